// Turns files of the form into drafts, each file by itself: one that cannot be read does not hold up the others. Whoever is interrupted
// calls again: a file that is known by its content is not brought in twice.
import path from 'node:path';
import { z } from 'zod';
import {
	type ImportFailure,
	type ImportOptions,
	type ImportResult,
	importFiles,
	stopReading
} from '#features/exchange/handlers/import.server.ts';
import { FieldKey } from '#features/methodology/schema.ts';
import { importMessages } from '#messages/import.ts';
import { reasonWords } from '#messages/problems.ts';
import { command, Refusal } from '../command.ts';
import { sentenceFor } from '../failures.ts';
import { filesOf } from '../folder.ts';
import { isOfLines, takeInLines } from '../lines.ts';
import { readBounded } from '../source.ts';

const LabelMapping = z.record(z.string(), FieldKey);

export const importDocuments = command({
	args: [1, Number.POSITIVE_INFINITY],
	options: {
		'dry-run': { type: 'boolean' },
		again: { type: 'boolean' },
		'hold-duplicates': { type: 'boolean' },
		map: { type: 'string' }
	},
	async run({ args, values, locale, words, signal, answer, notice, withApp }) {
		const options: ImportOptions = {
			dryRun: values['dry-run'],
			again: values.again,
			holdsDuplicates: values['hold-duplicates'],
			mapping: values.map === undefined ? undefined : await readMapping(values.map)
		};
		const files = await filesOf(args);
		if (files.length === 0) throw new Refusal(words.failed.noFiles(args.join(', ')));
		const practices: object[] = [];
		const failures: (Pick<ImportFailure, 'file' | 'seems' | 'pairs'> & { reason: string })[] = [];
		const lines: string[] = [];
		await withApp(async (ctx) => {
			for (const [at, file] of files.entries()) {
				if (files.length > 1) notice(words.done.progress(at + 1, files.length, file));
				try {
					if (signal.aborted) throw signal.reason;
					if (isOfLines(file)) {
						const taken = await takeInLines(ctx, file, { ...options, signal, words, locale });
						practices.push(...taken.practices);
						lines.push(words.done.lines(file, taken.counts));
						for (const { place, reason } of taken.failures) refuse(`${file}:${place}`, reason);
						continue;
					}
					const bytes = await readBounded(file, words);
					const result = await importFiles(ctx, [{ name: path.basename(file), bytes }], options);
					practices.push(...result.practices.map((practice) => described(practice, file)));
					lines.push(...result.practices.flatMap((practice) => linesOf(practice, file)));
					for (const { place, reason, seems, pairs } of result.failures)
						refuse(place ? `${file}:${place}` : file, reasonWords(reason, locale), { seems, pairs });
				} catch (error) {
					refuse(file, signal.aborted ? words.failed.interrupted : sentenceFor(error, words, locale).text);
				}
			}
		}).finally(stopReading);
		if (files.length > 1) notice(words.done.importSummary(practices.length, failures.length));
		answer({ practices, failures }, lines.join('\n'));
		return failures.length === 0 ? 0 : 1;

		function refuse(file: string, reason: string, more: Pick<ImportFailure, 'seems' | 'pairs'> = {}): void {
			failures.push({ file, reason, ...(more.seems ? { seems: more.seems } : {}), ...(more.pairs ? { pairs: more.pairs } : {}) });
			notice(words.done.refused(file, more.seems ? [reason, importMessages(locale).seems[more.seems]].join(' ').trim() : reason));
		}

		function linesOf({ code, unplaced, warnings, duplicates }: ImportResult['practices'][number], file: string): string[] {
			const isKnown = warnings.some((warning) => warning.code === 'alreadyImported');
			const isHeld = code === null && duplicates.length > 0 && !options.dryRun;
			const first = isHeld
				? words.done.held(file)
				: code === null
					? words.done.wouldImport(file)
					: isKnown
						? words.done.alreadyImported(code, file)
						: words.done.imported(code, file);
			return [
				first,
				...(unplaced.length > 0 && !isKnown ? [words.done.unplaced(unplaced.length)] : []),
				...duplicates.map((other) => words.done.duplicate(other.code, other.title, Math.round(other.similarity * 100)))
			];
		}

		async function readMapping(file: string): Promise<Record<string, FieldKey>> {
			const mapping = LabelMapping.safeParse(parsed(new TextDecoder().decode(await readBounded(file, words))));
			if (!mapping.success) throw new Refusal(words.failed.badMapping(file));
			return mapping.data;
		}
	}
});

/** What is said of each practice, `file` as it was named. */
function described(practice: ImportResult['practices'][number], file: string): object {
	const { code, declaredClass, fields, unplaced, warnings, notes, origins, duplicates } = practice;
	return { code, file, declaredClass, fields, unplaced, warnings, notes, origins, duplicates };
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
