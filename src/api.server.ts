// The API's door: mounts every feature's operations, checks their declared policy, and answers failures as problem+json (RFC 9457).
import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { Hono } from 'hono';
import { z } from 'zod';
import { createDocument, type ZodOpenApiPathsObject } from 'zod-openapi';
import { actorByKey } from '#features/people/handlers.server.ts';
import { problemMessages } from '#messages/problems.ts';
import type { App, Ctx } from '#platform/ctx.ts';
import type { AnyOperation, OperationAnswer } from '#platform/http/api.ts';
import { readBody } from '#platform/http/body.server.ts';
import { callerAddress } from '#platform/http/caller-address.ts';
import { fileAnswer } from '#platform/http/download.ts';
import { preferredLocale } from '#platform/http/language.ts';
import { limits } from '#platform/limits.ts';
import type { Locale } from '#platform/locale.ts';
import { checkPolicy } from '#platform/policy.ts';
import { fromDatabase, Problem } from '#platform/problem.ts';
import { issuesToFields } from '#platform/validation.ts';
import { operations } from './api.operations.server.ts';

/** Builds the API of an app. Every path lies below `/api/v1`. */
export function createApi(app: App): Hono {
	const api = new Hono({ strict: true }).basePath('/api/v1');
	let document: string | undefined;
	api.get('/openapi.json', (c) => {
		document ??= JSON.stringify(openApiDocument(app.config.origin));
		return c.body(document, 200, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'public, max-age=300' });
	});
	for (const operation of operations) {
		api.on(operation.method, operation.path.replaceAll(/\{(\w+)\}/g, ':$1'), async (c) => {
			const locale = preferredLocale(c.req.header('accept-language'));
			try {
				return answer(
					operation,
					await call(
						app,
						operation,
						{ request: c.req.raw, params: c.req.param() as Record<string, string>, address: addressOf(app, c.env) },
						locale
					)
				);
			} catch (error) {
				return failure(app, error, locale);
			}
		});
	}
	api.notFound((c) => failure(app, new Problem('notFound'), preferredLocale(c.req.header('accept-language'))));
	api.onError((error, c) => failure(app, error, preferredLocale(c.req.header('accept-language'))));
	return api;
}

async function call(
	app: App,
	operation: AnyOperation,
	{ request, params, address: callersAddress }: { request: Request; params: Record<string, string>; address: string },
	locale: Locale
): Promise<OperationAnswer> {
	const bearer = /^Bearer ([\w-]{10,200})$/.exec(request.headers.get('authorization') ?? '')?.[1];
	if (request.headers.has('authorization') && !bearer) throw new Problem('wrongCredentials');
	const actor = bearer ? await actorByKey(app, bearer) : { kind: 'anonymous' as const };
	const ctx: Ctx = { app, actor, door: 'api', locale };
	checkPolicy(operation.policy, actor);

	const ifMatch = request.headers.get('if-match');
	const version = ifMatch === null ? undefined : Number(/^"?(\d+)"?$/.exec(ifMatch.trim())?.[1] ?? Number.NaN);
	if (version !== undefined && Number.isNaN(version))
		throw new Problem('badRequest', { fields: [{ path: 'If-Match', message: 'If-Match: "3"' }] });
	if (operation.versioned && version === undefined) throw new Problem('versionRequired');

	const address = new URL(request.url);
	const given = {
		params: read(operation.params, 'params', params, locale),
		query: read(operation.query, 'query', queryObject(address.searchParams), locale)
	};

	const { body, files, raw } = await readInput(operation, request, locale);
	const key = operation.creates ? request.headers.get('idempotency-key') : null;
	if (key !== null) {
		if (!/^[\x21-\x7e]{1,200}$/.test(key)) throw new Problem('badRequest', { fields: [{ path: 'Idempotency-Key', message: '1–200' }] });
		ctx.idempotency = { key, call: `${operation.method} ${address.pathname}`, bodyHash: hashOf(files, raw) };
	}
	return operation.run(ctx, {
		params: given.params as never,
		query: given.query as never,
		body: body as never,
		files,
		version,
		address: callersAddress
	});
}

