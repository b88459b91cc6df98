// How a typed question is read, and what a public text keeps to itself.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyLayers } from '#features/practices/schema.ts';
import { practiceContent } from '../../../test/factories.ts';
import { answersIn, chainsIn, likelyPattern, likelyWords, mark, passageOf } from './rules/marking.ts';
import { readCursor, writeCursor } from './rules/pages.ts';
import { publicContent } from './rules/publication.ts';
import { beginningOf, readSearch } from './rules/search.ts';
import { changesBetween, likeliest } from './rules/spelling.ts';
import { type Dated, Tally } from './rules/tally.ts';
import { CatalogueQuery, queryLimits } from './schema.ts';

describe('readSearch', () => {
	it.each([
		['dos palabras', { wanted: ['dos'], quoted: [], excluded: [], beginning: 'palabras' }],
		['dos palabras ', { wanted: ['dos', 'palabras'], quoted: [], excluded: [], beginning: '' }],
		[
			'"inclusión  financiera" -crédito',
			{ wanted: ['inclusión financiera'], quoted: ['inclusión financiera'], excluded: ['crédito'], beginning: '' }
		],
		['-"caja de ahorro" feria', { wanted: [], quoted: [], excluded: ['caja de ahorro'], beginning: 'feria' }],
		['"sin cerrar', { wanted: ['sin cerrar'], quoted: ['sin cerrar'], excluded: [], beginning: '' }],
		['AC-0001', { wanted: ['AC 0001'], quoted: [], excluded: [], beginning: '' }],
		['en', { wanted: ['en'], quoted: [], excluded: [], beginning: '' }],
		['- | & ! :*', { wanted: [], quoted: [], excluded: [], beginning: '' }]
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

it('cuts a beginning after a whole word', () => {
	expect(beginningOf('uno dos, tres', 9)).toBe('uno dos…');
	expect(beginningOf('uno dos', 9)).toBe('uno dos');
});

describe('CatalogueQuery', () => {
	it('takes one value or several, and leaves out what cannot exist', () => {
		const query = CatalogueQuery.parse({
			q: ['a', 'b'],
			group: 'host',
			country: ['MX', "mx'; --", 'MX'],
			institution: 'x',
			limit: '900',
			cursor: 'z'.repeat(500)
		});
		expect(query).toMatchObject({ q: 'a b', group: ['host'], country: ['MX'], institution: [], limit: 20, cursor: null });
		const many = Array.from({ length: 500 }, (_, at) => `g${at}`);
		expect(CatalogueQuery.parse({ group: many }).group).toHaveLength(queryLimits.values);
	});

	it('knows its own cursors, in whatever order the values stand', () => {
		const query = CatalogueQuery.parse({ q: 'feria', group: ['host', 'migrant'] });
		const cursor = writeCursor(query, { order: 0.25, number: 7 });
		expect(readCursor(CatalogueQuery.parse({ q: 'feria', group: ['migrant', 'host'] }), cursor)).toEqual({ order: 0.25, number: 7 });
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
});

describe('marking', () => {
	/** The words of a text that are among some. */
	const placed = (text: string, ...words: string[]) => likelyWords(text, /\p{L}/gu).filter(({ word }) => words.includes(word));
	const plain = (segments: readonly { text: string }[] | undefined) => segments?.map(({ text }) => text).join('');

	it('parts a text into words that answer and the rest', () => {
		const text = 'Niñas, y sus niñas.';
		expect(mark(text, placed(text, 'niñas'))).toEqual([
			{ text: 'Niñas', mark: true },
			{ text: ', y sus ', mark: false },
			{ text: 'niñas', mark: true },
			{ text: '.', mark: false }
		]);
	});

	it('loses no sign of a text, and shows of each line what stands in it, whatever it holds', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), fc.nat(3), (text, share) => {
				const words = likelyWords(text, /./gu).filter((_, at) => at % 4 <= share);
				expect(plain(mark(text, words))).toBe(text);
				const passage = passageOf(text, words);
				expect(passage === undefined).toBe(words.length === 0);
				if (!passage) return;
				const shown = plain(passage) ?? '';
				const inside = shown.replace(/^…/, '').replace(/…$/, '');
				expect(text.includes(shown) || text.includes(inside)).toBe(true);
				expect(passage.some((segment) => segment.mark)).toBe(true);
			})
		);
	});

	it('shows the stretch with most different words, cut after whole ones', () => {
		const filler = 'una línea que no dice nada de lo que se pregunta ni antes ni después '.repeat(4);
		const text = [`${filler}feria ${filler}`, `${filler}feria de ahorro ${filler}`].join('\n');
		const shown = plain(passageOf(text, placed(text, 'feria', 'ahorro'))) ?? '';
		expect(shown).toMatch(/^….*feria de ahorro.*…$/);
		expect(shown.length).toBeLessThanOrEqual(222);
		const words = new Set(text.split(/\s+/));
		expect(
			shown
				.replaceAll('…', '')
				.split(' ')
				.filter((word) => !words.has(word))
		).toEqual([]);
		expect(passageOf(text, [])).toBeUndefined();
	});

	it('begins earlier where the line ends soon', () => {
		const text = `${'Palabras que vienen antes. '.repeat(20)}Y al fin una feria.`;
		const shown = plain(passageOf(text, placed(text, 'feria'))) ?? '';
		expect(shown).toMatch(/^….{180,219}feria\.$/);
	});

	it('shows a short line whole, without what lies around it', () => {
		const text = 'Antes\n  La feria, y más feria.  \nDespués la feria';
		expect(passageOf(text, placed(text, 'feria'))).toEqual([
			{ text: 'La ', mark: false },
			{ text: 'feria', mark: true },
			{ text: ', y más ', mark: false },
			{ text: 'feria', mark: true },
			{ text: '.', mark: false }
		]);
	});

	it('takes a word for likely by how its stem begins, without accents and but for the last letter', () => {
		const found = likelyWords('Happy COSTOS cost Coral (niñas) nina-niño recosto', likelyPattern(['happi', 'cost', 'niñ']));
		expect(found.map(({ word }) => word)).toEqual(['happy', 'costos', 'cost', 'niñas', 'nina', 'niño']);
	});

	it('reads every word and phrase of a question once', () => {
		expect(chainsIn("( 'niñ' | 'nin' ) & 'o''brien':* | 'nin' | 'bols' <2> 'trabaj' <-> 'local':*")).toEqual([
			[{ stem: 'niñ', after: 1 }],
			[{ stem: 'nin', after: 1 }],
			[{ stem: "o'brien", after: 1 }],
			[
				{ stem: 'bols', after: 1 },
				{ stem: 'trabaj', after: 2 },
				{ stem: 'local', after: 1 }
			]
		]);
	});

	it('marks the words of a phrase only where they follow each other as they should', () => {
		const sought = {
			chains: chainsIn("'emple' | 'plaza' <2> 'traba'"),
			stemsOf: (word: string) => [word.slice(0, 5)],
			isBegun: () => false
		};
		const answering = (text: string) =>
			answersIn(text, likelyWords(text, likelyPattern(['emple', 'plaza', 'traba'])), sought).map(({ word }) => word);
		expect(answering('plazas y albergues dan empleo')).toEqual(['empleo']);
		expect(answering('una plaza de trabajo')).toEqual(['plaza', 'trabajo']);
		expect(answering('plaza, plaza y trabajo; plaza y otro trabajo')).toEqual(['plaza', 'trabajo']);
		expect(answering('plaza trabajo')).toEqual([]);
	});

	it('marks what the last word may become', () => {
		const text = 'Ferias y feriantes';
		const sought = { chains: [], stemsOf: () => [], isBegun: (word: string) => word.startsWith('feria') };
		expect(answersIn(text, likelyWords(text, likelyPattern(['feri'])), sought)).toHaveLength(2);
	});
});

describe('spelling', () => {
	it.each([
		['remesa', 'remesa', 0],
		['remsa', 'remesa', 1],
		['remeas', 'remesa', 1],
		['remezas', 'remesa', 2],
		['', 'abc', 3]
	])('%s and %s are %i apart', (from, to, changes) => {
		expect(changesBetween(from, to)).toBe(changes);
	});

	it('is the same in both directions, and nought only for equals', () => {
		fc.assert(
			fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), (a, b) => {
				expect(changesBetween(a, b)).toBe(changesBetween(b, a));
				expect(changesBetween(a, b) === 0).toBe(a === b);
			})
		);
	});

	it('takes the nearest word, then the commonest, and none that is too far', () => {
		const words = [
			{ word: 'remesas', folded: 'remesas', entries: 3 },
			{ word: 'remesa', folded: 'remesa', entries: 9 },
			{ word: 'presas', folded: 'presas', entries: 90 }
		];
		expect(likeliest('remezas', words)).toBe('remesas');
		expect(likeliest('remsas', words)).toBe('remesas');
		expect(likeliest('guitarra', words)).toBeUndefined();
	});
});

