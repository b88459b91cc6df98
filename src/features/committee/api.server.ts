// The committee through the API: deliberating in writing, convening sessions, writing their act and taking it home.
import { z } from 'zod';
import { CriterionKey } from '#features/methodology/schema.ts';
import { PracticeCode, PracticeState } from '#features/practices/schema.ts';
import { type AnyOperation, operation } from '#platform/http/api.ts';
import { Problem } from '#platform/problem.ts';
import { exportAct } from './handlers/act.server.ts';
import { deliberate, readDeliberation } from './handlers/deliberation.server.ts';
import {
	changeSession,
	closeSession,
	conveneSession,
	listChoices,
	listSessions,
	readSession,
	recordSession
} from './handlers/sessions.server.ts';
import { ActFormat, DeliberationNote, SessionAct, SessionCode, SessionInput, SessionNotes } from './schema.ts';

const ByPractice = z.object({ code: PracticeCode });
const BySession = z.object({ session: SessionCode });
const Versioned = z.object({ version: z.number().int() });
const tag = 'committee';

function required(version: number | undefined): number {
	if (version === undefined) throw new Problem('versionRequired');
	return version;
}

export const committeeOperations: AnyOperation[] = [
	operation({
		method: 'get',
		path: '/practices/{code}/deliberation',
		id: 'readDeliberation',
		summary:
			'Messages of the panel on a practice, by place on the panel and never by name; open to you once you handed in and the panel was disclosed',
		tag,
		policy: 'signedIn',
		params: ByPractice,
		answer: z.object({
			notes: z.array(
				z.object({
					id: z.uuid(),
					criterion: CriterionKey.nullable(),
					seat: z.number().int().nullable(),
					isOwn: z.boolean(),
					text: z.string(),
					createdAt: z.iso.datetime()
				})
			),
			ownSeat: z.number().int().nullable(),
			canWrite: z.boolean()
		}),
		run: async (ctx, { params }) => ({ json: await readDeliberation(ctx, params.code) })
	}),
	operation({
		method: 'post',
		path: '/practices/{code}/acts/deliberate',
		id: 'deliberatePractice',
		summary: 'Write to the panel in deliberation; shown without your name',
		tag,
		policy: 'signedIn',
		params: ByPractice,
		body: DeliberationNote,
		creates: true,
		answer: 'empty',
		run: async (ctx, { params, body }) => {
			await deliberate(ctx, params.code, body);
			return { status: 204, json: null };
		}
	}),
	operation({
		method: 'get',
		path: '/committee/sessions',
		id: 'listSessions',
		summary: 'Committee sessions: all for the secretariat, your own otherwise',
		tag,
		policy: 'signedIn',
		answer: z.object({
			items: z.array(
				z.object({
					code: SessionCode,
					title: z.string(),
					heldAt: z.iso.datetime(),
					timeZone: z.string(),
					closedAt: z.iso.datetime().nullable(),
					items: z.number().int(),
					members: z.number().int()
				})
			)
		}),
		run: async (ctx) => ({ json: { items: await listSessions(ctx) } })
	}),
	operation({
		method: 'get',
		path: '/committee/choices',
		id: 'listSessionChoices',
		summary: 'Practices that a session may speak of now, and people who may be invited',
		tag,
		policy: 'secretariat',
		answer: z.object({
			practices: z.array(z.object({ code: PracticeCode, title: z.string(), state: PracticeState, callCode: z.string().nullable() })),
			people: z.array(
				z.object({ personId: z.string(), name: z.string(), institutions: z.array(z.object({ id: z.uuid(), name: z.string() })) })
			)
		}),
		run: async (ctx) => ({ json: await listChoices(ctx) })
	}),
	operation({
		method: 'post',
		path: '/committee/sessions',
		id: 'conveneSession',
		summary: 'Convene a session; the panels of its practices are invited with it',
		tag,
		policy: 'secretariat',
		body: SessionInput,
		creates: true,
		answer: z.object({ code: SessionCode }),
		run: async (ctx, { body }) => {
			const { code } = await conveneSession(ctx, body);
			return { status: 201, json: { code }, location: `/committee/sessions/${code}` };
		}
	}),
	operation({
		method: 'get',
		path: '/committee/sessions/{session}',
		id: 'readSession',
		summary: 'A session and what its act says so far',
		tag,
		policy: 'signedIn',
		params: BySession,
		answer: z.object({ act: SessionAct, version: z.number().int(), notClosable: z.string().nullable() }),
		run: async (ctx, { params }) => {
			const { act, session, notClosable } = await readSession(ctx, params.session);
			return { json: { act, notClosable, version: session.version }, version: session.version };
		}
	}),
	operation({
		method: 'put',
		path: '/committee/sessions/{session}',
		id: 'changeSession',
		summary: 'Change what a session was convened for, until it is closed',
		tag,
		policy: 'secretariat',
		params: BySession,
		body: SessionInput,
		versioned: true,
		answer: Versioned,
		run: async (ctx, { params, body, version }) => {
			const saved = await changeSession(ctx, params.session, required(version), body);
			return { json: saved, version: saved.version };
		}
	}),
	operation({
		method: 'put',
		path: '/committee/sessions/{session}/notes',
		id: 'recordSession',
		summary: 'Write down attendance, resolutions and minutes of a session, until it is closed',
		tag,
		policy: 'secretariat',
		params: BySession,
		body: SessionNotes,
		versioned: true,
		answer: Versioned,
		run: async (ctx, { params, body, version }) => {
			const saved = await recordSession(ctx, params.session, required(version), body);
			return { json: saved, version: saved.version };
		}
	}),
	operation({
		method: 'post',
		path: '/committee/sessions/{session}/close',
		id: 'closeSession',
		summary: 'Close a session that has its quorum; its act changes no more',
		tag,
		policy: 'secretariat',
		params: BySession,
		versioned: true,
		answer: 'empty',
		run: async (ctx, { params, version }) => {
			await closeSession(ctx, params.session, required(version));
			return { status: 204, json: null };
		}
	}),
	operation({
		method: 'get',
		path: '/committee/sessions/{session}/act/{format}',
		id: 'exportAct',
		summary: 'The act of a session as Word or PDF; a draft until it is closed',
		tag,
		policy: 'signedIn',
		params: BySession.extend({ format: ActFormat }),
		answer: 'file',
		run: (ctx, { params }) => exportAct(ctx, params.session, params.format)
	})
];
