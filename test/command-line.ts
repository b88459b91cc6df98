// The command line as a person types it, for its tests: every call a process of its own, in a folder and on a database made for the test.
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { vi } from 'vitest';
import { type ScratchDatabase, scratchDatabase } from './database.ts';
import { type CommandResult, run } from './server.ts';
import { temporaryFolder } from './temporary.ts';

// A busy machine starts processes slowly. Whoever imports this file calls them.
vi.setConfig({ testTimeout: 120_000 });

/** What Node runs as the command line. */
export const main = path.resolve(import.meta.dirname, '../src/cli/main.ts');

/** Of this process's environment only where programs are found: no setting of whoever runs the tests. */
const bare = { PATH: process.env.PATH, LANG: 'C.UTF-8' };

/** @param env settings, beside an otherwise bare environment */
export function acervo(args: string[], env: NodeJS.ProcessEnv, input?: string, cwd?: string): Promise<CommandResult> {
	return run(process.execPath, [main, ...args], { ...bare, ...env }, input, cwd);
}

export interface Terminal {
	scratch: ScratchDatabase;
	/** Where commands run; the data folder is inside. */
	folder: string;
	/** The whole environment of every command. */
	env: NodeJS.ProcessEnv;
	/** @param more settings of this command, before those of every one */
	acervo(args: string[], more?: { env?: NodeJS.ProcessEnv; input?: string }): Promise<CommandResult>;
	close(): Promise<void>;
}

export async function openTerminal(): Promise<Terminal> {
	const scratch = await scratchDatabase();
	const folder = await temporaryFolder();
	const env = { ...bare, ACERVO_DATA: path.join(folder, 'data'), DATABASE_URL: scratch.url };
	return {
		scratch,
		folder,
		env,
		acervo: (args, { env: more, input } = {}) => acervo(args, { ...env, ...more }, input, folder),
		async close() {
			await scratch.drop();
			await rm(folder, { recursive: true, force: true });
		}
	};
}
