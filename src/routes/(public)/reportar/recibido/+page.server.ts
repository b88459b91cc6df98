// After a report of harm was taken.
import type { Policy } from '#platform/policy.ts';

export const _policy: Policy = 'public';
