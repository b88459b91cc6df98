// What leaves the house: in which formats, for whom, and never again once a practice is withdrawn.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApi } from '#app/api.server.ts';
import { retirePractice } from '#features/catalogue/handlers/catalogue.server.ts';
import { createPractice } from '#features/practices/handlers.server.ts';
import { fileAnswer, publicDownload } from '#platform/http/download.ts';
import { openTestApp, type TestApp } from '../../../test/app.ts';
import { insertPerson, insertPublished } from '../../../test/factories.ts';
import { exportBooklet, exportComparison, exportPractice, exportPublished, exportVerdict } from './handlers/export.server.ts';

let test: TestApp;
let secretariat: string;
beforeAll(async () => {
	test = await openTestApp();
	secretariat = await insertPerson(test.app.db, 'secretaria@example.org', ['secretariat']);
});
afterAll(() => test.remove());

const reader = () => test.ctx({ kind: 'anonymous' });
const person = (id: string) => test.ctx({ kind: 'person', id, name: 'Alguien', roles: ['author'], institutionIds: [] });
const publish = async (title: string) => (await insertPublished(test.ctx(), secretariat, { fields: { title } })).code;
const ask = (path: string) => createApi(test.app).request(`http://127.0.0.1/api/v1${path}`);
const startOf = (bytes: Uint8Array) => Buffer.from(bytes.subarray(0, 5)).toString('latin1');

describe('a published practice', () => {
	it('leaves as a document, as its verdict, beside another and in a booklet, for everybody', async () => {
		const codes = [await publish('Una'), await publish('Otra')];
		const [code = ''] = codes;
		const files = await Promise.all([
			exportPublished(reader(), code, 'pdf'),
			exportVerdict(reader(), code),
			exportComparison(reader(), codes),
			exportBooklet(reader(), codes)
		]);
		for (const { bytes, mediaType } of files) {
			expect(startOf(bytes)).toBe('%PDF-');
			expect(mediaType).toBe('application/pdf');
		}
		expect(files.map(({ fileName }) => fileName)).toEqual([
			`${code}.pdf`,
			`${code}-dictamen.pdf`,
			`${codes.join('-')}.pdf`,
			'cuadernillo.pdf'
		]);
		expect((await exportPublished(reader(), code, 'docx')).fileName).toBe(`${code}.docx`);
	});

	it('leaves through the API', async () => {
		const [one, two] = [await publish('Una'), await publish('Otra')];
		for (const path of [`/practices/${one}/export/pdf`, `/practices/${one}/verdict/pdf`, `/comparison/pdf?code=${one}&code=${two}`]) {
			const answer = await ask(path);
			expect(answer.status, path).toBe(200);
			expect(answer.headers.get('content-type'), path).toBe('application/pdf');
		}
		for (const path of ['/comparison/pdf', `/comparison/pdf?code=${one}`, `/comparison/pdf?code=${one}&code=${one}`])
			expect((await ask(path)).status, path).toBe(422);
	});

	it('never leaves again once it was withdrawn, not from what was kept either', async () => {
		const codes = [await publish('Una'), await publish('Otra')];
		const [code = ''] = codes;
		const asked = () => [
			() => exportPublished(reader(), code, 'pdf'),
			() => exportVerdict(reader(), code),
			() => exportComparison(reader(), codes),
			() => exportBooklet(reader(), codes)
		];
		for (const each of asked()) await each();
		const secretary = test.ctx({ kind: 'person', id: secretariat, name: 'Secretaría', roles: ['secretariat'], institutionIds: [] });
		await retirePractice(secretary, code);
		for (const each of asked()) await expect(each()).rejects.toMatchObject({ code: 'gone', status: 410 });
		expect((await ask(`/practices/${code}/verdict/pdf`)).status).toBe(410);
	});

	it('is not sent again to who has it', async () => {
		const file = await exportPublished(reader(), await publish('Una'), 'pdf');
		const first = publicDownload(new Request('http://127.0.0.1/'), file);
		const etag = first.headers.get('etag') ?? '';
		const again = (tag: string) => publicDownload(new Request('http://127.0.0.1/', { headers: { 'if-none-match': tag } }), file);
		expect(again(etag).status).toBe(304);
		expect(again(`W/${etag}, "x"`).status).toBe(304);
		expect(again('"x"').status).toBe(200);
		expect(fileAnswer(file).headers.has('etag')).toBe(false);
	});

	it('is bounded in number', async () => {
		const many = Array.from({ length: 61 }, (_, at) => `AC-${String(at + 1_000)}`);
		await expect(exportBooklet(reader(), many)).rejects.toMatchObject({ code: 'invalidInput' });
		await expect(exportBooklet(reader(), [])).rejects.toMatchObject({ code: 'invalidInput' });
		await expect(exportComparison(reader(), many.slice(0, 5))).rejects.toMatchObject({ code: 'invalidInput' });
	});
});

describe('a draft', () => {
	it('leaves for whoever may read it, without a verdict, and for nobody else', async () => {
		const author = await insertPerson(test.app.db, 'autora@example.org', ['author']);
		const { code } = await createPractice(person(author), {});
		for (const format of ['pdf', 'docx', 'json'] as const) {
			expect((await exportPractice(person(author), code, format)).bytes.length).toBeGreaterThan(100);
			await expect(exportPractice(reader(), code, format)).rejects.toMatchObject({ code: 'notFound' });
			await expect(exportPublished(person(author), code, format)).rejects.toMatchObject({ code: 'notFound' });
		}
		await expect(exportVerdict(person(author), code)).rejects.toMatchObject({ code: 'notFound' });
		await expect(exportComparison(person(author), [code, await publish('Otra')])).rejects.toMatchObject({ code: 'notFound' });
		const stranger = await insertPerson(test.app.db, 'ajena@example.org', ['author']);
		await expect(exportPractice(person(stranger), code, 'pdf')).rejects.toMatchObject({ code: 'notFound' });
	});
});
