// `npm run bench:scoring [-- SAVES]`: what the scoring page weighs on a first visit, everything included, and how long saving a judgement
// takes. Measured from outside on a demonstration of its own, so that the time of the server and of the way to it are both in it.
import { request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { startServer, type TestServer } from '../../test/server.ts';

const saves = Number(process.argv[2] ?? 300);
/** KB of 1,000 bytes, and ms. */
const target = { page: 100, save: 100 };
const account = { email: 'evaluadora@demo.example', password: 'demostracion-acervo' };

const server = await startServer({ env: { ACERVO_DEMO: '1' } });
try {
	const cookie = await signIn(server);
	const address = await firstCriterion(server, cookie);
	const weights = await firstVisit(server, address, cookie);
	const sum = weights.reduce((total, { bytes }) => total + bytes, 0);
	for (const { path, bytes } of weights) line(path.replace(/\?.*/, ''), `${(bytes / 1000).toFixed(1)} KB`);
	line('scoring page, first visit, compressed', `${(sum / 1000).toFixed(1)} KB of ${target.page} KB: ${share(sum / 1000, target.page)}`);

	const { saves: times, bare } = await saveOften(server, address, cookie);
	const at = (part: number, of = times) => of[Math.min(of.length - 1, Math.floor(of.length * part))] ?? 0;
	line(
		`saving a judgement, ${times.length} times`,
		`p50 ${at(0.5).toFixed(1)} ms, p95 ${at(0.95).toFixed(1)} ms, p99 ${at(0.99).toFixed(1)} ms`
	);
	line('the simplest answer of the server, in between', `p50 ${at(0.5, bare).toFixed(1)} ms, p95 ${at(0.95, bare).toFixed(1)} ms`);
	line('a save against the simplest answer', `${(at(0.5) / at(0.5, bare)).toFixed(1)} times at p50`);
	line('p95 against its limit', `${at(0.95).toFixed(1)} ms of ${target.save} ms: ${share(at(0.95), target.save)}`);
} finally {
	await server.stop();
}

async function signIn({ origin }: TestServer): Promise<string> {
	// The demonstration is filled before the server answers, but for its last steps.
	for (let attempt = 0; attempt < 20; attempt++) {
		const answer = await fetch(`${origin}/entrar`, {
			method: 'POST',
			body: new URLSearchParams(account),
			headers: { origin, accept: 'text/html' },
			redirect: 'manual'
		});
		const cookies = answer.headers.getSetCookie().map((set) => set.split(';')[0]);
		if (answer.status === 303) return cookies.join('; ');
		await pause(500);
	}
	throw new Error('the demonstration lets nobody in');
}

/** Address of the first criterion of the first practice that waits for a judgement. */
async function firstCriterion({ origin }: TestServer, cookie: string): Promise<string> {
	const read = async (path: string) => (await fetch(origin + path, { headers: { cookie, accept: 'text/html' } })).text();
	const codes = new Set([...(await read('/trabajo/evaluaciones')).matchAll(/\/trabajo\/evaluaciones\/(AC-\d+)/g)].map(([, code]) => code));
	for (const code of codes) {
		const overview = await read(`/trabajo/evaluaciones/${code}`);
		if (!overview.includes('?/handInAssessment')) continue;
		const criterion = new RegExp(`/trabajo/evaluaciones/${code}/([a-z][A-Za-z0-9-]*)"`).exec(overview)?.[1];
		if (criterion) return `/trabajo/evaluaciones/${code}/${criterion}`;
	}
	throw new Error('nothing waits for a judgement');
}

/** What a browser fetches that was never there: the page, its styles, scripts and icon, and the fonts that the styles name. */
async function firstVisit({ origin }: TestServer, address: string, cookie: string): Promise<{ path: string; bytes: number }[]> {
	const found = new Map<string, number>();
	const queue = [address];
	for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
		if (found.has(path)) continue;
		const answer = await fetch(origin + path, { headers: { cookie, 'accept-encoding': 'br, gzip' } });
		const packed = Number(answer.headers.get('content-length')) || (await packedLength(origin + path, cookie));
		const headers = [...answer.headers].reduce((sum, [name, value]) => sum + name.length + value.length + 4, 0);
		found.set(path, packed + headers);
		const type = answer.headers.get('content-type') ?? '';
		const text = /html|css|javascript/.test(type) ? await answer.text() : '';
		const named = /html/.test(type)
			? [...text.matchAll(/<(?:link[^>]*?href|script[^>]*?src|img(?![^>]*loading="lazy")[^>]*?src)="([^"]+)"/g)]
			: [...text.matchAll(/url\(["']?([^"')]+)["']?\)|(?:from|import)\s*["'](\.[^"']+)["']/g)];
		for (const [whole, first, second] of named) {
			const next = first ?? second ?? '';
			if (/^(https?:|data:)/.test(next) || /rel="(canonical|alternate)"/.test(whole)) continue;
			queue.push(new URL(next, origin + path).href.slice(origin.length));
		}
	}
	return [...found].map(([path, bytes]) => ({ path, bytes }));
}

/** Bytes on the wire of an answer that comes in chunks. */
function packedLength(url: string, cookie: string): Promise<number> {
	return new Promise((resolve, reject) => {
		const asked = request(url, { headers: { cookie, accept: 'text/html', 'accept-encoding': 'br, gzip' } }, (answer) => {
			let bytes = 0;
			answer.on('data', (chunk: Buffer) => {
				bytes += chunk.length;
			});
			answer.on('end', () => resolve(bytes));
		});
		asked.on('error', reject).end();
	});
}

/**
 * Milliseconds of each save, sorted: the form as the page posts it by itself, one after the other, each on the version before. In between
 * the server is asked whether it is well, which says how busy the machine is with other things.
 */
async function saveOften({ origin }: TestServer, address: string, cookie: string): Promise<{ saves: number[]; bare: number[] }> {
	const times: number[] = [];
	const bare: number[] = [];
	let version = 0;
	for (let count = 0; count < saves + 10; count++) {
		const body = new URLSearchParams({
			version: String(version),
			level: String(count % 4),
			reason: `Razón número ${count}: ${'lo que el texto dice y lo que la evidencia respalda; '.repeat(6)}`,
			passages: 'Un pasaje del texto',
			indicators: '64 respuestas, encuesta de 2022'
		});
		const began = performance.now();
		const answer = await fetch(origin + address, {
			method: 'POST',
			body,
			headers: { origin, cookie, 'x-autosave': '1', accept: 'application/json' }
		});
		const saved = (await answer.json()) as { version?: number };
		const took = performance.now() - began;
		if (!saved.version) throw new Error(`saving was answered with ${answer.status}`);
		version = saved.version;
		// The first ones start what stays warm afterwards.
		if (count >= 10) times.push(took);
		const asked = performance.now();
		await (await fetch(`${origin}/salud`)).text();
		if (count >= 10) bare.push(performance.now() - asked);
	}
	const sorted = (measured: number[]) => measured.toSorted((a, b) => a - b);
	return { saves: sorted(times), bare: sorted(bare) };
}

function share(measured: number, limit: number): string {
	return `${Math.round((measured / limit) * 100)} %`;
}

function line(what: string, measured: string): void {
	process.stdout.write(`${what.padEnd(60)} ${measured}\n`);
}
