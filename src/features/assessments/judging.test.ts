// What makes twelve practices in an afternoon possible: remarks on passages, starting from one's former judgement, what is next.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addAttachment } from '#features/evidence/handlers.server.ts';
import { currentEdition, findExample } from '#features/methodology/handlers.server.ts';
import type { Edition, Judgement } from '#features/methodology/schema.ts';
import { createPractice, readDraft, saveSection, submitPractice } from '#features/practices/handlers.server.ts';
import type { Actor, Ctx, Role } from '#platform/ctx.ts';
import type { ProblemCode } from '#platform/problem.ts';
import { openTestApp, type TestApp } from '../../../test/app.ts';
import { insertInstitution, insertPerson } from '../../../test/factories.ts';
import { addComment, editComment, listPanelComments, removeComment } from './handlers/comments.server.ts';
import {
	declareInterest,
	findPlaceInQueue,
	handInAssessment,
	readAssignment,
	saveJudgement,
	takeFormerJudgement
} from './handlers/judging.server.ts';
import { assignAssessors, checkRequirements, returnPractice, startRequirements } from './handlers/review.server.ts';
import { disclose } from './handlers/verdict.server.ts';
import { isOverdue, placeInQueue } from './rules/queue.ts';

let test: TestApp;
let edition: Edition;
let author: Ctx;
let secretariat: Ctx;
let a: Ctx;
let b: Ctx;
let implementer: string;
let code: string;

beforeAll(async () => {
	test = await openTestApp();
	edition = await currentEdition(test.app);
	implementer = await insertInstitution(test.app.db, 'Oficina de prueba');
	author = await somebody('author', ['author']);
	secretariat = await somebody('secretariat', ['secretariat']);
	a = await somebody('a', ['assessor', 'secretariat']);
	b = await somebody('b', ['assessor']);
});
afterAll(() => test.remove());
beforeEach(async () => {
	code = await assigned();
});

async function somebody(name: string, roles: Role[]): Promise<Ctx> {
	const id = await insertPerson(test.app.db, `${name}@example.org`, roles);
	return test.ctx({ kind: 'person', id, name, roles, institutionIds: [] });
}

const idOf = (ctx: Ctx) => (ctx.actor as Extract<Actor, { kind: 'person' }>).id;
const refused = (problem: ProblemCode) => expect.objectContaining({ name: 'Problem', code: problem });

async function assigned(): Promise<string> {
	const example = findExample(test.app, edition.id);
	if (!example) throw new Error('the edition has no example');
	const { fields } = example.practice;
	const consent = { truthful: true, licence: 'CC-BY-4.0', authorisations: [] };
	const created = await createPractice(author, {
		fields,
		layers: { ...example.invented.layers, consent } as never,
		institutionIds: [implementer]
	});
	await attach(created.code, 'results', 'primera');
	await submitPractice(author, created.code);
	await review(created.code);
	return created.code;
}

function attach(practice: string, key: 'results' | 'impact', text: string): Promise<{ id: string }> {
	const bytes = new TextEncoder().encode(text);
	return addAttachment(author, practice, { key, name: `${text}.txt`, visibility: 'network', bytes });
}

async function review(practice: string): Promise<void> {
	await startRequirements(secretariat, practice);
	const checks = edition.requirements.map(({ key }) => ({ key, met: true, reason: '' }));
	await checkRequirements(secretariat, practice, checks);
	await assignAssessors(secretariat, practice, [idOf(a), idOf(b)]);
	await declareInterest(a, practice, { interest: 'none', note: '' });
}

const judged = (level: Judgement['level'], evidence = ['indicator: uno']): Judgement => ({
	level,
	reason: 'Porque sí.',
	evidence,
	questions: {}
});

async function judgeAll(assessor: Ctx, level: Judgement['level']): Promise<void> {
	for (const { key } of edition.criteria) await saveJudgement(assessor, code, key, 0, judged(level));
	await handInAssessment(assessor, code);
}

describe('comments on passages', () => {
	const passage = 'encuestas de   satisfacción\ndespués de cada sesión';

	it('quote the frozen text, however it was copied, and find its field', async () => {
		await addComment(a, code, { quote: passage, text: '¿Con qué preguntas?' });
		expect((await readAssignment(a, code)).comments).toMatchObject([{ key: 'results', text: '¿Con qué preguntas?', version: 1 }]);
		const stray = await addComment(a, code, { quote: 'nada de esto está escrito', text: 'x' }).catch((problem: unknown) => problem);
		expect(stray).toMatchObject({ code: 'invalidInput', fields: [{ path: 'quote' }] });
	});

	it('stay closed before the declaration, and are one’s own to change and take back', async () => {
		await expect(addComment(b, code, { quote: passage, text: 'x' })).rejects.toEqual(refused('interestNotDeclared'));
		await expect(addComment(author, code, { quote: passage, text: 'x' })).rejects.toEqual(refused('notAssigned'));
		const { id } = await addComment(a, code, { quote: passage, text: 'Primero' });
		await declareInterest(b, code, { interest: 'none', note: '' });
		await expect(editComment(b, code, id, 1, 'ajeno')).rejects.toEqual(refused('notFound'));
		await expect(removeComment(b, code, id)).rejects.toEqual(refused('notFound'));
		await editComment(a, code, id, 1, 'Segundo');
		await expect(editComment(a, code, id, 1, 'Tarde')).rejects.toEqual(refused('versionConflict'));
		expect((await readAssignment(a, code)).comments).toMatchObject([{ text: 'Segundo', version: 2 }]);
		await removeComment(a, code, id);
		expect((await readAssignment(a, code)).comments).toEqual([]);
		// What was taken back stays in the file.
		expect(await test.app.db.selectFrom('passageComment').select('text').where('id', '=', id).execute()).toEqual([{ text: 'Segundo' }]);
	});

	it('reach the secretariat without a name, the panel after disclosure, and nobody of the panel before', async () => {
		await addComment(a, code, { quote: passage, text: 'De la primera persona' });
		const told = await listPanelComments(secretariat, code);
		expect(told).toMatchObject([{ key: 'results', text: 'De la primera persona' }]);
		expect(JSON.stringify(told)).not.toContain(idOf(a));
		await expect(listPanelComments(author, code)).rejects.toEqual(refused('notAllowed'));
		// She is of the secretariat as well, but sits on the panel.
		expect(await listPanelComments(a, code)).toEqual([]);
		await declareInterest(b, code, { interest: 'none', note: '' });
		await judgeAll(a, '2');
		await judgeAll(b, '2');
		expect((await readAssignment(b, code)).otherComments).toEqual([]);
		await disclose(secretariat, code);
		expect((await readAssignment(b, code)).otherComments).toMatchObject([{ text: 'De la primera persona' }]);
	});
});

