// After the publication: a new text, a correction, a reconsideration, a report of harm and the calendar, and what two of them at once do.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readEntry, retireForHarm, retirePractice } from '#features/catalogue/handlers/catalogue.server.ts';
import { searchCatalogue } from '#features/catalogue/handlers/search.server.ts';
import { CatalogueQuery } from '#features/catalogue/schema.ts';
import { addAttachment } from '#features/evidence/handlers.server.ts';
import { addInstitution } from '#features/institutions/handlers.server.ts';
import { listReports, reportHarm, settleReport } from '#features/labels/handlers/reports.server.ts';
import { labelsByCalendar, openCasesByCalendar } from '#features/labels/jobs.server.ts';
import { currentEdition, findExample } from '#features/methodology/handlers.server.ts';
import type { Judgement } from '#features/methodology/schema.ts';
import {
	createPractice,
	movePractice,
	readDraft,
	revisePractice,
	saveSection,
	submitPractice
} from '#features/practices/handlers.server.ts';
import { findPractice } from '#features/practices/store.server.ts';
import type { Actor, Ctx, Role } from '#platform/ctx.ts';
import type { ProblemCode } from '#platform/problem.ts';
import { openTestApp, type TestApp } from '../../../test/app.ts';
import { insertPerson } from '../../../test/factories.ts';
import { declareInterest, handInAssessment, saveJudgement } from './handlers/judging.server.ts';
import { dropReconsideration, readReconsideration, requestReconsideration } from './handlers/reconsideration.server.ts';
import { assignAssessors, checkRequirements, returnPractice, startRequirements } from './handlers/review.server.ts';
import { acceptCorrection, dropRevision, readRevision } from './handlers/revision.server.ts';
import { confirmVerdict, publishPractice } from './handlers/verdict.server.ts';
import { Confirmation } from './schema.ts';

const day = 24 * 3600 * 1000;
const address = () => `203.0.113.${Math.random()}`;
const harm = { kind: 'place' as const, text: 'Se ve un albergue.', contact: 'alguien@example.org' };

let test: TestApp;
let author: Ctx;
let secretariat: Ctx;
let first: Ctx;
let second: Ctx;
let third: Ctx;
let fourth: Ctx;
let service: string;

beforeAll(async () => {
	test = await openTestApp();
	service = await addInstitution(test.ctx(), { name: 'Servicio de prueba', aliases: [], country: 'MX', level: null, parentId: null });
	author = await somebody('author', ['author']);
	secretariat = await somebody('secretariat', ['secretariat']);
	[first, second, third, fourth] = (await Promise.all([1, 2, 3, 4].map((n) => somebody(`assessor${n}`, ['assessor'])))) as [
		Ctx,
		Ctx,
		Ctx,
		Ctx
	];
});
afterAll(() => test.remove());

async function somebody(name: string, roles: Role[]): Promise<Ctx> {
	const id = await insertPerson(test.app.db, `${name}@example.org`, roles);
	return test.ctx({ kind: 'person', id, name, roles, institutionIds: [] });
}

const idOf = (ctx: Ctx) => (ctx.actor as Extract<Actor, { kind: 'person' }>).id;
const refused = (code: ProblemCode) => expect.objectContaining({ name: 'Problem', code });
const reader = () => test.ctx({ kind: 'anonymous' });
const stateOf = async (code: string) => (await findPractice(test.app.db, code))?.state;
const labelOf = async (code: string) => (await readEntry(reader(), code)).label;

/** A complete practice, sent by its author. */
async function send(): Promise<string> {
	const example = findExample(test.app, (await currentEdition(test.app)).id);
	if (!example) throw new Error('the edition has no example');
	const { code } = await createPractice(author, {
		declaredClass: 'promising',
		fields: example.practice.fields,
		layers: { ...example.invented.layers, consent: { truthful: true, licence: 'CC-BY-4.0', authorisations: [] } } as never,
		institutionIds: [service],
		isInvented: true
	});
	await submitPractice(author, code);
	return code;
}

async function checkAll(code: string): Promise<void> {
	await startRequirements(secretariat, code);
	const { requirements } = await currentEdition(test.app);
	await checkRequirements(
		secretariat,
		code,
		requirements.map(({ key }) => ({ key, met: true, reason: '' }))
	);
}

