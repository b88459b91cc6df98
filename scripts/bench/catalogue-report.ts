// What `npm run bench:catalogue` found, for people: a table with the targets beside it, and its growth as a drawing in docs/performance.md.
import { readFile, writeFile } from 'node:fs/promises';
import { cpus, loadavg, totalmem } from 'node:os';
import path from 'node:path';
import type { Figures, SearchTiming, Timing } from './catalogue-figures.ts';
import { drawGrowth } from './growth.ts';
import { root } from './measuring.ts';

type BySize = Record<number, Figures>;

/** A line of the table: what is measured, what should hold at 100,000, how it is said. */
const lines: [name: string, target: string, value: (figures: Figures) => string][] = [
	[
		'selective search: 2 words, 2 facets, all counts',
		'p50 ≤ 12, p95 ≤ 30 ms; of a million p95 ≤ 250',
		({ selectiveSearch }) => times(selectiveSearch)
	],
	['— against the plain SQL statement, p50', '≤ 1.5', ({ selectiveSearch }) => against(selectiveSearch)],
	['— 8 at once', '', ({ selectiveSearch }) => eight(selectiveSearch)],
	['— results', '', ({ selectiveSearch }) => String(selectiveSearch.results)],
	['broad search: 1 word, 20 % of all, all counts', 'p95 ≤ 120 ms', ({ broadSearch }) => times(broadSearch)],
	['— against the plain SQL statement, p50', '', ({ broadSearch }) => against(broadSearch)],
	['— 8 at once', '', ({ broadSearch }) => eight(broadSearch)],
	['facets alone, all counts', '', ({ facetPage }) => times(facetPage)],
	['— against the plain SQL statement, p50', '', ({ facetPage }) => against(facetPage)],
	['words for a beginning', '', ({ suggestion }) => times(suggestion)],
	['practice page, kept', '≥ 0.5 of bare Node', ({ practicePageCached }) => rate(practicePageCached)],
	['practice page, rendered anew', '≥ 500/s', ({ practicePageRendered: { perSecond, p95Ms } }) => `${perSecond}/s, p95 ${p95Ms} ms`],
	['record of the API', '', ({ apiRecord }) => rate(apiRecord)],
	['OAI page of records', '', ({ oaiPage }) => (oaiPage ? times(oaiPage) : 'absent')],
	['publishing a new version', '', ({ publishing: { p50Ms, p95Ms } }) => `p50 ${p50Ms}, p95 ${p95Ms} ms`],
	['— until a search finds it, p95', 'at once', ({ publishing }) => `${publishing.visibleMs} ms`],
	['memory of the web process after the load', '≤ 250 MB', ({ memory }) => `${memory.megabytes} MB`],
	['filling', '', ({ fill }) => `${fill.seconds} s`]
];

/** The figures as a table in Markdown, a column per size. */
export function table(figures: BySize): string {
	const sizes = Object.keys(figures).map(Number);
	const rows = lines.map(([name, target, value]) => [name, target, ...sizes.map((size) => value(figures[size] as Figures))]);
	const cells = [['', 'target at 100,000', ...sizes.map(counted)], ...rows];
	const widths = cells[0]?.map((_, column) => Math.max(3, ...cells.map((row) => row[column]?.length ?? 0))) ?? [];
	const [head = '', ...body] = cells.map((row) => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`);
	return [head, `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...body].join('\n');
}

const marks = { begin: '<!-- figures -->', end: '<!-- end of figures -->' };

/** Puts the table and the drawing in the place of those in docs/performance.md. @returns its path */
export async function writeDocument(figures: BySize): Promise<string> {
	const file = path.join(root, 'docs/performance.md');
	const text = await readFile(file, 'utf8');
	const [before, rest] = text.split(marks.begin);
	const after = rest?.split(marks.end)[1];
	if (before === undefined || after === undefined) throw new Error(`${file} lacks the marks between which the figures stand`);
	await writeFile(path.join(root, 'docs/pictures/catalogue-growth.svg'), drawGrowth(growthOf(figures)));
	const day = new Date().toISOString().slice(0, 10);
	const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.versions.node}, ${day}.`;
	// Beyond what the bench itself keeps busy, about two, others slowed every figure.
	const busy = `Load average at the end of the run: ${loadavg()[0]?.toFixed(1)}.`;
	await writeFile(file, `${before}${marks.begin}\n\n${machine} ${busy}\n\n${table(figures)}\n\n${marks.end}${after}`);
	return path.relative(process.cwd(), file);
}

function growthOf(figures: BySize) {
	const line = (name: string, value: (figures: Figures) => number) => ({
		name,
		points: Object.entries(figures).map(([size, each]) => ({ size: Number(size), ms: value(each) }))
	});
	return [
		line('broad search', ({ broadSearch }) => broadSearch.p50Ms),
		line('selective search', ({ selectiveSearch }) => selectiveSearch.p50Ms),
		line('selective, plain SQL', ({ selectiveSearch }) => selectiveSearch.bareSqlMs),
		line('facets alone', ({ facetPage }) => facetPage.p50Ms),
		line('words for a beginning', ({ suggestion }) => suggestion.p50Ms)
	];
}

function times({ p50Ms, p95Ms }: Timing): string {
	return `p50 ${p50Ms}, p95 ${p95Ms} ms`;
}

function against({ vsBareSql, bareSqlMs }: SearchTiming): string {
	return `${vsBareSql} of ${bareSqlMs} ms`;
}

function eight({ eightAtOnce: { perSecond, p95Ms } }: Timing): string {
	return `${perSecond}/s, p95 ${p95Ms} ms`;
}

function rate({ perSecond, vsBareNode }: Figures['apiRecord']): string {
	return `${perSecond}/s, ${vsBareNode} of bare Node`;
}

function counted(size: number): string {
	return size.toLocaleString('en');
}
