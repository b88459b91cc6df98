// Runs hostile-proof work in one warm worker thread: bounded memory, bounded time, killed and started afresh when it fails.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';

export type WorkerLimits = { milliseconds: number; memoryMegabytes: number };
export type WorkerAnswer<Answer> = { ok: true; answer: Answer } | { ok: false; why: 'tooSlow' | 'crashed' };

type Task<Job, Answer> = { job: Job; settle: (answer: WorkerAnswer<Answer>) => void };

/** One worker and a queue before it. The worker answers each message with one message. It does not keep the process alive. */
export class WarmWorker<Job, Answer> {
	private readonly file: string;
	private readonly limits: WorkerLimits;
	private readonly queue: Task<Job, Answer>[] = [];
	private worker: Worker | null = null;
	private finish: ((answer: WorkerAnswer<Answer>) => void) | null = null;

	/** `file`: path of a `.ts` module from the project's root. */
	constructor(file: string, limits: WorkerLimits) {
		this.file = file;
		this.limits = limits;
	}

	/** Never rejects: a worker that hangs or breaks down is an answer too. */
	run(job: Job): Promise<WorkerAnswer<Answer>> {
		return new Promise((settle) => {
			this.queue.push({ job, settle });
			this.next();
		});
	}

	/** Ends the worker; the next job starts another. */
	async stop(): Promise<void> {
		const worker = this.worker;
		this.worker = null;
		await worker?.terminate();
	}

	private next(): void {
		const task = this.finish ? undefined : this.queue.shift();
		if (!task) return;
		const worker = this.worker ?? this.start();
		const timer = setTimeout(() => this.finish?.({ ok: false, why: 'tooSlow' }), this.limits.milliseconds);
		this.finish = (answer) => {
			clearTimeout(timer);
			this.finish = null;
			worker.unref();
			if (!answer.ok) void this.stop();
			task.settle(answer);
			this.next();
		};
		worker.ref();
		worker.postMessage(task.job);
	}

	private start(): Worker {
		const memory = this.limits.memoryMegabytes;
		const worker = new Worker(pathToFileURL(projectFile(this.file)), {
			execArgv: [],
			env: {},
			resourceLimits: { maxOldGenerationSizeMb: memory, maxYoungGenerationSizeMb: Math.ceil(memory / 8), stackSizeMb: 4 }
		});
		const crashed = () => {
			if (this.worker !== worker) return;
			this.worker = null;
			this.finish?.({ ok: false, why: 'crashed' });
		};
		worker.on('message', (answer: Answer) => this.finish?.({ ok: true, answer }));
		for (const event of ['messageerror', 'error', 'exit']) worker.on(event, crashed);
		this.worker = worker;
		return worker;
	}
}

/** Full path of a file of the project, wherever this module was bundled to. Throws when no folder above holds it. */
export function projectFile(path: string): string {
	for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
		const file = join(folder, path);
		if (existsSync(file)) return file;
		if (folder === dirname(folder)) throw new Error(`${path} is not part of this installation`);
	}
}
