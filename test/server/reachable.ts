// Every address of the product that can be read, with its parameters filled in: pages and files of the routes, reads of the API.
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { operations } from '#app/api.operations.server.ts';

const routes = path.resolve(import.meta.dirname, '../../src/routes');

/** What a parameter may be, by the part of the address before it; the longest that fits counts. */
export type Parameters = Record<string, string[]>;

/** Addresses of all pages and files. @throws Error for a parameter that `values` does not know, so that a new route is looked at */
export function pageAddresses(values: Parameters): string[] {
	const folders = readdirSync(routes, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile() && /^\+(page\.svelte|server\.ts)$/.test(entry.name))
		.map(({ parentPath }) => path.relative(routes, parentPath).split(path.sep).join('/'));
	const patterns = new Set(folders.map((folder) => `/${folder.replace(/\([^)]*\)\/?/g, '')}`));
	return [...patterns].flatMap((pattern) => filled(pattern, /\[(\w+)\]/, values));
}

/** Addresses of all operations that only read. */
export function apiAddresses(values: Parameters): string[] {
	const reads = operations.filter(({ method }) => method === 'get').map(({ path: pattern }) => `/api/v1${pattern}`);
	return reads.flatMap((pattern) => filled(pattern, /\{(\w+)\}/, values));
}

function filled(pattern: string, parameter: RegExp, values: Parameters): string[] {
	const found = parameter.exec(pattern);
	if (!found) return [pattern];
	const before = pattern.slice(0, found.index);
	const name = found[1] ?? '';
	const known = Object.keys(values)
		.filter((key) => key.split(' ').at(-1) === name && before.includes(key.split(' ').slice(0, -1).join(' ')))
		.sort((a, b) => b.length - a.length)[0];
	if (!known) throw new Error(`say what [${name}] of ${pattern} may be, so that it is read by every role`);
	return (values[known] ?? []).flatMap((value) => filled(before + value + pattern.slice(found.index + found[0].length), parameter, values));
}
