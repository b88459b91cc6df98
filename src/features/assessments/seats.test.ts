// Seats of a panel after the assignment: whom to suggest, interests and ties, excuses, stand-ins, dates, and what the board shows of it.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCall, endCall } from '#features/calls/handlers.server.ts';
import { addInstitution, changeInstitution, readInstitution } from '#features/institutions/handlers.server.ts';
import { currentEdition, findExample } from '#features/methodology/handlers.server.ts';
import type { Judgement } from '#features/methodology/schema.ts';
import { createPractice, submitPractice } from '#features/practices/handlers.server.ts';
import type { Actor, Ctx, Role } from '#platform/ctx.ts';
import type { ProblemCode } from '#platform/problem.ts';
import { wallClockAt } from '#platform/zones.ts';
import { openTestApp, type TestApp } from '../../../test/app.ts';
import { insertPerson } from '../../../test/factories.ts';
import { readBoard } from './handlers/board.server.ts';
import { declareInterest, handInAssessment, readAssignment, saveJudgement } from './handlers/judging.server.ts';
import { assignAssessors, checkRequirements, listCandidates, readOverview, startRequirements } from './handlers/review.server.ts';
import { decideTie, excuseAssessor, excuseMyself, moveDue } from './handlers/seats.server.ts';
import { confirmVerdict, disclose } from './handlers/verdict.server.ts';
import { remindOfAssessments } from './jobs.server.ts';
import { bySuggestion, mayDeclare, usualDue } from './rules/seats.ts';
import { BoardQuery, Confirmation } from './schema.ts';

let test: TestApp;
let author: Ctx;
let secretariat: Ctx;
/** Of the secretariat, and an assessor. */
let both: Ctx;
let a: Ctx;
let b: Ctx;
let c: Ctx;
let d: Ctx;
let implementer: string;
let edition: string;
let themes: string[];

beforeAll(async () => {
	test = await openTestApp();
	const current = await currentEdition(test.app);
	edition = current.id;
	themes = current.vocabulary.themes.slice(0, 3).map(({ key }) => key);
	implementer = await institution('Servicio de empleo de prueba', null, ['SEP']);
	author = await somebody('author', ['author']);
	secretariat = await somebody('secretariat', ['secretariat']);
	both = await somebody('both', ['secretariat', 'assessor']);
	[a, b, c, d] = [
		await somebody('a', ['assessor']),
		await somebody('b', ['assessor']),
		await somebody('c', ['assessor']),
		await somebody('d', ['assessor'])
	];
});
afterAll(() => test.remove());

function institution(name: string, parentId: string | null = null, aliases: string[] = []): Promise<string> {
	return addInstitution(test.ctx(), { name, aliases, country: null, level: null, parentId });
}

async function somebody(name: string, roles: Role[], institutionIds: string[] = []): Promise<Ctx> {
	const id = await insertPerson(test.app.db, `${name}@example.org`, roles);
	for (const institutionId of institutionIds)
		await test.app.db.insertInto('personInstitution').values({ personId: id, institutionId }).execute();
	return test.ctx({ kind: 'person', id, name, roles, institutionIds });
}

const idOf = (ctx: Ctx) => (ctx.actor as Extract<Actor, { kind: 'person' }>).id;
const refused = (code: ProblemCode) => expect.objectContaining({ name: 'Problem', code });
const day = 24 * 3600 * 1000;

async function sent(choice: { call?: string; institutionIds?: string[] } = {}): Promise<string> {
	const example = findExample(test.app, edition);
	const { code } = await createPractice(author, {
		declaredClass: 'promising',
		fields: example?.practice.fields ?? {},
		layers: { themes, consent: { truthful: true, licence: 'CC-BY-4.0', authorisations: [] } },
		institutionIds: choice.institutionIds ?? [implementer],
		isInvented: true
	});
	await submitPractice(author, code, { call: choice.call ?? null });
	await startRequirements(secretariat, code);
	const { requirements } = await currentEdition(test.app);
	await checkRequirements(
		secretariat,
		code,
		requirements.map(({ key }) => ({ key, met: true, reason: '' }))
	);
	return code;
}

