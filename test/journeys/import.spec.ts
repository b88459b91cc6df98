// Files come in through the browser: one and many, the same again, one that may be known, a form of another kind; and texts without a
// place find theirs with two keystrokes. With JavaScript and without, on a desk and on a telephone.
import { expect, type Page, test } from '@playwright/test';
import { startServer, type TestServer } from '../server.ts';
import { createAccount } from './cast.ts';
import { accessible, Desks } from './desks.ts';

/** Words that no two forms share, so that forms are alike only where it is wanted. */
const words = (seed: string, length = 60) => Array.from({ length }, (_, at) => `${seed}${at}`).join(' ');
const form = (title: string, text: string) =>
	[
		'Práctica prometedora',
		'Institución que la implementa: Servicio Nacional de Empleos',
		`Título o tema de la buena práctica: ${title}`,
		`Descripción de la buena práctica: ${text}`,
		'Impacto positivo: Mejoró mucho.'
	].join('\n\n');
const otherForm = 'Nombre de la mascota: Una mascota inventada\n\nCuaderno de viaje: Un viaje inventado.\n\nMeriendas: Muchas meriendas.\n';
const file = (name: string, text: string) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(text) });

for (const javaScriptEnabled of [true, false]) {
	test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
		let server: TestServer;
		const desks = new Desks();

		test.beforeAll(async () => {
			server = await startServer();
			await createAccount(server, 'author');
			await createAccount(server, 'secretariat');
		});
		test.afterAll(async () => {
			await desks.close();
			await server.stop();
		});

		test('a file, a folder of files, and what they ask', async ({ browser }) => {
			const author = await desks.signedIn(browser, server, 'author', { width: 360, javaScriptEnabled });
			const text = words('guarderia', 80);
			const first = file('guardería.txt', `Un texto suelto al principio.\n\n${form('Guardería en la bolsa de trabajo', text)}`);

			// One file that reads clean leads to its draft, with its doubts beside it.
			await upload(author, [first]);
			await expect(author).toHaveURL(/\/trabajo\/practicas\/AC-\d+/);
			await expect(author.getByText('Leímos su archivo.')).toBeVisible();
			await accessible(author);
			const code = /AC-\d+/.exec(author.url())?.[0] ?? '';
			await author.goto(`/trabajo/practicas/${code}/institucion`);
			await expect(author.getByText('De “guardería.txt”')).toBeVisible();
			await expect(author.getByText('¿Es esta institución? Su texto dice “servicio nacional de empleos”')).toBeVisible();
			await accessible(author);

			await placeByHand(author, code, javaScriptEnabled);

			// Many at once: one row each, whatever becomes of it.
			const many = Array.from({ length: 6 }, (_, at) => file(`lote-${at}.txt`, form(`Feria ${at}`, words(`lote${at}x`))));
			const retold = file('otra-vez.txt', form('Bolsa de trabajo con guardería', `${text} y algo más`));
			await upload(author, [...many, retold, file('mascotas.txt', otherForm), file('vacío.txt', ''), { ...first, name: 'la-misma.txt' }]);
			await expect(author).toHaveURL(/\/importar\/[0-9a-f-]{36}/);
			await expect(async () => {
				if (!javaScriptEnabled) await author.reload();
				await expect(author.getByText('Todos los archivos están leídos.')).toBeVisible({ timeout: 1_000 });
			}).toPass({ timeout: 60_000 });
			await accessible(author);
			const batch = author.url();
			await expect(row(author, 'lote-3.txt').getByRole('link', { name: 'Feria 3' })).toBeVisible();
			await expect(row(author, 'la-misma.txt')).toContainText('Este mismo archivo ya se había subido.');
			await expect(row(author, 'la-misma.txt').getByRole('link', { name: 'Guardería en la bolsa de trabajo' })).toBeVisible();
			await expect(row(author, 'vacío.txt')).toContainText('El archivo está vacío.');
			await author.getByRole('link', { name: 'Le preguntan algo (3)' }).click();
			await expect(row(author, 'lote-3.txt')).toHaveCount(0);

			// The one that may be known, side by side.
			await row(author, 'otra-vez.txt')
				.getByRole('link', { name: /Comparar y decidir/ })
				.click();
			await expect(author.getByRole('heading', { name: 'Guardería en la bolsa de trabajo' })).toBeVisible();
			await expect(author.getByText('Bolsa de trabajo con guardería')).toBeVisible();
			await accessible(author);
			await author.getByRole('button', { name: 'Es la misma: no crear nada' }).first().click();
			await expect(author.getByText('No se creó un borrador de ese archivo.')).toBeVisible();
			await expect(row(author, 'otra-vez.txt')).toContainText('Usted decidió no crear un borrador.');

			// The form of another kind, by hand: nothing chosen first.
			await row(author, 'mascotas.txt')
				.getByRole('link', { name: /Asignar a mano/ })
				.click();
			await accessible(author);
			await author.getByRole('button', { name: 'Crear el borrador' }).click();
			await expect(author).toHaveTitle(/^Error: /);
			await accessible(author);
			await author.getByLabel('Va en, para “Nombre de la mascota”').selectOption({ label: 'Título o tema de la buena práctica' });
			await expect(author.getByLabel('Recordar estas etiquetas')).toHaveCount(0);
			await author.getByRole('button', { name: 'Crear el borrador' }).click();
			await expect(author.getByRole('heading', { level: 1 })).toContainText('Una mascota inventada');
			await expect(author.getByText('Hay 2 textos de su archivo que no encontraron lugar.')).toBeVisible();

			await author.goto('/trabajo/practicas/importar');
			await accessible(author);
			await expect(author.getByRole('link', { name: 'lote-0.txt y 9 más' })).toBeVisible();
			const stranger = await desks.signedIn(browser, server, 'secretariat', { width: 1280, javaScriptEnabled });
			expect((await stranger.goto(batch))?.status()).toBe(404);
		});

		test('the secretariat lets labels be remembered, and takes them off again', async ({ browser }) => {
			const secretariat = await desks.signedIn(browser, server, 'secretariat', { width: 1280, javaScriptEnabled });
			await upload(secretariat, [file('formato.txt', otherForm.replace('Una mascota', 'La primera mascota'))]);
			await secretariat.getByRole('link', { name: /Asignar a mano/ }).click();
			for (const [label, field] of [
				['Nombre de la mascota', 'Título o tema de la buena práctica'],
				['Cuaderno de viaje', 'Descripción de la buena práctica'],
				['Meriendas', 'Resultados verificables']
			] as const)
				await secretariat.getByLabel(`Va en, para “${label}”`).selectOption({ label: field });
			await secretariat.getByLabel('Recordar estas etiquetas').check();
			await secretariat.getByRole('button', { name: 'Crear el borrador' }).click();
			await upload(secretariat, [file('otro.txt', otherForm.replace('Una mascota', 'Otra mascota'))]);
			await expect(secretariat.getByRole('heading', { level: 1 })).toContainText('Otra mascota inventada');
			await secretariat.goto('/trabajo/etiquetas');
			await accessible(secretariat);
			await secretariat.getByRole('button', { name: /^Quitar.*Meriendas/ }).click();
			await expect(secretariat.getByText('Se quitó la etiqueta.')).toBeVisible();
			await expect(secretariat.getByRole('rowheader', { name: 'Meriendas' })).toHaveCount(0);
		});
	});
}

