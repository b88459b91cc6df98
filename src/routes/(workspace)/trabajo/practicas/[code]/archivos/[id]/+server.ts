// The bytes of an attached file, for whoever may see it. Nothing in it may run, whatever a browser makes of it.
import { readAttachment } from '#features/evidence/handlers.server.ts';
import { shownInline } from '#features/evidence/schema.ts';
import { fileAnswer } from '#platform/http/download.ts';
import type { Policy } from '#platform/policy.ts';
import { Problem } from '#platform/problem.ts';
import { isUuid } from '#platform/validation.ts';
import type { RequestHandler } from './$types';

export const _policy: Policy = 'signedIn';

export const GET: RequestHandler = async ({ locals, params }) => {
	if (!isUuid(params.id)) throw new Problem('notFound');
	const { name, mediaType, bytes, content } = await readAttachment(locals.ctx, params.code, params.id);
	const file = { mediaType, fileName: name, length: bytes, stream: content };
	return fileAnswer(file, 200, {}, shownInline.includes(mediaType));
};
