// Guessing a password is slowed: per account after few failures, per address after many, because an office shares one address.
// And how people are found in the list of accounts.
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
		/** Whether one more attempt may be made now. `now` in milliseconds since 1970. */
		allowed: (email: string, address: string, now: number) =>
			count(accounts, email, now) < perAccount && count(addresses, address, now) < perAddress,
		failed: (email: string, address: string, now: number) => {
			add(accounts, email, now);
			add(addresses, address, now);
		},
		succeeded: (email: string) => {
			accounts.delete(email);
		}
	};
}

/** The process's tally of failed sign-ins. */
export const attempts = limiter();

/** Whether every word looked for stands somewhere in a person's name, e-mail or institutions; accents and case do not matter. */
export function matchesPerson(person: Pick<Person, 'name' | 'email' | 'institutions'>, sought: string): boolean {
	const text = plain([person.name, person.email, ...person.institutions.map(({ name }) => name)].join('\n'));
	return plain(sought)
		.split(/\s+/)
		.every((word) => text.includes(word));
}

function plain(text: string): string {
	return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
}
