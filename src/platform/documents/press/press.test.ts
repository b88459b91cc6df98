import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLog } from '../../log.server.ts';
import { coverageOf } from './font-coverage.ts';
import { Press } from './press.server.ts';

/** A template of the tests' own, inside the project: the press prints nothing from outside it. */
const folder = path.resolve(import.meta.dirname, '../../../../test-results/press');
const template = 'test-results/press/page.typ';
beforeAll(() => {
	mkdirSync(folder, { recursive: true });
	writeFileSync(path.join(folder, 'page.typ'), '#set document(title: "x", date: none)\n= x\n#json(bytes(sys.inputs.data)).text');
	writeFileSync(path.join(folder, 'wrong.typ'), '#panic("no")');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const silent = createLog('silent');

describe('Press', () => {
	it('keeps what everybody may have, and nothing else', async () => {
		const press = new Press(silent);
		const open = await press.print(template, { text: 'a' }, { isPublic: true });
		expect(await press.print(template, { text: 'a' }, { isPublic: true })).toBe(open);
		const [one, two] = await Promise.all([1, 2].map(() => press.print(template, { text: 'b' }, { isPublic: true })));
		expect(one).toBe(two);
		const own = await press.print(template, { text: 'a' });
		expect(own).not.toBe(open);
		expect(Buffer.from(own).equals(open)).toBe(true);
		await press.stop();
	});

	it('draws a picture in its size, whatever is written in it, and keeps it', async () => {
		const press = new Press(silent);
		const drawing = (words: string) =>
			`<svg xmlns="http://www.w3.org/2000/svg" width="300" height="40"><text x="10" y="30" font-size="20">${words}</text></svg>`;
		const [plain, again, none, rare] = await Promise.all(['Niñez', 'Niñez', '', '中 🌱'].map((words) => press.draw(drawing(words))));
		expect(again).toBe(plain);
		for (const png of [plain, none, rare]) {
			const bytes = Buffer.from(png as Uint8Array);
			expect([bytes.toString('latin1', 1, 4), bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual(['PNG', 300, 40]);
		}
		expect((plain as Uint8Array).length).toBeGreaterThan((none as Uint8Array).length + 500);
		await expect(press.draw('<svg')).rejects.toThrow();
		expect(await press.draw(drawing('Niñez'))).toBe(plain);
		await press.stop();
	});

	it('lets few books wait and many sheets, the sheets first', async () => {
		const press = new Press(silent);
		const order: string[] = [];
		const ask = (text: string, isBook: boolean) => press.print(template, { text }, { isBook }).then(() => order.push(text));
		const first = ask('first', false);
		const books = [1, 2, 3, 4].map((number) => ask(`book ${number}`, true));
		const sheet = ask('sheet', false);
		await expect(books[3]).rejects.toMatchObject({ code: 'overloaded' });
		await Promise.all([first, sheet, ...books.slice(0, 3)]);
		expect(order).toEqual(['first', 'sheet', 'book 1', 'book 2', 'book 3']);
		await press.stop();
	});

	it('refuses more text than anybody waits for, and says when a template is wrong', async () => {
		const press = new Press(silent);
		await expect(press.print(template, { text: 'x'.repeat(9_000_000) })).rejects.toMatchObject({ code: 'bodyTooLarge' });
		await expect(press.print('test-results/press/wrong.typ', {})).rejects.toThrow(/panicked/);
		expect((await press.print(template, { text: 'still there' })).length).toBeGreaterThan(1_000);
		await press.stop();
	});
});

describe('coverageOf', () => {
	it('takes a font for what it draws', () => {
		// One table `cmap` with one segment, A to C (format 4), as the specification lays it out.
		const cmap = Buffer.from([0, 0, 0, 1, 0, 3, 0, 1, 0, 0, 0, 12].concat([0, 4, 0, 32, 0, 0, 0, 4, 0, 4, 0, 1, 0, 0]));
		const segment = Buffer.from([0, 67, 255, 255, 0, 0, 0, 65, 255, 255, 0, 0, 0, 0, 0, 0, 0, 0]);
		const head = Buffer.from([0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0]);
		const record = Buffer.concat([Buffer.from('cmap'), Buffer.from([0, 0, 0, 0, 0, 0, 0, 28, 0, 0, 0, 44])]);
		const drawable = coverageOf([Buffer.concat([head, record, cmap, segment])]);
		expect(drawable('ABC C')).toBe('ABC C');
		expect(drawable('AñB\u200bC𒀀')).toBe('A[U+00F1]BC[U+12000]');
	});
});
