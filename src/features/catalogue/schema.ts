// What everybody may see of a published practice, and how the catalogue is asked: text, facets, pages.
import { z } from 'zod';
import { LabelState, LabelStory, PublicLabel } from '#features/labels/schema.ts';
import { CriterionKey, Level, PracticeClass } from '#features/methodology/schema.ts';
import { AttachmentSummary, Layers, PracticeCode, PracticeContent, VersionKind } from '#features/practices/schema.ts';
import { Locale } from '#platform/locale.ts';

/** A file that everybody may open: public, and screened by a person. */
export const PublicAttachment = AttachmentSummary.omit({ visibility: true, screened: true });
export type PublicAttachment = z.infer<typeof PublicAttachment>;

/** Nobody's address and no letter of authorisation is public; of the consent only the licence is. */
export const PublicLayers = Layers.omit({ contact: true, consent: true }).extend({ licence: z.string().nullable() });
export type PublicLayers = z.infer<typeof PublicLayers>;

export const PublicContent = PracticeContent.omit({ layers: true, attachments: true }).extend({
	layers: PublicLayers,
	attachments: z.array(PublicAttachment)
});
export type PublicContent = z.infer<typeof PublicContent>;

export const PublicCriterion = z.object({
	met: z.boolean(),
	/** Why, in the words the secretariat confirmed; may be empty. */
	wording: z.string(),
	/** Final levels of the panel, sorted, so that their order points at nobody. */
	levels: z.array(Level),
	/** Why it is unmet, by categories of the edition; absent where none was named. */
	reasons: z.array(z.string()).optional()
});
export type PublicCriterion = z.infer<typeof PublicCriterion>;

export const PublicVerdict = z.object({
	class: PracticeClass,
	unmet: z.array(CriterionKey),
	conditional: z.boolean(),
	confirmedAt: z.iso.datetime(),
	/** Last day of the label; null without a label. */
	validUntil: z.iso.date().nullable(),
	isInvented: z.boolean(),
	edition: z.string(),
	criteria: z.record(CriterionKey, PublicCriterion),
	/** Why the committee departed from what the rule proposed; absent where it did not. */
	departure: z.string().optional(),
	/** Notes of assessors who see it otherwise, without names, in an order that points at nobody; absent where there is none. */
	dissents: z.array(z.string()).optional(),
	/** What the author answered when she read it; absent where she did not. */
	answer: z.string().optional()
});
export type PublicVerdict = z.infer<typeof PublicVerdict>;

/** What is on its way for a published practice: a new text, or a new panel for the same one. */
export const Pending = z.enum(['revision', 'reconsideration']);
export type Pending = z.infer<typeof Pending>;

/** Everything a public page or record needs: assembled at publication, but for the label, which lives on. */
export const CatalogueDocument = z.object({
	code: PracticeCode,
	versionNumber: z.number().int(),
	language: Locale,
	/** The title as plain text. */
	title: z.string(),
	content: PublicContent,
	verdict: PublicVerdict,
	/** Null for a practice without label. */
	label: PublicLabel.nullable(),
	pending: Pending.nullable(),
	isExample: z.boolean(),
	isInvented: z.boolean(),
	publishedAt: z.iso.datetime(),
	/** Newest first: those that ever stood in the catalogue or were given its label. */
	versions: z.array(z.object({ number: z.number().int(), submittedAt: z.iso.datetime(), class: PracticeClass.optional() }))
});
export type CatalogueDocument = z.infer<typeof CatalogueDocument>;

/** What of a document is kept in its entry. */
export type EntryDocument = Omit<CatalogueDocument, 'label' | 'pending'>;

/** What everybody may know of a practice's past: versions and labels, the newest first. */
export const PracticeHistory = z.object({
	code: PracticeCode,
	title: z.string(),
	language: Locale,
	isInvented: z.boolean(),
	edition: z.string(),
	versions: z.array(
		z.object({
			number: z.number().int(),
			submittedAt: z.iso.datetime(),
			kind: VersionKind,
			/** Of the label its verdict gave; null where its author wished to publish it without one. */
			class: PublicLabel.shape.class.nullable(),
			/** It is the one in the catalogue. */
			isShown: z.boolean()
		})
	),
	labels: z.array(LabelStory.extend({ versionNumber: z.number().int() }))
});
export type PracticeHistory = z.infer<typeof PracticeHistory>;

