// Many practices go out as one file: the catalogue, what answers a search, or chosen ones.

import { catalogueDocuments, listEditionsInUse, readEntry } from '#features/catalogue/handlers/catalogue.server.ts';
import { currentEdition } from '#features/methodology/handlers.server.ts';
import { sheetMessages } from '#messages/sheets.ts';
import type { Ctx } from '#platform/ctx.ts';
import { begun } from '#platform/http/streams.ts';
import { isoDayOf } from '#platform/moments.ts';
import { Problem } from '#platform/problem.ts';
import { type ListFormat, type ListQuery, mostChosen } from '../schema.ts';
import { practicesToFile } from '../writing/practice-sheets.server.ts';
import type { TabledPractice } from '../writing/practice-table.server.ts';
import { csvMediaType } from '../writing/sheets.ts';
import { xlsxMediaType } from '../writing/xlsx.server.ts';
import { exportBooklet, fromCatalogue } from './export.server.ts';
import { practicesToNdjson } from './transfer-out.server.ts';

export interface ExportedStream {
	/** Comes as it is made; no more than some hundreds of practices are in memory. */
	stream: AsyncIterable<Uint8Array>;
	mediaType: string;
	fileName: string;
}

const mediaTypes = {
	xlsx: xlsxMediaType,
	csv: csvMediaType,
	ndjson: 'application/x-ndjson',
	pdf: 'application/pdf'
} as const satisfies Record<ListFormat, string>;

/**
 * Published practices as one file, by code: those that answer a question, or the chosen ones, whatever the question.
 * @throws Problem notFound, gone for a chosen one that is not published; invalidInput for too many; as `exportBooklet` for a PDF
 */
export async function exportList(ctx: Ctx, format: ListFormat, { code: codes, ...query }: ListQuery): Promise<ExportedStream> {
	if (codes) await requirePublished(ctx, codes);
	const fileName = `${sheetMessages(ctx.locale).files.catalogue}-${isoDayOf(ctx.app.now())}.${format}`;
	return { stream: await begun(await write(ctx, format, query, codes ?? [])), mediaType: mediaTypes[format], fileName };
}

async function write(ctx: Ctx, format: ListFormat, query: Omit<ListQuery, 'code'>, codes: string[]): Promise<AsyncIterable<Uint8Array>> {
	if (format === 'ndjson') return practicesToNdjson(ctx, query, codes);
	if (format === 'pdf') return booklet(ctx, query, codes);
	const current = await currentEdition(ctx.app);
	const judgedBy = await listEditionsInUse(ctx);
	const others = judgedBy.filter(({ id }) => id !== current.id);
	return practicesToFile(practices(ctx, query, codes), format, ctx, [current, ...others]);
}

async function* practices(ctx: Ctx, query: Omit<ListQuery, 'code'>, codes: string[]): AsyncGenerator<TabledPractice> {
	for await (const entries of catalogueDocuments(ctx, query, codes))
		for (const entry of entries) yield { document: fromCatalogue(ctx, entry), publishedAt: isoDayOf(new Date(entry.publishedAt)) };
}

async function* booklet(ctx: Ctx, query: Omit<ListQuery, 'code'>, codes: string[]): AsyncGenerator<Uint8Array> {
	const found = [...codes];
	if (codes.length === 0) {
		// The booklet's own bound says when there are too many; one portion tells.
		for await (const entries of catalogueDocuments(ctx, query)) {
			found.push(...entries.map(({ code }) => code));
			break;
		}
	}
	yield (await exportBooklet(ctx, found)).bytes;
}

/** Chosen codes never turn into the whole catalogue, however they are spelled. */
async function requirePublished(ctx: Ctx, codes: string[]): Promise<void> {
	if (codes.length === 0) throw new Problem('notFound');
	if (codes.length > mostChosen) throw new Problem('invalidInput', { fields: [{ path: 'code', message: `1–${mostChosen}` }] });
	await Promise.all(codes.map((code) => readEntry(ctx, code)));
}
