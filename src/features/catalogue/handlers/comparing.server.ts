// Practices that somebody wants side by side: which of them there are, and what becomes of the others.
import { readEdition } from '#features/methodology/handlers.server.ts';
import type { Ctx } from '#platform/ctx.ts';
import { Problem } from '#platform/problem.ts';
import { type Column, comparisonBounds, readCodes } from '../rules/comparing.ts';
import { type CatalogueDocument, type CatalogueItem, CatalogueQuery } from '../schema.ts';
import { readEntry } from './catalogue.server.ts';
import { searchCatalogue } from './search.server.ts';

export interface Comparison {
	/** In the order asked for, as many as fit. */
	columns: Column[];
	/** Published, but there is no room for them. */
	waiting: Pick<CatalogueDocument, 'code' | 'title' | 'language'>[];
	/** Codes that no practice ever had in public. */
	missing: string[];
	/** Codes of practices that were retired. */
	retired: string[];
	/** Codes that were asked for more than once. */
	repeated: string[];
}

/** Reads the practices that fit side by side. Never refuses: whatever cannot be compared is told apart. @param given codes as they came */
export async function readComparison(ctx: Ctx, given: readonly string[]): Promise<Comparison> {
	const { codes, repeated } = readCodes(given);
	const entries = await Promise.all(codes.map(async (code) => ({ code, found: await findPublished(ctx, code) })));
	const documents = entries.flatMap(({ found }) => (typeof found === 'string' ? [] : [found]));
	const codesOf = (kind: 'notFound' | 'gone') => entries.filter(({ found }) => found === kind).map(({ code }) => code);
	return {
		columns: documents.slice(0, comparisonBounds.most).map((document) => columnOf(ctx, document)),
		waiting: documents.slice(comparisonBounds.most).map(({ code, title, language }) => ({ code, title, language })),
		missing: codesOf('notFound'),
		retired: codesOf('gone'),
		repeated
	};
}

/** A practice with what its comparison is told by. */
export function columnOf(ctx: Ctx, document: CatalogueDocument): Column {
	const { content, verdict } = document;
	return { document, edition: readEdition(ctx.app, content.edition), verdictEdition: readEdition(ctx.app, verdict.edition) };
}

/** Results that are offered at once to be added. */
const offered = 8;

/** Published practices that may be added to a comparison: what answers a text, or the newest. @param chosen codes that stand there already */
export async function findComparable(ctx: Ctx, text: string, chosen: readonly string[]): Promise<CatalogueItem[]> {
	const query = CatalogueQuery.parse({ q: text, limit: offered + chosen.length });
	const { items } = await searchCatalogue(ctx, query);
	return items.filter(({ code }) => !chosen.includes(code)).slice(0, offered);
}

async function findPublished(ctx: Ctx, code: string): Promise<CatalogueDocument | 'notFound' | 'gone'> {
	try {
		return await readEntry(ctx, code);
	} catch (problem) {
		if (problem instanceof Problem && (problem.code === 'notFound' || problem.code === 'gone')) return problem.code;
		throw problem;
	}
}
