// While a practice is being assessed nobody finds another assessor's name, institution, reason or level, wherever they read: every page,
// every read of the API, every file with its properties, notices, mails and the journal, as every role.
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openApp, type RunningApp } from '#app/app.server.ts';
import { addComment } from '#features/assessments/handlers/comments.server.ts';
import { declareInterest, handInAssessment, saveDefinitionCheck, saveJudgement } from '#features/assessments/handlers/judging.server.ts';
import { assignAssessors, checkRequirements, startRequirements } from '#features/assessments/handlers/review.server.ts';
import { addAttachment } from '#features/evidence/handlers.server.ts';
import { addInstitution } from '#features/institutions/handlers.server.ts';
import { currentEdition, findExample } from '#features/methodology/handlers.server.ts';
import type { Edition } from '#features/methodology/schema.ts';
import { downloadSheet } from '#features/offline/handlers/download.server.ts';
import { bringSheets } from '#features/offline/handlers/upload.server.ts';
import { stopReadingSheets } from '#features/offline/reading/sheet-file.server.ts';
import { createApiKey, createPerson } from '#features/people/handlers.server.ts';
import { createPractice, submitPractice } from '#features/practices/handlers.server.ts';
import { sectionKeys } from '#features/practices/schema.ts';
import { readConfig } from '#platform/config.server.ts';
import type { Ctx, Role } from '#platform/ctx.ts';
import { readDocument } from '#platform/documents/format.server.ts';
import { textBlocks } from '#platform/documents/read-document.ts';
import { createLog } from '#platform/log.server.ts';
import { type ScratchDatabase, scratchDatabase } from '../database.ts';
import { startServer, type TestServer } from '../server.ts';
import { requireBuild } from './ask.ts';
import { apiAddresses, type Parameters, pageAddresses } from './reachable.ts';

const password = 'una frase inventada';

interface Member {
	ctx: Ctx;
	id: string;
	name: string;
	email: string;
	institution: string;
	/** Of one's session, and of one's programs. */
	cookie: string;
	key: string;
	/** What this assessor wrote and nobody else did. */
	secret: string;
}

let scratch: ScratchDatabase;
let server: TestServer;
let app: RunningApp;
let operator: Ctx;
let edition: Edition;
let values: Parameters;
let code: string;
let author: Member;
let otherAuthor: Member;
let secretariat: Member;
/** Of the secretariat, and on the panel: she reads no more than any assessor. */
let panelist: Member;
let quick: Member;
let slow: Member;

beforeAll(async () => {
	requireBuild();
	scratch = await scratchDatabase();
	const env = { DATABASE_URL: scratch.url };
	server = await startServer({ env });
	app = await openApp(readConfig({ ...env, ACERVO_DATA: server.dataDir }, path.resolve(import.meta.dirname, '../..')), createLog('silent'));
	operator = { app, actor: { kind: 'operator' }, door: 'cli', locale: 'es' };
	edition = await currentEdition(app);
	author = await join('Autelia Documenta', ['author'], 'Oficina Quetzalmar');
	otherAuthor = await join('Otilia Vecina', ['author'], 'Oficina Vecina');
	secretariat = await join('Secundina Mesa', ['secretariat'], 'Secretaría Inventada');
	panelist = await join('Panfila Doblerol', ['secretariat', 'assessor'], 'Instituto Chimalistac');
	quick = await join('Rapidina Xoconostle', ['assessor'], 'Universidad Tepezcohuite');
	slow = await join('Lentina Ahuehuete', ['assessor'], 'Observatorio Cempoalxóchitl');
	await assess();
}, 180_000);

afterAll(async () => {
	await stopReadingSheets();
	await app?.close();
	await server?.stop();
	await scratch?.drop();
});

