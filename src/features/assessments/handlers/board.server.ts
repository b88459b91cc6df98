// The secretariat's board: what waits, for whom, since when and until when; over all calls or one, and who has how much in hand.
import { listCalls } from '#features/calls/store.server.ts';
import { readEdition } from '#features/methodology/handlers.server.ts';
import { PracticeState } from '#features/practices/schema.ts';
import { actorId, type Ctx } from '#platform/ctx.ts';
import { timeZone } from '#platform/formatters.ts';
import { isoDayOf } from '#platform/moments.ts';
import { endOfDay } from '#platform/zones.ts';
import { isLate } from '../rules/seats.ts';
import { waitsFor } from '../rules/verdict.ts';
import type { BoardQuery, Waiting } from '../schema.ts';
import * as store from '../store/board.server.ts';
import { requireSecretariat } from './review.server.ts';

/** States in which nothing waits for anybody; a board shows them only where they are asked for. */
const settledStates: readonly PracticeState[] = ['published', 'withdrawn', 'retired', 'archived'];
const waitingStates = PracticeState.options.filter((state) => !settledStates.includes(state));

export interface BoardRow {
	code: string;
	/** Markdown, as it stands in the draft. */
	title: string;
	state: PracticeState;
	stateSince: Date;
	ownerName: string | null;
	isSent: boolean;
	call: { code: string; title: string } | null;
	waitsFor: Waiting;
	/** Seats of the current panel that are not excused, and how many of them have handed in. */
	seats: number;
	handedIn: number;
	/** Who has it in hand; empty where the person asking is of the panel herself. */
	inHand: { id: string; name: string }[];
	/** Until when whoever it waits for should be done; null where nobody said. */
	deadline: Date | null;
	/** In which the deadline was set. */
	timeZone: string;
	isOverdue: boolean;
}

/** What an assessor has in hand among the practices of the board. */
export interface BoardLoad {
	id: string;
	name: string;
	inHand: number;
	overdue: number;
}

export interface Board {
	rows: BoardRow[];
	/** Of all practices of the call or altogether, whatever else the board is narrowed to. */
	counts: { state: PracticeState; count: number }[];
	/** Those with most in hand first. */
	loads: BoardLoad[];
	calls: { code: string; title: string }[];
}

/** The board as it is narrowed; longest waiting first. @throws Problem notAllowed */
export async function readBoard(ctx: Ctx, query: BoardQuery): Promise<Board> {
	requireSecretariat(ctx);
	const { db } = ctx.app;
	// A search looks everywhere, also where nothing waits.
	const states = query.state ? [query.state] : query.q === '' ? waitingStates : PracticeState.options;
	const [stored, counts, calls] = await Promise.all([
		store.listBoard(db, { text: query.q, call: query.call, states }),
		store.countStates(db, query.call),
		listCalls(db)
	]);
	const self = actorId(ctx.actor);
	const now = ctx.app.now();
	const lines = stored.map((row) => {
		// Whoever is of the panel sees no more of it than any assessor.
		const seats = self !== null && row.panelistIds.includes(self) ? [] : row.seats.filter(({ submittedAt }) => !submittedAt);
		return { row: lineOf(ctx, row, seats), seats };
	});
	const rows = lines
		.map(({ row }) => row)
		.filter(
			(row) =>
				(query.waitsFor === undefined || row.waitsFor === query.waitsFor) &&
				(query.assessor === undefined || row.inHand.some(({ id }) => id === query.assessor)) &&
				(!query.overdue || row.isOverdue)
		);
	return {
		rows,
		counts: PracticeState.options.flatMap((state) => counts.filter((count) => count.state === state)),
		loads: loadsOf(
			lines.flatMap(({ seats }) => seats),
			now
		),
		calls: calls.map(({ code, title }) => ({ code, title }))
	};
}

function lineOf(ctx: Ctx, row: store.BoardRow, inHand: store.BoardRow['seats']): BoardRow {
	const now = ctx.app.now();
	const { code, title, state, stateSince, ownerName, isSent, call, seats, ties, answerBy } = row;
	const handedIn = seats.filter(({ submittedAt }) => submittedAt).length;
	const minimum = readEdition(ctx.app, row.edition).panelMinimum;
	const isAuthorAsked = answerBy !== null && answerBy >= isoDayOf(now);
	const waiting = waitsFor(state, { seats: seats.length, handedIn, minimum, ties }, isAuthorAsked);
	const deadline = deadlineOf(row, waiting);
	return {
		code,
		title,
		state,
		stateSince,
		ownerName,
		isSent,
		call: call && { code: call.code, title: call.title },
		waitsFor: waiting,
		seats: seats.length,
		handedIn,
		inHand: inHand.map(({ assessorId, assessorName }) => ({ id: assessorId, name: assessorName })),
		deadline,
		timeZone: call?.timeZone ?? timeZone,
		isOverdue: deadline !== null && isLate({ dueAt: deadline, submittedAt: null, excusedAt: null }, now)
	};
}

/** The day that the one it waits for was given: the end of the call for a draft, the first open seat's for a panel, the answer's for a verdict. */
function deadlineOf({ state, call, seats, answerBy }: store.BoardRow, waiting: Waiting): Date | null {
	if (state === 'draft') return call?.closesAt ?? null;
	if (state === 'decided') return waiting === 'author' && answerBy ? (endOfDay(answerBy, timeZone) ?? null) : null;
	if (waiting === 'nobody' || state === 'returned') return null;
	const open = seats.flatMap(({ submittedAt, dueAt }) => (submittedAt || !dueAt ? [] : [dueAt]));
	if (waiting === 'assessors') open.sort((a, b) => a.getTime() - b.getTime());
	return (waiting === 'assessors' ? open[0] : undefined) ?? call?.assessBy ?? null;
}

function loadsOf(seats: store.BoardRow['seats'], now: Date): BoardLoad[] {
	const byAssessor = Map.groupBy(seats, ({ assessorId }) => assessorId);
	return [...byAssessor]
		.map(([id, own]) => ({
			id,
			name: own[0]?.assessorName ?? '',
			inHand: own.length,
			overdue: own.filter((seat) => isLate(seat, now)).length
		}))
		.sort((a, b) => b.inHand - a.inHand || a.name.localeCompare(b.name, 'es'));
}
