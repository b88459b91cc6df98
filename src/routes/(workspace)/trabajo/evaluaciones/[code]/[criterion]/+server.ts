// Saving a judgement while it is being written: the same form as the page's, answered in JSON.
import { saveJudgement } from '#features/assessments/handlers/judging.server.ts';
import { JudgementForm } from '#features/assessments/schema.ts';
import type { Policy } from '#platform/policy.ts';
import { autosaved, requireForm } from '../../../../../autosave.server.ts';
import type { RequestHandler } from './$types';

export const _policy: Policy = 'assessor';

export const POST: RequestHandler = (event) =>
	autosaved(event, (form) => {
		const { version, judgement } = requireForm(JudgementForm, form);
		return saveJudgement(event.locals.ctx, event.params.code, event.params.criterion, version, judgement);
	});
