// The agreement command as a person types it: a real process, its output, its exit codes; no database behind it.
import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { acervo } from '../../test/command-line.ts';
import { temporaryFolder } from '../../test/temporary.ts';

let folder: string;
beforeAll(async () => {
	folder = await temporaryFolder();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const agreement = (...args: string[]) => acervo(['agreement', ...args], { ACERVO_DATA: path.join(folder, 'data') }, '', folder);

async function file(name: string, content: string | Uint8Array): Promise<string> {
	await writeFile(path.join(folder, name), content);
	return name;
}

const twoByTen = 'unit,A,B\n1,0,0\n2,1,1\n3,2,2\n4,3,3\n5,2,1\n6,1,1\n7,0,1\n8,3,3\n9,2,3\n10,1,1\n';

it('answers with the contract, whole, and the same each time', async () => {
	const ratings = await file('diez.csv', twoByTen);
	const answers = await Promise.all([
		agreement(ratings, '--metric', 'ordinal', '--json'),
		agreement(ratings, '--metric', 'ordinal', '--json', '--seed', '2021'),
		agreement(ratings, '--metric', 'ordinal', '--json', '--seed', '7')
	]);
	expect(answers.map(({ code, stderr }) => ({ code, stderr }))).toEqual(Array(3).fill({ code: 0, stderr: '' }));
	const [unnamed, named, other] = answers.map(({ stdout }) => JSON.parse(stdout));
	expect(Object.keys(unnamed)).toEqual(['alpha', 'exact', 'withinOne', 'n', 'units', 'interval']);
	expect(unnamed).toMatchObject({ alpha: expect.closeTo(0.8644, 4), exact: 0.7, withinOne: 1, n: 20, units: 10 });
	expect(named).toEqual(unnamed);
	expect(other).toEqual({ ...unnamed, interval: expect.not.arrayContaining(unnamed.interval) });
});

it('says in words what it found, and what cannot be calculated', async () => {
	const ratings = await file('palabras.csv', twoByTen);
	const same = await file('iguales.csv', 'unidad;A;B\n1;2;2\n2;2;2\n');
	const [spoken, alike, json] = await Promise.all([
		agreement(ratings, '--metric', 'nominal'),
		agreement(same, '--metric', 'ratio'),
		agreement(same, '--metric', 'ratio', '--json')
	]);
	expect(spoken.stdout).toMatch(/^α de Krippendorff, nominal +0\.601\nIntervalo de 95 % +0\.\d+ a 0\.\d+\nCoincidencia exacta +70\s?%\n/);
	expect(spoken.stdout).toMatch(/Unidades con dos valores o más +10 de 10\nVeces que se dio «0» +3\n/);
	expect(alike.stdout).toMatch(/razón +no calculable\nIntervalo de 95 % +no calculable\n/);
	expect(JSON.parse(json.stdout)).toEqual({ alpha: null, exact: 1, withinOne: 1, n: 4, units: 2, interval: null });
});

it('refuses what it cannot mean in one sentence, with exit code 2', async () => {
	const ratings = await file('buena.csv', twoByTen);
	const cases: [string[], string][] = [
		[[ratings], 'Falta la opción --metric.'],
		[[ratings, '--metric', 'cubic'], '--metric no puede ser «cubic»; puede ser: nominal, ordinal, interval, ratio.'],
		[[ratings, '--metric', 'ordinal', '--seed', 'x'], '--seed no puede ser «x»'],
		[[ratings, '--metric', 'ordinal', '--seed', '4294967296'], '--seed no puede ser «4294967296»'],
		[['--metric', 'ordinal'], 'Falta un argumento.'],
		[[await file('vacio.csv', ''), '--metric', 'ordinal'], 'vacio.csv: el archivo está vacío.'],
		[[await file('binario.csv', Uint8Array.of(0, 1, 2, 3)), '--metric', 'ordinal'], 'no es un archivo de texto'],
		[[await file('una.csv', 'unidad\n1\n'), '--metric', 'ordinal'], 'al menos dos de personas evaluadoras'],
		[[await file('texto.csv', 'u,A,B\n1,2,alto\n'), '--metric', 'interval'], '«alto», en C2, no es un número.'],
		[[await file('dos.csv', 'u,A,B\n1,2,2\n1,2,2\n'), '--metric', 'interval'], 'la unidad «1» se repite en A3.']
	];
	const results = await Promise.all(cases.map(([args]) => agreement(...args, '--json')));
	for (const [at, { code, stdout, stderr }] of results.entries()) {
		expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
		expect(stderr).toContain(cases[at]?.[1]);
		expect(stderr).not.toMatch(/\n\s+at /);
	}
	expect(await agreement('una.csv', '--metric', 'ordinal', '--lang', 'fr')).toMatchObject({
		code: 2,
		stderr: expect.stringContaining('il faut')
	});
	expect(await agreement('no-existe.csv', '--metric', 'ordinal')).toMatchObject({ code: 1, stderr: 'No existe no-existe.csv.\n' });
});

const golden = path.join(import.meta.dirname, '../../../shared/acceptance/ratings-4x12.csv');
describe.skipIf(!existsSync(golden))('the acceptance file (skipped where ../shared/acceptance is absent)', () => {
	it.each([
		['nominal', 0.743],
		['ordinal', 0.815],
		['interval', 0.849],
		['ratio', 0.797]
	])('%s: %d', async (metric, alpha) => {
		const answer = JSON.parse((await agreement(golden, '--metric', metric, '--json')).stdout);
		expect(answer).toMatchObject({ alpha: expect.closeTo(alpha, 3), n: 40, units: 12 });
		expect(answer.interval[0]).toBeLessThan(alpha);
		expect(answer.interval[1]).toBeGreaterThan(alpha);
	});
});
