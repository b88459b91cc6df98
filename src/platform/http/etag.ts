// Tags by which a browser that has an answer already is told no more than that.
import { createHash } from 'node:crypto';

/** The tag of some bytes, or of a text as UTF-8. */
export function etagOf(bytes: Uint8Array | string): string {
	return `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`;
}

/** Whether an `If-None-Match` names this tag; a proxy that compressed on its way may have marked it weak. */
export function isKnown(header: string | null | undefined, etag: string): boolean {
	return header?.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag) ?? false;
}