/** Two assessors give these levels, one digit per criterion. */
async function judge(code: string, panel: Ctx[], levels: string): Promise<void> {
	await assignAssessors(secretariat, code, panel.map(idOf));
	for (const assessor of panel) {
		await declareInterest(assessor, code, { interest: 'none', note: '' });
		for (const [at, { key }] of (await currentEdition(test.app)).criteria.entries()) {
			const level = levels[at] as Judgement['level'];
			await saveJudgement(assessor, code, key, 0, { level, reason: 'porque sí', evidence: ['indicator: uno'], questions: {} });
		}
		await handInAssessment(assessor, code);
	}
}

/** Confirms and publishes, once the author's time to answer has passed. */
async function conclude(code: string): Promise<void> {
	await confirmVerdict(secretariat, code, Confirmation.parse({}));
	test.pass(20 * day);
	await publishPractice(secretariat, code, {});
}

async function published(levels = '2212'): Promise<string> {
	const code = await send();
	await checkAll(code);
	await judge(code, [first, second], levels);
	await conclude(code);
	return code;
}

/** Writes another text into a published practice. @returns what stood there before */
async function rewrite(code: string, text: string): Promise<string> {
	await revisePractice(author, code);
	const { sections } = await readDraft(author, code);
	await saveSection(author, code, 'problem', sections.problem.version, { value: text });
	return String(sections.problem.value);
}

const problemOf = async (code: string) => (await readEntry(reader(), code)).content.fields.problem;

