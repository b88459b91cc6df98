// The bootstrap in a small program of its own, with what is slow (installing, building) replaced by scripts that leave a trace.
import { type ChildProcess, spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { temporaryFolder } from '../test/temporary.ts';

const source = path.resolve(import.meta.dirname, '..');
const ownNode = `node-${process.platform}-${process.arch}`;
let root: string;

beforeEach(async () => {
	root = await temporaryFolder();
	for (const folder of ['bin', 'scripts', 'src/platform', 'src/cli', 'node_modules/.bin'])
		mkdirSync(path.join(root, folder), { recursive: true });
	for (const file of ['bin/acervo', 'scripts/bootstrap.mjs', 'src/platform/exclusive.mjs', 'src/platform/server-flags.mjs'])
		copyFileSync(path.join(source, file), path.join(root, file));
	put('package.json', JSON.stringify({ type: 'module', optionalDependencies: { [ownNode]: '1.0.0' } }));
	putLock('package-lock.json', '1.0.0', 'node-elsewhere');
	putLock('node_modules/.package-lock.json', '1.0.0', ownNode);
	symlinkSync(process.execPath, path.join(root, 'node_modules/.bin/node'));
	put('scripts/build.ts', `import fs from 'node:fs'; fs.mkdirSync('build', { recursive: true }); fs.appendFileSync('build/trace', 'b');`);
	put('src/cli/main.ts', 'console.log(JSON.stringify([process.argv.slice(2), process.cwd(), process.env.ACERVO_DATA])); process.exit(3);');
	put(
		'src/server.ts',
		`process.on('SIGTERM', () => process.exit(7));
		process.on('disconnect', () => { console.log('left alone'); process.exit(0); });
		setInterval(() => {}, 1000);
		console.log('ready', process.env.ACERVO_DEMO ?? '', process.env.ACERVO_DATA);`
	);
});

afterEach(() => rmSync(root, { recursive: true }));

const put = (file: string, text: string) => writeFileSync(path.join(root, file), text);

/** A lock file, or npm's own note of what it installed; optional packages of other machines are in the first only. */
const putLock = (file: string, version: string, optional: string) =>
	put(
		file,
		JSON.stringify({
			packages: { '': {}, 'node_modules/some': { version }, [`node_modules/${optional}`]: { version: '1.0.0', optional: true } }
		})
	);

function bootstrap(target: string): ChildProcess {
	const { ACERVO_DATA: _, ACERVO_DEMO: __, ...env } = process.env;
	return spawn(process.execPath, [path.join(root, 'scripts/bootstrap.mjs'), target], { stdio: ['ignore', 'pipe', 'pipe'], env });
}

const firstOutput = (child: ChildProcess) => new Promise<string>((resolve) => child.stdout?.once('data', (text) => resolve(String(text))));
const exitCode = (child: ChildProcess) => new Promise<number | null>((resolve) => child.once('exit', resolve));

async function output(child: ChildProcess): Promise<{ out: string; err: string; code: number | null }> {
	let out = '';
	let err = '';
	child.stdout?.on('data', (text) => {
		out += text;
	});
	child.stderr?.on('data', (text) => {
		err += text;
	});
	return new Promise((resolve) => child.once('close', (code) => resolve({ out, err, code })));
}

test('builds once for two starts at the same moment, and again only when a source changed', async () => {
	const builds = () => readFileSync(path.join(root, 'build/trace'), 'utf8').length;
	const both = [bootstrap('start'), bootstrap('start')];
	expect(await Promise.all(both.map(firstOutput))).toEqual(Array(2).fill(`ready  ${path.join(root, 'data')}\n`));
	expect(builds()).toBe(1);
	for (const child of both) child.kill('SIGTERM');
	await Promise.all(both.map(exitCode));

	for (const [file, expected] of [
		['src/some.test.ts', 1],
		['src/some.ts', 2]
	] as const) {
		put(file, '// new');
		const child = bootstrap('demo');
		expect(await firstOutput(child)).toBe(`ready 1 ${path.join(root, 'data-demo')}\n`);
		expect(builds()).toBe(expected);
		child.kill('SIGTERM');
		expect(await exitCode(child)).toBe(7);
	}
});

test('a server whose bootstrap is killed hears of it', async () => {
	const child = bootstrap('start');
	await firstOutput(child);
	const ending = firstOutput(child);
	child.kill('SIGKILL');
	expect(await ending).toBe('left alone\n');
});

test('the command line works from any folder and through a link, and its output is its own', async () => {
	const link = path.join(root, 'data-link');
	symlinkSync(path.join('bin', 'acervo'), link);
	const child = spawn('sh', [link, 'search', 'two words'], { cwd: '/', env: { ...process.env, ACERVO_DATA: undefined } });
	const { out, err, code } = await output(child);
	expect(JSON.parse(out)).toEqual([['search', 'two words'], '/', path.join(root, 'data')]);
	expect(err).toBe('');
	expect(code).toBe(3);
});

test('installs when the lock file changed, and says what npm said when that fails', async () => {
	putLock('package-lock.json', '2.0.0', 'node-elsewhere');
	put('failing-npm.js', `console.error(process.argv.slice(2).join(' '), 'ENOTFOUND'); process.exit(1);`);
	const child = spawn(process.execPath, [path.join(root, 'scripts/bootstrap.mjs'), 'cli'], {
		env: { ...process.env, npm_execpath: path.join(root, 'failing-npm.js') }
	});
	const { err, code } = await output(child);
	expect(err).toMatch(/^Installing packages/);
	expect(err).toContain('The package registry cannot be reached');
	expect(err).toContain('ci --ignore-scripts');
	expect(code).toBe(1);
});

test('names the machines it runs on when this is none of them', async () => {
	put('package.json', JSON.stringify({ type: 'module', optionalDependencies: { 'node-plan9-mips': '1.0.0' } }));
	const { err, code } = await output(bootstrap('start'));
	expect(err).toBe(`Acervo does not run on ${process.platform}-${process.arch}; it runs on plan9-mips.\n`);
	expect(code).toBe(1);
});
