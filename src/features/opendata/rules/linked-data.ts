// Practices and the catalogue as schema.org JSON-LD, for search engines and whoever links data.
import type { Article, Dataset, Organization, WithContext } from 'schema-dts';
import type { PracticeDescription, Publisher } from '../schema.ts';

const context = 'https://schema.org';

/** A practice. Its language is that of its text. */
export function linkedPractice(practice: PracticeDescription): WithContext<Article> {
	const { url, title, language, publisher, licence, dates, places } = practice;
	const status = [practice.class.name, ...practice.marks].join(', ');
	return {
		'@context': context,
		'@type': 'Article',
		'@id': url,
		url,
		mainEntityOfPage: url,
		identifier: practice.code,
		headline: title,
		name: title,
		abstract: practice.abstract,
		inLanguage: language,
		datePublished: practice.publishedAt,
		dateModified: practice.updatedAt,
		version: practice.versionNumber,
		author: practice.authors.map(
			(name): Organization => (name === publisher.network ? organisation(publisher) : { '@type': 'Organization', name })
		),
		publisher: organisation(publisher),
		isPartOf: { '@type': 'Dataset', '@id': catalogueId(publisher), name: publisher.network },
		isAccessibleForFree: true,
		creativeWorkStatus: status,
		about: practice.themes.map(({ name }) => ({ '@type': 'DefinedTerm' as const, name })),
		audience: practice.groups.map(({ name }) => ({ '@type': 'Audience' as const, audienceType: name })),
		spatialCoverage: places.map(({ code, name }) => ({ '@type': 'Place' as const, name, identifier: code })),
		...(dates.start && { temporalCoverage: `${dates.start}/${dates.end ?? '..'}` }),
		...(licence && { license: licence.url ?? licence.name }),
		image: `${url}/tarjeta.svg`,
		encoding: [
			medium(`${url}/documento.docx`, 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'),
			medium(`${url}/documento.pdf`, 'application/pdf'),
			medium(`${url}/documento.json`, 'application/json')
		]
	};
}

/** What the page of the open data says of the whole catalogue, in the language of the page. */
export interface CatalogueDescription {
	publisher: Publisher;
	name: string;
	description: string;
	/** BCP 47. */
	languages: string[];
	/** ISO moments. */
	firstAt: string;
	lastAt: string;
	/** Files of the whole. */
	files: { address: string; mediaType: string }[];
	/** Address of what is said about licences: every practice has its own. */
	licence: string;
}

/** The catalogue as a whole. */
export function linkedCatalogue({
	publisher,
	name,
	description,
	languages,
	firstAt,
	lastAt,
	files,
	licence
}: CatalogueDescription): WithContext<Dataset> {
	return {
		'@context': context,
		'@type': 'Dataset',
		'@id': catalogueId(publisher),
		url: catalogueId(publisher),
		name,
		description,
		inLanguage: languages,
		creator: organisation(publisher),
		publisher: organisation(publisher),
		datePublished: firstAt,
		dateModified: lastAt,
		isAccessibleForFree: true,
		license: licence,
		distribution: files.map(({ address, mediaType }) => ({
			'@type': 'DataDownload' as const,
			contentUrl: address,
			encodingFormat: mediaType,
			license: licence
		}))
	};
}

function catalogueId({ origin }: Publisher): string {
	return `${origin}/datos`;
}

function organisation({ origin, network }: Publisher): Organization {
	return { '@type': 'Organization', '@id': `${origin}/#organizacion`, name: network, url: origin };
}

function medium(contentUrl: string, encodingFormat: string) {
	return { '@type': 'MediaObject' as const, contentUrl, encodingFormat };
}

/**
 * Data as a block of a page, which no browser runs (https://html.spec.whatwg.org/multipage/scripting.html#data-block), whatever it says:
 * there is no `<` in it, so that no text ends the block or opens a comment.
 */
export function dataBlock(data: object): string {
	return `<script type="application/ld+json">${JSON.stringify(data).replaceAll('<', '\\u003c')}</script>`;
}
