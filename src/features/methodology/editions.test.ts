// The shipped editions hold together, and the official words are the source's, letter by letter.
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { locales } from '#platform/locale.ts';
import { editionCriterion, editionTerm, fieldName, findTerm, getEdition, isTranslated, levelName, unknownKeys } from './rules/edition.ts';
import { type Edition, type Example, fieldKeys } from './schema.ts';
import { loadEditions, loadExamples, MethodologyError } from './store.server.ts';

const root = join(import.meta.dirname, '../../..');
const editions = loadEditions(root);
const redlac = getEdition(editions, 'redlac-2021/1');
const example = loadExamples(root).get('redlac-2021/1') as Example;

const seedFolder = join(root, '../shared/seed');
const seedFile = join(seedFolder, 'formato-buenas-practicas.txt');

/** One line of text: no tags, no doubled spaces. */
const plain = (text: string) =>
	text
		.replace(/<[^>]*>/g, ' ')
		.replace(/\s+/g, ' ')
		.trim();

/** Every text of the edition that claims to be the source's own. */
function officialTexts(edition: Edition): string[] {
	return [
		edition.form.header.es,
		edition.form.criteriaIntroduction.es,
		edition.form.title.es,
		edition.form.heading.promising.es,
		edition.definition.es,
		edition.rule.es,
		...edition.boilerplate,
		...edition.fields.flatMap((field) => (field.prompt ? [field.name.es, field.prompt.es] : [field.name.es])),
		...edition.criteria.flatMap((criterion) => [
			criterion.name.es,
			criterion.definition.es,
			...criterion.questions.flatMap((question) => question.quote ?? [])
		])
	];
}

/** The two columns a row of the form was printed in, or the line as it stands. */
const cells = (line: string) => line.split('\t').map(plain);

describe.skipIf(!existsSync(seedFile))('the source form (skipped where ../shared/seed is absent)', () => {
	const seed = existsSync(seedFile) ? readFileSync(seedFile, 'utf8') : '';
	const lines = seed.split('\n').filter((line) => plain(line) !== '');

	it('holds every official text word for word', () => {
		// A page break cuts one row in two; here its left column is joined again.
		const left = lines.map((line) => cells(line)[0]).join(' ');
		const source = `${plain(seed)} ${left}`;
		for (const text of officialTexts(redlac)) expect(source, text).toContain(text);
	});

	it('has no line that is missing from the data', () => {
		const form = redlac.fields.map((field) => [field.name.es, field.prompt?.es].filter(Boolean).join(' ')).join('\n');
		const values = Object.values(example.practice.fields).map((value) => plain(value.replaceAll(/^ *- /gm, '• ')));
		const known = [form, ...officialTexts(redlac), ...values].join('\n');
		const trimmed = (cell: string) => cell.replace(/:$/, '');
		for (const cell of lines.flatMap(cells)) expect(known, cell).toContain(trimmed(cell));
	});

	it('is the example, field by field', () => {
		const expected = JSON.parse(readFileSync(join(seedFolder, 'expected.json'), 'utf8'));
		expect(example.practice.fields).toEqual(expected.fields);
		expect(example.practice.declaredClass).toBe(expected.declaredClass);
	});
});

describe('the shipped editions', () => {
	it.each([...editions.values()].map((edition) => [edition.id, edition] as const))(
		'%s says everything in four languages',
		(_id, edition) => {
			const texts = localisedTexts(edition);
			expect(texts.length).toBeGreaterThan(100);
			const missing = texts.filter(({ text }) => locales.some((locale) => !text[locale]?.trim()));
			expect(missing.map(({ path }) => path)).toEqual([]);
		}
	);

	it.each([...editions.values()].map((edition) => [edition.id, edition] as const))(
		'%s recognises each label under one field only',
		(_id, edition) => {
			const fold = (label: string) => label.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
			const owners = new Map<string, string>();
			for (const field of edition.fields) {
				for (const label of [...Object.values(field.name), ...field.aliases].map(fold)) {
					expect(owners.get(label) ?? field.key, label).toBe(field.key);
					owners.set(label, field.key);
				}
			}
		}
	);

	it('holds the numbers of the network', () => {
		expect(redlac).toMatchObject({ threshold: 2, promisingUnmet: 1, panelMinimum: 2, validityMonths: { current: 36, conditional: 12 } });
		expect(redlac.fields.map((field) => field.key)).toEqual(fieldKeys);
		expect(redlac.criteria.map((criterion) => criterion.key)).toEqual(['replicability', 'impact', 'results', 'sustainability']);
		expect(redlac.requirements).toHaveLength(6);
	});

	it('asks official questions that quote the source, and optional ones that do not', () => {
		for (const question of redlac.criteria.flatMap((criterion) => criterion.questions)) {
			expect(question.quote === null, question.key).toBe(question.origin === 'strength');
		}
	});

	it('uses in its example only words it knows', () => {
		const { layers, panel } = example.invented;
		expect(findTerm(redlac.vocabulary.kinds, layers.kind)).toBeDefined();
		expect(unknownKeys(redlac, 'groups', layers.groups)).toEqual([]);
		expect(unknownKeys(redlac, 'themes', layers.themes)).toEqual([]);
		expect(unknownKeys(redlac, 'conditions', layers.conditions.keys)).toEqual([]);
		expect(Object.keys(layers.dimensions).sort()).toEqual(redlac.dimensions.map((term) => term.key).sort());
		for (const { criteria, definitionCheck } of panel) {
			expect(Object.keys(definitionCheck)).toEqual(redlac.definitionChecks.map((term) => term.key));
			for (const criterion of redlac.criteria) {
				const asked = criterion.questions.map((question) => question.key);
				expect(asked).toEqual(expect.arrayContaining(Object.keys(criteria[criterion.key]?.questions ?? {})));
			}
		}
	});

	it('attaches to its example every file that a judgement leans on', () => {
		const attached = example.invented.evidence.map((item) => item.reference);
		const cited = example.invented.panel.flatMap(({ criteria }) => Object.values(criteria).flatMap((judgement) => judgement.evidence));
		expect(attached).toEqual(expect.arrayContaining(cited.filter((reference) => reference.startsWith('file:'))));
	});
});