async function join(name: string, roles: Role[], institution: string): Promise<Member> {
	const email = `${name.split(' ')[0]?.toLowerCase()}@ejemplo.test`;
	const institutionId = await addInstitution(operator, { name: institution, aliases: [], country: null, level: null, parentId: null });
	const id = await createPerson(operator, { name, email, roles, institutionIds: [institutionId] }, password);
	const { key } = await createApiKey(operator, id, 'prueba');
	const signIn = await fetch(`${server.origin}/entrar`, {
		method: 'POST',
		body: new URLSearchParams({ email, password }),
		headers: { origin: server.origin, accept: 'text/html' },
		redirect: 'manual'
	});
	const cookie = signIn.headers
		.getSetCookie()
		.map((set) => set.split(';')[0])
		.join('; ');
	const ctx: Ctx = { app, actor: { kind: 'person', id, name, roles, institutionIds: [institutionId] }, door: 'page', locale: 'es' };
	return { ctx, id, name, email, institution, cookie, key, secret: `secreto-de-${name.split(' ')[0]}` };
}

/** The exemplar in the hands of three assessors: two have handed in, one has only begun. */
async function assess(): Promise<void> {
	const example = findExample(app, edition.id);
	if (!example) throw new Error('the edition has no example');
	const created = await createPractice(author.ctx, {
		fields: example.practice.fields,
		layers: { ...example.invented.layers, consent: { truthful: true, licence: 'CC-BY-4.0', authorisations: [] } } as never,
		institutionIds: author.ctx.actor.kind === 'person' ? author.ctx.actor.institutionIds : [],
		isInvented: true
	});
	code = created.code;
	const bytes = new TextEncoder().encode('Evidencia inventada.');
	const file = await addAttachment(author.ctx, code, { key: 'results', name: 'evidencia.txt', visibility: 'network', bytes });
	await submitPractice(author.ctx, code);
	await startRequirements(secretariat.ctx, code);
	await checkRequirements(
		secretariat.ctx,
		code,
		edition.requirements.map(({ key }) => ({ key, met: true, reason: '' }))
	);
	await assignAssessors(secretariat.ctx, code, [quick.id, slow.id, panelist.id]);
	for (const member of [quick, slow, panelist]) await declareInterest(member.ctx, code, { interest: 'none', note: '' });
	for (const member of [quick, panelist]) {
		for (const { key } of edition.criteria) await saveJudgement(member.ctx, code, key, 0, judgementOf(member, '2'));
		await addComment(member.ctx, code, { quote: 'Encuestas de satisfacción después de cada sesión', text: `comentario ${member.secret}` });
	}
	await saveJudgement(slow.ctx, code, edition.criteria[0]?.key ?? '', 0, judgementOf(slow, '1'));
	const { version } = await scratch.db
		.selectFrom('assessment')
		.select('version')
		.where('assessorId', '=', quick.id)
		.executeTakeFirstOrThrow();
	await saveDefinitionCheck(quick.ctx, code, version, {
		[edition.definitionChecks[0]?.key ?? '']: { answer: 'no', note: `nota ${quick.secret}` }
	});
	const sheet = await downloadSheet(quick.ctx, code, 'docx');
	const { uploads } = await bringSheets(
		quick.ctx,
		[{ name: `${quick.secret}.docx`, bytes: 'bytes' in sheet ? sheet.bytes : new Uint8Array() }],
		null
	);
	for (const member of [quick, panelist]) await handInAssessment(member.ctx, code);

	const assessments = await scratch.db.selectFrom('assessment').select('id').execute();
	const institutions = await scratch.db.selectFrom('institution').select('id').execute();
	const notices = await scratch.db.selectFrom('notice').select('id').execute();
	// Opening one marks it as read, which is a change of one's own.
	await scratch.db.updateTable('notice').set({ readAt: app.now() }).execute();
	const unknown = randomUUID();
	const ids = [file.id, ...assessments.map(({ id }) => id)];
	values = {
		code: [code],
		'/calls/ code': ['CO-0001'],
		call: ['CO-0001'],
		criterion: edition.criteria.map(({ key }) => key),
		key: ['title', 'results'],
		section: [...sectionKeys],
		operation: ['searchPractices'],
		format: ['docx', 'pdf', 'xlsx', 'csv', 'json', 'zip', 'ndjson', 'ris', 'bib', 'txt'],
		table: ['acuerdo', 'agreement'],
		number: ['1'],
		part: ['1', 'paginas'],
		position: ['0'],
		secret: ['no-existe'],
		language: ['en'],
		session: [unknown],
		slug: ['no-existe'],
		exercise: ['example'],
		methodology: [edition.id.split('/')[0] ?? ''],
		file: [unknown],
		id: ids,
		'/archivos/ id': [file.id],
		'/hojas/ id': uploads.map(({ id }) => id),
		'/mine/sheets/ id': uploads.map(({ id }) => id),
		'/avisos/ id': notices.map(({ id }) => String(id)),
		'/instituciones/ id': institutions.map(({ id }) => id),
		'/institutions/ id': institutions.map(({ id }) => id),
		'/personas/ id': [quick.id, slow.id],
		'/importar/ id': [unknown],
		'/imports/ id': [unknown]
	};
}

