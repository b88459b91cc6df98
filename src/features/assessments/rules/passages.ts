// Which field of the frozen text a passage stands in, and how remarks on passages become observations for the author.
import type { FieldKey } from '#features/methodology/schema.ts';
import { occursIn } from '#features/practices/rules/passages.ts';
import type { PracticeContent } from '#features/practices/schema.ts';
import type { ObservationsDraft } from '../schema.ts';

/** The field that holds these words one after the other, or undefined where none does. @param first the field looked at before the others */
export function findPassage({ fields }: PracticeContent, quote: string, first?: FieldKey): FieldKey | undefined {
	const keys = (Object.keys(fields) as FieldKey[]).sort((a, b) => Number(b === first) - Number(a === first));
	return keys.find((key) => occursIn(fields[key], quote));
}

/** Remarks as the form of observations shows them before anybody typed, by field and row. @param most rows of one field */
export function asObservations(
	comments: readonly { key: FieldKey; quote: string; text: string }[],
	most: number
): ObservationsDraft['observations'] {
	const byField = Map.groupBy(comments, ({ key }) => key);
	return Object.fromEntries(
		[...byField].map(([key, remarks]) => {
			const rows = remarks.slice(0, most).map(({ quote, text }, row) => [String(row), { quote, text }]);
			return [key, Object.fromEntries(rows)];
		})
	);
}
