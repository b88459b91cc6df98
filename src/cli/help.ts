// The help of the command line and of each command, from the same table that runs them.
import type { CliWords } from '#messages/cli.ts';
import type { Options } from './command.ts';
import { type CommandName, commands } from './commands.ts';

/** Which commands there are. */
export function overview(words: CliWords): string {
	const names = Object.keys(commands) as CommandName[];
	const lines = names.map((name) => [words.command[name].usage.split(' [')[0] ?? name, words.command[name].summary]);
	return [
		words.intro,
		'',
		`${words.commands}:`,
		...columns(lines),
		'',
		`${words.options}:`,
		...columns(globals(words)),
		'',
		words.moreHelp,
		words.exitCodes,
		''
	].join('\n');
}

/** How one command is called. */
export function helpOf(words: CliWords, name: CommandName, declared: Options): string {
	const { usage, summary } = words.command[name];
	const options = Object.entries(declared).map(([option, { type }]) => [
		`--${option}${type === 'string' ? ' …' : ''}`,
		words.option[option as keyof CliWords['option']]
	]);
	return [
		`${words.usage}: acervo ${usage}`,
		'',
		`  ${summary}`,
		'',
		`${words.options}:`,
		...columns([...options, ...globals(words)]),
		'',
		words.exitCodes,
		''
	].join('\n');
}

function globals({ global }: CliWords): string[][] {
	return [
		['--json', global.json],
		['--lang …', global.lang],
		['--version', global.version],
		['-h, --help', global.help]
	];
}

function columns(lines: string[][]): string[] {
	const width = Math.min(60, Math.max(...lines.map(([first = '']) => first.length)));
	return lines.map(([first = '', second = '']) => `  ${first.padEnd(width)}  ${second}`);
}