async function assigned(people: Ctx[] = [a, b]): Promise<string> {
	const code = await sent();
	await assignAssessors(secretariat, code, people.map(idOf));
	return code;
}

async function judge(assessor: Ctx, code: string, level: Judgement['level'] = '2'): Promise<void> {
	const { interest } = await readAssignment(assessor, code);
	if (interest === null) await declareInterest(assessor, code, { interest: 'none', note: '' });
	for (const { key } of (await currentEdition(test.app)).criteria) {
		const judgement = { level, reason: `motivo de ${assessor.actor.kind}`, evidence: ['indicator: uno'], questions: {} };
		await saveJudgement(assessor, code, key, 0, judgement);
	}
	await handInAssessment(assessor, code);
}

async function seatOf(code: string, person: Ctx) {
	const { seats } = await readOverview(secretariat, code);
	const seat = seats.find(({ assessorId }) => assessorId === idOf(person));
	if (!seat) throw new Error('no such seat');
	return seat;
}

const kindsFor = async (person: Ctx, code: string) => {
	const rows = await test.app.db
		.selectFrom('notice')
		.select(['kind', 'detail'])
		.where('personId', '=', idOf(person))
		.orderBy('id')
		.execute();
	return rows.filter(({ detail }) => (detail as { practice?: string }).practice === code).map(({ kind }) => kind);
};

const board = (by: Ctx, narrowed: Partial<BoardQuery> = {}) => readBoard(by, { ...BoardQuery.parse({}), ...narrowed });

async function newCall(assessors: Ctx[], days = 20): Promise<string> {
	const at = (from: number) => wallClockAt(new Date(test.app.now().getTime() + from * day), 'America/Bogota');
	const { code } = await createCall(secretariat, {
		title: 'Convocatoria de prueba',
		introduction: '',
		edition,
		themes: [],
		timeZone: 'America/Bogota',
		opensAt: at(-1),
		closesAt: at(days / 2),
		assessBy: at(days),
		assessors: assessors.map(idOf)
	});
	return code;
}

describe('candidates', () => {
	it('are suggested by what they know, then by what they have in hand, then by name', () => {
		const person = (name: string, shared: string[], load: number, eligible = true) => ({ name, sharedThemes: shared, load, eligible });
		const order = bySuggestion([
			person('Zoila', [], 0),
			person('Ana', [], 0),
			person('Berta', [], 4),
			person('Carla', ['x'], 9),
			person('Dora', ['x', 'y'], 9),
			person('Elsa', ['x', 'y'], 0, false)
		]);
		expect(order.map(({ name }) => name)).toEqual(['Dora', 'Carla', 'Ana', 'Zoila', 'Berta', 'Elsa']);
	});

	it('are all assessors outside a call, and the pool inside one', async () => {
		await test.app.db
			.updateTable('person')
			.set({ themes: themes.slice(0, 2) })
			.where('id', '=', idOf(d))
			.execute();
		const outside = await listCandidates(secretariat, await sent());
		expect(outside[0]).toMatchObject({ id: idOf(d), sharedThemes: themes.slice(0, 2) });
		expect(outside.map(({ id }) => id)).toEqual(expect.arrayContaining([a, b, c].map(idOf)));

		const code = await sent({ call: await newCall([a, b]) });
		expect((await listCandidates(secretariat, code)).map(({ id }) => id).sort()).toEqual([a, b].map(idOf).sort());
		await expect(assignAssessors(secretariat, code, [idOf(a), idOf(c)])).rejects.toEqual(refused('notInPool'));
		await assignAssessors(secretariat, code, [idOf(a), idOf(b)]);
		await test.app.db.updateTable('person').set({ themes: [] }).where('id', '=', idOf(d)).execute();
	});

	it('are refused for an institution under an alias, above or below', async () => {
		const office = await institution('Oficina del sur', implementer);
		const ministry = await institution('Ministerio de prueba');
		const [below, above] = [await somebody('below', ['assessor'], [office]), await somebody('above', ['assessor'], [ministry])];
		// The office is a party under its other name: one institution, found by its alias.
		const { version, ...stored } = await readInstitution(secretariat, implementer);
		await changeInstitution(secretariat, implementer, version, { ...stored, aliases: ['SEP', 'Servicio X'], parentId: ministry });
		const code = await sent();
		const why = async (person: Ctx) => (await listCandidates(secretariat, code)).find(({ id }) => id === idOf(person));
		expect(await why(below)).toMatchObject({ eligible: false, why: 'conflictOfInterest', conflictInstitution: 'Oficina del sur' });
		expect(await why(above)).toMatchObject({ eligible: false, conflictInstitution: 'Ministerio de prueba' });
		for (const person of [below, above])
			await expect(assignAssessors(secretariat, code, [idOf(a), idOf(person)])).rejects.toEqual(refused('conflictOfInterest'));
	});
});

