import { expect, test } from 'vitest';
import { callerAddress } from './caller-address.ts';

const request = (forwarded?: string) => ({
	headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
	socket: { remoteAddress: '192.0.2.1' }
});

test('without a proxy of ours nothing that a caller writes counts', () => {
	expect(callerAddress(request('198.51.100.7'), 0)).toBe('192.0.2.1');
	expect(callerAddress(request(), 0)).toBe('192.0.2.1');
});

test('behind proxies the address counts that the outermost of them saw', () => {
	expect(callerAddress(request('198.51.100.7'), 1)).toBe('198.51.100.7');
	expect(callerAddress(request('203.0.113.9, 198.51.100.7'), 1)).toBe('198.51.100.7');
	expect(callerAddress(request('203.0.113.9, 198.51.100.7, 10.0.0.2'), 2)).toBe('198.51.100.7');
});

test('a header with fewer addresses than proxies is not one of ours', () => {
	expect(callerAddress(request('203.0.113.9'), 2)).toBe('192.0.2.1');
	expect(callerAddress(request(''), 1)).toBe('192.0.2.1');
});
