// Where a section saves itself while somebody writes: the same form as the button's, answered without a page.
import { problemMessages } from '#messages/problems.ts';
import { formObject, readForm } from '#platform/forms.server.ts';
import type { Policy } from '#platform/policy.ts';
import { fromDatabase, Problem } from '#platform/problem.ts';
import type { RequestHandler } from './$types';
import { saveForm, sectionAt } from './saving.server.ts';

export const _policy: Policy = 'signedIn';

export const POST: RequestHandler = async (event) => {
	const { params } = event;
	const { ctx } = event.locals;
	try {
		const form = formObject(await readForm(event));
		return Response.json(await saveForm(ctx, params.code, sectionAt(params.section), form));
	} catch (thrown) {
		const problem = fromDatabase(thrown);
		if (!(problem instanceof Problem)) throw thrown;
		const words = problemMessages(ctx.locale)[problem.code];
		const body = { code: problem.code, title: words, detail: words, fields: problem.fields };
		return Response.json(body, { status: problem.status, headers: { 'content-type': 'application/problem+json; charset=utf-8' } });
	}
};
