// Documents of another instance become drafts here, or one that came before is recognised. A verdict never comes in, an institution only by
// a spelling, and a file only through the door of every upload.
import { hangFiles } from '#features/evidence/handlers.server.ts';
import { insertWithin } from '#features/institutions/handlers.server.ts';
import { fold } from '#features/institutions/rules.ts';
import { InstitutionName } from '#features/institutions/schema.ts';
import { listBySpelling } from '#features/institutions/store.server.ts';
import { canCreate, canRead } from '#features/practices/rules/life.ts';
import type { Layers } from '#features/practices/schema.ts';
import { insertPractices, listBySource, lockSources } from '#features/practices/store.server.ts';
import type { Subject } from '#platform/change.server.ts';
import { actorId, type Ctx, type Db, hasRole, type Tx } from '#platform/ctx.ts';
import { Problem } from '#platform/problem.ts';
import { type InstitutionPlan, type Known, planInstitutions, spellingsOf } from '../rules/transfer.ts';
import type { PracticeDocument, ReadWarning } from '../schema.ts';
import { keyOf, type Prepared } from './transfer-reading.server.ts';

export type About = (subject: Subject) => void;

/** What became of a document. */
export interface OpenedDocument {
	id: string;
	code: string;
	/** It came before; the code is that of the earlier draft. */
	isKnown: boolean;
	institutionIds: string[];
	warnings: ReadWarning[];
	unplaced: PracticeDocument['unplaced'];
}

/** What the institutions of some documents would become; for reports before anything is written. */
export async function institutionPlans(ctx: Ctx, db: Db | Tx, documents: readonly PracticeDocument[]): Promise<InstitutionPlan[]> {
	const bySpelling = await knownSpellings(db, documents);
	return documents.map(({ institutions }) => planInstitutions(institutions, bySpelling, mayAdd(ctx)));
}

async function knownSpellings(db: Db | Tx, documents: readonly PracticeDocument[]): Promise<Map<string, Known>> {
	const spellings = new Set(documents.flatMap(({ institutions }) => institutions.flatMap(spellingsOf)));
	const rows = await listBySpelling(db, [...spellings]);
	return new Map(rows.map(({ folded, id, country }) => [folded, { id, country }]));
}

function mayAdd({ actor }: Ctx): boolean {
	return actor.kind === 'operator' || hasRole(actor, 'secretariat');
}

/** Doubts about the institutions of a document, and the names that would be lost without a place. */
export function institutionDoubts({ fields }: Pick<Prepared, 'fields'>, { add, asText }: InstitutionPlan) {
	const written = ` ${fold(fields.institutions)} `;
	const isWritten = (name: string) => written.includes(` ${fold(name)} `);
	const lost = asText.map(({ institution }) => institution.name).filter((name) => !isWritten(name));
	const warnings: ReadWarning[] = [
		...add.map(({ name }) => ({ code: 'institutionAdded', detail: name })),
		...asText.map(({ institution, isDoubtful }) => ({
			code: isDoubtful ? 'institutionDoubtful' : 'institutionUnknown',
			key: 'institutions' as const,
			detail: institution.name
		}))
	];
	return { warnings, unplaced: lost.map((name) => ({ kind: 'text' as const, text: name, origin: 'institutions' })) };
}

/**
 * Makes drafts of documents, in a few statements for all of them, as part of an act that leaves the journal rows.
 * @returns one for each document, in their order
 * @throws Problem signInRequired, notAllowed, quotaReached, invalidInput for a text that the database cannot hold
 */
export async function openDocuments(ctx: Ctx, tx: Tx, about: About, prepared: readonly Prepared[]): Promise<OpenedDocument[]> {
	if (!canCreate(ctx.actor)) throw new Problem(ctx.actor.kind === 'anonymous' ? 'signInRequired' : 'notAllowed');
	await lockSources(tx);
	const known = await knownDocuments(ctx, tx, prepared);
	const unknown = prepared.filter(({ key }) => !known.has(key));
	// Of documents that stand twice in a file the first one counts.
	const fresh = [...new Map(unknown.toReversed().map((each) => [each.key, each])).values()].reverse();
	const bySpelling = await knownSpellings(
		tx,
		fresh.map(({ document }) => document)
	);
	const settled = [];
	for (const each of fresh) settled.push({ each, ...(await settle(ctx, tx, about, each, bySpelling)) });
	const rows = await insertPractices(tx, settled.map(asWhole), actorId(ctx.actor));
	const opened = new Map<Prepared, OpenedDocument>();
	for (const [index, { each, institutionIds, warnings, unplaced }] of settled.entries()) {
		const row = rows[index];
		if (!row) throw new Error('a practice was not written');
		about({ kind: 'practice', id: row.code, detail: { files: each.files.length } });
		await hangFiles(ctx, tx, about, row, each.files);
		opened.set(each, { ...row, isKnown: false, institutionIds, warnings, unplaced });
		known.set(each.key, row);
	}
	return prepared.map((each) => opened.get(each) ?? asRepeated(each, known, about));
}

