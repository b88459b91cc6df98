// What a call asks for by the clock: authors hear that it is open, and those who write for it that it closes soon.
import { notify } from '#features/notices/handlers.server.ts';
import { listGiven } from '#features/notices/store.server.ts';
import { change } from '#platform/change.server.ts';
import type { App, Ctx } from '#platform/ctx.ts';
import { dayThere } from '#platform/zones.ts';
import { phaseOf } from './rules.ts';
import type { Call } from './schema.ts';
import * as store from './store.server.ts';

/** Days before the end at which authors are reminded. */
const remindedDays = [7, 2];
const dayLong = 24 * 3600 * 1000;

/** Tells authors of open calls, and those with a draft for one that it closes soon. Told once each, however often it runs. */
export async function remindOfCalls(app: App): Promise<void> {
	const now = app.now();
	const ctx: Ctx = { app, actor: { kind: 'operator' }, door: 'server', locale: 'es' };
	for (const call of await store.listCalls(app.db)) {
		if (phaseOf(call, now) !== 'open') continue;
		await announce(ctx, call);
		await remindOfEnd(ctx, call);
	}
}

async function announce(ctx: Ctx, call: Call): Promise<void> {
	const once = `callOpened:${call.code}`;
	const authors = await store.listAuthorIds(ctx.app.db);
	if (authors.length === 0 || (await listGiven(ctx.app.db, [once])).has(once)) return;
	await change(ctx, 'call.announce', async (tx, about) => {
		about({ kind: 'call', id: call.code, detail: { told: authors.length } });
		await notify(ctx, tx, {
			to: authors,
			kind: 'callOpened',
			detail: { call: call.code, day: dayThere(call.closesAt, call.timeZone) },
			once
		});
	});
}

async function remindOfEnd(ctx: Ctx, call: Call): Promise<void> {
	const left = call.closesAt.getTime() - ctx.app.now().getTime();
	// The nearest reminder alone: a call that is made shortly before its end is not announced twice at once.
	const days = remindedDays.filter((each) => left <= each * dayLong).at(-1);
	if (days === undefined) return;
	const nameOf = (practice: string) => `callClosing:${practice}:${call.code}:${call.closesAt.toISOString()}:${days}`;
	const drafts = await store.listDraftsFor(ctx.app.db, call.id);
	const given = await listGiven(
		ctx.app.db,
		drafts.map(({ code }) => nameOf(code))
	);
	for (const { code, ownerId } of drafts) {
		if (given.has(nameOf(code))) continue;
		await change(ctx, 'call.remind', async (tx, about) => {
			about({ kind: 'practice', id: code, detail: { call: call.code } });
			const detail = { call: call.code, practice: code, day: dayThere(call.closesAt, call.timeZone), days };
			await notify(ctx, tx, { to: [ownerId], kind: 'callClosing', detail, isTodo: true, once: nameOf(code) });
		});
	}
}
