// The whole way from a sent practice to a published one, every step that may not be skipped, and what an assessor may not see.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readEntry } from '#features/catalogue/handlers/catalogue.server.ts';
import { addAttachment } from '#features/evidence/handlers.server.ts';
import { addInstitution } from '#features/institutions/handlers.server.ts';
import { findExample, readEdition } from '#features/methodology/handlers.server.ts';
import type { CriterionKey, Judgement } from '#features/methodology/schema.ts';
import { createPractice, movePractice, submitPractice } from '#features/practices/handlers.server.ts';
import type { PracticeState } from '#features/practices/schema.ts';
import { findPractice } from '#features/practices/store.server.ts';
import type { Actor, Ctx, Role } from '#platform/ctx.ts';
import type { ProblemCode } from '#platform/problem.ts';
import { openTestApp, type TestApp } from '../../../test/app.ts';
import { insertPerson } from '../../../test/factories.ts';
import { readBoard } from './handlers/board.server.ts';
import { answerVerdict, readVerdict } from './handlers/hearing.server.ts';
import {
	declareInterest,
	handInAssessment,
	listAssignments,
	readAssignment,
	saveDefinitionCheck,
	saveJudgement
} from './handlers/judging.server.ts';
import {
	assignAssessors,
	checkRequirement,
	checkRequirements,
	excuseConflicted,
	listCandidates,
	readOverview,
	returnPractice,
	startRequirements
} from './handlers/review.server.ts';
import { confirmVerdict, disclose, publishPractice } from './handlers/verdict.server.ts';
import { Confirmation } from './schema.ts';

let test: TestApp;
let author: Ctx;
let secretariat: Ctx;
let otherSecretariat: Ctx;
let a: Ctx;
let b: Ctx;
let third: Ctx;
/** Of an office below the implementing institution, which the practice names by an alias. */
let insider: Ctx;
let implementer: string;

beforeAll(async () => {
	test = await openTestApp();
	implementer = await addInstitution(test.ctx(), {
		name: 'Servicio de empleo de prueba',
		aliases: ['SEP'],
		country: 'MX',
		level: 'national',
		parentId: null
	});
	const office = await institution('Oficina del norte', implementer);
	const agency = await institution('Agencia de prueba');
	const university = await institution('Universidad de prueba');
	author = await somebody('author', ['author'], [agency]);
	secretariat = await somebody('secretariat', ['secretariat'], []);
	otherSecretariat = await somebody('secretariat2', ['secretariat', 'assessor'], []);
	a = await somebody('a', ['assessor'], [university]);
	b = await somebody('b', ['assessor'], []);
	third = await somebody('third', ['assessor'], []);
	insider = await somebody('insider', ['assessor'], [office]);
});
afterAll(() => test.remove());

function institution(name: string, parentId: string | null = null): Promise<string> {
	return addInstitution(test.ctx(), { name, aliases: [], country: null, level: null, parentId });
}

async function somebody(name: string, roles: Role[], institutionIds: string[]): Promise<Ctx> {
	const id = await insertPerson(test.app.db, `${name}@example.org`, roles);
	for (const institutionId of institutionIds)
		await test.app.db.insertInto('personInstitution').values({ personId: id, institutionId }).execute();
	return test.ctx({ kind: 'person', id, name, roles, institutionIds });
}

const idOf = (ctx: Ctx) => (ctx.actor as Extract<Actor, { kind: 'person' }>).id;
const refused = (code: ProblemCode) => expect.objectContaining({ name: 'Problem', code });

/** The reference exemplar as its author sends it. @returns its code, and the ids of its files by their reference in the example */
async function sendExample(): Promise<{ code: string; files: Map<string, string> }> {
	const example = findExample(test.app, readEdition(test.app, 'redlac-2021/1').id);
	if (!example) throw new Error('the edition has no example');
	const { practice, invented } = example;
	const { code } = await createPractice(author, {
		declaredClass: practice.declaredClass,
		fields: practice.fields,
		layers: { ...invented.layers, consent: { truthful: true, licence: 'CC-BY-4.0', authorisations: [] } } as never,
		institutionIds: [implementer],
		isInvented: true
	});
	const files = new Map<string, string>();
	for (const { reference, field, name, text, visibility } of invented.evidence) {
		const { id } = await addAttachment(author, code, { key: field, name, visibility, bytes: new TextEncoder().encode(text) });
		files.set(reference, `file:${id}`);
	}
	await submitPractice(author, code);
	return { code, files };
}

