// A load in a process of its own: keep-alive connections that ask one after the other and count whole answers.
// Usage: node scripts/bench/load.ts PORT SECONDS CONNECTIONS PATH [HEADER…]; `{n}` in the path becomes a running number, `{1-300}` a number of four digits from 1 to 300, round and round.
// Prints {"perSecond","bytes","p50","p95"}: answers per second, bytes of one answer, milliseconds. Loopback only.
import { connect, type Socket } from 'node:net';

const [port = '', seconds = '', connections = '', path = '', ...headers] = process.argv.slice(2);
const until = performance.now() + Number(seconds) * 1000;
let answers = 0;
let bytes = 0;
let number = 0;
const times: number[] = [];

function addressOf(count: number): string {
	return path
		.replace('{n}', String(1_000_000 + count))
		.replace(/\{1-(\d+)\}/, (_, most) => String((count % Number(most)) + 1).padStart(4, '0'));
}

function request(): string {
	number += 1;
	return `GET ${addressOf(number)} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\n${headers.map((header) => `${header}\r\n`).join('')}\r\n`;
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
process.stdout.write(`${JSON.stringify({ perSecond, bytes, p50: at(0.5), p95: at(0.95) })}\n`);
