// The main job as people do it, in a real browser: from the set-up link to a published practice taken home, with JavaScript and without.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { expect, type Page, test } from '@playwright/test';
import { startServer, type TestServer } from '../server.ts';
import { exemplarLevels, password } from './cast.ts';
import { accessible, Desks } from './desks.ts';

const seed = '../shared/seed/formato-buenas-practicas.txt';
const expectedFile = '../shared/seed/expected.json';

const criteria = {
	replicability: 'Replicable y adaptable',
	impact: 'Impacto positivo',
	results: 'Resultados verificables',
	sustainability: 'Sostenibilidad'
} as const;

for (const javaScriptEnabled of [true, false]) {
	test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
		let server: TestServer;
		const desks = new Desks();

		test.beforeAll(async () => {
			server = await startServer();
		});
		test.afterAll(async () => {
			await desks.close();
			await server.stop();
		});

		test('the seed’s form becomes a published, assessed practice', async ({ browser }) => {
			test.skip(!existsSync(seed), 'needs ../shared/seed');
			const expected = JSON.parse(await readFile(expectedFile, 'utf8')) as { fields: Record<string, string> };

			const secretariat = await desks.open(browser, server, { javaScriptEnabled });
			await setUp(secretariat, server.setupLink ?? '');
			for (const name of [
				'Cooperación Técnica Alemana (GIZ México)',
				'Servicio Nacional de Empleo (SNE)',
				'Observatorio A (inventado)',
				'Universidad B (inventada)'
			]) {
				await addInstitution(secretariat, name);
			}

			const author = await desks.open(browser, server, { width: 360, javaScriptEnabled });
			await join(
				author,
				await invite(secretariat, 'Ana Autora', 'ana@example.org', 'Documenta prácticas', 'Servicio Nacional de Empleo (SNE)')
			);
			const code = await uploadSeed(author);
			await fillIn(author, code);
			await attach(author, code, 'impact', 'Impacto positivo');
			await attach(author, code, 'results', 'Resultados verificables');
			await send(author, code);

			const assessors = [
				await desks.open(browser, server, { javaScriptEnabled }),
				await desks.open(browser, server, { width: 360, javaScriptEnabled })
			];
			const names = ['Elena Evaluadora', 'Elías Evaluador'];
			for (const [index, assessor] of assessors.entries()) {
				const institution = index === 0 ? 'Observatorio A (inventado)' : 'Universidad B (inventada)';
				await join(assessor, await invite(secretariat, names[index] ?? '', `evalua${index}@example.org`, 'Evalúa prácticas', institution));
			}

			await review(secretariat, code, names);
			for (const assessor of assessors) await assess(assessor, code);
			await decide(secretariat, code);
			await answer(author, code);
			await publish(secretariat, code);
			await readInPublic(await desks.open(browser, server, { javaScriptEnabled }), code, expected.fields);
			await readInPublic(await desks.open(browser, server, { width: 360, javaScriptEnabled }), code, expected.fields);
		});
	});
}

async function setUp(page: Page, link: string): Promise<void> {
	await page.goto(link);
	await accessible(page);
	await page.getByLabel('Nombre de la red').fill('Red de prueba (inventada)');
	await page.getByLabel('Nombre completo').fill('Sofía Secretaría');
	await page.getByLabel('Correo electrónico').fill('sofia@example.org');
	await page.getByLabel('Contraseña', { exact: false }).first().fill(password);
	await page.getByLabel('Cargar la práctica de ejemplo').uncheck();
	await page.getByRole('button', { name: 'Crear la cuenta y empezar' }).click();
	await expect(page).toHaveURL(/\/trabajo/);
	// The link is used up.
	const again = await page.request.get(link);
	expect(again.status()).toBe(410);
}

async function addInstitution(page: Page, name: string): Promise<void> {
	await page.goto('/trabajo/instituciones/nueva');
	await page
		.getByLabel(/^Nombre/)
		.first()
		.fill(name);
	await page.locator('main form').last().getByRole('button').first().click();
	await expect(page.getByText(name).first()).toBeVisible();
}

/** Invites somebody and returns the link that the secretariat would copy. */
async function invite(page: Page, name: string, email: string, role: string, institution: string): Promise<string> {
	await page.goto('/trabajo/personas/invitar');
	await page.getByLabel('Nombre completo').fill(name);
	await page.getByLabel('Correo electrónico').fill(email);
	await page.getByLabel(role).check();
	await page.getByLabel(institution).check();
	await page.getByRole('button', { name: 'Crear la invitación' }).click();
	return page.getByLabel('Enlace de invitación').inputValue();
}

