// The values of all entries as numbers in memory, so that facets are counted without opening a row: a hundred thousand entries in some
// ten milliseconds, where the database takes ten times as long for a fifth of them (docs/performance.md).
import { type CatalogueQuery, type FacetKey, facetKeys } from '../schema.ts';
import { facetValue, readFacetValue } from './facets.ts';

/** What a search leaves and what could be chosen next. */
export interface Narrowed {
	/** Numbers of the entries that pass every facet. */
	passing: Uint32Array;
	/** Per facet: its values over what the other facets leave. */
	counts: Record<FacetKey, Map<string, number>>;
}

/** A place of an entry in the order by date. */
export interface Dated {
	number: number;
	/** Seconds since 1970. */
	order: number;
}

const facetNumber = new Map<string, number>(facetKeys.map((facet, at) => [facet, at]));

/** All values of all entries. Entries are known by small numbers; values are written as `group:refugee`. */
export class Tally {
	/** Values by the number they have here; undefined for what no facet of the catalogue has. */
	#values: ({ facet: FacetKey; key: string } | undefined)[] = [];
	#valueNumbers = new Map<string, number>();
	#facetOf = new Uint8Array(256);
	/** Where an entry's values begin in `#lists` and how many there are; none and a begin of 0 for an entry that is gone. */
	#begins = new Uint32Array(1024);
	#lengths = new Uint16Array(1024);
	#published = new Float64Array(1024);
	#updated = new Float64Array(1024);
	#isPresent = new Uint8Array(1024);
	#lists = new Uint32Array(16_384);
	#end = 0;
	/** Numbers in `#lists` that no entry has any more. */
	#unused = 0;
	#highest = -1;
	#size = 0;

