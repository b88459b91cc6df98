// What the calendar does to labels: reminders before their last day, the end of their validity the day after, and what waits too long.
import { readEdition } from '#features/methodology/handlers.server.ts';
import { notify, notifySecretariat } from '#features/notices/handlers.server.ts';
import { change } from '#platform/change.server.ts';
import type { App, Ctx } from '#platform/ctx.ts';
import { move, todayOf } from './handlers/label.server.ts';
import { restingState } from './rules/life.ts';
import { daysAfter, daysBetween, isPast, reconsiderationReminders, reminderDue, reportReminderDays } from './rules/validity.ts';
import * as store from './store.server.ts';

/** The longest reminder any edition may ask for, in days. */
const furthest = 366;

/** Reminds of labels that are about to end, and lapses those whose last day has passed. */
export async function labelsByCalendar(app: App): Promise<void> {
	const ctx = clockOf(app);
	const today = await todayOf(app);
	for (const label of await store.listEnding(app.db, daysAfter(today, furthest))) {
		if (isPast(label.validUntil, today)) await lapse(ctx, label.practiceId, today);
		else await remind(ctx, label, today);
	}
}

async function lapse(ctx: Ctx, practiceId: string, today: string): Promise<void> {
	await change(ctx, 'label.lapse', async (tx, about) => {
		const label = await store.lockLabel(tx, practiceId);
		about({ kind: 'practice', id: label?.code ?? '', detail: { validUntil: label?.validUntil ?? null } });
		// Somebody may have replaced it since it was listed.
		if (!label || !isPast(label.validUntil, today) || restingState(label) === 'lapsed') return;
		await move(ctx, tx, label, 'lapse');
		await notifySecretariat(ctx, tx, { kind: 'labelLapsed', detail: { practice: label.code } });
	});
}

async function remind(ctx: Ctx, known: store.LabelRow, today: string): Promise<void> {
	const steps = readEdition(ctx.app, known.edition).reminderDays;
	const days = daysBetween(today, known.validUntil);
	const due = reminderDue(days, known.reminded, steps);
	if (due === undefined) return;
	await change(ctx, 'label.remind', async (tx, about) => {
		const label = await store.lockLabel(tx, known.practiceId);
		about({ kind: 'practice', id: known.code, detail: { days } });
		if (label?.id !== known.id || label.reminded !== known.reminded) return;
		const detail = { practice: label.code, days, day: label.validUntil };
		const once = `labelExpiring:${label.code}:${label.validUntil}:${due}`;
		await notify(ctx, tx, { to: [label.ownerId], kind: 'labelExpiring', detail, isTodo: true, once });
		await notifySecretariat(ctx, tx, { kind: 'labelExpiring', detail, once });
		await store.updateLabel(tx, label, { reminded: due });
	});
}

/** Reminds the secretariat of reconsiderations whose goal is near, and of reports of harm that nobody has settled. */
export async function openCasesByCalendar(app: App): Promise<void> {
	const ctx = clockOf(app);
	const today = await todayOf(app);
	const [first = 0] = reconsiderationReminders;
	for (const pending of await store.listPending(app.db, daysAfter(today, first))) {
		const due = reminderDue(daysBetween(today, pending.goalOn), pending.reminded, reconsiderationReminders);
		if (due === undefined) continue;
		await change(ctx, 'practice.remindReconsideration', async (tx, about) => {
			const detail = { practice: pending.code, day: pending.goalOn };
			const once = `reconsiderationDue:${pending.id}:${due}`;
			await notifySecretariat(ctx, tx, { kind: 'reconsiderationDue', detail, isTodo: true, once });
			await store.markReconsiderationReminded(tx, pending.id, due);
			about({ kind: 'practice', id: pending.code, detail: { day: pending.goalOn } });
		});
	}
	const before = new Date(app.now().getTime() - reportReminderDays * 24 * 3600 * 1000);
	for (const report of await store.listUnremindedSince(app.db, before)) {
		await change(ctx, 'harmReport.remind', async (tx, about) => {
			const once = `harmReported:${report.id}`;
			await notifySecretariat(ctx, tx, { kind: 'harmReported', detail: detailOf(report), isTodo: true, once });
			await store.markReportReminded(tx, report.id);
			about(report.code ? { kind: 'practice', id: report.code } : { kind: 'instance', id: 'instance' });
		});
	}
}

/** What a notice on a report of harm says. */
function detailOf({ code }: Pick<store.ReportRow, 'code'>): Record<string, string> {
	return code === null ? {} : { practice: code };
}

/** The clock acts for nobody: what it does has no author in the journal. */
function clockOf(app: App): Ctx {
	return { app, actor: { kind: 'operator' }, door: 'server', locale: 'es' };
}