describe('looking things up', () => {
	it('names terms and levels in the asked language, and never drops an unknown key', () => {
		expect(editionTerm(redlac, 'themes', 'housing', 'en')).toBe('Housing');
		expect(editionTerm(redlac, 'themes', 'gone-by', 'en')).toBe('gone-by');
		expect(levelName(redlac, 'notYet', 'es')).toBe('No evaluable todavía');
		expect(fieldName(redlac, 'impact', 'es')).toBe('Impacto positivo');
		expect(fieldName({ ...redlac, fields: [] }, 'impact', 'es')).toBe('impact');
		expect(editionCriterion(redlac, 'results').evidence).toBe('document');
		expect(() => getEdition(editions, 'redlac-1999/1')).toThrow('redlac-1999/1');
	});

	it('tells the official words from our translations', () => {
		expect(isTranslated(redlac.rule, 'es')).toBe(false);
		expect(isTranslated(redlac.rule, 'en')).toBe(true);
		expect(isTranslated({ es: 'sin traducir' }, 'fr')).toBe(false);
	});
});

describe('a broken edition', () => {
	const folders: string[] = [];
	afterEach(() => folders.splice(0).forEach((folder) => void rmSync(folder, { recursive: true })));

	/** A copy of methodologies/ with one file changed. */
	function withFile(file: string, change: (text: string) => string): string {
		const copy = mkdtempSync(join(tmpdir(), 'editions-'));
		folders.push(copy);
		cpSync(join(root, 'methodologies/redlac-2021'), join(copy, 'methodologies/redlac-2021'), { recursive: true });
		const path = join(copy, 'methodologies/redlac-2021', file);
		writeFileSync(path, change(readFileSync(path, 'utf8')));
		return copy;
	}

	it.each([
		['criteria.json', (text: string) => text.replace('"document"', '"rumour"'), /criteria\.json: criteria\.1\.evidence: /],
		['edition.json', (text: string) => text.replace('"threshold": 2', '"threshold": "two"'), /edition\.json: threshold: /],
		[
			'vocabulary.json',
			(text: string) => text.replace('"key": "model"', '"key": "strategy"'),
			/vocabulary\.json: vocabulary\.kinds: .*"strategy"/
		],
		['fields.json', (text: string) => text.slice(1), /fields\.json: cannot be read/]
	])('is refused with the place of the fault: %s', (file, change, message) => {
		const copy = withFile(file, change);
		expect(() => loadEditions(copy)).toThrow(MethodologyError);
		expect(() => loadEditions(copy)).toThrow(message);
	});

	it('is refused when its folder is missing', () => {
		expect(() => loadEditions(join(root, 'docs'))).toThrow(/methodologies: the folder does not exist/);
	});
});

/** Every text of an edition that may have translations, with its path: `themes.labour-inclusion.name`. */
function localisedTexts(value: unknown, path = ''): { path: string; text: { es: string; en?: string; pt?: string; fr?: string } }[] {
	if (typeof value !== 'object' || value === null) return [];
	if ('es' in value) return [{ path, text: value as { es: string } }];
	return Object.entries(value).flatMap(([key, inner]) => localisedTexts(inner, `${path}.${inner?.key ?? key}`));
}