describe('the tally', () => {
	const values = ['group:a', 'group:b', 'theme:x', 'theme:y', 'year:2020'];
	const entries = fc.array(fc.tuple(fc.nat(40), fc.option(fc.subarray(values)), fc.nat(5)), { maxLength: 120 });

	it('counts like whoever counts one by one, however entries came and went', () => {
		fc.assert(
			fc.property(
				entries,
				fc.subarray(['a', 'b', 'c']),
				fc.subarray(['x', 'y']),
				fc.option(fc.subarray([...Array(41).keys()])),
				(moves, group, theme, among) => {
					const tally = new Tally();
					const standing = new Map<number, string[]>();
					for (const [number, own, published] of moves) {
						if (own) standing.set(number, own);
						else standing.delete(number);
						if (own) tally.put(number, own, { published, updated: 0 });
						else tally.remove(number);
					}
					const query = CatalogueQuery.parse({ group, theme });
					const { passing, counts } = tally.narrow(among ? Uint32Array.from(among) : undefined, query);
					const chosen = { group, theme } as Record<string, string[]>;
					const fits = (own: string[], but?: string) =>
						Object.entries(chosen).every(
							([facet, keys]) => facet === but || keys.length === 0 || keys.some((key) => own.includes(`${facet}:${key}`))
						);
					const asked = [...standing].filter(([number]) => !among || among.includes(number));
					expect([...passing].toSorted((a, b) => a - b)).toEqual(
						asked
							.filter(([, own]) => fits(own))
							.map(([number]) => number)
							.toSorted((a, b) => a - b)
					);
					for (const facet of ['group', 'theme', 'year'] as const) {
						const expected = new Map<string, number>();
						for (const [, own] of asked.filter(([, each]) => fits(each, facet)))
							for (const value of own.filter((each) => each.startsWith(`${facet}:`))) {
								const key = value.slice(facet.length + 1);
								expected.set(key, (expected.get(key) ?? 0) + 1);
							}
						expect(Object.fromEntries(counts[facet])).toEqual(Object.fromEntries(expected));
					}
				}
			)
		);
	});

	it('keeps counting right when its lists are moved together', () => {
		const tally = new Tally();
		for (let round = 0; round < 30; round += 1)
			for (let number = 1; number <= 1_000; number += 1)
				tally.put(number, round % 2 ? ['group:a', 'theme:x', 'theme:y', 'year:2020'] : values, { published: 0, updated: 0 });
		const { counts } = tally.narrow(undefined, CatalogueQuery.parse({}));
		expect([counts.group.get('a'), counts.group.get('b'), counts.year.get('2020')]).toEqual([1_000, undefined, 1_000]);
	});

	it('walks entries by date, page after page, each once', () => {
		fc.assert(
			fc.property(
				fc.array(fc.nat(6), { maxLength: 60 }),
				fc.constantFrom('newest', 'oldest', 'updated'),
				fc.integer({ min: 1, max: 7 }),
				(dates, by, size) => {
					const tally = new Tally();
					for (const [number, date] of dates.entries()) tally.put(number, [], { published: date, updated: 10 - date });
					const all = Uint32Array.from(dates.keys());
					const seen: Dated[] = [];
					for (let page = tally.first(all, by, undefined, size); page.length > 0; page = tally.first(all, by, seen.at(-1), size))
						seen.push(...page);
					expect(seen.map(({ number }) => number).toSorted((a, b) => a - b)).toEqual([...all]);
					const orders = seen.map(({ order }) => order);
					expect(orders).toEqual(orders.toSorted((a, b) => (by === 'oldest' ? a - b : b - a)));
				}
			)
		);
	});
});
