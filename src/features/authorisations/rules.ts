// When a secret link may still be answered, which answer counts, and whether the text it was given for still says the same.
import { fieldKeys } from '#features/methodology/schema.ts';
import { nextState } from '#features/practices/rules/life.ts';
import type { PracticeContent, PracticeState } from '#features/practices/schema.ts';
import type { AuthorisationStatus, LinkPurpose, LinkState, LinkSummary } from './schema.ts';

/** Days during which a link may be answered. */
export const linkDays = 30;

/** What the state of a link follows from. */
export interface LinkFacts {
	expiresAt: Date;
	revokedAt: Date | null;
	answer: 'granted' | 'refused' | null;
}

export function linkState({ answer, revokedAt, expiresAt }: LinkFacts, now: Date): LinkState {
	if (answer) return answer;
	if (revokedAt) return 'revoked';
	return expiresAt <= now ? 'expired' : 'open';
}

/** Whether a link of this purpose makes sense in a state of the practice: a draft is confirmed, anything that is under way is authorised. */
export function asksFor(purpose: LinkPurpose, state: PracticeState): boolean {
	if (purpose === 'confirm') return nextState('submit', state) !== undefined;
	return state !== 'withdrawn' && state !== 'retired' && state !== 'archived';
}

/**
 * What somebody answers for: the official fields and the institutions, without regard to white space. Two texts that give the same differ
 * in nothing that an authorisation is about.
 */
export function answeredText({ fields, institutions }: Pick<PracticeContent, 'fields' | 'institutions'>): string {
	const texts = fieldKeys.map((key) => fields[key].replaceAll(/\s+/g, ' ').trim());
	const ids = institutions.map(({ id }) => id).toSorted();
	return JSON.stringify([texts, ids]);
}

/** The link of an institution that counts: the last answer, else the one that still waits. */
export function countingLink(links: readonly LinkSummary[], institutionId: string): LinkSummary | null {
	const own = links.filter(({ institution }) => institution?.id === institutionId);
	const answered = own.filter(({ answeredAt }) => answeredAt !== null);
	const last = answered.toSorted((a, b) => Number(b.answeredAt) - Number(a.answeredAt)).at(0);
	return last ?? own.find(({ state }) => state === 'open') ?? null;
}

/** Whether an institution has authorised the text as it stands: by letter, which a person reads, or by link on this very text. */
export function isAuthorised({ letter, link }: AuthorisationStatus): boolean {
	if (link?.state === 'refused') return false;
	return letter !== null || (link?.state === 'granted' && !link.isOutdated);
}
