// The API's operations as its page shows them, from the same document that programs read.
import type { Config } from '#platform/config.server.ts';
import type { AnyOperation } from '#platform/http/api.ts';
import type { ApiReference, OperationReference, ParameterReference, ShapeRow } from '#platform/http/reference.ts';
import { problemStatus } from '#platform/problem.ts';
import { openApiDocument, refusalsOf, successOf } from './api.document.server.ts';
import { operations } from './api.operations.server.ts';

/** A JSON Schema as far as the page reads it. */
interface Schema {
	type?: string | string[];
	enum?: unknown[];
	const?: unknown;
	format?: string;
	items?: Schema;
	properties?: Record<string, Schema>;
	additionalProperties?: Schema | boolean;
	required?: string[];
	anyOf?: Schema[];
	oneOf?: Schema[];
	allOf?: Schema[];
	$ref?: string;
}

interface Content {
	content?: Record<string, { schema?: Schema }>;
}

interface Described {
	parameters?: { name: string; in: ParameterReference['place']; required?: boolean; schema: Schema }[];
	requestBody?: Content;
	responses: Record<string, Content>;
}

/** Values nested deeper than this are left to the document. */
const deepest = 3;
/** Values of an enumeration that are spelt out in a row. */
const mostValues = 8;

/** What the page about the API of an instance shows, made when it is first asked for. */
export function lazyReference(config: Pick<Config, 'origin' | 'apiRates'>): () => ApiReference {
	let made: ApiReference | undefined;
	return () => {
		made ??= apiReference(config);
		return made;
	};
}

function apiReference(config: Pick<Config, 'origin' | 'apiRates'>): ApiReference {
	const { paths } = openApiDocument(config.origin) as { paths: Record<string, Record<string, Described>> };
	const refer = (operation: AnyOperation): OperationReference | undefined => {
		const described = paths[operation.path]?.[operation.method];
		return described && asReference(operation, described);
	};
	return {
		base: `${config.origin}/api/v1`,
		rates: config.apiRates,
		operations: operations.map(refer).filter((operation) => operation !== undefined),
		failures: Object.entries(problemStatus).map(([code, status]) => ({ code, status }))
	};
}

function asReference(operation: AnyOperation, { parameters = [], requestBody, responses }: Described): OperationReference {
	const { id, method, path, summary, tag, policy, body, takesFiles, answer } = operation;
	const status = successOf(operation);
	const given = responses[status]?.content ?? {};
	return {
		id,
		method: method.toUpperCase() as OperationReference['method'],
		path,
		summary,
		tag,
		policy,
		parameters: parameters.map(({ name, in: place, required, schema }) => ({
			name,
			place,
			type: typeOf(schema),
			isRequired: required ?? false
		})),
		body: body || takesFiles ? { rows: body ? rowsOf(jsonOf(requestBody)) : [], isFiles: takesFiles ?? false } : null,
		answer: { status, rows: answer === 'file' ? [] : rowsOf(jsonOf({ content: given })), mediaTypes: Object.keys(given) },
		refusals: refusalsOf(operation),
		example: exampleOf(operation)
	};
}

const jsonOf = (body: Content | undefined): Schema | undefined => body?.content?.['application/json']?.schema;

/** Path and query of a call, with the operation's example or the names of what is to be filled in. */
function exampleOf({ path, example = {} }: AnyOperation): string {
	const inPath = new Set([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
	const filled = path.replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(example[name] ?? whole));
	const query = new URLSearchParams();
	for (const [name, value] of Object.entries(example)) {
		if (!inPath.has(name)) for (const one of [value].flat()) query.append(name, String(one));
	}
	return query.size > 0 ? `${filled}?${query}` : filled;
}

/** Every value of a shape with its place, `items[].code`; what lies too deep is only named. */
function rowsOf(schema: Schema | undefined, place = '', depth = 0): ShapeRow[] {
	const parts = objectsIn(schema);
	return parts.flatMap(({ properties = {}, required = [] }) =>
		Object.entries(properties).flatMap(([name, value]) => {
			const here = place + name;
			const row = { name: here, type: typeOf(value), isRequired: required.includes(name) };
			const list = listIn(value);
			const inside = list ? rowsOf(list, `${here}[].`, depth + 1) : rowsOf(value, `${here}.`, depth + 1);
			return [row, ...(depth + 1 < deepest ? inside : [])];
		})
	);
}

/** The objects that a value may be. */
function objectsIn(schema: Schema | undefined): Schema[] {
	if (!schema) return [];
	if (schema.properties) return [schema];
	return (schema.anyOf ?? schema.oneOf ?? schema.allOf ?? []).flatMap(objectsIn);
}

/** What the members of a list are, where the value is one. */
function listIn(schema: Schema): Schema | undefined {
	if (schema.items) return schema.items;
	return schema.anyOf?.map(listIn).find((items) => items !== undefined);
}

/** A schema in the notation of TypeScript. */
function typeOf(schema: Schema | undefined): string {
	if (!schema) return 'unknown';
	if (schema.$ref) return schema.$ref.split('/').at(-1) ?? 'unknown';
	if (schema.const !== undefined) return JSON.stringify(schema.const);
	if (schema.enum) {
		const shown = schema.enum.slice(0, mostValues).map((value) => JSON.stringify(value));
		return [...shown, ...(schema.enum.length > mostValues ? ['…'] : [])].join(' | ');
	}
	const variants = schema.anyOf ?? schema.oneOf;
	if (variants) return [...new Set(variants.map(typeOf))].join(' | ');
	if (schema.items) return listOf(typeOf(schema.items));
	if (schema.properties || schema.allOf) return 'object';
	if (typeof schema.additionalProperties === 'object') return `{ [key]: ${typeOf(schema.additionalProperties)} }`;
	const names = [schema.type ?? 'unknown'].flat().map((name) => (name === 'array' ? 'unknown[]' : name));
	return names.map((name) => (name === 'string' && schema.format ? `string (${schema.format})` : name)).join(' | ');
}

const listOf = (member: string) => (member.includes(' ') ? `(${member})[]` : `${member}[]`);
