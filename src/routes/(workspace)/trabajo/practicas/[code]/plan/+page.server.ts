// The accompaniment plan: what is missing, the steps, and a form for every act on them.
import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import {
	addStep,
	attachStepEvidence,
	changeStep,
	finishStep,
	readPlan,
	removeStep,
	reopenStep,
	restoreStep
} from '#features/plans/handlers.server.ts';
import { StepEvidence, StepInput } from '#features/plans/schema.ts';
import { readDraft } from '#features/practices/handlers.server.ts';
import { practicePath } from '#features/practices/rules/sections.ts';
import type { Ctx } from '#platform/ctx.ts';
import { submitted } from '#platform/forms.server.ts';
import { limits } from '#platform/limits.ts';
import { localePath } from '#platform/locale.ts';
import { isoDayOf } from '#platform/moments.ts';
import type { Policy } from '#platform/policy.ts';
import { Problem } from '#platform/problem.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const _policy: Policy = 'signedIn';
export const _bodyLimit = limits.upload;

export const load: PageServerLoad = async ({ locals: { ctx }, params, url }) => {
	const [{ content }, plan] = await Promise.all([
		readDraft(ctx, params.code),
		readPlan(ctx, params.code).catch((problem: unknown) => {
			if (problem instanceof Problem && problem.code === 'noVerdict') return undefined;
			throw problem;
		})
	]);
	return {
		title: content.fields.title,
		language: content.layers.language,
		code: params.code,
		plan,
		today: isoDayOf(ctx.app.now()),
		done: url.searchParams.get('hecho') ?? ''
	};
};

const Chosen = z.object({ id: z.uuid(), version: z.coerce.number().int() });

export const actions: Actions = {
	add: step('add', StepInput, (ctx, code, input) => addStep(ctx, code, input)),
	change: step('change', Chosen.and(StepInput), (ctx, code, { id, version, ...input }) => changeStep(ctx, code, id, version, input)),
	finish: (event) =>
		submitted(event, Chosen.and(StepEvidence), async ({ id, version, ...evidence }, form) => {
			const { ctx } = event.locals;
			const { code } = event.params;
			const file = form.get('file');
			const isGiven = file instanceof File && file.name !== '';
			const bytes = isGiven ? new Uint8Array(await file.arrayBuffer()) : undefined;
			const attached = isGiven && bytes ? await attachStepEvidence(ctx, code, id, { name: file.name, bytes }) : undefined;
			await finishStep(ctx, code, id, version, attached ? { ...evidence, attachmentId: attached.id } : evidence);
			redirect(303, `${localePath(ctx.locale, practicePath(code, 'plan'))}?hecho=finish`);
		}),
	reopen: step('reopen', Chosen, (ctx, code, { id, version }) => reopenStep(ctx, code, id, version)),
	remove: step('remove', Chosen, (ctx, code, { id, version }) => removeStep(ctx, code, id, version)),
	restore: step('restore', Chosen, (ctx, code, { id, version }) => restoreStep(ctx, code, id, version))
};

/** A form's way: read it, let the handler act, show the plan anew with a word about what was done. */
function step<S extends z.ZodType>(name: string, schema: S, act: (ctx: Ctx, code: string, input: z.output<S>) => Promise<unknown>) {
	return (event: RequestEvent) =>
		submitted(event, schema, async (input) => {
			const { ctx } = event.locals;
			await act(ctx, event.params.code, input);
			redirect(303, `${localePath(ctx.locale, practicePath(event.params.code, 'plan'))}?hecho=${name}`);
		});
}
