// How pages of results follow each other.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type CatalogueQuery, facetKeys } from '../schema.ts';
import { readSearch } from './search.ts';

/** Where a page ended: the value results are ordered by (a title, or a number), and the entry's number, which parts equal ones. */
export interface PageEnd {
	order: number | string;
	number: number;
}

const Cursor = z.tuple([z.string(), z.union([z.number(), z.string().max(300)]), z.number().int().nonnegative()]);

/** A cursor is opaque to callers and belongs to one question: to another one it means nothing. */
export function writeCursor(query: CatalogueQuery, end: PageEnd): string {
	return Buffer.from(JSON.stringify([fingerprint(query), end.order, end.number])).toString('base64url');
}

/** @returns undefined when the cursor is unreadable or was given for another question */
export function readCursor(query: CatalogueQuery, cursor: string): PageEnd | undefined {
	let data: unknown;
	try {
		data = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
	} catch {
		return undefined;
	}
	const parsed = Cursor.safeParse(data);
	if (!parsed.success || parsed.data[0] !== fingerprint(query)) return undefined;
	if ((typeof parsed.data[1] === 'string') !== (query.sort === 'title')) return undefined;
	return { order: parsed.data[1], number: parsed.data[2] };
}

function fingerprint(query: CatalogueQuery): string {
	const asked = [readSearch(query.q), query.sort, ...facetKeys.map((facet) => query[facet].toSorted())];
	return createHash('sha256').update(JSON.stringify(asked)).digest('base64url').slice(0, 8);
}
