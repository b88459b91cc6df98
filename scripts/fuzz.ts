// `npm run fuzz [count] [seed]`: mutated files of every kind against the real reading thread. Leaves with 1 when one broke it, kept it
// busy over its limit, got no proper answer or wrote a file; `npm run fuzz 1 SEED` makes that file again.
import { fuzz } from './fuzz/fuzz.ts';

const count = Number(process.argv[2] ?? 10_000);
const seed = Number(process.argv[3] ?? 1);
if (!Number.isInteger(count) || count < 1 || !Number.isInteger(seed)) throw new Error('count and seed are whole numbers');

const began = performance.now();
const { answers, failures, slowest } = await fuzz(count, seed, (at) => {
	if (at % 1_000 === 0) say(`${at} files, ${Math.round((performance.now() - began) / 1_000)} s`);
});
for (const [answer, times] of [...answers].toSorted(([a], [b]) => a.localeCompare(b))) say(`${String(times).padStart(6)} ${answer}`);
for (const failure of failures) say(`FAIL ${failure}`);
say(
	`${count} files in ${Math.round((performance.now() - began) / 1_000)} s, the slowest ${Math.round(slowest)} ms, ${failures.length} failures`
);
process.exitCode = failures.length > 0 ? 1 : 0;

function say(text: string): void {
	process.stdout.write(`${text}\n`);
}
