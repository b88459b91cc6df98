// The thesaurus by the command line: out, corrected, and in again.
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ThesaurusFile } from '#features/thesaurus/schema.ts';
import { openTerminal, type Terminal } from '../../test/command-line.ts';

let terminal: Terminal;
beforeAll(async () => {
	terminal = await openTerminal();
});
afterAll(() => terminal?.close());

const acervo = (...args: string[]) => terminal.acervo(args);

it('writes what the instance has, takes in what was made of it, and says where a file is wrong', async () => {
	const file = path.join(terminal.folder, 'tesauro.json');
	expect(await acervo('thesaurus', 'export', 'tesauro.json')).toMatchObject({ code: 0 });
	const shipped = ThesaurusFile.parse(JSON.parse(await readFile(file, 'utf8')));
	expect(shipped.concepts.length).toBeGreaterThan(60);

	await writeFile(file, JSON.stringify({ ...shipped, concepts: shipped.concepts.slice(0, 2) }));
	const taken = await acervo('thesaurus', 'import', 'tesauro.json', '--json');
	expect(JSON.parse(taken.stdout)).toEqual({ concepts: 2 });
	await acervo('thesaurus', 'export', 'otro.json');
	expect(JSON.parse(await readFile(path.join(terminal.folder, 'otro.json'), 'utf8')).concepts).toHaveLength(2);

	await writeFile(file, JSON.stringify({ ...shipped, concepts: [{ terms: [{ text: '' }] }] }));
	const wrong = await acervo('thesaurus', 'import', 'tesauro.json');
	expect(wrong.code).toBe(1);
	expect(wrong.stderr).toContain('concepts.0.terms.0.text');
});
