// How a form that saves itself is answered: what the handler gives as JSON, or the failure with its sentence; the page stays as it is.
import type { RequestEvent } from '@sveltejs/kit';
import { problemMessages } from '#messages/problems.ts';
import { formObject, readForm } from '#platform/forms.server.ts';
import { fromDatabase, Problem } from '#platform/problem.ts';

/** @param save takes the form as an object and calls one handler */
export async function autosaved(
	event: Pick<RequestEvent, 'request' | 'locals'>,
	save: (form: Record<string, unknown>) => Promise<object>
): Promise<Response> {
	try {
		return Response.json(await save(formObject(await readForm(event))));
	} catch (thrown) {
		const problem = fromDatabase(thrown);
		if (!(problem instanceof Problem)) throw thrown;
		const words = problemMessages(event.locals.ctx.locale)[problem.code];
		const body = { code: problem.code, title: words, detail: words, fields: problem.fields };
		return Response.json(body, { status: problem.status, headers: { 'content-type': 'application/problem+json; charset=utf-8' } });
	}
}

/** Reads what a form must hold. @throws Problem invalidInput */
export function requireForm<T>(schema: { safeParse(form: unknown): { success: true; data: T } | { success: false } }, form: unknown): T {
	const read = schema.safeParse(form);
	if (!read.success) throw new Problem('invalidInput');
	return read.data;
}
