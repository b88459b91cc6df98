// Who calls the API, and whether it may be now: with a key each key has calls of its own, without one they are counted by network address.
import { actorByKey } from '#features/people/handlers.server.ts';
import type { Actor, App } from '#platform/ctx.ts';
import { callerNetwork, isLoopback } from '#platform/http/caller-address.ts';
import { RateLimit, type Standing } from '#platform/http/rate-limit.ts';
import { Problem } from '#platform/problem.ts';
import { secretHash } from '#platform/secret.ts';

export interface Callers {
	/**
	 * Who calls.
	 * @param address network address, empty for a call made in process
	 * @param counted told where the caller stands, where its calls are counted
	 * @throws Problem wrongCredentials, tooManyCalls
	 */
	identify(request: Request, address: string, counted: (standing: Standing) => void): Promise<Actor>;
}

/** Counts the callers of an app. A wrong key counts as a call without one, so that inventing keys gives no more calls. */
export function createCallers(app: App): Callers {
	const { apiRates } = app.config;
	const networks = new RateLimit(apiRates.address);
	const keys = new RateLimit(apiRates.key);
	const count = (limit: RateLimit, caller: string, counted: (standing: Standing) => void) => {
		const standing = limit.take(caller, app.now().getTime());
		counted(standing);
		if (standing.wait > 0) throw new Problem('tooManyCalls');
	};
	const countNetwork = (address: string, counted: (standing: Standing) => void) => {
		const isCounted = apiRates.address > 0 && address !== '' && !isLoopback(address);
		if (isCounted) count(networks, callerNetwork(address), counted);
	};
	return {
		async identify(request, address, counted) {
			const authorization = request.headers.get('authorization');
			if (authorization === null) {
				countNetwork(address, counted);
				return { kind: 'anonymous' };
			}
			const key = /^Bearer ([\w-]{10,200})$/.exec(authorization)?.[1];
			const actor = key && (await actorByKey(app, key).catch(unlessWrong));
			if (!key || !actor) {
				countNetwork(address, counted);
				throw new Problem('wrongCredentials');
			}
			if (apiRates.key > 0) count(keys, secretHash(key), counted);
			return actor;
		}
	};
}

/** A wrong key is nobody's; anything else that failed goes on failing. */
function unlessWrong(error: unknown): undefined {
	if (!(error instanceof Problem) || error.code !== 'wrongCredentials') throw error;
	return undefined;
}
