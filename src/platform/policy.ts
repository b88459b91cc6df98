// The outer door of every route and every API operation: who may knock. The handler authorises again.
import type { Actor } from './ctx.ts';
import { hasRole } from './ctx.ts';
import { Problem } from './problem.ts';

/** `public`: everybody · `signedIn`: any person with an account · a role: persons who have it · `link`: whoever holds the secret in the address */
export const policies = ['public', 'signedIn', 'author', 'assessor', 'secretariat', 'link'] as const;
export type Policy = (typeof policies)[number];

/** @throws Problem signInRequired or notAllowed */
export function checkPolicy(policy: Policy, actor: Actor): void {
	if (policy === 'public' || policy === 'link' || actor.kind === 'operator') return;
	if (actor.kind === 'anonymous') throw new Problem('signInRequired');
	if (policy !== 'signedIn' && !hasRole(actor, policy)) throw new Problem('notAllowed');
}
