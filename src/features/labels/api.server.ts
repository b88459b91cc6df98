// Reports of harm through the API: anybody sends one, the secretariat reads and settles them.
import { z } from 'zod';
import { PracticeCode } from '#features/practices/schema.ts';
import { type AnyOperation, operation } from '#platform/http/api.ts';
import { listReports, reportHarm, settleReport } from './handlers/reports.server.ts';
import { HarmOutcome, HarmReport, HarmReportInput } from './schema.ts';

const ById = z.object({ id: z.uuid() });

export const labelOperations: AnyOperation[] = [
	operation({
		method: 'post',
		path: '/practices/{code}/reports',
		id: 'reportHarmOfPractice',
		summary: 'Report a harm or a risk of a published practice; its label is suspended at once. Name nobody',
		tag: 'labels',
		policy: 'public',
		params: z.object({ code: PracticeCode }),
		body: HarmReportInput,
		answer: 'empty',
		run: async (ctx, { params, body, address }) => {
			await reportHarm(ctx, params.code, body, address);
			return { status: 204, json: null };
		}
	}),
	operation({
		method: 'post',
		path: '/reports',
		id: 'reportHarm',
		summary: 'Report a harm or a risk that belongs to no single practice. Name nobody',
		tag: 'labels',
		policy: 'public',
		body: HarmReportInput,
		answer: 'empty',
		run: async (ctx, { body, address }) => {
			await reportHarm(ctx, null, body, address);
			return { status: 204, json: null };
		}
	}),
	operation({
		method: 'get',
		path: '/reports',
		id: 'listReports',
		summary: 'Reports of harm, open ones first, for the secretariat',
		tag: 'labels',
		policy: 'secretariat',
		answer: z.object({ items: z.array(HarmReport) }),
		run: async (ctx) => ({ json: { items: await listReports(ctx) } })
	}),
	operation({
		method: 'post',
		path: '/reports/{id}/acts/settle',
		id: 'settleReport',
		summary: 'Settle a report without retiring its practice; its text and contact are erased',
		tag: 'labels',
		policy: 'secretariat',
		params: ById,
		body: z.object({ outcome: HarmOutcome }),
		answer: 'empty',
		run: async (ctx, { params, body }) => {
			await settleReport(ctx, params.id, body.outcome);
			return { status: 204, json: null };
		}
	})
];
