// The API for people who write programs: its rules, and its operations by what they are for.
import type { Policy } from '#platform/policy.ts';
import type { PageServerLoad } from './$types';
import { referenceOf } from './reference.server.ts';

export const _policy: Policy = 'public';

export const load: PageServerLoad = ({ locals: { ctx } }) => {
	const { base, rates, operations } = referenceOf(ctx.app);
	return {
		base,
		rates,
		operations: operations.map(({ id, method, path, summary, tag, policy }) => ({ id, method, path, summary, tag, policy }))
	};
};
