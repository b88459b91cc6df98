// Calls: dates in their own zone, who may change what, and which practices they take in.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allEditions, currentEdition, findExample } from '#features/methodology/handlers.server.ts';
import { chooseCall, createPractice, movePractice, readDraft, submitPractice } from '#features/practices/handlers.server.ts';
import { findLastVersion, findPractice } from '#features/practices/store.server.ts';
import type { Actor, Ctx, Role } from '#platform/ctx.ts';
import type { ProblemCode } from '#platform/problem.ts';
import { wallClockAt } from '#platform/zones.ts';
import { openTestApp, type TestApp } from '../../../test/app.ts';
import { insertInstitution, insertPerson } from '../../../test/factories.ts';
import { changeCall, createCall, endCall, listCallOverviews, listOpenCalls, readCall, readCallDesk } from './handlers.server.ts';
import { remindOfCalls } from './jobs.server.ts';
import { phaseOf, takesIn, timesOf } from './rules.ts';
import { CallForm, type CallInput } from './schema.ts';

let test: TestApp;
let secretariat: Ctx;
let author: Ctx;
let assessor: Ctx;
let implementer: string;
let edition: string;

beforeAll(async () => {
	test = await openTestApp();
	edition = (await currentEdition(test.app)).id;
	implementer = await insertInstitution(test.app.db, 'Servicio de prueba');
	secretariat = await somebody('secretariat', ['secretariat']);
	author = await somebody('author', ['author']);
	assessor = await somebody('assessor', ['assessor']);
});
afterAll(() => test.remove());

async function somebody(name: string, roles: Role[]): Promise<Ctx> {
	const id = await insertPerson(test.app.db, `${name}@example.org`, roles);
	return test.ctx({ kind: 'person', id, name, roles, institutionIds: [] });
}

const idOf = (ctx: Ctx) => (ctx.actor as Extract<Actor, { kind: 'person' }>).id;
const refused = (code: ProblemCode) => expect.objectContaining({ name: 'Problem', code });
const wrongField = (path: string, message: string) =>
	expect.objectContaining({ code: 'invalidInput', fields: [expect.objectContaining({ path, message })] });

const hour = 3600 * 1000;
const day = 24 * hour;
const zone = 'America/Bogota';
const inHours = (hours: number, at = zone) => wallClockAt(new Date(test.app.now().getTime() + hours * hour), at);

/** A call that is open for ten days from now, unless said otherwise. */
function input(more: Partial<CallInput> = {}): CallInput {
	return {
		title: 'Convocatoria de prueba',
		introduction: 'Qué se busca.',
		edition,
		themes: [],
		timeZone: zone,
		opensAt: inHours(-24),
		closesAt: inHours(240),
		assessBy: inHours(480),
		assessors: [],
		...more
	};
}

const open = (more?: Partial<CallInput>) => createCall(secretariat, input(more)).then(({ code }) => code);

async function draft(): Promise<string> {
	const example = findExample(test.app, edition);
	const { code } = await createPractice(author, {
		declaredClass: 'promising',
		fields: example?.practice.fields ?? {},
		layers: { consent: { truthful: true, licence: 'CC-BY-4.0', authorisations: [] } },
		institutionIds: [implementer],
		isInvented: true
	});
	return code;
}

async function choose(code: string, call: string | null): Promise<void> {
	const { practice } = await readDraft(author, code);
	await chooseCall(author, code, practice.version, call);
}

async function versionOf(code: string) {
	const practice = await findPractice(test.app.db, code);
	return practice && findLastVersion(test.app.db, practice.id);
}

