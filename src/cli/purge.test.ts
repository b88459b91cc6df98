// Purging from the command line: the words come from a file or from standard input, and are never said again.
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createPractice, readDraft } from '#features/practices/handlers.server.ts';
import { openTestApp, type TestApp } from '../../test/app.ts';
import { acervo } from '../../test/command-line.ts';
import { temporaryFolder } from '../../test/temporary.ts';

let test: TestApp;
let folder: string;
beforeAll(async () => {
	test = await openTestApp();
	folder = await temporaryFolder();
});
afterAll(async () => {
	await test.remove();
	await rm(folder, { recursive: true, force: true });
});

const purge = (args: string[], input = '') =>
	acervo(['purge', ...args], { DATABASE_URL: test.app.databaseUrl, ACERVO_DATA: test.app.config.dataDir }, input);

it('counts, then purges, and leaves nothing to purge', async () => {
	const { code } = await createPractice(test.ctx(), { fields: { results: 'Con Filiberta Zacarías.' } });
	const results = async () => (await readDraft(test.ctx(), code)).content.fields.results;
	const file = path.join(folder, 'palabras.txt');
	await writeFile(file, 'Filiberta Zacarías\n');
	expect(await purge([code, '--words', file, '--dry-run'])).toMatchObject({ code: 0, stdout: 'practiceSection: 1, 1\n' });
	expect(await results()).toBe('Con Filiberta Zacarías.');
	const done = await purge([code, '--stdin', '--reason', 'request', '--json'], 'Filiberta Zacarías\n');
	expect([done.code, JSON.parse(done.stdout)]).toEqual([0, { rows: 1, occurrences: 1, files: 0, elsewhere: [] }]);
	expect(done.stdout + done.stderr).not.toContain('Filiberta');
	expect(await results()).toBe('Con […].');
	expect((await purge([code, '--words', file])).code).toBe(1);
});

it('refuses to be called without words or with another reason', async () => {
	for (const args of [['AC-0001'], ['AC-0001', '--stdin'], ['AC-0001', '--stdin', '--reason', 'nada']])
		expect((await purge(args, 'ab\n')).code).toBe(2);
});
