// What panels ask for by the clock: an assessor is reminded before her date and after it, the secretariat when it has passed.
import { notify, notifySecretariat } from '#features/notices/handlers.server.ts';
import { listGiven } from '#features/notices/store.server.ts';
import { change } from '#platform/change.server.ts';
import type { App, Ctx } from '#platform/ctx.ts';
import { dueDay, isLate } from './rules/seats.ts';
import { type DueSeat, listDueSeats } from './store/seats.server.ts';

/** Days before the date at which an assessor is reminded. */
const remindedDays = [7, 2];
const dayLong = 24 * 3600 * 1000;

/** Reminds of assessments that are due or late. Told once each, however often it runs; anew when a date is moved. */
export async function remindOfAssessments(app: App): Promise<void> {
	const now = app.now();
	const ctx: Ctx = { app, actor: { kind: 'operator' }, door: 'server', locale: 'es' };
	const seats = await listDueSeats(app.db, new Date(now.getTime() + Math.max(...remindedDays) * dayLong));
	const reminders = seats.map((seat) => reminderOf(seat, now));
	const given = await listGiven(
		app.db,
		reminders.map(({ once }) => once)
	);
	for (const { seat, late, once } of reminders) {
		if (given.has(once)) continue;
		const detail = { practice: seat.code, day: dueDay(seat.dueAt, seat.timeZone) };
		await change(ctx, 'assessment.remind', async (tx, about) => {
			about({ kind: 'assessment', id: seat.id, detail: { practice: seat.code } });
			await notify(ctx, tx, { to: [seat.assessorId], kind: late ? 'assessmentOverdue' : 'assessmentDue', detail, isTodo: true, once });
			if (late) await notifySecretariat(ctx, tx, { kind: 'panelOverdue', detail, isTodo: true, once });
		});
	}
}

/** The nearest reminder alone: somebody assigned shortly before the date is not reminded twice at once. */
function reminderOf(seat: DueSeat, now: Date) {
	const late = isLate(seat, now);
	const days = late ? 0 : remindedDays.filter((each) => seat.dueAt.getTime() - now.getTime() <= each * dayLong).at(-1);
	return { seat, late, once: `due:${seat.id}:${seat.dueAt.toISOString()}:${days}` };
}
