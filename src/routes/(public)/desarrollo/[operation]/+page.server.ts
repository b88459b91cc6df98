// One operation of the API.
import type { Policy } from '#platform/policy.ts';
import { Problem } from '#platform/problem.ts';
import { referenceOf } from '../reference.server.ts';
import type { PageServerLoad } from './$types';

export const _policy: Policy = 'public';

export const load: PageServerLoad = ({ locals: { ctx }, params }) => {
	const { base, operations } = referenceOf(ctx.app);
	const operation = operations.find(({ id }) => id === params.operation);
	if (!operation) throw new Problem('notFound');
	return { base, operation };
};
