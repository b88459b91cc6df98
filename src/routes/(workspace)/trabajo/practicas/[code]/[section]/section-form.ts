// What the form of a section posts, as the value its schema checks. Pages post words; numbers, lists and nulls are made here.
import type { LayerKey, SectionKey } from '#features/practices/schema.ts';
import { isUuid } from '#platform/validation.ts';

type Form = Record<string, unknown>;

/**
 * Takes the form of a section as `formObject` read it.
 * @returns the section's value, still unchecked: the handler refuses what its schema does not allow
 */
export function sectionValue(key: SectionKey, form: Form): unknown {
	return key in layerValue ? layerValue[key as LayerKey](form) : text(form.value);
}

/** Ids of the institutions ticked beside the text; whatever is no id is left out. */
export function chosenInstitutions({ institutionIds }: Form): string[] {
	return list(institutionIds).filter(isUuid);
}

const layerValue = {
	abstract: ({ value }) => text(value),
	kind: ({ value }) => orNull(value),
	dates: ({ start, end, ongoing }) => ({ start: dateOf(start), end: dateOf(end), ongoing: ongoing === true }),
	places: ({ codes, detail, reserved }) => ({
		codes: [...new Set(list(codes).filter(Boolean))],
		detail: text(detail),
		reserved: reserved === true
	}),
	groups: ({ keys }) => list(keys),
	themes: ({ keys }) => list(keys),
	conditions: ({ keys, other }) => ({ keys: list(keys), other: text(other) }),
	reach: ({ people, note }) => ({ people: numberOf(people), note: text(note) }),
	cost: ({ range, note }) => ({ range: orNull(range), note: text(note) }),
	contact: ({ name, email, phone }) => ({ name: text(name).trim(), email: text(email).trim(), phone: text(phone).trim() }),
	language: ({ value }) => value,
	dimensions: ({ dimensions }) =>
		Object.fromEntries(
			Object.entries(object(dimensions)).map(([key, answer]) => {
				const { state, reason } = object(answer);
				return [key, { state: orNull(state), reason: text(reason) }];
			})
		),
	consent: ({ truthful, licence, authorisations }) => ({
		truthful: truthful === true,
		licence: orNull(licence),
		authorisations: Object.entries(object(authorisations)).map(([institutionId, answer]) => {
			const { attachmentId, note } = object(answer);
			return { institutionId, attachmentId: orNull(attachmentId), note: text(note) };
		})
	})
} satisfies Record<LayerKey, (form: Form) => unknown>;

const text = (value: unknown) => (typeof value === 'string' ? value : '');
const orNull = (value: unknown) => text(value).trim() || null;
const list = (value: unknown) => (Array.isArray(value) ? value.map(text) : []);
const object = (value: unknown): Form => (typeof value === 'object' && value !== null ? (value as Form) : {});

/** A number with or without separators of thousands; what is no number stays as typed, and is refused. */
function numberOf(value: unknown): unknown {
	const typed = text(value).trim();
	if (typed === '') return null;
	const digits = typed.replaceAll(/[ .,\u00a0\u202f](?=\d{3}(?:\D|$))/g, '');
	return /^\d+$/.test(digits) ? Number(digits) : typed;
}

/** `3/2021` → `2021-03`; everything else as typed. */
function dateOf(value: unknown): string | null {
	const typed = orNull(value);
	const monthFirst = /^(\d{1,2})\/(\d{4})$/.exec(typed ?? '');
	return monthFirst ? `${monthFirst[2]}-${monthFirst[1]?.padStart(2, '0')}` : typed;
}