const criterionKeys = () => readEdition(test.app, 'redlac-2021/1').criteria.map(({ key }) => key);

/** The exemplar's judgements of one of its assessors, with the files' own ids. */
function exampleJudgements(seat: number, files: Map<string, string>): Record<CriterionKey, Judgement> {
	const panel = findExample(test.app, readEdition(test.app, 'redlac-2021/1').id)?.invented.panel[seat];
	if (!panel) throw new Error('no such assessor');
	const withIds = criterionKeys().map((key) => {
		const judgement = panel.criteria[key];
		return [key, { ...judgement, evidence: judgement?.evidence.map((reference) => files.get(reference) ?? reference) }];
	});
	return Object.fromEntries(withIds) as Record<CriterionKey, Judgement>;
}

/** As the rule proposes, in its own words. */
const unchanged: Confirmation = { departure: '', wording: {}, reasons: {} };

const judged = (level: Judgement['level'], evidence: string): Judgement => ({
	level,
	reason: `motivo secreto del nivel ${level}`,
	evidence: [evidence],
	questions: {}
});

/** Judgements with levels in the order of the criteria, all resting on one indicator. */
function atLevels(levels: string): Record<CriterionKey, Judgement> {
	return Object.fromEntries(criterionKeys().map((key, at) => [key, judged(levels[at] as Judgement['level'], 'indicator: uno')])) as Record<
		CriterionKey,
		Judgement
	>;
}

async function review(code: string): Promise<void> {
	await startRequirements(secretariat, code);
	const checks = readEdition(test.app, 'redlac-2021/1').requirements.map(({ key }) => ({ key, met: true, reason: '' }));
	await checkRequirements(secretariat, code, checks);
}

async function judge(assessor: Ctx, code: string, judgements: Record<CriterionKey, Judgement>): Promise<void> {
	await declareInterest(assessor, code, { interest: 'none', note: '' });
	for (const [key, judgement] of Object.entries(judgements)) await saveJudgement(assessor, code, key, 0, judgement);
	await handInAssessment(assessor, code);
}

/** The author reads the verdict and accepts it without an answer. */
async function accept(code: string): Promise<void> {
	await answerVerdict(author, code, (await readVerdict(author, code)).version, { answer: '' });
}

async function stateOf(code: string): Promise<PracticeState | undefined> {
	return (await findPractice(test.app.db, code))?.state;
}

/** A practice whose two assessors have handed in these levels. */
async function judgedAt(first: string, second: string): Promise<string> {
	const { code } = await sendExample();
	await review(code);
	await assignAssessors(secretariat, code, [idOf(a), idOf(b)]);
	await judge(a, code, atLevels(first));
	await judge(b, code, atLevels(second));
	return code;
}

describe('the reference exemplar', () => {
	it('ends as promising with exactly the results unmet, conditional, and in the catalogue', async () => {
		const { code, files } = await sendExample();
		await review(code);
		await assignAssessors(secretariat, code, [idOf(a), idOf(b)]);
		await judge(a, code, exampleJudgements(0, files));
		await judge(b, code, exampleJudgements(1, files));
		const overview = await readOverview(secretariat, code);
		expect(overview.proposal).toMatchObject({ class: 'promising', unmet: ['results'], conditional: true });
		expect(overview.toDeliberate).toEqual([]);
		const wording = { impact: 'Redactado por la secretaría.', results: '' };
		await confirmVerdict(secretariat, code, { departure: '', wording, reasons: {} });
		await accept(code);
		await publishPractice(secretariat, code, {});
		const { verdict } = await readEntry(test.ctx({ kind: 'anonymous' }), code);
		expect(verdict).toMatchObject({ class: 'promising', unmet: ['results'], conditional: true });
		expect(verdict.criteria.impact?.wording).toBe('Redactado por la secretaría.');
		expect(verdict.criteria.results?.wording).toMatch(/^Resultados verificables: no cumple todavía/);
		expect(await stateOf(code)).toBe('published');
	});
});

