// Starts the server as `npm start` does: what is stale is built first.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { command } from '../command.ts';

export const start = command({
	args: [0, 0],
	options: {},
	run({ config, signal }) {
		const child = spawn(process.execPath, [path.join(config.root, 'scripts', 'bootstrap.mjs'), 'start'], { stdio: 'inherit' });
		// In a terminal Ctrl-C reaches the server by itself; asked twice, it would end without finishing.
		signal.addEventListener('abort', () => process.stdin.isTTY || child.kill('SIGTERM'));
		return new Promise((resolve, reject) => {
			child.once('error', reject);
			child.once('exit', (code) => resolve(code === 0 ? 0 : 1));
		});
	}
});
