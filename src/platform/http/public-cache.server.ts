// Public pages are the same for everybody, so a rendered one is kept in memory until something the public sees changes.
// PostgreSQL announces every such change; while nobody hears it, nothing is kept.
import { promisify } from 'node:util';
import { brotliCompress, brotliCompressSync, brotliDecompressSync, constants, gunzipSync, gzip, gzipSync } from 'node:zlib';
import { etagOf } from './etag.ts';

const compressBrotli = promisify(brotliCompress);
const compressGzip = promisify(gzip);

export type Encoding = 'br' | 'gzip' | 'identity';

/** Bytes of all forms of all answers together; the longest unused go first. A page takes some 7 kB: thousands fit. */
const capacity = 24 * 1024 * 1024;

/**
 * A whole answer with its tag, in the forms that were asked for. It is compressed quickly when a browser first asks for a form; when it is
 * asked for again, it is one that many read, and is compressed once more, well and in the background.
 */
export class WholeAnswer {
	readonly mediaType: string;
	readonly etag: string;
	readonly #forms: Partial<Record<Encoding, Buffer>>;
	readonly #improved = new Set<Encoding>();
	/** Where it is kept: told how many bytes more, or fewer, it takes. */
	#onGrowth: ((bytes: number) => void) | undefined;

	constructor(body: Buffer, mediaType: string) {
		this.#forms = { identity: body };
		this.mediaType = mediaType;
		this.etag = etagOf(body);
	}

	/** Bytes of all its forms. */
	get size(): number {
		return Object.values(this.#forms).reduce((sum, form) => sum + form.byteLength, 0);
	}

	/** The bytes in a form that the caller accepts. */
	form(encoding: Encoding): Buffer {
		const made = this.#forms[encoding];
		if (encoding === 'identity') return made ?? this.#body();
		if (!made) return this.#put(encoding, compressQuickly[encoding](this.#body()));
		if (!this.#improved.has(encoding)) void this.#improve(encoding);
		return made;
	}

	/**
	 * From now on no more is held than the forms that browsers ask for; who takes neither is rare, and is given what they unpack to.
	 * @param onGrowth told how many bytes more, or fewer, it takes
	 */
	settle(onGrowth: (bytes: number) => void): void {
		this.#onGrowth = onGrowth;
		this.#dropPlain();
	}

	#dropPlain(): void {
		if (this.#onGrowth && (this.#forms.br || this.#forms.gzip)) delete this.#forms.identity;
	}

	#body(): Buffer {
		const { identity, br, gzip: gz } = this.#forms;
		if (identity) return identity;
		if (br) return brotliDecompressSync(br);
		if (gz) return gunzipSync(gz);
		throw new Error('an answer without a form');
	}

	#put(encoding: Encoding, bytes: Buffer): Buffer {
		const before = this.size;
		// What a compressor gives is a piece of a larger buffer, and so is what Buffer.from copies: that would be kept with it, ten times its size.
		const form = Buffer.allocUnsafeSlow(bytes.byteLength);
		bytes.copy(form);
		this.#forms[encoding] = form;
		this.#dropPlain();
		this.#onGrowth?.(this.size - before);
		return form;
	}

	async #improve(encoding: 'br' | 'gzip'): Promise<void> {
		this.#improved.add(encoding);
		this.#put(encoding, await compressWell[encoding](this.#body()));
	}
}

/** A page of 25 kB takes a tenth of a millisecond, less than handing it to another thread; in the well made form it is a sixth smaller. */
const compressQuickly = {
	br: (body: Buffer) => brotliCompressSync(body, { params: brotliParams(1) }),
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

/** Says when what is kept is no longer true. */
interface Changes {
	/** Whether every change is heard at the moment. */
	readonly isHearing: boolean;
	onChange(tell: () => void): void;
}

export class PublicCache {
	readonly #kept = new Map<string, WholeAnswer>();
	readonly #changes: Changes;
	#bytes = 0;
	#generation = 0;

	constructor(changes: Changes) {
		this.#changes = changes;
		changes.onChange(() => this.clear());
	}

	/** Number to hand back to `keep`: an answer rendered before a change is not kept after it. */
	get generation(): number {
		return this.#generation;
	}

	/** Bytes of everything that is kept. */
	get bytes(): number {
		return this.#bytes;
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

	/** @param answer in the form that was asked for first */
	keep(key: string, generation: number, answer: WholeAnswer): void {
		if (!this.#changes.isHearing || generation !== this.#generation || key.length > 600) return;
		this.#forget(key);
		answer.settle((bytes) => {
			if (this.#kept.get(key) === answer) this.#grow(bytes);
		});
		this.#kept.set(key, answer);
		this.#grow(answer.size);
	}

	clear(): void {
		this.#generation += 1;
		this.#kept.clear();
		this.#bytes = 0;
	}

	#grow(bytes: number): void {
		this.#bytes += bytes;
		for (const oldest of this.#kept.keys()) {
			if (this.#bytes <= capacity) break;
			this.#forget(oldest);
		}
	}

	#forget(key: string): void {
		const answer = this.#kept.get(key);
		if (!answer) return;
		this.#kept.delete(key);
		this.#bytes -= answer.size;
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
