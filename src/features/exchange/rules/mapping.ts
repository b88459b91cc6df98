// A form of another kind becomes a practice by a person's hand: each label and value is given a field, or none.
import { type FieldKey, fieldKeys } from '#features/methodology/schema.ts';
import { FieldText } from '#features/practices/schema.ts';
import type { Mapping, Pairs, ReadPractice } from '../schema.ts';

/**
 * Puts the values of a form into the fields a person chose for them; several for one field join in their order.
 * @param mapping one entry per pair, null for none; pairs beyond its end have none
 * @returns the practice: what has no field, or is too long for it, stays without a place
 */
export function mapPairs(pairs: Pairs, mapping: Mapping): ReadPractice {
	const fields = Object.fromEntries(fieldKeys.map((key) => [key, ''])) as Record<FieldKey, string>;
	const origins: ReadPractice['origins'] = {};
	const unplaced: ReadPractice['unplaced'] = [];
	pairs.forEach(([label, value], at) => {
		const key = mapping[at] ?? null;
		const origin = `pair ${at + 1}`;
		const joined = key ? [fields[key], value].filter((text) => text.trim() !== '').join('\n\n') : '';
		if (!key || !FieldText.safeParse(joined).success) {
			const text = [label, value].filter((part) => part.trim() !== '').join(': ');
			if (text !== '') unplaced.push({ text, origin });
			return;
		}
		fields[key] = joined;
		origins[key] ??= { origin, confidence: 1 };
	});
	return { declaredClass: null, fields, origins, unplaced, notes: [], warnings: [] };
}

/** The labels of the pairs that were given a field, to be remembered as other names of it; each once. */
export function labelsOf(pairs: Pairs, mapping: Mapping): { key: FieldKey; alias: string }[] {
	const labels = new Map<string, { key: FieldKey; alias: string }>();
	pairs.forEach(([label], at) => {
		const key = mapping[at];
		const alias = label.trim();
		if (key && alias.length >= 3 && alias.length <= 200) labels.set(alias, { key, alias });
	});
	return [...labels.values()];
}
