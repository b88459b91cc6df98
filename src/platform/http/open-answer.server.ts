// An answer for programs of anybody, on whatever site they run: tagged, compressed, and never kept without asking, since what it says may
// be withdrawn at any time.
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { etagOf, isKnown } from './etag.ts';

const compress = promisify(gzip);

/** Shorter ones are not worth compressing; bytes. */
const worthwhile = 1024;

interface Open {
	/** A text; or bytes that are compressed already. */
	body: string | Uint8Array;
	mediaType: string;
	/** Name to be saved under, where it is a file to keep. */
	fileName?: string;
	/** When what it says changed last. */
	modified?: Date;
}

/** Headers of what any site may read and show, and in which nothing may run. */
const openHeaders = {
	'access-control-allow-origin': '*',
	'cross-origin-resource-policy': 'cross-origin',
	'content-security-policy': "default-src 'none'; sandbox",
	vary: 'accept-encoding'
} as const;

/** A whole text or picture; to a caller that has it already, no more than that. */
export async function openAnswer(request: Request, { body, mediaType, fileName, modified }: Open): Promise<Response> {
	const bytes = Buffer.from(body);
	const etag = etagOf(bytes);
	const headers: Record<string, string> = {
		...openHeaders,
		'cache-control': 'public, no-cache',
		etag,
		...(modified && { 'last-modified': modified.toUTCString() })
	};
	if (isKnown(request.headers.get('if-none-match'), etag)) return new Response(null, { status: 304, headers });
	headers['content-type'] = mediaType;
	if (fileName) headers['content-disposition'] = `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`;
	if (typeof body !== 'string' || bytes.byteLength < worthwhile || !takesGzip(request)) return new Response(bytes, { headers });
	return new Response(await compress(bytes), { headers: { ...headers, 'content-encoding': 'gzip' } });
}

/** A file that comes as it is made, for any site; compressed on its way where the caller takes that. */
export function openStream(request: Request, file: Response): Response {
	const headers = new Headers(file.headers);
	for (const [name, value] of Object.entries(openHeaders)) headers.set(name, value);
	if (!file.body || !takesGzip(request)) return new Response(file.body, { status: file.status, headers });
	headers.delete('content-length');
	headers.set('content-encoding', 'gzip');
	return new Response(file.body.pipeThrough(new CompressionStream('gzip')), { status: file.status, headers });
}

/** Compressing anew for everybody, brotli would cost more than it saves. */
function takesGzip(request: Request): boolean {
	return request.headers.get('accept-encoding')?.includes('gzip') ?? false;
}
