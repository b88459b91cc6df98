// Calls through the API.
import { z } from 'zod';
import { type AnyOperation, operation } from '#platform/http/api.ts';
import { Problem } from '#platform/problem.ts';
import { type CallView, changeCall, createCall, endCall, listCalls, readCall, readCallDesk } from './handlers.server.ts';
import { Call, CallCode, CallInput, CallPhase } from './schema.ts';

const ByCode = z.object({ code: CallCode });
const moment = z.iso.datetime();
const CallAnswer = Call.omit({ id: true }).extend({
	opensAt: moment,
	closesAt: moment,
	assessBy: moment,
	endedAt: moment.nullable(),
	phase: CallPhase
});

const DeskAnswer = z.object({
	call: CallAnswer,
	counts: z.object({ drafts: z.number().int(), underWay: z.number().int(), decided: z.number().int() }),
	people: z.array(
		z.object({ id: z.string(), name: z.string(), institutions: z.array(z.string()), themes: z.array(z.string()), inPool: z.boolean() })
	)
});

function asAnswer({ call: { id: _, ...call }, phase }: CallView) {
	return { ...call, phase };
}

/** @throws Problem versionRequired */
function required(version: number | undefined): number {
	if (version === undefined) throw new Problem('versionRequired');
	return version;
}

export const callOperations: AnyOperation[] = [
	operation({
		method: 'get',
		path: '/calls',
		id: 'listCalls',
		summary: 'Calls for practices, the one that closes last first',
		tag: 'calls',
		policy: 'public',
		answer: z.object({ items: z.array(CallAnswer) }),
		run: async (ctx) => ({ json: { items: (await listCalls(ctx)).map(asAnswer) } })
	}),
	operation({
		method: 'get',
		path: '/calls/{code}',
		id: 'readCall',
		summary: 'One call',
		tag: 'calls',
		policy: 'public',
		params: ByCode,
		example: { code: 'CV-0001' },
		answer: CallAnswer,
		run: async (ctx, { params }) => {
			const view = await readCall(ctx, params.code);
			return { json: asAnswer(view), version: view.call.version };
		}
	}),
	operation({
		method: 'post',
		path: '/calls',
		id: 'createCall',
		summary: 'Open a call; its days and hours are those of the clock of its time zone',
		tag: 'calls',
		policy: 'secretariat',
		body: CallInput,
		creates: true,
		answer: ByCode,
		run: async (ctx, { body }) => {
			const { code } = await createCall(ctx, body);
			return { status: 201, json: { code }, version: 1, location: `/api/v1/calls/${code}` };
		}
	}),
	operation({
		method: 'get',
		path: '/calls/{code}/desk',
		id: 'readCallDesk',
		summary: 'One call with its pool of assessors and how many practices answer it, for the secretariat',
		tag: 'calls',
		policy: 'secretariat',
		params: ByCode,
		answer: DeskAnswer,
		run: async (ctx, { params }) => {
			const { counts, people, ...view } = await readCallDesk(ctx, params.code);
			return { json: { call: asAnswer(view), counts, people }, version: view.call.version };
		}
	}),
	operation({
		method: 'put',
		path: '/calls/{code}',
		id: 'changeCall',
		summary: 'Change a call, its pool included',
		tag: 'calls',
		policy: 'secretariat',
		params: ByCode,
		body: CallInput,
		versioned: true,
		answer: CallAnswer,
		run: async (ctx, { params, body, version }) => {
			await changeCall(ctx, params.code, required(version), body);
			const view = await readCall(ctx, params.code);
			return { json: asAnswer(view), version: view.call.version };
		}
	}),
	operation({
		method: 'post',
		path: '/calls/{code}/acts/end',
		id: 'endCall',
		summary: 'End a call that has closed: it takes no returned practices any more, and its figures become public',
		tag: 'calls',
		policy: 'secretariat',
		params: ByCode,
		versioned: true,
		answer: CallAnswer,
		run: async (ctx, { params, version }) => {
			await endCall(ctx, params.code, required(version));
			const view = await readCall(ctx, params.code);
			return { json: asAnswer(view), version: view.call.version };
		}
	})
];