describe('the date to hand in', () => {
	it('is the call’s, the chosen one, or fifteen working days away', async () => {
		const now = new Date('2026-11-20T18:00Z');
		const call = { timeZone: 'America/Bogota', assessBy: new Date('2026-12-24T04:59Z') };
		expect(usualDue(now, call)).toBe(call.assessBy);
		expect(usualDue(now, undefined)).toEqual(new Date('2026-12-12T05:59Z'));
		expect(usualDue(new Date('2026-12-25T18:00Z'), call)).toEqual(new Date('2027-01-16T04:59Z'));

		const code = await sent();
		await expect(assignAssessors(secretariat, code, [idOf(a), idOf(b)], { dueOn: '2020-01-01' })).rejects.toEqual(refused('invalidInput'));
		await assignAssessors(secretariat, code, [idOf(a), idOf(b)], { dueOn: '2090-01-01' });
		expect((await seatOf(code, a)).dueAt).toEqual(new Date('2090-01-02T05:59Z'));
		await moveDue(secretariat, code, { assessmentId: (await seatOf(code, a)).assessmentId, dueOn: '2090-02-01' });
		expect((await seatOf(code, a)).dueAt).toEqual(new Date('2090-02-02T05:59Z'));
		expect((await seatOf(code, b)).dueAt).toEqual(new Date('2090-01-02T05:59Z'));
		expect(await kindsFor(a, code)).toEqual(['assigned', 'assessmentDue']);
		await expect(moveDue(a, code, { assessmentId: (await seatOf(code, a)).assessmentId, dueOn: '2090-03-01' })).rejects.toEqual(
			refused('notAllowed')
		);
	});

	it('is reminded of seven and two days before, and when it has passed, once each', async () => {
		const code = await assigned();
		await judge(b, code);
		const { dueAt } = await seatOf(code, a);
		const untilDue = (dueAt?.getTime() ?? 0) - test.app.now().getTime();
		const twice = () => Promise.all([remindOfAssessments(test.app), remindOfAssessments(test.app)]);
		test.pass(untilDue - 6.5 * day);
		await twice();
		test.pass(5 * day);
		await twice();
		expect(await kindsFor(a, code)).toEqual(['assigned', 'assessmentDue', 'assessmentDue']);
		expect(await kindsFor(secretariat, code)).not.toContain('panelOverdue');
		test.pass(2 * day);
		await twice();
		expect((await kindsFor(a, code)).at(-1)).toBe('assessmentOverdue');
		expect(await kindsFor(secretariat, code)).toContain('panelOverdue');
		expect(await kindsFor(b, code)).toEqual(['assigned']);
		// Nothing to tell leaves nothing in the journal either.
		const reminded = () => test.app.db.selectFrom('journal').select('id').where('act', '=', 'assessment.remind').execute();
		const before = await reminded();
		await twice();
		expect(await reminded()).toEqual(before);
	});
});

