// A form of another kind becomes a draft by a person's hand, and its labels may be remembered for the next one.
import { change } from '#platform/change.server.ts';
import type { Ctx } from '#platform/ctx.ts';
import { Problem } from '#platform/problem.ts';
import { labelsOf, mapPairs } from '../rules/mapping.ts';
import type { Mapping, Pairs, Seems } from '../schema.ts';
import * as store from '../store.server.ts';
import { rememberLabels } from './aliases.server.ts';
import { getFile } from './batch.server.ts';
import { asIncoming, openIncoming } from './incoming.server.ts';

/** A refused file with what stands in it. */
export interface Mappable {
	id: string;
	batchId: string;
	name: string;
	version: number;
	pairs: Pairs;
	seems: Seems | undefined;
}

/** @throws Problem notFound, also for a file that has no labels and values or is settled */
export async function readMappable(ctx: Ctx, fileId: string): Promise<Mappable> {
	const { id, batchId, name, version, state, report } = await getFile(ctx, fileId);
	if (state !== 'refused' || report.pairs.length === 0) throw new Problem('notFound');
	return { id, batchId, name, version, pairs: report.pairs, seems: report.seems };
}

/**
 * Makes a draft of a refused file as a person assigned its values; what is assigned to no field stays without a place.
 * @param remembers adds the labels to the edition's, which only the secretariat may
 * @returns code of the draft @throws Problem notFound, importSettled, nothingMapped, notAllowed, aliasTaken
 */
export async function importMapped(ctx: Ctx, fileId: string, mapping: Mapping, { remembers = false } = {}): Promise<string> {
	const { pairs } = await readMappable(ctx, fileId);
	if (!mapping.some((key) => key !== null)) throw new Problem('nothingMapped', { fields: [{ path: 'mapping', message: 'nothingMapped' }] });
	const incoming = await asIncoming(ctx, mapPairs(pairs, mapping));
	return change(ctx, 'import.map', async (tx, about) => {
		const file = await store.lockFile(tx, fileId);
		if (file.state !== 'refused') throw new Problem('importSettled');
		if (remembers) await rememberLabels(ctx, tx, about, labelsOf(pairs, mapping));
		const code = await openIncoming(ctx, tx, about, incoming, { fileId, position: 0 });
		await store.settleFile(tx, file, { state: 'created' });
		about({ kind: 'import', id: file.batchId, detail: { file: fileId, state: 'created' } });
		return code;
	});
}
