// What the page about the API shows: operations as plain data, made by whoever mounts them.
import type { Policy } from '../policy.ts';

/** One value in what is sent or answered, as a row: `items[].code`, `string`. */
export interface ShapeRow {
	name: string;
	/** In the notation of TypeScript. */
	type: string;
	isRequired: boolean;
}

export interface ParameterReference {
	name: string;
	place: 'path' | 'query' | 'header';
	type: string;
	isRequired: boolean;
}

export interface OperationReference {
	id: string;
	method: 'GET' | 'POST' | 'PUT' | 'DELETE';
	/** Below the base address, parameters as `{code}`. */
	path: string;
	/** In English. */
	summary: string;
	tag: string;
	policy: Policy;
	parameters: ParameterReference[];
	/** Null where nothing is sent; no rows where files are. */
	body: { rows: ShapeRow[]; isFiles: boolean } | null;
	/** What is answered: rows of JSON, or a file of one of these types, or nothing. */
	answer: { status: number; rows: ShapeRow[]; mediaTypes: string[] };
	refusals: number[];
	/** Path and query of a call to try. */
	example: string;
}

export interface ApiReference {
	/** Address below which every path lies. */
	base: string;
	/** Calls in a minute, per network address without a key and per key; 0 is no limit. */
	rates: { address: number; key: number };
	operations: OperationReference[];
	/** Every failure with its status. */
	failures: { code: string; status: number }[];
}
