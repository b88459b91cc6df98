// What `npm start`, `npm run demo`, `npm test` and bin/acervo go through: installs and builds what is stale, then runs the target
// on the project's own Node. Runs on any system Node from 20.19 on, with built-in modules only, before anything is installed.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { constants as system } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { exclusively } from '../src/platform/exclusive.mjs';
import { serverEnvironment, serverFlags } from '../src/platform/server-flags.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const nodePath = path.join(root, 'node_modules', '.bin', 'node');
const lockPath = path.join(root, '.bootstrap.lock');
const stampPath = path.join(root, 'build', '.stamp');

/** @type {Record<string, { entry: string, needsBuild: boolean, followsParent: boolean, data?: string, env?: Record<string, string> }>} */
const targets = {
	start: { entry: 'src/server.ts', needsBuild: true, followsParent: true, data: 'data' },
	demo: { entry: 'src/server.ts', needsBuild: true, followsParent: true, data: 'data-demo', env: { ACERVO_DEMO: '1' } },
	test: { entry: 'scripts/test.ts', needsBuild: true, followsParent: false },
	bench: { entry: 'scripts/bench.ts', needsBuild: true, followsParent: false },
	'bench:batch': { entry: 'scripts/bench/batch.ts', needsBuild: true, followsParent: false },
	'bench:catalogue': { entry: 'scripts/bench/catalogue.ts', needsBuild: true, followsParent: false },
	'bench:pdf': { entry: 'scripts/bench/pdf.ts', needsBuild: false, followsParent: false },
	'bench:reading': { entry: 'scripts/bench/reading.ts', needsBuild: false, followsParent: false },
	'bench:scoring': { entry: 'scripts/bench/scoring.ts', needsBuild: true, followsParent: false },
	'bench:transfer': { entry: 'scripts/bench/transfer.ts', needsBuild: false, followsParent: false },
	examples: { entry: 'scripts/examples.ts', needsBuild: false, followsParent: false },
	fuzz: { entry: 'scripts/fuzz.ts', needsBuild: false, followsParent: false },
	'kill-loop': { entry: 'scripts/kill-loop.ts', needsBuild: true, followsParent: false },
	budgets: { entry: 'scripts/budgets.ts', needsBuild: true, followsParent: false },
	relevance: { entry: 'scripts/relevance.ts', needsBuild: false, followsParent: false },
	cli: { entry: 'src/cli/main.ts', needsBuild: false, followsParent: false, data: 'data' }
};

/** A sentence for the person who started this; no stack is shown. */
class Refusal extends Error {}

try {
	const [name = '', ...args] = process.argv.slice(2);
	const target = targets[name];
	if (!target) throw new Refusal(`Usage: node scripts/bootstrap.mjs ${Object.keys(targets).join('|')} [arguments]`);
	checkMachine();
	if (!isInstalled()) await alone(() => isInstalled() || install());
	if (target.needsBuild && !isBuilt()) await alone(() => isBuilt() || build());
	process.exitCode = await run(target, args);
} catch (error) {
	if (!(error instanceof Refusal)) throw error;
	say(error.message);
	process.exitCode = 1;
}

function checkMachine() {
	const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
	if (major < 20 || (major === 20 && minor < 19))
		throw new Refusal(`Acervo needs Node 20.19 or newer to start; this is ${process.versions.node}.`);
	const optional = readJson('package.json').optionalDependencies;
	if (optional[ownNode()] === undefined) {
		const known = Object.keys(optional).filter((name) => name.startsWith('node-'));
		throw new Refusal(
			`Acervo does not run on ${process.platform}-${process.arch}; it runs on ${known.map((name) => name.slice(5)).join(', ')}.`
		);
	}
}

function ownNode() {
	return `node-${process.platform}-${process.arch}`;
}

/** Whether node_modules holds what the lock file says, by the note that npm itself leaves when it has finished. */
function isInstalled() {
	if (!existsSync(nodePath)) return false;
	const present = readJson('node_modules/.package-lock.json')?.packages;
	if (!present) return false;
	const wanted = Object.entries(readJson('package-lock.json').packages);
	return wanted.every(([place, { version, optional }]) => {
		if (place === '' || present[place]?.version === version) return true;
		// Of optional packages, those of other platforms are rightly absent; our own Node is not.
		return optional === true && present[place] === undefined && place !== `node_modules/${ownNode()}`;
	});
}

async function install() {
	say('Installing packages (the first time this takes about half a minute) …');
	const complaints = /** @type {string[]} */ ([]);
	const npm = process.env.npm_execpath;
	const [command, before] = npm?.endsWith('.js') ? [process.execPath, [npm]] : ['npm', []];
	const options = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
	const code = await withHeartbeat(() => finish(command, [...before, ...options], (line) => complaints.push(line)));
	if (code === 0) return;
	const text = complaints.join('').trim();
	const hasNoNetwork = /ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|ECONNRESET|ENETUNREACH/.test(text);
	throw new Refusal(
		hasNoNetwork
			? `The package registry cannot be reached. Acervo needs the network once, to install its packages. npm said:\n${text}`
			: `npm could not install the packages:\n${text || `it ended with ${code}`}`
	);
}

