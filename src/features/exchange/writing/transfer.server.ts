// A practice as one instance hands it to another: the document, and the bundle that holds it with its files.
import { Zip, ZipDeflate, ZipPassThrough } from 'fflate';
import type { CatalogueDocument } from '#features/catalogue/schema.ts';
import type { Institution } from '#features/institutions/schema.ts';
import type { PracticeDraft } from '#features/practices/handlers.server.ts';
import { nextState } from '#features/practices/rules/life.ts';
import { emptyLayers, type SectionKey } from '#features/practices/schema.ts';
import type { FileStore } from '#platform/files.server.ts';
import { type PracticeDocument, practiceFormat, type TransferInstitution } from '../schema.ts';

/** Who hands over, and when. */
export interface Handover {
	/** Address of this instance. */
	instance: string;
	now: Date;
	/** The institutions named and all they belong to. */
	institutions: readonly Institution[];
}

/** What everybody may see of a published practice: no contact, no consent but the licence, files that are public and screened. */
export function publicDocument(entry: CatalogueDocument, handover: Handover): PracticeDocument {
	const { licence, ...layers } = entry.content.layers;
	return {
		format: practiceFormat,
		scope: 'public',
		source: sourceOf(handover, { code: entry.code, version: entry.versionNumber, licence }),
		edition: entry.content.edition,
		declaredClass: entry.content.declaredClass,
		isExample: entry.isExample,
		isInvented: entry.isInvented,
		fields: entry.content.fields,
		layers: { ...emptyLayers, ...layers, consent: { ...emptyLayers.consent, licence } },
		institutions: institutionsOf(entry.content.institutions, handover.institutions),
		attachments: entry.content.attachments.map((file) => ({ ...file, visibility: 'public', screened: true })),
		unplaced: [],
		done: [],
		history: entry.versions,
		verdict: entry.verdict,
		label: entry.label
	};
}

/** Everything that whoever may read the draft sees of it. */
export function wholeDocument(draft: PracticeDraft, handover: Handover): PracticeDocument {
	const { practice, content, versions, unplaced, sections } = draft;
	const sent = Math.max(0, ...versions.map(({ number }) => number));
	const isBeingWritten = nextState('editSection', practice.state) !== undefined;
	return {
		format: practiceFormat,
		scope: 'whole',
		source: sourceOf(handover, {
			code: practice.code,
			version: isBeingWritten ? sent + 1 : sent,
			licence: content.layers.consent.licence
		}),
		edition: content.edition,
		declaredClass: content.declaredClass,
		isExample: practice.isExample,
		isInvented: practice.isInvented,
		fields: content.fields,
		layers: content.layers,
		institutions: institutionsOf(content.institutions, handover.institutions),
		attachments: content.attachments,
		unplaced: unplaced.map(({ kind, text, origin }) => ({ kind, text, origin })),
		done: (Object.keys(sections) as SectionKey[]).filter((key) => sections[key].done),
		history: versions.map(({ number, submittedAt }) => ({ number, submittedAt: submittedAt.toISOString() })),
		verdict: null,
		label: null
	};
}

function sourceOf(
	{ instance, now }: Handover,
	rest: Pick<PracticeDocument['source'], 'code' | 'version' | 'licence'>
): PracticeDocument['source'] {
	return { instance, exportedAt: now.toISOString(), ...rest };
}

/** Those that implement the practice in their order, then those they belong to. */
function institutionsOf(implementing: readonly { id: string; name: string }[], known: readonly Institution[]): TransferInstitution[] {
	const byId = new Map(known.map((institution) => [institution.id, institution]));
	const own = implementing.map(({ id, name }) => asTransfer(byId.get(id) ?? { id, name }, true));
	const named = new Map(own.map((institution) => [institution.id, institution]));
	for (const institution of named.values()) {
		const parent = institution.parentId === null ? undefined : byId.get(institution.parentId);
		// A map that grows while it is walked is walked to its end.
		if (parent && !named.has(parent.id)) named.set(parent.id, asTransfer(parent, false));
	}
	return [...named.values()];
}

function asTransfer(
	{ id, name, aliases = [], country = null, level = null, parentId = null }: Partial<Institution> & { id: string; name: string },
	isImplementing: boolean
): TransferInstitution {
	return { id, name, aliases, country, level, parentId, implements: isImplementing };
}

/** The document as a file that people may open too. */
export function documentFile(document: PracticeDocument): Uint8Array {
	return new TextEncoder().encode(`${JSON.stringify(document, null, '\t')}\n`);
}

/** The document as one line of many. */
export function documentLine(document: PracticeDocument): string {
	return `${JSON.stringify(document)}\n`;
}

/** Folder of a practice in a bundle of several. Codes hold letters, digits and a hyphen only. */
const bundleFolder = (code: string) => `practices/${code}/`;

/**
 * Writes a bundle piece by piece: `practice.json` with `attachments/<sha256>` beside it, or one folder per practice. At most one file is
 * held in memory. Attached files are compressed already and are stored as they are.
 */
export async function* writeBundle(documents: readonly PracticeDocument[], files: FileStore): AsyncGenerator<Uint8Array> {
	let ready: Uint8Array[] = [];
	const zip = new Zip((error, chunk) => {
		if (error) throw error;
		ready.push(chunk);
	});
	for (const document of documents) {
		const folder = documents.length > 1 ? bundleFolder(document.source.code) : '';
		const text = new ZipDeflate(`${folder}practice.json`, { level: 6 });
		text.mtime = document.source.exportedAt;
		zip.add(text);
		text.push(documentFile(document), true);
		for (const sha256 of new Set(document.attachments.map((file) => file.sha256))) {
			const stored = new ZipPassThrough(`${folder}attachments/${sha256}`);
			stored.mtime = document.source.exportedAt;
			zip.add(stored);
			stored.push(await files.get(sha256), true);
			yield* ready;
			ready = [];
		}
		yield* ready;
		ready = [];
	}
	zip.end();
	yield* ready;
}
