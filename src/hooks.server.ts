// Before any page: who asks, in which language, and whether the route's declared policy lets them in.
import { error, redirect } from '@sveltejs/kit';
import type { Handle, HandleServerError } from '@sveltejs/kit/hooks';
import { actorBySession, type SessionHolder } from '#features/people/handlers.server.ts';
import { PracticeCode } from '#features/practices/schema.ts';
import { problemMessages } from '#messages/problems.ts';
import { carry } from '#platform/carried.ts';
import { readForm } from '#platform/forms.server.ts';
import { passCookies } from '#platform/http/cookies.server.ts';
import { keepHeader } from '#platform/http/headers.ts';
import type { ServedRequest } from '#platform/http/request.ts';
import { limits } from '#platform/limits.ts';
import { languageTags, localePath, splitLocale } from '#platform/locale.ts';
import { checkPolicy, type Policy } from '#platform/policy.ts';
import { fromDatabase, Problem } from '#platform/problem.ts';

/**
 * What a route says of itself: who may knock; where files are posted, how many bytes it takes; whether a public page depends on the query, or
 * says something else as time passes.
 */
interface Declared {
	_policy: Policy;
	_bodyLimit?: number;
	_readsQuery?: boolean;
	_changesByTheClock?: boolean;
}

const declared = Object.entries(import.meta.glob<Declared>('./routes/**/+{page,server}*.ts', { eager: true })).map(
	([file, { _policy, _bodyLimit, _readsQuery, _changesByTheClock }]) => ({
		id: file.replace(/^\.\/routes/, '').replace(/\/\+[^/]+$/, '') || '/',
		isEndpoint: file.includes('/+server.'),
		policy: _policy,
		bodyLimit: _bodyLimit,
		readsQuery: _readsQuery,
		changesByTheClock: _changesByTheClock
	})
);

/** Policy by route id: `/(public)/practicas/[code]`. A page and an endpoint of one route share it. */
const policyByRoute = new Map(declared.map(({ id, policy }) => [id, policy]));

/** Bytes by route id, where it is more than a form without files needs. */
const bodyLimitByRoute = new Map(declared.flatMap(({ id, bodyLimit }) => (bodyLimit ? [[id, bodyLimit] as const] : [])));

/** Public pages that depend on the query; the others never see it, so that one rendering serves every address they are passed on under. */
const readsQuery = new Set(declared.filter((route) => route.readsQuery).map(({ id }) => id));

/** Public pages that nobody keeps: nothing is announced when time passes. */
const changesByTheClock = new Set(declared.filter((route) => route.changesByTheClock).map(({ id }) => id));

/** Routes that answer something other than a page. */
const endpoints = new Set(declared.filter(({ isEndpoint }) => isEndpoint).map(({ id }) => id));

/** Comments that Svelte leaves for waking a page up in the browser, an eighth of it; our pages never wake. What people write holds no `<`. */
const hydrationMark = /<!--[^>]{0,16}-->/g;

const nobody: SessionHolder = { actor: { kind: 'anonymous' }, cookies: [] };

