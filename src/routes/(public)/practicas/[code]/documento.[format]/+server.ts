// A published practice to take home: the official table in Word, or a PDF.

import { exportPublished } from '#features/exchange/handlers/export.server.ts';
import type { Policy } from '#platform/policy.ts';
import { Problem } from '#platform/problem.ts';
import type { RequestHandler } from './$types';

export const _policy: Policy = 'public';

const formats = ['docx', 'pdf'] as const;

export const GET: RequestHandler = async ({ locals: { ctx }, params }) => {
	const format = formats.find((known) => known === params.format);
	if (!format) throw new Problem('notFound');
	const { bytes, mediaType, fileName } = await exportPublished(ctx, params.code, format);
	return new Response(bytes as BodyInit, {
		headers: {
			'content-type': mediaType,
			'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`,
			'content-security-policy': "default-src 'none'; sandbox",
			'cache-control': 'public, no-cache'
		}
	});
};
