// The order of a collection as its form changes it, and addresses made of titles.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arranged, practicesOf, shownLines, slugOf } from './rules.ts';
import { CollectionForm, CollectionSlug, type FormLine } from './schema.ts';

const codeOf = (number: number) => `AC-${String(number).padStart(4, '0')}`;
const lineOf = (code: string, place: number, remove = false): FormLine => ({ code, place, remove, note: `nota de ${code}` });

/** Lines as the form shows them, before anything is typed. */
const untouched = (count: number) => Array.from({ length: count }, (_, at) => lineOf(codeOf(at + 1), at + 1));

describe('the order of a collection', () => {
	it('is what it was when nothing is typed', () => {
		fc.assert(
			fc.property(fc.integer({ min: 0, max: 60 }), (count) => {
				const lines = untouched(count);
				expect(arranged(lines).map(({ code }) => code)).toEqual(lines.map(({ code }) => code));
			})
		);
	});

	it('takes one line to the place it asks for, and keeps the others in theirs around it', () => {
		fc.assert(
			fc.property(fc.integer({ min: 1, max: 40 }), fc.nat(), fc.nat(), (count, from, to) => {
				const lines = untouched(count);
				const moved = codeOf((from % count) + 1);
				const place = (to % count) + 1;
				const order = arranged(lines.map((line) => (line.code === moved ? { ...line, place } : line))).map(({ code }) => code);
				expect(order[place - 1]).toBe(moved);
				expect(order.filter((code) => code !== moved)).toEqual(lines.map(({ code }) => code).filter((code) => code !== moved));
			})
		);
	});

	it('takes several lines to the places they ask for, when these differ', () => {
		const moves = fc.integer({ min: 2, max: 20 }).chain((count) => {
			const places = Array.from({ length: count }, (_, at) => at + 1);
			return fc.tuple(fc.constant(count), fc.subarray(places), fc.shuffledSubarray(places, { minLength: count, maxLength: count }));
		});
		fc.assert(
			fc.property(moves, ([count, moved, places]) => {
				const wanted = new Map(moved.map((from, at) => [from, places[at] ?? from]));
				const order = arranged(untouched(count).map((line, at) => ({ ...line, place: wanted.get(at + 1) ?? line.place })));
				for (const [from, place] of wanted) if (place !== from) expect(order[place - 1]?.code).toBe(codeOf(from));
			})
		);
	});

	it('loses and repeats nothing, whatever is typed, but for what is removed', () => {
		const typed = fc.array(fc.record({ place: fc.integer({ min: 0, max: 1000 }), remove: fc.boolean() }), { maxLength: 60 });
		fc.assert(
			fc.property(typed, (given) => {
				const lines = given.map(({ place, remove }, at) => lineOf(codeOf(at + 1), place, remove));
				const kept = lines.filter(({ remove }) => !remove);
				expect(arranged(lines).toSorted((a, b) => (a.code < b.code ? -1 : 1))).toEqual(kept.map(({ code, note }) => ({ code, note })));
			})
		);
	});
});

describe('a posted form', () => {
	it('adds typed and found codes last, each once, and none that is there', () => {
		const form = CollectionForm.parse({
			title: 'Título',
			version: '3',
			line: { 0: { code: 'AC-0001', place: '2', note: '' }, 1: { code: 'AC-0002', place: '2', note: 'b' } },
			codes: 'ac-0003, AC-0001\nAC-0004',
			found: ['AC-0004', 'AC-0005']
		});
		expect(practicesOf(form).map(({ code }) => code)).toEqual(['AC-0002', 'AC-0001', 'AC-0003', 'AC-0004', 'AC-0005']);
	});

	it('lets pass what is no code, so that it can be named with what is not in the catalogue', () => {
		const form = CollectionForm.parse({ title: 'T', version: 1, codes: 'la primera' });
		expect(practicesOf(form).map(({ code }) => code)).toEqual(['LA', 'PRIMERA']);
	});

	it('keeps the order of more than ten lines', () => {
		const line = Object.fromEntries(untouched(12).map((each, at) => [String(at), each]));
		expect(practicesOf({ line, codes: [], found: [] }).map(({ code }) => code)).toEqual(untouched(12).map(({ code }) => code));
	});

	it('is shown again as it was typed', () => {
		const stored = [{ code: 'AC-0001', title: 'Ferias', note: 'guardada', isShown: true }];
		expect(shownLines(stored, undefined)).toEqual([{ ...stored[0], place: '1', remove: false }]);
		const typed = { 0: { code: 'AC-0001', place: 'dos', note: 'escrita', remove: true } };
		expect(shownLines(stored, typed)).toEqual([{ ...stored[0], place: 'dos', note: 'escrita', remove: true }]);
	});
});

describe('an address made of a title', () => {
	it('says what the title says', () => {
		expect(slugOf('Empleo con protección: ¿por dónde empezar?')).toBe('empleo-con-proteccion-por-donde-empezar');
		expect(slugOf('移民')).toBe('');
	});

	it('is one that is taken, whatever the title', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (title) => {
				const slug = slugOf(title);
				expect(slug === '' || CollectionSlug.safeParse(slug).success).toBe(true);
				expect(slug.length).toBeLessThanOrEqual(60);
			})
		);
	});
});
