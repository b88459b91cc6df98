// How a page's form reaches a handler: read, check, act; on refusal the form comes back as it was typed, with the reasons.
import { createHash } from 'node:crypto';
import { type ActionFailure, fail } from '@sveltejs/kit';
import type { z } from 'zod';
import type { Ctx } from './ctx.ts';
import { readBody } from './http/body.server.ts';
import type { Locale } from './locale.ts';
import { type FieldProblem, fromDatabase, Problem, type ProblemCode } from './problem.ts';
import { issuesToFields } from './validation.ts';

/** What a refused form shows: the values as typed, the failure, and the places it concerns. */
export interface Refused {
	values: Record<string, unknown>;
	problem: ProblemCode;
	detail: Record<string, unknown>;
	fields: FieldProblem[];
}

/** Objects within objects that a name may spell; no form of ours comes near it. */
const deepest = 8;

/**
 * Turns a form into an object. `name[]` gathers a list, `a.b` builds an object, `name?` is a checkbox (true when present);
 * line ends become `\n`. Files are left out.
 */
export function formObject(form: FormData): Record<string, unknown> {
	const root: Record<string, unknown> = {};
	for (const [name, value] of form) {
		if (typeof value !== 'string') continue;
		const text = value.replaceAll('\r\n', '\n');
		const isList = name.endsWith('[]');
		const path = (isList ? name.slice(0, -2) : name).split('.');
		const last = path.pop();
		if (last === undefined || path.length > deepest || [last, ...path].some((part) => part === '__proto__' || part === 'constructor'))
			continue;
		let place = root;
		for (const part of path) {
			const next = place[part];
			if (typeof next === 'object' && next !== null && !Array.isArray(next)) place = next as Record<string, unknown>;
			else {
				const made: Record<string, unknown> = {};
				place[part] = made;
				place = made;
			}
		}
		if (last.endsWith('?')) place[last.slice(0, -1)] = true;
		else if (!isList) place[last] = text;
		else if (Array.isArray(place[last])) place[last].push(text);
		else place[last] = [text];
	}
	return root;
}

/**
 * Runs a form action: `run` calls one handler and redirects or returns what the page shows.
 * @returns what `run` returns, or a failure with the typed values; a thrown redirect passes through
 */
export async function submitted<S extends z.ZodType, R>(
	event: PostedEvent & { locals: { ctx: { locale: Locale } } },
	schema: S,
	run: (input: z.output<S>, form: FormData) => Promise<R>
): Promise<R | ActionFailure<Refused>> {
	const form = await readForm(event).catch(refusal);
	if (form instanceof Problem) return fail(form.status, { values: {}, problem: form.code, detail: form.detail, fields: [] });
	const values = formObject(form);
	const parsed = schema.safeParse(values);
	if (!parsed.success) {
		return fail(422, {
			values,
			problem: 'invalidInput' as const,
			detail: {},
			fields: issuesToFields(parsed.error, event.locals.ctx.locale)
		});
	}
	try {
		return await run(parsed.data, form);
	} catch (thrown) {
		const problem = fromDatabase(thrown);
		if (!(problem instanceof Problem)) throw thrown;
		return fail(problem.status, { values, problem: problem.code, detail: problem.detail, fields: problem.fields });
	}
}

/**
 * The context in which a form that creates something does so once, however often it is sent: a second press of the button gets the answer
 * of the first. Changed input counts as another form. @param call what is created
 */
export function onceOnly(ctx: Ctx, form: FormData, call: string): Ctx {
	if (typeof form.get('once') !== 'string') return ctx;
	const bodyHash = createHash('sha256')
		.update(JSON.stringify(formObject(form)))
		.digest('hex');
	return { ...ctx, idempotency: { key: `form-${bodyHash}`, call, bodyHash } };
}

/** A form on its way in, and the bytes that the route takes (`_bodyLimit`, else `limits.body`). */
export interface PostedEvent {
	request: Request;
	locals: { bodyLimit: number };
}

/** A body comes once; whoever asks for it again is given the same form. */
const forms = new WeakMap<Request, Promise<FormData>>();

/**
 * The posted form, whole in memory. Nothing else of the pages reads a body, so the route's limit holds everywhere.
 * @throws Problem bodyTooLarge as soon as more has come than the route takes, badRequest when it is no form
 */
export function readForm({ request, locals }: PostedEvent): Promise<FormData> {
	const read = forms.get(request) ?? parseForm(request, locals.bodyLimit);
	forms.set(request, read);
	return read;
}

async function parseForm(request: Request, limit: number): Promise<FormData> {
	const body = await readBody(request, limit);
	try {
		const type = request.headers.get('content-type') ?? '';
		return await new Response(body as BodyInit, { headers: { 'content-type': type } }).formData();
	} catch {
		throw new Problem('badRequest');
	}
}

function refusal(thrown: unknown): Problem {
	if (thrown instanceof Problem) return thrown;
	throw thrown;
}
