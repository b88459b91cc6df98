// The board and the seats of panels through the API.
import { z } from 'zod';
import { CallCode } from '#features/calls/schema.ts';
import { PracticeCode, PracticeState } from '#features/practices/schema.ts';
import type { Ctx } from '#platform/ctx.ts';
import { type AnyOperation, operation } from '#platform/http/api.ts';
import { readBoard } from '../handlers/board.server.ts';
import { decideTie, excuseAssessor, excuseMyself, moveDue } from '../handlers/seats.server.ts';
import { BoardQuery, DueChange, Excuse, OwnExcuse, TieDecision, Waiting } from '../schema.ts';

const ByCode = z.object({ code: PracticeCode });
const BySeat = ByCode.extend({ assessmentId: z.uuid() });
const CallName = z.object({ code: CallCode, title: z.string() });
const moment = z.iso.datetime();

const BoardAnswer = z.object({
	rows: z.array(
		z.object({
			code: PracticeCode,
			title: z.string(),
			state: PracticeState,
			stateSince: moment,
			ownerName: z.string().nullable(),
			call: CallName.nullable(),
			waitsFor: Waiting,
			seats: z.number().int(),
			handedIn: z.number().int(),
			inHand: z.array(z.object({ id: z.string(), name: z.string() })),
			deadline: moment.nullable(),
			timeZone: z.string(),
			isOverdue: z.boolean()
		})
	),
	counts: z.array(z.object({ state: PracticeState, count: z.number().int() })),
	loads: z.array(z.object({ id: z.string(), name: z.string(), inHand: z.number().int(), overdue: z.number().int() }))
});

/** What the secretariat does with one seat of a panel; it answers nothing. */
function onSeat<B extends z.ZodObject>(
	name: 'excuse' | 'decideTie' | 'moveDue',
	summary: string,
	body: B,
	perform: (ctx: Ctx, code: string, assessmentId: string, input: z.output<B>) => Promise<void>
): AnyOperation {
	return operation({
		method: 'post',
		path: `/practices/{code}/assessments/{assessmentId}/acts/${name}`,
		id: `${name}OfSeat`,
		summary,
		tag: 'assessing',
		policy: 'secretariat',
		params: BySeat,
		body,
		creates: true,
		answer: 'empty',
		run: async (ctx, { params, body: given }) => {
			await perform(ctx, params.code, params.assessmentId, given as z.output<B>);
			return { status: 204, json: null };
		}
	});
}

export const seatOperations: AnyOperation[] = [
	operation({
		method: 'get',
		path: '/board',
		id: 'readBoard',
		summary: 'What waits, for whom, since when and until when; for the secretariat',
		tag: 'assessing',
		policy: 'secretariat',
		query: BoardQuery.extend({ overdue: z.stringbool().default(false) }),
		answer: BoardAnswer,
		run: async (ctx, { query }) => ({ json: await readBoard(ctx, query) })
	}),
	// Asked before the acts on other seats, whose id stands where `mine` does.
	operation({
		method: 'post',
		path: '/practices/{code}/assessments/mine/acts/excuse',
		id: 'excuseMyself',
		summary: 'Ask to be let off, before handing in',
		tag: 'assessing',
		policy: 'assessor',
		params: ByCode,
		body: OwnExcuse,
		creates: true,
		answer: 'empty',
		run: async (ctx, { params, body }) => {
			await excuseMyself(ctx, params.code, body);
			return { status: 204, json: null };
		}
	}),
	onSeat(
		'excuse',
		'Excuse somebody who is late, or whose institution has become a party',
		Excuse.omit({ assessmentId: true }),
		(ctx, code, assessmentId, excuse) => excuseAssessor(ctx, code, { ...excuse, assessmentId })
	),
	onSeat(
		'decideTie',
		'Accept a declared tie to the funder, or refuse it, which excuses',
		TieDecision.omit({ assessmentId: true }),
		(ctx, code, assessmentId, decision) => decideTie(ctx, code, { ...decision, assessmentId })
	),
	onSeat('moveDue', 'Give somebody another last day', DueChange.omit({ assessmentId: true }), (ctx, code, assessmentId, due) =>
		moveDue(ctx, code, { ...due, assessmentId })
	)
];
