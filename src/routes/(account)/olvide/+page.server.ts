// What to do without the password: a page of words.
import type { Policy } from '#platform/policy.ts';

export const _policy: Policy = 'public';
