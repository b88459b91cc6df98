import { expect, test } from 'vitest';
import { callerAddress, callerNetwork, isLoopback } from './caller-address.ts';

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

test('of an IPv6 address the network counts, of an IPv4 address everything', () => {
	expect(callerNetwork('198.51.100.7')).toBe('198.51.100.7');
	expect(callerNetwork('::ffff:198.51.100.7')).toBe('198.51.100.7');
	expect(callerNetwork('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1:2::/64');
	expect(callerNetwork('2001:DB8:1:2::9')).toBe('2001:db8:1:2::/64');
	expect(callerNetwork('2001:db8::9')).toBe('2001:db8:0:0::/64');
	expect(callerNetwork('fe80::1%eth0')).toBe('fe80:0:0:0::/64');
});

test('this machine is known under each of its addresses', () => {
	for (const address of ['127.0.0.1', '127.8.0.1', '::1', '::ffff:127.0.0.1']) expect(isLoopback(address), address).toBe(true);
	for (const address of ['128.0.0.1', '2001:db8::1', '']) expect(isLoopback(address), address).toBe(false);
});