/** A version that is or was in the catalogue, as everybody may read it. */
export const PublishedVersion = z.object({ number: z.number().int(), submittedAt: z.iso.datetime(), content: PublicContent });
export type PublishedVersion = z.infer<typeof PublishedVersion>;

/** What a search may be narrowed down by. Each is a name in an address, repeatable: one value is enough within a facet, all facets must hold. */
export const facetKeys = [
	'class',
	'criterion',
	'group',
	'theme',
	'kind',
	'country',
	'subdivision',
	'institution',
	'year',
	'language',
	'condition',
	'cost',
	'label'
] as const;
export const FacetKey = z.enum(facetKeys);
export type FacetKey = z.infer<typeof FacetKey>;

/** `relevance` without a text is `newest`. `updated`: the last change of what is public first. */
export const sortOrders = ['relevance', 'newest', 'oldest', 'updated', 'title'] as const;
export const SortOrder = z.enum(sortOrders);
export type SortOrder = z.infer<typeof SortOrder>;

/** Limits that bound the cost of a question. */
export const queryLimits = { text: 300, values: 40, page: 50 } as const;

/** One value or several under the same name; values that cannot exist are left out rather than refused. */
const values = (pattern: RegExp) =>
	z
		.union([z.string(), z.array(z.string())])
		.default([])
		.transform((given) => [...new Set([given].flat().filter((value) => pattern.test(value)))].slice(0, queryLimits.values));

const key = /^[A-Za-z0-9][A-Za-z0-9.-]{0,59}$/;

