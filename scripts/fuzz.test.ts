import { expect, it } from 'vitest';
import { fuzz } from './fuzz/fuzz.ts';

// A handful of what `npm run fuzz` does ten thousand times.
it('mutated files get a proper answer in time and leave nothing behind', { timeout: 120_000 }, async () => {
	const { failures, answers } = await fuzz(150, 7);
	expect(failures).toEqual([]);
	expect([...answers.keys()].some((answer) => answer.endsWith('read'))).toBe(true);
});
