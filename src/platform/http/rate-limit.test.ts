import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RateLimit, rateHeaders } from './rate-limit.ts';

const start = Date.UTC(2026, 10, 1);

describe('RateLimit', () => {
	it('lets a burst of a minute pass, then as many as flow in', () => {
		const limit = new RateLimit(60);
		for (let call = 0; call < 60; call += 1) expect(limit.take('a', start)).toMatchObject({ left: 59 - call, wait: 0 });
		expect(limit.take('a', start)).toMatchObject({ left: 0, wait: 1 });
		expect(limit.take('a', start + 999).wait).toBe(1);
		expect(limit.take('a', start + 1000).wait).toBe(0);
		expect(limit.take('a', start + 1000).wait).toBe(1);
		expect(limit.take('b', start + 1000).wait).toBe(0);
	});

	it('says how long to wait where calls are rare', () => {
		const limit = new RateLimit(2);
		limit.take('a', start);
		limit.take('a', start);
		const standing = limit.take('a', start);
		expect(standing.wait).toBe(30);
		expect(limit.take('a', start + standing.wait * 1000).wait).toBe(0);
		expect(rateHeaders(standing)).toEqual({ 'ratelimit-policy': '"default";q=2;w=60', ratelimit: '"default";r=0;t=30' });
	});

	it('never lets more pass than the burst and what flowed in, whatever the clock does', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 1, max: 100 }),
				fc.array(fc.integer({ min: -500, max: 5000 }), { maxLength: 300 }),
				(perMinute, steps) => {
					const limit = new RateLimit(perMinute);
					let now = start;
					let forward = 0;
					let passed = 0;
					for (const step of steps) {
						now += step;
						forward += Math.max(0, step);
						if (limit.take('a', now).wait === 0) passed += 1;
					}
					expect(passed).toBeLessThanOrEqual(perMinute + (forward * perMinute) / 60_000 + 1e-6);
				}
			)
		);
	});

	it('remembers a bounded number of callers', () => {
		const limit = new RateLimit(1);
		for (let caller = 0; caller < 12_000; caller += 1) limit.take(`caller ${caller}`, start);
		expect(limit.size).toBe(10_000);
		expect(limit.take('caller 11999', start).wait).toBe(60);
		expect(limit.take('caller 0', start).wait).toBe(0);
	});
});
