// Practices of another instance come in through the doors of every file.
import type { Ctx, Tx } from '#platform/ctx.ts';
import type { Incoming, IncomingResult } from './incoming.server.ts';
import {
	type About,
	institutionDoubts,
	institutionPlans,
	knownDocuments,
	type OpenedDocument,
	openDocuments
} from './transfer-opening.server.ts';
import { asRead, prepareFile } from './transfer-reading.server.ts';

/** Documents of one file that are compared with what is known here; a catalogue is handed over knowingly. */
const mostCompared = 20;

/** A file of documents, as every other form of files is given to the doors. Nothing is written. @throws nothing for anything in the file */
export async function readTransfer(ctx: Ctx, bytes: Uint8Array): Promise<IncomingResult> {
	const { prepared, refused } = await prepareFile(ctx, bytes);
	const [first] = refused;
	if (prepared.length === 0) return { ok: false, why: first?.why ?? 'fileEmpty', ...(first ? { fields: first.fields, refused } : {}) };
	const { db } = ctx.app;
	const known = await knownDocuments(ctx, db, prepared);
	const plans = await institutionPlans(
		ctx,
		db,
		prepared.map(({ document }) => document)
	);
	const isMany = prepared.length > mostCompared;
	const openAll = once((tx, about) => openDocuments(ctx, tx, about, prepared));
	const practices = prepared.map((each, index): Incoming => {
		const { found, ...plan } = plans[index] ?? { found: new Map<string, string>(), add: [], asText: [] };
		const doubts = institutionDoubts(each, { found, ...plan });
		const told = { ...each, warnings: [...each.warnings, ...doubts.warnings], unplaced: [...each.unplaced, ...doubts.unplaced] };
		const { declaredClass } = each.document;
		const institutionIds = each.document.institutions.flatMap(({ id, implements: isOwn }) => (isOwn && found.get(id)) || []);
		return {
			read: asRead(told),
			start: {
				declaredClass,
				fields: each.fields,
				layers: each.layers,
				language: each.layers.language,
				unplaced: told.unplaced,
				institutionIds
			},
			isCompared: !isMany && !known.has(each.key),
			async open(tx, about) {
				const opened = isMany ? (await openAll(tx, about))[index] : (await openDocuments(ctx, tx, about, [each]))[0];
				if (!opened) throw new Error('a document was not opened');
				return opened;
			}
		};
	});
	return { ok: true, practices, refused };
}

/** Opens together what is asked for one by one, once in each transaction. */
function once(open: (tx: Tx, about: About) => Promise<OpenedDocument[]>) {
	const opened = new WeakMap<Tx, Promise<OpenedDocument[]>>();
	return (tx: Tx, about: About): Promise<OpenedDocument[]> => {
		const all = opened.get(tx) ?? open(tx, about);
		opened.set(tx, all);
		return all;
	};
}
