// A file of many practices, one document a line: read as a stream, because it may be larger than memory.
import { createReadStream } from 'node:fs';
import { importLines } from '#features/exchange/handlers/transfer-lines.server.ts';
import type { CliWords } from '#messages/cli.ts';
import type { Ctx } from '#platform/ctx.ts';
import type { Locale } from '#platform/locale.ts';
import { sentenceFor } from './failures.ts';
import { requireFile } from './source.ts';

/** Whether a file says by its name that it holds a document a line. */
export function isOfLines(file: string): boolean {
	return /\.(ndjson|jsonl)$/i.test(file);
}

interface Taken {
	practices: { code: string | null; file: string; line: number; title: string; isKnown: boolean; unplaced: number; warnings: object[] }[];
	failures: { place: string; reason: string }[];
	counts: { created: number; known: number; refused: number };
}

/**
 * Takes in every line of a file. Whoever interrupts it keeps what is in and calls again for the rest.
 * @throws Refusal when there is no such file; the signal's reason, when it was interrupted
 */
export async function takeInLines(
	ctx: Ctx,
	file: string,
	{ dryRun = false, signal, words, locale }: { dryRun?: boolean | undefined; signal: AbortSignal; words: CliWords; locale: Locale }
): Promise<Taken> {
	await requireFile(file, words);
	const taken: Taken = { practices: [], failures: [], counts: { created: 0, known: 0, refused: 0 } };
	for await (const outcome of importLines(ctx, createReadStream(file), { dryRun })) {
		signal.throwIfAborted();
		if (outcome.ok) {
			const { ok: _ok, ...practice } = outcome;
			taken.practices.push({ file, ...practice });
			taken.counts[practice.isKnown ? 'known' : 'created'] += 1;
		} else {
			taken.failures.push({ place: String(outcome.line), reason: sentenceFor(outcome.reason, words, locale).text });
			taken.counts.refused += 1;
		}
	}
	return taken;
}
