import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { getEdition } from '#features/methodology/rules.ts';
import { fieldKeys } from '#features/methodology/schema.ts';
import { loadEditions } from '#features/methodology/store.server.ts';
import { emptyLayers } from '#features/practices/schema.ts';
import { PublishedDocument } from '../schema.ts';
import { practiceToPdf } from './pdf.server.ts';

const edition = getEdition(loadEditions(join(import.meta.dirname, '../../../..')), 'redlac-2021/1');
const hasPdfToText = spawnSync('pdftotext', ['-v']).error === undefined;
const attachment = {
	id: '00000000-0000-4000-8000-000000000000',
	key: 'results',
	mediaType: 'application/pdf',
	bytes: 1,
	sha256: '',
	screened: true,
	isInvented: true
};

const published = (text: string): PublishedDocument =>
	PublishedDocument.parse({
		code: 'AC-0001',
		version: 2,
		content: {
			edition: 'redlac-2021/1',
			declaredClass: 'promising',
			fields: Object.fromEntries(fieldKeys.map((key) => [key, text])),
			layers: emptyLayers,
			institutions: [],
			attachments: [
				{ ...attachment, name: 'abierto.pdf', visibility: 'public' },
				{ ...attachment, name: 'reservado.pdf', visibility: 'assessors' }
			]
		},
		verdict: {
			class: 'promising',
			conditional: true,
			confirmedAt: '2026-10-05',
			validUntil: '2027-10-05',
			isInvented: true,
			criteria: edition.criteria.map(({ key }) => ({
				key,
				met: key === 'results' ? false : key === 'impact' ? null : true,
				levels: ['Afirmado'],
				wording: text
			}))
		}
	});
const textOf = (pdf: Uint8Array) => execFileSync('pdftotext', ['-', '-'], { input: pdf, encoding: 'utf8' }).replace(/\s+/g, ' ');

describe('practiceToPdf', () => {
	it('is tagged, named, in its language and quick once warm', () => {
		practiceToPdf(published('Texto'), edition, 'es');
		const started = performance.now();
		const source = Buffer.from(
			practiceToPdf(published('**Otro** texto\n\n- con lista\n  1. y [enlace](https://example.org/)'), edition, 'es')
		).toString('latin1');
		expect(performance.now() - started).toBeLessThan(3_000);
		for (const mark of ['%PDF-1.7', '/StructTreeRoot', '/Lang (es-MX)', '/Outlines', '/URI (https://example.org/)'])
			expect(source).toContain(mark);
	});

	const hostile = '#panic("x") $x^2$ #read("/etc/passwd") = no *n* `c` @ref <l> \\ // com /* c */ #sys.inputs "q"';
	it('takes any text as text', () => {
		expect(practiceToPdf(published(`${hostile}\n\n- ${hostile}\n\n👩🏽‍🏫 שלום الممارسة \u0301`), edition, 'pt').length).toBeGreaterThan(
			10_000
		);
		expect(practiceToPdf(published(''), edition, 'en').length).toBeGreaterThan(5_000);
		expect(practiceToPdf({ ...published('x'), verdict: null }, edition, 'fr').length).toBeGreaterThan(5_000);
	});

	it.skipIf(!hasPdfToText)('prints that text, the verdict in words and public evidence only (needs pdftotext)', () => {
		const text = textOf(practiceToPdf(published(hostile), edition, 'es'));
		for (const part of [
			'#panic("x") $x^2$ #read("/etc/passwd")',
			'Resultados verificables: no cumple todavía',
			'Impacto positivo: sin evaluar',
			'ejemplo inventado',
			'abierto.pdf (evidencia inventada)'
		])
			expect(text).toContain(part);
		expect(text).not.toContain('reservado.pdf');
	});
});
