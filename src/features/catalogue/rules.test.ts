// How a typed question is read, and what a public text keeps to itself.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyLayers } from '#features/practices/schema.ts';
import { practiceContent } from '../../../test/factories.ts';
import { readCursor, writeCursor } from './rules/pages.ts';
import { placeFacet, publicContent } from './rules/publication.ts';
import { beginningOf, beginningsIn, readMarks, readSearch } from './rules/search.ts';
import { CatalogueQuery, queryLimits } from './schema.ts';

describe('readSearch', () => {
	it.each([
		['dos palabras', { wanted: ['dos'], excluded: [], beginning: 'palabras' }],
		['dos palabras ', { wanted: ['dos', 'palabras'], excluded: [], beginning: '' }],
		['"inclusión  financiera" -crédito', { wanted: ['inclusión financiera'], excluded: ['crédito'], beginning: '' }],
		['-"caja de ahorro" feria', { wanted: [], excluded: ['caja de ahorro'], beginning: 'feria' }],
		['"sin cerrar', { wanted: ['sin cerrar'], excluded: [], beginning: '' }],
		['AC-0001', { wanted: ['AC 0001'], excluded: [], beginning: '' }],
		['en', { wanted: ['en'], excluded: [], beginning: '' }],
		['- | & ! :*', { wanted: [], excluded: [], beginning: '' }]
	])('%j', (text, terms) => {
		expect(readSearch(text)).toEqual(terms);
	});

	it('gives nothing but letters, digits and blanks, and few terms, whatever is typed', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
				const { wanted, excluded, beginning } = readSearch(text);
				expect(wanted.length + excluded.length).toBeLessThanOrEqual(16);
				for (const term of [...wanted, ...excluded, beginning]) expect(term).toMatch(/^[\p{L}\p{M}\p{N} ]*$/u);
			})
		);
	});
});

it('reads nested and unclosed marks', () => {
	expect(readMarks('a \u0002\u0002b\u0003 c\u0003 d \u0002e')).toEqual([
		{ text: 'a ', mark: false },
		{ text: 'b c', mark: true },
		{ text: ' d ', mark: false },
		{ text: 'e', mark: true }
	]);
});

it('cuts a beginning after a whole word', () => {
	expect(beginningOf('uno dos, tres', 9)).toBe('uno dos…');
	expect(beginningOf('uno dos', 9)).toBe('uno dos');
});

describe('CatalogueQuery', () => {
	it('takes one value or several, and leaves out what cannot exist', () => {
		const query = CatalogueQuery.parse({
			q: ['a', 'b'],
			group: 'host',
			place: ['MX', "mx'; --", 'MX'],
			institution: 'x',
			limit: '900',
			cursor: 'z'.repeat(500)
		});
		expect(query).toMatchObject({ q: 'a b', group: ['host'], place: ['MX'], institution: [], limit: 20, cursor: null });
		const many = Array.from({ length: 500 }, (_, at) => `g${at}`);
		expect(CatalogueQuery.parse({ group: many }).group).toHaveLength(queryLimits.values);
	});

	it('knows its own cursors, in whatever order the values stand', () => {
		const query = CatalogueQuery.parse({ q: 'feria', group: ['host', 'migrant'] });
		const cursor = writeCursor(query, { order: 0.25, code: 'AC-0001' });
		expect(readCursor(CatalogueQuery.parse({ q: 'feria', group: ['migrant', 'host'] }), cursor)).toEqual({ order: 0.25, code: 'AC-0001' });
		expect(readCursor(CatalogueQuery.parse({ q: 'feria' }), cursor)).toBeUndefined();
		for (const wrong of ['', 'x', Buffer.from('[]').toString('base64url')]) expect(readCursor(query, wrong)).toBeUndefined();
	});
});

describe('publicContent', () => {
	const secrets = {
		contact: { name: 'Contacto inventado', email: 'contacto@example.org', phone: '55 0000 0000' },
		places: { codes: ['MX-CHP', 'MX-OAX', 'GT'], detail: 'Calle inventada 5', reserved: true },
		consent: {
			truthful: true,
			licence: 'CC-BY-4.0',
			authorisations: [{ institutionId: crypto.randomUUID(), attachmentId: null, note: 'Oficio 7' }]
		}
	};

	it('keeps contact, authorisations and reserved places to itself', () => {
		const shown = publicContent(practiceContent({ layers: { ...emptyLayers, ...secrets } }), []);
		expect(JSON.stringify(shown)).not.toMatch(/Contacto inventado|example\.org|0000|Oficio|Calle|CHP|OAX/);
		expect(shown.layers).toMatchObject({ licence: 'CC-BY-4.0', places: { codes: ['MX', 'GT'], detail: '', reserved: true } });
	});

	it('shows no file that the assessed text did not have', () => {
		const file = {
			id: crypto.randomUUID(),
			key: 'impact' as const,
			name: 'a.txt',
			mediaType: 'text/plain',
			bytes: 1,
			sha256: 'a'.repeat(64),
			isInvented: true
		};
		expect(publicContent(practiceContent({}), [file]).attachments).toEqual([]);
	});

	it('finds a state under its country', () => {
		expect(placeFacet(['MX-CHP', 'MX-OAX', 'GT'])).toEqual(['MX', 'MX-CHP', 'MX-OAX', 'GT']);
	});
});

it('looks for the words of a question by how they begin, without accents', () => {
	expect(beginningsIn("'happi' & !'cost':*")).toBe('\\m(happ|cos)');
	expect(beginningsIn("( 'niñ' | 'nin' ) & 'a'")).toBe('\\m(ni|a)');
});
