// What a command is: its arguments and options, and the one thing it does with them.
import type { ParseArgsConfig, parseArgs } from 'node:util';
import type { RunningApp } from '#app/app.server.ts';
import type { CliWords } from '#messages/cli.ts';
import type { Config } from '#platform/config.server.ts';
import type { Ctx } from '#platform/ctx.ts';
import type { Locale } from '#platform/locale.ts';

export type Options = NonNullable<ParseArgsConfig['options']>;
type Values<O extends Options> = ReturnType<typeof parseArgs<{ options: O; strict: true }>>['values'];

export interface Call<O extends Options> {
	args: string[];
	values: Values<O>;
	config: Config;
	locale: Locale;
	words: CliWords;
	/** Set by Ctrl-C and SIGTERM. */
	signal: AbortSignal;
	/** The result: as JSON with `--json`, otherwise as text. */
	answer(json: unknown, text: string): void;
	/** Something to know beside the result. */
	notice(text: string): void;
	/** Opens the app for the operator, and closes it afterwards. */
	withApp<T>(work: (ctx: Ctx, app: RunningApp) => Promise<T>): Promise<T>;
}

export interface Command<O extends Options> {
	/** How many arguments beside the options: at least, at most. */
	args: [number, number];
	options: O;
	/** Gives the exit code: 0 done, 1 not. Wrong usage is thrown as UsageError and gives 2. */
	run(call: Call<O>): Promise<number>;
}

export type AnyCommand = Command<Options>;

/** Declares a command, keeping the types of its options together. */
export function command<const O extends Options>(declared: Command<O>): AnyCommand {
	return declared as unknown as AnyCommand;
}

/** The command was called in a way it cannot be. The message is for the person. */
export class UsageError extends Error {}

/** A refusal that concerns this machine and not the product: no such file, no such account. The message is for the person. */
export class Refusal extends Error {}

/** An option that must be there. @throws UsageError */
export function required(value: string | undefined, name: string, words: CliWords): string {
	if (value === undefined || value.trim() === '') throw new UsageError(words.wrong.missingOption(name));
	return value;
}
