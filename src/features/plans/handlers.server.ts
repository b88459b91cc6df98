// Acts on the plan of a practice: read, add and change steps, do them with evidence, undo. Author and secretariat write it together.
import { attachFile } from '#features/evidence/handlers.server.ts';
import { readEdition } from '#features/methodology/handlers.server.ts';
import { editionCriterion } from '#features/methodology/rules/edition.ts';
import type { CriterionKey, Edition } from '#features/methodology/schema.ts';
import { notify, notifySecretariat } from '#features/notices/handlers.server.ts';
import { readContent } from '#features/practices/handlers.server.ts';
import { type ChangedSection, changedSections } from '#features/practices/rules/changes.ts';
import { canRead, mayAct } from '#features/practices/rules/life.ts';
import type { PracticeContent } from '#features/practices/schema.ts';
import { findPractice, findVersion, listAttachments, lockPractice, type PracticeRow } from '#features/practices/store.server.ts';
import { change } from '#platform/change.server.ts';
import { actorId, type Ctx, type Db, type Tx } from '#platform/ctx.ts';
import { gathered } from '#platform/gathered.ts';
import { isoDayOf } from '#platform/moments.ts';
import { Problem } from '#platform/problem.ts';
import { isComplete, mayPlan, plannedCriteria, progressOf, suggestions } from './rules.ts';
import type { PlanProgress, PlanStep, StepEvidence, StepInput, Suggestion } from './schema.ts';
import * as store from './store.server.ts';

export interface Plan {
	practice: PracticeRow;
	edition: Edition;
	verdict: store.VerdictRow;
	/** What the plan speaks of: unmet criteria, and those that rest on a promise. */
	criteria: CriterionKey[];
	steps: PlanStep[];
	removed: PlanStep[];
	suggestions: Suggestion[];
	progress: PlanProgress;
	/** Files of the practice that may show that a step is done. */
	files: { id: string; name: string }[];
	mayWrite: boolean;
	/** Everything is done, and whoever asks may open the text again to send it. */
	mayRevise: boolean;
}

/**
 * The plan of a practice: what its last verdict lacks and the steps towards it.
 * @throws Problem notFound, also for whoever may not read the practice; noVerdict before there is one
 */
export async function readPlan(ctx: Ctx, code: string): Promise<Plan> {
	const { db } = ctx.app;
	const practice = await findPractice(db, code);
	if (!practice || !canRead(ctx.actor, practice)) throw new Problem('notFound');
	const verdict = await store.findLastVerdict(db, practice.id);
	if (!verdict) throw new Problem('noVerdict');
	const edition = readEdition(ctx.app, verdict.edition);
	const [all, removed, promises, files] = await Promise.all([
		store.listSteps(db, practice.id),
		store.listRemoved(db, verdict.id),
		store.listPromises(db, verdict.versionId),
		listAttachments(db, practice.id)
	]);
	const steps = all.filter(({ verdictId }) => verdictId === verdict.id);
	const earlier = all.filter(({ verdictId }) => verdictId !== verdict.id);
	const progress = progressOf(steps, isoDayOf(ctx.app.now()));
	const { state, ownerId, isPublished } = practice;
	const situation = { actor: ctx.actor, state, ownerId, isPublished, verdictClass: verdict.class };
	return {
		practice,
		edition,
		verdict,
		criteria: plannedCriteria(verdict, promises, edition),
		steps: steps.map(asStep),
		removed: removed.map(asStep),
		suggestions: suggestions(verdict, { promises, steps, earlier }, edition, ctx.locale),
		progress,
		files: files.filter(({ key }) => key !== 'consent').map(({ id, name }) => ({ id, name })),
		mayWrite: mayPlan(ctx.actor, practice),
		mayRevise: isComplete(progress) && (mayAct('revise', situation).ok || mayAct('reopen', situation).ok)
	};
}

function asStep({ practiceId: _practice, verdictId: _verdict, removedAt: _removed, ...step }: store.StepRow): PlanStep {
	return step;
}

/** Readers of popular pages ask at the same moment; their reads go together. */
const publicSteps = gathered(async (db: Db, codes: string[]) => Map.groupBy(await store.listPublicSteps(db, codes), ({ code }) => code));

