// A body that never ends holds up nobody for long, and a slow line is given the time that its upload needs.
import { afterEach, describe, expect, it, vi } from 'vitest';
import { limits } from '../limits.ts';
import { readBody } from './body.server.ts';

afterEach(() => {
	vi.useRealTimers();
});

/** A request that sends a beginning and then nothing. */
function unfinished(): Request {
	const body = new ReadableStream<Uint8Array>({ start: (controller) => controller.enqueue(new Uint8Array(10)) });
	return new Request('http://127.0.0.1/', { method: 'POST', body, duplex: 'half' } as RequestInit);
}

describe('readBody', () => {
	it.each([
		['a form', limits.body, 60_000],
		['a file', limits.upload, 209_000],
		['many files', limits.batch, 838_000]
	])('gives %s its time and no more', async (_, limit, milliseconds) => {
		vi.useFakeTimers();
		let outcome = 'open';
		const reading = readBody(unfinished(), limit).catch((problem: { code: string }) => {
			outcome = problem.code;
		});
		await vi.advanceTimersByTimeAsync(milliseconds - 1_000);
		expect(outcome).toBe('open');
		await vi.advanceTimersByTimeAsync(2_000);
		await reading;
		expect(outcome).toBe('bodyTooSlow');
	});

	it('reads what comes in pieces, up to the limit', async () => {
		const request = (length: number) => new Request('http://127.0.0.1/', { method: 'POST', body: new Uint8Array(length) });
		expect(await readBody(request(1_000), 1_000)).toHaveLength(1_000);
		await expect(readBody(request(1_001), 1_000)).rejects.toMatchObject({ code: 'bodyTooLarge' });
	});
});
