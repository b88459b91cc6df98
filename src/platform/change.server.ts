// The one door to a transaction: whatever changes leaves its journal row in the same commit.
import { sql } from 'kysely';
import { type App, actorId, type Ctx, type Tx } from './ctx.ts';
import { fromDatabase, Problem } from './problem.ts';

/** What a change was about: kinds, ids, keys and numbers only; never a name, an answer or a token. */
export interface Subject {
	kind:
		| 'practice'
		| 'call'
		| 'institution'
		| 'person'
		| 'instance'
		| 'attachment'
		| 'assessment'
		| 'apiKey'
		| 'import'
		| 'fieldAlias'
		| 'committeeSession'
		| 'collection'
		| 'thesaurusConcept';
	id: string;
	detail?: Record<string, string | number | boolean | null | string[]>;
}

/**
 * Runs one act of the domain in one transaction and writes its journal row.
 * @param act name in the journal, `practice.submit`
 * @param work does the writing; it must call `about` once or more, one journal row each; never answer or send before it returns
 * @throws Problem as thrown by `work`; database refusals come out translated
 */
export async function change<T>(ctx: Ctx, act: string, work: (tx: Tx, about: (subject: Subject) => void) => Promise<T>): Promise<T> {
	try {
		const result = await ctx.app.db.transaction().execute(async (tx) => {
			const earlier = await earlierAnswer<T>(ctx, tx);
			if (earlier) return earlier.answer;
			const subjects: Subject[] = [];
			const result = await work(tx, (subject) => subjects.push(subject));
			if (subjects.length === 0) throw new Error(`${act} changed something without saying what`);
			await tx
				.insertInto('journal')
				.values(
					subjects.map((subject) => ({
						act,
						actorId: ctx.actor.kind === 'operator' ? 'operator' : actorId(ctx.actor),
						door: ctx.door,
						subjectKind: subject.kind,
						subjectId: subject.id,
						detail: sql<string>`${JSON.stringify(subject.detail ?? {})}::jsonb`
					}))
				)
				.execute();
			await keepAnswer(ctx, tx, result);
			return result;
		});
		// Whoever made the change reads it next, and not from a replica that does not know it yet.
		await ctx.app.announced?.();
		return result;
	} catch (error) {
		throw fromDatabase(error);
	}
}

/** Claims the call's key. A parallel call with the same key waits here until the first one has committed. */
async function earlierAnswer<T>(ctx: Ctx, tx: Tx): Promise<{ answer: T } | undefined> {
	if (!ctx.idempotency) return undefined;
	const { key, call, bodyHash } = ctx.idempotency;
	const personId = actorId(ctx.actor) ?? ctx.actor.kind;
	const claimed = await tx
		.insertInto('idempotentCall')
		.values({ key, personId, call, bodyHash })
		.onConflict((conflict) => conflict.doNothing())
		.returning('key')
		.executeTakeFirst();
	if (claimed) return undefined;
	const first = await tx
		.selectFrom('idempotentCall')
		.selectAll()
		.where('key', '=', key)
		.where('personId', '=', personId)
		.executeTakeFirstOrThrow();
	if (first.call !== call || first.bodyHash !== bodyHash) throw new Problem('idempotencyMismatch');
	return { answer: first.answer as T };
}

async function keepAnswer(ctx: Ctx, tx: Tx, answer: unknown): Promise<void> {
	if (!ctx.idempotency) return;
	await tx
		.updateTable('idempotentCall')
		.set({ answer: sql`${JSON.stringify(answer ?? null)}::jsonb` })
		.where('key', '=', ctx.idempotency.key)
		.where('personId', '=', actorId(ctx.actor) ?? ctx.actor.kind)
		.execute();
}

/** How long a call may be repeated and get its first answer again, in ms. */
const callsKept = 7 * 24 * 3600 * 1000;

/** Removes the answers of calls that nobody repeats any more. */
export async function forgetCalls({ db, now }: App): Promise<void> {
	await db
		.deleteFrom('idempotentCall')
		.where('createdAt', '<', new Date(now().getTime() - callsKept))
		.execute();
}