describe('an interest', () => {
	it('is declared in three ways, each only when it makes sense', () => {
		expect(mayDeclare('none', null)).toBe(true);
		expect(mayDeclare('none', 'tie')).toBe(false);
		expect(mayDeclare('tie', 'none')).toBe(true);
		expect(mayDeclare('tie', 'tie')).toBe(false);
		expect(mayDeclare('declared', 'none')).toBe(true);
		expect(mayDeclare('declared', 'tie')).toBe(true);
	});

	it('found after handing in voids the levels, keeps them in the file, and the seat is taken over blind', async () => {
		const code = await assigned();
		await judge(a, code, '0');
		await judge(b, code, '2');
		await disclose(secretariat, code);
		await declareInterest(a, code, { interest: 'declared', note: 'Mi hermana trabaja ahí.' });

		const kept = await test.app.db
			.selectFrom('judgement')
			.selectAll()
			.where('assessmentId', '=', (await seatOf(code, a)).assessmentId)
			.execute();
		expect(kept.filter(({ round }) => round === 'first').map(({ level }) => level)).toEqual(
			Array((await currentEdition(test.app)).criteria.length).fill('0')
		);
		expect(await seatOf(code, a)).toMatchObject({ excuseKind: 'interest', excuseNote: 'Mi hermana trabaja ahí.', isReplaced: false });
		expect((await readOverview(secretariat, code)).proposal).toBeUndefined();
		expect((await readAssignment(a, code)).content).toBeNull();
		expect(await kindsFor(secretariat, code)).toContain('excused');
		await expect(saveJudgement(a, code, 'impact', 9, { level: '3', reason: '', evidence: [], questions: {} })).rejects.toEqual(
			refused('notAssigned')
		);
		expect((await board(secretariat, { q: code })).rows[0]).toMatchObject({ waitsFor: 'secretariat', seats: 1, handedIn: 1 });

		const standsInFor = (await seatOf(code, a)).assessmentId;
		await expect(assignAssessors(secretariat, code, [idOf(a)], { standsInFor })).rejects.toEqual(refused('alreadyAssigned'));
		await expect(assignAssessors(secretariat, code, [idOf(both)], { standsInFor })).rejects.toEqual(refused('panelKnown'));
		await expect(assignAssessors(secretariat, code, [idOf(c), idOf(d)], { standsInFor })).rejects.toEqual(refused('invalidInput'));
		await assignAssessors(secretariat, code, [idOf(c)], { standsInFor });
		await expect(assignAssessors(secretariat, code, [idOf(d)], { standsInFor })).rejects.toEqual(refused('wrongState'));
		expect(await kindsFor(c, code)).toEqual(['standIn']);
		expect(await seatOf(code, a)).toMatchObject({ isReplaced: true });
		await declareInterest(c, code, { interest: 'none', note: '' });
		expect((await readAssignment(c, code)).others).toEqual({});
		await judge(c, code, '2');
		const { others } = await readAssignment(c, code);
		expect(Object.values(others).map((seats) => seats.length)).toEqual(Object.values(others).map(() => 1));
		expect(JSON.stringify(others)).not.toContain('"0"');
		const overview = await readOverview(secretariat, code);
		expect(overview.proposal).toMatchObject({ status: 'decided', class: 'good' });
		await confirmVerdict(secretariat, code, Confirmation.parse({}));
	});

	it('is told with a reason, once; nobody takes back that she had none', async () => {
		const code = await assigned();
		await expect(declareInterest(a, code, { interest: 'tie', note: '' })).rejects.toEqual(refused('invalidInput'));
		await declareInterest(a, code, { interest: 'none', note: '' });
		await expect(declareInterest(a, code, { interest: 'none', note: '' })).rejects.toEqual(refused('wrongState'));
		await expect(declareInterest(c, code, { interest: 'none', note: '' })).rejects.toEqual(refused('notFound'));
		const twice = await Promise.allSettled([1, 2].map(() => declareInterest(a, code, { interest: 'declared', note: 'Sí.' })));
		expect(twice.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
	});
});

describe('a tie to the funder', () => {
	it('keeps the content closed until the secretariat accepts it', async () => {
		const code = await assigned();
		await declareInterest(a, code, { interest: 'tie', note: 'Mi oficina recibe fondos de la misma agencia.' });
		expect((await readAssignment(a, code)).content).toBeNull();
		await expect(judge(a, code)).rejects.toEqual(refused('tieUndecided'));
		expect(await kindsFor(secretariat, code)).toContain('tieToDecide');
		expect((await board(secretariat, { q: code })).rows[0]).toMatchObject({ waitsFor: 'secretariat' });
		const { assessmentId } = await seatOf(code, a);
		for (const somebodyElse of [author, a, b])
			await expect(decideTie(somebodyElse, code, { assessmentId, accept: true, note: '' })).rejects.toMatchObject({ name: 'Problem' });
		await decideTie(secretariat, code, { assessmentId, accept: true, note: '' });
		await expect(decideTie(secretariat, code, { assessmentId, accept: false, note: '' })).rejects.toEqual(refused('wrongState'));
		expect((await readAssignment(a, code)).content).not.toBeNull();
		expect(await kindsFor(a, code)).toContain('tieAccepted');
		await judge(a, code);
	});

	it('excuses where it is refused', async () => {
		const code = await assigned();
		await declareInterest(a, code, { interest: 'tie', note: 'La financia mi fundación.' });
		const { assessmentId } = await seatOf(code, a);
		await decideTie(secretariat, code, { assessmentId, accept: false, note: 'Es demasiado cercana.' });
		expect(await seatOf(code, a)).toMatchObject({ excuseKind: 'interest', excuseNote: 'Es demasiado cercana.' });
		expect((await readAssignment(a, code)).content).toBeNull();
		expect(await kindsFor(a, code)).toContain('released');
	});

	it('found after handing in holds up the verdict until it is decided on', async () => {
		const code = await assigned();
		await judge(a, code);
		await judge(b, code);
		await declareInterest(b, code, { interest: 'tie', note: 'Lo supe después.' });
		await expect(confirmVerdict(secretariat, code, Confirmation.parse({}))).rejects.toEqual(refused('tieUndecided'));
		await expect(disclose(secretariat, code)).rejects.toEqual(refused('tieUndecided'));
		await decideTie(secretariat, code, { assessmentId: (await seatOf(code, b)).assessmentId, accept: true, note: '' });
		await confirmVerdict(secretariat, code, Confirmation.parse({}));
	});

	it('is decided by one of two at once', async () => {
		const code = await assigned();
		await declareInterest(a, code, { interest: 'tie', note: 'Sí.' });
		const { assessmentId } = await seatOf(code, a);
		const decided = await Promise.allSettled(
			[true, false].map((accept) => decideTie(secretariat, code, { assessmentId, accept, note: '' }))
		);
		expect(decided.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
		expect(decided.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'wrongState' } });
	});
});

