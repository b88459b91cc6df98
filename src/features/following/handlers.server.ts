// Keeping searches in an account, and following one by mail without an account: asked for, confirmed by link, ended by one click.
import { searchCatalogue } from '#features/catalogue/handlers/search.server.ts';
import { facetKeys } from '#features/catalogue/schema.ts';
import { mailLetter } from '#features/notices/handlers.server.ts';
import { networkName } from '#features/notices/store.server.ts';
import { followingMessages } from '#messages/following.ts';
import { change } from '#platform/change.server.ts';
import { actorId, type Ctx } from '#platform/ctx.ts';
import { Problem } from '#platform/problem.ts';
import { newSecret, secretHash } from '#platform/secret.ts';
import { admitsRequest, confirmLetter, mayAsk, nextDue, readQuery, requestKept, spellQuery } from './rules.ts';
import type { Following, FollowRequest, NewSearch, SavedSearch, SearchChange } from './schema.ts';
import * as store from './store.server.ts';

// questions -------------------------------------------------------------------------------------------------------

/** A question as it is kept, in words, and how many practices answer it now. */
export interface DescribedSearch {
	query: string;
	words: string;
	total: number;
}

/** Says in the reader's language what a search asks for. @param text as an address spells it; what makes no sense in it is left out */
export async function describeSearch(ctx: Ctx, text: string): Promise<DescribedSearch> {
	const query = readQuery(text);
	const { facets, total, isRelaxed, isCorrected } = await searchCatalogue(ctx, { ...query, limit: 1 });
	const values = facetKeys.flatMap((facet) => query[facet].map((key) => facets[facet]?.find((value) => value.key === key)?.label ?? key));
	const asked = query.q.trim();
	const words = [asked && `“${asked}”`, ...values].filter(Boolean).join(' · ');
	return {
		query: spellQuery(query),
		words: words || followingMessages(ctx.locale).everything,
		total: isRelaxed || isCorrected ? 0 : total
	};
}

// searches of an account ------------------------------------------------------------------------------------------

/** Somebody's own searches, the newest first. @throws Problem signInRequired */
export async function listSearches(ctx: Ctx): Promise<SavedSearch[]> {
	return store.listSearches(ctx.app.db, requirePerson(ctx));
}

/** Keeps a search. Alerts tell of what is new from now on. @throws Problem signInRequired */
export async function saveSearch(ctx: Ctx, { name, query, alert }: NewSearch): Promise<{ id: string }> {
	const personId = requirePerson(ctx);
	return change(ctx, 'following.save', async (tx, about) => {
		const createdAt = ctx.app.now();
		const dueAt = nextDue(alert, createdAt, createdAt);
		const id = await store.insertSearch(tx, { personId, name, query: spellQuery(readQuery(query)), alert, createdAt, dueAt });
		about({ kind: 'person', id: personId, detail: { search: id } });
		return { id };
	});
}

/**
 * Renames a search, or chooses how often to hear of it; whoever begins to hear of it is told of nothing that is past.
 * @param version the change is based on @returns the new version @throws Problem signInRequired, notFound, versionConflict
 */
export async function changeSearch(ctx: Ctx, id: string, version: number, { name, alert }: SearchChange): Promise<{ version: number }> {
	const personId = requirePerson(ctx);
	return change(ctx, 'following.change', async (tx, about) => {
		const before = await store.lockSearch(tx, personId, id);
		if (!before) throw new Problem('notFound');
		if (before.version !== version) throw new Problem('versionConflict', { detail: { version: before.version } });
		about({ kind: 'person', id: personId, detail: { search: id } });
		const now = ctx.app.now();
		const begins = before.alert === 'none' ? { toldUntil: now } : {};
		const schedule = alert === before.alert ? {} : { dueAt: nextDue(alert, now, now), ...begins };
		return { version: await store.updateSearch(tx, before, { name, alert, ...schedule }) };
	});
}

/** @throws Problem signInRequired, notFound */
export async function removeSearch(ctx: Ctx, id: string): Promise<void> {
	const personId = requirePerson(ctx);
	await change(ctx, 'following.remove', async (tx, about) => {
		if (!(await store.lockSearch(tx, personId, id))) throw new Problem('notFound');
		await store.deleteSearch(tx, id);
		about({ kind: 'person', id: personId, detail: { search: id } });
	});
}