describe('requirements', () => {
	it('a no needs a reason, an unknown one is not found, and all must be met before anybody is assigned', async () => {
		const { code } = await sendExample();
		await startRequirements(secretariat, code);
		await expect(checkRequirement(secretariat, code, { key: 'do-no-harm', met: false, reason: '' })).rejects.toEqual(
			refused('invalidInput')
		);
		await expect(checkRequirement(secretariat, code, { key: 'beauty', met: true, reason: '' })).rejects.toEqual(refused('notFound'));
		await expect(assignAssessors(secretariat, code, [idOf(a), idOf(b)])).rejects.toEqual(refused('requirementsUnmet'));
		await checkRequirement(secretariat, code, { key: 'do-no-harm', met: false, reason: 'Retiene documentos.' });
		await checkRequirement(secretariat, code, { key: 'do-no-harm', met: true, reason: '' });
		const { known } = await readOverview(secretariat, code);
		expect(known.requirements).toEqual([{ key: 'do-no-harm', met: true, reason: '' }]);
	});

	it('a returned practice comes back as a new version with nothing checked and a panel of its own', async () => {
		const { code } = await sendExample();
		const loadOfA = async () => (await listCandidates(secretariat, code)).find(({ id }) => id === idOf(a))?.load;
		const load = (await loadOfA()) ?? 0;
		await review(code);
		await assignAssessors(secretariat, code, [idOf(a), idOf(b)]);
		await expect(returnPractice(secretariat, code, [])).rejects.toEqual(refused('invalidInput'));
		expect(await loadOfA()).toBe(load + 1);
		await returnPractice(secretariat, code, [{ key: 'results', text: 'Falta la línea base.' }]);
		expect(await loadOfA()).toBe(load);
		await submitPractice(author, code);
		await startRequirements(secretariat, code);
		const overview = await readOverview(secretariat, code);
		expect([overview.known.version.number, overview.known.requirements, overview.seats]).toEqual([2, [], []]);
		await expect(readAssignment(a, code)).rejects.toEqual(refused('notFound'));
		expect((await listAssignments(a)).find((row) => row.code === code)?.isCurrent).toBe(false);
	});
});

describe('who may assess', () => {
	it('nobody of the author, of an implementing institution or of one below it', async () => {
		const { code } = await sendExample();
		await review(code);
		await expect(assignAssessors(secretariat, code, [idOf(a), idOf(insider)])).rejects.toEqual(refused('conflictOfInterest'));
		await expect(assignAssessors(secretariat, code, [idOf(a)])).rejects.toEqual(refused('panelTooSmall'));
		await expect(assignAssessors(secretariat, code, [idOf(a), idOf(author)])).rejects.toEqual(refused('notFound'));
		const candidates = await listCandidates(secretariat, code);
		expect(candidates.find(({ id }) => id === idOf(insider))).toMatchObject({ eligible: false, conflictInstitution: 'Oficina del norte' });
		expect(candidates.at(-1)?.id).toBe(idOf(insider));
		await assignAssessors(secretariat, code, [idOf(a), idOf(b)]);
		await expect(assignAssessors(secretariat, code, [idOf(a)])).rejects.toEqual(refused('alreadyAssigned'));
	});

	it('an interest declared excuses and closes the practice', async () => {
		const { code } = await sendExample();
		await review(code);
		await assignAssessors(secretariat, code, [idOf(a), idOf(b)]);
		await expect(declareInterest(a, code, { interest: 'declared', note: '' })).rejects.toEqual(refused('invalidInput'));
		await declareInterest(a, code, { interest: 'declared', note: 'Asesoré el proyecto.' });
		expect(await readAssignment(a, code)).toMatchObject({ content: null, canJudge: false });
		await expect(saveJudgement(a, code, 'impact', 0, judged('1', 'text: x'))).rejects.toEqual(refused('notAssigned'));
		await judge(b, code, atLevels('2212'));
		await expect(confirmVerdict(secretariat, code, unchanged)).rejects.toEqual(refused('panelTooSmall'));
		await assignAssessors(secretariat, code, [idOf(third)]);
		await judge(third, code, atLevels('2212'));
		expect((await readOverview(secretariat, code)).proposal?.class).toBe('promising');
	});
});

