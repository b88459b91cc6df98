// The verdict before its publication, through the API: read, answered, corrected, differed from.
import { z } from 'zod';
import { CriterionKey, EditionId, Judgement, Level, PracticeClass } from '#features/methodology/schema.ts';
import { PracticeCode, PracticeState } from '#features/practices/schema.ts';
import { type AnyOperation, operation } from '#platform/http/api.ts';
import { Problem } from '#platform/problem.ts';
import { readDissent, saveDissent } from '../handlers/dissent.server.ts';
import { answerVerdict, correctWording, readVerdict } from '../handlers/hearing.server.ts';
import { Dissent, VerdictAnswered, WordingCorrection } from '../schema.ts';

const ByCode = z.object({ code: PracticeCode });
const Versioned = z.object({ version: z.number().int() });

const VerdictAnswer = z.object({
	code: PracticeCode,
	title: z.string(),
	state: PracticeState,
	isInvented: z.boolean(),
	edition: EditionId,
	class: PracticeClass,
	conditional: z.boolean(),
	confirmedAt: z.iso.datetime(),
	validUntil: z.iso.date().nullable(),
	departure: z.string().nullable(),
	criteria: z.array(
		z.object({ key: CriterionKey, met: z.boolean(), wording: z.string(), levels: z.array(Level), reasons: z.array(z.string()) })
	),
	dissents: z.array(z.string()),
	answerBy: z.iso.date().nullable(),
	answeredAt: z.iso.datetime().nullable(),
	answer: z.string().nullable(),
	version: z.number().int(),
	selfAssessment: z.record(CriterionKey, Judgement).nullable(),
	canAnswer: z.boolean(),
	canCorrect: z.boolean()
});

export const hearingOperations: AnyOperation[] = [
	operation({
		method: 'get',
		path: '/practices/{code}/verdict',
		id: 'readVerdict',
		summary: 'The verdict on your practice, before its publication too; also for the secretariat',
		tag: 'assessing',
		policy: 'signedIn',
		params: ByCode,
		answer: VerdictAnswer,
		run: async (ctx, { params }) => {
			const { edition, ...verdict } = await readVerdict(ctx, params.code);
			return { json: { ...verdict, edition: edition.id }, version: verdict.version };
		}
	}),
	operation({
		method: 'put',
		path: '/practices/{code}/verdict/answer',
		id: 'answerVerdict',
		summary: 'Answer the verdict on your practice, or accept it with an empty answer; possible until publication',
		tag: 'assessing',
		policy: 'signedIn',
		params: ByCode,
		body: VerdictAnswered,
		versioned: true,
		answer: Versioned,
		run: async (ctx, { params, body, version }) => {
			if (version === undefined) throw new Problem('versionRequired');
			const saved = await answerVerdict(ctx, params.code, version, body);
			return { json: saved, version: saved.version };
		}
	}),
	operation({
		method: 'put',
		path: '/practices/{code}/verdict/wording',
		id: 'correctWording',
		summary: 'Correct the wording of criteria before publication; class and criteria stay, and the author is heard once more',
		tag: 'assessing',
		policy: 'secretariat',
		params: ByCode,
		body: WordingCorrection,
		versioned: true,
		answer: Versioned,
		run: async (ctx, { params, body, version }) => {
			if (version === undefined) throw new Problem('versionRequired');
			const saved = await correctWording(ctx, params.code, version, body);
			return { json: saved, version: saved.version };
		}
	}),
	operation({
		method: 'get',
		path: '/practices/{code}/assessments/mine/dissent',
		id: 'readDissent',
		summary: 'Your note on an outcome you see otherwise',
		tag: 'assessing',
		policy: 'assessor',
		params: ByCode,
		answer: z.object({ text: z.string(), apart: z.array(CriterionKey), canDissent: z.boolean() }),
		run: async (ctx, { params }) => ({ json: await readDissent(ctx, params.code) })
	}),
	operation({
		method: 'put',
		path: '/practices/{code}/assessments/mine/dissent',
		id: 'saveDissent',
		summary: 'Write why you see the outcome otherwise; it is published without your name, an empty text takes it back',
		tag: 'assessing',
		policy: 'assessor',
		params: ByCode,
		body: Dissent,
		answer: 'empty',
		run: async (ctx, { params, body }) => {
			await saveDissent(ctx, params.code, body);
			return { status: 204, json: null };
		}
	})
];
