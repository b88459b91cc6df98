// Reading the journal: the secretariat's, and the operator's.
import { actorId, type Ctx, hasRole } from '#platform/ctx.ts';
import { Problem } from '#platform/problem.ts';
import type { JournalPage, JournalQuery } from './schema.ts';
import * as store from './store.server.ts';

/**
 * One page of the journal, newest first. Whoever assesses a practice does not read there who else does.
 * @throws Problem notAllowed
 */
export async function readJournal(ctx: Ctx, { limit, ...query }: JournalQuery): Promise<JournalPage> {
	if (ctx.actor.kind !== 'operator' && !hasRole(ctx.actor, 'secretariat')) throw new Problem('notAllowed');
	// One more than asked for tells whether there is a next page.
	const rows = await store.listEntries(ctx.app.db, query, limit + 1, actorId(ctx.actor));
	const items = rows.slice(0, limit);
	return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}
