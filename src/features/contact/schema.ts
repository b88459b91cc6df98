// A message of a reader to the people who document a practice. Nobody's address is shown to her; hers goes to whoever answers.
import { z } from 'zod';
import { PracticeCode } from '#features/practices/schema.ts';

/** What a reader wants: to ask, to adapt the practice, to work together, to study or cite it, to point at a mistake. */
export const contactPurposes = ['ask', 'adapt', 'collaborate', 'study', 'correct', 'other'] as const;
export const ContactPurpose = z.enum(contactPurposes);
export type ContactPurpose = z.infer<typeof ContactPurpose>;

export const ContactInput = z.object({
	purpose: ContactPurpose,
	text: z.string().trim().min(1).max(4_000),
	name: z.string().trim().min(1).max(120),
	/** For the answer. */
	email: z.email().max(254)
});
export type ContactInput = z.infer<typeof ContactInput>;

/** The same as a page posts it, with a field that people do not see and programs fill in. */
export const ContactForm = ContactInput.extend({ website: z.string().default('') });
export type ContactForm = z.infer<typeof ContactForm>;

/** A message as whoever may answer it reads it. */
export const ContactMessage = ContactInput.extend({
	id: z.uuid(),
	code: PracticeCode,
	/** Of the practice; null once it was retired. */
	title: z.string().nullable(),
	receivedAt: z.date(),
	/** When it is deleted, unless somebody does so before. */
	keptUntil: z.date(),
	/** Nobody who documents the practice can be reached: the secretariat answers. */
	isForSecretariat: z.boolean()
});
export type ContactMessage = z.infer<typeof ContactMessage>;
