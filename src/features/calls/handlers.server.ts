// Acts on calls: make, change, end; what everybody may read of them, and the pool, which only the secretariat sees.
import { allEditions, readEdition } from '#features/methodology/handlers.server.ts';
import { notify } from '#features/notices/handlers.server.ts';
import { change } from '#platform/change.server.ts';
import { actorId, type Ctx, hasRole, type Tx } from '#platform/ctx.ts';
import { Problem } from '#platform/problem.ts';
import { dayThere } from '#platform/zones.ts';
import { phaseOf, takesIn, timesOf } from './rules.ts';
import type { Call, CallInput, CallPhase, PoolPerson } from './schema.ts';
import * as store from './store.server.ts';

/** A call and where it stands now. */
export interface CallView {
	call: Call;
	phase: CallPhase;
}

/** All calls, the one that closes last first; anybody may read them. */
export async function listCalls(ctx: Ctx): Promise<CallView[]> {
	const now = ctx.app.now();
	return (await store.listCalls(ctx.app.db)).map((call) => ({ call, phase: phaseOf(call, now) }));
}

/** One call, for anybody. @throws Problem notFound */
export async function readCall(ctx: Ctx, code: string): Promise<CallView> {
	const call = await store.findCall(ctx.app.db, code);
	if (!call) throw new Problem('notFound');
	return { call, phase: phaseOf(call, ctx.app.now()) };
}

/** Calls that take practices in now, the one that closes first on top: what an author chooses from. */
export async function listOpenCalls(ctx: Ctx): Promise<Call[]> {
	const open = (await listCalls(ctx)).filter(({ phase }) => phase === 'open').map(({ call }) => call);
	return open.sort((a, b) => a.closesAt.getTime() - b.closesAt.getTime());
}

/** What the author of a draft chooses from. */
export interface CallChoice {
	/** Calls that take the practice in now. */
	offered: Call[];
	/** The call chosen before, if any. */
	chosen: Call | null;
	/** Whether what was chosen still takes the practice in. */
	isOffered: boolean;
}

/** Calls for one practice. @param practice the call it answers so far, and whether it came back with observations from it */
export async function readCallChoice(
	ctx: Ctx,
	{ callId, isReturned }: { callId: string | null; isReturned: boolean }
): Promise<CallChoice> {
	const open = await listOpenCalls(ctx);
	const chosen = (callId && (await store.findCallById(ctx.app.db, callId))) || null;
	const isOffered = chosen !== null && takesIn(chosen, ctx.app.now(), { isReturned });
	const isAmongOpen = open.some(({ id }) => id === callId);
	return { offered: chosen && isOffered && !isAmongOpen ? [chosen, ...open] : open, chosen, isOffered };
}

// the secretariat's -----------------------------------------------------------------------------------------------

/** A call as the secretariat's list shows it. */
export interface CallOverview extends CallView {
	counts: Omit<store.CallCounts, 'callId'>;
}

/** All calls with how many practices answer each. @throws Problem notAllowed */
export async function listCallOverviews(ctx: Ctx): Promise<CallOverview[]> {
	requireSecretariat(ctx);
	const [views, counts] = await Promise.all([listCalls(ctx), store.countPractices(ctx.app.db)]);
	const byCall = new Map(counts.map(({ callId, ...count }) => [callId, count]));
	return views.map((view) => ({ ...view, counts: byCall.get(view.call.id) ?? { drafts: 0, underWay: 0, decided: 0 } }));
}

/** A call with everybody who is or could be in its pool. @throws Problem notFound, notAllowed */
export async function readCallDesk(ctx: Ctx, code: string): Promise<CallOverview & { people: PoolPerson[]; isAnswered: boolean }> {
	const overview = (await listCallOverviews(ctx)).find(({ call }) => call.code === code);
	if (!overview) throw new Problem('notFound');
	const [people, isAnswered] = await Promise.all([
		store.listAssessors(ctx.app.db, overview.call.id),
		store.isAnswered(ctx.app.db, overview.call.id)
	]);
	return { ...overview, people, isAnswered };
}

/** Everybody who could be in the pool of a new call. @throws Problem notAllowed */
export async function listPossibleAssessors(ctx: Ctx): Promise<PoolPerson[]> {
	requireSecretariat(ctx);
	return store.listAssessors(ctx.app.db, null);
}

