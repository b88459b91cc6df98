// Saving the author's own judgement while she writes: the same form as the page's, answered in JSON with what could be added.
import { JudgementForm } from '#features/assessments/schema.ts';
import { saveSelfJudgement } from '#features/selfassessment/handlers.server.ts';
import type { Policy } from '#platform/policy.ts';
import { autosaved, requireForm } from '../../../../../../autosave.server.ts';
import type { RequestHandler } from './$types';

export const _policy: Policy = 'signedIn';

export const POST: RequestHandler = (event) =>
	autosaved(event, (form) => {
		const { version, judgement } = requireForm(JudgementForm, form);
		return saveSelfJudgement(event.locals.ctx, event.params.code, event.params.criterion, version, judgement);
	});
