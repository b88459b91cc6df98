// How a page's form reaches a handler: read, check, act; on refusal the form comes back as it was typed, with the reasons.
import { type ActionFailure, fail } from '@sveltejs/kit';
import type { z } from 'zod';
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
	event: { request: Request; locals: { ctx: { locale: Locale } } },
	schema: S,
	run: (input: z.output<S>, form: FormData) => Promise<R>
): Promise<R | ActionFailure<Refused>> {
	const form = await readForm(event.request);
	if (!form) return fail(413, { values: {}, problem: 'bodyTooLarge' as const, detail: {}, fields: [] });
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

/** The posted form; null when it is larger than the server takes. */
async function readForm(request: Request): Promise<FormData | null> {
	try {
		return await request.formData();
	} catch (thrown) {
		if (thrown instanceof Error && 'status' in thrown && thrown.status === 413) return null;
		throw thrown;
	}
}
