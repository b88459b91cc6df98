// What every request of the pages carries.
import type { Ctx } from '#platform/ctx.ts';

declare global {
	namespace App {
		interface Locals {
			ctx: Ctx;
			/** The address without its language. */
			path: string;
			/** When the session ends, if somebody is signed in. */
			sessionExpiresAt?: Date;
			/** Network address of the caller, as far as the configured proxies are believed. */
			address: string;
		}
	}
}
