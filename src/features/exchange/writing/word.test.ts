import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FieldKey, fieldKeys } from '#features/methodology/schema.ts';
import { loadEditions } from '#features/methodology/store.server.ts';
import { emptyLayers, type PracticeContent } from '#features/practices/schema.ts';
import { parseMarkdown, toMarkdown } from '#platform/documents/markdown.ts';
import { richText } from '#platform/documents/rich-text.arbitrary.ts';
import { openZip } from '#platform/documents/zip.server.ts';
import { readFileHere } from '../reading/reading-here.server.ts';
import { practiceToWord } from './word.server.ts';

const root = join(import.meta.dirname, '../../../..');
const edition = [...loadEditions(root).values()].find((each) => each.id === 'redlac-2021/1');
if (!edition) throw new Error('the edition is missing');

const contentOf = (fields: Record<FieldKey, string>, declaredClass: PracticeContent['declaredClass']): PracticeContent => ({
	edition: 'redlac-2021/1',
	declaredClass,
	fields,
	layers: emptyLayers,
	institutions: [],
	attachments: []
});
const options = {
	locale: 'es',
	code: 'AC-0001',
	version: 2,
	verdict: { class: 'unclassified', date: '2026-10-05', isInvented: true }
} as const;

async function roundTrip(content: PracticeContent) {
	const read = await readFileHere({
		bytes: await practiceToWord(content, edition as NonNullable<typeof edition>, options),
		edition: edition as NonNullable<typeof edition>
	});
	if (!read.ok) throw new Error(read.why);
	const [practice] = read.practices;
	if (!practice) throw new Error('no practice was read');
	return practice;
}

describe('practiceToWord', () => {
	it('is read again as the same practice, whatever the text', async () => {
		const field = richText.map((text) => toMarkdown(text));
		const fields = fc.record(Object.fromEntries(fieldKeys.map((key) => [key, field])) as Record<FieldKey, typeof field>);
		await fc.assert(
			fc.asyncProperty(fields, fc.constantFrom('good' as const, 'promising' as const, null), async (generated, declaredClass) => {
				const given = { ...generated, title: generated.title || 'Un título' };
				const practice = await roundTrip(contentOf(given, declaredClass));
				expect(practice.fields).toEqual(given);
				expect(practice.declaredClass).toBe(declaredClass);
				expect(practice.unplaced).toEqual([]);
			}),
			{ numRuns: 30 }
		);
	}, 120_000);

	it('marks an invented verdict in its footer', async () => {
		const fields = Object.fromEntries(fieldKeys.map((key) => [key, 'Texto'])) as Record<FieldKey, string>;
		const bytes = await practiceToWord(contentOf(fields, 'good'), edition as NonNullable<typeof edition>, options);
		const footer = openZip(Buffer.from(bytes)).read('word/footer1.xml');
		expect(Buffer.from(footer ?? []).toString()).toContain('ejemplo inventado');
	});

	it('holds 30,000 characters', async () => {
		const text = toMarkdown(
			parseMarkdown('- **Ámbito** con [enlace](https://example.org/)\n  1. uno\n  2. dos\n\nPárrafo largo. '.repeat(400))
		);
		expect(text.length).toBeGreaterThan(30_000);
		const fields = Object.fromEntries(fieldKeys.map((key) => [key, text])) as Record<FieldKey, string>;
		expect((await roundTrip(contentOf(fields, 'good'))).fields).toEqual(fields);
	});

	it.skipIf(!existsSync(join(root, '../shared/seed/expected.json')))('gives the official example back (needs ../shared/seed)', async () => {
		const expected = JSON.parse(readFileSync(join(root, '../shared/seed/expected.json'), 'utf8')) as {
			declaredClass: 'promising';
			fields: Record<FieldKey, string>;
		};
		const practice = await roundTrip(contentOf(expected.fields, expected.declaredClass));
		expect(practice).toMatchObject({ ...expected, unplaced: [], warnings: [] });
	});
});
