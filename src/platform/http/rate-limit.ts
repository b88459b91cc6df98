// How often somebody may call: a bucket per caller that a call takes a token from and that fills up again by itself, so that short
// bursts pass and only a steady stream is slowed. In memory, per process, and bounded.

/** Callers remembered; the one that has been silent longest goes first, and comes back with a full bucket. */
const remembered = 10_000;
const minute = 60_000;

interface Bucket {
	tokens: number;
	/** Milliseconds since 1970 of the last call. */
	at: number;
}

/** Where a caller stands after a call. */
export interface Standing {
	/** Calls allowed in a minute. */
	perMinute: number;
	/** Whole calls that would pass at once. */
	left: number;
	/** Seconds until the next one passes; 0 when this one did. */
	wait: number;
}

export class RateLimit {
	readonly #perMinute: number;
	readonly #buckets = new Map<string, Bucket>();

	/** @param perMinute calls in a minute, and as many at once after a minute of silence */
	constructor(perMinute: number) {
		this.#perMinute = perMinute;
	}

	/** Callers remembered at the moment. */
	get size(): number {
		return this.#buckets.size;
	}

	/**
	 * Counts a call; one that is refused takes nothing.
	 * @param now milliseconds since 1970
	 */
	take(caller: string, now: number): Standing {
		const perMinute = this.#perMinute;
		const before = this.#buckets.get(caller) ?? { tokens: perMinute, at: now };
		const tokens = Math.min(perMinute, before.tokens + (Math.max(0, now - before.at) * perMinute) / minute);
		const passes = tokens >= 1;
		const rest = passes ? tokens - 1 : tokens;
		this.#buckets.delete(caller);
		this.#buckets.set(caller, { tokens: rest, at: now });
		const oldest = this.#buckets.keys().next();
		if (this.#buckets.size > remembered && !oldest.done) this.#buckets.delete(oldest.value);
		const wait = passes ? 0 : Math.max(1, Math.ceil(((1 - rest) * minute) / perMinute / 1000));
		return { perMinute, left: Math.floor(rest), wait };
	}
}

/** Headers that say where a caller stands: https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/ */
export function rateHeaders({ perMinute, left, wait }: Standing): Record<string, string> {
	const untilNext = wait || (left > 0 ? 0 : Math.ceil(60 / perMinute));
	return { 'ratelimit-policy': `"default";q=${perMinute};w=60`, ratelimit: `"default";r=${left};t=${untilNext}` };
}