describe('a former judgement', () => {
	/** Gives the practice back, lets its author change something, and assigns it again. */
	async function again(change: () => Promise<unknown>): Promise<void> {
		await returnPractice(secretariat, code, [{ key: 'impact', text: 'Falta el dato.' }]);
		await change();
		await submitPractice(author, code);
		await review(code);
	}

	it('is a start where neither text nor evidence has changed, and is shown against the new text where it has', async () => {
		const [file] = (await readAssignment(a, code)).content?.attachments ?? [];
		await saveJudgement(a, code, 'results', 0, judged('2', [`file:${file?.id}`, 'text: un pasaje']));
		await saveJudgement(a, code, 'impact', 0, judged('1'));
		expect((await readAssignment(a, code)).former).toBeNull();
		await again(async () => {
			const { impact } = (await readDraft(author, code)).sections;
			await saveSection(author, code, 'impact', impact.version, { value: 'Otro impacto.' });
		});
		const { former, own } = await readAssignment(a, code);
		expect(own).toEqual({});
		expect(former?.versionNumber).toBe(1);
		expect(former?.criteria.results).toMatchObject({ isUnchanged: true, judgement: { level: '2' } });
		expect(former?.criteria.impact).toMatchObject({ isUnchanged: false });
		expect(former?.criteria.impact?.before).not.toBe('Otro impacto.');
		expect(former?.criteria.replicability).toBeUndefined();

		await takeFormerJudgement(a, code, 'results');
		expect((await readAssignment(a, code)).own.results).toMatchObject({ level: '2', evidence: [`file:${file?.id}`, 'text: un pasaje'] });
		await expect(takeFormerJudgement(a, code, 'results')).rejects.toEqual(refused('versionConflict'));
		await expect(takeFormerJudgement(a, code, 'impact')).rejects.toEqual(refused('wrongState'));
		await expect(takeFormerJudgement(a, code, 'replicability')).rejects.toEqual(refused('wrongState'));
		await declareInterest(b, code, { interest: 'none', note: '' });
		expect((await readAssignment(b, code)).former?.criteria).toEqual({});
	});

	it('is no start where evidence was added', async () => {
		await saveJudgement(a, code, 'results', 0, judged('1'));
		await again(() => attach(code, 'results', 'segunda'));
		expect((await readAssignment(a, code)).former?.criteria.results).toMatchObject({ isUnchanged: false });
	});
});

describe('what is next', () => {
	const now = new Date('2026-11-22T12:00:00Z');
	const row = (name: string, step: 'declare' | 'judge' | 'handIn' | 'deliberate' | 'done', dueAt: Date | null = null) => ({
		code: name,
		step,
		dueAt
	});

	it('is the next that waits, and from the last one the first', () => {
		const rows = [row('A', 'judge'), row('B', 'done'), row('C', 'declare'), row('D', 'deliberate')];
		expect(placeInQueue(rows, 'A')).toMatchObject({ at: 1, of: 2, next: { code: 'C' } });
		expect(placeInQueue(rows, 'C')).toMatchObject({ at: 2, of: 2, next: { code: 'A' } });
		expect(placeInQueue(rows, 'B')).toMatchObject({ of: 2, next: { code: 'A' } });
		expect(placeInQueue([row('A', 'handIn')], 'A')).toEqual({ at: 1, of: 1 });
	});

	it('is overdue only as long as it waits', () => {
		const past = new Date('2026-11-21T12:00:00Z');
		expect(isOverdue(row('A', 'judge', past), now)).toBe(true);
		expect(isOverdue(row('A', 'done', past), now)).toBe(false);
		expect(isOverdue(row('A', 'judge'), now)).toBe(false);
	});

	it('leaves out what was handed in', async () => {
		const before = await findPlaceInQueue(a, code);
		expect(before.at).toBeDefined();
		await judgeAll(a, '2');
		const after = await findPlaceInQueue(a, code);
		expect(after.at).toBeUndefined();
		expect(after.of).toBe(before.of - 1);
	});
});
