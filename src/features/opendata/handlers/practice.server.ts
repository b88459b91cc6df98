// One practice in the formats of others: linked data, citations, a card.
import { catalogueDocuments, readEntry } from '#features/catalogue/handlers/catalogue.server.ts';
import { metOf, petalsOf } from '#features/catalogue/rules/seal.ts';
import { type CatalogueDocument, CatalogueQuery } from '#features/catalogue/schema.ts';
import { readEdition } from '#features/methodology/handlers.server.ts';
import { readInstance } from '#features/people/handlers.server.ts';
import { commonMessages } from '#messages/common.ts';
import type { Ctx } from '#platform/ctx.ts';
import type { Locale } from '#platform/locale.ts';
import type { Petals } from '#ui/seal.ts';
import { cardSvg, previewSvg } from '../rules/card.ts';
import { bibtexOf, cslOf, formattedCitation, risOf } from '../rules/citation.ts';
import { describePractice } from '../rules/description.ts';
import { linkedPractice } from '../rules/linked-data.ts';
import type { CitationFormat, PracticeDescription, Publisher } from '../schema.ts';

/** A text in one of the formats. */
export interface OpenText {
	body: string;
	mediaType: string;
	/** Name to be saved under, where it is a file to keep. */
	fileName?: string;
	/** When what it says changed last. */
	modified?: Date;
}

/** Who publishes here. */
export async function readPublisher({ app }: Ctx): Promise<Publisher> {
	const { networkName } = await readInstance(app);
	return { origin: app.config.origin, network: networkName || commonMessages('es').product };
}

/** @param locale of terms and marks; those of the text itself unless given */
export function describeDocument(
	ctx: Ctx,
	document: CatalogueDocument,
	publisher: Publisher,
	locale: Locale = document.language
): PracticeDescription {
	const editions = {
		edition: readEdition(ctx.app, document.content.edition),
		verdictEdition: readEdition(ctx.app, document.verdict.edition)
	};
	return describePractice(document, editions, publisher, locale);
}

/** Published practices by their codes; such as were retired meanwhile are missing. */
export async function documentsOf(ctx: Ctx, codes: readonly string[]): Promise<Map<string, CatalogueDocument>> {
	const found = new Map<string, CatalogueDocument>();
	if (codes.length === 0) return found;
	for await (const documents of catalogueDocuments(ctx, CatalogueQuery.parse({}), codes))
		for (const document of documents) found.set(document.code, document);
	return found;
}

/** A practice as schema.org JSON-LD. @throws Problem notFound; gone when it was retired */
export async function exportLinkedData(ctx: Ctx, code: string): Promise<OpenText> {
	const practice = describeDocument(ctx, await readEntry(ctx, code), await readPublisher(ctx));
	return {
		body: `${JSON.stringify(linkedPractice(practice), null, '\t')}\n`,
		mediaType: 'application/ld+json; charset=utf-8',
		modified: new Date(practice.updatedAt)
	};
}

/** A practice as it is cited. @throws Problem notFound; gone when it was retired */
export async function citePractice(ctx: Ctx, code: string, format: CitationFormat): Promise<OpenText> {
	const document = await readEntry(ctx, code);
	const practice = describeDocument(ctx, document, await readPublisher(ctx), ctx.locale);
	const written = {
		json: () => ({
			body: `${JSON.stringify([cslOf(practice)], null, '\t')}\n`,
			mediaType: 'application/vnd.citationstyles.csl+json; charset=utf-8'
		}),
		ris: () => ({ body: risOf(practice), mediaType: 'application/x-research-info-systems; charset=utf-8' }),
		bib: () => ({ body: bibtexOf(practice), mediaType: 'application/x-bibtex; charset=utf-8' }),
		txt: () => ({ body: `${formattedCitation(practice, ctx.locale)}\n`, mediaType: 'text/plain; charset=utf-8' })
	} satisfies Record<CitationFormat, () => Pick<OpenText, 'body' | 'mediaType'>>;
	return { ...written[format](), fileName: `${code}.${format}`, modified: new Date(practice.updatedAt) };
}

/** A practice as a card for other sites: title, seal, class. @throws Problem notFound; gone when it was retired */
export async function drawCard(ctx: Ctx, code: string): Promise<OpenText> {
	return { body: cardSvg(...(await drawable(ctx, code))), mediaType: 'image/svg+xml; charset=utf-8' };
}

/** The same as a picture beside links: PNG, which is all that networks and messengers show. @throws Problem as `drawCard`, overloaded */
export async function drawPreview(ctx: Ctx, code: string): Promise<{ body: Uint8Array; mediaType: string }> {
	return { body: await ctx.app.press.draw(previewSvg(...(await drawable(ctx, code)))), mediaType: 'image/png' };
}

async function drawable(ctx: Ctx, code: string): Promise<[PracticeDescription, Petals]> {
	const document = await readEntry(ctx, code);
	const practice = describeDocument(ctx, document, await readPublisher(ctx), ctx.locale);
	return [practice, petalsOf(metOf(document.verdict.criteria), readEdition(ctx.app, document.verdict.edition))];
}
