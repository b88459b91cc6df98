// Guessing a password is slowed: per account after few failures, per address after many, because an office shares one address.
// And how people are found in the list of accounts.
import { withoutAccents } from '#platform/folding.ts';
import type { Person } from './schema.ts';

interface Tally {
	count: number;
	/** Milliseconds since 1970 from which the tally is forgotten. */
	until: number;
}

const perAccount = 8;
const perAddress = 100;
const windowMs = 15 * 60 * 1000;
const remembered = 10_000;

function limiter() {
	const accounts = new Map<string, Tally>();
	const addresses = new Map<string, Tally>();
	const count = (tallies: Map<string, Tally>, key: string, now: number) => {
		const tally = tallies.get(key);
		return tally && tally.until > now ? tally.count : 0;
	};
	const add = (tallies: Map<string, Tally>, key: string, now: number) => {
		const before = count(tallies, key, now);
		tallies.delete(key);
		tallies.set(key, { count: before + 1, until: now + windowMs });
		const oldest = tallies.keys().next();
		if (tallies.size > remembered && !oldest.done) tallies.delete(oldest.value);
	};
	return {
		/**
		 * Counts one more attempt, before its password is looked at: of many that come at once none slips through.
		 * @param now in milliseconds since 1970 @returns whether it may be made
		 */
		begin: (email: string, address: string, now: number): boolean => {
			if (count(accounts, email, now) >= perAccount || count(addresses, address, now) >= perAddress) return false;
			add(accounts, email, now);
			add(addresses, address, now);
			return true;
		},
		/** Takes an attempt back that began well; what failed before it at the same address still counts. */
		succeeded: (email: string, address: string) => {
			accounts.delete(email);
			const tally = addresses.get(address);
			if (tally) tally.count = Math.max(0, tally.count - 1);
		}
	};
}

/** The process's tally of failed sign-ins. */
export const attempts = limiter();

/** Whether every word looked for stands somewhere in a person's name, e-mail or institutions; accents and case do not matter. */
export function matchesPerson(person: Pick<Person, 'name' | 'email' | 'institutions'>, sought: string): boolean {
	const text = withoutAccents([person.name, person.email, ...person.institutions.map(({ name }) => name)].join('\n'));
	return withoutAccents(sought)
		.split(/\s+/)
		.every((word) => text.includes(word));
}
