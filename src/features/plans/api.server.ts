// The accompaniment plan through the API.
import { z } from 'zod';
import { CriterionKey, PracticeClass } from '#features/methodology/schema.ts';
import { PracticeCode } from '#features/practices/schema.ts';
import { operation } from '#platform/http/api.ts';
import { Problem } from '#platform/problem.ts';
import { addStep, changeStep, finishStep, readPlan, removeStep, reopenStep, restoreStep } from './handlers.server.ts';
import { PlanProgress, PlanStep, StepEvidence, StepInput, StepPath, Suggestion } from './schema.ts';

const ByCode = z.object({ code: PracticeCode });
const Saved = z.object({ version: z.number().int() });
const moment = z.iso.datetime();
const StepAnswer = PlanStep.extend({ doneAt: moment.nullable() });
/** The input as it is sent, before it is read. */
const SuggestionAnswer = Suggestion.extend({ dueOn: z.iso.date().nullable() });

const requireVersion = (version: number | undefined): number => {
	if (version === undefined) throw new Problem('versionRequired');
	return version;
};

/** An act on a step that takes no body. */
function move(name: 'reopen' | 'remove' | 'restore', summary: string, perform: typeof reopenStep) {
	return operation({
		method: 'post',
		path: `/practices/{code}/plan/{id}/${name}`,
		id: `${name}PlanStep`,
		summary,
		tag: 'accompanying',
		policy: 'signedIn',
		params: StepPath,
		versioned: true,
		answer: Saved,
		run: async (ctx, { params, version }) => ({ json: await perform(ctx, params.code, params.id, requireVersion(version)) })
	});
}

export const planOperations = [
	operation({
		method: 'get',
		path: '/practices/{code}/plan',
		id: 'readPlan',
		summary: 'What the last verdict lacks, and the steps towards it',
		tag: 'accompanying',
		policy: 'signedIn',
		params: ByCode,
		answer: z.object({
			class: PracticeClass,
			criteria: z.array(CriterionKey),
			steps: z.array(StepAnswer),
			suggestions: z.array(SuggestionAnswer),
			progress: PlanProgress
		}),
		run: async (ctx, { params }) => {
			const { verdict, criteria, steps, suggestions, progress } = await readPlan(ctx, params.code);
			return { json: { class: verdict.class, criteria, steps, suggestions, progress } };
		}
	}),
	operation({
		method: 'post',
		path: '/practices/{code}/plan',
		id: 'addPlanStep',
		summary: 'Add a step to the plan',
		tag: 'accompanying',
		policy: 'signedIn',
		params: ByCode,
		body: StepInput,
		creates: true,
		answer: z.object({ id: z.uuid() }),
		run: async (ctx, { params, body }) => ({ status: 201, json: await addStep(ctx, params.code, body) })
	}),
	operation({
		method: 'put',
		path: '/practices/{code}/plan/{id}',
		id: 'changePlanStep',
		summary: 'Write a step anew',
		tag: 'accompanying',
		policy: 'signedIn',
		params: StepPath,
		body: StepInput,
		versioned: true,
		answer: Saved,
		run: async (ctx, { params, body, version }) => ({ json: await changeStep(ctx, params.code, params.id, requireVersion(version), body) })
	}),
	operation({
		method: 'post',
		path: '/practices/{code}/plan/{id}/finish',
		id: 'finishPlanStep',
		summary: 'Mark a step as done with what shows it',
		tag: 'accompanying',
		policy: 'signedIn',
		params: StepPath,
		body: StepEvidence,
		versioned: true,
		answer: Saved,
		run: async (ctx, { params, body, version }) => ({ json: await finishStep(ctx, params.code, params.id, requireVersion(version), body) })
	}),
	move('reopen', 'Say that a step is not done after all', reopenStep),
	move('remove', 'Take a step off the plan', removeStep),
	move('restore', 'Bring a removed step back', restoreStep)
];
