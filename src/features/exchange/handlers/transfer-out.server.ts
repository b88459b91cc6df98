// Practices leave for another instance: one as a document, some as a bundle with their files, many as lines.
import { z } from 'zod';
import { catalogueDocuments, readEntry } from '#features/catalogue/handlers/catalogue.server.ts';
import type { CatalogueDocument, CatalogueQuery, FacetKey } from '#features/catalogue/schema.ts';
import { listWithAncestors } from '#features/institutions/store.server.ts';
import { readDraft } from '#features/practices/handlers.server.ts';
import type { Ctx } from '#platform/ctx.ts';
import { Problem } from '#platform/problem.ts';
import { PracticeDocument, practiceFormat } from '../schema.ts';
import { documentFile, documentLine, type Handover, publicDocument, wholeDocument, writeBundle } from '../writing/transfer.server.ts';

/**
 * How much of a practice leaves: what everybody may see; everything, for whoever may read the draft; or, without a wish, the first where
 * the practice is published and else the second.
 */
export type Scope = PracticeDocument['scope'] | undefined;

/** The document of one practice. @throws Problem notFound; gone when it was retired and the person acting has no access to it */
export async function practiceDocument(ctx: Ctx, code: string, scope: Scope): Promise<PracticeDocument> {
	if (scope !== 'whole') {
		try {
			const entry = await readEntry(ctx, code);
			return publicDocument(entry, await handover(ctx, entry.content.institutions));
		} catch (problem) {
			const isAbsent = problem instanceof Problem && ['notFound', 'gone'].includes(problem.code);
			if (scope === 'public' || ctx.actor.kind === 'anonymous' || !isAbsent) throw problem;
		}
	}
	const draft = await readDraft(ctx, code);
	return wholeDocument(draft, await handover(ctx, draft.content.institutions));
}

/**
 * The JSON Schema of the document (draft 2020-12), made from what the import checks by. A key that it does not name is ignored by the
 * import, which says so.
 */
export function practiceSchema(ctx: Ctx): Uint8Array {
	const { $schema, ...schema } = z.toJSONSchema(PracticeDocument, { target: 'draft-2020-12', io: 'input' });
	const $id = `${ctx.app.config.origin}/api/v1/schemas/practice.json`;
	return new TextEncoder().encode(`${JSON.stringify({ $schema, $id, title: practiceFormat, ...schema }, null, '\t')}\n`);
}

/** The document as a file. @throws Problem as `practiceDocument` */
export async function practiceToJson(ctx: Ctx, code: string, scope: Scope): Promise<Uint8Array> {
	return documentFile(await practiceDocument(ctx, code, scope));
}

/** A file that comes as it is made. */
export interface Bundle {
	stream: AsyncIterable<Uint8Array>;
	mediaType: 'application/zip';
	fileName: string;
}

/**
 * Practices with their files as one archive; at most one file is in memory.
 * @throws Problem as `practiceDocument` for any of them, before the archive begins; invalidInput without a code
 */
export async function exportBundle(ctx: Ctx, codes: readonly string[], scope: Scope): Promise<Bundle> {
	const documents: PracticeDocument[] = [];
	for (const code of new Set(codes)) documents.push(await practiceDocument(ctx, code, scope));
	const [first, ...more] = documents;
	if (!first) throw new Problem('invalidInput', { fields: [{ path: 'code', message: '1' }] });
	const fileName = `${more.length === 0 ? first.source.code : 'acervo'}.zip`;
	return { stream: writeBundle(documents, ctx.app.files), mediaType: 'application/zip', fileName };
}

/**
 * The published practices that answer a question, one document a line (https://github.com/ndjson/ndjson-spec), without the bytes of their
 * files. Two statements for some hundreds of practices; no more than those are held in memory.
 * @param codes only these, when any are given
 */
export async function* practicesToNdjson(
	ctx: Ctx,
	query: Pick<CatalogueQuery, 'q' | FacetKey>,
	codes: readonly string[] = []
): AsyncGenerator<Uint8Array> {
	for await (const entries of catalogueDocuments(ctx, query, codes)) {
		const from = await handover(ctx, institutionsIn(entries));
		yield new TextEncoder().encode(entries.map((entry) => documentLine(publicDocument(entry, from))).join(''));
	}
}

function institutionsIn(entries: readonly CatalogueDocument[]): { id: string }[] {
	return entries.flatMap((entry) => entry.content.institutions);
}

async function handover(ctx: Ctx, institutions: readonly { id: string }[]): Promise<Handover> {
	const ids = [...new Set(institutions.map(({ id }) => id))];
	return { instance: ctx.app.config.origin, now: ctx.app.now(), institutions: await listWithAncestors(ctx.app.db, ids) };
}
