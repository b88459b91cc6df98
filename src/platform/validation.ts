// A schema's refusals in the reader's language, one line per place of the form.
import { z } from 'zod';
import type { Locale } from './locale.ts';
import type { FieldProblem } from './problem.ts';

const words = { es: z.locales.es(), en: z.locales.en(), pt: z.locales.pt(), fr: z.locales.fr() } as const;

const uuid = z.uuid();

/** Whether a text may be the id of a row. */
export function isUuid(text: string): boolean {
	return uuid.safeParse(text).success;
}

/** Turns a Zod error into places and sentences. A message that a schema sets itself is kept as it is. */
export function issuesToFields(error: z.ZodError, locale: Locale): FieldProblem[] {
	return error.issues.map((issue) => {
		const said = words[locale].localeError(issue as never);
		const message = issue.code === 'custom' ? issue.message : typeof said === 'string' ? said : (said?.message ?? issue.message);
		return { path: issue.path.join('.'), message };
	});
}
