// People who work here: accounts, invitations, keys. Never a person on the move.
import { z } from 'zod';

export const PersonRole = z.enum(['author', 'assessor', 'secretariat']);
export type PersonRole = z.infer<typeof PersonRole>;

export const Email = z.string().trim().toLowerCase().max(254).pipe(z.email());

export const PersonName = z.string().trim().min(1).max(200);

/** Length alone is asked for; the limits are those of platform/auth. */
export const Password = z.string().min(10).max(128);

export const Person = z.object({
	id: z.string(),
	name: PersonName,
	email: Email,
	roles: z.array(PersonRole),
	institutions: z.array(z.object({ id: z.uuid(), name: z.string() })),
	deactivatedAt: z.date().nullable(),
	version: z.number().int()
});
export type Person = z.infer<typeof Person>;

export const Invite = z.object({ name: PersonName, email: Email, roles: z.array(PersonRole).min(1), institutionIds: z.array(z.uuid()) });
export type Invite = z.infer<typeof Invite>;

export const SignIn = z.object({ email: Email, password: z.string().min(1).max(128) });
export type SignIn = z.infer<typeof SignIn>;

export const SetUp = z.object({
	networkName: z.string().trim().min(1).max(200),
	name: PersonName,
	email: Email,
	password: Password,
	loadExample: z.boolean()
});
export type SetUp = z.infer<typeof SetUp>;

export const ChangePassword = z.object({ currentPassword: z.string().min(1).max(128), password: Password });
export type ChangePassword = z.infer<typeof ChangePassword>;

/** What a person calls an API key, to know it again. */
export const ApiKeyName = z.string().trim().min(1).max(100);

/** What somebody wishes to hear of by mail: everything, what waits for her, nothing. */
export const NoticeWish = z.enum(['all', 'todo', 'none']);
export type NoticeWish = z.infer<typeof NoticeWish>;

/** Keys of themes that somebody knows about. */
export const Themes = z.object({
	themes: z
		.array(
			z
				.string()
				.max(60)
				.regex(/^[A-Za-z0-9.-]+$/)
		)
		.max(60)
		.default([])
});
