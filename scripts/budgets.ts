// `npm run budgets`: what readers and authors with old machines and thin lines have to bear, measured in Chromium at 360 px: bytes of a
// first visit, everything included, and over 400 kbit/s and 400 ms what is there when. Leaves with 1 when a budget is broken.
import path from 'node:path';
import { type Browser, type Cookie, chromium } from '@playwright/test';
import { findBrowser } from '../test/browser.ts';
import { run, startServer } from '../test/server.ts';
import { experience, weigh } from '../test/weight.ts';

interface Subject {
	name: string;
	address: string;
	/** KB of 1,000 bytes. */
	kilobytes: number;
	scripts?: number;
	/** ms on the slow line. */
	usable: number;
	cookies?: Cookie[];
	press?: string;
}

/** On the slow line: ms, ms, no unit. */
const vitals = { lcp: 2_500, inp: 200, cls: 0.1 };
const author = { email: 'autora@demo.example', password: 'demostracion-acervo' };

let broken = 0;
const server = await startServer({ env: { ACERVO_DEMO: '1' } });
const browser = await chromium.launch(await findBrowser());
try {
	const filled = await run(process.execPath, [path.resolve(import.meta.dirname, '../test/judged-instance.ts')], {
		...process.env,
		ACERVO_DATA: server.dataDir
	});
	if (filled.code !== 0) throw new Error(filled.stderr);
	const cookies = await signIn(browser);
	const form = await draftAddress(cookies);
	for (const subject of [
		{ name: 'practice page', address: '/practicas/AC-0001', kilobytes: 60, scripts: 15, usable: 3_000 },
		{ name: 'catalogue, 20 results', address: '/practicas', kilobytes: 60, scripts: 15, usable: 3_000, press: 'summary' },
		{ name: 'search, 20 results', address: '/practicas?q=trabajo', kilobytes: 60, scripts: 15, usable: 3_000, press: 'summary' },
		{ name: 'documenting form', address: form, kilobytes: 150, usable: 5_000, cookies, press: 'textarea' }
	] satisfies Subject[])
		await hold(subject);
} finally {
	await browser.close();
	await server.stop();
}
process.exitCode = broken > 0 ? 1 : 0;

async function hold({ name, address, kilobytes, scripts, usable, ...visit }: Subject): Promise<void> {
	const url = server.origin + address;
	const weight = await weigh(browser, url, visit);
	line(`${name}: first visit`, weight.bytes / 1000, kilobytes, 'KB');
	if (scripts !== undefined) line(`${name}: scripts of it`, weight.scriptBytes / 1000, scripts, 'KB');
	const seen = await experience(browser, url, visit);
	line(`${name}: usable on the slow line`, seen.usable, usable, 'ms');
	line(`${name}: LCP`, seen.lcp, vitals.lcp, 'ms');
	line(`${name}: INP`, seen.inp, vitals.inp, 'ms');
	line(`${name}: CLS`, seen.cls, vitals.cls, '');
}

async function signIn(on: Browser): Promise<Cookie[]> {
	const context = await on.newContext({ locale: 'es-MX' });
	const page = await context.newPage();
	await page.goto(`${server.origin}/entrar`);
	await page.getByLabel('Correo electrónico').fill(author.email);
	await page.getByLabel('Contraseña').first().fill(author.password);
	await page.getByRole('button', { name: 'Entrar' }).click();
	await page.waitForURL(/\/trabajo/);
	const cookies = await context.cookies();
	await context.close();
	return cookies;
}

/** The section with the longest text of the author's first draft. */
async function draftAddress(cookies: Cookie[]): Promise<string> {
	const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
	const list = await (await fetch(`${server.origin}/trabajo`, { headers: { cookie, accept: 'text/html' } })).text();
	for (const [, code] of list.matchAll(/\/trabajo\/practicas\/(AC-\d+)/g)) {
		const address = `/trabajo/practicas/${code}/descripcion`;
		const page = await (await fetch(server.origin + address, { headers: { cookie, accept: 'text/html' } })).text();
		if (page.includes('<textarea')) return address;
	}
	throw new Error('the demonstration has no draft to document');
}

function line(what: string, measured: number, limit: number, unit: string): void {
	const holds = measured <= limit;
	if (!holds) broken += 1;
	const round = (value: number) => (unit === 'KB' ? value.toFixed(1) : unit === '' ? value.toFixed(3) : value.toFixed(0));
	process.stdout.write(`${holds ? 'ok  ' : 'OVER'} ${what.padEnd(44)} ${round(measured)} of ${limit} ${unit}\n`);
}
