// What every request of the pages carries.
import type { Ctx } from '#platform/ctx.ts';
import type { Problem } from '#platform/problem.ts';

declare global {
	namespace App {
		interface Locals {
			ctx: Ctx;
			/** Bytes of a body that the route takes. */
			bodyLimit: number;
			/** The address without its language. */
			path: string;
			/** When the session ends, if somebody is signed in. */
			sessionExpiresAt?: Date;
			/** Why the route's policy refuses whoever asks; the workspace says it in its frame instead of the page. */
			refused?: Problem;
			/** Network address of the caller, as far as the configured proxies are believed. */
			address: string;
		}
	}
}
