// What the API sends: answers with their validators and what foreign pages may read of them, failures as problem+json (RFC 9457).
import { z } from 'zod';
import { problemMessages } from '#messages/problems.ts';
import type { App } from '#platform/ctx.ts';
import type { AnyOperation, OperationAnswer } from '#platform/http/api.ts';
import { type Download, fileAnswer } from '#platform/http/download.ts';
import { etagOf, isKnown } from '#platform/http/etag.ts';
import { rateHeaders, type Standing } from '#platform/http/rate-limit.ts';
import type { Locale } from '#platform/locale.ts';
import { fromDatabase, Problem } from '#platform/problem.ts';

/** A call on its way through the API. */
export interface Call {
	/** Absent where the address names none. */
	operation?: AnyOperation;
	request: Request;
	/** Language that the caller prefers. */
	locale: Locale;
	/** Whether the answer was made in that language; the same practice record serves readers of all. */
	usesLocale: boolean;
	/** Where the caller stands, where its calls are counted. */
	standing?: Standing;
}

/** Headers beside the simple ones that a script of a foreign page may read. */
const exposedHeaders = 'ETag, Link, Retry-After, RateLimit, RateLimit-Policy, Content-Disposition';
/** How long a browser remembers that a foreign page may ask, in seconds. */
const preflightAge = 86_400;

/** Whether everybody may read it: what is more, from any page, without a key. */
export function isOpenRead({ method, policy }: AnyOperation): boolean {
	return method === 'get' && policy === 'public';
}

/** What a browser is told before it lets a foreign page ask: reading without a key, and nothing else. @param here operations of one path */
export function preflight(here: readonly AnyOperation[]): Response {
	const methods = here.map(({ method }) => method.toUpperCase());
	const headers: Record<string, string> = { allow: [...new Set([...methods, 'HEAD', 'OPTIONS'])].join(', ') };
	if (!here.some(isOpenRead)) return new Response(null, { status: 204, headers });
	return new Response(null, {
		status: 204,
		headers: {
			...headers,
			'access-control-allow-origin': '*',
			'access-control-allow-methods': 'GET, HEAD',
			'access-control-allow-headers': 'If-None-Match',
			'access-control-max-age': String(preflightAge)
		}
	});
}

/** The contract itself, which everybody may read. */
export function documentAnswer(request: Request, document: string): Response {
	const headers = {
		...openHeaders,
		'content-type': 'application/json; charset=utf-8',
		'cache-control': 'public, max-age=300',
		etag: etagOf(document)
	};
	if (isKnown(request.headers.get('if-none-match'), headers.etag)) return new Response(null, { status: 304, headers });
	return new Response(document, { headers });
}

const openHeaders = {
	'access-control-allow-origin': '*',
	'access-control-expose-headers': exposedHeaders,
	'cross-origin-resource-policy': 'cross-origin'
};

/** What an operation gave, as it is sent. */
export function answer(app: App, call: Call & { operation: AnyOperation }, given: OperationAnswer): Response {
	const headers = headersOf(call);
	if ('mediaType' in given) return sendFile(call, given, headers);
	const { operation } = call;
	headers['content-type'] = 'application/json; charset=utf-8';
	if (given.location) headers.location = given.location;
	// A number is what a change is made on: whoever cannot change anything is given a tag of the words instead.
	const isVersion = given.version !== undefined && !isByAnybody(call);
	if (isVersion) headers.etag = `"${given.version}"`;
	if (given.status === 204) return new Response(null, { status: 204, headers: { ...headers, 'cache-control': 'no-store' } });
	const next = nextPage(app, call, given.json);
	if (next) headers.link = `<${next}>; rel="next"`;
	const text = JSON.stringify(asDeclared(operation, given.json));
	if (isOpenRead(operation) && !isVersion) {
		headers.etag = etagOf(text);
		headers['cache-control'] = keptBy(call);
		if (isKnown(call.request.headers.get('if-none-match'), headers.etag)) return unchanged(headers);
	}
	return new Response(text, { status: given.status ?? 200, headers });
}

