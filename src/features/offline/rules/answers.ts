// From words that somebody typed into a sheet to the values they stand for, in any language of the product.
import { levelName } from '#features/methodology/rules/edition.ts';
import { Answer, type Edition, Level } from '#features/methodology/schema.ts';
import type { AttachmentSummary } from '#features/practices/schema.ts';
import { assessmentMessages } from '#messages/assessments.ts';
import { withoutAccents } from '#platform/folding.ts';
import { locales } from '#platform/locale.ts';

/** `2`, `2.0`, `Nivel 2`, `2 · Respaldado`, `respaldado`, `Sin información`; undefined where no level is meant. */
export function readLevel(typed: string, edition: Edition): Level | undefined {
	const words = folded(typed);
	const number = /^(?:\p{L}+ )?(\d+)(?:[.,]0+)?(?!\d)/u.exec(words)?.[1];
	if (number !== undefined) return Level.safeParse(number).data;
	return Level.options.find(
		(level) => folded(level) === words || locales.some((locale) => folded(levelName(edition, level, locale)) === words)
	);
}

const answerWords = (value: Answer | 'unclear') => locales.map((locale) => folded(assessmentMessages(locale)[value]));

/** Answer to a guiding question: yes, partly, no. */
export function readAnswer(typed: string): Answer | undefined {
	return Answer.options.find((answer) => answer === folded(typed) || answerWords(answer).includes(folded(typed)));
}

/** Answer to a question about the definition: yes, no, unclear. */
export function readCheck(typed: string): 'yes' | 'no' | 'unclear' | undefined {
	return (['yes', 'no', 'unclear'] as const).find((answer) => answer === folded(typed) || answerWords(answer).includes(folded(typed)));
}

/** A day as ISO writes it, or with the day first as people of the region do: `15/10/2026`. */
export function readDay(typed: string): string | undefined {
	const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})(?: 00:00(?::00)?)?$/.exec(typed);
	const people = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(typed);
	const [year, month, day] = iso ? iso.slice(1) : people ? people.slice(1).reverse() : [];
	if (!year || !month || !day) return undefined;
	const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
	const date = new Date(`${text}T00:00:00Z`);
	return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text) ? text : undefined;
}

/** `1. Encuestas.pdf`: how a sheet lists the files, and how an answer may name one: by number, by name, or by both. */
export function fileLine(file: AttachmentSummary, index: number): string {
	return `${index + 1}. ${file.name}`;
}

/** The file that a line names; undefined where none is meant. */
export function readFileLine(line: string, files: readonly AttachmentSummary[]): AttachmentSummary | undefined {
	const [, number, rest = ''] = /^(\d{1,3})(?:[.)]\s*|\s+|$)(.*)$/.exec(line) ?? [];
	const numbered = number ? files[Number(number) - 1] : undefined;
	if (numbered && (rest === '' || folded(rest) === folded(numbered.name))) return numbered;
	const bare = folded(line.replace(/^[-•]\s*/, ''));
	return files.find(({ name }) => folded(name) === bare || folded(name).replace(/\.[a-z0-9]{1,5}$/, '') === bare);
}

/** Lines of an answer, without blank ones and without bullets. */
export function linesOf(typed: string): string[] {
	return typed
		.split('\n')
		.map((line) => line.trim().replace(/^[-•]\s+/, ''))
		.filter(Boolean);
}

function folded(text: string): string {
	return withoutAccents(text)
		.replace(/[\s.]+$/g, '')
		.replace(/\s+/g, ' ')
		.trim();
}
