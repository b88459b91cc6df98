import { type ChildProcess, spawn } from 'node:child_process';
import { accessSync, chmodSync, chownSync, constants, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/temporary.ts';
import { createLog } from '../log.server.ts';
import { openDatabase } from './connect.server.ts';
import { type Embedded, startEmbedded } from './embedded.server.ts';
import { findPostmaster } from './postmaster.server.ts';

const log = createLog('silent');
const settings = { fsync: 'off' };
const isRoot = process.getuid?.() === 0;
const nobody = 65534;

async function ask<T = Record<string, unknown>>(url: string, query: string): Promise<T[]> {
	const client = new pg.Client(url);
	client.on('error', () => {});
	await client.connect();
	try {
		return (await client.query(query)).rows as T[];
	} finally {
		await client.end();
	}
}

const isAlive = (pid: number) => existsSync(`/proc/${pid}/stat`) && !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));

/** A process of its own that starts the database, says so as JSON, and then waits. */
function startElsewhere(dataDir: string, as?: { uid: number; gid: number }): ChildProcess {
	const program = `
		import { startEmbedded } from ${JSON.stringify(path.join(import.meta.dirname, 'embedded.server.ts'))};
		import { createLog } from ${JSON.stringify(path.join(import.meta.dirname, '..', 'log.server.ts'))};
		const server = await startEmbedded({ dataDir: ${JSON.stringify(dataDir)}, log: createLog('silent'), settings: { fsync: 'off' } });
		console.log(JSON.stringify(server));
		process.once('SIGTERM', () => server.stop().then(() => process.exit(0)));
		setInterval(() => {}, 1000);`;
	return spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: ['ignore', 'pipe', 'inherit'], cwd: '/', ...as });
}

function firstLine(child: ChildProcess): Promise<{ url: string; pid: number; adopted: boolean }> {
	return new Promise((resolve, reject) => {
		child.stdout?.once('data', (text) => resolve(JSON.parse(String(text))));
		child.once('exit', (code) => reject(new Error(`ended with ${code} before it was ready`)));
	});
}

const ended = (child: ChildProcess) => new Promise((resolve) => child.once('exit', resolve));

describe('on one data folder', () => {
	let dataDir: string;
	const cluster = () => path.join(dataDir, 'postgres');
	const started: Embedded[] = [];
	const start = async () => {
		const server = await startEmbedded({ dataDir, log, settings });
		started.push(server);
		return server;
	};

	beforeAll(async () => {
		dataDir = await temporaryFolder();
		const server = await start();
		await ask(server.url, 'create table kept (id int primary key)');
		await server.stop();
	});

	// A test that failed must not keep the server alive for the next one.
	afterEach(() => Promise.all(started.splice(0).map((server) => server.stop())));

	afterAll(() => rm(dataDir, { recursive: true, force: true }));

	async function afterKill(prepare: (pid: number) => Promise<void> | void): Promise<Embedded> {
		const first = await start();
		const { length } = await ask(first.url, 'select id from kept');
		await ask(first.url, `insert into kept values (${length + 1})`);
		process.kill(first.pid, 'SIGKILL');
		await prepare(first.pid);
		const second = await start();
		expect(await ask(second.url, 'select id from kept')).toHaveLength(length + 1);
		expect(second.pid).not.toBe(first.pid);
		await first.stop();
		return second;
	}

	test('is UTF-8, in Spanish order, with checksums, on a socket only, and not root', async () => {
		const server = await start();
		const [facts] = await ask(
			server.url,
			`select pg_encoding_to_char(encoding) as encoding, datlocale, current_setting('data_checksums') as checksums,
				current_setting('listen_addresses') as addresses, (select string_agg(w, ' ' order by w) from unnest('{oz,ñu,nube,árbol}'::text[]) w) as words,
				to_tsvector('spanish', '«niñas»')::text as lexeme
			from pg_database where datname = current_database()`
		);
		expect(facts).toEqual({
			encoding: 'UTF8',
			datlocale: 'es-MX',
			checksums: 'on',
			addresses: '',
			words: 'árbol nube ñu oz',
			lexeme: "'niñ':1"
		});
		expect(statSync(server.socketDir).mode & 0o777).toBe(0o700);
		await server.stop();
		expect(isAlive(server.pid)).toBe(false);
	});

	test('a second start takes over the first, quickly, and the last one out stops it', async () => {
		const first = await start();
		const began = Date.now();
		const second = await start();
		expect(Date.now() - began).toBeLessThan(250);
		expect(second).toMatchObject({ adopted: true, pid: first.pid, url: first.url });
		await first.stop();
		await first.stop();
		expect(await ask(second.url, 'select 1 as one')).toEqual([{ one: 1 }]);
		await second.stop();
		expect(isAlive(second.pid)).toBe(false);
	});

	test('starts at the same moment give one server', async () => {
		const servers = await Promise.all([start(), start(), start()]);
		expect(new Set(servers.map((server) => server.pid)).size).toBe(1);
		expect(servers.filter((server) => !server.adopted)).toHaveLength(1);
		await Promise.all(servers.map((server) => server.stop()));
	});

	test('comes back after kill -9 with its data', async () => {
		await (await afterKill(() => {})).stop();
	});

	test('is not confused by another process that got its number', async () => {
		const other = spawn('sleep', ['60']);
		const server = await afterKill(async (pid) => {
			while (isAlive(pid)) await new Promise((resolve) => setTimeout(resolve, 5));
			for (const note of [path.join(cluster(), 'postmaster.pid'), path.join(dataDir, 'socket', '.s.PGSQL.5432.lock')]) {
				writeFileSync(note, readFileSync(note, 'utf8').replace(String(pid), String(other.pid)));
			}
			expect(findPostmaster(cluster())).toBeUndefined();
		});
		other.kill();
		await server.stop();
	});

	test('is not confused by a killed server that lingers as a zombie', async () => {
		const parent = startElsewhere(dataDir);
		const { pid } = await firstLine(parent);
		parent.kill('SIGSTOP');
		process.kill(pid, 'SIGKILL');
		const server = await start();
		expect(server.adopted).toBe(false);
		parent.kill('SIGKILL');
		await ended(parent);
		await server.stop();
		expect(isAlive(server.pid)).toBe(false);
	});

	test('takes over from a process of ours that was killed, and then owns it', async () => {
		const killed = startElsewhere(dataDir);
		const { pid } = await firstLine(killed);
		killed.kill('SIGKILL');
		await ended(killed);
		expect(isAlive(pid)).toBe(true);
		const server = await start();
		expect(server).toMatchObject({ adopted: true, pid });
		await server.stop();
		expect(isAlive(pid)).toBe(false);
	});

	test('a server whose socket was removed is replaced', async () => {
		const lost = await start();
		rmSync(path.join(lost.socketDir, '.s.PGSQL.5432'));
		const found = await start();
		expect(found.adopted).toBe(false);
		await lost.stop();
		expect(await ask(found.url, 'select 1 as one')).toEqual([{ one: 1 }]);
		await found.stop();
	});

	test('an open pool survives the death of the server', async () => {
		const { pool, close } = await openDatabase({ dataDir, log, settings });
		const { rows } = await pool.query("select count(*) as count, date '2021-03-04' as day, now() as moment from kept");
		expect(rows[0]).toEqual({ count: expect.any(Number), day: '2021-03-04', moment: expect.any(Date) });
		const killed = findPostmaster(cluster())?.pid ?? Number.NaN;
		process.kill(killed, 'SIGKILL');
		await expect.poll(() => findPostmaster(cluster())?.pid ?? killed, { timeout: 20_000 }).not.toBe(killed);
		await expect.poll(() => pool.query('select 1 as one').then((result) => result.rows, String), { timeout: 20_000 }).toEqual([{ one: 1 }]);
		await close();
		expect(findPostmaster(cluster())).toBeUndefined();
	});

	test('says what is wrong when it cannot start', async () => {
		await expect(startEmbedded({ dataDir, log, settings: { shared_buffers: 'much' } })).rejects.toThrow(/did not start.*shared_buffers/s);
		expect(findPostmaster(cluster())).toBeUndefined();
	});
});