function sendFile(
	call: Call & { operation: AnyOperation },
	given: { status?: number } & Download,
	headers: Record<string, string>
): Response {
	if (!isOpenRead(call.operation)) return fileAnswer(given, given.status, headers);
	headers['cache-control'] = keptBy(call);
	const etag = 'bytes' in given ? etagOf(given.bytes) : given.etag;
	if (etag) headers.etag = etag;
	if (etag && isKnown(call.request.headers.get('if-none-match'), etag)) return unchanged(headers);
	return fileAnswer(given, given.status, headers);
}

function unchanged({ 'content-type': _, ...headers }: Record<string, string>): Response {
	return new Response(null, { status: 304, headers });
}

/** Without a key: the answer is the same for everybody. */
function isByAnybody({ operation, request }: Call): boolean {
	return operation !== undefined && isOpenRead(operation) && !request.headers.has('authorization');
}

/** Kept by whoever stands between, asked for again each time: it may change or be withdrawn at any moment. */
function keptBy(call: Call): string {
	return isByAnybody(call) ? 'public, max-age=0, must-revalidate' : 'private, no-cache';
}

/** Headers of answer and failure alike; `cache-control` is the caller's to widen. */
function headersOf(call: Call): Record<string, string> {
	const { operation, standing } = call;
	const headers: Record<string, string> = { 'cache-control': 'no-store' };
	if (isByAnybody(call)) Object.assign(headers, openHeaders);
	if (operation && isOpenRead(operation)) headers.vary = call.usesLocale ? 'authorization, accept-language' : 'authorization';
	if (standing) Object.assign(headers, rateHeaders(standing));
	return headers;
}

/** Address of the next page, for an operation that is read by cursor. */
function nextPage(app: App, { operation, request }: Call, json: unknown): string | undefined {
	const takesCursor = operation?.query instanceof z.ZodObject && 'cursor' in operation.query.shape;
	const next = takesCursor && (json as { next?: unknown }).next;
	if (typeof next !== 'string') return undefined;
	const { pathname, searchParams } = new URL(request.url);
	searchParams.set('cursor', next);
	return `${app.config.origin}${pathname}?${searchParams}`;
}

/**
 * What an answer says beyond its declared shape stays here: a handler may know more than a caller should. Public answers are left as they
 * are, being made of what everybody may see. Moments are checked as they are sent, in words.
 */
function asDeclared({ answer: shape, policy }: AnyOperation, json: unknown): unknown {
	if (policy === 'public' || typeof shape === 'string') return json;
	return shape.parse(JSON.parse(JSON.stringify(json)));
}

/** Seconds after which a call that was refused for the moment is worth repeating. */
const patience = 5;

/** Whatever was thrown, as a problem with a stable code. */
export function failure(app: App, thrown: unknown, call: Call): Response {
	const error = fromDatabase(thrown);
	const problem = error instanceof Problem ? error : new Problem('internal');
	if (problem.code === 'internal') app.log.error('api.failed', error);
	const body = {
		type: `${app.config.origin}/desarrollo/fallas#${problem.code}`,
		code: problem.code,
		title: problemMessages(call.locale)[problem.code],
		status: problem.status,
		...(Object.keys(problem.detail).length > 0 ? { detail: problem.detail } : {}),
		...(problem.fields.length > 0 ? { fields: problem.fields } : {})
	};
	const headers = headersOf({ ...call, usesLocale: true });
	headers['content-type'] = 'application/problem+json; charset=utf-8';
	if (problem.status === 401) headers['www-authenticate'] = 'Bearer';
	if (problem.status === 503 || problem.status === 429) headers['retry-after'] = String(call.standing?.wait || patience);
	return new Response(JSON.stringify(body), { status: problem.status, headers });
}
