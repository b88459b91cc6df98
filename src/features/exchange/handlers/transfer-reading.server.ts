// A document of another instance is read and examined, with the files that came with it; nothing is written yet.
import { createHash, randomUUID } from 'node:crypto';
import { examineFile, fitsPractice, type HandedFile } from '#features/evidence/handlers.server.ts';
import { allEditions } from '#features/methodology/handlers.server.ts';
import { fieldKeys } from '#features/methodology/schema.ts';
import { askedFields } from '#features/practices/rules/other-edition.ts';
import type { Fields, Layers } from '#features/practices/schema.ts';
import type { Ctx } from '#platform/ctx.ts';
import { RefusedFile } from '#platform/documents/refusal.ts';
import { sha256Of } from '#platform/files.server.ts';
import { type FieldProblem, Problem } from '#platform/problem.ts';
import { issuesToFields } from '#platform/validation.ts';
import { type Piece, piecesOf } from '../reading/transfer.server.ts';
import { type DocumentRefusal, readPracticeDocument, withoutStrangeTerms } from '../rules/transfer.ts';
import type { PracticeDocument, ReadPractice, ReadRefusal, ReadWarning } from '../schema.ts';
import type { RefusedPart } from './incoming.server.ts';

/** A document that may become a draft. */
export interface Prepared {
	place: string;
	document: PracticeDocument;
	fields: Fields;
	layers: Layers;
	unplaced: PracticeDocument['unplaced'];
	warnings: ReadWarning[];
	files: HandedFile[];
	/** Id of a file here by its id in the document. */
	fileIds: Map<string, string>;
	/** SHA-256 of all that is taken in. */
	contentHash: string;
	/** By what the same document is known again: its source and what it says. */
	key: string;
}

/** Bad documents of one file, after which the rest of it is left unread: a file of nothing else would fill the memory with reasons. */
const mostRefused = 1_000;

/** Reads every document of a file that `isTransfer` let pass; nothing is written. */
export async function prepareFile(ctx: Ctx, bytes: Uint8Array): Promise<{ prepared: Prepared[]; refused: RefusedPart[] }> {
	const prepared: Prepared[] = [];
	const refused: RefusedPart[] = [];
	for await (const piece of piecesOf(bytes)) {
		const read = prepare(ctx, piece);
		if ('why' in read) refused.push(read);
		else prepared.push(read);
		if (refused.length >= mostRefused) break;
		// Readers of pages are answered between two documents.
		await new Promise(setImmediate);
	}
	return { prepared, refused };
}

/** Reads one document. @returns why not, when it cannot become a draft */
export function prepare(ctx: Ctx, piece: Piece): Prepared | RefusedPart {
	const refuse = (why: ReadRefusal, fields: FieldProblem[] = []): RefusedPart => ({ place: piece.place, why, fields });
	if (typeof piece.text !== 'string') return refuse(piece.text.refused);
	const read = readPracticeDocument(piece.text);
	if (!read.ok) return refuse(read.why, brokenPlaces(ctx, read));
	const { document } = read;
	const edition = allEditions(ctx.app).get(document.edition);
	if (!edition) return refuse('editionUnknown');
	const warnings: ReadWarning[] = read.ignored.slice(0, mostProblems).map((place) => ({ code: 'keyIgnored', detail: place }));
	if (document.verdict) warnings.push({ code: 'verdictIgnored', detail: document.verdict.class });
	const { layers, strange } = withoutStrangeTerms(document.layers, edition);
	for (const { layer, term } of strange) warnings.push({ code: 'termUnknown', detail: `${layer}: ${term}` });
	const asked = askedFields(document.fields, edition);
	const unplaced = [
		...document.unplaced,
		...asked.pieces.map((piece) => ({ kind: 'text' as const, ...piece })),
		...strange.map(({ layer, text }) => ({ kind: 'text' as const, text, origin: `layers.${layer}` }))
	];
	const taken = examineFiles(document, piece, warnings);
	if (typeof taken === 'string') return refuse(taken);
	const fields = Object.fromEntries(fieldKeys.map((key) => [key, asked.fields[key] ?? ''])) as Fields;
	const contentHash = hashOf(document, taken.files);
	const key = keyOf(document.source, contentHash);
	return { place: piece.place, document, fields, layers, unplaced, warnings, contentHash, key, ...taken };
}

