// What a server still owes: answers under way. Lets it stop without cutting anybody off.
import type { Server, ServerResponse } from 'node:http';
import { Server as NetServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** How long a silent connection is kept after the stop began, in ms: a request may already be on its way. */
const grace = 400;

export class OpenAnswers {
	readonly #server: Server;
	readonly #open = new Set<ServerResponse>();
	#isEnding = false;

	/** Counts from now on; to be made before other listeners of the server. */
	constructor(server: Server) {
		this.#server = server;
		server.on('request', (_, res) => {
			this.#open.add(res);
			res.once('close', () => this.#open.delete(res));
			if (this.#isEnding) res.setHeader('connection', 'close');
		});
	}

	get count(): number {
		return this.#open.size;
	}

	/**
	 * Accepts no more connections, answers what has come or comes on the open ones, and closes each after its answer.
	 * @param patience ms after which connections are cut
	 */
	async end(patience: number): Promise<void> {
		this.#isEnding = true;
		// The server's own close() would cut silent connections at once, on which the next request may be arriving.
		const closed = new Promise((resolve) => NetServer.prototype.close.call(this.#server, resolve));
		for (const res of this.#open) if (!res.headersSent) res.setHeader('connection', 'close');
		const cut = setTimeout(() => this.#server.closeAllConnections(), patience);
		await Promise.race([closed, sleep(grace)]);
		const sweep = setInterval(() => this.#server.closeIdleConnections(), 100);
		await closed;
		clearInterval(sweep);
		clearTimeout(cut);
	}
}