describe('ties that came later', () => {
	/** Makes somebody a member of the implementing institution, as after a change of work. */
	const hire = (who: Ctx) =>
		test.app.db
			.insertInto('personInstitution')
			.values({ personId: idOf(who), institutionId: implementer })
			.execute();

	it('nothing is disclosed or confirmed on them; the secretariat excuses, and somebody else judges', async () => {
		const newcomer = await somebody('newcomer', ['assessor'], []);
		const { code } = await sendExample();
		await review(code);
		await assignAssessors(secretariat, code, [idOf(a), idOf(newcomer)]);
		await expect(excuseConflicted(secretariat, code)).rejects.toEqual(refused('wrongState'));
		await judge(a, code, atLevels('2222'));
		await judge(newcomer, code, atLevels('2222'));
		expect((await readOverview(secretariat, code)).acts).toContain('confirm');
		await hire(newcomer);
		await expect(disclose(secretariat, code)).rejects.toEqual(refused('panelNotImpartial'));
		await expect(confirmVerdict(secretariat, code, unchanged)).rejects.toEqual(refused('panelNotImpartial'));
		const overview = await readOverview(secretariat, code);
		expect(overview.seats.map(({ conflicted }) => conflicted)).toEqual([false, true]);
		expect(overview.acts).toContain('excuse');
		await expect(excuseConflicted(a, code)).rejects.toEqual(refused('notAllowed'));
		await excuseConflicted(secretariat, code);
		await expect(confirmVerdict(secretariat, code, unchanged)).rejects.toEqual(refused('panelTooSmall'));
		await assignAssessors(secretariat, code, [idOf(b)]);
		await judge(b, code, atLevels('2222'));
		await confirmVerdict(secretariat, code, unchanged);
		expect(await stateOf(code)).toBe('decided');
	});
});

