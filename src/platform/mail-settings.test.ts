// What an operator may write, and which sentence answers what she may not.
import { describe, expect, it } from 'vitest';
import { readConfig } from './config.server.ts';
import { oneLine, wrapped } from './mail-text.ts';

const mail = (url: string, from = 'acervo@example.org') => readConfig({ ACERVO_SMTP_URL: url, ACERVO_MAIL_FROM: from }, '/').mail;

describe('settings of mail', () => {
	it.each([
		['smtp://mail.example.org', { port: 587, secure: false, requireTls: true, auth: undefined }],
		['smtps://ana:cl%40ve@mail.example.org', { port: 465, secure: true, requireTls: false, auth: { user: 'ana', pass: 'cl@ve' } }],
		['smtp://relay.internal:25?tls=off', { port: 25, secure: false, requireTls: false }],
		['smtp://127.0.0.1:2525', { host: '127.0.0.1', requireTls: false }],
		['smtp://[::1]:2525/', { host: '::1', requireTls: false }]
	])('understand %s', (url, server) => {
		expect(mail(url)?.server).toMatchObject(server);
	});

	it.each([
		'mail.example.org',
		'http://mail.example.org',
		'smtp://',
		'smtp://mail.example.org/box',
		'smtp://mail.example.org?secure=true',
		'smtps://mail.example.org?tls=off',
		'smtp://ana:%zz@mail.example.org'
	])('refuse %s with a sentence that shows no password', (url) => {
		expect(() => mail(url)).toThrow(/ACERVO_SMTP_URL must look like/);
		expect(() => mail('smtp://ana:secreto@')).not.toThrow(/secreto/);
	});

	it('need a sender', () => {
		expect(() => readConfig({ ACERVO_SMTP_URL: 'smtp://mail.example.org' }, '/')).toThrow(/ACERVO_MAIL_FROM/);
		expect(() => mail('smtp://mail.example.org', 'Acervo')).toThrow(/ACERVO_MAIL_FROM must be an address/);
		expect(() => mail('smtp://mail.example.org', 'A <a@example.org>\r\nBcc: b@example.org')).toThrow(/ACERVO_MAIL_FROM/);
		expect(mail('smtp://mail.example.org', 'Red de prácticas <red@example.org>')?.sender).toEqual({
			name: 'Red de prácticas',
			address: 'red@example.org'
		});
	});

	it('send nothing from a demonstration', () => {
		const env = { ACERVO_SMTP_URL: 'smtp://mail.example.org', ACERVO_MAIL_FROM: 'a@example.org', ACERVO_DEMO: '1' };
		expect(readConfig(env, '/').mail).toBeUndefined();
	});
});

describe('text of mail', () => {
	it('is one line where a header holds it', () => {
		expect(oneLine('  a\r\nBcc: b\u2028c\u0000d\u202Ee  ')).toBe('a Bcc: b c d e');
		expect([...oneLine('ñ'.repeat(500))]).toHaveLength(150);
	});

	it('is broken between words, never within a link', () => {
		const link = `https://example.org/${'x'.repeat(100)}`;
		const lines = wrapped(`${'palabra '.repeat(20)}${link}\nfin`).split('\n');
		expect(lines.filter((line) => line.length > 72)).toEqual([link]);
		expect(lines.at(-1)).toBe('fin');
	});
});
