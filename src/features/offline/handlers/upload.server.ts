// Bringing sheets back: read and kept, shown against what is stored by now, then saved in one act or discarded.
import { writeComment } from '#features/assessments/handlers/comments.server.ts';
import { writeJudgement } from '#features/assessments/handlers/judging.server.ts';
import { updateAssessment } from '#features/assessments/store/seats.server.ts';
import { readEdition } from '#features/methodology/handlers.server.ts';
import type { Edition } from '#features/methodology/schema.ts';
import { change } from '#platform/change.server.ts';
import { actorId, type Ctx } from '#platform/ctx.ts';
import { limits } from '#platform/limits.ts';
import { fromDatabase, Problem, type ProblemCode } from '#platform/problem.ts';
import { isUuid } from '#platform/validation.ts';
import { readSheetFile } from '../reading/sheet-file.server.ts';
import { hasEffect, planSheet } from '../rules/plan.ts';
import type { BroughtSheet, PlannedSheet, SheetRefusal, UploadChoice } from '../schema.ts';
import * as store from '../store.server.ts';
import { findWork } from './work.server.ts';

/** What became of the files that somebody brought. */
export interface Brought {
	uploads: { id: string; name: string }[];
	failures: { name: string; reason: ProblemCode }[];
}

/**
 * Reads files and keeps what they answer until it is confirmed; a file that cannot be read stops none of the others.
 * @param expected the practice they are brought to; null from the list of all
 * @throws Problem invalidInput without files, tooManyFiles, signInRequired
 */
export async function bringSheets(ctx: Ctx, files: { name: string; bytes: Uint8Array }[], expected: string | null): Promise<Brought> {
	const personId = requirePerson(ctx);
	if (files.length === 0) throw new Problem('invalidInput', { fields: [{ path: 'file', message: 'fileMissing' }] });
	if (files.length > limits.practiceFileCount) throw new Problem('tooManyFiles');
	const brought: Brought = { uploads: [], failures: [] };
	for (const { name, bytes } of files) {
		try {
			const content = { locale: ctx.locale, expected, sheets: await readSheetFile(bytes) };
			const id = await change(ctx, 'assessment.keepSheet', async (tx, about) => {
				const row = await store.insertUpload(tx, { personId, name: name.slice(0, 200), content, createdAt: ctx.app.now() });
				about({ kind: 'import', id: row, detail: { files: content.sheets.length } });
				return row;
			});
			brought.uploads.push({ id, name });
		} catch (thrown) {
			const problem = fromDatabase(thrown);
			if (!(problem instanceof Problem)) throw thrown;
			brought.failures.push({ name, reason: problem.code });
		}
	}
	return brought;
}

export interface WaitingUpload {
	id: string;
	name: string;
	createdAt: Date;
}

/** What one has brought and not confirmed. @throws Problem signInRequired */
export async function listUploads(ctx: Ctx): Promise<WaitingUpload[]> {
	const rows = await store.listWaitingUploads(ctx.app.db, requirePerson(ctx));
	return rows.map(({ id, name, createdAt }) => ({ id, name, createdAt }));
}

/** One practice's sheet in a preview: what it would do, or why it does nothing. */
export type PreviewedSheet = { ok: true; edition: Edition; plan: PlannedSheet } | { ok: false; why: SheetRefusal; code: string };

export interface Preview extends WaitingUpload {
	isApplied: boolean;
	/** Whether confirming it changes anything, or could. */
	hasEffect: boolean;
	sheets: PreviewedSheet[];
}

