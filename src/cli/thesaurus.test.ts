// The thesaurus by the command line: out, corrected, and in again.
import { execFile } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { ThesaurusFile } from '#features/thesaurus/schema.ts';
import { type ScratchDatabase, scratchDatabase } from '../../test/database.ts';
import { temporaryFolder } from '../../test/temporary.ts';

// Every call is a process of its own, and a busy machine starts them slowly.
vi.setConfig({ testTimeout: 120_000 });

const main = path.resolve(import.meta.dirname, 'main.ts');
let scratch: ScratchDatabase;
let folder: string;
beforeAll(async () => {
	scratch = await scratchDatabase();
	folder = await temporaryFolder();
});
afterAll(async () => {
	await scratch.drop();
	await rm(folder, { recursive: true, force: true });
});

function acervo(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
	const env = { PATH: process.env.PATH, LANG: 'C.UTF-8', ACERVO_DATA: path.join(folder, 'data'), DATABASE_URL: scratch.url };
	return new Promise((resolve) => {
		execFile(process.execPath, [main, ...args], { env, cwd: folder }, (error, stdout, stderr) =>
			resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr })
		);
	});
}

it('writes what the instance has, takes in what was made of it, and says where a file is wrong', async () => {
	const file = path.join(folder, 'tesauro.json');
	expect(await acervo('thesaurus', 'export', 'tesauro.json')).toMatchObject({ code: 0 });
	const shipped = ThesaurusFile.parse(JSON.parse(await readFile(file, 'utf8')));
	expect(shipped.concepts.length).toBeGreaterThan(60);

	await writeFile(file, JSON.stringify({ ...shipped, concepts: shipped.concepts.slice(0, 2) }));
	const taken = await acervo('thesaurus', 'import', 'tesauro.json', '--json');
	expect(JSON.parse(taken.stdout)).toEqual({ concepts: 2 });
	await acervo('thesaurus', 'export', 'otro.json');
	expect(JSON.parse(await readFile(path.join(folder, 'otro.json'), 'utf8')).concepts).toHaveLength(2);

	await writeFile(file, JSON.stringify({ ...shipped, concepts: [{ terms: [{ text: '' }] }] }));
	const wrong = await acervo('thesaurus', 'import', 'tesauro.json');
	expect(wrong.code).toBe(1);
	expect(wrong.stderr).toContain('concepts.0.terms.0.text');
});
