// A practice goes out as a file, its verdict as another; several go out side by side or as a booklet.

import { readEntry } from '#features/catalogue/handlers/catalogue.server.ts';
import { columnOf } from '#features/catalogue/handlers/comparing.server.ts';
import { comparisonBounds } from '#features/catalogue/rules/comparing.ts';
import type { CatalogueDocument } from '#features/catalogue/schema.ts';
import { readCollection } from '#features/collections/handlers.server.ts';
import { readEdition } from '#features/methodology/handlers.server.ts';
import { readDraft } from '#features/practices/handlers.server.ts';
import { nextState } from '#features/practices/rules/life.ts';
import { emptyLayers } from '#features/practices/schema.ts';
import type { Ctx } from '#platform/ctx.ts';
import type { Locale } from '#platform/locale.ts';
import { isoDayOf } from '#platform/moments.ts';
import { Problem } from '#platform/problem.ts';
import type { ExportFormat, PublishedDocument } from '../schema.ts';
import { comparisonToXlsx } from '../writing/comparison-sheet.server.ts';
import { bookletToPdf, comparisonToPdf, practiceToPdf, verdictToPdf } from '../writing/pdf.server.ts';
import { bookletBounds } from '../writing/pdf-booklet.ts';
import { practiceToCsv, practiceToXlsx } from '../writing/practice-sheets.server.ts';
import { csvMediaType } from '../writing/sheets.ts';
import { xlsxMediaType } from '../writing/xlsx.server.ts';
import { practiceToJson } from './transfer-out.server.ts';

export interface ExportedFile {
	bytes: Uint8Array;
	mediaType: string;
	fileName: string;
}

/** A practice that somebody asked for: its published text where there is one, or only that. */
interface Asked {
	ctx: Ctx;
	code: string;
	scope: 'public' | undefined;
}

interface Writer {
	mediaType: string;
	/** @throws Problem notFound, gone */
	write(asked: Asked): Promise<Uint8Array>;
}

/** How a practice is written in each format. */
const writers = {
	docx: {
		mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
		async write(asked) {
			const document = await findDocument(asked);
			const edition = readEdition(asked.ctx.app, document.content.edition);
			// What writes Word takes some megabytes: it comes with the first document.
			const { practiceToWord } = await import('../writing/word.server.ts');
			return practiceToWord(document, edition, frameLocale(asked.ctx, document.content));
		}
	},
	pdf: {
		mediaType: 'application/pdf',
		async write(asked) {
			const document = await findDocument(asked);
			return practiceToPdf(document, { app: asked.ctx.app, locale: frameLocale(asked.ctx, document.content) });
		}
	},
	xlsx: {
		mediaType: xlsxMediaType,
		async write(asked) {
			const document = await findDocument(asked);
			return practiceToXlsx({ document }, { app: asked.ctx.app, locale: frameLocale(asked.ctx, document.content) });
		}
	},
	csv: {
		mediaType: csvMediaType,
		async write(asked) {
			const document = await findDocument(asked);
			return practiceToCsv({ document }, { app: asked.ctx.app, locale: frameLocale(asked.ctx, document.content) });
		}
	},
	json: { mediaType: 'application/json', write: ({ ctx, code, scope }) => practiceToJson(ctx, code, scope) }
} as const satisfies Record<ExportFormat, Writer>;

/**
 * A practice as a file: what the public sees of it when it is published, else the draft for whoever may read it.
 * @throws Problem notFound; gone when it was retired and the person acting has no access to it; overloaded when too many ask for a PDF
 */
export async function exportPractice(ctx: Ctx, code: string, format: ExportFormat): Promise<ExportedFile> {
	return write({ ctx, code, scope: undefined }, format);
}

/** A published practice as a file, from the document that its public page shows. @throws Problem notFound, gone, overloaded */
export async function exportPublished(ctx: Ctx, code: string, format: ExportFormat): Promise<ExportedFile> {
	return write({ ctx, code, scope: 'public' }, format);
}

/** The verdict on a published practice, as a PDF of its own. @throws Problem notFound, gone, overloaded */
export async function exportVerdict(ctx: Ctx, code: string): Promise<ExportedFile> {
	const document = await readPublished(ctx, code);
	const bytes = await verdictToPdf(document, { app: ctx.app, locale: frameLocale(ctx, document.content) });
	return pdfFile(bytes, `${code}-${fileWords.verdict[ctx.locale]}`);
}

/** Published practices side by side. @throws Problem invalidInput unless there are two to four different ones; notFound, gone, overloaded */
export async function exportComparison(ctx: Ctx, codes: string[]): Promise<ExportedFile> {
	const documents = await readAllPublished(ctx, codes, comparisonBounds);
	const bytes = await comparisonToPdf(documents, { app: ctx.app, locale: ctx.locale });
	return pdfFile(bytes, documents.map(({ code }) => code).join('-'));
}

/** Published practices side by side, as a workbook. @throws as `exportComparison`, but never overloaded */
export async function exportComparisonSheet(ctx: Ctx, codes: string[]): Promise<ExportedFile> {
	const entries = await readAllEntries(ctx, codes, comparisonBounds);
	const columns = entries.map((entry) => columnOf(ctx, entry));
	const fileName = `${entries.map(({ code }) => code).join('-')}.xlsx`;
	return { bytes: await comparisonToXlsx(columns, ctx.locale), mediaType: xlsxMediaType, fileName };
}