/** Makes a call; everybody can read it at once. @returns its code @throws Problem notAllowed, invalidInput with the field that is wrong */
export async function createCall(ctx: Ctx, input: CallInput): Promise<{ code: string }> {
	requireSecretariat(ctx);
	return change(ctx, 'call.create', async (tx, about) => {
		const fields = await checkInput(ctx, tx, input);
		const now = ctx.app.now();
		const { id, code } = await store.insertCall(tx, { ...fields, createdBy: actorId(ctx.actor), createdAt: now });
		await store.replacePool(tx, id, input.assessors, now);
		about({ kind: 'call', id: code, detail: { edition: input.edition, assessors: input.assessors.length } });
		return { code };
	});
}

/**
 * Changes a call. What its practices are judged by stays as it is once a practice answers it; dates by which assessors were already asked to
 * hand in stay too. Whoever writes a practice for it is told when its end moves.
 * @param version of the call the change is based on
 * @throws Problem notFound, notAllowed, versionConflict, wrongState once it is ended, invalidInput with the field that is wrong
 */
export async function changeCall(ctx: Ctx, code: string, version: number, input: CallInput): Promise<void> {
	requireSecretariat(ctx);
	await change(ctx, 'call.change', async (tx, about) => {
		const call = await store.lockCall(tx, code);
		if (call.endedAt) throw new Problem('wrongState');
		if (call.version !== version) throw new Problem('versionConflict', { detail: { version: call.version } });
		const fields = await checkInput(ctx, tx, input);
		if (fields.edition !== call.edition && (await store.isAnswered(tx, call.id))) throw wrong('edition', 'editionInUse');
		await store.updateCall(tx, call, fields);
		await store.replacePool(tx, call.id, input.assessors, ctx.app.now());
		if (fields.closesAt.getTime() !== call.closesAt.getTime()) await tellOfNewEnd(ctx, tx, call, fields);
		about({ kind: 'call', id: code, detail: { version: call.version, assessors: input.assessors.length } });
	});
}

async function tellOfNewEnd(ctx: Ctx, tx: Tx, call: Call, { closesAt, timeZone }: Pick<Call, 'closesAt' | 'timeZone'>): Promise<void> {
	const drafts = await store.listDraftsFor(tx, call.id);
	await notify(ctx, tx, {
		to: drafts.map(({ ownerId }) => ownerId),
		kind: 'callMoved',
		detail: { call: call.code, day: dayThere(closesAt, timeZone) }
	});
}

/**
 * Ends a call: from now on nothing more is sent to it, and its figures are public. Practices on their way go on.
 * @throws Problem notFound, notAllowed, versionConflict, wrongState before its closing or when it is ended already
 */
export async function endCall(ctx: Ctx, code: string, version: number): Promise<void> {
	requireSecretariat(ctx);
	await change(ctx, 'call.end', async (tx, about) => {
		const call = await store.lockCall(tx, code);
		if (call.version !== version) throw new Problem('versionConflict', { detail: { version: call.version } });
		if (phaseOf(call, ctx.app.now()) !== 'closed') throw new Problem('wrongState');
		await store.updateCall(tx, call, { endedAt: ctx.app.now() });
		about({ kind: 'call', id: code });
	});
}

/** What is written of a call, once everything that it names is known. */
async function checkInput(ctx: Ctx, tx: Tx, input: CallInput) {
	const { title, introduction, edition, themes, timeZone, assessors } = input;
	if (!allEditions(ctx.app).has(edition)) throw wrong('edition', 'editionUnknown');
	const known = new Set(readEdition(ctx.app, edition).vocabulary.themes.map(({ key }) => key));
	if (themes.some((theme) => !known.has(theme))) throw wrong('themes', 'notInVocabulary');
	const times = timesOf(input);
	if (!times.ok) throw wrong(times.field, times.why);
	const possible = new Set((await store.listAssessors(tx, null)).map(({ id }) => id));
	if (assessors.some((id) => !possible.has(id))) throw wrong('assessors', 'notFound');
	const { opensAt, closesAt, assessBy } = times;
	return { title, introduction, edition, themes: [...new Set(themes)], timeZone, opensAt, closesAt, assessBy };
}

function wrong(path: string, message: string): Problem {
	return new Problem('invalidInput', { fields: [{ path, message }] });
}

/** @throws Problem notAllowed */
function requireSecretariat(ctx: Ctx): void {
	if (ctx.actor.kind !== 'operator' && !hasRole(ctx.actor, 'secretariat')) throw new Problem('notAllowed');
}
