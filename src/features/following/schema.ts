// Keeping a search, and hearing of what is new among its answers: with an account, or by mail without one.
import { z } from 'zod';
import { Email } from '#features/people/schema.ts';
import { Locale } from '#platform/locale.ts';

/** How often somebody is told what is new; never a mail about nothing. */
export const Alert = z.enum(['none', 'daily', 'weekly']);
export type Alert = z.infer<typeof Alert>;

/** Of those who have no account: they follow by mail or not at all. */
export const MailAlert = Alert.exclude(['none']);
export type MailAlert = z.infer<typeof MailAlert>;

/** A question as the catalogue's address spells it: `q=empleo&country=MX`; empty for the whole catalogue. */
export const QueryText = z.string().max(4_000);

const SearchName = z.string().trim().min(1).max(200);

export const NewSearch = z.object({ name: SearchName, query: QueryText, alert: Alert });
export type NewSearch = z.infer<typeof NewSearch>;

export const SearchChange = NewSearch.omit({ query: true });
export type SearchChange = z.infer<typeof SearchChange>;

export const SavedSearch = NewSearch.extend({
	id: z.uuid(),
	version: z.number().int(),
	createdAt: z.date()
});
export type SavedSearch = z.infer<typeof SavedSearch>;

export const FollowRequest = z.object({ email: Email, query: QueryText, alert: MailAlert });
export type FollowRequest = z.infer<typeof FollowRequest>;

/** A following that a secret link speaks of. The address is no part of it. */
export const Following = z.object({
	query: QueryText,
	/** The question in the follower's words. */
	words: z.string(),
	alert: MailAlert,
	language: Locale,
	isConfirmed: z.boolean()
});
export type Following = z.infer<typeof Following>;

/** Why a practice is in an alert: it was published, or its label changed. */
export type News = 'published' | 'label';
