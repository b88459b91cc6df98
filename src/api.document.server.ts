// The API's contract as an OpenAPI 3.1 document, from the same declarations the routes come from.
import { z } from 'zod';
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject, type ZodOpenApiResponsesObject } from 'zod-openapi';
import { contractMessages } from '#messages/contract.ts';
import { problemMessages } from '#messages/problems.ts';
import type { AnyOperation } from '#platform/http/api.ts';
import { type ProblemCode, problemStatus } from '#platform/problem.ts';
import { isOpenRead } from './api.answers.server.ts';
import { operations } from './api.operations.server.ts';

type Schema = Record<string, unknown>;

const words = contractMessages('en');
const codes = Object.keys(problemStatus) as ProblemCode[];

const description = `Search, read and take home the published practices, and do through a program whatever an account may do on the pages.

- **Keys.** What is public needs none. Everything else asks for \`Authorization: Bearer KEY\`; the operator of the instance makes keys.
- **Reading from other pages.** Public reads answer \`Access-Control-Allow-Origin: *\`, without credentials.
- **Validators.** Public reads carry an \`ETag\` and answer 304 to \`If-None-Match\`. What is changed has a number as its \`ETag\`, which the change names in \`If-Match\`.
- **Lists** that take a \`cursor\` give the next page in \`next\` and as \`Link: <…>; rel="next"\`; a cursor belongs to its question.
- **Repeating.** Operations that create take an \`Idempotency-Key\`: the same key and content are done once.
- **Limits.** \`RateLimit\` says what is left; beyond it calls are answered 429 with \`Retry-After\`.
- **Failures** are \`application/problem+json\` with a stable \`code\`.
- **Versions.** Within \`/api/v1\` fields and operations are added, never taken away or given another meaning: overlook what you do not know.`;

const Code = z.enum(codes).meta({ id: 'ProblemCode', description: 'Stable name of a failure' });

const ProblemBody = z
	.object({
		type: z.string(),
		code: Code,
		title: z.string().meta({ description: 'What happened and what to do next, in the language asked for' }),
		status: z.number().int(),
		detail: z.record(z.string(), z.unknown()).optional(),
		fields: z
			.array(z.object({ path: z.string(), message: z.string() }))
			.optional()
			.meta({ description: 'Which values are wrong, where it is about values' })
	})
	.meta({ id: 'Problem', description: 'RFC 9457' });

/** The document of an instance. @param origin its public address, without a slash at the end */
export function openApiDocument(origin: string): Schema {
	const paths: ZodOpenApiPathsObject = {};
	for (const operation of operations) paths[operation.path] = { ...paths[operation.path], [operation.method]: described(operation) };
	const document = createDocument({
		openapi: '3.1.0',
		info: { title: 'Acervo', version: '1', description, license: { name: 'EUPL-1.2', identifier: 'EUPL-1.2' } },
		servers: [{ url: `${origin}/api/v1`, description: 'This instance' }],
		tags: [...new Set(operations.map(({ tag }) => tag))].map((name) => ({ name, description: words.tags[name] ?? name })),
		components: {
			securitySchemes: { key: { type: 'http', scheme: 'bearer', description: 'A key that the operator of the instance made' } },
			headers: sharedHeaders,
			responses: Object.fromEntries(Object.keys(words.statuses).map((status) => [`Refused${status}`, refusal(origin, Number(status))]))
		},
		paths
	});
	return spellKeysOut(document) as Schema;
}

/** Status of a call that succeeds. */
export function successOf({ answer, creates }: AnyOperation): 200 | 201 | 204 {
	if (answer === 'empty') return 204;
	return creates && answer !== 'file' ? 201 : 200;
}

/** Statuses with which a call may be refused: what follows from who may call and what is taken, and what the operation adds. */
export function refusalsOf(operation: AnyOperation): number[] {
	const { method, path, policy, params, query, body, takesFiles, versioned, creates, fails = [] } = operation;
	const takesBody = body !== undefined || takesFiles === true;
	const possible: [boolean, number[]][] = [
		// A wrong key is refused by public operations too.
		[true, [401, 429, 500, 503]],
		[policy !== 'public' && policy !== 'link', [403]],
		[policy === 'link', [410]],
		[path.includes('{'), [404]],
		[method !== 'get', [400, 408, 409, 413]],
		[takesBody, [415]],
		[Boolean(params || query || creates) || takesBody, [422]],
		[versioned === true, [412, 428]]
	];
	const statuses = possible.flatMap(([isPossible, given]) => (isPossible ? given : []));
	return [...new Set([...statuses, ...fails.map((code) => problemStatus[code])])].sort((a, b) => a - b);
}

function described(operation: AnyOperation): ZodOpenApiOperationObject {
	const { id, summary, tag, policy, body, takesFiles } = operation;
	const requestBody = body
		? { required: true, content: { 'application/json': { schema: body } } }
		: takesFiles
			? { required: true, content: { 'multipart/form-data': { schema: filesSchema } } }
			: undefined;
	return {
		operationId: id,
		summary,
		tags: [tag],
		// A public operation may be called with a key, which then has calls of its own.
		security: policy === 'public' || policy === 'link' ? [{}, { key: [] }] : [{ key: [] }],
		parameters: parametersOf(operation),
		...(requestBody ? { requestBody } : {}),
		responses: responsesOf(operation)
	};
}

