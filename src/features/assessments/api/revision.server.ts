// What happens to a practice after its verdict, through the API: corrections, revisions that are given up, reconsiderations.
import { z } from 'zod';
import { Reconsideration, ReconsiderationReason } from '#features/labels/schema.ts';
import type { Act } from '#features/practices/rules/life.ts';
import { PracticeCode } from '#features/practices/schema.ts';
import type { Ctx } from '#platform/ctx.ts';
import { type AnyOperation, operation } from '#platform/http/api.ts';
import type { Policy } from '#platform/policy.ts';
import { dropReconsideration, readReconsideration, requestReconsideration } from '../handlers/reconsideration.server.ts';
import { acceptCorrection, dropRevision } from '../handlers/revision.server.ts';

const ByCode = z.object({ code: PracticeCode });

const ReconsiderationAnswer = z.object({
	requests: z.array(Reconsideration),
	isUnderWay: z.boolean(),
	terms: z.object({ assessors: z.number().int(), goalDays: z.number().int() }),
	askUntil: z.iso.date().nullable(),
	canAsk: z.boolean(),
	canDrop: z.boolean()
});

/** An act without a body. */
function act(name: Act, summary: string, policy: Policy, perform: (ctx: Ctx, code: string) => Promise<void>): AnyOperation {
	return operation({
		method: 'post',
		path: `/practices/{code}/acts/${name}`,
		id: `${name}Practice`,
		summary,
		tag: 'labels',
		policy,
		params: ByCode,
		creates: true,
		answer: 'empty',
		run: async (ctx, { params }) => {
			await perform(ctx, params.code);
			return { status: 204, json: null };
		}
	});
}

export const revisionOperations: AnyOperation[] = [
	act('acceptCorrection', 'Publish a sent text as a correction that keeps the label', 'secretariat', acceptCorrection),
	act('dropRevision', 'Give a new version up; the published one stays', 'signedIn', dropRevision),
	act('dropReconsideration', 'Take a request for reconsideration back', 'signedIn', dropReconsideration),
	operation({
		method: 'post',
		path: '/practices/{code}/acts/reconsider',
		id: 'reconsiderPractice',
		summary: 'Ask to have the verdict judged again by others',
		tag: 'labels',
		policy: 'signedIn',
		params: ByCode,
		body: ReconsiderationReason,
		creates: true,
		answer: 'empty',
		run: async (ctx, { params, body }) => {
			await requestReconsideration(ctx, params.code, body);
			return { status: 204, json: null };
		}
	}),
	operation({
		method: 'get',
		path: '/practices/{code}/reconsideration',
		id: 'readReconsideration',
		summary: 'Requests for reconsideration of a practice, and whether one may be made',
		tag: 'labels',
		policy: 'signedIn',
		params: ByCode,
		answer: ReconsiderationAnswer.nullable(),
		run: async (ctx, { params }) => ({ json: await readReconsideration(ctx, params.code) })
	})
];