test('a folder whose path is too long for a socket', async () => {
	const top = await temporaryFolder();
	const server = await startEmbedded({ dataDir: path.join(top, 'ñ'.repeat(60), 'data'), log, settings });
	expect(server.socketDir.length).toBeLessThan(90);
	expect(statSync(server.socketDir).mode & 0o777).toBe(0o700);
	expect(await ask(server.url, 'select 1 as one')).toEqual([{ one: 1 }]);
	await server.stop();
	await rm(server.socketDir, { recursive: true });
	await rm(top, { recursive: true });
});

describe.runIf(isRoot)('as root', () => {
	test('in a folder of an account without a name, behind a folder closed to it, the database runs as that account', async () => {
		const closed = await temporaryFolder();
		const dataDir = path.join(closed, 'data');
		mkdirSync(dataDir);
		chownSync(dataDir, 54320, 54320);
		chmodSync(closed, 0o700);
		const server = await startEmbedded({ dataDir, log, settings });
		expect(readFileSync(`/proc/${server.pid}/status`, 'utf8')).toMatch(/^Uid:\t54320\t54320\t54320\t54320$/m);
		expect(await ask(server.url, 'select 1 as one')).toEqual([{ one: 1 }]);
		await server.stop();
		await rm(closed, { recursive: true });
	});

	test('an ordinary user starts it in a folder of its own, and root beside it takes it over', async ({ skip }) => {
		if (!isOpenToOthers(import.meta.dirname)) skip('the program lies in a folder that other users may not enter');
		const dataDir = await temporaryFolder();
		chownSync(dataDir, nobody, nobody);
		const child = startElsewhere(dataDir, { uid: nobody, gid: nobody });
		const { pid } = await firstLine(child);
		expect(readFileSync(`/proc/${pid}/status`, 'utf8')).toMatch(/^Uid:\t65534\t/m);
		const beside = await startEmbedded({ dataDir, log, settings });
		expect(beside).toMatchObject({ adopted: true, pid });
		await beside.stop();
		child.kill('SIGTERM');
		await ended(child);
		expect(isAlive(pid)).toBe(false);
		await rm(dataDir, { recursive: true });
	});
});

test('says so when the folder cannot be written', async () => {
	await expect(startEmbedded({ dataDir: path.join(import.meta.filename, 'data'), log })).rejects.toThrow('cannot be written by this user');
});

function isOpenToOthers(folder: string): boolean {
	accessSync(folder, constants.R_OK);
	return (statSync(folder).mode & 0o001) !== 0 && (folder === path.dirname(folder) || isOpenToOthers(path.dirname(folder)));
}
