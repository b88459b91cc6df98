// The journal as the secretariat reads it: who did which act to what, when, and through which door.
import { z } from 'zod';

export const JournalEntry = z.object({
	id: z.number().int(),
	at: z.date(),
	/** `practice.submit`: what was done, as the handlers name it. */
	act: z.string(),
	/** A person's id, `operator`, or nobody. */
	actorId: z.string().nullable(),
	/** Joined when it is read; the journal keeps no names. */
	actorName: z.string().nullable(),
	door: z.enum(['page', 'api', 'cli', 'server']),
	subjectKind: z.string().nullable(),
	subjectId: z.string().nullable(),
	/** Code of a practice (that of a file or an assessment, too), name of an institution or a person, as it is today. */
	subjectName: z.string().nullable(),
	detail: z.record(z.string(), z.unknown())
});
export type JournalEntry = z.infer<typeof JournalEntry>;

export const JournalQuery = z.object({
	subjectKind: z.string().max(40).optional(),
	subjectId: z.string().max(80).optional(),
	/** Code of a practice: what was done to it, to its files and by its assessors. */
	practice: z.string().max(80).optional(),
	/** A whole act (`practice.submit`), or a family of them (`practice`). */
	act: z.string().max(80).optional(),
	/** Entries older than this one. */
	before: z.coerce.number().int().positive().optional(),
	limit: z.coerce.number().int().min(1).max(200).default(50)
});
export type JournalQuery = z.infer<typeof JournalQuery>;

export const JournalPage = z.object({
	items: z.array(JournalEntry),
	/** Give it as `before` to read on; null at the end. */
	next: z.number().int().nullable()
});
export type JournalPage = z.infer<typeof JournalPage>;
