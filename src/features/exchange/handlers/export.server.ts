// A practice goes out as Word, PDF or JSON.
import { readEntry } from '#features/catalogue/handlers.server.ts';
import type { CatalogueDocument } from '#features/catalogue/schema.ts';
import { readEdition } from '#features/methodology/handlers.server.ts';
import { levelName } from '#features/methodology/rules.ts';
import { readDraft } from '#features/practices/handlers.server.ts';
import { nextState } from '#features/practices/rules/life.ts';
import { emptyLayers } from '#features/practices/schema.ts';
import type { Ctx } from '#platform/ctx.ts';
import { Problem } from '#platform/problem.ts';
import type { ExportFormat, PublishedDocument } from '../schema.ts';
import { practiceToPdf } from '../writing/pdf.server.ts';
import { practiceToWord } from '../writing/word.server.ts';

const mediaTypes = {
	docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
	pdf: 'application/pdf',
	json: 'application/json'
} as const satisfies Record<ExportFormat, string>;

export interface ExportedPractice {
	bytes: Uint8Array;
	mediaType: string;
	fileName: string;
}

/**
 * A practice as a file: what the public sees of it when it is published, else the draft for whoever may read it.
 * @throws Problem notFound; gone when it was retired and the person acting has no access to it
 */
export async function exportPractice(ctx: Ctx, code: string, format: ExportFormat): Promise<ExportedPractice> {
	const document = await findDocument(ctx, code);
	return { bytes: await write(ctx, document, format), mediaType: mediaTypes[format], fileName: `${code}.${format}` };
}

/** A published practice as a file, from the document that its public page shows. */
export async function exportPublished(ctx: Ctx, code: string, format: ExportFormat): Promise<ExportedPractice> {
	const document = fromCatalogue(ctx, await readEntry(ctx, code));
	return { bytes: await write(ctx, document, format), mediaType: mediaTypes[format], fileName: `${code}.${format}` };
}

async function findDocument(ctx: Ctx, code: string): Promise<PublishedDocument> {
	try {
		return fromCatalogue(ctx, await readEntry(ctx, code));
	} catch (problem) {
		if (ctx.actor.kind === 'anonymous' || !(problem instanceof Problem) || !['notFound', 'gone'].includes(problem.code)) throw problem;
	}
	const { practice, content, versions } = await readDraft(ctx, code);
	const sent = Math.max(0, ...versions.map(({ number }) => number));
	const isBeingWritten = nextState('editSection', practice.state) !== undefined;
	return { code, version: isBeingWritten ? sent + 1 : sent, content, verdict: null };
}

async function write(ctx: Ctx, document: PublishedDocument, format: ExportFormat): Promise<Uint8Array> {
	const { code, version, content, verdict } = document;
	const edition = readEdition(ctx.app, content.edition);
	// The official form is Spanish; its labels follow the language only where a translation is asked for by address.
	const locale = ctx.door === 'page' ? ctx.locale : content.layers.language;
	if (format === 'pdf') return practiceToPdf(document, edition, locale);
	if (format === 'docx') {
		const label = verdict ? { class: verdict.class, date: verdict.confirmedAt, isInvented: verdict.isInvented } : undefined;
		return practiceToWord(content, edition, { locale, code, version, verdict: label });
	}
	return new TextEncoder().encode(`${JSON.stringify({ format: 'acervo-practice/1', ...document }, null, '\t')}\n`);
}

function fromCatalogue(ctx: Ctx, { code, versionNumber, content, verdict }: CatalogueDocument): PublishedDocument {
	const edition = readEdition(ctx.app, content.edition);
	const { licence, ...layers } = content.layers;
	return {
		code,
		version: versionNumber,
		content: {
			...content,
			layers: { ...layers, contact: emptyLayers.contact, consent: { ...emptyLayers.consent, licence } },
			attachments: content.attachments.map((file) => ({ ...file, visibility: 'public', screened: true }))
		},
		verdict: {
			class: verdict.class,
			conditional: verdict.conditional,
			confirmedAt: verdict.confirmedAt.slice(0, 10),
			validUntil: verdict.validUntil,
			isInvented: verdict.isInvented,
			criteria: edition.criteria.map(({ key }) => {
				const { met, wording, levels } = verdict.criteria[key];
				return { key, met, wording, levels: levels.map((level) => levelName(edition, level, ctx.locale)) };
			})
		}
	};
}
