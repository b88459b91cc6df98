// Turns files of the form into drafts, each file by itself: one that cannot be read does not hold up the others.
import path from 'node:path';
import { importFile, stopReading } from '#features/exchange/handlers/import.server.ts';
import { command } from '../command.ts';
import { sentenceFor } from '../failures.ts';
import { readBounded } from '../source.ts';

export const importFiles = command({
	args: [1, Number.POSITIVE_INFINITY],
	options: { 'dry-run': { type: 'boolean' } },
	async run({ args, values, locale, words, signal, answer, notice, withApp }) {
		const dryRun = values['dry-run'] ?? false;
		const practices: object[] = [];
		const failures: { file: string; reason: string }[] = [];
		const lines: string[] = [];
		await withApp(async (ctx) => {
			for (const file of args) {
				try {
					if (signal.aborted) throw signal.reason;
					const bytes = await readBounded(file, words);
					const imported = await importFile(ctx, { name: path.basename(file), bytes }, { dryRun });
					for (const { code, declaredClass, fields, unplaced, notes, warnings } of imported) {
						practices.push({ code, file, declaredClass, fields, unplaced, notes, warnings });
						lines.push(code === null ? words.done.wouldImport(file) : words.done.imported(code, file));
						if (unplaced.length > 0) lines.push(words.done.unplaced(unplaced.length));
					}
				} catch (error) {
					const reason = signal.aborted ? words.failed.interrupted : sentenceFor(error, words, locale).text;
					failures.push({ file, reason });
					notice(words.done.refused(file, reason));
				}
			}
		}).finally(stopReading);
		answer({ practices, failures }, lines.join('\n'));
		return failures.length === 0 ? 0 : 1;
	}
});
