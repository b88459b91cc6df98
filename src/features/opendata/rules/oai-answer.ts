// The answers of OAI-PMH 2.0 as XML: headers, records in oai_dc, what the repository is, its sets, its refusals.
import type { PracticeDescription, Publisher } from '../schema.ts';
import { oaiIdentifier } from './addresses.ts';
import type { OaiError } from './oai-request.ts';
import { metadataPrefix } from './oai-request.ts';
import { element, type Markup, xmlDocument } from './xml.ts';

const namespace = 'http://www.openarchives.org/OAI/2.0/';
const dublinCore = {
	namespace: 'http://www.openarchives.org/OAI/2.0/oai_dc/',
	schema: 'http://www.openarchives.org/OAI/2.0/oai_dc.xsd'
};
const instances = 'http://www.w3.org/2001/XMLSchema-instance';

/** What stands at the head of a record. */
export interface OaiHeader {
	code: string;
	/** ISO moment of the last change, its removal included. */
	moment: string;
	/** Retired: nothing but its code and that moment is left. */
	isGone: boolean;
	/** `class:good`; none for what is gone. */
	sets: string[];
}

/** `2026-11-22T17:00:00Z`: seconds, in UTC. */
export function datestamp(moment: Date | string): string {
	return `${new Date(moment).toISOString().slice(0, 19)}Z`;
}

/**
 * The whole answer.
 * @param given arguments as they came; none where they make no request, as the protocol asks for
 */
export function oaiDocument(origin: string, now: Date, given: Record<string, string>, answer: Markup): string {
	const schema = `${namespace} http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd`;
	return xmlDocument(
		element(
			'OAI-PMH',
			{ xmlns: namespace, 'xmlns:xsi': instances, 'xsi:schemaLocation': schema },
			element('responseDate', {}, datestamp(now)),
			element('request', given, baseUrl(origin)),
			answer
		)
	);
}

export function oaiError({ code, text }: OaiError): Markup {
	return element('error', { code }, text);
}

function baseUrl(origin: string): string {
	return `${origin}/oai`;
}

/** @param earliest ISO moment before which nothing changed */
export function identify({ origin, network }: Publisher, adminEmail: string, earliest: string): Markup {
	return element(
		'Identify',
		{},
		element('repositoryName', {}, network),
		element('baseURL', {}, baseUrl(origin)),
		element('protocolVersion', {}, '2.0'),
		element('adminEmail', {}, adminEmail),
		element('earliestDatestamp', {}, datestamp(earliest)),
		element('deletedRecord', {}, 'persistent'),
		element('granularity', {}, 'YYYY-MM-DDThh:mm:ssZ'),
		element('compression', {}, 'gzip')
	);
}

export function listMetadataFormats(): Markup {
	return element(
		'ListMetadataFormats',
		{},
		element(
			'metadataFormat',
			{},
			element('metadataPrefix', {}, metadataPrefix),
			element('schema', {}, dublinCore.schema),
			element('metadataNamespace', {}, dublinCore.namespace)
		)
	);
}

export function listSets(sets: readonly { spec: string; name: string }[]): Markup {
	return element(
		'ListSets',
		{},
		...sets.map(({ spec, name }) => element('set', {}, element('setSpec', {}, spec), element('setName', {}, name)))
	);
}

export function getRecord(record: Markup): Markup {
	return element('GetRecord', {}, record);
}

/**
 * A page of headers or records.
 * @param next token of the page that follows; empty on the last of several, absent where one page holds all
 * @param given how many stood on the pages before
 */
export function oaiList(
	verb: 'ListIdentifiers' | 'ListRecords',
	items: readonly Markup[],
	next: string | undefined,
	given: number
): Markup {
	const token = next === undefined ? undefined : element('resumptionToken', { cursor: String(given) }, next);
	return element(verb, {}, ...items, token);
}

export function oaiHeader(origin: string, { code, moment, isGone, sets }: OaiHeader): Markup {
	return element(
		'header',
		{ status: isGone ? 'deleted' : undefined },
		element('identifier', {}, oaiIdentifier(origin, code)),
		element('datestamp', {}, datestamp(moment)),
		...sets.map((set) => element('setSpec', {}, set))
	);
}

/** @param description absent for what is gone */
export function oaiRecord(origin: string, header: OaiHeader, description: PracticeDescription | undefined): Markup {
	const metadata = description && !header.isGone ? element('metadata', {}, dublinCoreOf(description)) : undefined;
	return element('record', {}, oaiHeader(origin, header), metadata);
}

/** Unqualified Dublin Core (https://www.dublincore.org/specifications/dublin-core/dces/). */
function dublinCoreOf(practice: PracticeDescription): Markup {
	const { language, licence, dates } = practice;
	const many = (name: string, texts: readonly (string | null | undefined)[], lang?: string) =>
		texts.flatMap((text) => (text ? [element(`dc:${name}`, { 'xml:lang': lang }, text)] : []));
	const period = dates.start && (dates.end && dates.end !== dates.start ? `${dates.start}/${dates.end}` : dates.start);
	return element(
		'oai_dc:dc',
		{
			'xmlns:oai_dc': dublinCore.namespace,
			'xmlns:dc': 'http://purl.org/dc/elements/1.1/',
			'xmlns:xsi': instances,
			'xsi:schemaLocation': `${dublinCore.namespace} ${dublinCore.schema}`
		},
		...many('title', [practice.title], language),
		...many('creator', practice.authors),
		...many(
			'subject',
			[...practice.themes, ...practice.groups].map(({ name }) => name)
		),
		...many('description', [practice.abstract], language),
		...many('publisher', [practice.publisher.network]),
		...many('date', [practice.publishedAt.slice(0, 10)]),
		...many('type', ['Text', [practice.class.name, ...practice.marks].join(', ')]),
		...many('format', ['text/html']),
		...many('identifier', [practice.url, practice.code]),
		...many('language', [language]),
		...many('coverage', [...practice.places.map(({ name }) => name), period]),
		...many('rights', [licence?.url ?? licence?.name])
	);
}
