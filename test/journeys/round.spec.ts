// A whole call in a real browser: six practices, five assessors of four institutions, and everything that happens to verdicts and labels
// on the way. One assessor works without JavaScript, one on the sheet that is filled in offline.
import { type Browser, expect, type Page, test } from '@playwright/test';
import { fillWorkbook } from '../filled-sheets.ts';
import { startServer, type TestServer } from '../server.ts';
import { cast, createAccount, createKey, type Member } from './cast.ts';
import { accessible, Desks } from './desks.ts';

type Assessor = 'assessorA' | 'assessorB' | 'assessorC' | 'assessorD' | 'assessorE';
const assessors: Assessor[] = ['assessorA', 'assessorB', 'assessorC', 'assessorD', 'assessorE'];

const call = 'Convocatoria de prueba (inventada)';
const criteria = ['replicability', 'impact', 'results', 'sustainability'] as const;
/** Levels of the four criteria, in their order: `2212`. */
type Levels = string;

let server: TestServer;
const desks = new Desks();
const pages = {} as Record<Member, Page>;
const codes: string[] = [];
let authorKey: string;

test.setTimeout(900_000);
test.use({ actionTimeout: 20_000 });

test.beforeAll(async () => {
	server = await startServer({ clock: true });
	for (const member of ['secretariat', 'author', ...assessors] as const) await createAccount(server, member);
	authorKey = await createKey(server, 'author');
});
test.afterAll(async () => {
	await desks.close();
	await server.stop();
});

