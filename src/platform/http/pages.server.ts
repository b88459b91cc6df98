// Between Node and the page framework: answers kept pages without waking it, and compresses and tags what it renders.
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { isKnown } from './etag.ts';
import { keepHeader } from './headers.ts';
import { chooseEncoding, keyForAnyQuery, type PublicCache, WholeAnswer } from './public-cache.server.ts';

type Next = (error?: unknown) => void;
export type PageHandler = (req: IncomingMessage, res: ServerResponse, next: Next) => void;

/** Serves a page: from memory where it is kept, else by the framework's handler. */
export function servePage(cache: PublicCache, handler: PageHandler, req: IncomingMessage, res: ServerResponse): void {
	const isRead = req.method === 'GET' || req.method === 'HEAD';
	const address = req.url ?? '/';
	const kept = isRead ? cache.find(address) : undefined;
	if (kept) {
		send(req, res, 200, kept, {});
		return;
	}
	const generation = cache.generation;
	gather(res, (status, headers, body) => {
		const answer = new WholeAnswer(body, String(headers['content-type']));
		const key = keptUnder(address, headers[keepHeader]);
		if (key && status === 200 && req.method === 'GET') cache.keep(key, generation, answer);
		delete headers[keepHeader];
		delete headers['content-length'];
		delete headers.etag;
		send(req, res, status, answer, headers);
	});
	handler(req, res, () => {
		res.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' });
		res.end('404');
	});
}

function send(req: IncomingMessage, res: ServerResponse, status: number, answer: WholeAnswer, more: OutgoingHttpHeaders): void {
	const encoding = chooseEncoding(req.headers['accept-encoding'] as string | undefined);
	const headers: OutgoingHttpHeaders = {
		'cache-control': 'public, max-age=0, must-revalidate',
		...more,
		'content-type': answer.mediaType,
		vary: 'accept-encoding'
	};
	if (status === 200) headers.etag = answer.etag;
	if (status === 200 && isKnown(req.headers['if-none-match'], answer.etag)) {
		res.writeHead(304, headers).end();
		return;
	}
	if (encoding !== 'identity') headers['content-encoding'] = encoding;
	const body = answer.form(encoding);
	headers['content-length'] = body.byteLength;
	res.writeHead(status, headers).end(req.method === 'HEAD' ? undefined : body);
}

/** What an answer is kept under. Links passed from hand to hand gather queries that the page never reads. */
function keptUnder(address: string, reads: unknown): string | undefined {
	if (reads === 'query') return address;
	return reads === 'path' ? keyForAnyQuery(address) : undefined;
}

type Done = (status: number, headers: OutgoingHttpHeaders, body: Buffer) => void;

/** Holds an HTML answer back until it is whole; anything else passes through untouched. */
function gather(res: ServerResponse, done: Done): void {
	const { writeHead, write, end } = res;
	const chunks: Buffer[] = [];
	let held: boolean | undefined;
	const isHeld = () => {
		held ??= String(res.getHeader('content-type') ?? '').startsWith('text/html');
		return held;
	};
	res.writeHead = ((status: number, ...rest: unknown[]) => {
		const headers = rest.find((part) => typeof part === 'object' && part !== null) as Record<string, string | string[]> | undefined;
		for (const [name, value] of Object.entries(headers ?? {})) res.setHeader(name, value);
		res.statusCode = status;
		if (status === 503 || status === 429) res.setHeader('retry-after', '5');
		return isHeld() ? res : Reflect.apply(writeHead, res, [status]);
	}) as typeof res.writeHead;
	res.write = ((chunk: string | Uint8Array, ...rest: unknown[]) => {
		if (!isHeld()) return Reflect.apply(write, res, [chunk, ...rest]);
		chunks.push(Buffer.from(chunk as Uint8Array));
		return true;
	}) as typeof res.write;
	res.end = ((chunk?: unknown, ...rest: unknown[]) => {
		res.writeHead = writeHead;
		res.write = write;
		res.end = end;
		if (!isHeld()) return Reflect.apply(end, res, [chunk, ...rest]);
		if (typeof chunk === 'string' || chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk as Uint8Array));
		const headers = { ...res.getHeaders() };
		for (const name of res.getHeaderNames()) res.removeHeader(name);
		done(res.statusCode, headers, Buffer.concat(chunks));
		return res;
	}) as typeof res.end;
}