async function build() {
	say('Building the pages …');
	const hash = sourceHash();
	// A build that is interrupted leaves half of its files: nothing may say that they are whole.
	rmSync(stampPath, { force: true });
	const code = await withHeartbeat(() => finish(nodePath, ['scripts/build.ts'], (line) => process.stderr.write(line)));
	if (code !== 0) throw new Refusal(`The build failed (${code}).`);
	mkdirSync(path.dirname(stampPath), { recursive: true });
	writeFileSync(stampPath, hash);
}

function isBuilt() {
	return existsSync(stampPath) && readFileSync(stampPath, 'utf8') === sourceHash();
}

/** Over everything that decides what the build gives; tests and what the build itself writes are left out. */
function sourceHash() {
	const hash = createHash('sha256');
	const add = (/** @type {string} */ place) => {
		hash
			.update(`${place}\0`)
			.update(readFileSync(path.join(root, place)))
			.update('\0');
	};
	for (const folder of ['src', 'methodologies', 'static']) {
		if (!existsSync(path.join(root, folder))) continue;
		const entries = readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true });
		const files = entries.filter((entry) => entry.isFile()).map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)));
		for (const file of files.sort()) {
			if (!file.endsWith('.test.ts') && !file.startsWith(path.join('static', 'enhance'))) add(file);
		}
	}
	for (const file of ['vite.config.ts', 'package-lock.json', 'tsconfig.json', 'scripts/build.ts']) {
		if (existsSync(path.join(root, file))) add(file);
	}
	return hash.digest('hex');
}

/**
 * One bootstrap at a time installs or builds; the others wait and then find it done.
 * @param {() => unknown} work
 */
async function alone(work) {
	try {
		accessSync(root, constants.W_OK);
	} catch {
		throw new Refusal(`Packages or pages are out of date, but ${root} cannot be written by this user. Run "npm start" once as its owner.`);
	}
	await exclusively(lockPath, work, () => say('Waiting for another start to finish installing …'));
}

/**
 * Runs a step of ours; Ctrl-C and SIGTERM end it, and then us.
 * @param {string} command
 * @param {string[]} args
 * @param {(text: string) => void} onOutput
 * @returns {Promise<number>} exit code
 */
function finish(command, args, onOutput) {
	return new Promise((resolve, reject) => {
		const child = spawn(command, args, { cwd: root, env: environment(), stdio: ['ignore', 'pipe', 'pipe'] });
		for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', onOutput);
		const stopForwarding = forwardSignals(child);
		child.on('error', (error) => reject(new Refusal(`${command} cannot be run: ${error.message}`)));
		child.on('close', (code, signal) => {
			stopForwarding();
			if (signal === 'SIGINT' || signal === 'SIGTERM') process.exit(128 + system.signals[signal]);
			resolve(code ?? 1);
		});
	});
}

/**
 * @param {{ entry: string, followsParent: boolean, data?: string, env?: Record<string, string> }} target
 * @param {string[]} args
 * @returns {Promise<number>} exit code
 */
function run({ entry, followsParent, data, env }, args) {
	return new Promise((resolve, reject) => {
		// A server gets a channel: when we are killed it closes, and the server, hearing "disconnect", ends by itself.
		const isServer = entry === 'src/server.ts';
		const child = spawn(nodePath, [...(isServer ? serverFlags : []), path.join(root, entry), ...args], {
			stdio: followsParent ? ['inherit', 'inherit', 'inherit', 'ipc'] : 'inherit',
			env: { ...(isServer ? serverEnvironment : {}), ...(data ? { ACERVO_DATA: path.join(root, data) } : {}), ...env, ...environment() }
		});
		forwardSignals(child);
		child.on('error', reject);
		child.on('exit', (code, signal) => resolve(signal ? 128 + system.signals[signal] : (code ?? 1)));
	});
}

/**
 * Passes on what ends us. In a terminal Ctrl-C already reaches the child, which must not hear it twice.
 * @param {import('node:child_process').ChildProcess} child
 */
function forwardSignals(child) {
	const forward = (/** @type {NodeJS.Signals} */ signal) => {
		if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
	};
	const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
	for (const signal of signals) process.on(signal, forward);
	return () => {
		for (const signal of signals) process.off(signal, forward);
	};
}

function environment() {
	return { ...process.env, PATH: `${path.dirname(nodePath)}${path.delimiter}${process.env.PATH ?? ''}` };
}

/**
 * @template T
 * @param {() => Promise<T>} work
 */
async function withHeartbeat(work) {
	const began = Date.now();
	const timer = setInterval(() => say(`… ${Math.round((Date.now() - began) / 1000)} s`), 10_000);
	try {
		return await work();
	} finally {
		clearInterval(timer);
	}
}

/** @param {string} place */
function readJson(place) {
	try {
		return JSON.parse(readFileSync(path.join(root, place), 'utf8'));
	} catch {
		return undefined;
	}
}

/** Progress goes to standard error, so that the output of a command stays data. @param {string} line */
function say(line) {
	process.stderr.write(`${line}\n`);
}
