// How a question is kept, what of its answers is new, when the next alert is due, and the mails that tell.
import { CatalogueQuery, facetKeys } from '#features/catalogue/schema.ts';
import { reportLimiter } from '#features/labels/rules/reports.ts';
import { followingMessages } from '#messages/following.ts';
import { localePath } from '#platform/locale.ts';
import { type Correspondence, oneLine, type WrittenMail, wrapped } from '#platform/mail-text.ts';
import type { Alert, MailAlert, News } from './schema.ts';

// questions -------------------------------------------------------------------------------------------------------

/** Reads a question as an address spells it, leniently, as the catalogue does; place and length of a page are no part of it. */
export function readQuery(text: string): CatalogueQuery {
	const given = new URLSearchParams(text);
	const names = ['q', ...facetKeys].filter((name) => given.has(name));
	return CatalogueQuery.parse(Object.fromEntries(names.map((name) => [name, given.getAll(name)])));
}

/** Spells a question for an address; the same question is always spelt the same way, whatever the order it was asked in. */
export function spellQuery(query: CatalogueQuery): string {
	const spelt = new URLSearchParams();
	const asked = query.q.trim().replaceAll(/\s+/g, ' ');
	if (asked) spelt.set('q', asked);
	for (const facet of facetKeys) for (const value of query[facet].toSorted()) spelt.append(facet, value);
	return spelt.toString();
}

/** The catalogue's page of a question, without origin or language. @param more further parameters */
export function searchPath(query: string, page = '/practicas', more = ''): string {
	const parameters = [query, more].filter(Boolean).join('&');
	return parameters ? `${page}?${parameters}` : page;
}

// what is new -----------------------------------------------------------------------------------------------------

/** A stretch of time: what happened after `since`, up to and including `until`. */
export interface Window {
	since: Date;
	until: Date;
}

/** What a transaction writes carries the moment it began; by then, in ms, every one that began has ended. */
const settled = 60_000;

/** What is to be told now: from where the last alert ended, and never of the last minute, in which something may still be on its way. */
export function windowAt(toldUntil: Date, now: Date): Window {
	return { since: toldUntil, until: new Date(Math.max(toldUntil.getTime(), now.getTime() - settled)) };
}

/** What of a published practice happened within a window: a publication comes before a change of its label. */
export function newsOf(practice: { publishedAt: string; label: { since: string } | null }, window: Window): News | null {
	if (isWithin(practice.publishedAt, window)) return 'published';
	return practice.label && isWithin(practice.label.since, window) ? 'label' : null;
}

function isWithin(moment: string, { since, until }: Window): boolean {
	const at = new Date(moment).getTime();
	return at > since.getTime() && at <= until.getTime();
}

const day = 24 * 3600 * 1000;
const periods = { daily: day, weekly: 7 * day } as const satisfies Record<MailAlert, number>;

/** When the next alert is due: always at the same hour, however late the last one was; null where none is wished. */
export function nextDue(alert: Alert, from: Date, now: Date): Date | null {
	if (alert === 'none') return null;
	const period = periods[alert];
	const passed = Math.max(0, Math.floor((now.getTime() - from.getTime()) / period));
	return new Date(from.getTime() + (passed + 1) * period);
}

// asking without an account ---------------------------------------------------------------------------------------

/** How long a request that nobody confirms is kept, in ms. */
export const requestKept = 7 * day;

/** Requests that may wait for the same address: nobody fills somebody else's box. */
const mostWaiting = 3;
/** Searches that one address may follow. */
const mostFollowed = 20;
/** How long a mail that asks is waited for before the same question is asked again, in ms. */
const askedAgainAfter = 3600 * 1000;

/** What an address follows or was asked about. */
interface Asked {
	query: string;
	requestedAt: Date;
	confirmedAt: Date | null;
}

/** Whether an address is asked whether it wishes to follow a question, given what it follows and was asked already. */
export function mayAsk(query: string, known: readonly Asked[], now: Date): boolean {
	const same = known.find((asked) => asked.query === query);
	if (same) return same.confirmedAt === null && now.getTime() - same.requestedAt.getTime() >= askedAgainAfter;
	return known.length < mostFollowed && known.filter(({ confirmedAt }) => confirmedAt === null).length < mostWaiting;
}

/** Whether this caller may ask once more; see `reportLimiter`. */
export const admitsRequest = reportLimiter();

// mails -----------------------------------------------------------------------------------------------------------

/** Asks an address whether it wishes to follow. @param days how long the link works */
export function confirmLetter(
	{ words, alert, secret, days }: { words: string; alert: MailAlert; secret: string; days: number },
	{ origin, network, locale }: Correspondence
): WrittenMail {
	const t = followingMessages(locale).mail;
	const link = `${origin}${localePath(locale, `/seguir/confirmar/${secret}`)}`;
	const body = [wrapped(t.confirmText(nameOf(network), words, alert)), link, wrapped(t.confirmUse(days))].join('\n\n');
	return { subject: oneLine(t.confirmSubject(nameOf(network))), body: `${body}\n` };
}

/** A practice in an alert. */
export interface Told {
	code: string;
	title: string;
	news: News;
	/** Class or label as it is now, in words. */
	state: string;
}

/**
 * What is new among the answers of a search.
 * @param more how many more there are than told
 * @param stop path of the page that ends the alerts
 */
export function alertLetter(
	{ words, query, told, more, stop }: { words: string; query: string; told: readonly Told[]; more: number; stop: string },
	{ origin, network, locale }: Correspondence
): WrittenMail {
	const t = followingMessages(locale).mail;
	const link = (path: string) => `${origin}${localePath(locale, path)}`;
	const paragraphs = told.map(({ code, title, news, state }) =>
		[wrapped(`${t.news[news]}: ${oneLine(title)}`), state ? wrapped(state) : '', link(`/practicas/${code}`)].filter(Boolean).join('\n')
	);
	const rest = more > 0 ? [`${t.more(more)}\n${link(searchPath(query, '/practicas', 'sort=updated'))}`] : [];
	const end = `-- \n${nameOf(network)} · Acervo\n${t.whole}\n${link(searchPath(query))}\n${t.stop}\n${link(stop)}`;
	const body = [wrapped(t.alertText(words)), ...paragraphs, ...rest, end].join('\n\n');
	return { subject: oneLine(t.alertSubject(told.length + more, words)), body: `${body}\n` };
}

const nameOf = (network: string) => oneLine(network) || 'Acervo';
