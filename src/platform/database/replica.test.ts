// A real streaming replica beside a real primary: nobody reads an older catalogue than has been announced, and a replica may come and go.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openApp, type RunningApp } from '#app/app.server.ts';
import { createPerson } from '#features/people/handlers.server.ts';
import { readConfig } from '#platform/config.server.ts';
import type { Ctx } from '#platform/ctx.ts';
import { createLog } from '#platform/log.server.ts';
import { insertPublished } from '../../../test/factories.ts';
import { freePort } from '../../../test/server.ts';
import { temporaryFolder } from '../../../test/temporary.ts';
import { Announcements } from './announcements.server.ts';
import { type CatalogueReplica, openReplica } from './replica.server.ts';

const bin = '/usr/lib/postgresql/15/bin';
const isThere = existsSync(`${bin}/pg_basebackup`);
const run = promisify(execFile);
const isRoot = process.getuid?.() === 0;

/** Runs a tool of PostgreSQL, which refuses to work for root. */
async function tool(name: string, args: string[]): Promise<void> {
	if (isRoot) await run('runuser', ['-u', 'postgres', '--', `${bin}/${name}`, ...args]);
	else await run(`${bin}/${name}`, args);
}

let folder: string;
let ports: { primary: number; replica: number };
let app: RunningApp;
let ctx: Ctx;
let author: string;
let announcements: Announcements;
let replica: CatalogueReplica;
/** Asks the replica itself. */
let standby: pg.Client;
const lines: string[] = [];

const url = (port: number, database = 'acervo') => `postgres://postgres@127.0.0.1:${port}/${database}`;
const start = (name: 'primary' | 'replica') =>
	tool('pg_ctl', [
		'start',
		'--wait',
		'--silent',
		'-D',
		path.join(folder, name),
		'-l',
		path.join(folder, `${name}.log`),
		'-o',
		`-p ${ports[name]} -k ${folder} -c listen_addresses=127.0.0.1 -c fsync=off`
	]);
const stop = (name: 'primary' | 'replica') =>
	tool('pg_ctl', ['stop', '--wait', '--silent', '-m', 'immediate', '-D', path.join(folder, name)]);

async function connectStandby(): Promise<void> {
	standby = new pg.Client(url(ports.replica));
	standby.on('error', () => {});
	await standby.connect();
}

beforeAll(async () => {
	if (!isThere) return;
	folder = await mkdtemp(path.join(tmpdir(), 'acervo-replica-'));
	if (isRoot) {
		const [uid = 0, gid = 0] = await Promise.all(['-u', '-g'].map(async (what) => Number((await run('id', [what, 'postgres'])).stdout)));
		await chown(folder, uid, gid);
	}
	ports = { primary: await freePort(), replica: await freePort() };
	await tool('initdb', [
		'-D',
		path.join(folder, 'primary'),
		'-A',
		'trust',
		'-U',
		'postgres',
		'-E',
		'UTF8',
		'--locale=C.UTF-8',
		'--no-sync'
	]);
	await start('primary');
	await tool('createdb', ['-h', '127.0.0.1', '-p', String(ports.primary), '-U', 'postgres', 'acervo']);
	await tool('pg_basebackup', [
		'-d',
		url(ports.primary, 'postgres'),
		'-D',
		path.join(folder, 'replica'),
		'-R',
		'--checkpoint=fast',
		'--no-sync'
	]);
	await start('replica');

	const log = createLog('info', (line) => lines.push(line));
	const env = { DATABASE_URL: url(ports.primary), DATABASE_REPLICA_URL: url(ports.replica), ACERVO_DATA: await temporaryFolder() };
	const config = readConfig(env, path.resolve(import.meta.dirname, '../../..'));
	app = await openApp(config, log);
	announcements = new Announcements(app.databaseUrl, log);
	replica = openReplica({ url: config.replicaUrl ?? '', primary: app.cataloguePool, announcements, log });
	app.catalogueDb = replica.db;
	app.announced = () => announcements.heard();
	await announcements.listen();
	ctx = { app, actor: { kind: 'operator' }, door: 'cli', locale: 'es' };
	const invite = { name: 'Autora', email: 'autora@example.org', roles: ['author' as const], institutionIds: [] };
	author = await createPerson(ctx, invite, 'una frase bastante larga');
	await connectStandby();
}, 120_000);

