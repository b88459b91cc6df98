// The day a document names for a moment: that of the network, in Mexico, wherever the server stands.
import { timeZone } from '#platform/formatters.ts';

const isoDay = new Intl.DateTimeFormat('en-CA', { dateStyle: 'short', timeZone });

/** `2026-10-05` */
export function dayOfMoment(moment: Date): string {
	return isoDay.format(moment);
}