describe('an excuse', () => {
	it('is asked for by the assessor herself, before she hands in', async () => {
		const code = await assigned();
		await judge(b, code);
		await expect(excuseMyself(b, code, { note: 'Ya no.' })).rejects.toEqual(refused('wrongState'));
		await expect(excuseMyself(c, code, { note: 'No soy yo.' })).rejects.toEqual(refused('notFound'));
		await excuseMyself(a, code, { note: 'Estaré de licencia.' });
		expect(await seatOf(code, a)).toMatchObject({ excuseKind: 'own', excuseNote: 'Estaré de licencia.' });
		await expect(excuseMyself(a, code, { note: 'Otra vez.' })).rejects.toEqual(refused('notAssigned'));
		expect(await kindsFor(secretariat, code)).toContain('excused');
	});

	it('is given by the secretariat to whoever is late, never before', async () => {
		const code = await assigned();
		const { assessmentId } = await seatOf(code, a);
		const late = { assessmentId, kind: 'late', note: '' } as const;
		await expect(excuseAssessor(secretariat, code, late)).rejects.toEqual(refused('wrongState'));
		await expect(excuseAssessor(secretariat, code, { ...late, kind: 'conflict' })).rejects.toEqual(refused('wrongState'));
		await expect(assignAssessors(secretariat, code, [idOf(c)], { standsInFor: assessmentId })).rejects.toEqual(refused('wrongState'));
		await expect(excuseAssessor(b, code, { ...late, kind: 'conflict' })).rejects.toEqual(refused('notAllowed'));
		test.pass(40 * day);
		expect((await board(secretariat, { overdue: true })).rows.map((row) => row.code)).toContain(code);
		await judge(b, code);
		await expect(excuseAssessor(secretariat, code, { ...late, assessmentId: (await seatOf(code, b)).assessmentId })).rejects.toEqual(
			refused('wrongState')
		);
		// A stand-in for somebody who is late excuses her in the same act.
		await assignAssessors(secretariat, code, [idOf(c)], { standsInFor: assessmentId });
		expect(await seatOf(code, a)).toMatchObject({ excuseKind: 'late', isReplaced: true });
		expect((await seatOf(code, c)).standsInFor).toBe(assessmentId);
		expect(await kindsFor(a, code)).toContain('released');
		await expect(readAssignment(a, code)).resolves.toMatchObject({ content: null });
	});
});

