// A load in a process of its own: keep-alive connections that ask one after the other and count whole answers.
// Usage: node scripts/bench/load.ts PORT SECONDS CONNECTIONS [HEADER…], with the paths it asks for in turn on its input, one a line.
// Prints {"answers","perSecond","bytes","p50","p95"}: bytes of one answer, milliseconds. Loopback only.
import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';

const [port = '', seconds = '', connections = '', ...headers] = process.argv.slice(2);
const paths = readFileSync(0, 'utf8').split('\n').filter(Boolean);
const until = performance.now() + Number(seconds) * 1000;
let answers = 0;
let bytes = 0;
let number = 0;
const times: number[] = [];

function request(): string {
	const path = paths[number % paths.length];
	number += 1;
	return `GET ${path} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\n${headers.map((header) => `${header}\r\n`).join('')}\r\n`;
}

/** Length of the first whole answer in the bytes so far, or undefined while it is not whole. */
function answerLength(buffer: Buffer): number | undefined {
	const end = buffer.indexOf('\r\n\r\n');
	if (end < 0) return undefined;
	const head = buffer.toString('latin1', 0, end).toLowerCase();
	if (!head.startsWith('http/1.1 200')) throw new Error(`answered: ${head.split('\r\n', 1)[0]}`);
	const length = /\ncontent-length: (\d+)/.exec(head);
	if (!length) throw new Error('the answer has no content-length');
	const whole = end + 4 + Number(length[1]);
	return buffer.length >= whole ? whole : undefined;
}

function ask(): Promise<void> {
	return new Promise((resolve, reject) => {
		const socket: Socket = connect(Number(port), '127.0.0.1');
		let held: Buffer = Buffer.alloc(0);
		let asked = performance.now();
		socket.setNoDelay(true);
		socket.on('connect', () => socket.write(request()));
		socket.on('error', reject);
		socket.on('close', () => resolve());
		socket.on('data', (chunk) => {
			held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
			let whole: number | undefined;
			try {
				whole = answerLength(held);
			} catch (error) {
				socket.destroy();
				reject(error);
				return;
			}
			if (whole === undefined) return;
			const now = performance.now();
			answers += 1;
			bytes = whole;
			times.push(now - asked);
			held = held.subarray(whole);
			if (now >= until) {
				socket.destroy();
				return;
			}
			asked = now;
			socket.write(request());
		});
	});
}

const began = performance.now();
await Promise.all(Array.from({ length: Number(connections) }, ask));
times.sort((a, b) => a - b);
const at = (share: number) => Number((times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0).toFixed(2));
const perSecond = Math.round(answers / ((performance.now() - began) / 1000));
process.stdout.write(`${JSON.stringify({ answers, perSecond, bytes, p50: at(0.5), p95: at(0.95) })}\n`);
