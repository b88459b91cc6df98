// The author's judgement of her own practice, through the API.
import { z } from 'zod';
import { SheetLevel } from '#features/assessments/schema.ts';
import { CriterionKey, EditionId, Judgement } from '#features/methodology/schema.ts';
import { PracticeCode } from '#features/practices/schema.ts';
import { type AnyOperation, operation } from '#platform/http/api.ts';
import { Problem } from '#platform/problem.ts';
import { readSelfAssessment, saveSelfJudgement } from './handlers.server.ts';

const Hints = z.array(z.object({ lead: z.string(), text: z.string() }));

export const selfAssessmentOperations: AnyOperation[] = [
	operation({
		method: 'get',
		path: '/practices/{code}/self-assessment',
		id: 'readSelfAssessment',
		summary: 'What you judged of your own practice; nobody else reads it before the verdict',
		tag: 'documenting',
		policy: 'signedIn',
		params: z.object({ code: PracticeCode }),
		answer: z.object({
			code: PracticeCode,
			edition: EditionId,
			own: z.record(CriterionKey, Judgement.extend({ version: z.number().int() })),
			hints: z.record(CriterionKey, Hints),
			canAssess: z.boolean()
		}),
		run: async (ctx, { params }) => {
			const { edition, ...rest } = await readSelfAssessment(ctx, params.code);
			return { json: { ...rest, edition: edition.id } };
		}
	}),
	operation({
		method: 'put',
		path: '/practices/{code}/self-assessment/{criterion}',
		id: 'saveSelfJudgement',
		summary: 'Judge one criterion of your own practice, optional; If-Match "0" for the first time',
		tag: 'documenting',
		policy: 'signedIn',
		params: z.object({ code: PracticeCode, criterion: CriterionKey }),
		body: Judgement.extend({ level: SheetLevel.nullable() }),
		versioned: true,
		answer: z.object({ version: z.number().int(), savedAt: z.iso.datetime(), hints: Hints }),
		run: async (ctx, { params, body, version }) => {
			if (version === undefined) throw new Problem('versionRequired');
			const saved = await saveSelfJudgement(ctx, params.code, params.criterion, version, body);
			return { json: saved, version: saved.version };
		}
	})
];