describe('judging', () => {
	let code: string;
	beforeEach(async () => {
		code = (await sendExample()).code;
		await review(code);
		await assignAssessors(secretariat, code, [idOf(a), idOf(b)]);
	});

	it('shows nothing but title and institutions before the declaration', async () => {
		const closed = await readAssignment(a, code);
		expect(closed).toMatchObject({ content: null, own: {}, canJudge: false });
		expect(closed.title).toMatch(/^Sensibilizaciones/);
		await expect(saveJudgement(a, code, 'impact', 0, judged('1', 'text: x'))).rejects.toEqual(refused('interestNotDeclared'));
		await expect(handInAssessment(a, code)).rejects.toEqual(refused('interestNotDeclared'));
		await declareInterest(a, code, { interest: 'none', note: '' });
		expect((await readAssignment(a, code)).content?.fields.title).toBe(closed.title);
	});

	it('of two saves with one version one is kept, and the other is told what is stored', async () => {
		await declareInterest(a, code, { interest: 'none', note: '' });
		const outcomes = await Promise.allSettled([
			saveJudgement(a, code, 'impact', 0, judged('1', 'indicator: x')),
			saveJudgement(a, code, 'impact', 0, judged('2', 'indicator: x'))
		]);
		const failure = outcomes.find((outcome) => outcome.status === 'rejected')?.reason;
		expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1);
		expect(failure).toEqual(refused('versionConflict'));
		const stored = (await readAssignment(a, code)).own.impact;
		expect(failure.detail).toMatchObject({ version: 1, current: { level: stored?.level } });
		await expect(saveJudgement(a, code, 'impact', 1, judged('3', 'indicator: x'))).resolves.toMatchObject({ version: 2 });
	});

	it('refuses a file of another practice as evidence', async () => {
		await declareInterest(a, code, { interest: 'none', note: '' });
		const { files } = await sendExample();
		const foreign = [...files.values()][0] ?? '';
		await expect(saveJudgement(a, code, 'impact', 0, judged('2', foreign))).rejects.toEqual(refused('invalidInput'));
	});

	it('hands in complete judgements only, and then they stand', async () => {
		await declareInterest(a, code, { interest: 'none', note: '' });
		await saveJudgement(a, code, 'impact', 0, { ...judged('2', 'text: un pasaje'), reason: '' });
		const failure = await handInAssessment(a, code).catch((problem: unknown) => problem);
		expect(failure).toMatchObject({ code: 'judgementIncomplete' });
		expect((failure as { fields: { path: string }[] }).fields.map(({ path }) => path)).toEqual([
			'replicability.level',
			'impact.reason',
			'impact.evidence',
			'results.level',
			'sustainability.level'
		]);
		await saveJudgement(a, code, 'impact', 1, judged('2', 'indicator: x'));
		for (const key of ['replicability', 'results', 'sustainability'] as const) await saveJudgement(a, code, key, 0, judged('1', 'text: x'));
		const { version } = await readAssignment(a, code);
		const checked = await saveDefinitionCheck(a, code, version, { tested: { answer: 'yes', note: '' } });
		expect(checked.version).toBe(version + 1);
		await expect(saveDefinitionCheck(a, code, version, {})).rejects.toEqual(refused('versionConflict'));
		expect((await readAssignment(a, code)).definitionCheck).toEqual({ tested: { answer: 'yes', note: '' } });
		await handInAssessment(a, code);
		await expect(saveJudgement(a, code, 'impact', 2, judged('0', 'text: x'))).rejects.toEqual(refused('wrongState'));
		await expect(handInAssessment(a, code)).rejects.toEqual(refused('wrongState'));
	});
});

