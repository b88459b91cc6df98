// The bench of the catalogue at its smallest: that it runs, and what it prints. How fast a crowded machine is proves nothing here.
import path from 'node:path';
import { expect, it } from 'vitest';
import { run } from '../../test/server.ts';
import type { Figures } from './catalogue-figures.ts';
import { table } from './catalogue-report.ts';

it('a thousand practices are filled in and measured', { timeout: 600_000 }, async () => {
	const args = [path.join(import.meta.dirname, 'catalogue.ts'), '--sizes', '1000', '--json', '--seconds', '0.2'];
	const { code, stdout, stderr } = await run(process.execPath, args, process.env);
	expect(code, stderr).toBe(0);
	const { sizes } = JSON.parse(stdout) as { sizes: Record<string, Figures> };
	expect(Object.keys(sizes)).toEqual(['1000']);
	process.stdout.write(`\n${table(sizes)}\n`);

	const figures = sizes['1000'];
	const time = expect.objectContaining({ p50Ms: expect.any(Number), p95Ms: expect.any(Number) });
	const search = expect.objectContaining({ p50Ms: expect.any(Number), p95Ms: expect.any(Number), vsBareSql: expect.any(Number) });
	const rate = { perSecond: expect.any(Number), vsBareNode: expect.any(Number) };
	expect(figures).toMatchObject({
		selectiveSearch: search,
		broadSearch: search,
		facetPage: search,
		suggestion: time,
		practicePageCached: rate,
		practicePageRendered: { perSecond: expect.any(Number) },
		apiRecord: rate,
		publishing: { p50Ms: expect.any(Number), visibleMs: expect.any(Number) },
		memory: { megabytes: expect.any(Number) }
	});
	expect(figures?.selectiveSearch.questions).toBeGreaterThan(20);
	expect(figures?.broadSearch.results).toBeGreaterThan(100);
});
