// What the person acting has been given to judge.
import { listAssignments } from '#features/assessments/handlers/judging.server.ts';
import type { Policy } from '#platform/policy.ts';
import type { PageServerLoad } from './$types';

export const _policy: Policy = 'assessor';

export const load: PageServerLoad = async ({ locals }) => ({
	assignments: await listAssignments(locals.ctx),
	now: locals.ctx.app.now()
});
