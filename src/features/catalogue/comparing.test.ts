// Which codes a comparison takes, what it says side by side, and what it holds to be different.
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { getEdition } from '#features/methodology/rules/edition.ts';
import { type CriterionKey, type Edition, fieldKeys } from '#features/methodology/schema.ts';
import { loadEditions } from '#features/methodology/store.server.ts';
import { emptyLayers, type PracticeContent } from '#features/practices/schema.ts';
import { type Column, comparedSectionsOf, comparisonPath, countRows, movedCode, onlyDifferences, readCodes } from './rules/comparing.ts';
import { publicContent } from './rules/publication.ts';

const editions = loadEditions(join(import.meta.dirname, '../../..'));

interface Given {
	code: string;
	edition?: Edition['id'];
	unmet?: CriterionKey[];
	layers?: Partial<PracticeContent['layers']>;
}

function column({ code, edition: id = 'redlac-2021/1', unmet = [], layers }: Given): Column {
	const edition = getEdition(editions, id);
	const fields = Object.fromEntries(fieldKeys.map((key) => [key, key === 'title' ? code : ''])) as PracticeContent['fields'];
	const whole = { edition: id, declaredClass: null, fields, layers: { ...emptyLayers, ...layers }, institutions: [], attachments: [] };
	const content = publicContent(whole, []);
	const judged = ({ key, reasons: [reason] }: (typeof edition.criteria)[number]) => [
		key,
		{
			met: !unmet.includes(key),
			wording: `Por ${code}.`,
			levels: [],
			...(unmet.includes(key) && reason && { reasons: [reason.key] })
		}
	];
	return {
		edition,
		verdictEdition: edition,
		document: {
			code,
			versionNumber: 1,
			language: 'es',
			title: code,
			content,
			verdict: {
				class: unmet.length === 0 ? 'good' : 'promising',
				unmet,
				conditional: false,
				confirmedAt: '2026-10-01T12:00:00.000Z',
				validUntil: '2028-10-01',
				isInvented: false,
				edition: id,
				criteria: Object.fromEntries(edition.criteria.map(judged))
			},
			label: null,
			pending: null,
			isExample: false,
			isInvented: true,
			publishedAt: '2026-10-02T12:00:00.000Z',
			versions: []
		}
	};
}

const rowsOf = (columns: Column[]) => new Map(comparedSectionsOf(columns, 'es').flatMap(({ rows }) => rows.map((row) => [row.key, row])));

describe('codes of an address', () => {
	it('are read leniently, each once, in their order', () => {
		expect(readCodes(['AC-0002', ' ac-0001\u0000 ', '\u202e', 'AC-0002', 'nada'])).toEqual({
			codes: ['AC-0002', 'AC-0001', 'NADA'],
			repeated: ['AC-0002']
		});
	});

	it('are bounded in number and length', () => {
		const { codes } = readCodes(Array.from({ length: 500 }, (_, at) => `AC-${at}${'0'.repeat(500)}`));
		expect(codes.length).toBeLessThanOrEqual(20);
		expect(Math.max(...codes.map((code) => code.length))).toBeLessThanOrEqual(20);
	});

	it('change places one at a time, and stay where they are at the edge', () => {
		expect(movedCode(['A', 'B', 'C'], 'B', -1)).toEqual(['B', 'A', 'C']);
		expect(movedCode(['A', 'B', 'C'], 'B', 1)).toEqual(['A', 'C', 'B']);
		expect(movedCode(['A', 'B'], 'B', 1)).toEqual(['A', 'B']);
		expect(movedCode(['A', 'B'], 'Z', 1)).toEqual(['A', 'B']);
	});

	it('make the address', () => {
		expect(comparisonPath('es', [])).toBe('/comparar');
		expect(comparisonPath('en', ['AC-0001', 'AC-0002'], { differences: true })).toBe(
			'/en/comparar?codigo=AC-0001&codigo=AC-0002&diferencias=si'
		);
		expect(comparisonPath('es', ['AC-0001', 'AC-0002'], { file: 'xlsx' })).toBe('/comparar/tabla.xlsx?codigo=AC-0001&codigo=AC-0002');
	});
});