const filesSchema = {
	type: 'object' as const,
	properties: { file: { type: 'array' as const, items: { type: 'string' as const, format: 'binary' }, description: 'One or several' } },
	required: ['file']
};

/** Parameters with what they mean and, where the operation gives one, an example. */
function parametersOf({ params, query, versioned, creates, method, policy, example = {} }: AnyOperation): z.ZodType[] {
	const parameters: z.ZodType[] = [];
	const add = (schema: z.ZodType, place: 'path' | 'query' | 'header', name: string, about = words.parameters[name]) => {
		const shown = example[name] === undefined ? {} : { example: example[name] };
		parameters.push(schema.meta({ param: { in: place, name, ...(about ? { description: about } : {}), ...shown } }));
	};
	for (const [name, schema] of shapeOf(params)) add(schema, 'path', name);
	for (const [name, schema] of shapeOf(query)) add(schema, 'query', name);
	if (versioned) add(z.string(), 'header', 'If-Match', 'The version that the change is made on: "3"');
	if (creates) add(z.string().max(200).optional(), 'header', 'Idempotency-Key', 'The same key and content are done once');
	if (isOpenRead({ method, policy } as AnyOperation))
		add(z.string().optional(), 'header', 'If-None-Match', 'ETags of answers you have: 304 where one is still good');
	return parameters;
}

function shapeOf(schema: z.ZodType | undefined): [string, z.ZodType][] {
	return schema instanceof z.ZodObject ? (Object.entries(schema.shape) as [string, z.ZodType][]) : [];
}

function responsesOf(operation: AnyOperation): ZodOpenApiResponsesObject {
	const { answer: shape, mediaTypes = ['application/octet-stream'] } = operation;
	const headers = headersOf(operation);
	const content =
		shape === 'file'
			? Object.fromEntries(mediaTypes.map((type) => [type, { schema: { type: 'string' as const, format: 'binary' } }]))
			: shape === 'empty'
				? undefined
				: { 'application/json': { schema: shape } };
	const responses: ZodOpenApiResponsesObject = {
		[`${successOf(operation)}`]: { description: content ? (shape === 'file' ? 'The file' : 'The answer') : 'Done', headers, content }
	};
	if (isOpenRead(operation)) responses['304'] = { description: 'You have it already', headers };
	for (const status of refusalsOf(operation)) responses[`${status}` as '400'] = { $ref: `#/components/responses/Refused${status}` };
	return responses;
}

const sharedHeaders = {
	ETag: { description: 'Tag of this answer, or the version of what it shows', schema: { type: 'string' as const } },
	Link: { description: 'Address of the next page: <…>; rel="next"', schema: { type: 'string' as const } },
	Location: { description: 'Where what was created is read', schema: { type: 'string' as const } },
	RateLimit: { description: 'Calls left: "default";r=599;t=0', schema: { type: 'string' as const } },
	RetryAfter: { description: 'Seconds until the call is worth repeating', schema: { type: 'integer' as const } },
	ContentDisposition: { description: 'Name of the file', schema: { type: 'string' as const } }
};

const headerNames: Record<keyof typeof sharedHeaders, string> = {
	ETag: 'ETag',
	Link: 'Link',
	Location: 'Location',
	RateLimit: 'RateLimit',
	RetryAfter: 'Retry-After',
	ContentDisposition: 'Content-Disposition'
};

function headersOf(operation: AnyOperation) {
	const present: Record<keyof typeof sharedHeaders, boolean> = {
		ETag: isOpenRead(operation) || operation.versioned === true,
		Link: shapeOf(operation.query).some(([name]) => name === 'cursor'),
		Location: successOf(operation) === 201,
		RateLimit: true,
		RetryAfter: false,
		ContentDisposition: operation.answer === 'file'
	};
	return references((Object.keys(present) as (keyof typeof sharedHeaders)[]).filter((name) => present[name]));
}

function references(names: (keyof typeof sharedHeaders)[]): Record<string, { $ref: string }> {
	return Object.fromEntries(names.map((name) => [headerNames[name], { $ref: `#/components/headers/${name}` }]));
}

/** A refusal with an example: the first code of the list that has this status. */
function refusal(origin: string, status: number) {
	const code = codes.find((one) => problemStatus[one] === status) ?? 'badRequest';
	const example = { type: `${origin}/desarrollo/fallas#${code}`, code, title: problemMessages('en')[code], status };
	return {
		description: words.statuses[status] ?? '',
		...(status === 429 || status === 503 ? { headers: references(['RetryAfter', 'RateLimit']) } : {}),
		content: { 'application/problem+json': { schema: ProblemBody, example } }
	};
}

/**
 * Records whose every key is known are written as objects with these keys: readers of the document then know each by its name.
 * @param node any part of the document
 */
function spellKeysOut(node: unknown): unknown {
	if (Array.isArray(node)) return node.map(spellKeysOut);
	if (typeof node !== 'object' || node === null) return node;
	const copy = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, spellKeysOut(value)]));
	const names = (copy.propertyNames as { enum?: string[] } | undefined)?.enum;
	if (!names || !Array.isArray(copy.required)) return copy;
	const { propertyNames: _, additionalProperties: value, ...rest } = copy;
	return { ...rest, properties: Object.fromEntries(names.map((name) => [name, value])), additionalProperties: false };
}