describe('somebody of the secretariat on the panel', () => {
	it('learns nowhere who else is on it, and does not steer it', async () => {
		const code = await assigned([a, both]);
		await declareInterest(a, code, { interest: 'tie', note: 'Nota que nadie más lee.' });
		const { assessmentId } = await seatOf(code, a);
		const overview = await readOverview(both, code);
		expect(overview.seats.map(({ assessorName }) => assessorName).sort()).toEqual(['', 'both@example.org']);
		const shown = JSON.stringify([
			overview,
			await listCandidates(both, code),
			await board(both, { q: code }),
			await board(both, { assessor: idOf(a) }).then(({ rows }) => rows.filter((row) => row.code === code))
		]);
		for (const secret of [idOf(a), 'a@example.org"', 'Nota que nadie']) expect(shown).not.toContain(`"${secret}`);
		expect((await board(secretariat, { assessor: idOf(a) })).rows.map((row) => row.code)).toContain(code);
		await expect(assignAssessors(both, code, [idOf(c)])).rejects.toEqual(refused('notImpartial'));
		await expect(decideTie(both, code, { assessmentId, accept: true, note: '' })).rejects.toEqual(refused('notImpartial'));
		test.pass(40 * day);
		await expect(excuseAssessor(both, code, { assessmentId, kind: 'late', note: '' })).rejects.toEqual(refused('notImpartial'));
		await excuseMyself(both, code, { note: 'Me retiro.' });
	});
});

describe('the board', () => {
	it('shows a call, those outside any, whom it waits for, and who has how much in hand', async () => {
		const call = await newCall([a, b, c]);
		const inside = await sent({ call });
		const outside = await sent();
		await assignAssessors(secretariat, inside, [idOf(b), idOf(c)]);
		const codes = async (narrowed: Partial<BoardQuery>) => (await board(secretariat, narrowed)).rows.map(({ code }) => code);
		expect(await codes({ call })).toEqual([inside]);
		expect(await codes({ call: 'none' })).toContain(outside);
		expect(await codes({ call: 'none' })).not.toContain(inside);
		expect(await codes({ call, waitsFor: 'secretariat' })).toEqual([]);
		expect(await codes({ call, state: 'assessment', assessor: idOf(b) })).toEqual([inside]);
		const { rows, counts, loads } = await board(secretariat, { call });
		expect(rows[0]).toMatchObject({ waitsFor: 'assessors', timeZone: 'America/Bogota', isOverdue: false });
		expect(counts).toEqual([{ state: 'assessment', count: 1 }]);
		expect(loads.map(({ id, inHand }) => [id, inHand])).toEqual([
			[idOf(b), 1],
			[idOf(c), 1]
		]);
		test.pass(40 * day);
		expect(await codes({ call, overdue: true })).toEqual([inside]);
		await endCall(secretariat, call, 1);
		await judge(b, inside);
		await judge(c, inside);
		expect((await board(secretariat, { call })).rows[0]).toMatchObject({ waitsFor: 'secretariat' });
	});
});
