// How an operation of the API is declared: one object from which come its route, its checks and its page in the OpenAPI document.
import type { z } from 'zod';
import type { Ctx } from '../ctx.ts';
import type { Policy } from '../policy.ts';
import type { ProblemCode } from '../problem.ts';
import type { Download } from './download.ts';

type Output<S> = S extends z.ZodType ? z.output<S> : undefined;

export interface OperationInput<P, Q, B> {
	params: Output<P>;
	query: Output<Q>;
	body: Output<B>;
	/** Files of a multipart body, in order. */
	files: { name: string; bytes: Uint8Array; fields: Record<string, string> }[];
	/** Number from `If-Match: "3"`; operations that change an editable row ask for it. */
	version: number | undefined;
	/** Network address of the caller, for limits on what anybody may send; empty where it is not known. */
	address: string;
}

/** What a handler's door answers: JSON by default, or a file. */
export type OperationAnswer = { status?: number; json: unknown; version?: number; location?: string } | ({ status?: number } & Download);

export interface Operation<P extends z.ZodType | undefined, Q extends z.ZodType | undefined, B extends z.ZodType | undefined> {
	method: 'get' | 'post' | 'put' | 'delete';
	/** Below `/api/v1`, parameters as `{code}`. */
	path: `/${string}`;
	id: string;
	summary: string;
	tag: string;
	policy: Policy;
	params?: P;
	query?: Q;
	body?: B;
	/** Accepts `multipart/form-data` with one or more files named `file`. */
	takesFiles?: boolean;
	/** Bytes of a body with files; `limits.upload` unless said. */
	bodyLimit?: number;
	/** Needs `If-Match`. */
	versioned?: boolean;
	/** Creates something: accepts `Idempotency-Key`. */
	creates?: boolean;
	/** Failures beside those that follow from who may call and from what is taken, for the document. */
	fails?: ProblemCode[];
	/** A call to try, by name of parameter, for the document. */
	example?: Record<string, string | number | string[]>;
	/** Shape of the JSON answer, for the document. */
	answer: z.ZodType | 'file' | 'empty';
	/** What a file may be, for the document. */
	mediaTypes?: readonly string[];
	/** Does the one thing. */
	run(ctx: Ctx, input: OperationInput<P, Q, B>): Promise<OperationAnswer>;
}

export type AnyOperation = Operation<z.ZodType | undefined, z.ZodType | undefined, z.ZodType | undefined>;

/** Declares an operation, keeping the types of its input together. */
export function operation<
	P extends z.ZodType | undefined = undefined,
	Q extends z.ZodType | undefined = undefined,
	B extends z.ZodType | undefined = undefined
>(declared: Operation<P, Q, B>): AnyOperation {
	return declared as unknown as AnyOperation;
}