/** Where a call comes from. The listener hands the connection on; a call made in process has none. */
function addressOf(app: App, env: unknown): string {
	const { incoming } = (env ?? {}) as { incoming?: IncomingMessage };
	return incoming ? callerAddress(incoming, app.config.trustedProxies) : '';
}

/** What makes two bodies the same. A client that posts its files again parts them by another random boundary. */
function hashOf(files: { name: string; bytes: Uint8Array; fields: Record<string, string> }[], raw: Uint8Array): string {
	const sum = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex');
	if (files.length === 0) return sum(raw);
	return sum(JSON.stringify(files.map(({ name, bytes, fields }) => [name, sum(bytes), fields])));
}

/** Checks one part of the address. @throws Problem invalidInput with places such as `query.limit` */
function read(schema: z.ZodType | undefined, part: 'params' | 'query', given: unknown, locale: Locale): unknown {
	if (!schema) return undefined;
	const parsed = schema.safeParse(given);
	if (parsed.success) return parsed.data;
	const fields = issuesToFields(parsed.error, locale).map(({ path, message }) => ({ path: `${part}.${path}`, message }));
	throw new Problem('invalidInput', { fields });
}

async function readInput(operation: AnyOperation, request: Request, locale: Locale) {
	const raw = await readBody(request, operation.takesFiles ? (operation.bodyLimit ?? limits.upload) : limits.body);
	const type = request.headers.get('content-type') ?? '';
	if (operation.takesFiles) return { body: undefined, files: await readFiles(raw, type), raw };
	if (!operation.body) return { body: undefined, files: [], raw };
	if (raw.byteLength > 0 && !/^application\/json\b/i.test(type)) throw new Problem('unsupportedMedia');
	let json: unknown;
	try {
		json = raw.byteLength === 0 ? {} : JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(raw));
	} catch {
		throw new Problem('badRequest');
	}
	const parsed = operation.body.safeParse(json);
	if (!parsed.success) throw new Problem('invalidInput', { fields: issuesToFields(parsed.error, locale) });
	return { body: parsed.data, files: [], raw };
}

async function readFiles(raw: Uint8Array, type: string) {
	if (!/^multipart\/form-data\b/i.test(type)) throw new Problem('unsupportedMedia');
	let form: FormData;
	try {
		form = await new Response(raw as BodyInit, { headers: { 'content-type': type } }).formData();
	} catch {
		throw new Problem('badRequest');
	}
	const fields = Object.fromEntries([...form].filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
	const files = form.getAll('file').filter((file) => file instanceof File);
	if (files.length === 0) throw new Problem('invalidInput', { fields: [{ path: 'file', message: 'file' }] });
	return Promise.all(files.map(async (file) => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()), fields })));
}

/** A name that stands several times becomes a list: `group=refugee&group=host`. */
function queryObject(search: URLSearchParams): Record<string, string | string[]> {
	const query: Record<string, string | string[]> = {};
	for (const name of new Set(search.keys())) {
		const values = search.getAll(name);
		query[name] = values.length === 1 ? (values[0] ?? '') : values;
	}
	return query;
}

function answer(operation: AnyOperation, given: OperationAnswer): Response {
	if ('mediaType' in given) return fileAnswer(given, given.status);
	const headers: Record<string, string> = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' };
	if (given.version !== undefined) headers.etag = `"${given.version}"`;
	if (given.location) headers.location = given.location;
	if (given.status === 204) return new Response(null, { status: 204, headers });
	return new Response(JSON.stringify(asDeclared(operation, given.json)), { status: given.status ?? 200, headers });
}

