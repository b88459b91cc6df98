// A server under test as a process of its own, with its data folder, and the command line beside it.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { serverEnvironment, serverFlags } from '#platform/server-flags.mjs';
import type { ClockAnswer, ClockOrder } from './clocked-server.ts';
import { temporaryFolder } from './temporary.ts';

const root = path.resolve(import.meta.dirname, '..');

export interface CommandResult {
	code: number;
	stdout: string;
	stderr: string;
}

export interface TestServer {
	origin: string;
	dataDir: string;
	/** The one-time link that an empty instance prints. */
	setupLink: string | undefined;
	/** What it said as it started. */
	greeting: string;
	process: ChildProcess;
	/** Runs `bin/acervo` on the same data folder. */
	acervo(args: string[], input?: string): Promise<CommandResult>;
	/** Moves the server's clock, on a server started with `clock`, and waits until what has become due is done. Sessions go on. */
	clock: {
		/** Goes to a moment: `2027-03-01T12:00:00Z`. */
		set(iso: string): Promise<void>;
		pass(days: number): Promise<void>;
	};
	/** Asks the server to stop and waits; removes the data folder unless it is to be kept. */
	stop(options?: { keep?: boolean }): Promise<number | null>;
}

/** A port that was free a moment ago. */
export function freePort(): Promise<number> {
	return new Promise((resolve, reject) => {
		const probe = createServer();
		probe.once('error', reject);
		probe.listen(0, '127.0.0.1', () => {
			const address = probe.address();
			probe.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))));
		});
	});
}

/** Starts a server and waits until it answers. */
export async function startServer(
	options: { dataDir?: string; port?: number; env?: Record<string, string>; clock?: boolean } = {}
): Promise<TestServer> {
	const dataDir = options.dataDir ?? path.join(await temporaryFolder(), 'data');
	await mkdir(dataDir, { recursive: true });
	const port = options.port ?? (await freePort());
	const origin = `http://127.0.0.1:${port}`;
	const env = { ...serverEnvironment, ...process.env, PORT: String(port), ACERVO_DATA: dataDir, ACERVO_LOG: 'warn', ...options.env };
	const child = options.clock
		? spawn(process.execPath, [path.join(root, 'test/clocked-server.ts')], { env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] })
		: spawn(process.execPath, [...serverFlags, path.join(root, 'src/server.ts')], { env, stdio: ['ignore', 'pipe', 'pipe'] });
	let output = '';
	for (const stream of [child.stdout, child.stderr]) {
		stream?.setEncoding('utf8').on('data', (text: string) => {
			output += text;
		});
	}
	await answers(child, `${origin}/salud`, () => output);
	return {
		origin,
		dataDir,
		setupLink: /http\S+\/configurar\/\S+/.exec(output)?.[0],
		greeting: output,
		process: child,
		clock: clockOf(child),
		acervo: (args, input) => run(path.join(root, 'bin/acervo'), args, env, input),
		async stop({ keep = false } = {}) {
			const hasEnded = child.exitCode !== null || child.signalCode !== null;
			const ended = new Promise<number | null>((resolve) => (hasEnded ? resolve(child.exitCode) : child.once('exit', resolve)));
			child.kill('SIGTERM');
			const code = await ended;
			if (!keep) await rm(path.dirname(dataDir), { recursive: true, force: true });
			return code;
		}
	};
}

const day = 24 * 3600 * 1000;
let orders = 0;

function clockOf(child: ChildProcess): TestServer['clock'] {
	const order = (what: { at: string } | { pass: number }) =>
		new Promise<void>((resolve, reject) => {
			if (!child.connected) throw new Error('start the server with { clock: true } to move its clock');
			orders += 1;
			const id = orders;
			const done = (answer: ClockAnswer) => {
				if (answer.id !== id) return;
				child.off('message', done);
				if (answer.failed.length > 0) reject(new Error(`duties failed: ${answer.failed.join(', ')}`));
				else resolve();
			};
			child.on('message', done);
			child.send({ ...what, id } satisfies ClockOrder);
		});
	return { set: (iso) => order({ at: iso }), pass: (days) => order({ pass: days * day }) };
}

async function answers(child: ChildProcess, url: string, output: () => string): Promise<void> {
	const giveUp = Date.now() + 60_000;
	while (Date.now() < giveUp) {
		if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}:\n${output()}`);
		const answered = await fetch(url).then(
			(response) => response.ok,
			() => false
		);
		if (answered && output().includes('Ctrl-C')) return;
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
	child.kill('SIGKILL');
	throw new Error(`the server did not answer within a minute:\n${output()}`);
}

/** Runs a command to its end. @param cwd the folder it runs in; this process's own unless given */
export function run(command: string, args: string[], env: NodeJS.ProcessEnv, input?: string, cwd?: string): Promise<CommandResult> {
	return new Promise((resolve, reject) => {
		const child = spawn(command, args, { env, cwd, stdio: ['pipe', 'pipe', 'pipe'] });
		let stdout = '';
		let stderr = '';
		child.stdout.setEncoding('utf8').on('data', (text: string) => {
			stdout += text;
		});
		child.stderr.setEncoding('utf8').on('data', (text: string) => {
			stderr += text;
		});
		child.on('error', reject);
		child.on('close', (code) => resolve({ code: code ?? 1, stdout, stderr }));
		child.stdin.end(input ?? '');
	});
}