test('a call from its opening to the life of its labels', async ({ browser }) => {
	await open(browser);

	await test.step('the secretariat opens a call', () => openCall(pages.secretariat));
	await test.step('six practices answer it', async () => {
		for (let number = 1; number <= 6; number += 1) codes.push(await sendPractice(number));
		await onTheBoard();
	});
	const [p1 = '', p2 = '', p3 = '', p4 = '', p5 = '', p6 = ''] = codes;

	await test.step('panels are chosen', async () => {
		await choosePanel(p1, ['assessorA', 'assessorB']);
		await choosePanel(p2, ['assessorA', 'assessorE']);
		await choosePanel(p3, ['assessorB', 'assessorC']);
		await choosePanel(p4, ['assessorA', 'assessorD']);
		await choosePanel(p5, ['assessorC', 'assessorD']);
		await choosePanel(p6, ['assessorB', 'assessorD']);
	});

	await test.step('an interest excuses, and somebody stands in', async () => {
		await declare('assessorE', p2, 'declared', 'Trabajé con quien la implementa.');
		await assign(p2, ['assessorC'], 'assessorE');
	});

	await test.step('five assessors judge, each in her own way', async () => {
		for (const code of [p1, p3, p6]) await declare('assessorB', code);
		await judgeOffline('assessorB', { [p1]: '2212', [p3]: '2222', [p6]: '2222' });
		for (const [code, levels] of [
			[p1, '2212'],
			[p2, '2222'],
			[p4, '2222']
		] as const)
			await judge('assessorA', code, levels);
		for (const [code, levels] of [
			[p2, '2222'],
			[p3, '2122'],
			[p5, '2122']
		] as const)
			await judge('assessorC', code, levels);
		for (const [code, levels] of [
			[p4, '2212'],
			[p5, '2122'],
			[p6, '2222']
		] as const)
			await judge('assessorD', code, levels);
	});

	await test.step('a divergence is settled by talking', async () => {
		await disclose(p3);
		await writeNote('assessorB', p3, 'El informe compara antes y después en el cuadro 2.');
		await changeLevel('assessorC', p3, 'impact', '2');
		await confirm(p3);
	});
	await test.step('another one by a third assessor', async () => {
		await disclose(p4);
		await expect(pages.secretariat.getByRole('button', { name: 'Confirmar el dictamen' })).toHaveCount(0);
		await assign(p4, ['assessorB']);
		await judge('assessorB', p4, '2212');
		await confirm(p4);
	});
	await test.step('the others agree', async () => {
		for (const code of [p1, p2, p5, p6]) await confirm(code);
	});

	await test.step('the author reads the wording first', async () => {
		await pages.secretariat.goto(`/trabajo/secretaria/${p1}`);
		await expect(pages.secretariat.locator('main')).toContainText('puede responder al dictamen hasta');
		await expect(pages.secretariat.getByRole('button', { name: 'Publicar en el catálogo' })).toHaveCount(0);
		await answerVerdict(p1, 'Publicaremos los resultados con su fuente en junio.');
		for (const code of codes.slice(1)) await answerVerdict(code);
		for (const code of codes) await publish(code);
	});

	const reader = await desks.open(browser, server, { width: 360 });
	await test.step('everybody reads how it came about', async () => {
		await reader.goto(`/practicas/${p1}`);
		await expect(reader.locator('main')).toContainText('Práctica prometedora');
		await expect(reader.locator('main')).toContainText('Publicaremos los resultados con su fuente en junio.');
		await expect(reader.locator('main')).toContainText('condicionado, vigente hasta');
		await accessible(reader);
		for (const { name, institution } of assessors.map((member) => cast[member])) {
			await expect(reader.locator('body')).not.toContainText(name);
			await expect(reader.locator('body')).not.toContainText(institution);
		}
		await reader.goto(`/practicas/${p1}/historia`);
		await accessible(reader);
	});

	await test.step('a report of harm suspends a label until it is settled', async () => {
		await reader.goto(`/practicas/${p2}/reportar`);
		await accessible(reader);
		await reader.locator('input[name="kind"]').first().check();
		await reader.locator('textarea[name="text"]').fill('Se cobra por la colocación en el lugar.');
		await reader.getByRole('button', { name: 'Enviar el reporte' }).click();
		await expect(reader.getByText('Recibimos su reporte')).toBeVisible();
		await reader.goto(`/practicas/${p2}`);
		await expect(reader.locator('main')).toContainText('suspendida');
		await pages.secretariat.goto('/trabajo/reportes');
		await accessible(pages.secretariat);
		await expect(pages.secretariat.locator('main')).toContainText('Se cobra por la colocación');
		await pages.secretariat.getByLabel('Sin fundamento').check();
		await pages.secretariat.getByRole('button', { name: 'Resolver' }).click();
		await expect(pages.secretariat.getByText('El reporte quedó resuelto')).toBeVisible();
		await expect(pages.secretariat.locator('main')).not.toContainText('Se cobra por la colocación');
		await reader.goto(`/practicas/${p2}`);
		await expect(reader.locator('main')).not.toContainText('suspendida');
	});

	await test.step('a verdict is reconsidered by two others', async () => {
		const { author } = pages;
		await author.goto(`/trabajo/practicas/${p5}/clasificacion`);
		await accessible(author);
		await author.locator('textarea[name="reason"]').fill('El panel no vio el anexo con los resultados.');
		await author.getByRole('button', { name: 'Pedir la reconsideración' }).click();
		await reader.goto(`/practicas/${p5}`);
		await expect(reader.locator('main')).toContainText('Se pidió reconsiderar este dictamen.');
		await pages.secretariat.goto(`/trabajo/secretaria/${p5}`);
		// Whoever judged it before is no candidate.
		await expect(pages.secretariat.locator('input[name="people[]"]')).toHaveCount(3);
		await assign(p5, ['assessorA', 'assessorB']);
		await judge('assessorA', p5, '2222');
		await judge('assessorB', p5, '2222');
		await confirm(p5);
		await answerVerdict(p5);
		await publish(p5);
		await reader.goto(`/practicas/${p5}`);
		await expect(reader.locator('main')).toContainText('Buena práctica');
		await expect(reader.locator('main')).not.toContainText('Se pidió reconsiderar');
	});

	await test.step('a material edit waits beside the assessed version', async () => {
		const { author } = pages;
		await author.goto(`/trabajo/practicas/${p6}/clasificacion`);
		await author.getByRole('button', { name: 'Preparar una versión nueva' }).click();
		await author.goto(`/trabajo/practicas/${p6}/descripcion`);
		await author.getByLabel('Su respuesta').fill('Otro texto, con un módulo nuevo que nadie evaluó.');
		await author.getByRole('button', { name: 'Guardar y seguir' }).click();
		await expect(author).not.toHaveURL(/descripcion/);
		await author.goto(`/trabajo/practicas/${p6}/revisar`);
		await author.getByRole('button', { name: 'Enviar la práctica' }).click();
		await expect(author).toHaveURL(/\/enviada/);
		await reader.goto(`/practicas/${p6}`);
		await expect(reader.locator('main')).toContainText('Se está evaluando una versión nueva.');
		await expect(reader.locator('main')).not.toContainText('un módulo nuevo');
		await accessible(reader);
		await pages.secretariat.goto(`/trabajo/secretaria/${p6}/cambios`);
		await expect(pages.secretariat.locator('ins', { hasText: 'módulo' }).first()).toBeVisible();
		await accessible(pages.secretariat);
	});

	await test.step('a conditional label lapses by the clock', async () => {
		await server.clock.pass(366);
		await reader.goto(`/practicas/${p1}`);
		await expect(reader.locator('main')).toContainText('La clasificación venció');
		await accessible(reader);
		await pages.author.goto('/trabajo/avisos');
		await expect(pages.author.locator('main')).toContainText(p1);
		await accessible(pages.author);
	});

	await test.step('the call ends with its figures', async () => {
		const { secretariat } = pages;
		await secretariat.goto('/trabajo/convocatorias');
		await secretariat.getByRole('link', { name: call }).first().click();
		await secretariat.getByRole('button', { name: 'Terminar la convocatoria' }).click();
		await secretariat.getByRole('link', { name: 'Cifras de esta convocatoria' }).click();
		await accessible(secretariat);
		// Six practices are too few to speak of agreement.
		await expect(secretariat.locator('main')).toContainText('10 prácticas');
	});
});