	/** Puts an entry in, in the place of what stood there. @param published, updated seconds since 1970 */
	put(number: number, values: readonly string[], { published, updated }: { published: number; updated: number }): void {
		this.#makeRoom(number, values.length);
		this.#unused += this.#lengths[number] ?? 0;
		this.#begins[number] = this.#end;
		this.#lengths[number] = values.length;
		for (const value of values) this.#lists[this.#end++] = this.#numberOf(value);
		this.#published[number] = published;
		this.#updated[number] = updated;
		if (!this.#isPresent[number]) this.#size += 1;
		this.#isPresent[number] = 1;
		this.#highest = Math.max(this.#highest, number);
		if (this.#unused > 100_000 && this.#unused > this.#end / 2) this.#compact();
	}

	/** Takes an entry out. */
	remove(number: number): void {
		if (number > this.#highest || !this.#isPresent[number]) return;
		this.#size -= 1;
		this.#unused += this.#lengths[number] ?? 0;
		this.#lengths[number] = 0;
		this.#isPresent[number] = 0;
	}

	/** How many entries are in it. */
	get size(): number {
		return this.#size;
	}

	/** Whether an entry has a value. */
	holds(number: number, value: string): boolean {
		const known = this.#valueNumbers.get(value);
		if (known === undefined || number > this.#highest) return false;
		const begin = this.#begins[number] as number;
		return this.#lists.subarray(begin, begin + (this.#lengths[number] as number)).includes(known);
	}

	/**
	 * Narrows entries down by facets: within a facet one value is enough, all facets must hold.
	 * @param among numbers of entries, or undefined for all
	 */
	narrow(among: Uint32Array | undefined, query: Pick<CatalogueQuery, FacetKey>): Narrowed {
		const asked = facetKeys.filter((facet) => query[facet].length > 0);
		const wanted = new Uint16Array(this.#values.length);
		for (const facet of asked) {
			for (const key of query[facet]) {
				const value = this.#valueNumbers.get(facetValue(facet, key));
				if (value !== undefined) wanted[value] = 1 << asked.indexOf(facet);
			}
		}
		const all = (1 << asked.length) - 1;
		/** By what an entry misses: the number of its only missed facet. */
		const missedFacet = new Map(asked.map((facet, at) => [1 << at, facetNumber.get(facet) ?? 0]));
		const counts = new Uint32Array(this.#values.length);
		const size = among?.length ?? this.#highest + 1;
		const passing = new Uint32Array(size);
		let passed = 0;
		const lists = this.#lists;
		const facetOf = this.#facetOf;
		for (let at = 0; at < size; at += 1) {
			const number = among ? (among[at] as number) : at;
			if (!this.#isPresent[number]) continue;
			const begin = this.#begins[number] as number;
			const end = begin + (this.#lengths[number] as number);
			let met = 0;
			if (all !== 0) for (let place = begin; place < end; place += 1) met |= wanted[lists[place] as number] as number;
			const missed = all & ~met;
			if (missed === 0) {
				passing[passed++] = number;
				for (let place = begin; place < end; place += 1) (counts[lists[place] as number] as number)++;
			} else if ((missed & (missed - 1)) === 0) {
				const only = missedFacet.get(missed);
				for (let place = begin; place < end; place += 1) {
					const value = lists[place] as number;
					if (facetOf[value] === only) (counts[value] as number)++;
				}
			}
		}
		return { passing: passing.slice(0, passed), counts: this.#named(counts) };
	}

	/** The first of some entries by date, after one of them; the higher number first among equals. @param most a count */
	first(among: Uint32Array, by: 'newest' | 'oldest' | 'updated', after: Dated | undefined, most: number): Dated[] {
		const dates = by === 'updated' ? this.#updated : this.#published;
		const sign = by === 'oldest' ? -1 : 1;
		/** Below 0 where the first stands before the second. */
		const compare = (a: Dated, b: Dated) => sign * (b.order - a.order) || b.number - a.number;
		const found: Dated[] = [];
		for (const number of among) {
			const dated = { number, order: dates[number] as number };
			const last = found.length < most ? undefined : found[most - 1];
			if (last && compare(dated, last) >= 0) continue;
			if (after && compare(dated, after) <= 0) continue;
			let place = found.length;
			while (place > 0 && compare(dated, found[place - 1] as Dated) < 0) place -= 1;
			found.splice(place, 0, dated);
			if (found.length > most) found.pop();
		}
		return found;
	}

	#named(counts: Uint32Array): Narrowed['counts'] {
		const named = Object.fromEntries(facetKeys.map((facet) => [facet, new Map<string, number>()])) as Narrowed['counts'];
		for (const [value, count] of counts.entries()) {
			const read = count > 0 ? this.#values[value] : undefined;
			if (read) named[read.facet].set(read.key, count);
		}
		return named;
	}

	#numberOf(value: string): number {
		const known = this.#valueNumbers.get(value);
		if (known !== undefined) return known;
		const number = this.#values.length;
		this.#valueNumbers.set(value, number);
		if (number >= this.#facetOf.length) this.#facetOf = grown(this.#facetOf, number);
		const read = readFacetValue(value);
		const facet = facetKeys.find((each) => each === read?.facet);
		this.#facetOf[number] = facet === undefined ? 255 : facetKeys.indexOf(facet);
		this.#values.push(read && facet && { facet, key: read.key });
		return number;
	}

	#makeRoom(number: number, values: number): void {
		if (number >= this.#begins.length) {
			this.#begins = grown(this.#begins, number);
			this.#lengths = grown(this.#lengths, number);
			this.#published = grown(this.#published, number);
			this.#updated = grown(this.#updated, number);
			this.#isPresent = grown(this.#isPresent, number);
		}
		if (this.#end + values >= this.#lists.length) this.#lists = grown(this.#lists, this.#end + values);
	}

	/** Moves the lists together, over what nobody has any more. */
	#compact(): void {
		const lists = new Uint32Array(this.#end - this.#unused + 16_384);
		let end = 0;
		for (let number = 0; number <= this.#highest; number += 1) {
			const begin = this.#begins[number] as number;
			const length = this.#lengths[number] as number;
			lists.set(this.#lists.subarray(begin, begin + length), end);
			this.#begins[number] = end;
			end += length;
		}
		this.#lists = lists;
		this.#end = end;
		this.#unused = 0;
	}
}

/** The same list with room for at least one more place than `at`. */
function grown<T extends Uint8Array | Uint16Array | Uint32Array | Float64Array>(list: T, at: number): T {
	const larger = new (list.constructor as new (length: number) => T)(Math.max(list.length * 2, at + 1));
	larger.set(list as never);
	return larger;
}
