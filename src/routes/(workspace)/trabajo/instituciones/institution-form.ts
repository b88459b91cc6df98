// How an institution comes out of its form: aliases one per line, and an empty choice is no answer.
import { z } from 'zod';
import { InstitutionInput } from '#features/institutions/schema.ts';
import { institutionMessages } from '#messages/institutions.ts';
import type { Locale } from '#platform/locale.ts';

const orNull = (value: unknown) => (value === '' ? null : value);
const lines = (value: unknown) =>
	typeof value === 'string'
		? value
				.split('\n')
				.map((line) => line.trim())
				.filter((line) => line !== '')
		: value;

export const InstitutionForm = z.object({
	name: InstitutionInput.shape.name,
	aliases: z.preprocess(lines, InstitutionInput.shape.aliases),
	country: z.preprocess(orNull, InstitutionInput.shape.country),
	level: z.preprocess(orNull, InstitutionInput.shape.level),
	parentId: z.preprocess(orNull, InstitutionInput.shape.parentId)
});

/** What each field needs, in words; a spelling that belongs to another institution is named. */
export function institutionFieldWords(locale: Locale, form: unknown): Record<string, string> {
	const { wrong } = institutionMessages(locale);
	const words = { name: wrong.name, aliases: wrong.aliases, country: wrong.country, level: wrong.level, parentId: wrong.parent };
	const detail = (form as { detail?: { taken?: string[] } } | null)?.detail;
	const taken = detail?.taken?.join('”, “');
	return taken === undefined ? words : { ...words, name: wrong.nameTaken(taken), aliases: wrong.nameTaken(taken) };
}