/** What everybody may know of the plan of a published practice: how many steps it has, how many are done, the next day; undefined without one. */
export async function readPublicPlan(ctx: Ctx, code: string): Promise<PlanProgress | undefined> {
	const steps = await publicSteps(ctx.app.db, code);
	return steps ? progressOf(steps, isoDayOf(ctx.app.now())) : undefined;
}

// writing ---------------------------------------------------------------------------------------------------------

/** Adds a step. @returns its id @throws Problem notFound, wrongState, noVerdict, invalidInput for a criterion the plan does not speak of */
export async function addStep(ctx: Ctx, code: string, input: StepInput): Promise<{ id: string }> {
	return change(ctx, 'plan.addStep', async (tx, about) => {
		const practice = await lockPlanned(ctx, tx, code);
		const verdict = await requireVerdict(ctx, tx, practice, input);
		const id = await store.insertStep(tx, input, {
			practiceId: practice.id,
			verdictId: verdict.id,
			createdBy: actorId(ctx.actor),
			createdAt: ctx.app.now()
		});
		about({ kind: 'practice', id: code, detail: { criterion: input.criterion } });
		return { id };
	});
}

/**
 * Writes a step anew.
 * @param version the change is based on @returns the new version
 * @throws Problem notFound, wrongState, invalidInput, versionConflict with the step as it stands
 */
export async function changeStep(ctx: Ctx, code: string, id: string, version: number, input: StepInput): Promise<{ version: number }> {
	return editStep(ctx, 'plan.changeStep', code, id, version, async (tx, practice) => {
		await requireVerdict(ctx, tx, practice, input);
		return input;
	});
}

/**
 * Marks a step as done with what shows it. With the last one, author and secretariat hear that the practice may be sent again.
 * @throws Problem as `changeStep`; invalidInput without evidence or for a file of another practice
 */
export async function finishStep(
	ctx: Ctx,
	code: string,
	id: string,
	version: number,
	evidence: StepEvidence
): Promise<{ version: number }> {
	return editStep(ctx, 'plan.finishStep', code, id, version, async (tx, practice) => {
		if (evidence.evidenceNote === '' && evidence.attachmentId === null)
			throw new Problem('invalidInput', { fields: [{ path: 'evidenceNote', message: 'evidenceMissing' }] });
		const files = evidence.attachmentId ? await listAttachments(tx, practice.id) : [];
		if (evidence.attachmentId && !files.some((file) => file.id === evidence.attachmentId))
			throw new Problem('invalidInput', { fields: [{ path: 'attachmentId', message: 'notFound' }] });
		return { ...evidence, doneAt: ctx.app.now(), doneBy: actorId(ctx.actor) };
	});
}

/**
 * Attaches a file that shows that a step is done, also while the text is published: it is seen by those who accompany the practice, and goes
 * to the panel with the next sending. @throws Problem notFound, wrongState, and as `addAttachment`
 */
export async function attachStepEvidence(
	ctx: Ctx,
	code: string,
	id: string,
	file: { name: string; bytes: Uint8Array }
): Promise<{ id: string }> {
	const { edition, steps } = await readPlan(ctx, code);
	const step = steps.find((each) => each.id === id);
	if (!step) throw new Problem('notFound');
	const { field } = editionCriterion(edition, step.criterion);
	return attachFile(ctx, code, { ...file, key: field, visibility: 'assessors' }, (practice) => requirePlanned(ctx, practice));
}

/** A step is not done after all; its evidence stays. @throws Problem as `changeStep` */
export async function reopenStep(ctx: Ctx, code: string, id: string, version: number): Promise<{ version: number }> {
	return editStep(ctx, 'plan.reopenStep', code, id, version, async () => ({ doneAt: null, doneBy: null }));
}

/** Takes a step off the plan; it can be brought back. @throws Problem as `changeStep` */
export async function removeStep(ctx: Ctx, code: string, id: string, version: number): Promise<{ version: number }> {
	return editStep(ctx, 'plan.removeStep', code, id, version, async () => ({ removedAt: ctx.app.now() }));
}

/** Brings a removed step back. @throws Problem as `changeStep` */
export async function restoreStep(ctx: Ctx, code: string, id: string, version: number): Promise<{ version: number }> {
	return editStep(ctx, 'plan.restoreStep', code, id, version, async () => ({ removedAt: null }));
}

type Edit = (tx: Tx, practice: PracticeRow) => Promise<Parameters<typeof store.updateStep>[2]>;

