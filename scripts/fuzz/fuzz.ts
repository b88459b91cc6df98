// Gives mutated files to the real reading thread and notes whatever is not a proper answer in time.
import { readdirSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { openReading } from '../../src/features/exchange/reading/reading.server.ts';
import { ReadPractice, ReadRefusal } from '../../src/features/exchange/schema.ts';
import { getEdition } from '../../src/features/methodology/rules/edition.ts';
import { loadEditions } from '../../src/features/methodology/store.server.ts';
import { mutate, strangeNames } from './mutations.ts';
import { seeded } from './random.ts';
import { type Sample, samples } from './samples.ts';

export interface FuzzReport {
	/** How many files were read as a practice, and refused for which reason. */
	answers: Map<string, number>;
	/** One line each; the seed makes the same file again. */
	failures: string[];
	slowest: number;
}

const root = path.resolve(import.meta.dirname, '../..');
/** The reading thread's own limit and a second for the way there and back. */
const limit = 11_000;

/**
 * Reads `count` files; file `at` comes from the seed `seed + at`.
 * @param progress called after every file
 */
export async function fuzz(count: number, seed: number, progress: (at: number) => void = () => {}): Promise<FuzzReport> {
	const edition = getEdition(loadEditions(root), 'redlac-2021/1');
	const valid = samples(edition);
	const report: FuzzReport = { answers: new Map(), failures: [], slowest: 0 };
	const worker = openReading();
	const watched = namesIn(valid);
	const before = surroundings(watched);
	for (let at = 0; at < count; at++) {
		const random = seeded(seed + at);
		const sample = random.pick(valid);
		const bytes = mutate(sample, valid, random);
		const began = performance.now();
		const outcome = await worker.run({ bytes, edition }).then(
			(result) => (result.ok ? answerOf(result.answer) : `failed: ${result.why}`),
			(error: unknown) => `failed: rejected with ${String(error)}`
		);
		const milliseconds = performance.now() - began;
		report.slowest = Math.max(report.slowest, milliseconds);
		if (outcome.startsWith('failed') || milliseconds > limit)
			report.failures.push(`seed ${seed + at} (${sample.kind}): ${outcome}, ${Math.round(milliseconds)} ms`);
		const key = `${sample.kind}: ${outcome}`;
		report.answers.set(key, (report.answers.get(key) ?? 0) + 1);
		progress(at + 1);
	}
	await worker.stop();
	for (const name of surroundings(watched).filter((each) => !before.includes(each))) report.failures.push(`a file appeared: ${name}`);
	return report;
}

/** A practice or a reason, each in its proper form. */
function answerOf(answer: unknown): string {
	const { ok, practices, why } = answer as { ok?: unknown; practices?: unknown; why?: unknown };
	if (ok === true) return ReadPractice.array().min(1).safeParse(practices).success ? 'read' : 'failed: no proper practice';
	const reason = ReadRefusal.safeParse(why);
	return reason.success ? reason.data : 'failed: no proper reason';
}

/** What unpacking one of the archives would leave behind: the first and the last part of every name in them. */
function namesIn(valid: readonly Sample[]): Set<string> {
	const names = [...strangeNames, ...valid.flatMap(({ parts = {} }) => Object.keys(parts))];
	return new Set(names.flatMap((name) => [name, name.split(/[\\/]/)[0] ?? '', name.split(/[\\/]/).at(-1) ?? '']));
}

/** Which of these stand in the folders that a careless reader would write to. */
function surroundings(watched: Set<string>): string[] {
	return [root, path.dirname(root), process.cwd(), tmpdir(), homedir(), '/'].flatMap((folder) =>
		readdirSync(folder)
			.filter((name) => watched.has(name))
			.map((name) => path.join(folder, name))
	);
}