describe('a material edit', () => {
	let code: string;
	beforeEach(async () => {
		code = await published();
	});

	it('leaves the assessed version in public with its label, and says so once the text is sent', async () => {
		const before = await rewrite(code, 'Otro problema.');
		expect(await readEntry(reader(), code)).toMatchObject({ label: { state: 'current' }, pending: null });
		await submitPractice(author, code);
		expect(await readEntry(reader(), code)).toMatchObject({ versionNumber: 1, label: { state: 'underReview' }, pending: 'revision' });
		expect(await problemOf(code)).toBe(before);
		const found = await searchCatalogue(reader(), CatalogueQuery.parse({ q: code, label: 'underReview' }));
		expect(found.items.map(({ label }) => label)).toEqual(['underReview']);
		// Nothing of the procedure may be skipped for it, and nothing public is withdrawn.
		await expect(movePractice(author, code, 'withdraw')).rejects.toEqual(refused('wrongState'));
		await expect(requestReconsideration(author, code, { reason: 'No.' })).rejects.toEqual(refused('wrongState'));
		await checkAll(code);
		await judge(code, [first, second], '2222');
		await expect(saveSection(author, code, 'problem', 3, { value: 'Bajo el panel.' })).rejects.toEqual(refused('wrongState'));
		await conclude(code);
		const after = await readEntry(reader(), code);
		expect(after).toMatchObject({ versionNumber: 2, label: { class: 'good', state: 'current' }, pending: null });
		expect(after.versions.map(({ number, class: given }) => [number, given])).toEqual([
			[2, 'good'],
			[1, 'promising']
		]);
		const labels = await test.app.db
			.selectFrom('label')
			.selectAll()
			.where('practiceId', '=', (await findPractice(test.app.db, code))?.id ?? '')
			.orderBy('grantedOn')
			.execute();
		expect(labels.map(({ class: given, endedBy }) => [given, endedBy])).toEqual([
			['promising', 'replaced'],
			['good', null]
		]);
	});

	it('is accepted as a correction: same label, another text, the history says so', async () => {
		await rewrite(code, 'El problema, sin erratas.');
		await submitPractice(author, code, { asCorrection: true });
		await expect(acceptCorrection(secretariat, code)).rejects.toEqual(refused('wrongState'));
		await startRequirements(secretariat, code);
		await expect(acceptCorrection(author, code)).rejects.toEqual(refused('notAllowed'));
		expect(await readRevision(secretariat, code)).toMatchObject({ isSaidToCorrect: true, from: { number: 1 }, to: { number: 2 } });
		const { publishedAt } = await readEntry(reader(), code);
		await acceptCorrection(secretariat, code);
		expect(await readEntry(reader(), code)).toMatchObject({
			versionNumber: 2,
			publishedAt,
			verdict: { class: 'promising', unmet: ['results'] },
			label: { class: 'promising', state: 'current' },
			pending: null
		});
		expect(await problemOf(code)).toBe('El problema, sin erratas.');
		expect(await stateOf(code)).toBe('published');
		// A correction of a correction still stands on the assessed version.
		await rewrite(code, 'El problema, sin ninguna errata.');
		await submitPractice(author, code, { asCorrection: true });
		await startRequirements(secretariat, code);
		await acceptCorrection(secretariat, code);
		expect(await readEntry(reader(), code)).toMatchObject({
			versionNumber: 3,
			verdict: { class: 'promising' },
			label: { state: 'current' }
		});
		const bases = await test.app.db
			.selectFrom('practiceVersion')
			.select(['number', 'kind', 'basedOn'])
			.where('practiceId', '=', (await findPractice(test.app.db, code))?.id ?? '')
			.orderBy('number')
			.execute();
		expect(bases.map(({ kind }) => kind)).toEqual(['sending', 'correction', 'correction']);
		expect(bases[1]?.basedOn).toBe(bases[2]?.basedOn);
	});

	it('is given up: the draft says again what is published, and what was typed is kept', async () => {
		const before = await rewrite(code, 'Lo dejo.');
		const added = await addAttachment(author, code, { key: 'impact', name: 'nueva.txt', visibility: 'public', bytes: Buffer.from('uno') });
		await submitPractice(author, code);
		await checkAll(code);
		await assignAssessors(secretariat, code, [idOf(first), idOf(second)]);
		await dropRevision(author, code);
		expect(await stateOf(code)).toBe('published');
		expect(await readEntry(reader(), code)).toMatchObject({ versionNumber: 1, label: { state: 'current' }, pending: null });
		const draft = await readDraft(author, code);
		expect(draft.content.fields.problem).toBe(before);
		expect(draft.content.attachments.map(({ id }) => id)).not.toContain(added.id);
		const kept = await test.app.db
			.selectFrom('practiceSectionRevision')
			.select('value')
			.where('key', '=', 'problem')
			.where('practiceId', '=', draft.practice.id)
			.execute();
		expect(kept.map(({ value }) => value)).toContain('Lo dejo.');
		await expect(declareInterest(first, code, { interest: 'none', note: '' })).rejects.toMatchObject({ name: 'Problem' });
		// The verdict of what stands is the current one again.
		await rewrite(code, 'Otra vez.');
		await submitPractice(author, code);
		expect((await readRevision(secretariat, code)).to.number).toBe(3);
	});

	it('of a practice without label changes nothing but what waits', async () => {
		const plain = await send();
		await checkAll(plain);
		await judge(plain, [first, second], '1111');
		await confirmVerdict(secretariat, plain, Confirmation.parse({}));
		test.pass(20 * day);
		await publishPractice(secretariat, plain, { authorWishes: true });
		expect(await readEntry(reader(), plain)).toMatchObject({ label: null, verdict: { class: 'unclassified' } });
		await rewrite(plain, 'Mejor.');
		await submitPractice(author, plain);
		expect(await readEntry(reader(), plain)).toMatchObject({ label: null, pending: 'revision' });
	});
});

