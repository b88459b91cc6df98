// Secret links for people without an account: an institution authorises the publication of a practice, an author confirms what the
// secretariat captured for her.
import { z } from 'zod';
import { FieldKey } from '#features/methodology/schema.ts';
import { PracticeCode } from '#features/practices/schema.ts';

/** `authorise`: the visto bueno of an implementing institution · `confirm`: the author reviews a captured draft and has it sent. */
export const LinkPurpose = z.enum(['authorise', 'confirm']);
export type LinkPurpose = z.infer<typeof LinkPurpose>;

/** `open` until it is answered, taken back or runs out; `expired` and `revoked` can be answered no more. */
export const LinkState = z.enum(['open', 'expired', 'revoked', 'granted', 'refused']);
export type LinkState = z.infer<typeof LinkState>;

/** Who answers, as they sign: a name and a post. */
const signature = {
	signedBy: z.string().trim().min(1).max(200),
	signedAs: z.string().trim().min(1).max(200)
};

/** An institution's answer; a refusal says why. */
export const Authorisation = z
	.object({ answer: z.enum(['granted', 'refused']), ...signature, note: z.string().trim().max(2_000).default('') })
	.refine(({ answer, note }) => answer === 'granted' || note !== '', { path: ['note'], message: 'reasonMissing' });
export type Authorisation = z.infer<typeof Authorisation>;

/** A remark on a field of a captured draft, or on the whole of it (`general`). */
export const Remarks = z.partialRecord(z.union([FieldKey, z.literal('general')]), z.string().trim().max(4_000)).default({});
export type Remarks = z.infer<typeof Remarks>;

/** An author's answer to a captured draft: she has it sent as it stands and consents, or gives it back with at least one remark. */
export const Confirmation = z
	.object({ answer: z.enum(['granted', 'refused']), ...signature, truthful: z.boolean().default(false), remarks: Remarks })
	.refine(({ answer, truthful }) => answer === 'refused' || truthful, { path: ['truthful'], message: 'consentMissing' })
	.refine(({ answer, remarks }) => answer === 'granted' || Object.values(remarks).some(Boolean), {
		path: ['remarks'],
		message: 'remarkMissing'
	});
export type Confirmation = z.infer<typeof Confirmation>;

export const LinkSummary = z.object({
	id: z.uuid(),
	purpose: LinkPurpose,
	/** Null for a link to confirm a draft. */
	institution: z.object({ id: z.uuid(), name: z.string() }).nullable(),
	state: LinkState,
	createdAt: z.date(),
	expiresAt: z.date(),
	answeredAt: z.date().nullable(),
	signedBy: z.string().nullable(),
	signedAs: z.string().nullable(),
	note: z.string(),
	/** Number of the version that was answered for; null where a draft was. */
	seenVersion: z.number().int().nullable(),
	/** The text says something else by now. */
	isOutdated: z.boolean()
});
export type LinkSummary = z.infer<typeof LinkSummary>;

/** Where an implementing institution's authorisation stands: a letter is attached, a link was answered, or nothing yet. */
export const AuthorisationStatus = z.object({
	institution: z.object({ id: z.uuid(), name: z.string() }),
	letter: z.object({ id: z.uuid(), name: z.string() }).nullable(),
	/** The link that counts: the last one that was answered, else the one that waits. */
	link: LinkSummary.nullable()
});
export type AuthorisationStatus = z.infer<typeof AuthorisationStatus>;

export const LinkPath = z.object({ code: PracticeCode, id: z.uuid() });