function judgementOf({ secret }: Member, level: '1' | '2' | '3') {
	return { level, reason: `razón ${secret}`, evidence: [`indicator: indicador ${secret}`], questions: {} };
}

interface Read {
	address: string;
	status: number;
	/** Headers, an empty line, and everything in the answer, unpacked. */
	text: string;
}

/** All that somebody can read; nobody when left out. */
async function everythingFor(member?: Member): Promise<Read[]> {
	const pages = pageAddresses(values).map((address) => ({ address, headers: { accept: 'text/html', cookie: member?.cookie ?? '' } }));
	const reads = apiAddresses(values).map((address) => ({
		address,
		headers: member ? { authorization: `Bearer ${member.key}` } : ({} as Record<string, string>)
	}));
	const read: Read[] = [];
	// Signing out is a page as well, and comes last.
	for (const { address, headers } of [...pages, ...reads].filter((each) => each.address !== '/salir')) {
		const answer = await fetch(server.origin + address, { headers: headers as Record<string, string>, redirect: 'manual' });
		// A page that failed hides nothing, and shows nothing either.
		expect(answer.status, address).toBeLessThan(500);
		const bytes = new Uint8Array(await answer.arrayBuffer());
		read.push({ address, status: answer.status, text: `${[...answer.headers].join('\n')}\n\n${await wordsIn(bytes)}` });
	}
	if (member) read.push({ address: 'mails and notices', status: 200, text: await deliveredTo(member) });
	return read;
}

/** What stands in a file: parts of an archive one by one, a PDF's words and properties, anything else as text. */
async function wordsIn(bytes: Uint8Array): Promise<string> {
	const text = Buffer.from(bytes).toString('utf8');
	if (text.startsWith('PK')) {
		const parts = Object.entries(unzipSync(bytes));
		return (await Promise.all(parts.map(async ([name, part]) => `${name}\n${await wordsIn(part)}`))).join('\n');
	}
	if (!text.startsWith('%PDF')) return text;
	const document = await readDocument(bytes);
	const words = document.ok ? textBlocks(document.document.blocks).flatMap(({ runs }) => runs.map((run) => run.text)) : [];
	return `${text}\n${words.join(' ')}`;
}

async function deliveredTo({ id }: Member): Promise<string> {
	const notices = await scratch.db.selectFrom('notice').selectAll().where('personId', '=', id).execute();
	const mails = await scratch.db.selectFrom('mail').selectAll().where('personId', '=', id).execute();
	return JSON.stringify([notices, mails]);
}

/** Directories name everybody and every institution, whatever they assess. */
const directories = /^\/(api\/v1\/institutions|trabajo\/(instituciones|personas))/;
/** Where somebody documents, institutions are offered to choose from. */
const choices = /^\/trabajo\/practicas\/[^/]+\/(institutions|instituciones)/;

/** Addresses at which somebody's name, mail address, institution or words were found. */
function foundIn(read: Read[], about: Member, { mayBeNamed = false } = {}): string[] {
	const names = [about.name, about.email, about.institution];
	return read
		.filter(({ address, text }) => {
			const isDirectory = directories.test(address) || choices.test(address);
			return text.includes(about.secret) || (!isDirectory && !mayBeNamed && names.some((name) => text.includes(name)));
		})
		.map(({ address }) => address);
}

