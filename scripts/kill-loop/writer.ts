// One client of the kill loop: writes through the API, one call after the other, and remembers what was acknowledged and nothing else.
import { setTimeout as sleep } from 'node:timers/promises';

/** A write that the server said it had saved. */
export interface Acknowledged {
	code: string;
	version: number;
	value: string;
}

interface Answer {
	status: number;
	body: { code?: string; version?: number; fields?: { description?: { version: number } } };
}

/** Every so many writes a practice is created instead of changed. */
const createEvery = 6;

export class Writer {
	readonly acknowledged: Acknowledged[] = [];
	/** Codes by idempotency key: one each, however often the call had to be repeated. */
	readonly created = new Map<string, string>();
	/** Answers that neither acknowledge nor ask to come back; there must be none. */
	readonly surprises: string[] = [];
	readonly #origin: string;
	readonly #apiKey: string;
	readonly #name: string;
	#code = '';
	#version = 0;
	#count = 0;
	#isStopped = false;

	constructor(origin: string, apiKey: string, name: string) {
		this.#origin = origin;
		this.#apiKey = apiKey;
		this.#name = name;
	}

	/** Writes until it is told to stop; while nobody answers it keeps asking. */
	async run(): Promise<void> {
		while (!this.#isStopped) {
			this.#count += 1;
			const isCreation = this.#code === '' || this.#count % createEvery === 0;
			await (isCreation ? this.#create(`${this.#name}-${this.#count}`) : this.#change());
		}
	}

	stop(): void {
		this.#isStopped = true;
	}

	/** Repeats the call with its key until it is acknowledged, then goes on writing in the new practice. */
	async #create(key: string): Promise<void> {
		while (!this.#isStopped) {
			const value = `created ${key}`;
			const answer = await this.#call('POST', '/practices', { fields: { description: value } }, { 'idempotency-key': key });
			if (answer?.status === 201 && answer.body.code) {
				this.created.set(key, answer.body.code);
				this.#code = answer.body.code;
				if (await this.#learnVersion()) this.acknowledged.push({ code: this.#code, version: this.#version, value });
				return;
			}
		}
	}

	async #change(): Promise<void> {
		const value = `${this.#name} wrote ${this.#count}`;
		const answer = await this.#call('PUT', `/practices/${this.#code}/fields/description`, { value }, { 'if-match': `"${this.#version}"` });
		if (answer?.status === 200 && answer.body.version) {
			this.#version = answer.body.version;
			this.acknowledged.push({ code: this.#code, version: this.#version, value });
			return;
		}
		// Perhaps it was saved and only the answer was lost: nobody else writes here, so the version tells.
		await this.#learnVersion();
	}

	/** @returns false when it was told to stop before anybody answered */
	async #learnVersion(): Promise<boolean> {
		while (!this.#isStopped) {
			const answer = await this.#call('GET', `/practices/${this.#code}/draft`);
			const version = answer?.status === 200 ? answer.body.fields?.description?.version : undefined;
			if (version === undefined) continue;
			this.#version = version;
			return true;
		}
		return false;
	}

	/** @returns undefined when the connection broke or the server asked to come back */
	async #call(method: string, address: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer | undefined> {
		try {
			const response = await fetch(`${this.#origin}/api/v1${address}`, {
				method,
				headers: { authorization: `Bearer ${this.#apiKey}`, 'content-type': 'application/json', ...headers },
				...(body === undefined ? {} : { body: JSON.stringify(body) })
			});
			const text = await response.text();
			if (response.status < 300) return { status: response.status, body: JSON.parse(text) as Answer['body'] };
			if (response.status !== 503) this.surprises.push(`${method} ${address}: ${response.status} ${text}`);
		} catch {
			// Cut off.
		}
		await sleep(50);
		return undefined;
	}
}