describe('a comparison', () => {
	it('says of every criterion whether it is met and why not, and what is missing', () => {
		const rows = rowsOf([column({ code: 'AC-0001' }), column({ code: 'AC-0002', unmet: ['results'] })]);
		const [met, unmet] = rows.get('criterion-results')?.cells ?? [];
		expect(met).toMatchObject({ state: 'met', word: 'cumple', own: 'Por AC-0001.' });
		expect(unmet).toMatchObject({ state: 'unmet', word: 'no cumple todavía', lines: [expect.stringContaining('Por qué no: ')] });
		expect(rows.get('criterion-results')?.differs).toBe(true);
		// Reasons are never worded alike; two met criteria are the same all the same.
		expect(rows.get('criterion-impact')?.differs).toBe(false);
		expect(rows.get('missing')?.cells.map(({ lines }) => lines)).toEqual([['Nada: cumple los criterios'], ['Resultados verificables']]);
	});

	it('takes lists in another order for the same, and one answer more for a difference', () => {
		const [ours, same, other] = [
			column({ code: 'AC-0001', layers: { groups: ['refugee', 'host'], themes: ['care'] } }),
			column({ code: 'AC-0002', layers: { groups: ['host', 'refugee'], themes: ['care'] } }),
			column({ code: 'AC-0003', layers: { groups: ['host'], themes: ['care'] } })
		];
		expect(rowsOf([ours, same]).get('groups')?.differs).toBe(false);
		expect(rowsOf([ours, other]).get('groups')?.differs).toBe(true);
		expect(rowsOf([ours, other]).get('themes')?.differs).toBe(false);
	});

	it('leaves out what none of them answers, and keeps what one does', () => {
		const rows = rowsOf([column({ code: 'AC-0001', layers: { cost: { range: 'none', note: '' } } }), column({ code: 'AC-0002' })]);
		expect(rows.has('reach')).toBe(false);
		expect(rows.get('cost')?.cells.map(({ lines }) => lines)).toEqual([['Sin costo adicional'], []]);
	});

	it('says of a criterion that another methodology does not ask for it', () => {
		const rows = rowsOf([column({ code: 'AC-0001' }), column({ code: 'AC-0002', edition: 'red-inventada-2025/1', unmet: ['care'] })]);
		expect(rows.get('criterion-impact')?.cells[1]).toEqual({ lines: ['su metodología no lo pide'], own: '', note: '' });
		expect(rows.get('criterion-care')?.cells[0]).toEqual({ lines: ['su metodología no lo pide'], own: '', note: '' });
		expect(rows.get('criterion-care')?.cells[1]).toMatchObject({ state: 'unmet' });
		expect(rows.get('methodology')?.differs).toBe(true);
	});

	it('compares dimension by dimension', () => {
		const dimensions = { financial: { state: 'adverse', reason: 'Depende de un donativo.' } };
		const rows = rowsOf([column({ code: 'AC-0001', layers: { dimensions } }), column({ code: 'AC-0002' })]);
		expect(rows.get('dimension-financial')?.cells[0]).toMatchObject({ note: 'Depende de un donativo.' });
		expect(rows.has('dimension-social')).toBe(false);
	});

	it('gives the differing rows alone', () => {
		const sections = comparedSectionsOf([column({ code: 'AC-0001' }), column({ code: 'AC-0002', unmet: ['results'] })], 'es');
		const differing = onlyDifferences(sections).flatMap(({ rows }) => rows);
		expect(differing.map(({ key }) => key)).toEqual(['class', 'criterion-results', 'missing']);
		expect(countRows(sections).differing).toBe(differing.length);
		expect(countRows(sections).all).toBeGreaterThan(differing.length);
	});
});
