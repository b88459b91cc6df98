// Saving a judgement while it is being written: the same form as the page's, answered in JSON.
import { saveJudgement } from '#features/assessments/handlers/judging.server.ts';
import { JudgementForm } from '#features/assessments/schema.ts';
import { problemMessages } from '#messages/problems.ts';
import { formObject, readForm } from '#platform/forms.server.ts';
import type { Policy } from '#platform/policy.ts';
import { fromDatabase, Problem } from '#platform/problem.ts';
import type { RequestHandler } from './$types';

export const _policy: Policy = 'assessor';

export const POST: RequestHandler = async (event) => {
	const { params } = event;
	const { ctx } = event.locals;
	try {
		const form = JudgementForm.safeParse(formObject(await readForm(event)));
		if (!form.success) throw new Problem('invalidInput');
		return Response.json(await saveJudgement(ctx, params.code, params.criterion, form.data.version, form.data.judgement));
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
