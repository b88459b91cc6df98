import { expect, it } from 'vitest';
import { gathered } from './gathered.ts';

/** A read that is answered when the test says so, and remembers what it was asked. */
function slowRead() {
	const asked: string[][] = [];
	const release: (() => void)[] = [];
	const gather = gathered<object, string, number>((_source, keys) => {
		asked.push(keys);
		const turn = asked.length;
		return new Promise((resolve) => release.push(() => resolve(new Map(keys.filter((key) => key !== 'none').map((key) => [key, turn])))));
	});
	const source = {};
	return { asked, release, read: (key: string) => gather(source, key) };
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 0));

it('asks once for what many want at the same moment, each key once', async () => {
	const { asked, release, read } = slowRead();
	const answers = Promise.all([read('a'), read('b'), read('a'), read('none')]);
	await settle();
	release[0]?.();
	expect(await answers).toEqual([1, 1, 1, undefined]);
	expect(asked).toEqual([['a', 'b', 'none']]);
});

it('never answers with a read that had begun before the question', async () => {
	const { asked, release, read } = slowRead();
	const first = read('a');
	await settle();
	const later = [read('a'), read('c')];
	release[0]?.();
	expect(await first).toBe(1);
	await settle();
	release[1]?.();
	expect(await Promise.all(later)).toEqual([2, 2]);
	expect(asked).toEqual([['a'], ['a', 'c']]);
});

it('a read that fails tells everybody who waited for it, and nobody after', async () => {
	let turn = 0;
	const source = {};
	const read = gathered<object, string, number>(async () => {
		turn += 1;
		if (turn === 1) throw new Error('away');
		return new Map([['a', turn]]);
	});
	const failed = await Promise.allSettled([read(source, 'a'), read(source, 'a')]);
	expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
	expect(await read(source, 'a')).toBe(2);
});
