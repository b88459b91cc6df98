// Puts a backup back.
import { restoreBackup } from '#platform/backup/restore.server.ts';
import { command } from '../command.ts';
import { requireFile } from '../source.ts';

export const restore = command({
	args: [1, 1],
	options: { replace: { type: 'boolean' } },
	async run({ args: [file = ''], values, words, answer, notice, withApp }) {
		await requireFile(file, words);
		return withApp(async (ctx, app) => {
			const report = await restoreBackup(ctx, app.databaseUrl, file, values.replace ?? false);
			for (const sha256 of report.missing) notice(words.done.missing(sha256));
			answer({ file, ...report }, words.done.restored(report.madeAt, report.rows, report.files));
			return 0;
		});
	}
});
