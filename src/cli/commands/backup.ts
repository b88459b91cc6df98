// Keeps the whole instance in one file, beside a running server or without one.
import { makeBackup } from '#platform/backup/backup.server.ts';
import { command } from '../command.ts';
import { requireWritable } from '../target.ts';

export const backup = command({
	args: [1, 1],
	options: { replace: { type: 'boolean' } },
	async run({ args: [file = ''], values, words, signal, answer, notice, withApp }) {
		await requireWritable(file, values.replace ?? false, words);
		return withApp(async (_, app) => {
			const { rows, files, missing } = await makeBackup(app, file, signal);
			for (const sha256 of missing) notice(words.done.missing(sha256));
			answer({ file, rows, files, missing }, words.done.backup(file, rows, files));
			return 0;
		});
	}
});
