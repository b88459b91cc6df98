// How a concept comes out of its form: one term per line, a box per language, and a ">" before a narrower one.
import { z } from 'zod';
import { ConceptInput, ConceptTerm, conceptLimits } from '#features/thesaurus/schema.ts';
import { thesaurusMessages } from '#messages/thesaurus.ts';
import type { Locale } from '#platform/locale.ts';

const narrowerMark = /^>\s*/;

const termsIn = (language: Locale | null) =>
	z
		.string()
		.max(conceptLimits.terms * (conceptLimits.text + 4))
		.default('')
		.transform((text) =>
			text
				.split('\n')
				.map((line) => line.trim())
				.filter((line) => line !== '')
				.map(
					(line): z.input<typeof ConceptTerm> => ({ text: line.replace(narrowerMark, ''), language, isNarrower: narrowerMark.test(line) })
				)
		)
		.pipe(z.array(ConceptTerm));

export const ConceptForm = z
	.object({ es: termsIn('es'), any: termsIn(null), en: termsIn('en'), pt: termsIn('pt'), fr: termsIn('fr'), note: ConceptInput.shape.note })
	.transform(({ note, ...boxes }) => ({ terms: Object.values(boxes).flat(), note }))
	.superRefine(({ terms }, check) => {
		if (!ConceptInput.shape.terms.safeParse(terms).success) check.addIssue({ code: 'custom', message: 'terms', path: ['es'] });
	});

export const VersionForm = z.object({ version: z.coerce.number().int() });
export const VersionedConceptForm = z.intersection(ConceptForm, VersionForm);

/** What each field needs, in words. */
export function conceptFieldWords(locale: Locale): Record<string, string> {
	const { wrong } = thesaurusMessages(locale);
	return { es: wrong.terms, any: wrong.terms, en: wrong.terms, pt: wrong.terms, fr: wrong.terms, note: wrong.note };
}
