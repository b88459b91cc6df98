// The verdict as its author reads it first: she answers or accepts; the secretariat may correct the wording.
import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { answerVerdict, correctWording, readVerdict } from '#features/assessments/handlers/hearing.server.ts';
import { freshHearingDays } from '#features/assessments/rules/verdict.ts';
import { VerdictAnswered, WordingCorrection } from '#features/assessments/schema.ts';
import { practicePath } from '#features/practices/rules/sections.ts';
import { submitted } from '#platform/forms.server.ts';
import { localePath } from '#platform/locale.ts';
import { isoDayOf } from '#platform/moments.ts';
import type { Policy } from '#platform/policy.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const _policy: Policy = 'signedIn';

export const load: PageServerLoad = async ({ locals, params, url }) => ({
	verdict: await readVerdict(locals.ctx, params.code),
	today: isoDayOf(locals.ctx.app.now()),
	freshDays: freshHearingDays,
	done: url.searchParams.get('hecho') ?? ''
});

const Version = z.object({ version: z.coerce.number().int() });

export const actions: Actions = {
	answer: (event) =>
		submitted(event, VerdictAnswered.extend(Version.shape), async ({ version, answer }) => {
			await answerVerdict(event.locals.ctx, event.params.code, version, { answer });
			back(event, 'answer');
		}),
	correct: (event) =>
		submitted(event, WordingCorrection.extend(Version.shape), async ({ version, wording }) => {
			await correctWording(event.locals.ctx, event.params.code, version, { wording });
			back(event, 'correct');
		})
};

function back({ locals, params }: RequestEvent, done: string): never {
	redirect(303, localePath(locals.ctx.locale, `${practicePath(params.code, 'dictamen')}?hecho=${done}`));
}
