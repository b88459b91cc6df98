// A reader finds, narrows down, compares and takes home what is published, with JavaScript and without; every public page is accessible and light.
import path from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { run, startServer, type TestServer } from '../server.ts';
import { weigh } from '../weight.ts';
import { accessible, Desks } from './desks.ts';

let server: TestServer;
const desks = new Desks();

test.beforeAll(async () => {
	server = await startServer({ env: { ACERVO_DEMO: '1' } });
	const filled = await run(process.execPath, [path.resolve(import.meta.dirname, '../judged-instance.ts')], {
		...process.env,
		ACERVO_DATA: server.dataDir
	});
	expect(filled.code, filled.stderr).toBe(0);
});
test.afterAll(async () => {
	await desks.close();
	await server.stop();
});

const result = (page: Page, title: string) => page.locator('article.result').filter({ hasText: title });

for (const javaScriptEnabled of [true, false]) {
	test(`two words without accents, and the right practice on the first screen ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, async ({
		browser
	}) => {
		const page = await desks.open(browser, server, { javaScriptEnabled, width: 360 });
		await page.goto('/practicas');
		await page.getByRole('searchbox').fill('capacitacion soldadura');
		await page.getByRole('button', { name: 'Buscar' }).click();
		const first = page.locator('article.result').first();
		await expect(first).toContainText('Curso corto de soldadura');
		await expect(first.locator('mark').first()).toBeVisible();
		await expect(first).toBeInViewport();
		await accessible(page);

		await page.goto('/practicas?q=xenofovia');
		await expect(page.locator('#results')).toContainText('xenofobia');
		await expect(page.locator('article.result').first()).toBeVisible();
		await accessible(page);

		await page.setViewportSize({ width: 1280, height: 900 });
		await page.goto('/practicas?q=trabajo');
		const before = Number.parseInt((await page.getByRole('status').textContent()) ?? '', 10);
		await page.getByRole('checkbox', { name: /Perú/ }).check();
		if (!javaScriptEnabled) await page.getByRole('button', { name: 'Aplicar filtros' }).click();
		await expect(page).toHaveURL(/country=PE/);
		await expect(page.getByRole('link', { name: /Perú/ }).first()).toBeVisible();
		const after = Number.parseInt((await page.getByRole('status').textContent()) ?? '', 10);
		expect(after).toBeGreaterThan(0);
		expect(after).toBeLessThan(before);
		expect(await page.locator('article.result').count()).toBe(Math.min(after, 20));
		await accessible(page);

		for (const box of await page
			.getByRole('checkbox', { name: /^Comparar/ })
			.all()
			.then((all) => all.slice(0, 2)))
			await box.check();
		await page.getByRole('button', { name: 'Comparar las elegidas' }).click();
		await expect(page).toHaveURL(/\/comparar\?codigo=AC-\d+&codigo=AC-\d+/);
		await expect(page.getByRole('table').first()).toBeVisible();
		await accessible(page);
	});
}

test('what nobody answers says what to do next', async ({ browser }) => {
	const page = await desks.open(browser, server);
	await page.goto('/practicas?q=zzzzzz&theme=care');
	await expect(result(page, '')).toHaveCount(0);
	await page.getByRole('link', { name: 'Ver todas las prácticas' }).click();
	await expect(page).toHaveURL(/\/practicas$/);
});

test('addresses that somebody made up are answered politely', async ({ browser }) => {
	const page = await desks.open(browser, server);
	const long = 'x'.repeat(3_000);
	for (const address of [
		`/practicas?q=${long}`,
		'/practicas?q=%00%1f%E2%80%AEabc',
		'/practicas?q=%22%27%3B+drop+table',
		'/practicas?sort=nada&cursor=nada&limit=-1&year=0&class=nada',
		`/practicas?${Array.from({ length: 500 }, (_, at) => `group=g${at}`).join('&')}`
	]) {
		const answer = await page.goto(address);
		expect(answer?.status(), address.slice(0, 60)).toBe(200);
		expect(await page.locator('meta[name=robots]').getAttribute('content')).toContain('noindex');
	}
});

const addresses = [
	'/',
	'/practicas',
	'/practicas?q=trabajo&theme=labour-inclusion',
	'/practicas?language=es&cost=nada&cost=nadie',
	'/practicas?q=zzzzzz',
	'/practicas/AC-0001',
	'/practicas/AC-0001/historia',
	'/practicas/AC-0001/contacto',
	'/practicas/AC-9999',
	'/comparar',
	'/comparar?codigo=AC-0001',
	'/mapa',
	'/mapa?vista=mundo',
	'/vacios',
	'/colecciones',
	'/datos',
	'/desarrollo',
	'/seguir?q=trabajo',
	'/en/practicas',
	'/fr/practicas/AC-0001'
];
for (const width of [360, 1280]) {
	test(`every public page is accessible at ${width} px`, async ({ browser }) => {
		const page = await desks.open(browser, server, { width });
		for (const address of addresses) {
			await page.goto(address);
			await expect(page.locator('main h1').first()).toBeVisible();
			await accessible(page);
		}
	});
}

test('a first visit stays within its bytes', async ({ browser }) => {
	for (const address of ['/practicas/AC-0001', '/practicas', '/practicas?q=trabajo']) {
		const { bytes, scriptBytes } = await weigh(browser, server.origin + address);
		expect(bytes, address).toBeLessThanOrEqual(60_000);
		expect(scriptBytes, address).toBeLessThanOrEqual(15_000);
	}
});
