// Hears what PostgreSQL announces on commit, whichever process made the change: that something the public sees is no longer the same.
import pg from 'pg';
import type { Log } from '../log.server.ts';

/** Ms after which a lost connection is made again. */
const again = 500;

export class Announcements {
	readonly #databaseUrl: string;
	readonly #log: Log;
	readonly #told: (() => void)[] = [];
	#client: pg.Client | undefined;
	#closed = false;

	constructor(databaseUrl: string, log: Log) {
		this.#databaseUrl = databaseUrl;
		this.#log = log;
	}

	/** Whether every change is heard at the moment; while it is not, nothing may be taken for unchanged. */
	get isHearing(): boolean {
		return this.#client !== undefined;
	}

	/** @param tell called at every change, and whenever hearing begins or ends, since something may have changed meanwhile */
	onChange(tell: () => void): void {
		this.#told.push(tell);
	}

	/** Begins to listen; comes back by itself after a lost connection. */
	async listen(): Promise<void> {
		if (this.#closed) return;
		const client = new pg.Client({ connectionString: this.#databaseUrl, application_name: 'acervo-listen', keepAlive: true });
		const lost = () => {
			if (this.#client !== client) return;
			this.#client = undefined;
			this.#tell();
			this.#listenLater();
		};
		client.on('error', lost);
		client.on('end', lost);
		client.on('notification', () => this.#tell());
		try {
			await client.connect();
			await client.query('listen acervo_public');
			if (this.#closed) return await client.end();
			this.#client = client;
			this.#tell();
		} catch (error) {
			await client.end().catch(() => {});
			this.#log.error('announcements.listen', error);
			this.#listenLater();
		}
	}

	/**
	 * Resolves when everything that was committed before has been heard: PostgreSQL sends what it has to announce before it ends its answer
	 * to a question on the same connection.
	 */
	async heard(): Promise<void> {
		await this.#client?.query('select').catch(() => {});
	}

	async close(): Promise<void> {
		this.#closed = true;
		const client = this.#client;
		this.#client = undefined;
		await client?.end();
	}

	#tell(): void {
		for (const tell of this.#told) tell();
	}

	#listenLater(): void {
		setTimeout(() => void this.listen(), again).unref();
	}
}