describe('a reconsideration', () => {
	it('is judged by others, and its verdict stands in the place of the first', async () => {
		const code = await published();
		await expect(requestReconsideration(secretariat, code, { reason: 'No.' })).rejects.toEqual(refused('notAllowed'));
		await requestReconsideration(author, code, { reason: 'Hay línea base.' });
		expect(await readEntry(reader(), code)).toMatchObject({
			label: { state: 'reconsideration' },
			pending: 'reconsideration',
			versionNumber: 1
		});
		await expect(revisePractice(author, code)).rejects.toEqual(refused('wrongState'));
		await expect(returnPractice(secretariat, code, [{ key: null, text: 'No.' }])).rejects.toEqual(refused('wrongState'));
		for (const panel of [
			[first, third],
			[third, second]
		])
			await expect(assignAssessors(secretariat, code, panel.map(idOf))).rejects.toEqual(refused('assessedBefore'));
		await expect(assignAssessors(secretariat, code, [idOf(third)])).rejects.toEqual(refused('panelTooSmall'));
		await judge(code, [third, fourth], '2222');
		await confirmVerdict(secretariat, code, Confirmation.parse({}));
		await expect(dropRevision(author, code)).rejects.toEqual(refused('wrongState'));
		test.pass(20 * day);
		await publishPractice(secretariat, code, {});
		expect(await readEntry(reader(), code)).toMatchObject({ versionNumber: 2, label: { class: 'good', state: 'current' }, pending: null });
		const view = await readReconsideration(author, code);
		expect(view).toMatchObject({ isUnderWay: false, canAsk: false, requests: [{ outcome: 'changed', reason: 'Hay línea base.' }] });
		await expect(requestReconsideration(author, code, { reason: 'Otra.' })).rejects.toEqual(refused('alreadyReconsidered'));
	});

	it('is taken back: the verdict holds as it was, published or not', async () => {
		const code = await published();
		await requestReconsideration(author, code, { reason: 'Hay línea base.' });
		await dropReconsideration(author, code);
		expect([await stateOf(code), (await labelOf(code))?.state]).toEqual(['published', 'current']);
		expect((await readReconsideration(author, code))?.requests[0]?.outcome).toBe('dropped');

		const decided = await send();
		await checkAll(decided);
		await judge(decided, [first, second], '1112');
		await confirmVerdict(secretariat, decided, Confirmation.parse({}));
		await requestReconsideration(author, decided, { reason: 'Hay línea base.' });
		expect(await stateOf(decided)).toBe('assessment');
		await assignAssessors(secretariat, decided, [idOf(third), idOf(fourth)]);
		await dropReconsideration(author, decided);
		expect(await stateOf(decided)).toBe('decided');
		expect((await readReconsideration(author, decided))?.canAsk).toBe(true);
	});

	it('of a verdict that was not published ends with the withdrawal of its practice', async () => {
		const code = await send();
		await checkAll(code);
		await judge(code, [first, second], '1112');
		await confirmVerdict(secretariat, code, Confirmation.parse({}));
		await requestReconsideration(author, code, { reason: 'Hay línea base.' });
		await judge(code, [third, fourth], '2222');
		await movePractice(author, code, 'withdraw');
		const asked = await test.app.db.selectFrom('reconsideration').select('outcome').orderBy('requestedAt', 'desc').executeTakeFirst();
		expect([await stateOf(code), asked?.outcome]).toEqual(['withdrawn', 'dropped']);
		await movePractice(author, code, 'reopen');
		await submitPractice(author, code);
		expect(await stateOf(code)).toBe('submitted');
	});

	it('that finds no class takes the label and the page away; it stays the author’s to go on', async () => {
		const code = await published();
		await requestReconsideration(author, code, { reason: 'Hay línea base.' });
		await judge(code, [third, fourth], '1111');
		await confirmVerdict(secretariat, code, Confirmation.parse({}));
		await expect(readEntry(reader(), code)).rejects.toEqual(refused('gone'));
		await movePractice(author, code, 'reopen');
		expect(await stateOf(code)).toBe('draft');
	});

	it('may be asked for 60 days, and is brought to mind before its goal', async () => {
		const code = await published();
		test.pass(39 * day);
		expect((await readReconsideration(author, code))?.canAsk).toBe(true);
		await requestReconsideration(author, code, { reason: 'A tiempo.' });
		const told = async () =>
			(
				await test.app.db
					.selectFrom('notice')
					.select('detail')
					.where('kind', '=', 'reconsiderationDue')
					.where('personId', '=', idOf(secretariat))
					.execute()
			).filter(({ detail }) => (detail as Record<string, unknown>).practice === code).length;
		await openCasesByCalendar(test.app);
		expect(await told()).toBe(0);
		test.pass(47 * day);
		await openCasesByCalendar(test.app);
		await openCasesByCalendar(test.app);
		expect(await told()).toBe(1);
		const late = await published();
		test.pass(41 * day);
		await expect(requestReconsideration(author, late, { reason: 'Tarde.' })).rejects.toEqual(refused('reconsiderationClosed'));
	});
});

