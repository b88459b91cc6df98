// Public pages are the same for everybody, so a rendered one is kept in memory until something the public sees changes.
// PostgreSQL announces every such change on commit, whichever process made it; while nobody listens, nothing is kept.
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import pg from 'pg';
import type { Log } from '../log.server.ts';

const compressBrotli = promisify(brotliCompress);
const compressGzip = promisify(gzip);

export interface KeptAnswer {
	etag: string;
	mediaType: string;
	bodies: { identity: Buffer; gzip: Buffer; br: Buffer };
}

/** Bytes of all bodies together; the longest unused go first. */
const capacity = 64 * 1024 * 1024;

/** Compresses an answer once, in the three forms a browser may ask for. */
export async function prepareAnswer(body: Buffer, mediaType: string): Promise<KeptAnswer> {
	const [br, gz] = await Promise.all([compressBrotli(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }), compressGzip(body)]);
	const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
	return { etag, mediaType, bodies: { identity: body, gzip: gz, br } };
}

export class PublicCache {
	readonly #kept = new Map<string, KeptAnswer>();
	readonly #databaseUrl: string;
	readonly #log: Log;
	#bytes = 0;
	#generation = 0;
	#client: pg.Client | undefined;
	#closed = false;

	constructor(databaseUrl: string, log: Log) {
		this.#databaseUrl = databaseUrl;
		this.#log = log;
	}

	/** Begins to listen for announcements; comes back by itself after a lost connection. */
	async listen(): Promise<void> {
		if (this.#closed) return;
		const client = new pg.Client({ connectionString: this.#databaseUrl, application_name: 'acervo-listen' });
		const lost = () => {
			if (this.#client !== client) return;
			this.#client = undefined;
			this.clear();
			setTimeout(() => this.listen().catch((error) => this.#log.error('cache.listen', error)), 500).unref();
		};
		client.on('error', lost);
		client.on('end', lost);
		client.on('notification', () => this.clear());
		try {
			await client.connect();
			await client.query('listen acervo_public');
			this.clear();
			this.#client = client;
		} catch (error) {
			await client.end().catch(() => {});
			this.#log.error('cache.listen', error);
			setTimeout(() => this.listen().catch(() => {}), 1000).unref();
		}
	}

	/** Number to hand back to `keep`: an answer rendered before a change is not kept after it. */
	get generation(): number {
		return this.#generation;
	}

	find(key: string): KeptAnswer | undefined {
		const found = this.#kept.get(key);
		if (found) {
			this.#kept.delete(key);
			this.#kept.set(key, found);
		}
		return found;
	}

	keep(key: string, generation: number, answer: KeptAnswer): void {
		if (!this.#client || generation !== this.#generation || key.length > 600) return;
		this.#forget(key);
		this.#kept.set(key, answer);
		this.#bytes += size(answer);
		for (const oldest of this.#kept.keys()) {
			if (this.#bytes <= capacity) break;
			this.#forget(oldest);
		}
	}

	clear(): void {
		this.#generation += 1;
		this.#kept.clear();
		this.#bytes = 0;
	}

	async close(): Promise<void> {
		this.#closed = true;
		const client = this.#client;
		this.#client = undefined;
		await client?.end();
	}

	#forget(key: string): void {
		const answer = this.#kept.get(key);
		if (!answer) return;
		this.#kept.delete(key);
		this.#bytes -= size(answer);
	}
}

function size(answer: KeptAnswer): number {
	return answer.bodies.identity.byteLength + answer.bodies.gzip.byteLength + answer.bodies.br.byteLength;
}

/** The form of an answer that a caller accepts best. */
export function chooseEncoding(acceptEncoding: string | undefined): 'br' | 'gzip' | 'identity' {
	if (acceptEncoding?.includes('br')) return 'br';
	return acceptEncoding?.includes('gzip') ? 'gzip' : 'identity';
}
