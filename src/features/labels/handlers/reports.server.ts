// Reports of harm: anybody may send one; it suspends the label at once; the secretariat settles it, and then nothing it said is left.
import { notifySecretariat } from '#features/notices/handlers.server.ts';
import { change } from '#platform/change.server.ts';
import { actorId, type Ctx, hasRole, type Tx } from '#platform/ctx.ts';
import { Problem } from '#platform/problem.ts';
import { admitsReport } from '../rules/reports.ts';
import type { HarmOutcome, HarmReport, HarmReportInput } from '../schema.ts';
import * as store from '../store.server.ts';
import { actOnLabel, move } from './label.server.ts';

/**
 * Takes a report of a harm or a risk, on a practice of the catalogue or on none.
 * @param code of the practice; null where the report speaks of none
 * @param address network address of the caller: one address sends only a few in an hour
 * @throws Problem notFound when the practice is not in the catalogue, tooManyAttempts
 */
export async function reportHarm(ctx: Ctx, code: string | null, { kind, text, contact }: HarmReportInput, address: string): Promise<void> {
	if (code !== null && !(await store.findPublished(ctx.app.db, code))) throw new Problem('notFound');
	if (!admitsReport(address, ctx.app.now().getTime())) throw new Problem('tooManyAttempts');
	await change(ctx, 'harmReport.receive', async (tx, about) => {
		const practice = code === null ? undefined : await store.findPublished(tx, code);
		if (code !== null && !practice) throw new Problem('notFound');
		const practiceId = practice?.id ?? null;
		const isNew = await store.insertReport(tx, { practiceId, kind, text, contact: contact || null, receivedAt: ctx.app.now() });
		if (!isNew) return about({ kind: 'instance', id: 'instance', detail: { harm: kind, repeated: true } });
		if (practiceId) await actOnLabel(ctx, tx, practiceId, 'suspend');
		await notifySecretariat(ctx, tx, { kind: 'harmReported', detail: code === null ? {} : { practice: code }, isTodo: true });
		about(
			code === null ? { kind: 'instance', id: 'instance', detail: { harm: kind } } : { kind: 'practice', id: code, detail: { harm: kind } }
		);
	});
}

/** Reports for the secretariat, open ones first; whoever documents a practice does not read what was said of it. @throws Problem notAllowed */
export async function listReports(ctx: Ctx): Promise<HarmReport[]> {
	requireSecretariat(ctx);
	return (await store.listReports(ctx.app.db)).map((row) => asReport(ctx, row));
}

/**
 * Settles a report that does not end its practice. The label is suspended no more once no report on the practice is open.
 * @throws Problem notFound, wrongState when it is settled already, notImpartial for whoever documents the practice, notAllowed,
 *   invalidInput for `confirmed` on a practice in the catalogue: that one is retired (`retireForHarm` of the catalogue)
 */
export async function settleReport(ctx: Ctx, id: string, outcome: HarmOutcome): Promise<void> {
	await change(ctx, 'harmReport.settle', async (tx, about) => {
		const report = await lockOpenReport(ctx, tx, id);
		if (outcome === 'confirmed' && report.isPublished)
			throw new Problem('invalidInput', { fields: [{ path: 'outcome', message: 'outcome' }] });
		const label = report.practiceId === null ? undefined : await store.lockLabel(tx, report.practiceId);
		await closeReport(ctx, tx, report, outcome);
		if (label?.state === 'suspended' && (await store.countOpenReports(tx, label.practiceId)) === 0) await move(ctx, tx, label, 'lift');
		about({ kind: report.code ? 'practice' : 'instance', id: report.code ?? 'instance', detail: { outcome } });
	});
}

/** The practice that an open report is about. @throws Problem notFound, notAllowed */
export async function findReportedPractice(ctx: Ctx, id: string): Promise<{ code: string }> {
	requireSecretariat(ctx);
	const report = await store.findReport(ctx.app.db, id);
	if (!report?.code) throw new Problem('notFound');
	return { code: report.code };
}

/**
 * Holds a report to be right, as part of the change that retires its practice; the other open reports on it are settled with it.
 * @throws Problem notFound, wrongState, notImpartial, notAllowed
 */
export async function confirmReport(ctx: Ctx, tx: Tx, id: string): Promise<void> {
	const report = await lockOpenReport(ctx, tx, id);
	await closeReport(ctx, tx, report, 'confirmed');
	const others = report.practiceId === null ? [] : await store.lockOpenReports(tx, report.practiceId);
	for (const other of others) await closeReport(ctx, tx, other, 'confirmed');
}

/** The open report that somebody may settle, taken for the rest of the transaction. */
async function lockOpenReport(ctx: Ctx, tx: Tx, id: string): Promise<store.ReportRow> {
	requireSecretariat(ctx);
	const report = await store.lockReport(tx, id);
	if (!report) throw new Problem('notFound');
	if (report.settledAt) throw new Problem('wrongState');
	if (isParty(ctx, report)) throw new Problem('notImpartial');
	return report;
}

/** Settles a report that was taken; what it said and who wrote it are gone from here on. */
function closeReport(ctx: Ctx, tx: Tx, report: store.ReportRow, outcome: HarmOutcome): Promise<void> {
	return store.settleReport(tx, report, { outcome, settledAt: ctx.app.now(), settledBy: actorId(ctx.actor) });
}

function asReport(ctx: Ctx, row: store.ReportRow): HarmReport {
	const { id, code, title, kind, receivedAt, settledAt, outcome, isPublished } = row;
	const party = isParty(ctx, row);
	return {
		...{ id, code, title, kind, outcome, isPublished },
		text: party ? null : row.text,
		contact: party ? null : row.contact,
		receivedAt: receivedAt.toISOString(),
		settledAt: settledAt?.toISOString() ?? null,
		isParty: party
	};
}

function isParty(ctx: Ctx, { ownerId }: store.ReportRow): boolean {
	return ctx.actor.kind === 'person' && ctx.actor.id === ownerId;
}

function requireSecretariat(ctx: Ctx): void {
	if (!hasRole(ctx.actor, 'secretariat')) throw new Problem('notAllowed');
}
