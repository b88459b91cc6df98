// Writes a practice as a document, or several as one file.

import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { exportComparison, exportPractice, exportVerdict } from '#features/exchange/handlers/export.server.ts';
import { exportList } from '#features/exchange/handlers/list-export.server.ts';
import { exportBundle } from '#features/exchange/handlers/transfer-out.server.ts';
import { ExportFormat, ListFormat, ListQuery } from '#features/exchange/schema.ts';
import type { Ctx } from '#platform/ctx.ts';
import { command, required, UsageError } from '../command.ts';
import { requireWritable } from '../target.ts';

export const exportDocument = command({
	args: [0, Number.POSITIVE_INFINITY],
	options: { format: { type: 'string' }, output: { type: 'string' }, all: { type: 'boolean' } },
	async run({ args: codes, values, words, signal, answer, withApp }) {
		const [code] = codes;
		if (code === undefined && !values.all) throw new UsageError(words.wrong.missingArgument);
		if (code !== undefined && values.all) throw new UsageError(words.wrong.tooMany(code));
		const asked = required(values.format, 'format', words);
		const file = required(values.output, 'output', words);
		const formats = formatsOf(codes.length);
		if (!formats.includes(asked)) throw new UsageError(words.wrong.badOption('format', asked, formats.join(', ')));
		await requireWritable(file, true, words);
		return withApp(async (ctx) => {
			const { mediaType, stream } = await exported(ctx, codes, asked);
			const bytes = await writeWhole(file, stream, signal);
			const name = code === undefined ? words.done.catalogue : codes.join(', ');
			answer({ ...(codes.length === 1 ? { code } : { codes }), file, format: asked, mediaType, bytes }, words.done.exported(name, file));
			return 0;
		});
	}
});

/** One practice as a document, or several as one file; none are all that is published. What is chosen by code may be a bundle, too. */
function formatsOf(codes: number): string[] {
	if (codes === 0) return ListFormat.options;
	return codes === 1 ? [...ExportFormat.options, 'zip', 'verdict'] : [...ListFormat.options, 'zip', 'comparison'];
}

async function exported(ctx: Ctx, codes: string[], format: string): Promise<{ mediaType: string; stream: AsyncIterable<Uint8Array> }> {
	const [code, ...others] = codes;
	if (format === 'zip') return exportBundle(ctx, codes, undefined);
	if (format === 'comparison') return whole(await exportComparison(ctx, codes));
	if (code === undefined || others.length > 0)
		return exportList(ctx, ListFormat.parse(format), ListQuery.parse(code ? { code: codes } : {}));
	return whole(format === 'verdict' ? await exportVerdict(ctx, code) : await exportPractice(ctx, code, ExportFormat.parse(format)));
}

function whole({ bytes, mediaType }: { bytes: Uint8Array; mediaType: string }) {
	return { mediaType, stream: Readable.from([bytes]) };
}

/** A document that was there stays until the new one is whole. @returns bytes written */
async function writeWhole(file: string, stream: AsyncIterable<Uint8Array>, signal: AbortSignal): Promise<number> {
	const draft = `${file}.${process.pid}.incomplete`;
	try {
		const target = createWriteStream(draft, { flags: 'wx' });
		await pipeline(stream, target, { signal });
		await rename(draft, file);
		return target.bytesWritten;
	} catch (error) {
		await rm(draft, { force: true });
		throw error;
	}
}