async function upload(page: Page, files: { name: string; mimeType: string; buffer: Buffer }[]): Promise<void> {
	await page.goto('/trabajo/practicas/nueva');
	await accessible(page);
	await page.getByLabel('Archivos').setInputFiles(files);
	const from = page.url();
	await page.getByRole('button', { name: 'Subir y leer' }).click();
	await page.waitForURL((url) => url.href !== from);
}

/** The row of a file in a batch. */
function row(page: Page, name: string) {
	return page.locator('ol.files > li').filter({ has: page.getByRole('heading', { name, exact: true }) });
}

/** A text goes to its field and back: two keystrokes with scripts, a button without. */
async function placeByHand(page: Page, code: string, hasScripts: boolean): Promise<void> {
	await page.goto(`/trabajo/practicas/${code}/sin-ubicar`);
	await accessible(page);
	await expect(page.getByText('Un texto suelto al principio.')).toBeVisible();
	if (hasScripts) {
		await page.keyboard.press('ArrowDown');
		await page.keyboard.press('7');
	} else await page.getByRole('button', { name: 'Resultados verificables' }).click();
	await expect(page.getByText('Puesto en Resultados verificables').first()).toBeVisible();
	await accessible(page);
	if (hasScripts) await page.keyboard.press('d');
	else
		await page
			.getByRole('button', { name: /Deshacer/ })
			.first()
			.click();
	await expect(page.getByText('El texto espera lugar otra vez.')).toBeVisible();
	await page.getByRole('button', { name: 'Resultados verificables' }).click();
	await expect(page.getByText('Puesto en Resultados verificables').first()).toBeVisible();
	await page.goto(`/trabajo/practicas/${code}/resultados`);
	await expect(page.getByLabel('Su respuesta')).toHaveValue('Un texto suelto al principio.');
}
