// The API's door: mounts every feature's operations, asks who calls and whether their declared policy lets them in.
import type { IncomingMessage } from 'node:http';
import { type Context, Hono } from 'hono';
import type { App, Ctx } from '#platform/ctx.ts';
import type { AnyOperation, OperationAnswer } from '#platform/http/api.ts';
import { callerAddress } from '#platform/http/caller-address.ts';
import { preferredLocale } from '#platform/http/language.ts';
import { checkPolicy } from '#platform/policy.ts';
import { Problem } from '#platform/problem.ts';
import { answer, type Call, documentAnswer, failure, preflight } from './api.answers.server.ts';
import { type Callers, createCallers } from './api.callers.server.ts';
import { openApiDocument } from './api.document.server.ts';
import { readAddress, readInput } from './api.input.server.ts';
import { operations } from './api.operations.server.ts';

type OperationCall = Call & { operation: AnyOperation };

/** Builds the API of an app. Every path lies below `/api/v1`. */
export function createApi(app: App): Hono {
	const api = new Hono({ strict: true }).basePath('/api/v1');
	const callers = createCallers(app);
	let document: string | undefined;
	api.get('/openapi.json', (c) => {
		document ??= JSON.stringify(openApiDocument(app.config.origin));
		return documentAnswer(c.req.raw, document);
	});
	for (const [path, here] of Map.groupBy(operations, (operation) => pattern(operation.path))) api.options(path, () => preflight(here));
	for (const operation of operations) {
		api.on(operation.method, pattern(operation.path), async (c) => {
			const call: OperationCall = { ...asCall(c), operation };
			try {
				return answer(app, call, await run(app, callers, call, { params: c.req.param(), address: addressOf(app, c.env) }));
			} catch (error) {
				return failure(app, error, call);
			}
		});
	}
	api.notFound((c) => failure(app, new Problem('notFound'), asCall(c)));
	api.onError((error, c) => failure(app, error, asCall(c)));
	return api;
}

/** `/practices/{code}` as the router spells it. */
const pattern = (path: string) => path.replaceAll(/\{(\w+)\}/g, ':$1');

const asCall = ({ req }: Context): Call => ({
	request: req.raw,
	locale: preferredLocale(req.header('accept-language')),
	usesLocale: false
});

async function run(
	app: App,
	callers: Callers,
	call: OperationCall,
	{ params, address }: { params: Record<string, string>; address: string }
): Promise<OperationAnswer> {
	const { operation, request, locale } = call;
	const actor = await callers.identify(request, address, (standing) => {
		call.standing = standing;
	});
	const ctx: Ctx = {
		app,
		actor,
		door: 'api',
		get locale() {
			call.usesLocale = true;
			return locale;
		}
	};
	checkPolicy(operation.policy, actor);
	const version = readVersion(operation, request.headers.get('if-match'));
	const { pathname, searchParams: search } = new URL(request.url);
	const given = readAddress(operation, { params, search }, locale);
	const { body, files, hash } = await readInput(operation, request, locale);
	const key = operation.creates ? request.headers.get('idempotency-key') : null;
	if (key !== null) {
		if (!/^[\x21-\x7e]{1,200}$/.test(key)) throw new Problem('badRequest', { fields: [{ path: 'Idempotency-Key', message: '1–200' }] });
		ctx.idempotency = { key, call: `${operation.method} ${pathname}`, bodyHash: hash() };
	}
	// The declaration keeps the types of what was checked against its schemas.
	return operation.run(ctx, { ...(given as { params: never; query: never }), body: body as never, files, version, address });
}

/** The number of `If-Match: "3"`, which means nothing to whoever only reads. @throws Problem badRequest, versionRequired */
function readVersion({ method, versioned }: AnyOperation, ifMatch: string | null): number | undefined {
	if (ifMatch === null || method === 'get') {
		if (versioned) throw new Problem('versionRequired');
		return undefined;
	}
	const digits = /^"?(\d+)"?$/.exec(ifMatch.trim())?.[1];
	if (digits === undefined) throw new Problem('badRequest', { fields: [{ path: 'If-Match', message: 'If-Match: "3"' }] });
	return Number(digits);
}

/** Where a call comes from. The listener hands the connection on; a call made in process has none. */
function addressOf(app: App, env: unknown): string {
	const { incoming } = (env ?? {}) as { incoming?: IncomingMessage };
	return incoming ? callerAddress(incoming, app.config.trustedProxies) : '';
}
