// A practice in another language: one text beside each text of the original, and how far it can be trusted.
import { z } from 'zod';
import { fieldKeys } from '#features/methodology/schema.ts';
import { FieldText, layers, PracticeCode } from '#features/practices/schema.ts';
import { Locale } from '#platform/locale.ts';

/** Free texts of layers that everybody may read, as `layer.part`; the reasons of the dimensions are `dimensions.` and the dimension's key. */
export const noteKeys = ['places.detail', 'conditions.other', 'reach.note', 'cost.note'] as const;

const plainKeys = new Set<string>([...fieldKeys, 'abstract', ...noteKeys]);

/** Names a text of a practice: a field, `abstract`, or a free text of a layer. */
export const TextKey = z
	.string()
	.refine((key) => plainKeys.has(key) || /^dimensions\.[A-Za-z0-9-]{1,60}$/.test(key), { message: 'textKey' });
export type TextKey = z.infer<typeof TextKey>;

/** `reviewed`: a person wrote or checked it · `machine`: a machine wrote it, and nobody has checked it yet. */
export const TextStatus = z.enum(['reviewed', 'machine']);
export type TextStatus = z.infer<typeof TextStatus>;

/** `original`: there is no translation, so the original is read. */
export const TranslationStatus = z.enum(['original', ...TextStatus.options]);
export type TranslationStatus = z.infer<typeof TranslationStatus>;

/** The most that a translated text may hold; what it may hold in the original, with room for longer languages. */
export const longestText = Math.max(FieldText.maxLength ?? 0, layers.abstract.maxLength ?? 0);

/** Line ends of the text stay; what is only white space counts as no text. */
const TranslatedText = z
	.string()
	.max(longestText)
	.transform((text) => (text.trim() === '' ? '' : text));

/** SHA-256 in hex of an original. */
const OriginalHash = z.string().regex(/^[0-9a-f]{64}$/);

/** A text as its editor saves it; an empty one takes the translation of this text away. */
export const TextInput = z.object({
	text: TranslatedText,
	status: TextStatus,
	/** Of the original that its editor had in sight; the original of now where it is left out. */
	originalHash: OriginalHash.optional()
});
export type TextInput = z.infer<typeof TextInput>;

/** Which text is saved, and which version of its translation the change is based on: 0 for the first. */
export const TextSaving = TextInput.extend({ key: TextKey, version: z.coerce.number().int().min(0) });
export type TextSaving = z.infer<typeof TextSaving>;

/** The editor's form: every text as it stands in it with a mark of what stood there before, and the text whose button was pressed. */
export const TextsForm = z.object({
	texts: z.record(z.string(), TextSaving.extend({ was: z.string() })),
	save: z.string().default('')
});
export type TextsForm = z.infer<typeof TextsForm>;

/** A translation of a text that somebody saved meanwhile: shown beside what was typed, and nothing is overwritten. */
export const TextConflict = z.object({
	key: TextKey,
	current: z.string(),
	version: z.number().int(),
	updatedAt: z.date().nullable(),
	/** It was saved by the same person, from another window. */
	isOwn: z.boolean()
});
export type TextConflict = z.infer<typeof TextConflict>;

/** Several texts at once, all of them written by a machine or all checked by a person. Texts that have a translation already are left alone. */
export const TextsInput = z.object({ texts: z.record(TextKey, TranslatedText), status: TextStatus });
export type TextsInput = z.infer<typeof TextsInput>;

export const TranslationPath = z.object({ code: PracticeCode, language: Locale });

/** A text as it was published. */
export const PublishedText = z.object({
	text: z.string(),
	status: TextStatus,
	/** Of the original it says. */
	originalHash: z.string()
});
export const PublishedTexts = z.record(z.string(), PublishedText);
export type PublishedTexts = z.infer<typeof PublishedTexts>;

/** A translation that everybody may read. */
export interface PublicTranslation {
	language: Locale;
	texts: PublishedTexts;
}

/** One text beside its original, for its editor. */
export const TranslatedSection = z.object({
	key: TextKey,
	original: z.string(),
	/** Empty without a translation. */
	text: z.string(),
	status: TranslationStatus,
	/** SHA-256 in hex of the original, to be given back with what is saved. */
	originalHash: z.string(),
	/** The original says something else than when the translation was saved. */
	isOutdated: z.boolean(),
	/** 0 without a translation. */
	version: z.number().int(),
	updatedAt: z.date().nullable()
});
export type TranslatedSection = z.infer<typeof TranslatedSection>;

/** How far a translation is; of the texts that the original has. */
export const TranslationProgress = z.object({
	texts: z.number().int(),
	reviewed: z.number().int(),
	machine: z.number().int(),
	outdated: z.number().int()
});
export type TranslationProgress = z.infer<typeof TranslationProgress>;
