// A concept of the field with everything it is called, so that a search for one of its names finds texts that use another.
import { z } from 'zod';
import { Locale } from '#platform/locale.ts';

/** Limits of one concept. */
export const conceptLimits = { terms: 60, text: 120, note: 1_000, concepts: 2_000 } as const;

/** What a concept is called: a word, a few words or an acronym. */
export const ConceptTerm = z.object({
	text: z
		.string()
		.trim()
		.max(conceptLimits.text)
		.regex(/[\p{L}\p{N}]/u),
	/** Language of the texts in which it is looked for; null for an acronym or a name that is the same in all. */
	language: Locale.nullable().default(null),
	/** Found when another term of the concept is asked for; asked for itself, it brings none of them: it says less than they do. */
	isNarrower: z.boolean().default(false)
});
export type ConceptTerm = z.infer<typeof ConceptTerm>;

export const ConceptInput = z.object({
	terms: z.array(ConceptTerm).min(1).max(conceptLimits.terms),
	/** For those who edit: why these belong together, or what should not be mixed with them. */
	note: z.string().trim().max(conceptLimits.note).default('')
});
export type ConceptInput = z.infer<typeof ConceptInput>;

export const Concept = ConceptInput.extend({ id: z.uuid(), version: z.number().int() });
export type Concept = z.infer<typeof Concept>;

/** What may be looked for among the concepts: the beginning of any word of a term. */
export const ConceptQuery = z.object({ q: z.string().trim().max(200).default('') });
export type ConceptQuery = z.infer<typeof ConceptQuery>;

/** The whole thesaurus as a file: what the program ships, what is exported and what is taken in again. */
export const ThesaurusFile = z.object({
	format: z.literal('acervo-thesaurus/1'),
	concepts: z.array(ConceptInput).max(conceptLimits.concepts)
});
export type ThesaurusFile = z.infer<typeof ThesaurusFile>;
