// Citations, whatever stands in them: what citation-js and bibutils read is what was written, and no text becomes a second reference.
import { Cite } from '@citation-js/core';
import '@citation-js/plugin-bibtex';
import '@citation-js/plugin-ris';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { retirePractice } from '#features/catalogue/handlers/catalogue.server.ts';
import { locales } from '#platform/locale.ts';
import { openTestApp, type TestApp } from '../../../test/app.ts';
import { insertInstitution, insertPerson, insertPublished } from '../../../test/factories.ts';
import { hasProgram, hostilePractice, hostileTexts, runProgram } from '../../../test/open-data.ts';
import { citePractice } from './handlers/practice.server.ts';
import { bibtexOf, cslOf, formattedCitation, risOf } from './rules/citation.ts';
import { citationFormats } from './schema.ts';

const plain = hostilePractice({
	title: 'Ferias de empleo: 100 % de niñez & más',
	abstract: 'Una feria al mes.',
	authors: ['Servicio Nacional de Empleo', 'Instituto Ñandú', 'Secretaría de Trabajo, Jalisco'],
	publisher: { origin: 'https://acervo.example.org', network: 'Red de prueba' },
	marks: []
});

describe('what citation-js reads', () => {
	/** Told what it is: by its own guess a text that holds `@book{` is BibTeX. */
	const read = (text: string | object, type?: string) => new Cite(text, type ? { forceType: type } : {}).data;

	it('is the same from CSL-JSON, RIS and BibTeX', () => {
		const csl = cslOf(plain);
		expect(read([csl])).toEqual([expect.objectContaining(csl)]);
		const shared = { type: 'report', title: plain.title, publisher: 'Red de prueba', URL: plain.url };
		const [ris] = read(risOf(plain), '@ris/file');
		expect(ris).toMatchObject({ ...shared, abstract: 'Una feria al mes.', issued: { 'date-parts': [[2026, 11, 3]] } });
		expect(ris?.author).toEqual([
			{ literal: 'Servicio Nacional de Empleo' },
			{ literal: 'Instituto Ñandú' },
			{ literal: 'Secretaría de Trabajo – Jalisco' }
		]);
		const [bibtex] = read(bibtexOf(plain), '@bibtex/text');
		expect(bibtex).toMatchObject({ ...shared, number: 'AC-0042', issued: { 'date-parts': [[2026, 11]] } });
		// A name in braces is one family name, taken as it is.
		expect(bibtex?.author).toEqual(plain.authors.map((family) => ({ family })));
	});

	it('is one reference, however hostile its texts are', () => {
		const practice = hostilePractice();
		expect(read([cslOf(practice)])[0]).toMatchObject({ id: 'AC-0042', author: [{}, { literal: 'Secretaría de Trabajo, Jalisco' }, {}] });
		for (const [written, type] of [
			[risOf(practice), '@ris/file'],
			[bibtexOf(practice), '@bibtex/text']
		] as const) {
			const [found, ...more] = read(written, type);
			expect(more).toEqual([]);
			expect(found).toMatchObject({ type: 'report', URL: practice.url });
			expect(String(found?.title)).toContain('alert(1)');
		}
	});
});

describe.skipIf(!hasProgram('bib2xml', ['-v']))('what bibutils reads (needs bibutils)', () => {
	const read = (program: string, text: string) => runProgram(program, ['-i', 'utf8'], text);

	it.each([
		['bib2xml', bibtexOf],
		['ris2xml', risOf]
	] as const)('%s takes it for one reference with its title, date and address', (program, write) => {
		const found = read(program, write(plain));
		expect(found.match(/<mods /g)).toHaveLength(1);
		for (const said of ['<title>Ferias de empleo', plain.url, '2026-11', 'Red de prueba', 'Ñandú']) expect(found).toContain(said);
		expect(read(program, write(hostilePractice())).match(/<mods /g)).toHaveLength(1);
	});

	it('knows from the braces of BibTeX that an author is an institution', () => {
		// RIS has no sign for it.
		expect(read('bib2xml', bibtexOf(plain))).toContain('<namePart>Secretaría de Trabajo, Jalisco</namePart>');
	});
});

describe('a formatted citation', () => {
	it.each([
		['es', 'Servicio Nacional de Empleo, Instituto Ñandú y Secretaría de Trabajo, Jalisco. (2026, 3 de noviembre). '],
		['en', 'Servicio Nacional de Empleo, Instituto Ñandú, and Secretaría de Trabajo, Jalisco. (2026, November 3). '],
		['pt', 'Servicio Nacional de Empleo, Instituto Ñandú e Secretaría de Trabajo, Jalisco. (2026, 3 de novembro). '],
		['fr', 'Servicio Nacional de Empleo, Instituto Ñandú et Secretaría de Trabajo, Jalisco. (2026, 3 novembre). ']
	] as const)('is a line of %s', (locale, beginning) => {
		const line = formattedCitation(plain, locale);
		expect(line.startsWith(beginning), line).toBe(true);
		expect(line).toMatch(
			/\(AC-0042, \S+ 2\) \[Práctica prometedora\]\. Red de prueba\. https:\/\/acervo\.example\.org\/practicas\/AC-0042$/
		);
	});

	it('stays one line', () => {
		for (const locale of locales) {
			const line = formattedCitation(hostilePractice({ title: hostileTexts.join('\r\n') }), locale);
			expect(line).not.toMatch(/\p{Cc}|\u2028|\u2029/u);
		}
	});

	it('names the network once where it is the author', () => {
		expect(formattedCitation({ ...plain, authors: ['Red de prueba'] }, 'es').match(/Red de prueba/g)).toHaveLength(1);
	});
});

describe('of a published practice', () => {
	let test: TestApp;
	beforeAll(async () => {
		test = await openTestApp();
	});
	afterAll(() => test.remove());

	it('is there until it is retired', async () => {
		const id = await insertPerson(test.app.db, 'secretaria@example.org', ['secretariat']);
		const institution = await insertInstitution(test.app.db, 'Oficina inventada');
		const { code } = await insertPublished(test.ctx(), id, {
			fields: { title: 'Ferias' },
			institutions: [{ id: institution, name: 'Oficina inventada' }],
			isInvented: true
		});
		const reader = test.ctx({ kind: 'anonymous' });
		for (const format of citationFormats) {
			const { body, fileName } = await citePractice(reader, code, format);
			expect(fileName).toBe(`${code}.${format}`);
			for (const said of ['Oficina inventada', 'Ferias', code, 'ejemplo inventado']) expect(body, format).toContain(said);
		}
		await retirePractice(test.ctx({ kind: 'person', id, name: 'S', roles: ['secretariat'], institutionIds: [] }), code);
		for (const format of citationFormats) await expect(citePractice(reader, code, format)).rejects.toMatchObject({ code: 'gone' });
	});
});