async function join(page: Page, link: string): Promise<void> {
	await page.goto(link);
	await page
		.getByLabel(/Contraseña/)
		.first()
		.fill(password);
	await page.getByRole('button', { name: 'Abrir mi cuenta' }).click();
	await expect(page).toHaveURL(/\/trabajo/);
}

async function uploadSeed(page: Page): Promise<string> {
	await page.goto('/trabajo/practicas/nueva');
	await accessible(page);
	await page.getByLabel('Archivos').setInputFiles(seed);
	await page.getByRole('button', { name: 'Subir y leer' }).click();
	await expect(page).toHaveURL(/\/trabajo\/practicas\/AC-\d+/);
	await expect(page.getByRole('heading', { level: 1 })).toContainText('Sensibilizaciones y capacitaciones');
	await accessible(page);
	return /AC-\d+/.exec(page.url())?.[0] ?? '';
}

async function fillIn(page: Page, code: string): Promise<void> {
	await page.goto(`/trabajo/practicas/${code}/resultados`);
	await accessible(page);
	await expect(page.getByText('La buena práctica debe presentar una sistematización')).toBeVisible();
	await page.getByLabel('Sí', { exact: true }).check();
	await saveAndContinue(page);
	for (const [section, choices] of Object.entries({ grupos: ['personas refugiadas reconocidas'], temas: ['Inclusión financiera'] })) {
		await page.goto(`/trabajo/practicas/${code}/${section}`);
		for (const choice of choices) await page.getByLabel(choice).check();
		await saveAndContinue(page);
	}
	await page.goto(`/trabajo/practicas/${code}/consentimiento`);
	await page.getByLabel('Lo que envío es veraz').check();
	await page
		.getByLabel(/CC BY 4\.0|Atribución 4\.0/)
		.first()
		.check();
	await saveAndContinue(page);
	await page.goto(`/trabajo/practicas/${code}`);
	await expect(page.getByText('Lista para enviar')).toBeVisible();
}

/** Saves a section and waits for the next one. */
async function saveAndContinue(page: Page): Promise<void> {
	const from = page.url();
	await page.getByRole('button', { name: 'Guardar y seguir' }).click();
	await page.waitForURL((url) => url.href !== from);
}

async function attach(page: Page, code: string, key: string, name: string): Promise<void> {
	await page.goto(`/trabajo/practicas/${code}/archivos?seccion=${key}`);
	await page.getByLabel('Archivo', { exact: true }).setInputFiles({
		name: `${key}.txt`,
		mimeType: 'text/plain',
		buffer: Buffer.from('Evidencia inventada: antes 4.6, después 7.9 de 10 casos.')
	});
	await page.getByLabel('¿A qué sección pertenece?').selectOption({ label: name });
	await page.getByLabel('Integrantes de la red').check();
	await page.getByRole('button', { name: 'Adjuntar' }).click();
	await expect(page.getByText('Se adjuntó el archivo.')).toBeVisible();
}

async function send(page: Page, code: string): Promise<void> {
	await page.goto(`/trabajo/practicas/${code}/revisar`);
	await accessible(page);
	await page.getByRole('button', { name: 'Enviar la práctica' }).click();
	await expect(page).toHaveURL(/\/enviada/);
	await accessible(page);
}

async function review(page: Page, code: string, names: string[]): Promise<void> {
	await page.goto('/trabajo/secretaria');
	await accessible(page);
	await page.getByRole('link', { name: /Sensibilizaciones y capacitaciones/ }).click();
	await page.getByRole('button', { name: 'Empezar la revisión' }).click();
	await expect(page.getByText('Empezó la revisión de requisitos.')).toBeVisible();
	for (const yes of await page.locator('input[name^="requirement."][value="yes"]').all()) await yes.check();
	await page.getByRole('button', { name: 'Guardar los requisitos' }).click();
	await expect(page.getByText('Los requisitos quedaron guardados.')).toBeVisible();
	await accessible(page);
	for (const name of names) await page.getByLabel(name).check();
	await page.getByRole('button', { name: 'Asignar', exact: true }).click();
	await expect(page.getByText('Las personas evaluadoras quedaron asignadas.')).toBeVisible();
	// Publishing is not offered, and nobody's level is.
	await expect(page.getByRole('button', { name: 'Publicar en el catálogo' })).toHaveCount(0);
	expect(page.url()).toContain(code);
}