async function open(browser: Browser): Promise<void> {
	pages.secretariat = await desks.signedIn(browser, server, 'secretariat');
	pages.author = await desks.signedIn(browser, server, 'author', { width: 360 });
	for (const member of assessors)
		pages[member] = await desks.signedIn(browser, server, member, { javaScriptEnabled: member !== 'assessorA' });
}

/** Days from now as a form's field for a day and an hour takes them. */
const inDays = (days: number) => new Date(Date.now() + days * 24 * 3600 * 1000).toISOString().slice(0, 16);

async function openCall(page: Page): Promise<void> {
	await page.goto('/trabajo/convocatorias/nueva');
	await accessible(page);
	await page.locator('input[name="title"]').fill(call);
	await page.locator('textarea[name="introduction"]').fill('Buscamos prácticas inventadas.');
	await page.locator('input[name="opensAt"]').fill(inDays(-1));
	await page.locator('input[name="closesAt"]').fill(inDays(20));
	await page.locator('input[name="assessBy"]').fill(inDays(40));
	for (const box of await page.locator('input[name="assessors[]"]').all()) await box.check();
	await page.getByRole('button', { name: 'Abrir la convocatoria' }).click();
	await expect(page).toHaveURL(/\/convocatorias\/[A-Z]+-\d+/);
	await accessible(page);
	await page.goto('/convocatorias');
	await expect(page.getByRole('link', { name: call })).toBeVisible();
	await accessible(page);
}

/** Words that no two practices share, so that none looks like another. */
const words = (seed: string) => Array.from({ length: 40 }, (_, at) => `${seed}${at}`).join(' ');

async function sendPractice(number: number): Promise<string> {
	const form = [
		'Práctica prometedora',
		'Institución que la implementa: Servicio Nacional de Empleo (SNE)',
		`Título o tema de la buena práctica: Práctica ${number} (inventada)`,
		`Descripción de la buena práctica: ${words(`taller${number}x`)}`,
		`Problema que se soluciona o bien oportunidad que se aprovecha con esta buena práctica: ${words(`problema${number}x`)}`,
		'Replicable y adaptable: El método tiene cuatro pasos y un manual.',
		'Impacto positivo: De 40 personas, 25 consiguieron un empleo formal en 2025.',
		'Resultados verificables: Se midió antes y después, con registro de la oficina.',
		'Sostenibilidad: La oficina la incluyó en su programa anual.'
	].join('\n\n');
	const upload = new FormData();
	upload.set('file', new Blob([form]), `practica-${number}.txt`);
	const { practices } = await ask<{ practices: { code: string }[] }>('POST', '/practices/import', upload);
	const code = practices[0]?.code ?? '';
	await ask('PUT', `/practices/${code}/fields/consent`, { truthful: true, licence: 'CC-BY-4.0', authorisations: [] });
	await ask('PUT', `/practices/${code}/fields/themes`, ['financial-inclusion']);
	await ask('PUT', `/practices/${code}/fields/groups`, ['refugee']);
	for (const key of ['impact', 'results']) {
		const file = new FormData();
		file.set('file', new Blob(['Evidencia inventada: antes 4.6, después 7.9 de 10 casos.']), `${key}.txt`);
		file.set('key', key);
		file.set('visibility', 'network');
		await ask('POST', `/practices/${code}/attachments`, file);
	}
	const page = pages.author;
	await page.goto(`/trabajo/practicas/${code}/revisar`);
	await page.getByLabel(call).check();
	if (number === 1) await accessible(page);
	await page.getByRole('button', { name: 'Enviar la práctica' }).click();
	await expect(page).toHaveURL(/\/enviada/);
	return code;
}