describe('the dates of a call', () => {
	const dates = { opensAt: '2026-10-01T09:00', closesAt: '2026-11-01T01:30', assessBy: '2026-12-01T23:59' };

	it('are moments on the clock of its own zone', () => {
		expect(timesOf({ ...dates, timeZone: 'America/Bogota' })).toEqual({
			ok: true,
			opensAt: new Date('2026-10-01T14:00Z'),
			closesAt: new Date('2026-11-01T06:30Z'),
			assessBy: new Date('2026-12-02T04:59Z')
		});
		// 1:30 comes twice that night in New York: the second one is the deadline.
		expect(timesOf({ ...dates, timeZone: 'America/New_York' })).toMatchObject({ closesAt: new Date('2026-11-01T06:30Z') });
	});

	it('are refused out of order or in an hour that does not exist', () => {
		const bogota = { ...dates, timeZone: 'America/Bogota' };
		expect(timesOf({ ...bogota, closesAt: '2026-10-01T09:00' })).toMatchObject({ field: 'closesAt', why: 'beforeOpening' });
		expect(timesOf({ ...bogota, assessBy: '2026-10-31T09:00' })).toMatchObject({ field: 'assessBy', why: 'beforeClosing' });
		expect(timesOf({ ...bogota, assessBy: bogota.closesAt })).toMatchObject({ ok: true });
		const spring = {
			opensAt: '2026-03-08T02:30',
			closesAt: '2026-04-01T00:00',
			assessBy: '2026-04-01T00:00',
			timeZone: 'America/New_York'
		};
		expect(timesOf(spring)).toMatchObject({ field: 'opensAt', why: 'noSuchHour' });
	});

	it('decide in which phase it is; the minute named as its end belongs to it', () => {
		const call = { opensAt: new Date('2026-10-01T14:00Z'), closesAt: new Date('2026-11-02T04:59Z'), endedAt: null };
		const at = (moment: string, more = {}) => phaseOf({ ...call, ...more }, new Date(moment));
		expect(at('2026-10-01T13:59:59Z')).toBe('coming');
		expect(at('2026-10-01T14:00:00Z')).toBe('open');
		expect(at('2026-11-02T04:59:59Z')).toBe('open');
		expect(at('2026-11-02T05:00:00Z')).toBe('closed');
		expect(at('2026-11-03T05:00:00Z', { endedAt: new Date('2026-11-03T00:00Z') })).toBe('ended');
		expect(takesIn(call, new Date('2026-11-03T00:00Z'), { isReturned: true })).toBe(true);
		expect(takesIn(call, new Date('2026-09-03T00:00Z'), { isReturned: true })).toBe(false);
	});

	it('take a zone from the list or beside it', () => {
		const form = { ...input(), themes: [], timeZone: 'America/Bogota' };
		expect(CallForm.parse({ ...form, otherZone: '' }).timeZone).toBe('America/Bogota');
		expect(CallForm.parse({ ...form, otherZone: 'Europe/Madrid' }).timeZone).toBe('Europe/Madrid');
		expect(CallForm.safeParse({ ...form, otherZone: 'Madrid' }).error?.issues[0]?.path).toEqual(['timeZone']);
	});
});

describe('a call', () => {
	it('is made, changed and ended by the secretariat alone', async () => {
		await expect(createCall(author, input())).rejects.toEqual(refused('notAllowed'));
		const code = await open({ assessors: [idOf(assessor)] });
		expect(code).toMatch(/^CV-\d{4}$/);
		await expect(changeCall(author, code, 1, input())).rejects.toEqual(refused('notAllowed'));
		await expect(endCall(author, code, 1)).rejects.toEqual(refused('notAllowed'));
		await expect(readCallDesk(author, code)).rejects.toEqual(refused('notAllowed'));
		await expect(listCallOverviews(assessor)).rejects.toEqual(refused('notAllowed'));
		const asked = await readCall(test.ctx({ kind: 'anonymous' }), code);
		expect(asked).toMatchObject({ phase: 'open', call: { title: 'Convocatoria de prueba' } });
		expect(JSON.stringify(asked)).not.toContain(idOf(assessor));
	});

	it('is refused with the field that is wrong', async () => {
		await expect(open({ edition: 'otra/9' })).rejects.toEqual(wrongField('edition', 'editionUnknown'));
		await expect(open({ themes: ['no-such-theme'] })).rejects.toEqual(wrongField('themes', 'notInVocabulary'));
		await expect(open({ assessors: [idOf(author)] })).rejects.toEqual(wrongField('assessors', 'notFound'));
		await expect(open({ closesAt: inHours(-48) })).rejects.toEqual(wrongField('closesAt', 'beforeOpening'));
	});

	it('keeps its pool, and is changed by one of two at once', async () => {
		const code = await open();
		const both = await Promise.allSettled([
			changeCall(secretariat, code, 1, input({ assessors: [idOf(assessor)] })),
			changeCall(secretariat, code, 1, input({ title: 'Otro título' }))
		]);
		expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
		expect(both.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'versionConflict' } });
		await changeCall(secretariat, code, 2, input({ assessors: [idOf(assessor)] }));
		const { people } = await readCallDesk(secretariat, code);
		expect(people.filter(({ inPool }) => inPool).map(({ id }) => id)).toEqual([idOf(assessor)]);
	});

	it('is ended after its closing, once, and not changed any more', async () => {
		const code = await open({ closesAt: inHours(1), assessBy: inHours(2) });
		await expect(endCall(secretariat, code, 1)).rejects.toEqual(refused('wrongState'));
		test.pass(2 * hour);
		await expect(endCall(secretariat, code, 7)).rejects.toEqual(refused('versionConflict'));
		await endCall(secretariat, code, 1);
		await expect(endCall(secretariat, code, 2)).rejects.toEqual(refused('wrongState'));
		await expect(changeCall(secretariat, code, 2, input())).rejects.toEqual(refused('wrongState'));
		expect(await readCall(author, code)).toMatchObject({ phase: 'ended' });
	});
});

