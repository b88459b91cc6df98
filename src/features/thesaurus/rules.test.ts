// What a question is widened by: joined words, other names, and what must stay as it was typed.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conceptName, conceptsLike, expandTerms, readThesaurusFile, termKey, withoutRepeats, wordKey } from './rules.ts';
import type { Concept, ConceptTerm } from './schema.ts';

const es = (text: string): ConceptTerm => ({ text, language: 'es', isNarrower: false });
const en = (text: string): ConceptTerm => ({ text, language: 'en', isNarrower: false });
const everywhere = (text: string): ConceptTerm => ({ text, language: null, isNarrower: false });
const narrower = (text: string): ConceptTerm => ({ text, language: 'es', isNarrower: true });
const concept = (...terms: ConceptTerm[]): Concept => ({ id: crypto.randomUUID(), version: 1, note: '', terms });

const concepts = [
	concept(es('empleo'), es('trabajo'), es('inserción laboral'), en('employment')),
	concept(es('bolsa de trabajo'), es('intermediación laboral'), en('job board')),
	concept(everywhere('DFI'), es('desplazamiento forzado interno'), everywhere('IDP')),
	concept(es('inclusión financiera'), es('bancarización'), narrower('cuenta básica'), narrower('microcrédito')),
	concept(es('cuenta básica'), es('cuenta de expediente simplificado'))
];
const expand = (question: string) => expandTerms(question.split(' '), concepts);
const namesOf = (question: string) => expand(question).flatMap(({ also }) => also.map(({ text }) => text));

describe('widening a question', () => {
	it('adds what a word is also called, in its language, and leaves the typed word out', () => {
		expect(expand('trabajo')).toEqual([
			{
				text: 'trabajo',
				also: [
					{ text: 'empleo', language: 'es' },
					{ text: 'inserción laboral', language: 'es' },
					{ text: 'employment', language: 'en' }
				]
			}
		]);
	});

	it.each(['insercion laboral', 'INSERCIÓN LABORAL', 'inserciones laborales', 'Inserción de laboral'])(
		'reads "%s" as one term',
		(typed) => {
			expect(expand(typed)).toMatchObject([{ text: typed, also: [{ text: 'empleo' }, { text: 'trabajo' }, { text: 'employment' }] }]);
		}
	);

	it('takes the longest term that fits', () => {
		expect(expand('bolsa de trabajo rural').map(({ text }) => text)).toEqual(['bolsa de trabajo', 'rural']);
		expect(namesOf('bolsa de trabajo')).toEqual(['intermediación laboral', 'job board']);
		expect(namesOf('bolsa trabajo')).toEqual(['intermediación laboral', 'job board']);
	});

	it('leaves small words around a term alone', () => {
		expect(expand('de trabajo en').map(({ text }) => text)).toEqual(['de', 'trabajo', 'en']);
		expect(expand('inserción laboral en la frontera').map(({ text }) => text)).toEqual(['inserción laboral', 'en', 'la', 'frontera']);
	});

	it('expands acronyms both ways', () => {
		expect(namesOf('dfi')).toEqual(['desplazamiento forzado interno', 'IDP']);
		expect(namesOf('desplazamiento forzado interno')).toEqual(['DFI', 'IDP']);
	});

	it('tells names that have no other forms from words', () => {
		expect(expand('dfi')).toMatchObject([{ text: 'dfi', isName: true }]);
		expect(expand('desplazamiento forzado interno x').map(({ isName }) => isName)).toEqual([undefined, undefined]);
	});

	it('finds a narrower term with the wide ones, and by it only itself', () => {
		expect(namesOf('bancarizacion')).toEqual(['inclusión financiera', 'cuenta básica', 'microcrédito']);
		expect(namesOf('microcrédito')).toEqual([]);
		expect(namesOf('cuenta basica')).toEqual(['cuenta de expediente simplificado']);
	});

	it('compares a phrase as a whole', () => {
		expect(expandTerms(['bolsa de trabajo', 'empleo'], concepts).map(({ also }) => also.length)).toEqual([2, 3]);
		expect(expandTerms(['trabajo de noche'], concepts)).toEqual([{ text: 'trabajo de noche', also: [] }]);
	});

	it('loses and invents no word, whatever is typed', () => {
		const word = fc.constantFrom('bolsa', 'de', 'trabajo', 'empleos', 'cuenta', 'básica', 'x', 'en', '', 'ñ', '"', '𝒜');
		fc.assert(
			fc.property(fc.array(word, { maxLength: 16 }), (words) => {
				const expanded = expandTerms(words, concepts);
				expect(expanded.map(({ text }) => text).join(' ')).toBe(words.join(' '));
				for (const { text, also } of expanded) expect(also.map((other) => termKey(other.text))).not.toContain(termKey(text));
			})
		);
	});

	it('gives the words back where there is no thesaurus', () => {
		expect(expandTerms(['bolsa', 'de'], [])).toEqual([
			{ text: 'bolsa', also: [] },
			{ text: 'de', also: [] }
		]);
	});
});