afterAll(async () => {
	if (!isThere) return;
	await standby?.end().catch(() => {});
	await replica?.close();
	await announcements?.close();
	await app?.close();
	await stop('replica').catch(() => {});
	await stop('primary').catch(() => {});
	await rm(folder, { recursive: true, force: true });
}, 60_000);

/** Publishes, and ends as `change` does. */
async function publish(title: string): Promise<string> {
	const { code } = await insertPublished(ctx, author, { fields: { title } });
	await app.announced?.();
	return code;
}
/** What the catalogue's readers find, and who answered them. */
async function read(code: string): Promise<{ found: boolean; by: 'replica' | 'primary' }> {
	const { rows } = await sql<{ found: boolean; recovering: boolean }>`
		select exists (select from "catalogueEntry" where code = ${code}) as found,
			pg_is_in_recovery() as recovering`.execute(app.catalogueDb);
	return { found: rows[0]?.found ?? false, by: rows[0]?.recovering ? 'replica' : 'primary' };
}
const untilReplica = () => expect.poll(() => replica.next(), { timeout: 15_000, interval: 50 }).toBe('replica');

describe.skipIf(!isThere)('a replica (needs the server tools of PostgreSQL 15: apt install postgresql-15)', () => {
	test('answers once it has caught up', async () => {
		const code = await publish('Ferias de empleo');
		expect((await read(code)).found).toBe(true);
		await untilReplica();
		expect(await read(code)).toEqual({ found: true, by: 'replica' });
	});

	test('is not asked while it lags behind what was announced', async () => {
		await untilReplica();
		await standby.query('select pg_wal_replay_pause()');
		let code = '';
		// Each is read at once, before anybody had time to wonder.
		for (let count = 0; count < 20; count += 1) {
			code = await publish(`Grupos de ahorro ${count}`);
			expect(await read(code)).toEqual({ found: true, by: 'primary' });
		}
		const { rows } = await standby.query('select count(*)::int as count from practice where code = $1', [code]);
		expect(rows).toEqual([{ count: 0 }]);
		await standby.query('select pg_wal_replay_resume()');
		await untilReplica();
		expect(await read(code)).toEqual({ found: true, by: 'replica' });
	});

	test('stays asked while what nobody but its author sees changes', async () => {
		await untilReplica();
		await standby.query('select pg_wal_replay_pause()');
		await app.db.updateTable('person').set({ locale: 'en' }).where('id', '=', author).execute();
		expect(await replica.next()).toBe('replica');
		await standby.query('select pg_wal_replay_resume()');
	});

	test('may be away: the primary answers, the log says so, and it is asked again when it is back', async () => {
		await untilReplica();
		const code = await publish('Talleres de oficios');
		await untilReplica();
		await stop('replica');
		for (let count = 0; count < 5; count += 1) expect(await read(code)).toEqual({ found: true, by: 'primary' });
		expect(lines.some((line) => line.includes('"replica.away"'))).toBe(true);
		await start('replica');
		await untilReplica();
		expect(await read(code)).toEqual({ found: true, by: 'replica' });
		await connectStandby();
	});

	test('is not asked while announcements are not heard', async () => {
		await untilReplica();
		await announcements.close();
		expect(await replica.next()).toBe('primary');
	});
});

test('a replica without its primary is a mistake that stops the start', () => {
	expect(() => readConfig({ DATABASE_REPLICA_URL: 'postgres://db2/acervo' }, '/')).toThrow('DATABASE_URL');
});