/**
 * Chosen published practices as a booklet, in the order given.
 * @throws Problem invalidInput for none or too many (`bookletBounds`); notFound, gone, bodyTooLarge, overloaded
 */
export async function exportBooklet(ctx: Ctx, codes: string[]): Promise<ExportedFile> {
	const documents = await readAllPublished(ctx, codes, bookletBounds);
	const bytes = await bookletToPdf(documents, { app: ctx.app, locale: ctx.locale });
	return pdfFile(bytes, fileWords.booklet[ctx.locale]);
}

/**
 * A published collection as a booklet, its introduction first.
 * @throws Problem notFound, also when none of its practices is in the catalogue any more; bodyTooLarge, overloaded
 */
export async function exportCollection(ctx: Ctx, slug: string): Promise<ExportedFile> {
	const { title, introduction, language, practices } = await readCollection(ctx, slug);
	if (practices.length === 0) throw new Problem('notFound');
	const documents = await readAllPublished(
		ctx,
		practices.map(({ item }) => item.code),
		bookletBounds
	);
	const notes = new Map(practices.map(({ item, note }) => [item.code, note]));
	const bytes = await bookletToPdf(documents, { app: ctx.app, locale: ctx.locale }, { title, introduction, notes, language });
	return pdfFile(bytes, slug);
}

const fileWords = {
	verdict: { es: 'dictamen', en: 'verdict', pt: 'parecer', fr: 'avis' },
	booklet: { es: 'cuadernillo', en: 'booklet', pt: 'caderno', fr: 'cahier' }
} as const satisfies Record<string, Record<Locale, string>>;

function pdfFile(bytes: Uint8Array, name: string): ExportedFile {
	return { bytes, mediaType: writers.pdf.mediaType, fileName: `${name}.pdf` };
}

async function write(asked: Asked, format: ExportFormat): Promise<ExportedFile> {
	const { mediaType, write } = writers[format];
	return { bytes: await write(asked), mediaType, fileName: `${asked.code}.${format}` };
}

/** A page's address names the language of the labels; everywhere else they follow the text. */
function frameLocale(ctx: Ctx, content: PublishedDocument['content']): Locale {
	return ctx.door === 'page' ? ctx.locale : content.layers.language;
}

async function findDocument({ ctx, code, scope }: Asked): Promise<PublishedDocument> {
	try {
		return await readPublished(ctx, code);
	} catch (problem) {
		const isAbsent = problem instanceof Problem && ['notFound', 'gone'].includes(problem.code);
		if (scope === 'public' || ctx.actor.kind === 'anonymous' || !isAbsent) throw problem;
	}
	const { practice, content, versions } = await readDraft(ctx, code);
	const sent = Math.max(0, ...versions.map(({ number }) => number));
	const isBeingWritten = nextState('editSection', practice.state) !== undefined;
	const { isInvented, isExample } = practice;
	return { code, version: isBeingWritten ? sent + 1 : sent, content, isInvented, isExample, verdict: null };
}

async function readPublished(ctx: Ctx, code: string): Promise<PublishedDocument> {
	return fromCatalogue(ctx, await readEntry(ctx, code));
}

/** Each practice once. @throws Problem invalidInput when there are too few or too many */
async function readAllEntries(ctx: Ctx, codes: string[], { least, most }: { least: number; most: number }): Promise<CatalogueDocument[]> {
	const different = [...new Set(codes)];
	if (different.length < least || different.length > most)
		throw new Problem('invalidInput', { fields: [{ path: 'code', message: `${least}–${most}` }] });
	return Promise.all(different.map((code) => readEntry(ctx, code)));
}

async function readAllPublished(ctx: Ctx, codes: string[], bounds: { least: number; most: number }): Promise<PublishedDocument[]> {
	const entries = await readAllEntries(ctx, codes, bounds);
	return entries.map((entry) => fromCatalogue(ctx, entry));
}

/** What the writers need of a published practice. */
export function fromCatalogue(
	ctx: Ctx,
	{ code, versionNumber, content, verdict, label, isInvented, isExample }: CatalogueDocument
): PublishedDocument {
	const edition = readEdition(ctx.app, verdict.edition);
	const { licence, ...layers } = content.layers;
	return {
		code,
		version: versionNumber,
		content: {
			...content,
			layers: { ...layers, contact: emptyLayers.contact, consent: { ...emptyLayers.consent, licence } },
			attachments: content.attachments.map((file) => ({ ...file, visibility: 'public', screened: true }))
		},
		isInvented,
		isExample,
		verdict: {
			class: verdict.class,
			edition: verdict.edition,
			conditional: verdict.conditional,
			confirmedAt: isoDayOf(new Date(verdict.confirmedAt)),
			validUntil: verdict.validUntil,
			label,
			isInvented: verdict.isInvented,
			departure: verdict.departure,
			dissents: verdict.dissents,
			answer: verdict.answer,
			criteria: edition.criteria.flatMap(({ key }) => {
				const judged = verdict.criteria[key];
				return judged ? [{ key, ...judged }] : [];
			})
		}
	};
}
