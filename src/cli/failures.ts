// Every failure as one sentence for whoever typed the command; a stack only when the log is set to debug.
import type { CliWords } from '#messages/cli.ts';
import { problemMessages } from '#messages/problems.ts';
import { ConfigError } from '#platform/config.server.ts';
import { SchemaMismatch } from '#platform/database/migrate.server.ts';
import type { Locale } from '#platform/locale.ts';
import { fromDatabase, Problem } from '#platform/problem.ts';
import { Refusal, UsageError } from './command.ts';

/** The sentence and the exit code: 1 when it could not be done, 2 when it was asked wrongly. */
export function sentenceFor(thrown: unknown, words: CliWords, locale: Locale): { text: string; code: 1 | 2 } {
	const error = fromDatabase(thrown);
	if (error instanceof UsageError) return { text: error.message, code: 2 };
	if (error instanceof ConfigError) return { text: error.message, code: 2 };
	if (error instanceof Refusal || error instanceof SchemaMismatch) return { text: error.message, code: 1 };
	// Readers are told to wait; the operator is told what is wrong.
	if (error !== thrown && error instanceof Problem && error.code === 'unavailable')
		return { text: words.failed.noDatabase(originOf(thrown)), code: 1 };
	if (error instanceof Problem) return { text: problemSentence(error, words, locale), code: 1 };
	const { code = '', message = String(error), path = '' } = error as NodeJS.ErrnoException;
	const wrongOption = optionSentence(code, message, words);
	if (wrongOption) return { text: wrongOption, code: 2 };
	const byCode: Record<string, string> = {
		ENOENT: words.failed.noFile(path),
		EISDIR: words.failed.isFolder(path),
		ENOTDIR: words.failed.noFolder(path),
		EACCES: words.failed.denied(path),
		EPERM: words.failed.denied(path),
		EROFS: words.failed.denied(path),
		ENOSPC: words.failed.full
	};
	if (process.env.ACERVO_LOG === 'debug' && error instanceof Error) return { text: error.stack ?? message, code: 1 };
	return { text: byCode[code] ?? words.failed.unexpected(message), code: 1 };
}

/** What the innermost cause says: the driver, or the system. */
function originOf(error: unknown): string {
	if (!(error instanceof Error)) return String(error);
	return error.cause === undefined ? error.message : originOf(error.cause);
}

/** What the product says about it, and the values it concerns. */
function problemSentence({ code, fields, detail }: Problem, words: CliWords, locale: Locale): string {
	// A field that only repeats the failure's code says nothing more.
	const places = fields.filter(({ message }) => message !== code).map(({ path, message }) => `\n  ${path}: ${message}`);
	const program = typeof detail.program === 'string' ? `\n  ${words.failed.madeBy(detail.program)}` : '';
	return `${problemMessages(locale)[code]}${program}${places.join('')}`;
}

/** What Node's reading of the options refuses (codes of node:util parseArgs), in our words. */
function optionSentence(code: string, message: string, { wrong }: CliWords): string | undefined {
	const option = /'(--?[^\s'=]+)/.exec(message)?.[1] ?? message;
	if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') return wrong.unknownOption(option);
	if (code !== 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE') return undefined;
	const name = /(--[\w-]+)/.exec(message)?.[1] ?? option;
	return /does not take/.test(message) ? wrong.optionNoValue(name) : wrong.optionValue(name);
}
