// A whole house for tests that come in by its doors: a server on a database of its own, an app beside it that prepares what the server
// shows, and people who have signed in.
import path from 'node:path';
import { expect } from 'vitest';
import { openApp, type RunningApp } from '#app/app.server.ts';
import { createPerson } from '#features/people/handlers.server.ts';
import { readConfig } from '#platform/config.server.ts';
import type { Ctx, Role } from '#platform/ctx.ts';
import { createLog } from '#platform/log.server.ts';
import { scratchDatabase } from '../database.ts';
import type { MailServer } from '../mail-server.ts';
import { requireBuild } from '../server/ask.ts';
import { startServer, type TestServer } from '../server.ts';
import { Visitor } from './browsing.ts';

/** Of every account. */
export const password = 'una frase inventada';

export interface Member {
	id: string;
	email: string;
	/** For what is prepared in process. */
	ctx: Ctx;
	/** Signed in. */
	visitor: Visitor;
}

export interface House {
	server: TestServer;
	databaseUrl: string;
	/** On the database and the files of the server. */
	app: RunningApp;
	operator: Ctx;
	author: Member;
	secretariat: Member;
	/** An account whose owner has signed in. */
	join(name: string, roles: Role[]): Promise<Member>;
	/** Somebody without an account. */
	visitor(): Visitor;
	close(): Promise<void>;
}

/** @param options `clock`: its clock can be moved; `mails`: where it sends mails, which stays open when the house closes */
export async function openHouse({ clock = false, mails }: { clock?: boolean; mails?: MailServer } = {}): Promise<House> {
	requireBuild();
	await using opened = new AsyncDisposableStack();
	const scratch = opened.adopt(await scratchDatabase(), ({ drop }) => drop());
	const env = {
		DATABASE_URL: scratch.url,
		...(mails && { ACERVO_SMTP_URL: mails.url, ACERVO_MAIL_FROM: 'acervo@example.org' })
	};
	const server = await startServer({ env, clock });
	opened.defer(async () => void (await server.stop()));
	const config = readConfig({ ...env, ACERVO_DATA: server.dataDir }, path.resolve(import.meta.dirname, '../..'));
	const app = opened.adopt(await openApp(config, createLog('silent')), (running) => running.close());
	const operator: Ctx = { app, actor: { kind: 'operator' }, door: 'cli', locale: 'es' };

	async function join(name: string, roles: Role[]): Promise<Member> {
		const email = `${name}@example.org`;
		const id = await createPerson(operator, { name, email, roles, institutionIds: [] }, password);
		const visitor = new Visitor(server.origin);
		expect((await visitor.post('/entrar', { email, password })).status).toBe(303);
		const ctx: Ctx = { app, actor: { kind: 'person', id, name, roles, institutionIds: [] }, door: 'page', locale: 'es' };
		return { id, email, ctx, visitor };
	}

	const author = await join('autora', ['author']);
	const secretariat = await join('secretaria', ['secretariat']);
	const kept = opened.move();
	return {
		server,
		databaseUrl: scratch.url,
		app,
		operator,
		author,
		secretariat,
		join,
		visitor: () => new Visitor(server.origin),
		close: () => kept.disposeAsync()
	};
}