describe('a report of harm', () => {
	it('suspends at once, shows nothing of itself, and leaves nothing when it is settled', async () => {
		const code = await published();
		await reportHarm(reader(), code, harm, address());
		await reportHarm(reader(), code, { ...harm, contact: '' }, address());
		const entry = await readEntry(reader(), code);
		expect(entry.label?.state).toBe('suspended');
		expect(JSON.stringify(entry)).not.toContain('albergue');
		await expect(listReports(author)).rejects.toEqual(refused('notAllowed'));
		const [one, two] = (await listReports(secretariat)).filter((report) => report.code === code);
		expect(one).toMatchObject({ text: 'Se ve un albergue.', settledAt: null });
		await settleReport(secretariat, one?.id ?? '', 'unfounded');
		expect((await labelOf(code))?.state).toBe('suspended');
		await expect(settleReport(secretariat, two?.id ?? '', 'confirmed')).rejects.toEqual(refused('invalidInput'));
		await settleReport(secretariat, two?.id ?? '', 'addressed');
		expect((await labelOf(code))?.state).toBe('current');
		await expect(settleReport(secretariat, two?.id ?? '', 'unfounded')).rejects.toEqual(refused('wrongState'));
		const rows = await test.app.db.selectFrom('harmReport').selectAll().execute();
		expect(rows.filter(({ settledAt }) => settledAt).every(({ text, contact }) => text === null && contact === null)).toBe(true);
		const journal = await test.app.db.selectFrom('journal').selectAll().where('act', 'like', 'harmReport.%').execute();
		expect(JSON.stringify(journal)).not.toMatch(/albergue|alguien@/);
	});

	it('that is sent twice, or by two presses of the button at once, is one', async () => {
		const code = await published();
		await Promise.all([reportHarm(reader(), code, harm, address()), reportHarm(reader(), code, harm, address())]);
		await reportHarm(reader(), code, harm, address());
		expect((await listReports(secretariat)).filter((report) => report.code === code)).toHaveLength(1);
	});

	it('that is right retires the practice and settles every other on it', async () => {
		const code = await published();
		await reportHarm(reader(), code, harm, address());
		await reportHarm(reader(), code, { ...harm, contact: '' }, address());
		const [one] = (await listReports(secretariat)).filter((report) => report.code === code);
		await retireForHarm(secretariat, one?.id ?? '');
		await expect(readEntry(reader(), code)).rejects.toEqual(refused('gone'));
		const left = (await listReports(secretariat)).filter((report) => report.code === code);
		expect(left.map(({ outcome, text }) => [outcome, text])).toEqual([
			['confirmed', null],
			['confirmed', null]
		]);
		await expect(reportHarm(reader(), code, harm, address())).rejects.toEqual(refused('notFound'));
	});

	it('on no practice is taken too; one address sends only a few', async () => {
		const here = address();
		for (let count = 0; count < 5; count++) await reportHarm(reader(), null, harm, here);
		await expect(reportHarm(reader(), null, harm, here)).rejects.toEqual(refused('tooManyAttempts'));
		const general = (await listReports(secretariat)).find(({ code }) => code === null);
		await settleReport(secretariat, general?.id ?? '', 'confirmed');
	});

	it('is not read or settled by whoever documents the practice', async () => {
		const code = await published();
		await reportHarm(reader(), code, harm, address());
		const both: Ctx = { ...author, actor: { ...(author.actor as Extract<Actor, { kind: 'person' }>), roles: ['author', 'secretariat'] } };
		const report = (await listReports(both)).find((one) => one.code === code);
		expect(report).toMatchObject({ isParty: true, text: null, contact: null });
		await expect(settleReport(both, report?.id ?? '', 'unfounded')).rejects.toEqual(refused('notImpartial'));
	});

	it('stays over a new verdict until it is settled', async () => {
		const code = await published();
		await rewrite(code, 'Otro problema.');
		await submitPractice(author, code);
		await reportHarm(reader(), code, harm, address());
		await checkAll(code);
		await judge(code, [first, second], '2222');
		await conclude(code);
		expect(await labelOf(code)).toMatchObject({ class: 'good', state: 'suspended' });
		const report = (await listReports(secretariat)).find((one) => one.code === code);
		await settleReport(secretariat, report?.id ?? '', 'addressed');
		expect(await labelOf(code)).toMatchObject({ class: 'good', state: 'current' });
	});
});