/**
 * What an answer says beyond its declared shape stays here: a handler may know more than a caller should. Public answers are left as they
 * are, being made of what everybody may see. Moments are checked as they are sent, in words.
 */
function asDeclared({ answer: shape, policy }: AnyOperation, json: unknown): unknown {
	if (policy === 'public' || typeof shape === 'string') return json;
	return shape.parse(JSON.parse(JSON.stringify(json)));
}

function failure(app: App, thrown: unknown, locale: Locale): Response {
	const error = fromDatabase(thrown);
	const problem = error instanceof Problem ? error : new Problem('internal');
	if (problem.code === 'internal') app.log.error('api.failed', error);
	const body = {
		type: `${app.config.origin}/api/v1/openapi.json#${problem.code}`,
		code: problem.code,
		title: problemMessages(locale)[problem.code],
		status: problem.status,
		...(Object.keys(problem.detail).length > 0 ? { detail: problem.detail } : {}),
		...(problem.fields.length > 0 ? { fields: problem.fields } : {})
	};
	const headers: Record<string, string> = { 'content-type': 'application/problem+json; charset=utf-8', 'cache-control': 'no-store' };
	if (problem.status === 401) headers['www-authenticate'] = 'Bearer';
	if (problem.status === 503 || problem.status === 429) headers['retry-after'] = '5';
	return new Response(JSON.stringify(body), { status: problem.status, headers });
}

const ProblemBody = z.object({
	type: z.string(),
	code: z.string(),
	title: z.string(),
	status: z.number(),
	detail: z.record(z.string(), z.unknown()).optional(),
	fields: z.array(z.object({ path: z.string(), message: z.string() })).optional()
});

/** The OpenAPI 3.1 document, from the same declarations the routes come from. */
function openApiDocument(origin: string): unknown {
	const paths: ZodOpenApiPathsObject = {};
	for (const operation of operations) {
		const requestParams: Record<string, unknown> = {};
		if (operation.params) requestParams.path = operation.params;
		if (operation.query) requestParams.query = operation.query;
		const headers: Record<string, z.ZodType> = {};
		if (operation.versioned) headers['If-Match'] = z.string();
		if (operation.creates) headers['Idempotency-Key'] = z.string().optional();
		if (Object.keys(headers).length > 0) requestParams.header = z.object(headers);
		const success =
			operation.answer === 'empty'
				? { 204: { description: 'Done' } }
				: operation.answer === 'file'
					? {
							200: {
								description: 'The file',
								content: { 'application/octet-stream': { schema: { type: 'string' as const, format: 'binary' } } }
							}
						}
					: { [operation.creates ? 201 : 200]: { description: 'Done', content: { 'application/json': { schema: operation.answer } } } };
		paths[operation.path] = {
			...paths[operation.path],
			[operation.method]: {
				operationId: operation.id,
				summary: operation.summary,
				tags: [operation.tag],
				security: operation.policy === 'public' ? [] : [{ key: [] }],
				...(Object.keys(requestParams).length > 0 ? { requestParams } : {}),
				...(operation.body ? { requestBody: { content: { 'application/json': { schema: operation.body } } } } : {}),
				...(operation.takesFiles
					? {
							requestBody: {
								content: {
									'multipart/form-data': {
										schema: { type: 'object' as const, properties: { file: { type: 'string' as const, format: 'binary' } } }
									}
								}
							}
						}
					: {}),
				responses: {
					...success,
					'4XX': { description: 'Refused, with a stable code', content: { 'application/problem+json': { schema: ProblemBody } } }
				}
			}
		} as ZodOpenApiPathsObject[string];
	}
	return createDocument({
		openapi: '3.1.0',
		info: { title: 'Acervo', version: '1', license: { name: 'EUPL-1.2', identifier: 'EUPL-1.2' } },
		servers: [{ url: `${origin}/api/v1` }],
		components: { securitySchemes: { key: { type: 'http', scheme: 'bearer' } } },
		paths
	});
}
