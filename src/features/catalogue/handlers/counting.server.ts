// Keeps the values of all entries in memory (rules/tally.ts), as new as the database: each search says whether something changed since.
import type { App, Db } from '#platform/ctx.ts';
import { Tally } from '../rules/tally.ts';
import * as store from '../store/search.server.ts';

/** Entries read in one statement. */
const atOnce = 5_000;

/** The values of all entries of one app, and up to which moment of the database they were read. */
export class Counting {
	readonly tally = new Tally();
	/** What the database saw when they were read; undefined before the first time. */
	snapshot: string | undefined;
	#running: Promise<void> | undefined;
	#next: Promise<void> | undefined;

	/** Reads what has changed. Whoever asks while it is being read waits for one more reading, which begins after she has asked. */
	catchUp(db: Db): Promise<void> {
		if (!this.#running) {
			this.#running = this.#read(db).finally(() => {
				this.#running = undefined;
			});
			return this.#running;
		}
		this.#next ??= this.#running
			.catch(() => undefined)
			.then(() => {
				this.#next = undefined;
				return this.catchUp(db);
			});
		return this.#next;
	}

	async #read(db: Db): Promise<void> {
		const since = this.snapshot;
		// Taken before the rows: what changes meanwhile is read again the next time.
		const snapshot = await store.takeSnapshot(db);
		for (let after = 0; ; ) {
			const rows = await store.listCounted(db, since, after, atOnce);
			for (const { number, facets, isGone, ...dates } of rows) {
				if (isGone) this.tally.remove(number);
				else this.tally.put(number, facets, dates);
			}
			if (rows.length < atOnce) break;
			after = rows.at(-1)?.number ?? after;
		}
		this.snapshot = snapshot;
	}
}

/** The counting of an app, read for the first time if it never was. */
export async function countingOf(app: App): Promise<Counting & { snapshot: string }> {
	const kept = (app.memory.get('catalogue.counting') as Counting | undefined) ?? new Counting();
	app.memory.set('catalogue.counting', kept);
	if (kept.snapshot === undefined) await kept.catchUp(app.db);
	return kept as Counting & { snapshot: string };
}