describe('a practice and its call', () => {
	it('are tied by the version that was sent', async () => {
		const call = await open();
		const code = await draft();
		await submitPractice(author, code, { call });
		expect((await versionOf(code))?.callId).toBe((await readCall(author, call)).call.id);
		await expect(changeCall(secretariat, call, 1, input({ edition: 'otra/9' }))).rejects.toEqual(wrongField('edition', 'editionUnknown'));
		expect(await readCallDesk(secretariat, call)).toMatchObject({ isAnswered: true, counts: { drafts: 0, underWay: 1, decided: 0 } });
	});

	it('need each other not: outside any call all is as before', async () => {
		const code = await draft();
		await submitPractice(author, code);
		expect((await versionOf(code))?.callId).toBeNull();
	});

	it('are chosen, changed and parted while it is a draft, on the version that was read', async () => {
		const [one, other] = [await open(), await open()];
		const code = await draft();
		await choose(code, one);
		await choose(code, other);
		expect((await readDraft(author, code)).practice.callId).toBe((await readCall(author, other)).call.id);
		await expect(chooseCall(author, code, 1, null)).rejects.toEqual(refused('versionConflict'));
		await choose(code, null);
		expect((await readDraft(author, code)).practice.callId).toBeNull();
		await expect(choose(code, 'CV-9999')).rejects.toEqual(refused('notFound'));
		await submitPractice(author, code);
		await expect(choose(code, one)).rejects.toEqual(refused('wrongState'));
	});

	it('part by the clock of the call, not of the reader; the text stays', async () => {
		// It closes at 23:59 in Kiribati, when it is still the day before in Bogotá.
		const far = 'Pacific/Kiritimati';
		const closesAt = `${inHours(48, far).slice(0, 10)}T23:59`;
		const call = await open({ timeZone: far, opensAt: inHours(-24, far), closesAt, assessBy: inHours(480, far) });
		const code = await draft();
		await choose(code, call);
		const end = (await readCall(author, call)).call.closesAt;
		expect(end.toISOString().slice(11, 16)).toBe('09:59');
		test.pass(end.getTime() - test.app.now().getTime() + 61_000);
		const before = await readDraft(author, code);
		await expect(submitPractice(author, code)).rejects.toEqual(refused('callClosed'));
		await expect(submitPractice(author, code, { call })).rejects.toEqual(refused('callClosed'));
		const after = await readDraft(author, code);
		expect(after).toEqual(before);
		await submitPractice(author, code, { call: null });
		expect((await versionOf(code))?.callId).toBeNull();
	});

	it('is refused by a call that is not open yet, and listed only while it is', async () => {
		const call = await open({ opensAt: inHours(5) });
		expect((await listOpenCalls(author)).map(({ code }) => code)).not.toContain(call);
		await expect(submitPractice(author, await draft(), { call })).rejects.toEqual(refused('callClosed'));
		test.pass(6 * hour);
		expect((await listOpenCalls(author)).map(({ code }) => code)).toContain(call);
	});

	it('goes back to its own call after it was returned, until that is ended, and to no other closed one', async () => {
		const call = await open({ closesAt: inHours(2), assessBy: inHours(90) });
		const other = await open({ closesAt: inHours(2), assessBy: inHours(90) });
		const [code, late] = [await draft(), await draft()];
		for (const each of [code, late]) {
			await submitPractice(author, each, { call });
			await test.app.db.updateTable('practice').set({ state: 'returned' }).where('code', '=', each).execute();
		}
		test.pass(3 * hour);
		await expect(submitPractice(author, code, { call: other })).rejects.toEqual(refused('callClosed'));
		await submitPractice(author, code);
		await endCall(secretariat, call, 1);
		await expect(submitPractice(author, late)).rejects.toEqual(refused('callClosed'));
	});

	it('take over the edition of the call before the first sending, and keep that of what was sent', async () => {
		const other = [...allEditions(test.app).keys()].find((id) => id.split('/')[0] !== edition.split('/')[0]) ?? '';
		const call = await open({ edition: other });
		const code = await draft();
		await choose(code, call);
		expect((await readDraft(author, code)).edition.id).toBe(other);
		await changeCall(secretariat, call, 1, input({ edition: other, title: 'Otro título' }));
		await expect(changeCall(secretariat, call, 2, input())).rejects.toEqual(wrongField('edition', 'editionInUse'));

		const sent = await draft();
		await submitPractice(author, sent);
		await movePractice(author, sent, 'withdraw');
		await movePractice(author, sent, 'reopen');
		await expect(choose(sent, call)).rejects.toEqual(refused('callOtherEdition'));
		expect((await readDraft(author, sent)).edition.id).toBe(edition);
	});

	it('cannot race: sent and ended at once, it is in the call or refused', async () => {
		const call = await open({ closesAt: inHours(1), assessBy: inHours(2) });
		const code = await draft();
		await submitPractice(author, code, { call });
		await test.app.db.updateTable('practice').set({ state: 'returned' }).where('code', '=', code).execute();
		test.pass(2 * hour);
		const [sent, ended] = await Promise.allSettled([submitPractice(author, code), endCall(secretariat, call, 1)]);
		expect(ended.status).toBe('fulfilled');
		expect(sent.status === 'fulfilled' || sent.reason.code === 'callClosed').toBe(true);
	});
});

