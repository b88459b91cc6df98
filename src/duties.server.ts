// What is due by the clock: every feature's jobs, one after the other, at the start and every five minutes.
import { remindOfAssessments } from '#features/assessments/jobs.server.ts';
import { remindOfCalls } from '#features/calls/jobs.server.ts';
import { countEntries, remakeOutdatedEntries } from '#features/catalogue/jobs.server.ts';
import { forgetMessages } from '#features/contact/jobs.server.ts';
import { forgetRequests, tellFollowers } from '#features/following/jobs.server.ts';
import { labelsByCalendar, openCasesByCalendar } from '#features/labels/jobs.server.ts';
import { forgetNotices, sendMails, writeMails } from '#features/notices/jobs.server.ts';
import { forgetUploads } from '#features/offline/jobs.server.ts';
import { forgetExpiredAccess } from '#features/people/handlers.server.ts';
import { remindOfPlans } from '#features/plans/jobs.server.ts';
import { forgetCalls } from '#platform/change.server.ts';
import type { App } from '#platform/ctx.ts';
import { Rounds } from '#platform/rounds.ts';

/** Does whatever is due at `app.now()`; done twice, it changes nothing more. */
export type Duty = (app: App) => Promise<void>;

// What tells people something comes before the mails about it.
export const duties: Duty[] = [
	countEntries,
	forgetCalls,
	forgetExpiredAccess,
	remindOfCalls,
	labelsByCalendar,
	openCasesByCalendar,
	remindOfPlans,
	remindOfAssessments,
	writeMails,
	tellFollowers,
	sendMails,
	forgetNotices,
	forgetRequests,
	forgetUploads,
	forgetMessages,
	remakeOutdatedEntries
];

/** Between two rounds, in ms. */
const interval = 5 * 60_000;

/**
 * One round of all duties. One that fails is logged and the next goes on; it is tried again in the next round.
 * @returns names of the duties that failed
 */
export async function runDuties(app: App): Promise<string[]> {
	const failed: string[] = [];
	for (const duty of duties) {
		try {
			await duty(app);
		} catch (error) {
			app.log.error('duty.failed', error, { duty: duty.name });
			failed.push(duty.name);
		}
	}
	return failed;
}

/** Runs the duties for as long as the server lives. */
export const keepDuties = (app: App) =>
	new Rounds(async () => {
		await runDuties(app);
		return interval;
	});
