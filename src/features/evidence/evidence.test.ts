// Files are what their bytes say, hang where they should, and open for nobody but those who may see them.
import { randomUUID } from 'node:crypto';
import { strToU8, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApi } from '#app/api.server.ts';
import { retirePractice } from '#features/catalogue/handlers/catalogue.server.ts';
import { createApiKey } from '#features/people/handlers.server.ts';
import { createPractice } from '#features/practices/handlers.server.ts';
import type { Visibility } from '#features/practices/schema.ts';
import { type Actor, actorId, type Role } from '#platform/ctx.ts';
import { limits } from '#platform/limits.ts';
import { openTestApp, type TestApp } from '../../../test/app.ts';
import { insertPublished } from '../../../test/factories.ts';
import { recogniseFile } from './file-kind.server.ts';
import {
	addAttachment,
	changeVisibility,
	listAttachments,
	listNetworkFiles,
	readAttachment,
	removeAttachment,
	restoreAttachment,
	screenAttachment
} from './handlers.server.ts';
import { mayOpen, safeFileName } from './rules.ts';

const bytes = (text: string) => Buffer.from(text, 'latin1');
const pdf = bytes('%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n');
const png = bytes('\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR');
const office = (part: string, more: Record<string, Uint8Array> = {}) =>
	zipSync({ '[Content_Types].xml': strToU8('<Types/>'), [part]: strToU8('<x/>'), ...more });
const openDocument = (type: string, manifest = '<manifest/>') =>
	zipSync({ mimetype: [strToU8(type), { level: 0 }], 'META-INF/manifest.xml': strToU8(manifest) });
const ods = 'application/vnd.oasis.opendocument.spreadsheet';

