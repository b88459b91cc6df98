// Work that is done round after round for as long as a process lives, and at once when somebody says that there is some.
import { setTimeout as pause } from 'node:timers/promises';

export class Rounds {
	private readonly ended: Promise<void>;
	private stopping = false;
	private rest = new AbortController();

	/** Begins at once. @param round one round, which throws nothing; gives the ms to rest after it, and ends early when `isStopping` */
	constructor(round: (isStopping: () => boolean) => Promise<number>) {
		this.ended = this.run(round);
	}

	/** Says that there is work: the rest ends now. */
	wake(): void {
		this.rest.abort();
	}

	/** Ends after the round under way. */
	async stop(): Promise<void> {
		this.stopping = true;
		this.wake();
		await this.ended;
	}

	private async run(round: (isStopping: () => boolean) => Promise<number>): Promise<void> {
		while (!this.stopping) {
			// Before the round, so that work that comes during it is not missed.
			this.rest = new AbortController();
			const wait = await round(() => this.stopping);
			if (!this.stopping) await pause(wait, undefined, { signal: this.rest.signal, ref: false }).catch(() => {});
		}
	}
}
