// Acts on calibration exercises: list, judge, hand in, compare, begin again. Everybody sees only her own.
import { currentEdition, exercisesOf, findExample } from '#features/methodology/handlers.server.ts';
import { findCriterion } from '#features/methodology/rules/edition.ts';
import type { CriterionKey, Edition, Exercise, Judgement } from '#features/methodology/schema.ts';
import { change } from '#platform/change.server.ts';
import { actorId, type Ctx, hasRole } from '#platform/ctx.ts';
import { inLocale } from '#platform/locale.ts';
import { Problem } from '#platform/problem.ts';
import { compare, type ExerciseText, exerciseState, exerciseText, strangeFiles, unfinished } from './rules.ts';
import type { Comparison, ExerciseState, Judgements } from './schema.ts';
import * as store from './store.server.ts';

export interface ExerciseItem {
	key: string;
	title: string;
	note: string;
	/** The text itself is invented, not only its evidence. */
	isInvented: boolean;
	state: ExerciseState;
	finishedAt: Date | null;
}

export interface CalibrationOverview {
	exercises: ExerciseItem[];
	/** For the secretariat: who handed in at least one. Null for everybody else. */
	calibrated: string[] | null;
}

/** The exercises of the edition in use, each with where the person asking stands. @throws Problem notAllowed to whoever neither assesses nor administers */
export async function listExercises(ctx: Ctx): Promise<CalibrationOverview> {
	const personId = requirePerson(ctx);
	const { db } = ctx.app;
	const edition = await currentEdition(ctx.app);
	const answers = new Map((await store.listAnswers(db, personId, edition.id)).map((answer) => [answer.exercise, answer]));
	const exercises = [...exercisesOf(ctx.app, edition.id)].map(([key, exercise]) => ({
		...titleOf(ctx, key, exercise),
		state: exerciseState(answers.get(key)),
		finishedAt: answers.get(key)?.finishedAt ?? null
	}));
	const isSecretariat = hasRole(ctx.actor, 'secretariat');
	return { exercises, calibrated: isSecretariat ? (await store.listCalibrated(db, edition.id)).map(({ name }) => name) : null };
}

function titleOf(ctx: Ctx, key: string, { title, note, source }: Exercise) {
	return { key, title: inLocale(title, ctx.locale), note: inLocale(note, ctx.locale), isInvented: source.from === 'own' };
}

export interface OpenedExercise {
	key: string;
	title: string;
	note: string;
	isInvented: boolean;
	edition: Edition;
	text: ExerciseText;
	criteria: Judgements;
	state: ExerciseState;
	finishedAt: Date | null;
	/** Of the whole answer; 0 before the first judgement. */
	version: number;
	updatedAt: Date | null;
	/** What has to be judged before handing in. */
	unfinished: CriterionKey[];
	/** The reference beside one's own levels, only once they are handed in. */
	comparison: Comparison[] | null;
}

/** One exercise with one's own answer; the reference stays closed until it is handed in. @throws Problem notFound, notAllowed */
export async function readExercise(ctx: Ctx, key: string): Promise<OpenedExercise> {
	const personId = requirePerson(ctx);
	const { edition, exercise, text } = await findExercise(ctx, key);
	const answer = await store.findAnswer(ctx.app.db, personId, edition.id, key);
	const criteria = answer?.criteria ?? {};
	return {
		...titleOf(ctx, key, exercise),
		edition,
		text,
		criteria,
		state: exerciseState(answer),
		finishedAt: answer?.finishedAt ?? null,
		version: answer?.version ?? 0,
		updatedAt: answer?.updatedAt ?? null,
		unfinished: unfinished(criteria, edition),
		comparison: answer?.finishedAt ? compare(criteria, exercise, edition, ctx.locale) : null
	};
}

/**
 * Saves one judgement of an exercise that was not handed in.
 * @param version of the whole answer the judgement is based on, 0 for the first
 * @returns the new version @throws Problem notFound, notAllowed, wrongState, versionConflict, invalidInput for a file the exercise lacks
 */
export async function saveExerciseJudgement(
	ctx: Ctx,
	key: string,
	criterion: CriterionKey,
	version: number,
	judgement: Judgement
): Promise<{ version: number }> {
	const { edition, text } = await findExercise(ctx, key);
	if (!findCriterion(edition, criterion)) throw new Problem('notFound');
	if (strangeFiles(judgement.evidence, text).length > 0)
		throw new Problem('invalidInput', { fields: [{ path: 'evidence', message: 'notFound' }] });
	return editAnswer(ctx, 'calibration.save', edition, key, (answer) => {
		if (answer.finishedAt) throw new Problem('wrongState');
		if (answer.version !== version) throw new Problem('versionConflict', { detail: { current: answer.criteria, version: answer.version } });
		return { criteria: { ...answer.criteria, [criterion]: judgement } };
	});
}

/** Hands an exercise in: from then on the reference is shown. @throws Problem judgementIncomplete with the criteria that lack something, wrongState */
export async function handInExercise(ctx: Ctx, key: string): Promise<{ version: number }> {
	const { edition } = await findExercise(ctx, key);
	return editAnswer(ctx, 'calibration.handIn', edition, key, (answer) => {
		if (answer.finishedAt) throw new Problem('wrongState');
		const missing = unfinished(answer.criteria, edition);
		if (missing.length > 0)
			throw new Problem('judgementIncomplete', {
				fields: missing.map((criterion) => ({ path: criterion, message: 'judgementIncomplete' }))
			});
		return { finishedAt: ctx.app.now() };
	});
}

/** Begins a handed-in exercise again with no levels; that one was handed in before is not kept. @throws Problem wrongState */
export async function beginAgain(ctx: Ctx, key: string): Promise<{ version: number }> {
	const { edition } = await findExercise(ctx, key);
	return editAnswer(ctx, 'calibration.again', edition, key, (answer) => {
		if (!answer.finishedAt) throw new Problem('wrongState');
		return { criteria: {}, finishedAt: null };
	});
}

type Edit = (answer: store.AnswerRow) => { criteria?: Judgements; finishedAt?: Date | null };

async function editAnswer(ctx: Ctx, act: string, edition: Edition, exercise: string, edit: Edit): Promise<{ version: number }> {
	const personId = requirePerson(ctx);
	return change(ctx, act, async (tx, about) => {
		const updatedAt = ctx.app.now();
		const before = await store.lockAnswer(tx, personId, edition.id, exercise, updatedAt);
		const version = await store.updateAnswer(tx, { personId, edition: edition.id, exercise }, before, { ...edit(before), updatedAt });
		about({ kind: 'person', id: personId, detail: { exercise } });
		return { version };
	});
}

async function findExercise(ctx: Ctx, key: string): Promise<{ edition: Edition; exercise: Exercise; text: ExerciseText }> {
	requirePerson(ctx);
	const edition = await currentEdition(ctx.app);
	const exercise = exercisesOf(ctx.app, edition.id).get(key);
	if (!exercise) throw new Problem('notFound');
	return { edition, exercise, text: exerciseText(exercise, findExample(ctx.app, edition.id)) };
}

/** Id of an assessor or a person of the secretariat. @throws Problem notAllowed */
function requirePerson(ctx: Ctx): string {
	const id = actorId(ctx.actor);
	if (!id || !(hasRole(ctx.actor, 'assessor') || hasRole(ctx.actor, 'secretariat'))) throw new Problem('notAllowed');
	return id;
}
