// Brings a database up to the program: the SQL files of db/migrations in their order, each once, in a transaction of its own.
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type pg from 'pg';
import type { Log } from '../log.server.ts';

/** The database and the program do not belong together; going on would damage data. The message is for the operator. */
export class SchemaMismatch extends Error {}

/** Any number; all programs that migrate agree on it. */
const lockNumber = 4_711_200_021;

interface Migration {
	name: string;
	sha256: string;
	text: string;
}

/**
 * Applies what is missing. Processes that start together wait for each other.
 * @param root folder of the program, in which db/migrations lies
 * @returns names of the migrations applied now, none when the database was up to date
 * @throws SchemaMismatch when the database is newer than the program, or an applied file was changed or skipped
 */
export async function migrate(pool: pg.Pool, { log, root }: { log: Log; root: string }): Promise<string[]> {
	const known = await readMigrations(path.join(root, 'db', 'migrations'));
	const client = await pool.connect();
	try {
		await client.query('set statement_timeout = 0');
		await client.query('select pg_advisory_lock($1)', [lockNumber]);
		const pending = findPending(known, await readApplied(client));
		for (const migration of pending) {
			await apply(client, migration);
			log.info('database.migrated', { name: migration.name });
		}
		return pending.map((migration) => migration.name);
	} finally {
		// Ended, not returned: that gives back the lock and the time limit whatever happened.
		client.release(true);
	}
}

async function readMigrations(folder: string): Promise<Migration[]> {
	const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
	return Promise.all(
		names.map(async (name) => {
			if (!/^\d{4}_[\w-]+\.sql$/.test(name)) throw new Error(`${name} in db/migrations must be named like 0001_words.sql.`);
			const text = await readFile(path.join(folder, name), 'utf8');
			return { name, text, sha256: createHash('sha256').update(text).digest('hex') };
		})
	);
}

async function readApplied(client: pg.PoolClient): Promise<Map<string, string>> {
	await client.query(
		'create table if not exists "schemaMigration" (name text primary key, sha256 text not null, "appliedAt" timestamptz not null default now())'
	);
	const { rows } = await client.query<{ name: string; sha256: string }>('select name, sha256 from "schemaMigration" order by name');
	return new Map(rows.map((row) => [row.name, row.sha256]));
}

function findPending(known: Migration[], applied: Map<string, string>): Migration[] {
	const names = new Set(known.map((migration) => migration.name));
	const newer = [...applied.keys()].find((name) => !names.has(name));
	if (newer)
		throw new SchemaMismatch(`The database is newer than this program: it has ${newer}. Start the newer program, or restore a backup.`);
	const changed = known.find(({ name, sha256 }) => applied.has(name) && applied.get(name) !== sha256);
	if (changed) {
		throw new SchemaMismatch(
			`${changed.name} was changed after it had been applied to this database. Restore the file, or begin with an empty data folder.`
		);
	}
	const last = [...applied.keys()].at(-1) ?? '';
	const pending = known.filter((migration) => !applied.has(migration.name));
	const skipped = pending.find((migration) => migration.name < last);
	if (skipped)
		throw new SchemaMismatch(`${skipped.name} comes before ${last}, which this database already has. Give it a number after that.`);
	return pending;
}

async function apply(client: pg.PoolClient, { name, sha256, text }: Migration): Promise<void> {
	await client.query('begin');
	try {
		await client.query(text);
		await client.query('insert into "schemaMigration" (name, sha256) values ($1, $2)', [name, sha256]);
		await client.query('commit');
	} catch (error) {
		await client.query('rollback');
		throw new Error(`The migration ${name} failed and changed nothing: ${error instanceof Error ? error.message : String(error)}`, {
			cause: error
		});
	}
}