/** The author's program at the API: a section's value goes in as its first version. */
async function ask<T>(method: string, address: string, body: unknown): Promise<T> {
	const isForm = body instanceof FormData;
	const response = await fetch(`${server.origin}/api/v1${address}`, {
		method,
		headers: { authorization: `Bearer ${authorKey}`, ...(isForm ? {} : { 'content-type': 'application/json', 'if-match': '"1"' }) },
		body: isForm ? body : JSON.stringify({ value: body })
	});
	const text = await response.text();
	expect(response.status, `${method} ${address}: ${text}`).toBeLessThan(300);
	return (text ? JSON.parse(text) : null) as T;
}

async function onTheBoard(): Promise<void> {
	const page = pages.secretariat;
	await page.goto('/trabajo/secretaria');
	for (const code of codes) await expect(page.locator('main')).toContainText(code);
	await accessible(page);
}

async function choosePanel(code: string, members: Assessor[]): Promise<void> {
	const page = pages.secretariat;
	await page.goto(`/trabajo/secretaria/${code}`);
	await page.getByRole('button', { name: 'Empezar la revisión' }).click();
	for (const yes of await page.locator('input[name^="requirement."][value="yes"]').all()) await yes.check();
	await page.getByRole('button', { name: 'Guardar los requisitos' }).click();
	await assign(code, members);
}

async function assign(code: string, members: Assessor[], inPlaceOf?: Assessor): Promise<void> {
	const page = pages.secretariat;
	await page.goto(`/trabajo/secretaria/${code}`);
	await page.locator('details', { has: page.locator('input[name="people[]"]') }).evaluate((details: HTMLDetailsElement) => {
		details.open = true;
	});
	for (const member of members) await page.getByLabel(cast[member].name).check();
	if (inPlaceOf) await page.locator('select[name="standsInFor"]').selectOption({ label: cast[inPlaceOf].name });
	await accessible(page);
	await page.getByRole('button', { name: 'Asignar', exact: true }).click();
	await expect(page.getByText('Las personas evaluadoras quedaron asignadas.')).toBeVisible();
}

async function declare(member: Assessor, code: string, interest: 'none' | 'declared' = 'none', note = ''): Promise<void> {
	const page = pages[member];
	await page.goto(`/trabajo/evaluaciones/${code}`);
	await page.locator(`input[name="interest"][value="${interest}"]`).check();
	if (note) await page.locator('textarea[name="note"]').fill(note);
	await page.getByRole('button', { name: 'Declarar' }).click();
}

/** Judges all four criteria online and hands in. */
async function judge(member: Assessor, code: string, levels: Levels): Promise<void> {
	const page = pages[member];
	await declare(member, code);
	for (const [at, criterion] of criteria.entries()) await judgeCriterion(page, code, criterion, levels[at] ?? '');
	await handIn(page, code);
}

async function judgeCriterion(page: Page, code: string, criterion: string, level: string): Promise<void> {
	await page.goto(`/trabajo/evaluaciones/${code}/${criterion}`);
	await page.locator(`input[name="level"][value="${level}"]`).check();
	await page.getByLabel('Su razón').fill(`Razón de prueba para ${criterion}.`);
	const file = page.getByLabel(`${criterion}.txt`);
	if ((await file.count()) > 0) await file.check();
	else await page.getByLabel('Pasajes del texto').fill('El método tiene cuatro pasos y un manual.');
	if (criterion === 'sustainability' && code === codes[0]) {
		await page.getByLabel('Quién responde').fill('Unidad de capacitación (inventada)');
		await page.getByLabel('Para cuándo').fill('2027-06-30');
	}
	await page.getByRole('button', { name: 'Guardar', exact: true }).click();
	await expect(page.getByText('Su juicio quedó guardado.')).toBeVisible();
}

async function handIn(page: Page, code: string): Promise<void> {
	await page.goto(`/trabajo/evaluaciones/${code}`);
	await page.getByRole('button', { name: 'Entregar mi evaluación' }).click();
	await expect(page.getByText('Su evaluación quedó entregada.')).toBeVisible();
}

