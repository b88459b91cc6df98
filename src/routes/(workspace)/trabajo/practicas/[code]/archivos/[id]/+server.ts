// The bytes of an attached file, for whoever may see it. Nothing in it may run, whatever a browser makes of it.
import { Readable } from 'node:stream';
import { z } from 'zod';
import { readAttachment } from '#features/evidence/handlers.server.ts';
import { shownInline } from '#features/evidence/schema.ts';
import type { Policy } from '#platform/policy.ts';
import { Problem } from '#platform/problem.ts';
import type { RequestHandler } from './$types';

export const _policy: Policy = 'signedIn';

export const GET: RequestHandler = async ({ locals, params }) => {
	if (!z.uuid().safeParse(params.id).success) throw new Problem('notFound');
	const { name, mediaType, bytes, stream } = await readAttachment(locals.ctx, params.code, params.id);
	const disposition = shownInline.includes(mediaType) ? 'inline' : 'attachment';
	return new Response(Readable.toWeb(stream()) as ReadableStream, {
		headers: {
			'content-type': mediaType,
			'content-length': String(bytes),
			'content-disposition': `${disposition}; filename*=UTF-8''${encodeURIComponent(name)}`,
			'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox",
			'x-content-type-options': 'nosniff'
		}
	});
};
