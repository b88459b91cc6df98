// A practice as people fill it in: the eight official fields, the optional layers beside them, and the states of its life.
import { z } from 'zod';
import { DeclaredClass, FieldKey, fieldKeys, PracticeKind } from '#features/methodology/schema.ts';
import { Locale } from '#platform/locale.ts';

export const PracticeState = z.enum([
	'draft',
	'submitted',
	'requirements',
	'assessment',
	'deliberation',
	'decided',
	'published',
	'returned',
	'withdrawn',
	'retired',
	'archived'
]);
export type PracticeState = z.infer<typeof PracticeState>;

/**
 * `sending`: as the author sent it · `correction`: a typo or a translation that keeps its label · `reconsideration`: the same text again,
 * for others to judge.
 */
export const VersionKind = z.enum(['sending', 'correction', 'reconsideration']);
export type VersionKind = z.infer<typeof VersionKind>;

/** Public code, `AC-0001`. */
export const PracticeCode = z.string().regex(/^AC-\d{4,}$/);

export const Visibility = z.enum(['public', 'network', 'assessors']);
export type Visibility = z.infer<typeof Visibility>;

/** A field's text: Markdown limited to paragraphs, lists, bold, italics and links. */
export const FieldText = z.string().max(60_000);

const keys = z.array(z.string().max(60)).max(60);
const months = z.string().regex(/^\d{4}(-\d{2}(-\d{2})?)?$/);

/** The optional layers, one section each; empty is always allowed. */
export const layers = {
	abstract: z.string().max(1_000),
	kind: PracticeKind.nullable(),
	dates: z.object({ start: months.nullable(), end: months.nullable(), ongoing: z.boolean() }),
	places: z.object({
		/** ISO 3166-1 alpha-2 (`MX`) or ISO 3166-2 (`MX-CHP`). */
		codes: z.array(z.string().regex(/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/)).max(80),
		detail: z.string().max(300),
		reserved: z.boolean()
	}),
	groups: keys,
	themes: keys,
	conditions: z.object({ keys, other: z.string().max(2_000) }),
	reach: z.object({ people: z.number().int().min(0).max(100_000_000).nullable(), note: z.string().max(1_000) }),
	cost: z.object({ range: z.string().max(60).nullable(), note: z.string().max(1_000) }),
	contact: z.object({ name: z.string().max(200), email: z.union([z.literal(''), z.email()]), phone: z.string().max(60) }),
	language: Locale,
	/** State and reason per dimension of sustainability. */
	dimensions: z.record(z.string(), z.object({ state: z.string().max(40).nullable(), reason: z.string().max(2_000) })),
	consent: z.object({
		/** The author may publish this text, and nobody's personal data is in it. */
		truthful: z.boolean(),
		licence: z.string().max(60).nullable(),
		/** One per implementing institution: an attached letter, or still to come. */
		authorisations: z.array(z.object({ institutionId: z.uuid(), attachmentId: z.uuid().nullable(), note: z.string().max(500) })).max(40)
	})
} as const;
export const layerKeys = Object.keys(layers) as LayerKey[];
export type LayerKey = keyof typeof layers;

export const sectionKeys = [...fieldKeys, ...layerKeys] as const;
export const SectionKey = z.enum(sectionKeys);
export type SectionKey = z.infer<typeof SectionKey>;

export type SectionValue<K extends SectionKey> = K extends LayerKey ? z.infer<(typeof layers)[K]> : string;

export const emptyLayers: { [K in LayerKey]: SectionValue<K> } = {
	abstract: '',
	kind: null,
	dates: { start: null, end: null, ongoing: false },
	places: { codes: [], detail: '', reserved: false },
	groups: [],
	themes: [],
	conditions: { keys: [], other: '' },
	reach: { people: null, note: '' },
	cost: { range: null, note: '' },
	contact: { name: '', email: '', phone: '' },
	language: 'es',
	dimensions: {},
	consent: { truthful: false, licence: null, authorisations: [] }
};

/** Where an attachment hangs: a field (a criterion is one of them), or the consent section for a letter of authorisation. */
export const AttachmentKey = z.union([FieldKey, z.literal('consent')]);

export const AttachmentSummary = z.object({
	id: z.uuid(),
	key: AttachmentKey,
	name: z.string(),
	mediaType: z.string(),
	bytes: z.number().int(),
	sha256: z.string(),
	visibility: Visibility,
	screened: z.boolean(),
	isInvented: z.boolean()
});
export type AttachmentSummary = z.infer<typeof AttachmentSummary>;

export const Fields = z.record(FieldKey, FieldText);
export type Fields = z.infer<typeof Fields>;

export const Layers = z.object(layers);
export type Layers = z.infer<typeof Layers>;

/** The whole text of a practice at one moment: what is frozen at each sending and what a document is made from. */
export const PracticeContent = z.object({
	edition: z.string(),
	declaredClass: DeclaredClass.nullable(),
	fields: Fields,
	layers: Layers,
	institutions: z.array(z.object({ id: z.uuid(), name: z.string() })),
	attachments: z.array(AttachmentSummary)
});
export type PracticeContent = z.infer<typeof PracticeContent>;

/** What should be mended, and the passage of the field it speaks of, word for word. */
export const Observation = z.object({
	key: SectionKey.nullable(),
	text: z.string().trim().min(1).max(4_000),
	quote: z.string().trim().min(1).max(1_000).nullish()
});
export type Observation = z.infer<typeof Observation>;
