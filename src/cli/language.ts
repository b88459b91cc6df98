// In which language the command line speaks.
import { defaultLocale, Locale } from '#platform/locale.ts';

/**
 * The language asked for by `--lang`, or that of the terminal, or Spanish.
 * @param asked value of the option; an unknown one counts as none
 */
export function languageOf(asked: unknown, env: Record<string, string | undefined>): Locale {
	const wanted = [asked, env.LC_ALL || env.LC_MESSAGES || env.LANG].map((tag) =>
		Locale.safeParse(
			String(tag ?? '')
				.slice(0, 2)
				.toLowerCase()
		)
	);
	return wanted.find((parsed) => parsed.success)?.data ?? defaultLocale;
}