describe('blindness', () => {
	/** Everything somebody can read of a practice, as one text. */
	async function seenBy(ctx: Ctx, code: string): Promise<string> {
		return JSON.stringify([await readAssignment(ctx, code), await listAssignments(ctx)]);
	}

	/** The case without edition and text, which are the same for everybody. */
	async function deskOf(ctx: Ctx, code: string): Promise<string> {
		const { known, ...rest } = await readOverview(ctx, code);
		return JSON.stringify({ ...rest, known: { ...known, edition: null, version: null } });
	}

	it('nobody sees level, reason or name of another before disclosure; afterwards both without names', async () => {
		const { code } = await sendExample();
		await review(code);
		await assignAssessors(secretariat, code, [idOf(a), idOf(b)]);
		await judge(b, code, atLevels('2223'));
		await declareInterest(a, code, { interest: 'none', note: '' });
		const before = await seenBy(a, code);
		expect(before).not.toContain('motivo secreto');
		expect(before).not.toContain(idOf(b));
		expect(before).not.toContain('b@example.org');
		expect((await readAssignment(a, code)).others).toEqual({});
		expect(await deskOf(secretariat, code)).not.toContain('motivo secreto');
		for (const [key, judgement] of Object.entries(atLevels('2221'))) await saveJudgement(a, code, key, 0, judgement);
		await handInAssessment(a, code);
		expect((await readAssignment(a, code)).others).toEqual({});
		await disclose(secretariat, code);
		const after = await seenBy(a, code);
		expect((await readAssignment(a, code)).others.sustainability).toMatchObject([
			{ seat: expect.any(Number), first: { level: '3' }, final: { level: '3' } }
		]);
		expect(after).not.toContain(idOf(b));
		expect(after).not.toContain('b@example.org');
	});

	it('a third assessor judges blind as well, and is not read before she hands in', async () => {
		const code = await judgedAt('2222', '2212');
		await disclose(secretariat, code);
		await assignAssessors(secretariat, code, [idOf(third)]);
		await declareInterest(third, code, { interest: 'none', note: '' });
		await saveJudgement(third, code, 'results', 0, judged('3', 'indicator: del tercer asiento'));
		expect((await readAssignment(third, code)).others).toEqual({});
		expect(JSON.stringify(await readAssignment(a, code))).not.toContain('del tercer asiento');
		expect((await readOverview(secretariat, code)).proposal).toBeUndefined();
		for (const key of ['replicability', 'impact', 'sustainability'] as const)
			await saveJudgement(third, code, key, 0, judged('2', 'indicator: x'));
		await handInAssessment(third, code);
		expect(JSON.stringify(await readAssignment(a, code))).toContain('del tercer asiento');
		expect((await readOverview(secretariat, code)).proposal).toMatchObject({ class: 'good', status: 'decided' });
	});

	it('whoever may have read the levels does not join the panel', async () => {
		const code = await judgedAt('2222', '2212');
		// All are in, so they lie open on the desk; disclosed or not, and although a third one is still to come.
		await expect(assignAssessors(secretariat, code, [idOf(otherSecretariat)])).rejects.toEqual(refused('panelKnown'));
		const candidate = (await listCandidates(secretariat, code)).find(({ id }) => id === idOf(otherSecretariat));
		expect(candidate).toMatchObject({ eligible: false, why: 'panelKnown', conflictInstitution: null });
		await assignAssessors(secretariat, code, [idOf(third)]);
		await expect(assignAssessors(otherSecretariat, code, [idOf(otherSecretariat)])).rejects.toEqual(refused('panelKnown'));
	});

	it('a secretariat member on the panel reads no levels on the desk', async () => {
		const { code } = await sendExample();
		await review(code);
		await assignAssessors(secretariat, code, [idOf(a), idOf(otherSecretariat)]);
		await judge(a, code, atLevels('2222'));
		await judge(otherSecretariat, code, atLevels('2222'));
		expect(await deskOf(otherSecretariat, code)).not.toContain('motivo secreto');
		expect(await deskOf(secretariat, code)).toContain('motivo secreto');
		await expect(confirmVerdict(otherSecretariat, code, unchanged)).rejects.toEqual(refused('notImpartial'));
	});
});

describe('deliberation', () => {
	it('is asked for by a split panel; final levels change, first ones stay', async () => {
		const code = await judgedAt('2222', '2212');
		expect((await readOverview(secretariat, code)).proposal?.status).toBe('divergent');
		await expect(confirmVerdict(secretariat, code, unchanged)).rejects.toEqual(refused('divergent'));
		await disclose(secretariat, code);
		await expect(confirmVerdict(secretariat, code, unchanged)).rejects.toEqual(refused('divergent'));
		// Half a judgement would take the whole panel's proposal away.
		const half = { ...judged('3', 'text: x'), reason: '' };
		await expect(saveJudgement(a, code, 'results', 1, half)).rejects.toEqual(refused('finalIncomplete'));
		await saveJudgement(a, code, 'results', 1, judged('1', 'text: x'));
		const { own, ownFirst } = await readAssignment(a, code);
		expect([own.results?.level, ownFirst.results?.level]).toEqual(['1', '2']);
		await confirmVerdict(secretariat, code, unchanged);
		expect((await readOverview(secretariat, code)).known.verdict).toMatchObject({ class: 'promising', unmet: ['results'] });
	});

	it('is asked for where levels lie two apart, although nobody is split', async () => {
		const code = await judgedAt('2202', '2212');
		expect((await readOverview(secretariat, code)).toDeliberate).toEqual([]);
		const apart = await judgedAt('2222', '2212'.replace('1', '0'));
		expect((await readOverview(secretariat, apart)).toDeliberate).toEqual(['results']);
	});

	it('is not opened while a judgement is missing', async () => {
		const { code } = await sendExample();
		await review(code);
		await assignAssessors(secretariat, code, [idOf(a), idOf(b)]);
		await judge(a, code, atLevels('2222'));
		await expect(disclose(secretariat, code)).rejects.toEqual(refused('notDisclosed'));
		await expect(confirmVerdict(secretariat, code, unchanged)).rejects.toEqual(refused('notDisclosed'));
	});
});

