// One case on the secretariat's desk, with a form for every step that is possible now.
import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { listPanelComments } from '#features/assessments/handlers/comments.server.ts';
import {
	assignAssessors,
	checkRequirements,
	excuseConflicted,
	listCandidates,
	readOverview,
	returnPractice,
	startRequirements
} from '#features/assessments/handlers/review.server.ts';
import { decideTie, excuseAssessor, moveDue } from '#features/assessments/handlers/seats.server.ts';
import { readStanding } from '#features/assessments/handlers/standing.server.ts';
import { confirmVerdict, disclose, publishPractice } from '#features/assessments/handlers/verdict.server.ts';
import {
	ConfirmationForm,
	DueChange,
	Excuse,
	ObservationsForm,
	PanelAssignmentForm,
	Publication,
	RequirementsForm,
	TieDecisionForm
} from '#features/assessments/schema.ts';
import { readLinks } from '#features/authorisations/handlers.server.ts';
import { retirePractice } from '#features/catalogue/handlers/catalogue.server.ts';
import { listAttachments, screenAttachment } from '#features/evidence/handlers.server.ts';
import { handOver, movePractice } from '#features/practices/handlers.server.ts';
import type { Ctx } from '#platform/ctx.ts';
import { submitted } from '#platform/forms.server.ts';
import { localePath } from '#platform/locale.ts';
import type { Policy } from '#platform/policy.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const _policy: Policy = 'secretariat';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const { ctx } = locals;
	const [overview, candidates, comments, attachments, standing, { authorisations }] = await Promise.all([
		readOverview(ctx, params.code),
		listCandidates(ctx, params.code),
		listPanelComments(ctx, params.code),
		listAttachments(ctx, params.code),
		readStanding(ctx, params.code),
		readLinks(ctx, params.code)
	]);
	return {
		overview,
		standing,
		authorisations,
		candidates,
		comments,
		chosen: url.searchParams.getAll('comentario'),
		now: ctx.app.now(),
		openFiles: attachments.filter(({ visibility }) => visibility !== 'assessors'),
		done: url.searchParams.get('hecho') ?? ''
	};
};

const Screening = z.object({ id: z.uuid(), version: z.coerce.number().int(), clean: z.enum(['yes', 'no']) });
const Heir = z.object({ email: z.string().max(254) });

export const actions: Actions = {
	startRequirements: step('startRequirements', z.object({}), (ctx, code) => startRequirements(ctx, code)),
	checkRequirement: step('checkRequirement', RequirementsForm, checkRequirements),
	screen: step('screen', Screening, (ctx, code, { id, version, clean }) =>
		screenAttachment(ctx, code, id, version, { clean: clean === 'yes' })
	),
	return: step('return', ObservationsForm, returnPractice),
	assign: step('assign', PanelAssignmentForm, (ctx, code, { people, ...more }) => assignAssessors(ctx, code, people, more)),
	decideTie: step('decideTie', TieDecisionForm, decideTie),
	excuseSeat: step('excuseSeat', Excuse, excuseAssessor),
	moveDue: step('moveDue', DueChange, moveDue),
	excuse: step('excuse', z.object({}), (ctx, code) => excuseConflicted(ctx, code)),
	disclose: step('disclose', z.object({}), (ctx, code) => disclose(ctx, code)),
	confirm: step('confirm', ConfirmationForm, confirmVerdict),
	publish: step('publish', Publication, publishPractice),
	handOver: step('handOver', Heir, (ctx, code, { email }) => handOver(ctx, code, email)),
	withdraw: step('withdraw', z.object({}), (ctx, code) => movePractice(ctx, code, 'withdraw')),
	retire: step('retire', z.object({}), (ctx, code) => retirePractice(ctx, code)),
	archive: step('archive', z.object({}), (ctx, code) => movePractice(ctx, code, 'archive'))
};

/** A form's way: read it, let the handler act, show the case anew with a word about what was done. */
function step<S extends z.ZodType>(name: string, schema: S, act: (ctx: Ctx, code: string, input: z.output<S>) => Promise<void>) {
	return (event: RequestEvent) =>
		submitted(event, schema, async (input) => {
			const { ctx } = event.locals;
			await act(ctx, event.params.code, input);
			redirect(303, `${localePath(ctx.locale, `/trabajo/secretaria/${event.params.code}`)}?hecho=${name}`);
		});
}
