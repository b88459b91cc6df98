import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { projectFile, WarmWorker } from './worker.server.ts';

const project = join(projectFile('package.json'), '..');
let folder: string;
let file: string;

beforeAll(() => {
	folder = mkdtempSync(join(project, 'node_modules', '.worker-test-'));
	writeFileSync(
		join(folder, 'echo.mjs'),
		`import { parentPort } from 'node:worker_threads';
		parentPort.on('message', (job) => {
			if (job === 'hang') for (;;);
			if (job === 'throw') throw new Error('broken');
			if (job === 'fill') for (const all = []; ; ) all.push(new Array(100_000).fill(all.length));
			parentPort.postMessage(job);
		});`
	);
	file = relative(project, join(folder, 'echo.mjs'));
});
afterAll(() => rmSync(folder, { recursive: true }));

it('survives jobs that hang, break or fill the memory, and goes on with the queue', async () => {
	const worker = new WarmWorker<string, string>(file, { milliseconds: 2_000, memoryMegabytes: 40 });
	const answers = await Promise.all(['a', 'hang', 'b', 'throw', 'c', 'fill', 'd'].map((job) => worker.run(job)));
	expect(answers.map((answer) => (answer.ok ? answer.answer : answer.why))).toEqual(['a', 'tooSlow', 'b', 'crashed', 'c', 'crashed', 'd']);
	await worker.stop();
});