describe('recogniseFile', () => {
	it.each([
		['a PDF', pdf, 'application/pdf'],
		['a PNG', png, 'image/png'],
		['a JPEG', bytes('\xff\xd8\xff\xe0\x00\x10JFIF'), 'image/jpeg'],
		['a WebP', bytes('RIFF\x10\x00\x00\x00WEBPVP8 '), 'image/webp'],
		['a Word file', office('word/document.xml'), /wordprocessingml/],
		['a workbook', office('xl/workbook.xml'), /spreadsheetml/],
		['slides', office('ppt/presentation.xml'), /presentationml/],
		['an OpenDocument sheet', openDocument(ods), ods],
		['a text', bytes('Bitácora de la jornada'), 'text/plain'],
		['a text of old Windows', Buffer.from([0x53, 0x69, 0xed]), 'text/plain']
	])('accepts %s', (_name, file, type) => {
		expect(recogniseFile(file, 'archivo')).toMatch(type);
	});

	it('tells CSV from text by its name alone', () => {
		expect(recogniseFile(bytes('a;b\n1;2'), 'Lista.CSV')).toBe('text/csv');
	});

	it.each([
		['an empty file', bytes(''), 'fileEmpty'],
		['blank text', bytes(' \n'), 'fileEmpty'],
		['a web page', bytes('<!doctype html><p>hola'), 'fileUnsafe'],
		['a web page after some text', bytes('Informe\n<script>alert(1)</script>'), 'fileUnsafe'],
		['SVG', bytes('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'fileUnsafe'],
		['XML', bytes('\xef\xbb\xbf<?xml version="1.0"?><a/>'), 'fileUnsafe'],
		['a Windows program', bytes('MZ\x90\x00'), 'fileUnsafe'],
		['a Linux program', bytes('\x7fELF\x02\x01'), 'fileUnsafe'],
		['a shell script', bytes('#!/bin/sh\nrm -rf ~'), 'fileUnsafe'],
		['a picture with an archive behind it', Buffer.concat([png, zipSync({ 'a.txt': strToU8('a') })]), 'fileUnsafe'],
		['a PDF with an archive behind it', Buffer.concat([pdf, zipSync({ 'a.jar': strToU8('a') })]), 'fileUnsafe'],
		['a PDF that runs a script', bytes('%PDF-1.4 << /S /JavaScript /JS (app.alert(1)) >> %%EOF'), 'fileUnsafe'],
		['a locked PDF', bytes('%PDF-1.4 trailer << /Encrypt 5 0 R >> %%EOF'), 'fileEncrypted'],
		['half a PDF', bytes('%PDF-1.4 1 0 obj'), 'fileDamaged'],
		['a Word file with macros', office('word/document.xml', { 'word/vbaProject.bin': strToU8('x') }), 'fileUnsafe'],
		['an archive that is two documents', office('word/document.xml', { 'xl/workbook.xml': strToU8('<x/>') }), 'fileUnsafe'],
		['a locked OpenDocument', openDocument(ods, '<manifest:encryption-data/>'), 'fileEncrypted'],
		['a locked Word file', Buffer.concat([bytes('\xd0\xcf\x11\xe0'), Buffer.from('EncryptedPackage', 'utf16le')]), 'fileEncrypted'],
		['an old Word file', Buffer.concat([bytes('\xd0\xcf\x11\xe0'), Buffer.from('WordDocument', 'utf16le')]), 'fileOldWord'],
		['a plain archive', zipSync({ 'a.txt': strToU8('a') }), 'fileNotAccepted'],
		['half an archive', office('word/document.xml').slice(0, 60), 'fileDamaged'],
		['a film', bytes('\x00\x00\x00\x18ftypmp42\x00\x00'), 'fileNotAccepted']
	])('refuses %s', (_name, file, why) => {
		expect(() => recogniseFile(file, 'informe.pdf')).toThrow(why);
	});
});

describe('safeFileName', () => {
	it.each([
		['Informe final.PDF', 'Informe final.PDF'],
		['C:\\Users\\ana\\Informe.pdf', 'Informe.pdf'],
		['../../etc/passwd', 'passwd.pdf'],
		['factura.exe', 'factura.exe.pdf'],
		['informe\u202Efdp.exe', 'informefdp.exe.pdf'],
		['a\u0000b\n.pdf', 'ab.pdf'],
		['', 'archivo.pdf'],
		['.pdf', 'pdf.pdf'],
		['¿qué?.pdf', '¿qué_.pdf']
	])('%j becomes %j', (given, safe) => {
		expect(safeFileName(given, 'application/pdf')).toBe(safe);
	});

	it('keeps the ending when it cuts', () => {
		const start = performance.now();
		safeFileName(`a${'.'.repeat(100_000)}a.pdf`, 'application/pdf');
		expect(performance.now() - start).toBeLessThan(1_000);
		const name = safeFileName(`${'ñ'.repeat(400)}.pdf`, 'application/pdf');
		expect([...name]).toHaveLength(150);
		expect(name.endsWith('ñ.pdf')).toBe(true);
	});
});

describe('attachments', () => {
	let test: TestApp;
	let owner: Actor;
	let secretariat: Actor;
	let stranger: Actor;
	let assessor: Actor;
	let code: string;

	beforeAll(async () => {
		test = await openTestApp();
		const person = async (name: string, roles: Role[]): Promise<Actor> => {
			const { id } = await test.app.db
				.insertInto('person')
				.values({ name, email: `${name}@ejemplo.mx`, roles })
				.returning('id')
				.executeTakeFirstOrThrow();
			return { kind: 'person', id, name, roles, institutionIds: [] };
		};
		owner = await person('autora', ['author']);
		secretariat = await person('secretaria', ['secretariat']);
		stranger = await person('lectora', ['author']);
		assessor = await person('evaluadora', ['assessor']);
		({ code } = await createPractice(test.ctx(owner), {}));
	});
	afterAll(() => test.remove());

	const add = (actor: Actor, file: Uint8Array, more: { key?: 'results' | 'consent'; visibility?: Visibility } = {}) =>
		addAttachment(test.ctx(actor), code, { key: 'results', visibility: 'assessors', name: 'Bitácora.pdf', bytes: file, ...more });
	const list = () => listAttachments(test.ctx(owner), code);
	const file = async (id: string) => (await list()).find((each) => each.id === id);

	it('keeps the bytes and gives them back', async () => {
		const { id } = await add(owner, pdf);
		const opened = await readAttachment(test.ctx(owner), code, id);
		expect(opened).toMatchObject({ name: 'Bitácora.pdf', mediaType: 'application/pdf', bytes: pdf.byteLength });
		expect(Buffer.concat(await Array.fromAsync(opened.content))).toEqual(pdf);
		expect(await file(id)).toMatchObject({ key: 'results', visibility: 'assessors', screened: false });
	});

	it('keeps a picture without what a camera wrote beside it', async () => {
		const picture = (more: string) => bytes(`\xff\xd8${more}\xff\xda\x00\x08\x01\x01\x00\x00?\x00\x01\x02\x03\xff\xd9`);
		const { id } = await add(owner, picture('\xff\xe1\x00\x11Exif\0\0Tapachula'));
		const opened = await readAttachment(test.ctx(owner), code, id);
		expect(Buffer.concat(await Array.fromAsync(opened.content))).toEqual(picture(''));
		expect(opened.bytes).toBe(picture('').byteLength);
	});

	it('takes a double click for one', async () => {
		const first = await add(owner, pdf);
		expect(await add(owner, pdf)).toEqual(first);
		expect((await add(owner, pdf, { key: 'consent' })).id).not.toBe(first.id);
	});

	it('is written by its author and the secretariat, and by nobody else', async () => {
		await expect(add(stranger, png)).rejects.toThrow('notFound');
		await expect(add({ kind: 'anonymous' }, png)).rejects.toThrow('signInRequired');
		await expect(add(secretariat, bytes('nota de la captura'))).resolves.toBeDefined();
		await expect(listAttachments(test.ctx(stranger), code)).rejects.toThrow('notFound');
	});

	it('goes and comes back', async () => {
		const { id } = await add(owner, bytes('se va y regresa'));
		await removeAttachment(test.ctx(owner), code, id);
		await removeAttachment(test.ctx(owner), code, id);
		expect(await file(id)).toBeUndefined();
		await restoreAttachment(test.ctx(owner), code, id);
		expect(await file(id)).toBeDefined();
	});

	it('keeps a letter of authorisation with those who check it', async () => {
		await expect(add(owner, bytes('carta abierta'), { key: 'consent', visibility: 'public' })).rejects.toThrow('invalidInput');
		const { id } = await add(owner, bytes('carta'), { key: 'consent' });
		await expect(changeVisibility(test.ctx(owner), code, id, 1, 'network')).rejects.toThrow('invalidInput');
		expect(await file(id)).toMatchObject({ visibility: 'assessors' });
	});

	it('knows a post that is repeated with the same key, although its parts are bounded otherwise', async () => {
		const { key } = await createApiKey(test.ctx(), actorId(owner) ?? '', 'prueba');
		const post = async (boundary: string, text: string) => {
			const part = (head: string, body: string) => `--${boundary}\r\ncontent-disposition: form-data; ${head}\r\n\r\n${body}\r\n`;
			const answer = await createApi(test.app).request(`/api/v1/practices/${code}/attachments`, {
				method: 'POST',
				headers: {
					authorization: `Bearer ${key}`,
					'content-type': `multipart/form-data; boundary=${boundary}`,
					'idempotency-key': 'subida-1'
				},
				body: `${part('name="key"', 'impact')}${part('name="file"; filename="nota.txt"', text)}--${boundary}--\r\n`
			});
			return { status: answer.status, ...((await answer.json()) as { id?: string; code?: string }) };
		};
		const first = await post('uno', 'la misma nota');
		expect(first.status).toBe(201);
		expect(await post('dos', 'la misma nota')).toEqual(first);
		expect(await post('tres', 'otra nota')).toMatchObject({ status: 422, code: 'idempotencyMismatch' });
	});

	it('waits for a person before everybody may see it', async () => {
		const { id } = await add(owner, bytes('para el público'));
		const visible = async (visibility: Visibility) =>
			changeVisibility(test.ctx(owner), code, id, (await file(id))?.version ?? 0, visibility);
		await expect(changeVisibility(test.ctx(owner), code, id, 99, 'public')).rejects.toThrow('versionConflict');
		await visible('public');
		const screen = async (clean: boolean) => screenAttachment(test.ctx(secretariat), code, id, (await file(id))?.version ?? 0, { clean });
		await expect(screenAttachment(test.ctx(owner), code, id, 1, { clean: true })).rejects.toThrow('notAllowed');
		// Who sees it changed since it was looked at.
		await expect(screenAttachment(test.ctx(secretariat), code, id, 1, { clean: true })).rejects.toThrow('versionConflict');
		await screen(true);
		expect(await file(id)).toMatchObject({ visibility: 'public', screened: true });
		await visible('network');
		expect(await file(id)).toMatchObject({ screened: true });
		await visible('public');
		expect(await file(id)).toMatchObject({ screened: false });
		await screen(true);
		await screen(false);
		expect(await file(id)).toMatchObject({ screened: false });
	});

	it('has an end: size, number and weight', async () => {
		await expect(add(owner, new Uint8Array(limits.file + 1))).rejects.toThrow('fileTooLarge');
		const { code: full } = await createPractice(test.ctx(owner), {});
		const more = (at: number) =>
			addAttachment(test.ctx(owner), full, {
				key: 'impact',
				visibility: 'assessors',
				name: `${at}.txt`,
				bytes: bytes(`texto ${at}`)
			});
		for (let at = 0; at < limits.practiceFileCount; at++) await more(at);
		await expect(more(limits.practiceFileCount)).rejects.toThrow('quotaReached');
		await expect(more(0)).resolves.toBeDefined();
	});

	it('is opened by the assessors of the practice once they declared no interest', async () => {
		const { id } = await add(owner, bytes('para el panel'));
		const open = () => readAttachment(test.ctx(assessor), code, id);
		await expect(open()).rejects.toThrow('notFound');
		const { id: practiceId } = await test.app.db.selectFrom('practice').select('id').where('code', '=', code).executeTakeFirstOrThrow();
		const version = await test.app.db
			.insertInto('practiceVersion')
			.values({ practiceId, number: 1, content: '{}' })
			.returning('id')
			.executeTakeFirstOrThrow();
		await test.app.db
			.insertInto('assessment')
			.values({ practiceId, versionId: version.id, assessorId: assessor.kind === 'person' ? assessor.id : '' })
			.execute();
		await expect(open()).rejects.toThrow('notFound');
		await test.app.db.updateTable('assessment').set({ interest: 'none' }).execute();
		await expect(open()).resolves.toBeDefined();
		await test.app.db.updateTable('assessment').set({ excusedAt: new Date() }).execute();
		await expect(open()).rejects.toThrow('notFound');
	});

	it('is shared with the network once it is published and screened, and with nobody without an account', async () => {
		const published = async (visibility: Visibility, screened: boolean) =>
			insertPublished(test.ctx(), actorId(secretariat) ?? '', {
				fields: { title: `Práctica ${visibility} ${screened}` },
				attachments: [
					{
						id: randomUUID(),
						key: 'results',
						name: 'nota.txt',
						mediaType: 'text/plain',
						bytes: 4,
						sha256: await test.app.files.put(bytes('nota')),
						visibility,
						screened,
						isInvented: false
					}
				]
			});
		const shared = await published('network', true);
		const second = await published('network', true);
		for (const closed of [published('network', false), published('public', true), published('assessors', true)]) await closed;
		const listed = await listNetworkFiles(test.ctx(stranger), {});
		expect(listed.practices.map((practice) => practice.code)).toEqual([second.code, shared.code]);
		expect(listed.practices[1]).toMatchObject({ title: 'Práctica network true', files: [{ name: 'nota.txt', bytes: 4 }] });
		expect((await listNetworkFiles(test.ctx(stranger), { code: shared.code })).practices).toHaveLength(1);
		expect((await listNetworkFiles(test.ctx(stranger), { before: second.code })).practices.map((one) => one.code)).toEqual([shared.code]);
		const id = listed.practices[1]?.files[0]?.id ?? '';
		await expect(readAttachment(test.ctx(stranger), shared.code, id)).resolves.toMatchObject({ name: 'nota.txt' });
		await expect(listNetworkFiles(test.ctx({ kind: 'anonymous' }), {})).rejects.toThrow('signInRequired');
		await retirePractice(test.ctx(secretariat), shared.code);
		expect((await listNetworkFiles(test.ctx(stranger), { code: shared.code })).practices).toEqual([]);
	});

	it('is closed for everybody who only knows its address', async () => {
		const { id } = await add(owner, bytes('cerrado'), { visibility: 'public' });
		for (const actor of [stranger, { kind: 'anonymous' } as const])
			await expect(readAttachment(test.ctx(actor), code, id)).rejects.toThrow('notFound');
		const { code: other } = await createPractice(test.ctx(owner), {});
		await expect(readAttachment(test.ctx(owner), other, id)).rejects.toThrow('notFound');
	});
});

describe('mayOpen', () => {
	const person: Actor = { kind: 'person', id: 'x', name: 'x', roles: ['author'], institutionIds: [] };
	const anonymous: Actor = { kind: 'anonymous' };
	const published = { ownerId: 'y', isPublished: true, isScreened: true, isRemoved: false, isImpartialAssessor: false } as const;

	it.each([
		['public', person, true],
		['public', anonymous, true],
		['network', person, true],
		['network', anonymous, false],
		['assessors', person, false],
		['assessors', anonymous, false]
	] as const)('a published, screened file for %s', (visibility, actor, expected) => {
		expect(mayOpen(actor, { ...published, visibility })).toBe(expected);
		expect(mayOpen(actor, { ...published, visibility, isScreened: false })).toBe(false);
		expect(mayOpen(actor, { ...published, visibility, isRemoved: true })).toBe(false);
		expect(mayOpen(actor, { ...published, visibility, isPublished: false })).toBe(false);
	});

	it('is always open to owner, secretariat, operator and impartial assessors', () => {
		const closed = { ...published, isPublished: false, visibility: 'assessors', isScreened: false, isRemoved: true } as const;
		expect(mayOpen({ ...person, id: 'y' }, closed)).toBe(true);
		expect(mayOpen({ ...person, roles: ['secretariat'] }, closed)).toBe(true);
		expect(mayOpen({ kind: 'operator' }, closed)).toBe(true);
		expect(mayOpen(person, { ...closed, isImpartialAssessor: true })).toBe(true);
		expect(mayOpen(person, closed)).toBe(false);
	});
});
