// Reminds authors of the steps of their plans: two weeks and three days before, and when the day has passed.
import { notify } from '#features/notices/handlers.server.ts';
import { change } from '#platform/change.server.ts';
import type { App, Ctx } from '#platform/ctx.ts';
import { defaultLocale } from '#platform/locale.ts';
import { isoDayOf } from '#platform/moments.ts';
import { reminderFor } from './rules.ts';
import * as store from './store.server.ts';

/** The earliest reminder, in ms before the day. */
const ahead = 15 * 24 * 3600 * 1000;

/** Each step is remembered once per occasion, however often this runs; a step that gets another day is remembered anew. */
export async function remindOfPlans(app: App): Promise<void> {
	const today = isoDayOf(app.now());
	const due = await store.listDue(app.db, isoDayOf(new Date(app.now().getTime() + ahead)));
	const reminders = due.flatMap((step) => {
		const reminder = reminderFor(step.dueOn, today);
		return reminder ? [{ ...step, reminder, once: `planStepDue:${step.id}:${step.dueOn}:${reminder}` }] : [];
	});
	const given = await store.listGiven(
		app.db,
		reminders.map(({ once }) => once)
	);
	const ctx: Ctx = { app, actor: { kind: 'operator' }, door: 'server', locale: defaultLocale };
	for (const [code, ofPractice] of Map.groupBy(
		reminders.filter(({ once }) => !given.has(once)),
		(reminder) => reminder.code
	)) {
		await change(ctx, 'plan.remind', async (tx, about) => {
			for (const { ownerId, dueOn, reminder, once } of ofPractice) {
				const kind = reminder === 'overdue' ? 'planStepOverdue' : 'planStepDue';
				await notify(ctx, tx, { to: [ownerId], kind, detail: { practice: code, day: dueOn }, isTodo: true, once });
			}
			about({ kind: 'practice', id: code, detail: { steps: ofPractice.length } });
		});
	}
}
