// What happens after somebody asked to follow a search by mail: the same page for every address.
import type { Policy } from '#platform/policy.ts';

export const _policy: Policy = 'public';
