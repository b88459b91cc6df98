// Feeds in Atom (RFC 4287): texts only, never markup, so that no reader runs what somebody wrote.
import type { PracticeDescription } from '../schema.ts';
import { element, xmlDocument } from './xml.ts';

export interface Feed {
	/** Permanent address of the feed, which is its name as well. */
	self: string;
	/** The page that shows the same. */
	page: string;
	title: string;
	subtitle: string;
	/** Of the titles and marks; BCP 47. */
	language: string;
	author: { name: string; uri: string };
	/** ISO moment for a feed without entries. */
	since: string;
	entries: FeedEntry[];
}

export interface FeedEntry {
	/** Never changes. */
	id: string;
	title: string;
	summary: string;
	/** ISO moments. */
	published: string;
	updated: string;
	practice: PracticeDescription;
}

/** The feed as a document. It changed when its newest entry did. */
export function atomFeed({ self, page, title, subtitle, language, author, since, entries }: Feed): string {
	const updated =
		entries
			.map((entry) => entry.updated)
			.toSorted()
			.at(-1) ?? since;
	return xmlDocument(
		element(
			'feed',
			{ xmlns: 'http://www.w3.org/2005/Atom', 'xml:lang': language },
			element('id', {}, self),
			element('title', {}, title),
			element('subtitle', {}, subtitle),
			element('updated', {}, updated),
			element('link', { rel: 'self', type: 'application/atom+xml', href: self }),
			element('link', { rel: 'alternate', type: 'text/html', href: page }),
			element('author', {}, element('name', {}, author.name), element('uri', {}, author.uri)),
			...entries.map(entryOf)
		)
	);
}

function entryOf({ id, title, summary, published, updated, practice }: FeedEntry) {
	const categories = [practice.class, ...practice.themes];
	return element(
		'entry',
		{},
		element('id', {}, id),
		element('title', { 'xml:lang': practice.language }, title),
		element('link', { rel: 'alternate', type: 'text/html', href: practice.url }),
		element('published', {}, published),
		element('updated', {}, updated),
		...practice.authors.map((name) => element('author', {}, element('name', {}, name))),
		...categories.map(({ key, name }) => element('category', { term: key, label: name })),
		...practice.marks.map((mark) => element('category', { term: mark })),
		practice.licence ? element('rights', {}, practice.licence.url ?? practice.licence.name) : undefined,
		element('summary', { 'xml:lang': practice.language }, summary)
	);
}