describe('comparing terms', () => {
	it.each([
		['trabajador', 'trabajadores'],
		['cuenta', 'cuentas'],
		['inserção', 'inserções'],
		['company', 'companies'],
		['service', 'services'],
		['raíz', 'raíces'],
		['social', 'sociaux'],
		['Inclusión', 'INCLUSIONES']
	])('holds %s and %s to be the same', (one, several) => {
		expect(wordKey(several)).toBe(wordKey(one));
	});

	it.each([
		['caso', 'casa'],
		['SNE', 'INE'],
		['gas', 'ga']
	])('tells %s from %s', (one, other) => {
		expect(wordKey(one)).not.toBe(wordKey(other));
	});

	it('compares small words where there is nothing else', () => {
		expect(termKey('de la')).toBe('de la');
	});
});

describe('a list of concepts', () => {
	it('is looked through by the beginnings of words', () => {
		expect(conceptsLike(concepts, 'labor')).toEqual([concepts[0], concepts[1]]);
		expect(conceptsLike(concepts, 'de TRABAJO')).toEqual([concepts[1]]);
		expect(conceptsLike(concepts, ' ')).toEqual(concepts);
	});

	it('names a concept by its first Spanish term', () => {
		expect(concepts.map(conceptName)).toEqual([
			'empleo',
			'bolsa de trabajo',
			'desplazamiento forzado interno',
			'inclusión financiera',
			'cuenta básica'
		]);
	});

	it('keeps one of two spellings that differ by nothing, and both where the language differs', () => {
		const input = { note: '', terms: [es('Cuenta básica'), es('cuenta  basica'), everywhere('cuenta básica')] };
		expect(withoutRepeats(input).terms).toEqual([es('Cuenta básica'), everywhere('cuenta básica')]);
	});
});

describe('a thesaurus as a file', () => {
	const bytes = (text: string) => new TextEncoder().encode(text);
	const file = (terms: unknown[]) => bytes(JSON.stringify({ format: 'acervo-thesaurus/1', concepts: [{ terms }] }));

	it('is read with what may be left out', () => {
		const terms = [{ text: 'empleo', language: null, isNarrower: false }];
		expect(readThesaurusFile(file([{ text: ' empleo ' }]))).toEqual({
			ok: true,
			thesaurus: { format: 'acervo-thesaurus/1', concepts: [{ terms, note: '' }] }
		});
	});

	it.each([
		[bytes('no es JSON'), ''],
		[bytes('{"format":"otro/1","concepts":[]}'), 'format'],
		[file([{ text: 'empleo' }, { text: '—' }]), 'concepts.0.terms.1.text'],
		[file([]), 'concepts.0.terms']
	])('says where it is wrong', (given, place) => {
		expect(readThesaurusFile(given)).toEqual({ ok: false, place });
	});
});
