// What leaves the public catalogue in the formats of others: their names, their bounds.
import { z } from 'zod';
import type { PracticeCode } from '#features/practices/schema.ts';

export const citationFormats = ['json', 'ris', 'bib', 'txt'] as const;
/** CSL-JSON, RIS, BibTeX, a formatted line. */
export const CitationFormat = z.enum(citationFormats);
export type CitationFormat = z.infer<typeof CitationFormat>;

export const bulkFormats = ['ndjson', 'csv'] as const;
/** Forms in which the whole catalogue leaves. */
export const BulkFormat = z.enum(bulkFormats);
export type BulkFormat = z.infer<typeof BulkFormat>;

/** Counts that bound what one answer costs. */
export const openLimits = {
	/** Records in one answer of OAI-PMH. */
	oaiPage: 100,
	/** Entries of a feed. */
	feed: 50,
	/** Practices in one part of the sitemap, so that none holds up the server; the protocol allows 50,000 addresses and 50 MB. */
	sitemapPart: 2_000,
	/** Bytes of a posted OAI-PMH request. */
	oaiBody: 64 * 1024
} as const;

/** Facets whose values are sets of OAI-PMH. */
export const setFacets = ['class', 'theme'] as const;
export type SetFacet = (typeof setFacets)[number];

/** Who publishes, and under which address. */
export interface Publisher {
	/** Configured origin, without a slash at the end. */
	origin: string;
	/** Name of the network; the product's where none was given. */
	network: string;
}

/** A licence as the world spells it. */
export interface Licence {
	name: string;
	/** Address of its text, where the licence is one of Creative Commons. */
	url: string | null;
}

/** What every format says of a practice: chosen here once, so that none can say more. */
export interface PracticeDescription {
	code: z.infer<typeof PracticeCode>;
	/** Permanent address of its page. */
	url: string;
	/** Language of its text, of which the address says nothing. */
	language: string;
	title: string;
	/** Its abstract as plain text, else the beginning of its description. */
	abstract: string;
	/** Institutions that document it; the network where none is named. */
	authors: string[];
	publisher: Publisher;
	versionNumber: number;
	/** ISO moments. */
	publishedAt: string;
	updatedAt: string;
	/** Key and name of its class. */
	class: { key: string; name: string };
	/** State of the label where the class must not stand alone, and whether the practice or its verdict is invented; in words. */
	marks: string[];
	themes: { key: string; name: string }[];
	groups: { key: string; name: string }[];
	/** ISO 3166 codes with their names; of a reserved place only the country. */
	places: { code: string; name: string }[];
	/** As far as it is known: `2024`, `2024-03` or `2024-03-15`. */
	dates: { start: string | null; end: string | null };
	licence: Licence | null;
}
