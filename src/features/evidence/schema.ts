// A file that somebody attached to a practice: what it is, where it hangs, who may see it.
import { z } from 'zod';
import { AttachmentKey, AttachmentSummary, Visibility } from '#features/practices/schema.ts';

/** Media types that may be attached, with the endings their files carry; the first one is given to a name that lacks it. */
export const attachmentTypes = {
	'application/pdf': ['pdf'],
	'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['docx'],
	'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['xlsx'],
	'application/vnd.openxmlformats-officedocument.presentationml.presentation': ['pptx'],
	'application/vnd.oasis.opendocument.text': ['odt'],
	'application/vnd.oasis.opendocument.spreadsheet': ['ods'],
	'image/png': ['png'],
	'image/jpeg': ['jpg', 'jpeg'],
	'image/webp': ['webp'],
	'text/plain': ['txt', 'md'],
	'text/csv': ['csv']
} as const satisfies Record<string, readonly [string, ...string[]]>;
export type AttachmentType = keyof typeof attachmentTypes;

/** What a browser may show in its own window; everything else is only saved. */
export const shownInline: readonly string[] = ['application/pdf', 'image/png', 'image/jpeg', 'image/webp'];

/** Longest name of a file, in characters, its ending included. */
export const maxNameLength = 150;

/** What comes with the bytes. */
export const AttachmentInput = z.object({ key: AttachmentKey, visibility: Visibility.default('assessors') });
export type AttachmentInput = z.infer<typeof AttachmentInput>;

/** An attachment as those who document the practice see it. */
export const Attachment = AttachmentSummary.extend({ version: z.number().int(), createdAt: z.date() });
export type Attachment = z.infer<typeof Attachment>;