describe('the verdict', () => {
	it('two people confirming at once make one verdict', async () => {
		const code = await judgedAt('2212', '2212');
		const colleague = await somebody('colleague', ['secretariat'], []);
		const outcomes = await Promise.allSettled([secretariat, colleague].map((ctx) => confirmVerdict(ctx, code, unchanged)));
		expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
		expect(outcomes.find((outcome) => outcome.status === 'rejected')?.reason).toEqual(refused('wrongState'));
		const verdicts = await test.app.db
			.selectFrom('verdict')
			.innerJoin('practice', 'practice.id', 'verdict.practiceId')
			.select('verdict.id')
			.where('code', '=', code)
			.execute();
		expect(verdicts).toHaveLength(1);
	});

	it('is departed from in writing only', async () => {
		const code = await judgedAt('2212', '2212');
		await expect(confirmVerdict(secretariat, code, { ...unchanged, class: 'good' })).rejects.toEqual(refused('departureNeedsReason'));
		const departure = 'El comité leyó el anexo en sesión.';
		const { wording: explained } = await readOverview(secretariat, code);
		const wishes = [
			[{ class: 'good', unmet: ['results'] }, 'unmet'],
			// The rule's own words still say that it is not met.
			[{ class: 'good' }, 'wording.results'],
			[{ class: 'good', wording: { results: explained?.results } }, 'wording.results']
		] as const;
		for (const [wish, path] of wishes) {
			const refusal = confirmVerdict(secretariat, code, Confirmation.parse({ departure, ...wish }));
			await expect(refusal).rejects.toMatchObject({ code: 'invalidInput', fields: [{ path }] });
		}
		const results = 'Cumple: así lo muestra el anexo.';
		await confirmVerdict(secretariat, code, { class: 'good', departure, wording: { results }, reasons: {} });
		const { verdict } = (await readOverview(secretariat, code)).known;
		expect(verdict).toMatchObject({ class: 'good', unmet: [], departure, wording: { results } });
		await accept(code);
		await publishPractice(secretariat, code, {});
		const { criteria } = (await readEntry(test.ctx({ kind: 'anonymous' }), code)).verdict;
		expect(Object.values(criteria).every(({ met }) => met)).toBe(true);
	});

	it('is not for the author, nor for somebody without the role', async () => {
		const code = await judgedAt('2222', '2222');
		await expect(confirmVerdict(author, code, unchanged)).rejects.toEqual(refused('notAllowed'));
		await expect(confirmVerdict(a, code, unchanged)).rejects.toEqual(refused('notAllowed'));
		await expect(confirmVerdict(third, code, unchanged)).rejects.toEqual(refused('notFound'));
	});

	it('without a label the practice stays private unless its author wishes otherwise', async () => {
		const code = await judgedAt('1112', '1112');
		await expect(publishPractice(secretariat, code, {})).rejects.toEqual(refused('noVerdict'));
		await confirmVerdict(secretariat, code, unchanged);
		await accept(code);
		await expect(publishPractice(secretariat, code, {})).rejects.toEqual(refused('unclassifiedPrivate'));
		await publishPractice(secretariat, code, { authorWishes: true });
		expect((await readEntry(test.ctx({ kind: 'anonymous' }), code)).verdict.class).toBe('unclassified');
	});
});

