// What is kept of public pages: in which forms, how much, and for how long.
import { randomBytes } from 'node:crypto';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { PublicCache, WholeAnswer } from './public-cache.server.ts';

function cacheOf() {
	let change = () => {};
	const changes = { isHearing: true, onChange: (tell: () => void) => (change = tell) };
	return { cache: new PublicCache(changes), changes, change: () => change() };
}

const page = (text = 'Práctica '.repeat(3000)) => new WholeAnswer(Buffer.from(text), 'text/html');

describe('a kept answer', () => {
	it('is the same in every form, whichever was asked for first', async () => {
		for (const first of ['br', 'gzip', 'identity'] as const) {
			const answer = page();
			const { cache } = cacheOf();
			const body = Buffer.from(answer.form('identity'));
			answer.form(first);
			cache.keep('/a', cache.generation, answer);
			for (let round = 0; round < 3; round += 1) {
				expect(brotliDecompressSync(answer.form('br')).equals(body)).toBe(true);
				expect(gunzipSync(answer.form('gzip')).equals(body)).toBe(true);
				expect(answer.form('identity').equals(body)).toBe(true);
				await new Promise((resolve) => setTimeout(resolve, 20));
			}
			expect(cache.bytes).toBe(answer.size);
		}
	});

	it('takes no more memory than the forms that browsers asked for, to the byte', () => {
		const { cache } = cacheOf();
		const answer = page();
		cache.keep('/a', cache.generation, answer);
		const br = answer.form('br');
		expect(cache.bytes).toBe(br.byteLength);
		expect(br.buffer.byteLength).toBe(br.byteLength);
		expect(cache.bytes).toBeLessThan(1000);
	});
});

describe('what is kept', () => {
	it('is bounded; what was not asked for longest goes first', () => {
		const { cache } = cacheOf();
		for (let count = 0; count < 60; count += 1) {
			const answer = page(randomBytes(500_000).toString('latin1'));
			answer.form('br');
			cache.keep(`/${count}`, cache.generation, answer);
			cache.find('/0');
			expect(cache.bytes).toBeLessThanOrEqual(24 * 1024 * 1024);
		}
		expect(cache.find('/0')).toBeDefined();
		expect(cache.find('/1')).toBeUndefined();
		expect(cache.find('/59')).toBeDefined();
	});

	it('is forgotten at a change, and nothing rendered before it is kept after it', () => {
		const { cache, change, changes } = cacheOf();
		const before = cache.generation;
		cache.keep('/a', before, page());
		change();
		expect([cache.find('/a'), cache.bytes]).toEqual([undefined, 0]);
		cache.keep('/a', before, page());
		expect(cache.find('/a')).toBeUndefined();
		changes.isHearing = false;
		cache.keep('/a', cache.generation, page());
		expect(cache.find('/a')).toBeUndefined();
	});
});
