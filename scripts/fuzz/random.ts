// Numbers that look random and come again from the same seed, so that a file that broke something can be made once more.

export interface Random {
	/** A whole number from 0 up to, not including, `end`. */
	below(end: number): number;
	/** One of the choices. */
	pick<T>(choices: readonly [T, ...T[]]): T;
	chance(share: number): boolean;
}

/** Mulberry32, by Tommy Ettinger, in the public domain. */
export function seeded(seed: number): Random {
	let state = seed >>> 0;
	const next = () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
	const below = (end: number) => Math.floor(next() * Math.max(end, 1));
	return { below, pick: (choices) => choices[below(choices.length)] ?? choices[0], chance: (share) => next() < share };
}
