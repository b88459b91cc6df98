// Public pages are the same for everybody, so a rendered one is kept in memory until something the public sees changes.
// PostgreSQL announces every such change on commit, whichever process made it; while nobody listens, nothing is kept.
import { promisify } from 'node:util';
import { brotliCompress, brotliCompressSync, constants, gzip, gzipSync } from 'node:zlib';
import pg from 'pg';
import type { Log } from '../log.server.ts';
import { etagOf } from './etag.ts';

const compressBrotli = promisify(brotliCompress);
const compressGzip = promisify(gzip);

export type Encoding = 'br' | 'gzip' | 'identity';

/** Bytes of all answers together, before compression; the longest unused go first. */
const capacity = 64 * 1024 * 1024;

/**
 * A whole answer with its tag. It is compressed quickly when a browser first asks for that form; when it is asked for again, it is one
 * that many read, and is compressed once more, well and in the background.
 */
export class WholeAnswer {
	readonly body: Buffer;
	readonly mediaType: string;
	readonly etag: string;
	readonly #quick: { br?: Buffer; gzip?: Buffer } = {};
	readonly #thorough: { br?: Buffer; gzip?: Buffer } = {};

	constructor(body: Buffer, mediaType: string) {
		this.body = body;
		this.mediaType = mediaType;
		this.etag = etagOf(body);
	}

	/** The bytes in a form that the caller accepts. */
	form(encoding: Encoding): Buffer {
		if (encoding === 'identity') return this.body;
		const thorough = this.#thorough[encoding];
		if (thorough) return thorough;
		const quick = this.#quick[encoding];
		if (quick) {
			this.#thorough[encoding] = quick;
			void this.#improve(encoding);
			return quick;
		}
		const made = compressQuickly[encoding](this.body);
		this.#quick[encoding] = made;
		return made;
	}

	async #improve(encoding: 'br' | 'gzip'): Promise<void> {
		this.#thorough[encoding] = await compressWell[encoding](this.body);
	}
}

/** A page of 20 kB takes a fifth of a millisecond: less than handing it to another thread. */
const compressQuickly = {
	br: (body: Buffer) => brotliCompressSync(body, { params: brotliParams(3) }),
	gzip: (body: Buffer) => gzipSync(body, { level: 1 })
};
const compressWell = {
	br: (body: Buffer) => compressBrotli(body, { params: brotliParams(6) }),
	gzip: (body: Buffer) => compressGzip(body)
};

/** Smaller windows are made ready faster, and a page fits into this one. */
function brotliParams(quality: number) {
	return { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_LGWIN]: 18 };
}

export class PublicCache {
	readonly #kept = new Map<string, WholeAnswer>();
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
		const client = new pg.Client({ connectionString: this.#databaseUrl, application_name: 'acervo-listen', keepAlive: true });
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
			if (this.#closed) await client.end();
			else this.#client = client;
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

	/** @param address path and query; an answer kept for any query is found under every one */
	find(address: string): WholeAnswer | undefined {
		const anyQuery = keyForAnyQuery(address);
		const key = this.#kept.has(anyQuery) ? anyQuery : address;
		const found = this.#kept.get(key);
		if (found) {
			this.#kept.delete(key);
			this.#kept.set(key, found);
		}
		return found;
	}

	keep(key: string, generation: number, answer: WholeAnswer): void {
		if (!this.#client || generation !== this.#generation || key.length > 600) return;
		this.#forget(key);
		this.#kept.set(key, answer);
		this.#bytes += answer.body.byteLength;
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
		this.#bytes -= answer.body.byteLength;
	}
}

/** Key of an answer that is the same for every query of its path. No address begins like it. */
export function keyForAnyQuery(address: string): string {
	return `*${address.split('?', 1)[0]}`;
}

/** The form of an answer that a caller accepts best. */
export function chooseEncoding(acceptEncoding: string | undefined): Encoding {
	if (acceptEncoding?.includes('br')) return 'br';
	return acceptEncoding?.includes('gzip') ? 'gzip' : 'identity';
}