function asRepeated(
	{ key, warnings, unplaced }: Prepared,
	known: ReadonlyMap<string, { id: string; code: string }>,
	about: About
): OpenedDocument {
	const earlier = known.get(key);
	if (!earlier) throw new Error('a document was neither opened nor known');
	about({ kind: 'practice', id: earlier.code, detail: { repeated: true } });
	return {
		...earlier,
		isKnown: true,
		institutionIds: [],
		warnings: [...warnings, { code: 'alreadyImported', detail: earlier.code }],
		unplaced
	};
}

/** Drafts that were made of the same documents before, as far as the actor may read them. */
export async function knownDocuments(
	ctx: Ctx,
	db: Db | Tx,
	prepared: readonly Prepared[]
): Promise<Map<string, { id: string; code: string }>> {
	const rows = await listBySource(
		db,
		prepared.map(({ contentHash }) => contentHash)
	);
	const readable = rows.filter((row) => canRead(ctx.actor, row));
	return new Map(
		readable.map(({ instance, sourceCode, contentHash, id, code }) => [keyOf({ instance, code: sourceCode }, contentHash), { id, code }])
	);
}

/** A document with its institutions found or added and its letters pointing at what is here. */
async function settle(ctx: Ctx, tx: Tx, about: About, prepared: Prepared, bySpelling: Map<string, Known>) {
	const plan = planInstitutions(prepared.document.institutions, bySpelling, mayAdd(ctx));
	for (const { id, name, aliases, country, level, parentId } of plan.add) {
		const input = {
			name: InstitutionName.parse(name),
			aliases: aliases.flatMap((alias) => InstitutionName.safeParse(alias).data ?? []),
			country,
			level,
			parentId: (parentId === null ? undefined : plan.found.get(parentId)) ?? null
		};
		const added = await insertWithin(tx, about, input);
		plan.found.set(id, added);
		for (const spelling of spellingsOf(input)) bySpelling.set(spelling, { id: added, country });
	}
	const doubts = institutionDoubts(prepared, plan);
	const implementing = prepared.document.institutions.filter((institution) => institution.implements);
	const { layers, lost } = withLettersHere(prepared, plan.found);
	return {
		layers,
		institutionIds: [...new Set(implementing.flatMap(({ id }) => plan.found.get(id) ?? []))],
		warnings: [...prepared.warnings, ...doubts.warnings, ...lost],
		unplaced: [...prepared.unplaced, ...doubts.unplaced]
	};
}

function withLettersHere(
	{ layers, fileIds }: Prepared,
	institutionIds: ReadonlyMap<string, string>
): { layers: Layers; lost: ReadWarning[] } {
	const { authorisations } = layers.consent;
	const here = authorisations.flatMap(({ institutionId, attachmentId, note }) => {
		const found = institutionIds.get(institutionId);
		return found ? [{ institutionId: found, attachmentId: (attachmentId && fileIds.get(attachmentId)) ?? null, note }] : [];
	});
	const lost = authorisations.filter(({ institutionId }) => !institutionIds.has(institutionId));
	return {
		layers: { ...layers, consent: { ...layers.consent, authorisations: here } },
		lost: lost.map(({ note }) => ({ code: 'authorisationLost', detail: note }))
	};
}

function asWhole({ each, layers, institutionIds, unplaced }: Awaited<ReturnType<typeof settle>> & { each: Prepared }) {
	const { document, fields, contentHash } = each;
	const { edition, declaredClass, isExample, isInvented, source, done } = document;
	return {
		practice: { edition, language: layers.language, declaredClass, isExample, isInvented },
		sections: { ...fields, ...layers },
		done,
		institutionIds,
		unplaced,
		source: { instance: source.instance, code: source.code, contentHash, exportedAt: source.exportedAt }
	};
}
