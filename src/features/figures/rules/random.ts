// Numbers that look random and follow from a seed: what was drawn once can be drawn again by anybody who checks a figure.

/**
 * A generator of numbers from 0 up to, not including, 1. Source: Steele, Lea & Flood (2014), Fast Splittable Pseudorandom Number
 * Generators, with the 32-bit finaliser of MurmurHash3; good for resampling, not for secrets.
 * @param seed whole number from 0 to 2³² − 1
 */
export function seededRandom(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x9e3779b9) >>> 0;
		let mixed = state;
		mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
		mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
		return ((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 32;
	};
}
