// A published practice as a line of a list that nobody searched for: a collection, practices chosen by code.
import { parseMarkdown, toPlainText } from '#platform/documents/markdown.ts';
import type { CatalogueDocument, CatalogueItem } from '../schema.ts';
import { beginningOf } from './search.ts';

const passageLength = 220;

/** @param updated when what is public of the practice changed last */
export function lineOf(document: CatalogueDocument, updated: Date): CatalogueItem {
	const { code, language, title, verdict, label, content, isExample, isInvented, publishedAt } = document;
	const { layers, fields } = content;
	const abstract = plain(layers.abstract);
	const snippet = beginningOf(abstract || plain(fields.description), passageLength);
	const started = layers.dates.start?.slice(0, 4);
	return {
		code,
		language,
		title,
		titleSegments: [{ text: title, mark: false }],
		abstract,
		passage: [{ text: snippet, mark: false }],
		snippet,
		matched: null,
		class: verdict.class,
		label: label?.state ?? null,
		edition: verdict.edition,
		criteria: Object.fromEntries(Object.entries(verdict.criteria).map(([key, { met }]) => [key, met ? 'met' : 'unmet'])),
		institutions: content.institutions.map(({ name }) => name),
		places: layers.places.codes,
		year: started ? Number(started) : null,
		isExample,
		isInvented,
		isVerdictInvented: verdict.isInvented,
		publishedAt,
		updated: updated.toISOString()
	};
}

const plain = (markdown: string) => toPlainText(parseMarkdown(markdown));
