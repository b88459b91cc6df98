// Personal data that slipped in and is purged everywhere in one act.
import { z } from 'zod';
import { PracticeCode } from '#features/practices/schema.ts';

/** Why it is purged, for the journal, which never holds what was purged. */
export const PurgeReason = z.enum(['personServed', 'staff', 'thirdParty', 'safety', 'request', 'other']);
export type PurgeReason = z.infer<typeof PurgeReason>;

/** Exact words to purge: long enough not to be a part of everything. */
export const PurgedWords = z
	.string()
	.trim()
	.max(300)
	.refine((words) => (words.match(/[\p{L}\p{N}]/gu)?.length ?? 0) >= 3, { message: 'tooShort' });

export const PurgeQuery = z.object({
	words: z.array(PurgedWords).max(20).default([]),
	/** Attachments that are purged whole. */
	files: z.array(z.uuid()).max(60).default([])
});
export type PurgeQuery = z.infer<typeof PurgeQuery>;

export const PurgeInput = PurgeQuery.extend({
	reason: PurgeReason,
	/** The practice's code, typed again. */
	confirmation: z.string().trim()
}).refine(({ words, files }) => words.length + files.length > 0, { path: ['words'], message: 'nothingToPurge' });
export type PurgeInput = z.infer<typeof PurgeInput>;

/** One string per line of a text area. */
const lines = z
	.string()
	.default('')
	.transform((text) => [...new Set(text.split('\n').map((line) => line.trim()))].filter(Boolean))
	.pipe(z.array(PurgedWords).max(20));

/** The page's form before and after the preview. */
export const PurgeForm = z.object({ words: lines, files: z.array(z.uuid()).max(60).default([]) });
export const ConfirmForm = PurgeForm.extend({ reason: PurgeReason, confirmation: z.string().trim().max(40) });

/** How often the words stand in one table, and in how many of its rows. */
export const PurgeCount = z.object({ table: z.string(), rows: z.number().int(), occurrences: z.number().int() });
export type PurgeCount = z.infer<typeof PurgeCount>;

/** `found`: the words stand in it · `clean`: it was read whole and they do not · `unread`: a person has to look (PDF, picture). */
export const FileFinding = z.enum(['found', 'clean', 'unread']);
export type FileFinding = z.infer<typeof FileFinding>;

export const PurgePreview = z.object({
	/** What will be replaced. */
	counts: z.array(PurgeCount),
	files: z.array(z.object({ id: z.uuid(), name: z.string(), mediaType: z.string(), finding: FileFinding, isRemoved: z.boolean() })),
	/** Uploaded files that this practice was read from; they go unless they were read whole and are clean. */
	originals: z.array(z.object({ id: z.uuid(), name: z.string(), finding: FileFinding })),
	/** Where the words stand as well and stay: other practices by their code, accounts, institutions, calls. */
	elsewhere: z.array(z.object({ table: z.string(), code: PracticeCode.nullable(), rows: z.number().int() }))
});
export type PurgePreview = z.infer<typeof PurgePreview>;

export const PurgeResult = z.object({
	rows: z.number().int(),
	occurrences: z.number().int(),
	files: z.number().int(),
	elsewhere: PurgePreview.shape.elsewhere
});
export type PurgeResult = z.infer<typeof PurgeResult>;
