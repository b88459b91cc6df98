// The door of OAI-PMH: GET and POST at `/oai`, in front of the pages, which refuse a form that another site posts.
import { answerOai } from '#features/opendata/handlers/oai.server.ts';
import { openLimits } from '#features/opendata/schema.ts';
import type { App, Ctx } from '#platform/ctx.ts';
import { readBody } from '#platform/http/body.server.ts';
import { openAnswer } from '#platform/http/open-answer.server.ts';
import { fromDatabase, Problem } from '#platform/problem.ts';

/** Whether an address is that of the door. */
export function isOai(url: string): boolean {
	return /^\/oai(\?|$)/.test(url);
}

/** Answers harvesters of an app. Everybody asks as nobody. */
export function createOai(app: App): (request: Request) => Promise<Response> {
	const ctx: Ctx = { app, actor: { kind: 'anonymous' }, door: 'api', locale: 'es' };
	return async (request) => {
		if (!['GET', 'HEAD', 'POST'].includes(request.method)) return refusal(405, { allow: 'GET, HEAD, POST' });
		try {
			const body = await answerOai(ctx, await argumentsOf(request));
			return await openAnswer(request, { body, mediaType: 'text/xml; charset=utf-8' });
		} catch (thrown) {
			const error = fromDatabase(thrown);
			const problem = error instanceof Problem ? error : new Problem('internal');
			if (problem.code === 'internal') app.log.error('oai.failed', error);
			// The protocol has harvesters come back after so many seconds.
			return refusal(problem.status, problem.status === 503 ? { 'retry-after': '5' } : {});
		}
	};
}

/** @throws Problem bodyTooLarge, bodyTooSlow */
async function argumentsOf(request: Request): Promise<URLSearchParams> {
	if (request.method !== 'POST') return new URL(request.url).searchParams;
	const bytes = await readBody(request, openLimits.oaiBody);
	const isForm = /^application\/x-www-form-urlencoded\b/i.test(request.headers.get('content-type') ?? '');
	return new URLSearchParams(isForm ? new TextDecoder().decode(bytes) : '');
}

function refusal(status: number, headers: Record<string, string>): Response {
	return new Response(`${status}\n`, { status, headers: { ...headers, 'content-type': 'text/plain; charset=utf-8' } });
}