describe('no step can be skipped', () => {
	type Step = (code: string) => Promise<unknown>;
	const steps = {
		startRequirements: (code) => startRequirements(secretariat, code),
		checkRequirement: (code) => checkRequirement(secretariat, code, { key: 'carried-out', met: true, reason: '' }),
		return: (code) => returnPractice(secretariat, code, [{ key: null, text: 'Falta.' }]),
		assign: (code) => assignAssessors(secretariat, code, [idOf(a), idOf(b)]),
		declareInterest: (code) => declareInterest(a, code, { interest: 'none', note: '' }),
		saveJudgement: async (code) =>
			saveJudgement(a, code, 'impact', (await stateOf(code)) === 'deliberation' ? 1 : 0, judged('1', 'text: x')),
		handIn: (code) => handInAssessment(a, code),
		disclose: (code) => disclose(secretariat, code),
		confirm: (code) => confirmVerdict(secretariat, code, unchanged),
		accept,
		publish: (code) => publishPractice(secretariat, code, {})
	} satisfies Record<string, Step>;
	type StepName = keyof typeof steps;

	/** Walks some steps one after the other. */
	const walk =
		(...names: (StepName | 'review' | 'agree' | 'disagree')[]): Step =>
		async (code) => {
			const longer = {
				review: () => review(code),
				agree: () => panelOf(code, '2222', '2222'),
				disagree: () => panelOf(code, '2222', '2212')
			};
			for (const name of names) await (name in longer ? longer[name as keyof typeof longer]() : steps[name as StepName](code));
		};

	/** How to arrive at a state, and which steps are possible there as they stand above. */
	const situations: [PracticeState, Step, StepName[]][] = [
		['submitted', walk(), ['startRequirements']],
		['requirements', walk('startRequirements'), ['checkRequirement', 'return']],
		['returned', walk('review', 'return'), []],
		['withdrawn', (code) => movePractice(author, code, 'withdraw'), []],
		['assessment', walk('review', 'assign'), ['return', 'declareInterest']],
		['deliberation', walk('disagree', 'disclose'), ['saveJudgement']],
		['decided', walk('agree', 'confirm'), ['accept']],
		['decided', walk('agree', 'confirm', 'accept'), ['accept', 'publish']],
		['published', walk('agree', 'confirm', 'accept', 'publish'), []]
	];

	async function panelOf(code: string, first: string, second: string): Promise<void> {
		await review(code);
		await steps.assign(code);
		await judge(a, code, atLevels(first));
		await judge(b, code, atLevels(second));
	}

	async function arriveAt(state: PracticeState, arrive: Step): Promise<string> {
		const { code } = await sendExample();
		await arrive(code);
		expect(await stateOf(code)).toBe(state);
		return code;
	}

	it.each(situations)('%s', async (state, arrive, possible) => {
		const code = await arriveAt(state, arrive);
		for (const name of Object.keys(steps) as StepName[]) {
			if (possible.includes(name)) continue;
			await expect(steps[name](code), name).rejects.toMatchObject({ name: 'Problem' });
			expect([name, await stateOf(code)]).toEqual([name, state]);
		}
		for (const name of possible) await steps[name](await arriveAt(state, arrive));
	});

	it('a draft that was never sent has no case', async () => {
		const { code } = await createPractice(author, {});
		for (const step of Object.values(steps)) await expect(step(code)).rejects.toMatchObject({ name: 'Problem' });
		expect(await stateOf(code)).toBe('draft');
	});
});

describe('the desk', () => {
	it('says for whom each practice waits, and finds by title without accents', async () => {
		const { code } = await sendExample();
		const board = (q: string, by = secretariat) => readBoard(by, { q, overdue: false }).then(({ rows }) => rows);
		const rows = await board('inclusion laboral');
		expect(rows.find((row) => row.code === code)).toMatchObject({ state: 'submitted', waitsFor: 'secretariat', isSent: true, seats: 0 });
		expect(await board('%')).toEqual([]);
		await review(code);
		await assignAssessors(secretariat, code, [idOf(a), idOf(b)]);
		expect((await board(code))[0]).toMatchObject({ waitsFor: 'assessors', seats: 2, handedIn: 0 });
		await expect(board('', a)).rejects.toEqual(refused('notAllowed'));
		await expect(readOverview(author, code)).rejects.toEqual(refused('notAllowed'));
	});
});