function requirePerson(ctx: Ctx): string {
	const personId = actorId(ctx.actor);
	if (!personId) throw new Problem('signInRequired');
	return personId;
}

// without an account ----------------------------------------------------------------------------------------------

/** Whether followers can be written to: without a mail server, nobody would carry their mails. */
export function takesFollowers(ctx: Ctx): boolean {
	return ctx.app.config.mail !== undefined;
}

/**
 * Asks an address by mail whether it wishes to follow a search. The answer is the same whoever the address belongs to and whatever it follows
 * already: it says nothing of anybody.
 * @param address network address of the caller: one caller asks only a few times in an hour
 * @throws Problem noMailServer, tooManyAttempts
 */
export async function askToFollow(ctx: Ctx, { email, query, alert }: FollowRequest, address: string): Promise<void> {
	if (!takesFollowers(ctx)) throw new Problem('noMailServer');
	if (!admitsRequest(address, ctx.app.now().getTime())) throw new Problem('tooManyAttempts');
	const search = await describeSearch(ctx, query);
	await change(ctx, 'following.ask', async (tx, about) => {
		about({ kind: 'instance', id: 'instance' });
		await store.lockAddress(tx, email);
		const known = await store.listFollowings(tx, email);
		if (!mayAsk(search.query, known, ctx.app.now())) return;
		// The link of an earlier mail works no more.
		for (const { id, query: asked } of known) if (asked === search.query) await store.deleteFollower(tx, id);
		const [secret, stopSecret] = [newSecret(), newSecret()];
		const requestedAt = ctx.app.now();
		const follower = { email, language: ctx.locale, query: search.query, alert, confirmHash: secretHash(secret), stopSecret, requestedAt };
		const followerId = await store.insertFollower(tx, follower);
		const correspondence = { origin: ctx.app.config.origin, network: await networkName(tx), locale: ctx.locale };
		const days = requestKept / (24 * 3600 * 1000);
		const letter = confirmLetter({ words: search.words, alert, secret, days }, correspondence);
		await mailLetter(ctx, tx, { to: { followerId }, recipient: email, purpose: 'follow', ...letter });
	});
	ctx.app.duties?.wake();
}

/** What a link of a mail speaks of, without doing anything. @throws Problem linkUsedOrExpired */
export async function lookAtFollowing(ctx: Ctx, secret: string, purpose: 'confirm' | 'stop'): Promise<Following> {
	const follower = await store.findFollower(ctx.app.db, keyOf(secret, purpose));
	if (!follower || isExpired(ctx, follower)) throw new Problem('linkUsedOrExpired');
	const { query, alert, language, confirmedAt } = follower;
	const { words } = await describeSearch(ctx, query);
	return { query, words, alert, language, isConfirmed: confirmedAt !== null };
}

/** The address wishes to follow: alerts begin now. Done twice, nothing changes. @throws Problem linkUsedOrExpired */
export async function confirmFollowing(ctx: Ctx, secret: string): Promise<void> {
	await change(ctx, 'following.confirm', async (tx, about) => {
		const follower = await store.findFollower(tx, keyOf(secret, 'confirm'));
		if (!follower || isExpired(ctx, follower)) throw new Problem('linkUsedOrExpired');
		const now = ctx.app.now();
		await store.confirmFollower(tx, follower.id, now, nextDue(follower.alert, now, now));
		about({ kind: 'instance', id: 'instance', detail: { follower: follower.id } });
	});
}

/** Ends a following and erases the address. Whoever has ended it already is told the same: it has ended. */
export async function stopFollowing(ctx: Ctx, secret: string): Promise<void> {
	const follower = await store.findFollower(ctx.app.db, keyOf(secret, 'stop'));
	if (!follower) return;
	await change(ctx, 'following.stop', async (tx, about) => {
		await store.deleteFollower(tx, follower.id);
		about({ kind: 'instance', id: 'instance', detail: { follower: follower.id } });
	});
}

function keyOf(secret: string, purpose: 'confirm' | 'stop') {
	return purpose === 'confirm' ? { confirmHash: secretHash(secret) } : { stopSecret: secret };
}

function isExpired(ctx: Ctx, { confirmedAt, requestedAt }: store.FollowerRow): boolean {
	return confirmedAt === null && ctx.app.now().getTime() - requestedAt.getTime() > requestKept;
}
