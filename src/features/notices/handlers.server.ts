// Telling people: what happened is written down with it, in the same transaction; reading it; and the mails that did not go by themselves.
import { noticeMessages } from '#messages/notices.ts';
import { change } from '#platform/change.server.ts';
import { actorId, type Ctx, type Db, hasRole, type Tx } from '#platform/ctx.ts';
import { type Locale, splitLocale } from '#platform/locale.ts';
import { Problem } from '#platform/problem.ts';
import { factsOf, isStillTodo, linkLetter, noticePath, type Titles } from './rules.ts';
import { type MarkRead, type Notice, NoticeDetail, type NoticeKind, type NoticePage, type OutgoingMail, type PageQuery } from './schema.ts';
import * as store from './store.server.ts';

/** What somebody should hear of. */
export interface NoticeText {
	kind: NoticeKind;
	/** Codes, days, keys and numbers only; never a name, an institution or a text. */
	detail?: NoticeDetail;
	/** Something to do, not only to know. */
	isTodo?: boolean;
	/** Name of a reminder that nobody is given twice: `labelExpiring:AC-0001:2026-11-22:30`. */
	once?: string;
}

/**
 * Tells people something, as part of the change that it is about. Deactivated people are left out; whoever acts is too, except in a
 * reminder (`once`), which nobody gives by acting.
 * @param tx the transaction of the change; a reminder that belongs to no change is given by `ctx.app.db`
 * @param notice `to`: ids of people; empty ones and repetitions are ignored
 */
export async function notify(
	ctx: Ctx,
	tx: Tx | Db,
	{ to, kind, detail = {}, isTodo = false, once }: NoticeText & { to: readonly (string | null | undefined)[] }
): Promise<void> {
	const acting = once === undefined ? actorId(ctx.actor) : null;
	const personIds = [...new Set(to)].filter((id): id is string => typeof id === 'string' && id !== '' && id !== acting);
	const row = { kind, detail: NoticeDetail.parse(detail), isTodo, once: once ?? null, createdAt: ctx.app.now() };
	await store.insertNotices(tx, personIds, row);
}

/** Tells every active account of the secretariat; the practice is looked at through the secretariat's page. */
export async function notifySecretariat(ctx: Ctx, tx: Tx | Db, notice: NoticeText): Promise<void> {
	await notify(ctx, tx, { ...notice, detail: { at: 'secretariat', ...notice.detail }, to: await store.secretariatIds(tx) });
}

// reading ---------------------------------------------------------------------------------------------------------

/** Somebody's own notices, in the language asked for; unread ones first. @throws Problem signInRequired */
export async function listNotices(ctx: Ctx, { page, limit }: PageQuery): Promise<NoticePage> {
	const personId = requirePerson(ctx);
	const { db } = ctx.app;
	// One more than asked for tells whether there is a next page.
	const [rows, unread] = await Promise.all([
		store.listNotices(db, personId, (page - 1) * limit, limit + 1),
		store.countUnread(db, personId)
	]);
	const shown = rows.slice(0, limit);
	const codes = codesIn(shown);
	const [titles, states] = await Promise.all([store.titlesOf(db, codes), store.statesOf(db, codes)]);
	const stateFor = ({ practice }: NoticeDetail) => (typeof practice === 'string' ? states.get(practice) : undefined);
	const items = shown.map((row) => ({ ...inWords(row, titles, ctx.locale), isTodo: isStillTodo(row, stateFor(row.detail)) }));
	return { items, unread, next: rows.length > limit ? page + 1 : null };
}

/** Codes that notices speak of, each once. */
export function codesIn(notices: readonly { detail: NoticeDetail }[]): string[] {
	const codes = notices.flatMap(({ detail }) => [detail.practice, detail.call, detail.session]);
	return [...new Set(codes.filter((code): code is string => typeof code === 'string' && code !== ''))];
}

function inWords(row: store.StoredNotice, titles: Titles, locale: Locale): Notice {
	const { id, kind, detail, isTodo, createdAt, readAt } = row;
	const { title, text } = noticeMessages(locale)[kind];
	return { id, kind, title, text: text(factsOf(detail, titles, locale)), path: noticePath(kind, detail), isTodo, createdAt, readAt };
}

/** Marks notices of somebody's own as read: no act of the domain, so the journal says nothing of it. @throws Problem signInRequired */
export async function markNoticesRead(ctx: Ctx, read: MarkRead): Promise<void> {
	await store.markRead(ctx.app.db, requirePerson(ctx), 'all' in read ? 'all' : read.ids, ctx.app.now());
}

