import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type ScratchDatabase, scratchDatabase } from '../../../test/database.ts';
import { temporaryFolder } from '../../../test/temporary.ts';
import { createLog } from '../log.server.ts';
import { migrate, SchemaMismatch } from './migrate.server.ts';

const log = createLog('silent');
let scratch: ScratchDatabase;
let root: string;

beforeAll(async () => {
	scratch = await scratchDatabase();
});

afterAll(() => scratch.drop());

beforeEach(async () => {
	await scratch.pool.query('drop schema public cascade; create schema public');
	root = await temporaryFolder();
	await mkdir(path.join(root, 'db', 'migrations'), { recursive: true });
	await put('0001_a.sql', 'create table a (id int)');
	await put('0002_b.sql', 'create table b (id int)');
	return () => rm(root, { recursive: true });
});

const put = (name: string, text: string) => writeFile(path.join(root, 'db', 'migrations', name), text);
const tableExists = async (pool: pg.Pool, name: string) =>
	(await pool.query('select to_regclass($1) as found', [name])).rows[0].found !== null;

test('applies each migration once, in order', async () => {
	expect(await migrate(scratch.pool, { log, root })).toEqual(['0001_a.sql', '0002_b.sql']);
	expect(await migrate(scratch.pool, { log, root })).toEqual([]);
	await put('0003_c.sql', 'alter table b add c int');
	expect(await migrate(scratch.pool, { log, root })).toEqual(['0003_c.sql']);
});

test('processes that start together do not migrate twice', async () => {
	const applied = await Promise.all([1, 2, 3].map(() => migrate(scratch.pool, { log, root })));
	expect(applied.flat()).toEqual(['0001_a.sql', '0002_b.sql']);
});

test('a migration that fails changes nothing, and those before it stay', async () => {
	await put('0002_b.sql', 'create table b (id int); select nonsense');
	await expect(migrate(scratch.pool, { log, root })).rejects.toThrow('0002_b.sql failed');
	expect(await tableExists(scratch.pool, 'a')).toBe(true);
	expect(await tableExists(scratch.pool, 'b')).toBe(false);
	await put('0002_b.sql', 'create table b (id int)');
	expect(await migrate(scratch.pool, { log, root })).toEqual(['0002_b.sql']);
});

test('refuses a database newer than the program', async () => {
	await migrate(scratch.pool, { log, root });
	await rm(path.join(root, 'db', 'migrations', '0002_b.sql'));
	const refusal = migrate(scratch.pool, { log, root });
	await expect(refusal).rejects.toThrow(SchemaMismatch);
	await expect(refusal).rejects.toThrow('newer than this program: it has 0002_b.sql');
});

test('refuses a migration that was changed after it was applied', async () => {
	await migrate(scratch.pool, { log, root });
	await put('0001_a.sql', 'create table a (id bigint)');
	await expect(migrate(scratch.pool, { log, root })).rejects.toThrow(SchemaMismatch);
});

test('refuses a migration that comes before one already applied', async () => {
	await migrate(scratch.pool, { log, root });
	await put('0001_b.sql', 'create table late (id int)');
	await expect(migrate(scratch.pool, { log, root })).rejects.toThrow('0001_b.sql comes before 0002_b.sql');
});