async function editStep(ctx: Ctx, act: string, code: string, id: string, version: number, edit: Edit): Promise<{ version: number }> {
	return change(ctx, act, async (tx, about) => {
		const practice = await lockPlanned(ctx, tx, code);
		const before = await store.lockStep(tx, practice.id, id);
		if (before.version !== version) throw new Problem('versionConflict', { detail: { current: asStep(before), version: before.version } });
		const wasComplete = isComplete(await progressNow(ctx, tx, before));
		const after = await store.updateStep(tx, before, await edit(tx, practice));
		about({ kind: 'practice', id: code, detail: { criterion: before.criterion } });
		if (!wasComplete && isComplete(await progressNow(ctx, tx, before))) await tellComplete(ctx, tx, practice);
		return { version: after };
	});
}

async function progressNow(ctx: Ctx, tx: Tx, { practiceId, verdictId }: store.StepRow): Promise<PlanProgress> {
	const steps = await store.listSteps(tx, practiceId);
	return progressOf(
		steps.filter((step) => step.verdictId === verdictId),
		isoDayOf(ctx.app.now())
	);
}

async function tellComplete(ctx: Ctx, tx: Tx, { code, ownerId }: PracticeRow): Promise<void> {
	// The author may be the one who did the last step: she is invited all the same, so it is no news of her own act but what comes next.
	await notify({ ...ctx, actor: { kind: 'operator' } }, tx, {
		to: [ownerId],
		kind: 'planComplete',
		detail: { practice: code },
		isTodo: true
	});
	await notifySecretariat(ctx, tx, { kind: 'planDone', detail: { practice: code } });
}

async function lockPlanned(ctx: Ctx, tx: Tx, code: string): Promise<PracticeRow> {
	const practice = await lockPractice(tx, code);
	requirePlanned(ctx, practice);
	return practice;
}

function requirePlanned(ctx: Ctx, practice: PracticeRow): void {
	if (!canRead(ctx.actor, practice)) throw new Problem('notFound');
	if (!mayPlan(ctx.actor, practice)) throw new Problem('wrongState');
}

async function requireVerdict(ctx: Ctx, tx: Tx, practice: PracticeRow, { criterion }: StepInput): Promise<store.VerdictRow> {
	const verdict = await store.findLastVerdict(tx, practice.id);
	if (!verdict) throw new Problem('noVerdict');
	const promises = await store.listPromises(tx, verdict.versionId);
	if (!plannedCriteria(verdict, promises, readEdition(ctx.app, verdict.edition)).includes(criterion))
		throw new Problem('invalidInput', { fields: [{ path: 'criterion', message: 'notPlanned' }] });
	return verdict;
}

// what changed -----------------------------------------------------------------------------------------------------

export interface ChangesSinceVerdict {
	/** Version that the last verdict was given on. */
	versionNumber: number;
	changes: ChangedSection[];
}

/** How the text that is being worked on differs from the one last assessed; undefined where nothing was assessed or it cannot be written now. @throws Problem notFound */
export async function readChanges(ctx: Ctx, code: string): Promise<ChangesSinceVerdict | undefined> {
	const { db } = ctx.app;
	const practice = await findPractice(db, code);
	if (!practice || !canRead(ctx.actor, practice)) throw new Problem('notFound');
	if (practice.state !== 'draft' && practice.state !== 'returned') return undefined;
	return changesSinceVerdict(ctx, practice, await readContent(db, practice));
}

/**
 * How a version that was sent differs from the one assessed before it, for whoever was let to read it; undefined without one.
 * @param content of the version, as the reader was given it
 */
export async function changesOfVersion(ctx: Ctx, code: string, content: PracticeContent): Promise<ChangesSinceVerdict | undefined> {
	const practice = await findPractice(ctx.app.db, code);
	return practice && changesSinceVerdict(ctx, practice, content);
}

async function changesSinceVerdict(ctx: Ctx, practice: PracticeRow, content: PracticeContent): Promise<ChangesSinceVerdict | undefined> {
	const { db } = ctx.app;
	const verdict = await store.findLastVerdict(db, practice.id);
	const assessed = verdict && (await findVersion(db, practice.id, verdict.versionNumber));
	if (!assessed) return undefined;
	return { versionNumber: assessed.number, changes: changedSections(assessed.content, content, readEdition(ctx.app, practice.edition)) };
}