export const handle: Handle = async ({ event, resolve }) => {
	const served = event.platform?.req as ServedRequest | undefined;
	if (!served?.app) throw new Error('pages are served by src/server.ts only');
	const { app, callerAddress } = served;
	const { locale, path } = splitLocale(event.url.pathname);
	const policy = event.route.id === null ? 'public' : policyByRoute.get(event.route.id);
	capitalCode(event);
	if (!policy) throw new Error(`the route ${event.route.id} declares no policy`);
	// A public page never learns who reads it, so it cannot say more to some than to others.
	const { actor, expiresAt, cookies } = policy === 'public' ? nobody : await actorBySession(app, event.request.headers);
	passCookies(event.cookies, cookies);
	event.locals.ctx = { app, actor, door: 'page', locale };
	const isPublic = event.route.id?.startsWith('/(public)') ?? false;
	const reads = isPublic && !readsQuery.has(event.route.id ?? '') ? 'path' : 'query';
	event.locals.path = path;
	if (reads === 'path') event.url.search = '';
	event.locals.address = callerAddress;
	event.locals.bodyLimit = bodyLimitByRoute.get(event.route.id ?? '') ?? limits.body;
	if (expiresAt) event.locals.sessionExpiresAt = expiresAt;

	try {
		checkPolicy(policy, actor);
	} catch (problem) {
		if (!(problem instanceof Problem)) throw problem;
		// A page says it in its own frame (routes/(workspace)/+layout.server.ts); anything else is refused here.
		const isPage = event.request.method === 'GET' && !endpoints.has(event.route.id ?? '');
		if (problem.code !== 'signInRequired' && isPage) event.locals.refused = problem;
		else if (problem.code !== 'signInRequired') error(problem.status, problemMessages(locale)[problem.code]);
		else return event.request.method === 'POST' ? sessionEnded(event) : signInFirst(event);
	}
	const response = await resolve(event, {
		transformPageChunk: ({ html }) => html.replace('%acervo.lang%', languageTags[locale]).replace(hydrationMark, '')
	});
	const isPage = event.request.method === 'GET' && response.headers.get('content-type')?.startsWith('text/html');
	if (!isPublic) response.headers.set('cache-control', 'private, no-store');
	else if (isPage && changesByTheClock.has(event.route.id ?? '')) response.headers.set('cache-control', 'no-store');
	else if (isPage) response.headers.set(keepHeader, reads);
	return response;
};

type Event = Parameters<Handle>[0]['event'];

/** A practice's address that somebody typed in lower case leads to the one it has. */
function capitalCode({ request: { method }, route: { id }, params: { code }, url }: Event): void {
	if (method !== 'GET' || !code || !id?.startsWith('/(public)/practicas/[code]')) return;
	const written = code.toUpperCase();
	if (written === code || !PracticeCode.safeParse(written).success) return;
	redirect(308, url.pathname.replace(`/practicas/${code}`, `/practicas/${written}`) + url.search);
}

function signInFirst(event: Event): Response {
	const { locale } = event.locals.ctx;
	const next = encodeURIComponent(event.url.pathname + event.url.search);
	redirect(303, `${localePath(locale, '/entrar')}?siguiente=${next}`);
}

/** The session ended while somebody was writing: what was posted goes into the sign-in page, and from there on to where it was meant to go. */
async function sessionEnded(event: Event): Promise<Response> {
	const { locale } = event.locals.ctx;
	if (event.request.headers.has('x-autosave') || event.request.headers.get('accept') === 'application/json') {
		return new Response(JSON.stringify({ code: 'signInRequired', title: problemMessages(locale).signInRequired }), {
			status: 401,
			headers: { 'content-type': 'application/problem+json; charset=utf-8' }
		});
	}
	const carried = carry(event.url.pathname + event.url.search, await readForm(event).catch(() => new FormData()));
	// A page is asked for: without this header the framework would answer the action's result as JSON.
	const page = await event.fetch(`${localePath(locale, '/entrar/seguir')}?/show`, {
		method: 'POST',
		body: carried,
		headers: { accept: 'text/html' }
	});
	return new Response(page.body, {
		status: 401,
		headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'private, no-store' }
	});
}

export const handleError: HandleServerError = ({ kind, error: thrown, event }) => {
	const words = problemMessages(splitLocale(event.url.pathname).locale);
	const problem = fromDatabase(thrown);
	if (problem instanceof Problem) return { status: problem.status, message: words[problem.code] };
	if (kind === 'app') return undefined;
	if (kind === 'framework' && thrown.status < 500) return { message: thrown.status === 404 ? words.notFound : words.badRequest };
	// What fails before a route is asked, as a page whose files have gone, has nothing but its request.
	const app = (event.platform?.req as ServedRequest | undefined)?.app;
	app?.log.error('page.failed', thrown, { route: event.route.id ?? '' });
	return { message: words.internal };
};