/** What a file that was brought would change now. @throws Problem notFound when it is not one's own, signInRequired */
export async function readUpload(ctx: Ctx, id: string): Promise<Preview> {
	const personId = requirePerson(ctx);
	if (!isUuid(id)) throw new Problem('notFound');
	const { name, createdAt, appliedAt, content } = await store.getUpload(ctx.app.db, personId, id);
	const sheets: PreviewedSheet[] = [];
	for (const [at, sheet] of content.sheets.entries()) {
		const found = await findWork(ctx, ctx.app.db, sheet.identity, content.expected);
		if (isRepeated(content.sheets, at)) sheets.push({ ok: false, why: 'repeated', code: sheet.identity.code });
		else if (!found.ok) sheets.push({ ok: false, why: found.why, code: found.code });
		else sheets.push({ ok: true, edition: readEdition(ctx.app, found.known.edition.id), plan: planSheet(sheet, found.work) });
	}
	const changes = sheets.some((sheet) => sheet.ok && hasEffect(sheet.plan));
	return { id, name, createdAt, isApplied: appliedAt !== null, hasEffect: changes && appliedAt === null, sheets };
}

/** How much was saved. */
export interface Applied {
	judgements: number;
	comments: number;
	/** It had been saved before; nothing changed. */
	already: boolean;
}

/**
 * Saves what a file brought, all of it in one act. Planned anew on what is stored at that moment: a judgement written meanwhile stays
 * unless the assessor chose to replace exactly that one.
 * @throws Problem notFound when it is not one's own, signInRequired
 */
export async function applyUpload(ctx: Ctx, id: string, choice: UploadChoice): Promise<Applied> {
	const personId = requirePerson(ctx);
	if (!isUuid(id)) throw new Problem('notFound');
	return change(ctx, 'assessment.bringSheet', async (tx, about) => {
		const upload = await store.lockUpload(tx, personId, id);
		const applied: Applied = { judgements: 0, comments: 0, already: upload.appliedAt !== null };
		about({ kind: 'import', id, detail: { files: upload.content.sheets.length } });
		if (applied.already) return applied;
		// In the order of their codes, so that two files with the same practices do not wait for each other.
		const sheets = upload.content.sheets.filter((_, at) => !isRepeated(upload.content.sheets, at));
		for (const sheet of sheets.toSorted((a, b) => (a.identity.code < b.identity.code ? -1 : 1))) {
			const found = await findWork(ctx, tx, sheet.identity, upload.content.expected, tx);
			if (!found.ok) continue;
			const plan = planSheet(sheet, found.work);
			for (const { criterion, effect, version, brought } of plan.judgements) {
				const isTaken = effect === 'conflict' && choice.take[plan.code]?.[criterion] === String(version);
				if (!brought || !(effect === 'save' || isTaken)) continue;
				await writeJudgement(ctx, tx, about, found.known, found.own, { criterion, version, judgement: brought });
				applied.judgements++;
			}
			const { effect, brought } = plan.definition;
			if (effect === 'save') await updateAssessment(tx, found.own, { definitionCheck: brought });
			for (const comment of plan.comments) await writeComment(ctx, tx, about, found.known, comment);
			applied.comments += plan.comments.length;
			about({ kind: 'assessment', id: found.own.id, detail: { practice: plan.code } });
		}
		await store.setApplied(tx, id, ctx.app.now());
		return applied;
	});
}

/** Forgets a file that was brought and not confirmed. @throws Problem notFound when it is not one's own, signInRequired */
export async function discardUpload(ctx: Ctx, id: string): Promise<void> {
	const personId = requirePerson(ctx);
	if (!isUuid(id)) throw new Problem('notFound');
	await change(ctx, 'assessment.discardSheet', async (tx, about) => {
		await store.lockUpload(tx, personId, id);
		await store.removeUpload(tx, id);
		about({ kind: 'import', id });
	});
}

/** Whether the same assessment stands in the file before. */
function isRepeated(sheets: BroughtSheet[], at: number): boolean {
	return sheets.findIndex(({ identity }) => identity.token === sheets[at]?.identity.token) < at;
}

function requirePerson(ctx: Ctx): string {
	const id = actorId(ctx.actor);
	if (!id) throw new Problem('signInRequired');
	return id;
}
