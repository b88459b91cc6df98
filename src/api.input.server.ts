// What a call of the API brings, checked against the operation's declaration: its address, and a body as JSON or with files.
import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { AnyOperation } from '#platform/http/api.ts';
import { readBody } from '#platform/http/body.server.ts';
import { limits } from '#platform/limits.ts';
import type { Locale } from '#platform/locale.ts';
import { Problem } from '#platform/problem.ts';
import { issuesToFields } from '#platform/validation.ts';

interface GivenFile {
	name: string;
	bytes: Uint8Array;
	fields: Record<string, string>;
}

/** The values in a call's address. @throws Problem invalidInput with places such as `query.limit` */
export function readAddress(
	operation: AnyOperation,
	{ params, search }: { params: Record<string, string>; search: URLSearchParams },
	locale: Locale
): { params: unknown; query: unknown } {
	return {
		params: readPart(operation.params, 'params', params, locale),
		query: readPart(operation.query, 'query', queryObject(search), locale)
	};
}

function readPart(schema: z.ZodType | undefined, part: 'params' | 'query', given: unknown, locale: Locale): unknown {
	if (!schema) return undefined;
	const parsed = schema.safeParse(given);
	if (parsed.success) return parsed.data;
	const fields = issuesToFields(parsed.error, locale).map(({ path, message }) => ({ path: `${part}.${path}`, message }));
	throw new Problem('invalidInput', { fields });
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

/**
 * The body of a call.
 * @returns what it says, and the hash by which a repeated call is recognised
 * @throws Problem bodyTooLarge, bodyTooSlow, unsupportedMedia, badRequest, invalidInput
 */
export async function readInput(
	operation: AnyOperation,
	request: Request,
	locale: Locale
): Promise<{ body: unknown; files: GivenFile[]; hash: () => string }> {
	const raw = await readBody(request, operation.takesFiles ? (operation.bodyLimit ?? limits.upload) : limits.body);
	const type = request.headers.get('content-type') ?? '';
	if (operation.takesFiles) {
		const files = await readFiles(raw, type);
		return { body: undefined, files, hash: () => hashOfFiles(files) };
	}
	const hash = () => sha256(raw);
	if (!operation.body) return { body: undefined, files: [], hash };
	if (raw.byteLength > 0 && !/^application\/json\b/i.test(type)) throw new Problem('unsupportedMedia');
	let json: unknown;
	try {
		json = raw.byteLength === 0 ? {} : JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(raw));
	} catch {
		throw new Problem('badRequest');
	}
	const parsed = operation.body.safeParse(json);
	if (!parsed.success) throw new Problem('invalidInput', { fields: issuesToFields(parsed.error, locale) });
	return { body: parsed.data, files: [], hash };
}

async function readFiles(raw: Uint8Array, type: string): Promise<GivenFile[]> {
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

/** What makes two bodies with files the same. A client that posts them again parts them by another random boundary. */
function hashOfFiles(files: GivenFile[]): string {
	return sha256(JSON.stringify(files.map(({ name, bytes, fields }) => [name, sha256(bytes), fields])));
}

function sha256(bytes: Uint8Array | string): string {
	return createHash('sha256').update(bytes).digest('hex');
}
