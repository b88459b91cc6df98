// Documents come in: each file becomes one draft or several, or a reason why not.
import { recognise } from '#features/institutions/rules.ts';
import { listAliases } from '#features/institutions/store.server.ts';
import { currentEdition } from '#features/methodology/handlers.server.ts';
import { createPractice } from '#features/practices/handlers.server.ts';
import { canCreate } from '#features/practices/rules/life.ts';
import type { Ctx } from '#platform/ctx.ts';
import { Problem } from '#platform/problem.ts';
import { readFile } from '../reading/reading.server.ts';
import type { ReadPractice } from '../schema.ts';

// The doors end the reading thread when they end.
export { stopReading } from '../reading/reading.server.ts';

/** A practice as it was read, and the draft made of it; `code` is null when nothing was created. */
export interface ImportedPractice extends ReadPractice {
	code: string | null;
	file: string;
	/** Recognised beside the text, by their spellings in the authority file. */
	institutionIds: string[];
}

/**
 * Reads a document and opens a draft for each practice in it; the drafts belong to whoever acts.
 * @param dryRun reads and reports without creating
 * @throws Problem with the reason why there is no practice in the file; `detail.pairs` holds the labels and values of a form of another kind
 */
export async function importFile(
	ctx: Ctx,
	file: { name: string; bytes: Uint8Array },
	{ dryRun = false } = {}
): Promise<ImportedPractice[]> {
	if (!canCreate(ctx.actor)) throw new Problem(ctx.actor.kind === 'anonymous' ? 'signInRequired' : 'notAllowed');
	const read = await readFile({ ...file, edition: currentEdition(ctx.app) });
	if (!read.ok) throw new Problem(read.why, { detail: { file: file.name, ...(read.pairs ? { pairs: read.pairs } : {}) } });
	const aliases = await listAliases(ctx.app.db);
	const imported: ImportedPractice[] = [];
	for (const practice of read.practices) {
		const institutionIds = recognise(practice.fields.institutions, aliases).map(({ institutionId }) => institutionId);
		const created = dryRun ? null : await createPractice(ctx, { ...practice, institutionIds });
		imported.push({ ...practice, institutionIds, file: file.name, code: created?.code ?? null });
	}
	return imported;
}