describe('reminders', () => {
	const noticesOf = (ctx: Ctx) =>
		test.app.db.selectFrom('notice').select(['kind', 'detail']).where('personId', '=', idOf(ctx)).orderBy('id').execute();

	it('tell authors once that a call is open, and those with a draft that it closes', async () => {
		await remindOfCalls(test.app);
		await test.app.db.deleteFrom('notice').execute();
		const call = await open();
		const code = await draft();
		await choose(code, call);
		const about = async () => (await noticesOf(author)).filter(({ detail }) => (detail as { call?: string }).call === call);
		await Promise.all([remindOfCalls(test.app), remindOfCalls(test.app)]);
		expect((await about()).map(({ kind }) => kind)).toEqual(['callOpened']);
		test.pass(4 * day);
		await remindOfCalls(test.app);
		await remindOfCalls(test.app);
		expect((await about()).map(({ kind }) => kind)).toEqual(['callOpened', 'callClosing']);
		test.pass(4.5 * day);
		await remindOfCalls(test.app);
		expect((await about()).map(({ detail }) => (detail as { days?: number }).days)).toEqual([undefined, 7, 2]);
		await changeCall(secretariat, call, 1, input({ closesAt: inHours(24 * 30), assessBy: inHours(24 * 40) }));
		expect((await about()).at(-1)?.kind).toBe('callMoved');
		expect((await noticesOf(assessor)).filter(({ kind }) => kind.startsWith('call'))).toEqual([]);
	});
});
