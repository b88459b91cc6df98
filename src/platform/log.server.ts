// Structured log on standard output: one JSON line each, without names, addresses of people, tokens or answers.
import type { Config } from './config.server.ts';

const order = { debug: 0, info: 1, warn: 2, silent: 3 } as const;

export interface Log {
	debug(event: string, fields?: Record<string, unknown>): void;
	info(event: string, fields?: Record<string, unknown>): void;
	warn(event: string, fields?: Record<string, unknown>): void;
	/** Keeps an unexpected error with its stack, for the operator alone. */
	error(event: string, error: unknown, fields?: Record<string, unknown>): void;
}

/** Creates the log for a level; `write` is where a line goes (standard error for the command line, whose output is data). */
export function createLog(level: Config['log'], write: (line: string) => void = (line) => process.stdout.write(line)): Log {
	const say = (at: 'debug' | 'info' | 'warn', event: string, fields: Record<string, unknown> = {}) => {
		if (order[at] < order[level]) return;
		write(`${JSON.stringify({ time: new Date().toISOString(), level: at, event, ...fields })}\n`);
	};
	return {
		debug: (event, fields) => say('debug', event, fields),
		info: (event, fields) => say('info', event, fields),
		warn: (event, fields) => say('warn', event, fields),
		error: (event, error, fields) =>
			say('warn', event, { ...fields, error: error instanceof Error ? (error.stack ?? error.message) : String(error) })
	};
}