describe('the calendar', () => {
	const reminders = async (code: string, person: Ctx) =>
		(
			await test.app.db
				.selectFrom('notice')
				.select(['kind', 'detail'])
				.where('personId', '=', idOf(person))
				.where('kind', 'in', ['labelExpiring', 'labelLapsed'])
				.orderBy('id')
				.execute()
		)
			.filter(({ detail }) => (detail as Record<string, unknown>).practice === code)
			.map(({ kind }) => kind);
	/** Lets so many days pass until the label's last one. */
	const passUntil = async (code: string, left: number) => {
		const { validUntil = '' } = (await labelOf(code)) ?? {};
		test.pass(Date.parse(`${validUntil}T18:00:00Z`) - left * day - test.app.now().getTime());
	};

	it('reminds three times, lapses the day after, and a new verdict alone brings a label back', async () => {
		const code = await published();
		for (const left of [89, 88, 29, 6]) {
			await passUntil(code, left);
			await labelsByCalendar(test.app);
		}
		expect(await reminders(code, author)).toEqual(['labelExpiring', 'labelExpiring', 'labelExpiring']);
		expect(await reminders(code, secretariat)).toHaveLength(3);
		await passUntil(code, 0);
		await labelsByCalendar(test.app);
		expect((await labelOf(code))?.state).toBe('current');
		await passUntil(code, -1);
		await labelsByCalendar(test.app);
		await labelsByCalendar(test.app);
		expect((await labelOf(code))?.state).toBe('lapsed');
		expect((await reminders(code, author)).at(-1)).toBe('labelLapsed');
		expect(await reminders(code, secretariat)).toHaveLength(4);
		await rewrite(code, 'Al día.');
		await submitPractice(author, code);
		expect(await readEntry(reader(), code)).toMatchObject({ label: { state: 'lapsed' }, pending: 'revision' });
		await dropRevision(author, code);
		expect((await labelOf(code))?.state).toBe('lapsed');
	});

	it('goes by the network’s own days', async () => {
		const code = await published();
		const { validUntil = '' } = (await labelOf(code)) ?? {};
		await test.app.db.updateTable('instance').set({ timeZone: 'Pacific/Kiritimati' }).execute();
		// Noon of the last day in Greenwich is the next day there.
		test.pass(Date.parse(`${validUntil}T12:00:00Z`) - test.app.now().getTime());
		await labelsByCalendar(test.app);
		await test.app.db.updateTable('instance').set({ timeZone: 'America/Mexico_City' }).execute();
		expect((await labelOf(code))?.state).toBe('lapsed');
	});

	it('and a report at the same moment: both are remembered', async () => {
		const code = await published();
		await passUntil(code, -2);
		await Promise.all([labelsByCalendar(test.app), reportHarm(reader(), code, harm, address()), labelsByCalendar(test.app)]);
		await labelsByCalendar(test.app);
		expect((await labelOf(code))?.state).toBe('suspended');
		const report = (await listReports(secretariat)).find((one) => one.code === code);
		await settleReport(secretariat, report?.id ?? '', 'unfounded');
		expect((await labelOf(code))?.state).toBe('lapsed');
	});
});

describe('two at once', () => {
	it('a report while the last one is settled suspends again', async () => {
		const code = await published();
		await reportHarm(reader(), code, harm, address());
		const report = (await listReports(secretariat)).find((one) => one.code === code);
		await Promise.all([
			settleReport(secretariat, report?.id ?? '', 'unfounded'),
			reportHarm(reader(), code, { ...harm, contact: '' }, address())
		]);
		const open = (await listReports(secretariat)).filter((one) => one.code === code && one.settledAt === null);
		expect([open.length, (await labelOf(code))?.state]).toEqual([1, 'suspended']);
	});

	it('a retirement and a report end in a retired practice without an open label', async () => {
		const code = await published();
		await Promise.allSettled([retirePractice(secretariat, code), reportHarm(reader(), code, harm, address())]);
		await expect(readEntry(reader(), code)).rejects.toEqual(refused('gone'));
		const open = await test.app.db
			.selectFrom('label')
			.select('id')
			.where('practiceId', '=', (await findPractice(test.app.db, code))?.id ?? '')
			.where('endedAt', 'is', null)
			.execute();
		expect(open).toEqual([]);
	});

	it('a correction accepted twice is published once', async () => {
		const code = await published();
		await rewrite(code, 'Sin erratas.');
		await submitPractice(author, code, { asCorrection: true });
		await startRequirements(secretariat, code);
		const both = await Promise.allSettled([acceptCorrection(secretariat, code), dropRevision(author, code)]);
		expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
		expect([await stateOf(code), (await labelOf(code))?.state]).toEqual(['published', 'current']);
	});
});
