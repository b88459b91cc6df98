// A practice's own page in the workspace: its task list while it may be written, its text and what comes next afterwards.
import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { readVerdict } from '#features/assessments/handlers/hearing.server.ts';
import { readStanding } from '#features/assessments/handlers/standing.server.ts';
import { readCallChoice } from '#features/calls/handlers.server.ts';
import { readImported } from '#features/exchange/handlers/imported.server.ts';
import { openDoubts } from '#features/exchange/rules/doubts.ts';
import { DeclaredClass } from '#features/methodology/schema.ts';
import { readChanges } from '#features/plans/handlers.server.ts';
import { declareClass, movePractice, readDraft } from '#features/practices/handlers.server.ts';
import { completeness, whatIsMissing } from '#features/practices/rules/completeness.ts';
import { openObservations } from '#features/practices/rules/passages.ts';
import { practicePath } from '#features/practices/rules/sections.ts';
import type { SectionKey } from '#features/practices/schema.ts';
import { readSelfAssessment } from '#features/selfassessment/handlers.server.ts';
import type { Ctx } from '#platform/ctx.ts';
import { submitted } from '#platform/forms.server.ts';
import { localePath } from '#platform/locale.ts';
import type { Policy } from '#platform/policy.ts';
import type { Actions, PageServerLoad } from './$types';

export const _policy: Policy = 'signedIn';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const { ctx } = locals;
	const [draft, imported, standing, changed] = await Promise.all([
		readDraft(ctx, params.code),
		readImported(ctx, params.code),
		readStanding(ctx, params.code),
		readChanges(ctx, params.code)
	]);
	const { practice, edition, content, sections, unplaced, versions } = draft;
	const done = new Set(Object.values(sections).flatMap((section) => (section.done ? [section.key] : [])));
	const { acts } = standing;
	const calls = await readCallChoice(ctx, { callId: practice.callId, isReturned: practice.state === 'returned' });
	return {
		practice,
		/** Against the version that was assessed last, while the text may be written. */
		changed,
		calls,
		edition,
		content,
		statuses: completeness(content, edition, done as Set<SectionKey>),
		missing: whatIsMissing(content, edition),
		unplaced: unplaced.filter(({ kind }) => kind === 'text').length,
		notes: unplaced.filter(({ kind }) => kind === 'note').length,
		observations: openObservations({ ...draft, state: practice.state }),
		versions,
		standing,
		acts,
		/** Criteria that she judged herself; undefined for whoever may not. */
		selfJudged: acts.includes('selfAssess') ? await countSelfJudged(ctx, params.code) : undefined,
		/** Until when the verdict may be answered, while it waits for its author. */
		hearing: practice.state === 'decided' ? await readVerdict(ctx, params.code) : undefined,
		savedAt: Object.values(sections).reduce<Date | null>(
			(last, { version, updatedAt }) => (version > 1 && (!last || updatedAt > last) ? updatedAt : last),
			null
		),
		/** What the reader of the file doubted, as long as nobody called the section finished. */
		doubts: openDoubts(imported?.warnings ?? [], done),
		/** Name of the file, right after it was read. */
		readFrom: url.searchParams.has('leido') ? imported?.fileName : undefined,
		done: url.searchParams.get('hecho')
	};
};

async function countSelfJudged(ctx: Ctx, code: string): Promise<number> {
	const { own } = await readSelfAssessment(ctx, code);
	return Object.values(own).filter(({ level }) => level !== null).length;
}

const Declared = z.object({ version: z.coerce.number().int(), declaredClass: z.union([DeclaredClass, z.literal('')]) });

export const actions: Actions = {
	declare: (event) =>
		submitted(event, Declared, async ({ version, declaredClass }) => {
			const { ctx } = event.locals;
			await declareClass(ctx, event.params.code, version, declaredClass || null);
			redirect(303, localePath(ctx.locale, `${practicePath(event.params.code)}?hecho=declarada`));
		}),
	reopen: (event) =>
		submitted(event, z.object({}), async () => {
			const { ctx } = event.locals;
			await movePractice(ctx, event.params.code, 'reopen');
			redirect(303, localePath(ctx.locale, `${practicePath(event.params.code)}?hecho=reabierta`));
		})
};
