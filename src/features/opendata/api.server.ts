// The open data's part of the API: one practice as it is cited and as linked data. The whole catalogue leaves by `/catalogue/{format}`.
import { z } from 'zod';
import { PracticeCode } from '#features/practices/schema.ts';
import { type AnyOperation, operation } from '#platform/http/api.ts';
import { citePractice, exportLinkedData, type OpenText } from './handlers/practice.server.ts';
import { CitationFormat } from './schema.ts';

/** A text as a file to keep. */
function fileOf({ body, mediaType, fileName }: OpenText, otherwise: string) {
	return { bytes: new TextEncoder().encode(body), mediaType, fileName: fileName ?? otherwise };
}

export const openDataOperations: AnyOperation[] = [
	operation({
		method: 'get',
		path: '/practices/{code}/citation/{format}',
		id: 'citePractice',
		summary: 'A published practice as it is cited: CSL-JSON, RIS, BibTeX, or a line in the manner of APA in the language asked for',
		tag: 'catalogue',
		policy: 'public',
		params: z.object({ code: PracticeCode, format: CitationFormat }),
		answer: 'file',
		run: async (ctx, { params }) => fileOf(await citePractice(ctx, params.code, params.format), params.code)
	}),
	operation({
		method: 'get',
		path: '/practices/{code}/linked-data',
		id: 'readLinkedData',
		summary: 'A published practice as schema.org JSON-LD',
		tag: 'catalogue',
		policy: 'public',
		params: z.object({ code: PracticeCode }),
		answer: 'file',
		run: async (ctx, { params }) => fileOf(await exportLinkedData(ctx, params.code), `${params.code}.jsonld`)
	})
];