/** Marks a notice as read. @returns the page that it leads to, without language @throws Problem notFound, signInRequired */
export async function openNotice(ctx: Ctx, id: number): Promise<string> {
	const personId = requirePerson(ctx);
	const row = await store.findNotice(ctx.app.db, personId, id);
	if (!row) throw new Problem('notFound');
	await store.markRead(ctx.app.db, personId, [id], ctx.app.now());
	return noticePath(row.kind, row.detail);
}

/** Unread notices that are looked at one by one for the page they lead to; older ones are marked on the page of notices. */
const mostLookedAt = 100;

/**
 * How much somebody has not read. Whoever is on the page that a notice leads to has read it.
 * @param path of the page that is shown, with or without language; another person has none: 0
 */
export async function arriveAt(ctx: Ctx, path: string): Promise<number> {
	const personId = actorId(ctx.actor);
	if (!personId) return 0;
	const unread = await store.listUnread(ctx.app.db, personId, mostLookedAt);
	const here = splitLocale(path).path;
	const read = unread.filter(({ kind, detail }) => noticePath(kind, detail) === here).map(({ id }) => id);
	await store.markRead(ctx.app.db, personId, read, ctx.app.now());
	return unread.length - read.length;
}

// mails -----------------------------------------------------------------------------------------------------------

/**
 * Puts a secret link into the mail, as part of the change that made it, where there is a mail server; the secret is kept until it has
 * gone, or was given up. Call `ctx.app.duties?.wake()` after the change.
 * @param days how long the link works
 */
export async function mailLink(
	ctx: Ctx,
	tx: Tx,
	{ personId, ...link }: { personId: string; purpose: 'join' | 'reset'; secret: string; days: number }
): Promise<void> {
	if (!ctx.app.config.mail) return;
	const { email, ...addressee } = await store.getAddressee(tx, personId);
	const letter = linkLetter(link, { ...addressee, origin: ctx.app.config.origin });
	await store.insertLinkMail(tx, { personId, purpose: link.purpose, recipient: email, ...letter }, ctx.app.now());
}

/**
 * Puts a finished letter into the mail, as part of the change that it is about.
 * @param letter `unsubscribePath`: where a mail program ends such letters with one click, below the origin
 */
export async function mailLetter(
	ctx: Ctx,
	tx: Tx,
	letter: Omit<store.NewLetter, 'unsubscribePath'> & { unsubscribePath?: string | undefined }
): Promise<void> {
	await store.insertLetter(tx, { ...letter, unsubscribePath: letter.unsubscribePath ?? null }, ctx.app.now());
}

/** What an outbox shows. */
export interface Outbox {
	items: OutgoingMail[];
	/** Whether there is a mail server. */
	isSending: boolean;
	/** Number of the next page; null at the end. */
	next: number | null;
}

/** Mails that have not gone. @throws Problem notAllowed */
export async function listOutbox(ctx: Ctx, { page, limit }: PageQuery): Promise<Outbox> {
	requireSecretariat(ctx);
	const rows = await store.listOutgoing(ctx.app.db, (page - 1) * limit, limit + 1);
	return { items: rows.slice(0, limit), isSending: ctx.app.config.mail !== undefined, next: rows.length > limit ? page + 1 : null };
}

/** Somebody handed the mail over by other means; its text is erased. @throws Problem notFound, notAllowed */
export async function markDelivered(ctx: Ctx, id: string): Promise<void> {
	requireSecretariat(ctx);
	await change(ctx, 'mail.deliver', async (tx, about) => {
		const mail = await store.findOutgoing(tx, id);
		if (!mail || !(await store.markSent(tx, id, ctx.app.now(), 'hand'))) throw new Problem('notFound');
		about({ kind: 'person', id: mail.personId, detail: { mail: id } });
	});
}

/** Sends a mail that waits or was given up now. @throws Problem notFound when there is none or its text was erased, notAllowed */
export async function retryMail(ctx: Ctx, id: string): Promise<void> {
	requireSecretariat(ctx);
	await change(ctx, 'mail.retry', async (tx, about) => {
		const mail = await store.findOutgoing(tx, id);
		if (!mail || !(await store.tryAgain(tx, id, ctx.app.now()))) throw new Problem('notFound');
		about({ kind: 'person', id: mail.personId, detail: { mail: id } });
	});
	ctx.app.duties?.wake();
}

function requirePerson(ctx: Ctx): string {
	const personId = actorId(ctx.actor);
	if (!personId) throw new Problem('signInRequired');
	return personId;
}

function requireSecretariat(ctx: Ctx): void {
	if (ctx.actor.kind !== 'operator' && !hasRole(ctx.actor, 'secretariat')) throw new Problem('notAllowed');
}
