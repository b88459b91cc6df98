// Writes a practice as a document.
import { rename, rm, writeFile } from 'node:fs/promises';
import { exportPractice } from '#features/exchange/handlers/export.server.ts';
import { ExportFormat } from '#features/exchange/schema.ts';
import { command, required, UsageError } from '../command.ts';
import { requireWritable } from '../target.ts';

export const exportDocument = command({
	args: [1, 1],
	options: { format: { type: 'string' }, output: { type: 'string' } },
	async run({ args: [code = ''], values, words, answer, withApp }) {
		const asked = required(values.format, 'format', words);
		const format = ExportFormat.safeParse(asked);
		if (!format.success) throw new UsageError(words.wrong.badOption('format', asked, ExportFormat.options.join(', ')));
		const file = required(values.output, 'output', words);
		await requireWritable(file, true, words);
		return withApp(async (ctx) => {
			const { bytes, mediaType } = await exportPractice(ctx, code, format.data);
			await writeWhole(file, bytes);
			answer({ code, file, format: format.data, mediaType, bytes: bytes.length }, words.done.exported(code, file));
			return 0;
		});
	}
});

/** A document that was there stays until the new one is whole. */
async function writeWhole(file: string, bytes: Uint8Array): Promise<void> {
	const draft = `${file}.${process.pid}.incomplete`;
	try {
		await writeFile(draft, bytes, { flag: 'wx' });
		await rename(draft, file);
	} catch (error) {
		await rm(draft, { force: true });
		throw error;
	}
}
