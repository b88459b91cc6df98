import path from 'node:path';
import { expect, test } from 'vitest';
import { run } from '../server.ts';
import { requireBuild } from './ask.ts';

test('three kills during writes lose nothing that was acknowledged', async () => {
	requireBuild();
	const { code, stdout, stderr } = await run(
		process.execPath,
		[path.resolve(import.meta.dirname, '../../scripts/kill-loop.ts'), '3'],
		process.env
	);
	expect(code, stdout + stderr).toBe(0);
	expect(stdout).toMatch(/3 kills, \d+ writes acknowledged, 0 missing, 0 duplicated/);
}, 90_000);
