// A collection: published practices that the secretariat puts together in an order of its own, with an introduction.
import { z } from 'zod';
import type { CatalogueItem } from '#features/catalogue/schema.ts';
import { mostInBooklet } from '#features/exchange/schema.ts';
import { PracticeCode } from '#features/practices/schema.ts';
import { Locale } from '#platform/locale.ts';

/** Last part of the address of a collection, `empleo-con-proteccion`; it never changes. */
export const CollectionSlug = z
	.string()
	.max(80)
	.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);

/** How many practices a collection holds at most: as many as its booklet takes. */
export const mostCollected = mostInBooklet;

/** What the secretariat writes about a practice of a collection. */
export const CollectedPractice = z.object({
	code: PracticeCode,
	/** Why it stands here, as plain text; may be empty. */
	note: z.string().trim().max(1_000).default('')
});
export type CollectedPractice = z.infer<typeof CollectedPractice>;

/** What the secretariat says of a collection. */
export const CollectionInput = z.object({
	title: z.string().trim().min(1).max(200),
	/** Markdown. */
	introduction: z.string().trim().max(20_000).default(''),
	/** Of title, introduction and notes. */
	language: Locale.default('es'),
	/** In their order; each practice once. */
	practices: z.array(CollectedPractice).max(mostCollected).default([])
});
export type CollectionInput = z.infer<typeof CollectionInput>;

/** The first words on a collection; without `slug` its address is made of the title. */
export const NewCollection = CollectionInput.extend({ slug: z.union([CollectionSlug, z.literal('')]).default('') });
export type NewCollection = z.infer<typeof NewCollection>;

/** One line of the form in which the order is changed. */
const FormLine = CollectedPractice.extend({
	/** Where it is to stand, from 1. */
	place: z.coerce.number().int().min(0).max(1_000),
	remove: z.boolean().default(false)
});
export type FormLine = z.infer<typeof FormLine>;

/**
 * Codes as people type them: several, with commas or spaces between, in capitals or not. What is no code at all is not refused here, where
 * nobody could say which it was: it is not in the catalogue either, and is named with what else is not.
 */
const TypedCodes = z
	.string()
	.max(2_000)
	.default('')
	.transform((text) =>
		text
			.toUpperCase()
			.split(/[\s,;]+/)
			.filter(Boolean)
	);

/** A collection as its form posts it: lines with a place each, codes typed, and those chosen from a search. */
export const CollectionForm = CollectionInput.omit({ practices: true }).extend({
	version: z.coerce.number().int(),
	line: z.record(z.string(), FormLine).default({}),
	codes: TypedCodes,
	found: z.array(PracticeCode).max(mostCollected).default([])
});
export type CollectionForm = z.infer<typeof CollectionForm>;

/** One line of the list of collections. */
export const CollectionSummary = z.object({
	slug: CollectionSlug,
	title: z.string(),
	language: Locale,
	/** The beginning of the introduction, as plain text. */
	beginning: z.string(),
	/** How many of its practices are in the catalogue. */
	count: z.number().int(),
	publishedAt: z.date().nullable(),
	updatedAt: z.date()
});
export type CollectionSummary = z.infer<typeof CollectionSummary>;

/** A collection as everybody reads it. Practices that left the catalogue are absent. */
export interface Collection extends Omit<CollectionSummary, 'beginning' | 'count'> {
	/** Markdown. */
	introduction: string;
	practices: { item: CatalogueItem; note: string }[];
}

/** A collection as the secretariat looks after it. */
export interface CollectionDesk extends Omit<Collection, 'practices'> {
	version: number;
	practices: DeskLine[];
}

export interface DeskLine {
	code: string;
	title: string;
	note: string;
	/** False when the practice left the catalogue: nobody else sees the line any more. */
	isShown: boolean;
}