/** A question to the catalogue as an address spells it. Read leniently: whatever makes no sense counts as not given. */
export const CatalogueQuery = z.object({
	q: z
		.union([z.string(), z.array(z.string())])
		.default('')
		.transform((given) => [given].flat().join(' ').slice(0, queryLimits.text)),
	class: values(key),
	/** Criteria that the verdict holds to be met. */
	criterion: values(key),
	group: values(key),
	theme: values(key),
	kind: values(key),
	/** ISO 3166-1 alpha-2. */
	country: values(/^[A-Z]{2}$/),
	/** ISO 3166-2. */
	subdivision: values(/^[A-Z]{2}-[A-Z0-9]{1,3}$/),
	/** Ids; an institution stands for those that belong to it as well. */
	institution: values(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
	/** Year in which the practice began. */
	year: values(/^\d{4}$/),
	language: values(/^[a-z]{2}$/),
	condition: values(key),
	cost: values(key),
	label: values(key),
	sort: SortOrder.default('relevance').catch('relevance'),
	cursor: z.string().max(400).nullable().default(null).catch(null),
	limit: z.coerce.number().int().min(1).max(queryLimits.page).default(20).catch(20)
});
export type CatalogueQuery = z.infer<typeof CatalogueQuery>;

/** A stretch of text; `mark` where it answers what was asked. */
export const Segment = z.object({ text: z.string(), mark: z.boolean() });
export type Segment = z.infer<typeof Segment>;

/** Where words of the question stand in a practice: its title; abstract, themes, groups, institutions; the rest of its text. */
export const MatchPlace = z.enum(['title', 'topics', 'text']);
export type MatchPlace = z.infer<typeof MatchPlace>;

/** One line of a list of practices. */
export const CatalogueItem = z.object({
	code: PracticeCode,
	/** It was written in. */
	language: Locale,
	/** As it is published in the reader's language, where it is. */
	title: z.string(),
	titleIn: Locale,
	/** The title with marks. */
	titleSegments: z.array(Segment),
	/** The abstract as plain text; empty where none was written. As it is published in the reader's language, where it is, with the passage. */
	abstract: z.string(),
	passageIn: Locale,
	/** The passage that answers the question; without a question, the beginning. */
	passage: z.array(Segment),
	/** The passage without marks. */
	snippet: z.string(),
	/** Why it was found, null without a question: its words that answer, and where they stand. */
	matched: z.object({ words: z.array(z.string()), places: z.array(MatchPlace) }).nullable(),
	class: PracticeClass,
	/** State of its label; null without one. */
	label: LabelState.nullable(),
	edition: z.string(),
	criteria: z.record(CriterionKey, z.enum(['met', 'unmet', 'waiting'])),
	institutions: z.array(z.string()),
	places: z.array(z.string()),
	/** Year in which the practice began, where it is known. */
	year: z.number().int().nullable(),
	isExample: z.boolean(),
	isInvented: z.boolean(),
	/** Whether the verdict was invented to show how one looks. */
	isVerdictInvented: z.boolean(),
	publishedAt: z.iso.datetime(),
	/** When what is public of it changed last. */
	updated: z.iso.datetime()
});
export type CatalogueItem = z.infer<typeof CatalogueItem>;

/** What of a line is kept with the entry. */
export const EntryHead = CatalogueItem.pick({
	abstract: true,
	class: true,
	edition: true,
	criteria: true,
	institutions: true,
	places: true,
	year: true,
	isExample: true,
	isInvented: true,
	isVerdictInvented: true
});
export type EntryHead = z.infer<typeof EntryHead>;

export const FacetCount = z.object({ key: z.string(), label: z.string(), count: z.number().int() });
export type FacetCount = z.infer<typeof FacetCount>;

export const CatalogueResult = z.object({
	/** False where the text asks for nothing: it is empty, or holds only signs and words that no language keeps. Everything is given then. */
	asksText: z.boolean(),
	/** Other words for the same, from the thesaurus, that were looked for as well. */
	alsoAsked: z.array(z.string()),
	/** Hardly any practice answers all words of the question: those that answer some are given as well. */
	isRelaxed: z.boolean(),
	/** Nothing answers the question as it was typed: what is given answers `suggestion`. */
	isCorrected: z.boolean(),
	items: z.array(CatalogueItem),
	/** How many practices answer the question, on all pages together. */
	total: z.number().int(),
	/** Per value: how many there would be if it were chosen, the other facets staying as they are. */
	facets: z.record(FacetKey, z.array(FacetCount)),
	/** The question spelt as the catalogue spells its words, where few answer it as it was typed; null otherwise. */
	suggestion: z.string().nullable(),
	/** Cursor of the next page. */
	next: z.string().nullable()
});
export type CatalogueResult = z.infer<typeof CatalogueResult>;

/** What practices are compared by when they are said to go together. */
export const relatedFacets = ['theme', 'group', 'kind', 'institution', 'subdivision', 'country'] as const satisfies readonly FacetKey[];
export const RelatedFacet = z.enum(relatedFacets);
export type RelatedFacet = z.infer<typeof RelatedFacet>;

/** A practice that goes with another, and why. */
export const RelatedPractice = z.object({
	...CatalogueItem.pick({
		code: true,
		title: true,
		titleIn: true,
		language: true,
		class: true,
		edition: true,
		criteria: true,
		isInvented: true
	}).shape,
	/** What both hold, the most telling first. */
	shared: z.array(z.object({ facet: RelatedFacet, key: z.string(), label: z.string() })),
	/** Title and abstract are alike. */
	isAlike: z.boolean()
});
export type RelatedPractice = z.infer<typeof RelatedPractice>;

/** How many published practices there are per theme and group of the current edition; one with several counts in each, and once in a total. */
export const GapMatrix = z.object({
	total: z.number().int(),
	groups: z.array(FacetCount),
	/** `counts` in the order of the groups. */
	themes: z.array(FacetCount.extend({ counts: z.array(z.number().int()) }))
});
export type GapMatrix = z.infer<typeof GapMatrix>;

/** Practices side by side, an aspect per row, in the reader's language. */
export const ComparisonRecord = z.object({
	practices: z.array(
		z.object({ code: PracticeCode, title: z.string(), language: Locale, class: PracticeClass, edition: z.string(), url: z.url() })
	),
	sections: z.array(
		z.object({
			key: z.string(),
			title: z.string(),
			rows: z.array(
				z.object({
					key: z.string(),
					name: z.string(),
					differs: z.boolean(),
					/** One per practice: the state of a criterion, words of ours, a text and a remark of its own. */
					cells: z.array(
						z.object({
							state: z.enum(['met', 'unmet', 'waiting']).optional(),
							word: z.string().optional(),
							lines: z.array(z.string()),
							own: z.string(),
							note: z.string()
						})
					)
				})
			)
		})
	),
	/** Codes that were asked for and cannot be shown: never published, retired, beyond the four that fit. */
	missing: z.array(z.string()),
	retired: z.array(z.string()),
	waiting: z.array(z.string())
});
export type ComparisonRecord = z.infer<typeof ComparisonRecord>;
