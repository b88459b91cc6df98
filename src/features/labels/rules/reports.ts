// Reports of harm come from anybody without an account, so one address may send only a few of them in an hour.

const mostPerAddress = 5;
const windowMs = 3600 * 1000;
const remembered = 10_000;

interface Tally {
	count: number;
	/** Milliseconds since 1970 from which the tally is forgotten. */
	until: number;
}

/** A tally per address, in the memory of this process. */
export function reportLimiter() {
	const addresses = new Map<string, Tally>();
	/**
	 * Counts one more report.
	 * @param address network address of the caller @param now in milliseconds since 1970 @returns whether it may be taken
	 */
	return (address: string, now: number): boolean => {
		const before = addresses.get(address);
		const tally = before && before.until > now ? before : { count: 0, until: now + windowMs };
		if (tally.count >= mostPerAddress) return false;
		addresses.delete(address);
		addresses.set(address, { ...tally, count: tally.count + 1 });
		const oldest = addresses.keys().next();
		if (addresses.size > remembered && !oldest.done) addresses.delete(oldest.value);
		return true;
	};
}

/** The process's own tally. */
export const admitsReport = reportLimiter();
