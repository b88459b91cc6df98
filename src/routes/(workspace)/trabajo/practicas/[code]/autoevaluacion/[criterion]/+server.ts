// Saving the author's own judgement while she writes: the same form as the page's, answered in JSON with what could be added.
import { JudgementForm } from '#features/assessments/schema.ts';
import { saveSelfJudgement } from '#features/selfassessment/handlers.server.ts';
import { problemMessages } from '#messages/problems.ts';
import { formObject, readForm } from '#platform/forms.server.ts';
import type { Policy } from '#platform/policy.ts';
import { fromDatabase, Problem } from '#platform/problem.ts';
import type { RequestHandler } from './$types';

export const _policy: Policy = 'signedIn';

export const POST: RequestHandler = async (event) => {
	const { params } = event;
	const { ctx } = event.locals;
	try {
		const form = JudgementForm.safeParse(formObject(await readForm(event)));
		if (!form.success) throw new Problem('invalidInput');
		return Response.json(await saveSelfJudgement(ctx, params.code, params.criterion, form.data.version, form.data.judgement));
	} catch (thrown) {
		const problem = fromDatabase(thrown);
		if (!(problem instanceof Problem)) throw thrown;
		const words = problemMessages(ctx.locale)[problem.code];
		return Response.json(
			{ code: problem.code, title: words, detail: words },
			{ status: problem.status, headers: { 'content-type': 'application/problem+json; charset=utf-8' } }
		);
	}
};
