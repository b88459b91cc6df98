// What is due by the clock: notices become mails, mails go out, and both are forgotten when they have had their time.
import { change } from '#platform/change.server.ts';
import type { App, Ctx } from '#platform/ctx.ts';
import { languageTags } from '#platform/locale.ts';
import { openPostman, type Refusal } from '#platform/mail.server.ts';
import { isoDayOf } from '#platform/moments.ts';
import { codesIn, notifySecretariat } from './handlers.server.ts';
import { isWished, noticeLetter } from './rules.ts';
import * as store from './store.server.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

/** What happens to somebody within this time, in ms, comes in one mail. */
const gathering = 5 * minute;
/** Notices looked at in a round. */
const mostNotices = 2000;

/** Writes one mail per person about what has waited long enough, as far as she wishes to hear of it. */
export async function writeMails({ db, config, now }: App): Promise<void> {
	const waiting = await store.listUnmailed(db, new Date(now().getTime() - gathering), mostNotices);
	if (waiting.length === 0) return;
	const [titles, network] = await Promise.all([store.titlesOf(db, codesIn(waiting)), store.networkName(db)]);
	for (const notices of Map.groupBy(waiting, ({ personId }) => personId).values()) {
		const [first] = notices;
		if (!first) continue;
		const { personId, name, email, locale } = first;
		const told = notices.filter((notice) => notice.isActive && !notice.readAt && isWished(notice.wish, notice));
		if (told.length > 0) {
			const letter = noticeLetter(told, titles, { origin: config.origin, network, name, locale });
			const ids = told.map(({ id }) => id);
			await store.insertNoticeMail(db, { personId, purpose: 'notices', recipient: email, ...letter }, ids, now());
		}
		const left = notices.filter((notice) => !told.includes(notice)).map(({ id }) => id);
		await store.passOver(db, left, now());
	}
}

/** Mails sent in a round; the rest goes in the next one. */
const mostMails = 200;
/** Longest time one attempt takes, in ms: until then nobody else tries the same mail. */
const attempt = 2 * minute;
/** How long to wait after the first, second … attempt that failed, in ms; after all of them the last counts. */
const waits = [5, 15, 60, 180, 360].map((minutes) => minutes * minute);
/** A mail that has not gone for so long is given up, in ms. */
const longestWay = 3 * day;

/** Sends what is due, where there is a mail server. A failure that concerns every mail ends the round. */
export async function sendMails(app: App): Promise<void> {
	const { db, config, now } = app;
	if (!config.mail) return;
	const postman = await openPostman(config.mail);
	try {
		for (let count = 0; count < mostMails; count += 1) {
			const mail = await store.claimMail(db, now(), new Date(now().getTime() + attempt));
			if (!mail) return;
			const { id, recipient, subject, body, locale, unsubscribePath } = mail;
			const unsubscribe = unsubscribePath === null ? undefined : config.origin + unsubscribePath;
			const refusal = await postman.send({ id, to: recipient, subject, text: body, language: languageTags[locale], unsubscribe });
			if (!refusal) await store.markSent(db, id, now(), 'server');
			else if (await settleRefused(app, mail, refusal)) return;
		}
	} finally {
		postman.close();
	}
}

/** @returns whether to stop for now */
async function settleRefused(app: App, mail: store.ClaimedMail, { why, isFinal, isForAll }: Refusal): Promise<boolean> {
	const now = app.now();
	app.log.warn('mail.refused', { mail: mail.id, why, attempts: mail.attempts });
	if (isFinal || now.getTime() - mail.createdAt.getTime() > longestWay) await giveUp(app, mail, why);
	else await store.putOff(app.db, mail.id, why, new Date(now.getTime() + (waits[mail.attempts - 1] ?? waits.at(-1) ?? day)));
	return isForAll;
}

/**
 * The secretariat hears of it, of one person at most once a day: a notice about a mail becomes a mail, too. Of somebody without an account
 * nobody hears.
 */
async function giveUp(app: App, { id, personId }: store.ClaimedMail, why: Refusal['why']): Promise<void> {
	const ctx: Ctx = { app, actor: { kind: 'operator' }, door: 'server', locale: 'es' };
	await change(ctx, 'mail.giveUp', async (tx, about) => {
		await store.giveUp(tx, id, why);
		if (personId === null) return about({ kind: 'instance', id: 'instance', detail: { mail: id, why } });
		const once = `contactBounced:${personId}:${isoDayOf(app.now())}`;
		await notifySecretariat(ctx, tx, { kind: 'contactBounced', detail: { count: 1 }, isTodo: true, once });
		about({ kind: 'person', id: personId, detail: { mail: id, why } });
	});
}

/** How long a notice that was read is kept, in ms. */
const noticesKept = 365 * day;
/** How long a mail is kept, in ms. */
const mailsKept = 90 * day;

/** Forgets notices and mails that have had their time, and mails to people whose account was closed. */
export async function forgetNotices({ db, now }: App): Promise<void> {
	await store.deleteRead(db, new Date(now().getTime() - noticesKept));
	await store.deleteMails(db, new Date(now().getTime() - mailsKept));
}
