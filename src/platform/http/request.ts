// What src/server.ts hands to the pages with every request.
import type { IncomingMessage } from 'node:http';
import type { App } from '../ctx.ts';

export interface ServedRequest extends IncomingMessage {
	app: App;
	/** Network address of the caller, as far as the configured proxies are believed. */
	callerAddress: string;
}