/** Takes the sheets of some practices home, fills them in without the server, and brings them back. */
async function judgeOffline(member: Assessor, judged: Record<string, Levels>): Promise<void> {
	const page = pages[member];
	for (const [code, levels] of Object.entries(judged)) {
		const sheet = await page.request.get(`/trabajo/evaluaciones/${code}/hoja.xlsx`);
		expect(sheet.status()).toBe(200);
		const answers = criteria.flatMap((criterion, at) => {
			const evidence = ['impact', 'results'].includes(criterion) ? ['files', `${criterion}.txt`] : ['passages', 'cuatro pasos y un manual'];
			const commits = criterion === 'sustainability' && code === codes[0];
			return [
				[`judgement.${criterion}.level`, levels[at] ?? ''],
				[`judgement.${criterion}.reason`, `Razón escrita sin conexión para ${criterion}.`],
				[`judgement.${criterion}.${evidence[0]}`, evidence[1] ?? ''],
				...(commits
					? [
							['judgement.sustainability.owner', 'Unidad de capacitación (inventada)'],
							['judgement.sustainability.due', '2027-06-30']
						]
					: [])
			];
		});
		const filled = fillWorkbook(await sheet.body(), Object.fromEntries(answers));
		await page.goto('/trabajo/evaluaciones/hojas');
		await accessible(page);
		await page.locator('input[type="file"]').setInputFiles({
			name: `${code}.xlsx`,
			mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
			buffer: Buffer.from(filled)
		});
		await page.locator('form[action="?/bring"]').getByRole('button').last().click();
		await expect(page).toHaveURL(/\/hojas\/[0-9a-f-]{36}/);
		await accessible(page);
		await page.locator('form[action="?/apply"]').getByRole('button').last().click();
		await expect(page.locator('form[action="?/apply"]').getByRole('button')).toHaveCount(0);
		await handIn(page, code);
	}
}

async function disclose(code: string): Promise<void> {
	const page = pages.secretariat;
	await page.goto(`/trabajo/secretaria/${code}`);
	// Levels that lie apart are talked about before anybody decides.
	await expect(page.getByRole('button', { name: 'Confirmar el dictamen' })).toHaveCount(0);
	await page.locator('form[action="?/disclose"]').getByRole('button').click();
	await expect(page.locator('form[action="?/disclose"]')).toHaveCount(0);
}

async function writeNote(member: Assessor, code: string, text: string): Promise<void> {
	const page = pages[member];
	await page.goto(`/trabajo/evaluaciones/${code}/deliberacion`);
	await accessible(page);
	const form = page.locator('form[action="?/deliberate"]');
	await form.locator('textarea').fill(text);
	await form.getByRole('button').click();
	await expect(page.getByText(text)).toBeVisible();
	await expect(page.locator('main')).not.toContainText('@example.org');
}

async function changeLevel(member: Assessor, code: string, criterion: string, level: string): Promise<void> {
	const page = pages[member];
	await page.goto(`/trabajo/evaluaciones/${code}/deliberacion`);
	await expect(page.getByText('cuadro 2')).toBeVisible();
	await judgeCriterion(page, code, criterion, level);
}

async function confirm(code: string): Promise<void> {
	const page = pages.secretariat;
	await page.goto(`/trabajo/secretaria/${code}`);
	await page.getByRole('button', { name: 'Confirmar el dictamen' }).click();
	await expect(page.getByText('El dictamen quedó confirmado.')).toBeVisible();
}

/** The author reads the wording, and answers it or accepts it as it is. */
async function answerVerdict(code: string, answer?: string): Promise<void> {
	const page = pages.author;
	await page.goto(`/trabajo/practicas/${code}/dictamen`);
	await accessible(page);
	await expect(page.locator('main')).not.toContainText('@example.org');
	if (answer) {
		await page.locator('textarea[name="answer"]').fill(answer);
		await page.getByRole('button', { name: 'Enviar mi respuesta' }).click();
	} else {
		await page.getByRole('button', { name: 'Aceptar sin responder' }).click();
	}
	await expect(page.getByText('Su respuesta quedó guardada.')).toBeVisible();
}

async function publish(code: string): Promise<void> {
	const page = pages.secretariat;
	await page.goto(`/trabajo/secretaria/${code}`);
	await page.getByRole('button', { name: 'Publicar en el catálogo' }).click();
	await expect(page.getByText('La práctica está en el catálogo.')).toBeVisible();
}