/** Most doubts of one kind that are told of one document. */
const mostProblems = 50;

function brokenPlaces(ctx: Ctx, refusal: DocumentRefusal): FieldProblem[] {
	if ('issues' in refusal) return issuesToFields(refusal.issues, ctx.locale).slice(0, mostProblems);
	if ('format' in refusal) return [{ path: 'format', message: refusal.format }];
	return 'unstorable' in refusal ? [{ path: refusal.unstorable, message: 'text' }] : [];
}

/** The files that came with a document. One whose bytes are not those announced damages the whole; one of a refused kind is left out. */
function examineFiles(
	{ attachments }: PracticeDocument,
	piece: Piece,
	warnings: ReadWarning[]
): Pick<Prepared, 'files' | 'fileIds'> | 'fileDamaged' | 'quotaReached' {
	const files = new Map<string, HandedFile>();
	const fileIds = new Map<string, string>();
	for (const { id, key, name, sha256, visibility, isInvented, ...announced } of attachments) {
		try {
			const content = () => piece.file(sha256);
			const bytes = content();
			if (!bytes) {
				warnings.push({ code: 'attachmentMissing', detail: name });
				continue;
			}
			if (bytes.length !== announced.bytes || sha256Of(bytes) !== sha256) return 'fileDamaged';
			// The same bytes in one place are one attachment.
			const place = `${key} ${sha256}`;
			const file = files.get(place) ?? {
				...examineFile({ key, visibility, name, bytes }),
				id: randomUUID(),
				isInvented,
				content: () => content() ?? new Uint8Array()
			};
			files.set(place, file);
			fileIds.set(id, file.id);
		} catch (error) {
			if (error instanceof RefusedFile) return 'fileDamaged';
			if (!(error instanceof Problem)) throw error;
			warnings.push({ code: 'attachmentRefused', detail: `${name} (${error.code})` });
		}
	}
	return fitsPractice([...files.values()]) ? { files: [...files.values()], fileIds } : 'quotaReached';
}

/** By what a document is known again: all that is taken in from it, and nothing that changes from one export to the next. */
function hashOf(document: PracticeDocument, files: readonly HandedFile[]): string {
	const { edition, declaredClass, isExample, isInvented, fields, layers, institutions, unplaced, done, attachments } = document;
	const text = fieldKeys.map((key) => fields[key] ?? '');
	const named = institutions.map(({ id, name }) => [id, name]);
	const brought = files.length === 0 ? [] : attachments.map(({ key, name, sha256, visibility }) => [key, name, sha256, visibility]);
	const content = [edition, declaredClass, isExample, isInvented, text, layers, named, brought, unplaced, done];
	return createHash('sha256').update(JSON.stringify(content)).digest('hex');
}

/** What was read, as every reader of files gives it. */
export function asRead({ document, fields, layers, unplaced, warnings }: Prepared): ReadPractice {
	const of = (kind: 'text' | 'note') => unplaced.filter((piece) => piece.kind === kind).map(({ text, origin }) => ({ text, origin }));
	return {
		declaredClass: document.declaredClass,
		fields,
		origins: Object.fromEntries(
			fieldKeys.filter((key) => fields[key] !== '').map((key) => [key, { origin: `fields.${key}`, confidence: 1 }])
		),
		language: layers.language,
		unplaced: of('text'),
		notes: of('note'),
		warnings
	};
}

/** By what a document is known again. */
export function keyOf({ instance, code }: Pick<PracticeDocument['source'], 'instance' | 'code'>, contentHash: string): string {
	return JSON.stringify([instance, code, contentHash]);
}
