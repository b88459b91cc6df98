// A label in words, short where it stands beside a class.
import { labelMessages } from '#messages/labels.ts';
import type { Locale } from '#platform/locale.ts';
import { dayInWords } from '#platform/moments.ts';
import type { LabelState, PublicLabel } from '../schema.ts';

/** Whether a state must be said wherever the class is: the class alone would promise more than holds. */
export function mustBeSaid(state: LabelState): boolean {
	return state !== 'current' && state !== 'conditional';
}

/** `vencida`, `en revisión`; empty where the class may stand alone. */
export function stateBesideClass(state: LabelState | null | undefined, locale: Locale): string {
	return state && mustBeSaid(state) ? labelMessages(locale).states[state].toLocaleLowerCase(locale) : '';
}

/** `Suspendida desde el 3 de noviembre de 2026`. */
export function stateSinceInWords({ state, since }: Pick<PublicLabel, 'state' | 'since'>, locale: Locale): string {
	const t = labelMessages(locale);
	return t.fact(t.states[state], dayInWords(since, locale));
}