/** Levels as they stand, changed for others and put back: what somebody reads must not depend on them. */
async function withOtherLevels(of: Member[], read: () => Promise<Read[]>): Promise<Read[]> {
	const ids = of.map(({ id }) => id);
	const change = (level: '0' | '2') =>
		scratch.db
			.updateTable('judgement')
			.set({ level })
			.where('assessmentId', 'in', scratch.db.selectFrom('assessment').select('id').where('assessorId', 'in', ids))
			.execute();
	await change('0');
	return read().finally(() => change('2'));
}

/** Without what is different at every reading, whoever reads. */
function settled({ address, status, text }: Read): string {
	const body = text.slice(text.indexOf('\n\n'));
	const withoutNumbers = body.replace(/name="once" value="[^"]*"/g, '…');
	return `${address} ${status} ${withoutNumbers.replace(/\d{4}-\d{2}-\d{2}T[\d:.]+Z|\b\d{13}\b|\b\d{1,2}:\d{2}\b/g, '…')}`;
}

/** Addresses that read otherwise. */
function differences(before: Read[], after: Read[]): string[] {
	return before.flatMap((read, at) => {
		const other = after[at];
		return other && settled(read) === settled(other) ? [] : [read.address];
	});
}

describe('before disclosure', () => {
	it('an assessor finds nothing of the others, and nothing that depends on their levels', async () => {
		const read = await everythingFor(slow);
		expect(read.some(({ text }) => text.includes(slow.secret))).toBe(true);
		expect(foundIn(read, quick)).toEqual([]);
		expect(foundIn(read, panelist)).toEqual([]);
		const again = await withOtherLevels([quick, panelist], () => everythingFor(slow));
		expect(differences(read, again)).toEqual([]);
	}, 240_000);

	it('nor does one who has handed in', async () => {
		const read = await everythingFor(quick);
		expect(foundIn(read, slow)).toEqual([]);
		expect(foundIn(read, panelist)).toEqual([]);
	}, 240_000);

	it('nor does a member of the secretariat who sits on the panel, in what concerns the practice', async () => {
		const read = await everythingFor(panelist);
		for (const other of [slow, quick]) {
			expect(foundIn(read, other, { mayBeNamed: true })).toEqual([]);
			// She may know everybody, but not who judges this practice.
			const beside = read.filter(
				({ address, text }) => !directories.test(address) && lines(text).some((line) => line.includes(other.name))
			);
			expect(beside.map(({ address }) => address)).toEqual([]);
		}
		expect(differences(read, await withOtherLevels([quick, slow], () => everythingFor(panelist)))).toEqual([]);
	}, 240_000);

	it('nor do its author, another author, and whoever has no account', async () => {
		for (const reader of [author, otherAuthor, undefined]) {
			const read = await everythingFor(reader);
			for (const assessor of [quick, slow, panelist]) expect(foundIn(read, assessor)).toEqual([]);
		}
		const read = await everythingFor(author);
		expect(differences(read, await withOtherLevels([quick, slow, panelist], () => everythingFor(author)))).toEqual([]);
	}, 360_000);

	it('the secretariat sees who and how far, and no level as long as one is missing', async () => {
		const read = await everythingFor(secretariat);
		expect(read.find(({ address }) => address === `/trabajo/secretaria/${code}`)?.text).toContain(quick.name);
		for (const assessor of [quick, slow, panelist]) {
			const told = foundIn(read, assessor, { mayBeNamed: true });
			// Remarks on passages are made for the secretariat; they carry no name.
			expect(told.filter((address) => !/\/(secretaria|practices)\/AC-\d+(\/(comments|case))?$/.test(address))).toEqual([]);
		}
		expect(read.some(({ text }) => text.includes(`razón ${quick.secret}`))).toBe(false);
		expect(differences(read, await withOtherLevels([quick, slow, panelist], () => everythingFor(secretariat)))).toEqual([]);
	}, 240_000);
});

/** A page in pieces as people see them: rows, items, paragraphs; JSON by its objects. */
function lines(text: string): string[] {
	const pieces = text.split(/<\/(?:tr|li|p|h\d|option|label)>|\},\{|\n/);
	return pieces.filter((piece) => piece.includes(code));
}
