// Who answers a request: the API and kept public pages come first, the page framework last. Nothing passes that it cannot take.
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { problemMessages } from '#messages/problems.ts';
import type { App } from '#platform/ctx.ts';
import { callerAddress } from '#platform/http/caller-address.ts';
import { securityHeaders } from '#platform/http/headers.ts';
import { preferredLocale } from '#platform/http/language.ts';
import { type PageHandler, servePage } from '#platform/http/pages.server.ts';
import type { PublicCache } from '#platform/http/public-cache.server.ts';
import { splitLocale } from '#platform/locale.ts';
import { createApi } from './api.server.ts';
import { createOai, isOai } from './oai.server.ts';

interface Parts {
	app: App;
	cache: PublicCache;
	pages: PageHandler;
	/** Whether so much is under way that the next one had better come back. */
	isFull: () => boolean;
}

/** Puts the doors of an app in their order. */
export function createFront({ app, cache, pages, isFull }: Parts): RequestListener {
	const { config } = app;
	const origin = new URL(config.origin);
	const everyAnswer = Object.entries(securityHeaders(origin.protocol === 'https:'));
	const api = getRequestListener(createApi(app).fetch, { overrideGlobalObjects: false });
	const oai = getRequestListener(createOai(app), { overrideGlobalObjects: false });
	return (req, res) => {
		for (const [name, value] of everyAnswer) res.setHeader(name, value);
		const url = req.url ?? '';
		if (isFull()) return busy(req, res);
		if (!url.startsWith('/')) return plain(res, 400, 'Bad Request');
		if (url.startsWith('/api/')) {
			void api(req, res);
			return;
		}
		if (url === '/salud') return health(app, res);
		if (!config.isOriginGiven && isOtherName(req, origin)) return toOrigin(req, res, config.origin);
		if (isOai(url)) {
			void oai(req, res);
			return;
		}
		// Their address carries the version of the build.
		if (url.startsWith('/enhance/') && url.includes('?v=')) res.setHeader('cache-control', 'public, max-age=31536000, immutable');
		req.headers['x-acervo-protocol'] = origin.protocol.slice(0, -1);
		req.headers['x-acervo-host'] = origin.host;
		Object.assign(req, { app, callerAddress: callerAddress(req, config.trustedProxies) });
		servePage(cache, pages, req, res);
	};
}

function busy(req: IncomingMessage, res: ServerResponse): void {
	res.setHeader('retry-after', '2');
	const preferred = preferredLocale(req.headers['accept-language']);
	if (req.url?.startsWith('/api/')) {
		const body = { code: 'overloaded', title: problemMessages(preferred).overloaded, status: 503 };
		res.writeHead(503, { 'content-type': 'application/problem+json; charset=utf-8' }).end(JSON.stringify(body));
		return;
	}
	const { locale, path } = splitLocale(req.url ?? '/');
	plain(res, 503, problemMessages(path === req.url ? preferred : locale).overloaded);
}

function plain(res: ServerResponse, status: number, text: string): void {
	res.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(`${text}\n`);
}

function health(app: App, res: ServerResponse): void {
	app.db
		.selectFrom('instance')
		.select('only')
		.executeTakeFirstOrThrow()
		.then(
			() => plain(res, 200, 'ok'),
			() => plain(res, 503, 'database')
		);
}

/** `localhost` beside `127.0.0.1`: a form posted from one to the other would be refused as foreign. */
function isOtherName(req: IncomingMessage, origin: URL): boolean {
	const host = req.headers.host ?? '';
	return req.method === 'GET' && /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(host) && host !== origin.host;
}

function toOrigin(req: IncomingMessage, res: ServerResponse, origin: string): void {
	res.writeHead(307, { location: origin + (req.url ?? '/').replace(/^\/+/, '/') }).end();
}
