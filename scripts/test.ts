// `npm test`: everything that must hold, one after the other, with one closing line; `npm run check`: what needs no running, alone. A skipped test is counted and named, never silent.
import { spawn } from 'node:child_process';
import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const results = path.join(root, 'test-results');
const bin = (name: string) => path.join(root, 'node_modules', '.bin', name);

interface Tally {
	passed: number;
	failed: number;
	skipped: string[];
}

const total: Tally = { passed: 0, failed: 0, skipped: [] };

/** Checks that either hold or do not; each counts as one. */
const checks: [name: string, command: string, args: string[]][] = [
	['types', bin('svelte-check'), ['--tsconfig', 'tsconfig.json', '--fail-on-warnings', '--output', 'human']],
	['lint and format', bin('biome'), ['ci', '--error-on-warnings', '.']],
	['boundaries', process.execPath, ['scripts/boundaries.ts']],
	['dead code', bin('knip'), ['--no-progress']],
	['table types are those of the migrations', process.execPath, ['scripts/tables.ts', '--verify']]
];

await rm(results, { recursive: true, force: true });
await mkdir(results, { recursive: true });
for (const [name, command, args] of checks) {
	const { code, output } = await run(command, args, true);
	const held = code === 0;
	say(`${held ? 'ok  ' : 'FAIL'} ${name}`);
	if (!held) process.stdout.write(output);
	total[held ? 'passed' : 'failed'] += 1;
}

if (process.argv[2] !== 'checks') await runTests();

if (total.skipped.length > 0) {
	say('\nskipped, because this machine lacks something:');
	for (const name of total.skipped) say(`  ${name}`);
}
const skipped = total.skipped.length > 0 ? `, ${total.skipped.length} skipped` : '';
say(`\n${total.passed} passed, ${total.failed} failed${skipped}`);
process.exitCode = total.failed > 0 ? 1 : 0;

async function runTests(): Promise<void> {
	say('\nmodules and database');
	await run(bin('vitest'), ['run', '--reporter=default', '--reporter=json', `--outputFile=${path.join(results, 'vitest.json')}`]);
	add(await readVitest());

	say('\njourneys in a browser');
	await run(bin('playwright'), ['test']);
	add(await readPlaywright());
}

function add(tally: Tally): void {
	total.passed += tally.passed;
	total.failed += tally.failed;
	total.skipped.push(...tally.skipped);
}

interface VitestReport {
	success: boolean;
	testResults: { name: string; status: string; message?: string; assertionResults: { fullName: string; status: string }[] }[];
}

async function readVitest(): Promise<Tally> {
	const report = await readReport<VitestReport>('vitest.json');
	if (!report) return { passed: 0, failed: 1, skipped: [] };
	const tests = report.testResults.flatMap((file) => file.assertionResults);
	// A file that could not even be loaded has no tests, yet it failed.
	const broken = report.testResults.filter(
		(file) => file.status === 'failed' && file.assertionResults.every(({ status }) => status !== 'failed')
	);
	const failed = tests.filter(({ status }) => status === 'failed').length + broken.length;
	return {
		passed: tests.filter(({ status }) => status === 'passed').length,
		failed: failed === 0 && !report.success ? 1 : failed,
		skipped: tests.filter(({ status }) => status !== 'passed' && status !== 'failed').map(({ fullName }) => fullName)
	};
}

interface Suite {
	suites?: Suite[];
	specs?: { title: string; tests: { status: string }[] }[];
}

async function readPlaywright(): Promise<Tally> {
	const report = await readReport<{ suites: Suite[]; errors: unknown[] }>('journeys.json');
	if (!report) return { passed: 0, failed: 1, skipped: [] };
	const specs = report.suites.flatMap(specsOf);
	const statuses = specs.flatMap((spec) => spec.tests.map(({ status }) => ({ title: spec.title, status })));
	const failed = statuses.filter(({ status }) => status === 'unexpected' || status === 'flaky').length + report.errors.length;
	return {
		passed: statuses.filter(({ status }) => status === 'expected').length,
		failed: failed === 0 && statuses.length === 0 ? 1 : failed,
		skipped: statuses.filter(({ status }) => status === 'skipped').map(({ title }) => title)
	};
}

function specsOf(suite: Suite): NonNullable<Suite['specs']> {
	return [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(specsOf)];
}

async function readReport<T>(name: string): Promise<T | undefined> {
	return readFile(path.join(results, name), 'utf8').then(
		(text) => JSON.parse(text) as T,
		() => undefined
	);
}

function run(command: string, args: string[], quiet = false): Promise<{ code: number; output: string }> {
	return new Promise((resolve) => {
		const child = spawn(command, args, { cwd: root, stdio: ['ignore', quiet ? 'pipe' : 'inherit', quiet ? 'pipe' : 'inherit'] });
		let output = '';
		for (const stream of [child.stdout, child.stderr]) {
			stream?.setEncoding('utf8').on('data', (text: string) => {
				output += text;
			});
		}
		child.on('error', (error) => resolve({ code: 1, output: error.message }));
		child.on('close', (code) => resolve({ code: code ?? 1, output }));
	});
}

function say(line: string): void {
	process.stdout.write(`${line}\n`);
}
