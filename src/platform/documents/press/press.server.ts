// Prints documents and draws pictures in one warm thread. Whoever asks waits in a short line, whole books behind single sheets, and what
// everybody may have is kept: under what it was made from, so that nothing old can be handed out after a change.
import { createHash } from 'node:crypto';
import type { Log } from '../../log.server.ts';
import { Problem } from '../../problem.ts';
import { WarmWorker } from '../worker.server.ts';

/**
 * `template`: path of a Typst file from the project's root, which finds the data in `sys.inputs.data` as JSON and reads nothing else.
 * `svg`: a drawing of our own that becomes a PNG of its size.
 */
export type PressJob = { template: string; data: string } | { svg: string };
export type PressAnswer = { bytes: Uint8Array } | { refused: string };

export interface PrintOptions {
	/** Everybody may have it: it is kept in memory as long as there is room. */
	isPublic?: boolean;
	/** It is large: it waits behind the others, and few of its kind may wait. */
	isBook?: boolean;
}

interface Task {
	job: PressJob;
	settle: (bytes: Promise<Uint8Array>) => void;
}

/** Documents that may wait, and books among them. */
const mostWaiting = { sheets: 40, books: 3 };
/** Bytes of all kept documents together; those longest unused go first. */
const capacity = 32 * 1024 * 1024;
/** Bytes of data a document may be made from: more takes longer than anybody waits. */
const mostData = 8 * 1024 * 1024;

export class Press {
	readonly #worker = new WarmWorker<PressJob, PressAnswer>('src/platform/documents/press/press-worker.server.ts', {
		milliseconds: 45_000,
		memoryMegabytes: 512
	});
	readonly #log: Log;
	readonly #sheets: Task[] = [];
	readonly #books: Task[] = [];
	readonly #kept = new Map<string, Uint8Array>();
	/** Being printed for everybody: who asks for the same meanwhile gets the same. */
	readonly #under = new Map<string, Promise<Uint8Array>>();
	#bytes = 0;
	#isPrinting = false;

	constructor(log: Log) {
		this.#log = log;
	}

	/**
	 * The bytes of a PDF.
	 * @param data anything JSON holds; text in it is never read as markup
	 * @throws Problem overloaded when too many wait or it takes too long; bodyTooLarge when there is too much text for one document
	 */
	async print(template: string, data: unknown, { isPublic = false, isBook = false }: PrintOptions = {}): Promise<Uint8Array> {
		const job = { template, data: JSON.stringify(data) };
		if (job.data.length > mostData) throw new Problem('bodyTooLarge');
		return isPublic ? this.#once(`${template} ${job.data}`, job, isBook) : this.#queue(job, isBook);
	}

	/** The bytes of a PNG of a drawing that everybody may have. @param svg whole, without references to anything outside @throws Problem overloaded */
	async draw(svg: string): Promise<Uint8Array> {
		return this.#once(svg, { svg }, false);
	}

	/** Ends the thread; the next document would start another. */
	stop(): Promise<void> {
		return this.#worker.stop();
	}

	#once(from: string, job: PressJob, isBook: boolean): Promise<Uint8Array> {
		const key = createHash('sha256').update(from).digest('base64url');
		const found = this.#find(key);
		if (found) return Promise.resolve(found);
		const under = this.#under.get(key);
		if (under) return under;
		const made = this.#queue(job, isBook)
			.then((bytes) => this.#keep(key, bytes))
			.finally(() => this.#under.delete(key));
		this.#under.set(key, made);
		return made;
	}

	#queue(job: PressJob, isBook: boolean): Promise<Uint8Array> {
		const line = isBook ? this.#books : this.#sheets;
		if (line.length >= (isBook ? mostWaiting.books : mostWaiting.sheets)) return Promise.reject(new Problem('overloaded'));
		return new Promise((settle) => {
			line.push({ job, settle });
			void this.#next();
		});
	}

	async #next(): Promise<void> {
		const task = this.#isPrinting ? undefined : (this.#sheets.shift() ?? this.#books.shift());
		if (!task) return;
		this.#isPrinting = true;
		const printed = await this.#worker.run(task.job);
		this.#isPrinting = false;
		if (!printed.ok) this.#log.warn('press.failed', { why: printed.why, bytes: ('svg' in task.job ? task.job.svg : task.job.data).length });
		task.settle(answerOf(printed));
		void this.#next();
	}

	#find(key: string): Uint8Array | undefined {
		const found = this.#kept.get(key);
		if (found) {
			this.#kept.delete(key);
			this.#kept.set(key, found);
		}
		return found;
	}

	#keep(key: string, bytes: Uint8Array): Uint8Array {
		this.#kept.set(key, bytes);
		this.#bytes += bytes.byteLength;
		for (const [oldest, { byteLength }] of this.#kept) {
			if (this.#bytes <= capacity) break;
			this.#kept.delete(oldest);
			this.#bytes -= byteLength;
		}
		return bytes;
	}
}

async function answerOf(printed: Awaited<ReturnType<WarmWorker<PressJob, PressAnswer>['run']>>): Promise<Uint8Array> {
	if (!printed.ok) throw new Problem('overloaded');
	if ('refused' in printed.answer) throw new Error(printed.answer.refused);
	return printed.answer.bytes;
}
