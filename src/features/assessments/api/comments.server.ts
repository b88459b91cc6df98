// Remarks on passages, and starting from one's former judgement, through the API.
import { z } from 'zod';
import { CriterionKey } from '#features/methodology/schema.ts';
import { PracticeCode } from '#features/practices/schema.ts';
import { operation } from '#platform/http/api.ts';
import { Problem } from '#platform/problem.ts';
import { addComment, editComment, listPanelComments, removeComment } from '../handlers/comments.server.ts';
import { takeFormerJudgement } from '../handlers/judging.server.ts';
import { CommentInput } from '../schema.ts';
import { PassageComment } from './case.server.ts';

const ByCode = z.object({ code: PracticeCode });
const ById = ByCode.extend({ id: z.uuid() });

export const commentOperations = [
	operation({
		method: 'post',
		path: '/practices/{code}/assessments/mine/comments',
		id: 'addComment',
		summary: 'Comment on a passage of the text, quoted word for word',
		tag: 'assessing',
		policy: 'assessor',
		params: ByCode,
		body: CommentInput,
		creates: true,
		answer: z.object({ id: z.uuid() }),
		run: async (ctx, { params, body }) => ({ status: 201, json: await addComment(ctx, params.code, body) })
	}),
	operation({
		method: 'put',
		path: '/practices/{code}/assessments/mine/comments/{id}',
		id: 'editComment',
		summary: 'Word your comment anew',
		tag: 'assessing',
		policy: 'assessor',
		params: ById,
		body: CommentInput.pick({ text: true }),
		versioned: true,
		answer: 'empty',
		run: async (ctx, { params, body, version }) => {
			if (version === undefined) throw new Problem('versionRequired');
			await editComment(ctx, params.code, params.id, version, body.text);
			return { status: 204, json: null };
		}
	}),
	operation({
		method: 'delete',
		path: '/practices/{code}/assessments/mine/comments/{id}',
		id: 'removeComment',
		summary: 'Take your comment back',
		tag: 'assessing',
		policy: 'assessor',
		params: ById,
		answer: 'empty',
		run: async (ctx, { params }) => {
			await removeComment(ctx, params.code, params.id);
			return { status: 204, json: null };
		}
	}),
	operation({
		method: 'get',
		path: '/practices/{code}/comments',
		id: 'listPanelComments',
		summary: 'What the panel remarked on passages, without names; nothing for somebody who sits on it',
		tag: 'assessing',
		policy: 'secretariat',
		params: ByCode,
		answer: z.object({ items: z.array(PassageComment) }),
		run: async (ctx, { params }) => ({ json: { items: await listPanelComments(ctx, params.code) } })
	}),
	operation({
		method: 'post',
		path: '/practices/{code}/assessments/mine/{criterion}/former',
		id: 'takeFormerJudgement',
		summary: 'Start from your judgement of an earlier version, where neither text nor evidence has changed since',
		tag: 'assessing',
		policy: 'assessor',
		params: ByCode.extend({ criterion: CriterionKey }),
		body: z.object({}),
		creates: true,
		answer: z.object({ version: z.number().int(), savedAt: z.iso.datetime() }),
		run: async (ctx, { params }) => {
			const saved = await takeFormerJudgement(ctx, params.code, params.criterion);
			return { json: saved, version: saved.version };
		}
	})
];
