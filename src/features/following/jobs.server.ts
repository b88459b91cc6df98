// What is due by the clock: alerts about what is new among the answers of a search, and the end of requests that nobody confirmed.
import { catalogueDocuments } from '#features/catalogue/handlers/catalogue.server.ts';
import type { CatalogueDocument } from '#features/catalogue/schema.ts';
import { readEdition } from '#features/methodology/handlers.server.ts';
import { mailLetter } from '#features/notices/handlers.server.ts';
import { networkName } from '#features/notices/store.server.ts';
import { labelMessages } from '#messages/labels.ts';
import { change } from '#platform/change.server.ts';
import type { App, Ctx } from '#platform/ctx.ts';
import { inLocale } from '#platform/locale.ts';
import { describeSearch } from './handlers.server.ts';
import { alertLetter, newsOf, nextDue, readQuery, requestKept, type Told, type Window, windowAt } from './rules.ts';
import * as store from './store.server.ts';

/** Alerts looked at in a round; the rest comes in the next one. */
const mostAlerts = 500;
/** Practices told of in one mail; of the others it says how many there are. */
const mostTold = 20;

/** Tells whoever it is due for what is new since the last time; nothing new, no mail. One that fails is tried again in the next round. */
export async function tellFollowers(app: App): Promise<void> {
	for (const due of await store.listDue(app.db, app.now(), mostAlerts)) {
		try {
			await tell(app, due);
		} catch (error) {
			app.log.error('alert.failed', error, { search: due.id });
		}
	}
}

async function tell(app: App, due: store.DueRow): Promise<void> {
	const ctx: Ctx = { app, actor: { kind: 'operator' }, door: 'server', locale: due.locale };
	const window = windowAt(due.toldUntil, app.now());
	const dueAt = nextDue(due.alert, due.dueAt, app.now());
	const { told, count } = await listNews(ctx, due.query, window);
	if (count === 0) {
		await store.markTold(app.db, due, window.until, dueAt);
		return;
	}
	const { words } = await describeSearch(ctx, due.query);
	await change(ctx, 'following.alert', async (tx, about) => {
		const { id, personId, stopSecret, email, name, query } = due;
		const subject = personId === null ? { kind: 'instance' as const, id: 'instance' } : { kind: 'person' as const, id: personId };
		about({ ...subject, detail: personId === null ? { follower: id, count } : { search: id, count } });
		if (!(await store.markTold(tx, due, window.until, dueAt))) return;
		const correspondence = { origin: app.config.origin, network: await networkName(tx), locale: due.locale };
		const stop = stopSecret === null ? '/trabajo/busquedas' : `/seguir/dejar/${stopSecret}`;
		const letter = alertLetter({ words: name || words, query, told, more: count - told.length, stop }, correspondence);
		const to = personId === null ? { followerId: id } : { personId };
		const unsubscribePath = stopSecret === null ? undefined : `/api/v1/following/${stopSecret}`;
		await mailLetter(ctx, tx, { to, recipient: email, purpose: 'alert', ...letter, unsubscribePath });
	});
}

/** What is new among the answers of a question, by code: the first of them, and how many there are. */
async function listNews(ctx: Ctx, text: string, window: Window): Promise<{ told: Told[]; count: number }> {
	const codes = await store.listNewCodes(ctx.app.db, window);
	if (codes.length === 0) return { told: [], count: 0 };
	const told: Told[] = [];
	let count = 0;
	for await (const documents of catalogueDocuments(ctx, readQuery(text), codes)) {
		const news = documents.flatMap((document) => asTold(ctx, document, window));
		count += news.length;
		told.push(...news.slice(0, mostTold - told.length));
	}
	return { told, count };
}

function asTold(ctx: Ctx, document: CatalogueDocument, window: Window): Told[] {
	const news = newsOf(document, window);
	if (!news) return [];
	const { code, title, label, verdict } = document;
	const given = inLocale(readEdition(ctx.app, verdict.edition).classes[verdict.class].name, ctx.locale);
	const state = label ? `${given} · ${labelMessages(ctx.locale).states[label.state]}` : given;
	return [{ code, title, news, state }];
}

/** Forgets requests that nobody confirmed in time, and followers whose address takes no mail. */
export async function forgetRequests({ db, now }: App): Promise<void> {
	await store.forgetFollowers(db, new Date(now().getTime() - requestKept));
}
