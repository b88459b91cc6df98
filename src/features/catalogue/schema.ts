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

export const facetKeys = ['class', 'label', 'group', 'theme', 'place', 'institution'] as const;
export const FacetKey = z.enum(facetKeys);
export type FacetKey = z.infer<typeof FacetKey>;

/** Limits that bound the cost of a question. */
export const queryLimits = { text: 300, values: 40, page: 50 } as const;

/** One value or several under the same name; values that cannot exist are left out rather than refused. */
const values = (pattern: RegExp) =>
	z
		.union([z.string(), z.array(z.string())])
		.default([])
		.transform((given) => [...new Set([given].flat().filter((value) => pattern.test(value)))].slice(0, queryLimits.values));

const key = /^[A-Za-z0-9][A-Za-z0-9.-]{0,59}$/;
const place = /^[A-Z]{2}(-[A-Z0-9]{1,3})?$/;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A question to the catalogue as an address spells it. Read leniently: whatever makes no sense counts as not given. */
export const CatalogueQuery = z.object({
	q: z
		.union([z.string(), z.array(z.string())])
		.default('')
		.transform((given) => [given].flat().join(' ').slice(0, queryLimits.text)),
	class: values(key),
	label: values(key),
	group: values(key),
	theme: values(key),
	place: values(place),
	institution: values(uuid),
	cursor: z.string().max(400).nullable().default(null).catch(null),
	limit: z.coerce.number().int().min(1).max(queryLimits.page).default(20).catch(20)
});
export type CatalogueQuery = z.infer<typeof CatalogueQuery>;

/** A stretch of text; `mark` where it answers what was asked. */
export const Segment = z.object({ text: z.string(), mark: z.boolean() });
export type Segment = z.infer<typeof Segment>;

/** One line of a list of practices. */
export const CatalogueItem = z.object({
	code: PracticeCode,
	language: Locale,
	title: z.string(),
	/** The title with marks. */
	titleSegments: z.array(Segment),
	/** The passage that answers the question; without a question, the beginning. */
	passage: z.array(Segment),
	class: PracticeClass,
	/** State of its label; null without one. */
	label: LabelState.nullable(),
	edition: z.string(),
	criteria: z.record(CriterionKey, z.enum(['met', 'unmet'])),
	institutions: z.array(z.string()),
	places: z.array(z.string()),
	/** Year in which the practice began, where it is known. */
	year: z.number().int().nullable(),
	isExample: z.boolean(),
	isInvented: z.boolean(),
	/** Whether the verdict was invented to show how one looks. */
	isVerdictInvented: z.boolean(),
	publishedAt: z.iso.datetime()
});
export type CatalogueItem = z.infer<typeof CatalogueItem>;

export const FacetCount = z.object({ key: z.string(), label: z.string(), count: z.number().int() });
export type FacetCount = z.infer<typeof FacetCount>;

export const CatalogueResult = z.object({
	/** False where the text asks for nothing: it is empty, or holds only signs and words that no language keeps. Everything is given then. */
	asksText: z.boolean(),
	items: z.array(CatalogueItem),
	/** How many practices answer the question, on all pages together. */
	total: z.number().int(),
	/** Per value: how many there would be if it were chosen, the other facets staying as they are. */
	facets: z.record(FacetKey, z.array(FacetCount)),
	/** Cursor of the next page. */
	next: z.string().nullable()
});
export type CatalogueResult = z.infer<typeof CatalogueResult>;
