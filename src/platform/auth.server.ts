// Sign-in, sessions and passwords are better-auth's; who a person is and may do is ours (features/people).
import { betterAuth } from 'better-auth';
import type { Kysely } from 'kysely';
import type { Database } from './database/tables.ts';

/** Passwords: length is what counts (NIST SP 800-63B); no composition rules. */
export const passwordLength = { min: 10, max: 128 } as const;

/** Hours without use after which a session ends. */
const sessionHours = 12;

/**
 * Wires the library to our tables. Sign-up through it is closed: people come by invitation.
 * @param secret signs the session cookie
 * @param origin public origin; over https the cookie takes the `__Host-` prefix
 */
export function createAuth({ db, secret, origin }: { db: Kysely<Database>; secret: string; origin: string }) {
	const secure = origin.startsWith('https:');
	return betterAuth({
		baseURL: origin,
		basePath: '/api/auth',
		secret,
		telemetry: { enabled: false },
		logger: { disabled: true },
		database: { db, type: 'postgres' },
		emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: passwordLength.min, maxPasswordLength: passwordLength.max },
		user: { modelName: 'person' },
		session: { modelName: 'personSession', expiresIn: sessionHours * 3600, updateAge: 900 },
		account: { modelName: 'personCredential' },
		verification: { modelName: 'personVerification' },
		// Our own limiter counts per account and per address; see features/people.
		rateLimit: { enabled: false },
		advanced: {
			useSecureCookies: false,
			database: { generateId: 'uuid' },
			ipAddress: { disableIpTracking: true },
			cookies: {
				session_token: {
					name: secure ? '__Host-acervo' : 'acervo',
					attributes: { secure, httpOnly: true, sameSite: 'lax', path: '/' }
				}
			}
		}
	});
}

export type Auth = ReturnType<typeof createAuth>;
