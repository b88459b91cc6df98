// Calibration on a real database: the reference stays closed until one's own levels are in, and nobody else sees them.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { judgementRefusals } from '#features/assessments/rules/verdict.ts';
import { allEditions, exercisesOf, findExample, readEdition } from '#features/methodology/handlers.server.ts';
import type { Judgement } from '#features/methodology/schema.ts';
import type { Actor } from '#platform/ctx.ts';
import { openTestApp, type TestApp } from '../../../test/app.ts';
import { insertActor, type Person } from '../../../test/factories.ts';
import { beginAgain, handInExercise, listExercises, readExercise, saveExerciseJudgement } from './handlers.server.ts';
import { compare, exerciseText } from './rules.ts';

let test: TestApp;
let assessor: Person;
let colleague: Person;
let secretariat: Person;
let author: Person;

beforeAll(async () => {
	test = await openTestApp();
	assessor = await insertActor(test.app.db, 'evaluadora', ['assessor']);
	colleague = await insertActor(test.app.db, 'colega', ['assessor']);
	secretariat = await insertActor(test.app.db, 'secretaria', ['secretariat']);
	author = await insertActor(test.app.db, 'autora', ['author']);
});
afterAll(() => test.remove());

const judged = (level: Judgement['level'], evidence: string[] = ['indicator: 4.6 a 7.9 de 10']): Judgement => ({
	level,
	reason: 'Por lo que dice el texto.',
	evidence,
	questions: {},
	commitment: null
});
const exercise = 'ejemplo-con-evidencia';

async function judgeAll(who: Actor, level: Judgement['level']): Promise<void> {
	for (const { key } of readEdition(test.app, 'redlac-2021/1').criteria) {
		const { version } = await readExercise(test.ctx(who), exercise);
		await saveExerciseJudgement(test.ctx(who), exercise, key, version, judged(level));
	}
}

describe('the exercises', () => {
	it('are four of this edition: the example with and without its evidence, and two that are invented', async () => {
		const { exercises } = await listExercises(test.ctx(assessor));
		expect(exercises.map(({ isInvented }) => isInvented)).toEqual([false, false, true, true]);
		const withEvidence = await readExercise(test.ctx(assessor), exercise);
		const without = await readExercise(test.ctx(assessor), 'ejemplo-sin-evidencia');
		expect(withEvidence.text.evidence.length).toBeGreaterThan(0);
		expect(without.text).toEqual({ ...withEvidence.text, evidence: [], dimensions: {} });
		expect(withEvidence.text.fields).toEqual(findExample(test.app, 'redlac-2021/1')?.practice.fields);
	});

	it('have a reference that a panel could hand in: with evidence where its level asks for it', () => {
		for (const edition of allEditions(test.app).values()) {
			for (const one of exercisesOf(test.app, edition.id).values()) {
				const { evidence } = exerciseText(one, findExample(test.app, edition.id));
				for (const criterion of edition.criteria) {
					const { level, reason } = one.reference[criterion.key] ?? { level: null, reason: { es: '' } };
					const references = evidence.map(({ name }) => `file:${name}`);
					const judgement = { ...judged(level, criterion.evidence === 'passage' ? ['text: pasaje'] : references), reason: reason.es };
					expect(judgementRefusals(judgement, criterion, edition)).toEqual([]);
				}
			}
		}
	});
});

describe('an answer', () => {
	it('shows the reference only once it is handed in, and only whole', async () => {
		await expect(handInExercise(test.ctx(assessor), exercise)).rejects.toMatchObject({ code: 'judgementIncomplete' });
		const before = await readExercise(test.ctx(assessor), exercise);
		const { reference } = exercisesOf(test.app, 'redlac-2021/1').get(exercise) ?? {};
		expect(before.comparison).toBeNull();
		expect(JSON.stringify({ ...before, edition: null })).not.toContain(reference?.results?.reason.es);
		await judgeAll(assessor, '2');
		await handInExercise(test.ctx(assessor), exercise);
		const after = await readExercise(test.ctx(assessor), exercise);
		expect(after.comparison?.map(({ criterion, closeness, difference }) => [criterion, closeness, difference])).toEqual([
			['replicability', 'same', 0],
			['impact', 'same', 0],
			['results', 'otherSide', 1],
			['sustainability', 'same', 0]
		]);
		expect(after.comparison?.[2]?.reference.reason).toBe(reference?.results?.reason.es);
		const late = saveExerciseJudgement(test.ctx(assessor), exercise, 'results', after.version, judged('1'));
		await expect(late).rejects.toMatchObject({ code: 'wrongState' });
	});

	it('is seen by nobody else; the secretariat learns that there is one', async () => {
		expect(await readExercise(test.ctx(colleague), exercise)).toMatchObject({ criteria: {}, state: 'new', comparison: null });
		expect(await readExercise(test.ctx(secretariat), exercise)).toMatchObject({ criteria: {}, state: 'new' });
		expect((await listExercises(test.ctx(secretariat))).calibrated).toEqual(['evaluadora']);
		expect((await listExercises(test.ctx(colleague))).calibrated).toBeNull();
		await expect(listExercises(test.ctx(author))).rejects.toMatchObject({ code: 'notAllowed' });
		const journal = await test.app.db.selectFrom('journal').select('detail').where('act', 'like', 'calibration.%').execute();
		expect(new Set(journal.map(({ detail }) => JSON.stringify(detail)))).toEqual(new Set([JSON.stringify({ exercise })]));
	});

	it('can be begun again, and meets two windows with a conflict', async () => {
		const { version } = await beginAgain(test.ctx(assessor), exercise);
		expect(await readExercise(test.ctx(assessor), exercise)).toMatchObject({ state: 'new', criteria: {}, comparison: null });
		await saveExerciseJudgement(test.ctx(assessor), exercise, 'impact', version, judged('1'));
		const stale = saveExerciseJudgement(test.ctx(assessor), exercise, 'impact', version, judged('3'));
		await expect(stale).rejects.toMatchObject({ code: 'versionConflict' });
		expect((await readExercise(test.ctx(assessor), exercise)).criteria.impact?.level).toBe('1');
	});

	it('leans on files of the exercise alone', async () => {
		const strange = saveExerciseJudgement(test.ctx(colleague), exercise, 'impact', 0, judged('2', ['file:otro.pdf']));
		await expect(strange).rejects.toMatchObject({ code: 'invalidInput' });
	});
});

it('tells levels that come to the same from those that do not', () => {
	const edition = readEdition(test.app, 'redlac-2021/1');
	const one = exercisesOf(test.app, edition.id).get('feria-de-empleo');
	if (!one) throw new Error('the exercise is missing');
	const levels = { replicability: '0', impact: '1', results: '2', sustainability: 'notYet' } as const;
	const answer = Object.fromEntries(Object.entries(levels).map(([key, level]) => [key, judged(level)]));
	expect(compare(answer, one, edition, 'es').map(({ closeness, difference }) => [closeness, difference])).toEqual([
		['sameSide', -1],
		['sameSide', null],
		['otherSide', 2],
		['same', null]
	]);
});
