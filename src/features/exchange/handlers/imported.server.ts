// Where an imported practice came from, shown beside its text for as long as somebody works on it.
import { canRead } from '#features/practices/rules/life.ts';
import { findPractice } from '#features/practices/store.server.ts';
import type { Ctx } from '#platform/ctx.ts';
import { Problem } from '#platform/problem.ts';
import * as store from '../store.server.ts';

/** The file, the places of the fields in it and what its reader doubted; undefined for a practice that was begun by hand. @throws Problem notFound */
export async function readImported(ctx: Ctx, code: string): Promise<store.ImportedRow | undefined> {
	const practice = await findPractice(ctx.app.db, code);
	if (!practice || !canRead(ctx.actor, practice)) throw new Problem('notFound');
	return store.findImported(ctx.app.db, code);
}

/** The file that a practice was read from, as it was uploaded. @throws Problem notFound */
export async function openSource(ctx: Ctx, code: string): Promise<{ name: string; bytes: Uint8Array }> {
	const imported = await readImported(ctx, code);
	const file = imported && (await store.findFile(ctx.app.db, imported.fileId));
	if (!file || !(await ctx.app.files.has(file.sha256))) throw new Problem('notFound');
	return { name: file.name, bytes: await ctx.app.files.get(file.sha256) };
}
