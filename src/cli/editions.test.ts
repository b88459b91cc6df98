// The commands about methodologies as a person types them: what a sheet amounts to, which editions there are, which one is chosen.
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTerminal, type Terminal } from '../../test/command-line.ts';

let terminal: Terminal;
beforeAll(async () => {
	terminal = await openTerminal();
});
afterAll(() => terminal?.close());

const acervo = (...args: string[]) => terminal.acervo(args);

async function sheet(name: string, criteria: Record<string, unknown>, assessors = 3): Promise<string> {
	const panel = Array.from({ length: assessors }, (_, at) => ({ assessor: `e${at + 1}`, criteria }));
	await writeFile(path.join(terminal.folder, name), JSON.stringify({ edition: 'red-inventada-2025/2', panel }));
	return name;
}

const supported = { level: 1, reason: 'motivo', evidence: ['file:hoja.csv'] };
const contradicted = { level: 0, reason: '', evidence: [] };

describe('verdict', () => {
	it('judges a sheet by the criteria and the numbers of its own methodology', async () => {
		const file = await sheet('hoja.json', { usefulness: supported, care: supported, repetition: contradicted });
		const { code, stdout } = await acervo('verdict', file, '--json');
		expect(code).toBe(0);
		expect(JSON.parse(stdout)).toMatchObject({
			status: 'decided',
			class: 'promising',
			unmet: ['repetition'],
			divergent: [],
			conditional: false,
			criteria: { usefulness: { median: 1, met: true }, repetition: { median: 0, met: false } }
		});
		const inWords = await acervo('verdict', file);
		expect(inWords.stdout).toContain('Se propone: Huerto en camino.');
		expect(inWords.stdout).toContain('Se puede repetir: no cumple todavía.');
	});

	it('refuses with exit code 2 and the places', async () => {
		const file = await sheet('mala.json', { usefulness: { ...supported, evidence: [] }, impact: supported, care: supported }, 2);
		const unknown = await acervo('verdict', file, '--json');
		expect(unknown.code).toBe(2);
		expect(JSON.parse(unknown.stdout).refused).toContainEqual({ path: 'panel.0.criteria.impact', reason: 'shape' });
		const small = await sheet('corta.json', { usefulness: { ...supported, evidence: [] }, care: supported }, 2);
		const refused = await acervo('verdict', small);
		expect(refused.code).toBe(2);
		expect(refused.stdout.split('\n')).toEqual(
			expect.arrayContaining([
				'panel: faltan personas evaluadoras',
				'panel.0.criteria.usefulness.evidence: falta la evidencia en que se apoya el nivel',
				'panel.0.criteria.repetition: falta el juicio de este criterio'
			])
		);
	});

	it('says that a file is no sheet', async () => {
		await writeFile(path.join(terminal.folder, 'nota.txt'), 'no soy una hoja');
		expect(await acervo('verdict', 'nota.txt')).toMatchObject({ code: 2, stderr: expect.stringContaining('nota.txt no es JSON.') });
	});
});

describe('edition', () => {
	it('shows those that are installed, chooses one, and refuses one that is not there', async () => {
		const shown = await acervo('edition');
		expect(shown.stdout).toMatch(/^\* redlac-2021\/1 {2}/m);
		const chosen = await acervo('edition', 'red-inventada-2025/1', '--json');
		expect(JSON.parse(chosen.stdout).current).toBe('red-inventada-2025/1');
		const missing = await acervo('edition', 'red-inventada-2025/9');
		expect(missing).toMatchObject({ code: 1, stderr: expect.stringContaining('No está la edición red-inventada-2025/9.') });
		expect((await acervo('edition')).stdout).toMatch(/^\* red-inventada-2025\/1 {2}/m);
	});

	it('examines the files without a database', async () => {
		const { code, stdout } = await acervo('edition', '--check', '--json');
		expect(code).toBe(0);
		expect(JSON.parse(stdout)).toEqual({ editions: ['red-inventada-2025/1', 'red-inventada-2025/2', 'redlac-2021/1'] });
	});
});
