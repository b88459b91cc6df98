// Secret links and keys: random, shown once, kept only as a hash.
import { createHash, randomBytes } from 'node:crypto';

/** A new secret of 160 random bits, safe in an address. */
export function newSecret(): string {
	return randomBytes(20).toString('base64url');
}

/** What is stored of a secret: enough to recognise it, useless to whoever reads the database. */
export function secretHash(secret: string): string {
	return createHash('sha256').update(secret).digest('base64url');
}