async function assess(page: Page, code: string): Promise<void> {
	await page.goto('/trabajo/evaluaciones');
	await page.getByRole('link', { name: /Sensibilizaciones y capacitaciones/ }).click();
	await expect(page.getByText('Antes de abrir la práctica')).toBeVisible();
	await expect(page.getByText('Número de participaciones continuas')).toHaveCount(0);
	await page.getByLabel('No tengo ningún interés en ella').check();
	await page.getByRole('button', { name: 'Declarar' }).click();
	for (const [criterion, level] of Object.entries(exemplarLevels)) {
		await page.goto(`/trabajo/evaluaciones/${code}/${criterion}`);
		await expect(page.getByRole('heading', { level: 1 })).toContainText(criteria[criterion as keyof typeof criteria]);
		await accessible(page);
		await page.locator(`input[name="level"][value="${level}"]`).check();
		await page.getByLabel('Su razón').fill(`Razón de prueba para ${criterion}.`);
		const file = page.getByLabel(`${criterion}.txt`);
		if ((await file.count()) > 0) await file.check();
		else await page.getByLabel('Pasajes del texto').fill('Es adaptable porque los contenidos se pueden ir adaptando');
		if (criterion === 'sustainability') {
			await page.getByLabel('Quién responde').fill('Unidad de capacitación (inventada)');
			await page.getByLabel('Para cuándo').fill('2027-06-30');
		}
		await page.getByRole('button', { name: 'Guardar', exact: true }).click();
		await expect(page.getByText('Su juicio quedó guardado.')).toBeVisible();
	}
	await page.goto(`/trabajo/evaluaciones/${code}`);
	await page.getByRole('button', { name: 'Entregar mi evaluación' }).click();
	await expect(page.getByText('Su evaluación quedó entregada.')).toBeVisible();
	await accessible(page);
}

async function decide(page: Page, code: string): Promise<void> {
	await page.goto(`/trabajo/secretaria/${code}`);
	await accessible(page);
	await expect(page.getByText('Propuesta de la regla')).toBeVisible();
	await expect(page.locator('main')).toContainText('Práctica prometedora');
	await page.getByRole('button', { name: 'Confirmar el dictamen' }).click();
	await expect(page.getByText('El dictamen quedó confirmado.')).toBeVisible();
	await expect(page.getByText('puede responder al dictamen hasta').first()).toBeVisible();
	await expect(page.getByRole('button', { name: 'Publicar en el catálogo' })).toHaveCount(0);
}

/** The author reads the verdict before everybody else, and answers it. */
async function answer(page: Page, code: string): Promise<void> {
	await page.goto(`/trabajo/practicas/${code}`);
	await page.getByRole('link', { name: 'Leer el dictamen' }).click();
	await accessible(page);
	await expect(page.locator('main')).toContainText('Falta Resultados verificables');
	await expect(page.locator('main')).not.toContainText('Elena');
	await page.getByLabel('Respuesta').fill('Estamos levantando la línea base (respuesta inventada).');
	await page.getByRole('button', { name: 'Enviar mi respuesta' }).click();
	await expect(page.getByText('Su respuesta quedó guardada.')).toBeVisible();
}

async function publish(page: Page, code: string): Promise<void> {
	await page.goto(`/trabajo/secretaria/${code}`);
	await page.getByRole('button', { name: 'Publicar en el catálogo' }).click();
	await expect(page.getByText('La práctica está en el catálogo.')).toBeVisible();
}

async function readInPublic(page: Page, code: string, fields: Record<string, string>): Promise<void> {
	await page.goto('/');
	await accessible(page);
	await page.getByRole('searchbox').first().fill('capacitacion finanzas -vivienda');
	await page.getByRole('button', { name: 'Buscar' }).click();
	await page.getByRole('searchbox').first().fill('capacitacion financiera');
	await page.getByRole('button', { name: 'Buscar' }).click();
	await accessible(page);
	await page.getByRole('link', { name: /Sensibilizaciones y capacitaciones/ }).click();
	await expect(page).toHaveURL(new RegExp(`/practicas/${code}$`));
	await accessible(page);
	await expect(page.getByRole('heading', { level: 1 })).toContainText(fields.title ?? '');
	await expect(page.getByText('Práctica prometedora').first()).toBeVisible();
	await expect(page.locator('main')).toContainText('no cumple todavía');
	await expect(page.locator('main')).toContainText('Encuestas de satisfacción después de cada sesión');
	await expect(page.locator('main')).toContainText('Estamos levantando la línea base (respuesta inventada).');
	await expect(page.locator('main')).not.toContainText('Elena');
	for (const [name, beginning] of Object.entries({ Word: 'PK', PDF: '%PDF' })) {
		const address = await page
			.getByRole('link', { name: new RegExp(`^${name}`) })
			.first()
			.getAttribute('href');
		const file = await page.request.get(address ?? '');
		expect(file.status()).toBe(200);
		expect((await file.body()).subarray(0, beginning.length).toString()).toBe(beginning);
	}
	await page.goto(`/en/practicas/${code}`);
	await expect(page.getByText('Promising practice').first()).toBeVisible();
	await accessible(page);
}
