// Forms come from anybody: whatever their names spell, reading one takes no longer than its length asks for.
import { describe, expect, it } from 'vitest';
import type { Ctx } from './ctx.ts';
import { formObject, onceOnly } from './forms.server.ts';

function form(...entries: [name: string, value: string][]): FormData {
	const made = new FormData();
	for (const [name, value] of entries) made.append(name, value);
	return made;
}

describe('a form sent twice', () => {
	const keyOf = (given: FormData) => onceOnly({} as Ctx, given, 'createCall').idempotency?.key;

	it('has one key, another one when it was drawn anew or says something else, and none without a number', () => {
		const key = keyOf(form(['once', '1'], ['title', 'A']));
		expect(keyOf(form(['once', '1'], ['title', 'A']))).toBe(key);
		expect(keyOf(form(['once', '2'], ['title', 'A']))).not.toBe(key);
		expect(keyOf(form(['once', '1'], ['title', 'B']))).not.toBe(key);
		expect(keyOf(form(['title', 'A']))).toBeUndefined();
	});
});

describe('formObject', () => {
	it('gathers lists, builds objects and reads checkboxes', () => {
		expect(formObject(form(['a', 'x\r\ny'], ['k[]', '1'], ['k[]', '2'], ['o.p', 'z'], ['o.q[]', 'w'], ['on?', 'on']))).toEqual({
			a: 'x\ny',
			k: ['1', '2'],
			o: { p: 'z', q: ['w'] },
			on: true
		});
	});

	it('reads a list of very many values in no time', () => {
		const many = form(...Array.from({ length: 100_000 }, (_, index): [string, string] => ['k[]', String(index)]));
		const start = performance.now();
		expect(formObject(many).k).toHaveLength(100_000);
		expect(performance.now() - start).toBeLessThan(2_000);
	});

	it('leaves out names that reach deeper than any form, or to the prototype', () => {
		expect(formObject(form([`${'a.'.repeat(10_000)}b`, '1'], ['__proto__.x', '1'], ['a.constructor.y', '1'], ['c', '2']))).toEqual({
			c: '2'
		});
	});
});
