// Whatever the program writes into the journal has words, so that nobody reads the name of a function there.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { journalMessages } from './journal.ts';

/** Names of acts as they stand in the calls of `change(ctx, 'practice.submit', …)`, and in a choice between two. */
function actsInSource(): string[] {
	const source = path.resolve(import.meta.dirname, '..');
	const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(
		(file) => /^(features|cli)\/.*\.ts$/.test(file) && !file.endsWith('.test.ts')
	);
	const calls = files.flatMap((file) => [...readFileSync(path.join(source, file), 'utf8').matchAll(/\bchange\(\s*\w+,([^(]*?)async \(/g)]);
	return [...new Set(calls.flatMap(([, act = '']) => [...act.matchAll(/'([a-zA-Z]+\.[a-zA-Z]+)'/g)].map(([, name = '']) => name)))];
}

it('has words for every act', () => {
	const acts = actsInSource();
	expect(acts).toContain('practice.submit');
	const words = journalMessages('es').acts;
	expect(acts.filter((act) => !(act in words))).toEqual([]);
});
