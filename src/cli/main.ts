// The command line: finds the command, reads its options, runs it, and turns every failure into one sentence and an exit code.
import path from 'node:path';
import { parseArgs } from 'node:util';
import { type CliWords, cliMessages } from '#messages/cli.ts';
import { type Config, readConfig } from '#platform/config.server.ts';
import type { Locale } from '#platform/locale.ts';
import { createLog } from '#platform/log.server.ts';
import { type AnyCommand, type Call, type Options, UsageError } from './command.ts';
import { type CommandName, commands } from './commands.ts';
import { sentenceFor } from './failures.ts';
import { helpOf, overview } from './help.ts';
import { languageOf } from './language.ts';
import { versionOf } from './version.ts';

const root = path.resolve(import.meta.dirname, '..', '..');
const globals = {
	json: { type: 'boolean' },
	lang: { type: 'string' },
	help: { type: 'boolean', short: 'h' },
	version: { type: 'boolean' }
} as const satisfies Options;

async function main(args: string[]): Promise<number> {
	// Read leniently first: the language and the command must be known before anything can be refused in words.
	const { values, tokens } = parseArgs({ args, options: globals, strict: false, allowPositionals: true, tokens: true });
	const locale = languageOf(values.lang, process.env);
	const words = cliMessages(locale);
	let name: CommandName | undefined;
	try {
		const found = findCommand(tokens.filter((token) => token.kind === 'positional'));
		name = found?.name;
		if (values.help) return print(name ? helpOf(words, name, (await commands[name]()).options) : overview(words));
		if (values.version) return print(`${versionOf(root)}\n`);
		if (!found) throw noSuch(tokens, words);
		const rest = args.filter((_, at) => !found.places.includes(at));
		return await run(await commands[found.name](), rest, readConfig(process.env, root), locale, words);
	} catch (error) {
		const { text, code } = sentenceFor(error, words, locale);
		process.stderr.write(`${text}\n`);
		if (code === 2) process.stderr.write(`${words.wrong.seeHelp(name ? `${name} ` : '')}\n`);
		return code;
	}
}

interface Positional {
	value: string;
	/** Its place among the arguments. */
	index: number;
}

/** The first words that name a command: `import`, or `user create`. */
function findCommand([first, second]: Positional[]): { name: CommandName; places: number[] } | undefined {
	if (!first) return undefined;
	const both = second ? `${first.value} ${second.value}` : '';
	if (second && isCommand(both)) return { name: both, places: [first.index, second.index] };
	return isCommand(first.value) ? { name: first.value, places: [first.index] } : undefined;
}

function isCommand(name: string): name is CommandName {
	return Object.hasOwn(commands, name);
}

function noSuch(tokens: { kind: string; value?: unknown }[], words: CliWords): UsageError {
	const said = tokens.filter((token) => token.kind === 'positional').map((token) => String(token.value));
	return new UsageError(said[0] === undefined ? words.wrong.noCommand : words.wrong.unknownCommand(said.slice(0, 2).join(' ')));
}

async function run(
	{ args: [least, most], options, run }: AnyCommand,
	given: string[],
	config: Config,
	locale: Locale,
	words: CliWords
): Promise<number> {
	const { values, positionals } = parseArgs({ args: given, options: { ...options, ...globals }, allowPositionals: true });
	if (positionals.length < least) throw new UsageError(words.wrong.missingArgument);
	if (positionals.length > most) throw new UsageError(words.wrong.tooMany(positionals[most] ?? ''));
	const { signal, isInterrupted } = listenForSignals();
	const call: Call<Options> = {
		args: positionals,
		values,
		config,
		locale,
		words,
		signal,
		answer: (json, text) => void print(values.json ? `${JSON.stringify(json)}\n` : `${text}\n`),
		notice: (text) => void process.stderr.write(`${text}\n`),
		async withApp(work) {
			// Progress of the database is for the server's log; here only what went wrong matters, unless asked for.
			const log = createLog(process.env.ACERVO_LOG ? config.log : 'warn', (line) => process.stderr.write(line));
			const { openApp } = await import('#app/app.server.ts');
			const app = await openApp(config, log);
			try {
				return await work({ app, actor: { kind: 'operator' }, door: 'cli', locale }, app);
			} finally {
				await app.close();
			}
		}
	};
	try {
		return await run(call);
	} catch (error) {
		if (!isInterrupted()) throw error;
		process.stderr.write(`${words.failed.interrupted}\n`);
		return 130;
	}
}

/** The first Ctrl-C asks the command to end by itself, a second one ends it. */
function listenForSignals() {
	const abort = new AbortController();
	for (const name of ['SIGINT', 'SIGTERM'] as const) {
		process.on(name, () => {
			if (abort.signal.aborted) process.exit(130);
			abort.abort();
		});
	}
	return { signal: abort.signal, isInterrupted: () => abort.signal.aborted };
}

function print(text: string): 0 {
	process.stdout.write(text);
	return 0;
}

// Whoever reads us through a pipe may stop reading; what was begun is finished all the same.
for (const stream of [process.stdout, process.stderr]) {
	stream.on('error', (error: NodeJS.ErrnoException) => {
		if (error.code !== 'EPIPE') throw error;
	});
}
process.exitCode = await main(process.argv.slice(2));
