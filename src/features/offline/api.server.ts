// Judging without connection, through the API: sheets out, sheets in.
import { z } from 'zod';
import { CommentInput, DefinitionCheck, Judgement } from '#features/assessments/schema.ts';
import { CriterionKey } from '#features/methodology/schema.ts';
import { PracticeCode } from '#features/practices/schema.ts';
import { offlineMessages } from '#messages/offline.ts';
import { reasonWords } from '#messages/problems.ts';
import type { Ctx } from '#platform/ctx.ts';
import { operation } from '#platform/http/api.ts';
import { limits } from '#platform/limits.ts';
import { downloadOpenSheets, downloadSheet } from './handlers/download.server.ts';
import { applyUpload, bringSheets, discardUpload, listUploads, readUpload } from './handlers/upload.server.ts';
import { answerIssues, SheetFormat, sheetRefusals, UploadChoice } from './schema.ts';

const ById = z.object({ id: z.uuid() });
const Effect = z.enum(['empty', 'same', 'save', 'conflict', 'refused']);
const Issue = z.object({ issue: z.enum(answerIssues), typed: z.string() });

const Plan = z.object({
	code: PracticeCode,
	judgements: z.array(
		z.object({
			criterion: CriterionKey,
			effect: Effect,
			/** Of the stored judgement; what `take` must name to replace it. */
			version: z.number().int(),
			stored: Judgement.optional(),
			brought: Judgement.optional(),
			issues: z.array(Issue)
		})
	),
	definition: z.object({ effect: Effect, stored: DefinitionCheck, brought: DefinitionCheck, issues: z.array(Issue) }),
	comments: z.array(CommentInput),
	commentIssues: z.array(Issue)
});

const Waiting = z.object({ id: z.uuid(), name: z.string(), createdAt: z.iso.datetime() });

const PreviewAnswer = Waiting.extend({
	isApplied: z.boolean(),
	hasEffect: z.boolean(),
	sheets: z.array(
		z.discriminatedUnion('ok', [
			z.object({ ok: z.literal(true), plan: Plan }),
			z.object({ ok: z.literal(false), why: z.enum(sheetRefusals), title: z.string() })
		])
	)
});

/** The preview, with what is refused in words. */
async function previewAnswer(ctx: Ctx, id: string) {
	const { sheets, ...preview } = await readUpload(ctx, id);
	const words = offlineMessages(ctx.locale).refusals;
	const told = sheets.map((sheet) => (sheet.ok ? sheet : { ok: sheet.ok, why: sheet.why, title: words[sheet.why](sheet.code) }));
	return { ...preview, sheets: told };
}

export const offlineOperations = [
	operation({
		method: 'get',
		path: '/practices/{code}/assessments/mine/sheet/{format}',
		id: 'downloadSheet',
		summary: 'Take your assignment home as a workbook or a Word document, once you declared to have no interest',
		tag: 'assessing',
		policy: 'assessor',
		params: z.object({ code: PracticeCode, format: SheetFormat }),
		answer: 'file',
		run: (ctx, { params }) => downloadSheet(ctx, params.code, params.format)
	}),
	operation({
		method: 'get',
		path: '/assessments/mine/sheets/open/xlsx',
		id: 'downloadOpenSheets',
		summary: 'One workbook with a sheet for each assignment that waits for your judgements',
		tag: 'assessing',
		policy: 'assessor',
		answer: 'file',
		run: (ctx) => downloadOpenSheets(ctx)
	}),
	operation({
		method: 'get',
		path: '/assessments/mine/sheets',
		id: 'listSheets',
		summary: 'Sheets you brought back and have not confirmed',
		tag: 'assessing',
		policy: 'assessor',
		answer: z.object({ items: z.array(Waiting) }),
		run: async (ctx) => ({ json: { items: await listUploads(ctx) } })
	}),
	operation({
		method: 'post',
		path: '/assessments/mine/sheets',
		id: 'bringSheets',
		summary: 'Bring filled sheets back; nothing is saved before you confirm each',
		tag: 'assessing',
		policy: 'assessor',
		takesFiles: true,
		bodyLimit: limits.batch,
		query: z.object({ practice: PracticeCode.optional() }),
		creates: true,
		answer: z.object({
			items: z.array(PreviewAnswer),
			failures: z.array(z.object({ name: z.string(), reason: z.string(), title: z.string() }))
		}),
		async run(ctx, { files, query }) {
			const { uploads, failures } = await bringSheets(ctx, files, query.practice ?? null);
			const items = await Promise.all(uploads.map(({ id }) => previewAnswer(ctx, id)));
			const told = failures.map((failure) => ({ ...failure, title: reasonWords(failure.reason, ctx.locale) }));
			return { status: 201, json: { items, failures: told } };
		}
	}),
	operation({
		method: 'get',
		path: '/assessments/mine/sheets/{id}',
		id: 'readSheet',
		summary: 'What a sheet you brought back would change now',
		tag: 'assessing',
		policy: 'assessor',
		params: ById,
		answer: PreviewAnswer,
		run: async (ctx, { params }) => ({ json: await previewAnswer(ctx, params.id) })
	}),
	operation({
		method: 'post',
		path: '/assessments/mine/sheets/{id}/apply',
		id: 'applySheet',
		summary: 'Save what a sheet brought, in one act; `take` names the newer judgements that it may replace, by their versions',
		tag: 'assessing',
		policy: 'assessor',
		params: ById,
		body: UploadChoice,
		answer: z.object({ judgements: z.number().int(), comments: z.number().int(), already: z.boolean() }),
		run: async (ctx, { params, body }) => ({ json: await applyUpload(ctx, params.id, body) })
	}),
	operation({
		method: 'delete',
		path: '/assessments/mine/sheets/{id}',
		id: 'discardSheet',
		summary: 'Forget a sheet that you brought and did not confirm',
		tag: 'assessing',
		policy: 'assessor',
		params: ById,
		answer: 'empty',
		run: async (ctx, { params }) => {
			await discardUpload(ctx, params.id);
			return { status: 204, json: null };
		}
	})
];
