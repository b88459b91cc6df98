// Requests as they stand, for tests of the server's doors: `fetch` would tidy up addresses and hosts on the way.
import { existsSync } from 'node:fs';
import { type IncomingHttpHeaders, request } from 'node:http';
import path from 'node:path';

export interface Answer {
	status: number;
	headers: IncomingHttpHeaders;
	body: Buffer;
}

interface Question {
	method?: string;
	headers?: Record<string, string>;
	body?: string | Buffer;
	/** Sends nothing after the headers. */
	headersOnly?: boolean;
}

/** Sends the path exactly as given. */
export function ask(origin: string, address: string, { method = 'GET', headers = {}, body, headersOnly }: Question = {}): Promise<Answer> {
	const { hostname, port } = new URL(origin);
	return new Promise((resolve, reject) => {
		const asked = request({ hostname, port, path: address, method, headers, agent: false }, (response) => {
			const chunks: Buffer[] = [];
			response.on('data', (chunk: Buffer) => chunks.push(chunk));
			response.on('error', reject);
			response.on('end', () => {
				asked.destroy();
				resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) });
			});
		});
		asked.on('error', reject);
		if (headersOnly) asked.flushHeaders();
		else asked.end(body);
	});
}

/** @throws Error when the pages are not built: these tests are never skipped */
export function requireBuild(): void {
	if (existsSync(path.resolve(import.meta.dirname, '../../build/handler.js'))) return;
	throw new Error('The pages are not built. Run "node scripts/build.ts" first; "npm test" does.');
}
