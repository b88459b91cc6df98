// Looks an installation over for its operator: what is there, what is missing, what does not fit. Changes nothing.
import { constants, existsSync } from 'node:fs';
import { access, readdir, stat, statfs } from 'node:fs/promises';
import path from 'node:path';
import { sql } from 'kysely';
import type { Config } from './config.server.ts';
import type { Db } from './ctx.ts';
import { openDatabase } from './database/connect.server.ts';
import { openFiles } from './files.server.ts';
import { limits } from './limits.ts';
import type { Log } from './log.server.ts';
import { type MailFailure, openPostman } from './mail.server.ts';

export type CheckName =
	| 'node'
	| 'program'
	| 'dataFolder'
	| 'freeSpace'
	| 'fonts'
	| 'mail'
	| 'database'
	| 'collation'
	| 'migrations'
	| 'files'
	| 'server';

export type Finding = { check: CheckName; state: 'good' | 'warning' | 'bad' } & (
	| { what: 'value'; value: string }
	| { what: 'tooOld' | 'notYet' | 'notWritable' | 'open' | 'noFonts' | 'present' | 'noIcu' | 'newer' | 'stopped' | 'outbox' }
	| { what: 'noMail'; why: MailFailure; server: string }
	| { what: 'little' | 'space'; bytes: number }
	| { what: 'unreachable'; message: string }
	| { what: 'pending' | 'applied' | 'running'; count: number }
	| { what: 'files'; known: number; missing: string[]; orphans: string[] }
);

/** Bytes of free space below which a warning is due: a database that cannot write stops. */
const little = 1024 ** 3;

/** All findings in the order in which they build on each other; what cannot be looked at is left out. */
export async function examine(config: Config, program: string, log: Log): Promise<Finding[]> {
	const findings: Finding[] = [
		examineNode(),
		{ check: 'program', state: 'good', what: 'value', value: program },
		examineFonts(config.root),
		await examineMail(config)
	];
	const hasFolder = existsSync(config.dataDir);
	findings.push(...(hasFolder ? await examineFolder(config.dataDir) : [notYet('dataFolder')]));
	if (!config.databaseUrl && !existsSync(path.join(config.dataDir, 'postgres'))) return [...findings, notYet('database')];
	return [...findings, ...(await examineDatabase(config, log))];
}

const notYet = (check: CheckName): Finding => ({ check, state: 'warning', what: 'notYet' });

function examineNode(): Finding {
	const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
	const isNewEnough = major > 20 || (major === 20 && minor >= 19);
	return isNewEnough
		? { check: 'node', state: 'good', what: 'value', value: process.versions.node }
		: { check: 'node', state: 'bad', what: 'tooOld' };
}

function examineFonts(root: string): Finding {
	const isThere = ['noto-sans', 'noto-serif'].every((font) => existsSync(path.join(root, 'node_modules', '@expo-google-fonts', font)));
	return isThere ? { check: 'fonts', state: 'good', what: 'present' } : { check: 'fonts', state: 'bad', what: 'noFonts' };
}

async function examineMail({ mail }: Config): Promise<Finding> {
	if (!mail) return { check: 'mail', state: 'good', what: 'outbox' };
	const server = `${mail.server.host}:${mail.server.port}`;
	const postman = await openPostman(mail);
	const refusal = await postman.greet().finally(() => postman.close());
	return refusal
		? { check: 'mail', state: 'bad', what: 'noMail', why: refusal.why, server }
		: { check: 'mail', state: 'good', what: 'value', value: server };
}

async function examineFolder(dataDir: string): Promise<Finding[]> {
	const { mode } = await stat(dataDir);
	const isWritable = await access(dataDir, constants.W_OK).then(
		() => true,
		() => false
	);
	const { bavail, bsize } = await statfs(dataDir);
	const bytes = bavail * bsize;
	// Others may pass through it (the database's own user does), not read it.
	const isOpen = (mode & 0o066) !== 0;
	return [
		!isWritable
			? { check: 'dataFolder', state: 'bad', what: 'notWritable' }
			: isOpen
				? { check: 'dataFolder', state: 'warning', what: 'open' }
				: { check: 'dataFolder', state: 'good', what: 'value', value: dataDir },
		bytes < little
			? { check: 'freeSpace', state: 'warning', what: 'little', bytes }
			: { check: 'freeSpace', state: 'good', what: 'space', bytes }
	];
}

async function examineDatabase(config: Config, log: Log): Promise<Finding[]> {
	let database: Awaited<ReturnType<typeof openDatabase>>;
	try {
		database = await openDatabase({ url: config.databaseUrl, dataDir: config.dataDir, log });
	} catch (error) {
		return [{ check: 'database', state: 'bad', what: 'unreachable', message: error instanceof Error ? error.message : String(error) }];
	}
	try {
		const { db } = database;
		const { rows } = await sql<{ version: string; hasIcu: boolean; servers: number; isMigrated: boolean }>`
			select current_setting('server_version') as version,
				(select datlocprovider = 'i' from pg_database where datname = current_database()) as "hasIcu",
				(select count(*) from pg_stat_activity where datname = current_database() and application_name = 'acervo-listen') as servers,
				to_regclass('"schemaMigration"') is not null as "isMigrated"`.execute(db);
		const found = rows[0] ?? { version: '', hasIcu: false, servers: 0, isMigrated: false };
		const migrations = await examineMigrations(db, config.root, found.isMigrated);
		return [
			{ check: 'database', state: 'good', what: 'value', value: `PostgreSQL ${found.version}` },
			found.hasIcu
				? { check: 'collation', state: 'good', what: 'value', value: 'ICU' }
				: { check: 'collation', state: 'warning', what: 'noIcu' },
			migrations,
			...(migrations.state === 'good' ? [await examineFiles(db, config.dataDir)] : []),
			found.servers > 0
				? { check: 'server', state: 'good', what: 'running', count: found.servers }
				: { check: 'server', state: 'good', what: 'stopped' }
		];
	} finally {
		await database.close();
	}
}

async function examineMigrations(db: Db, root: string, isMigrated: boolean): Promise<Finding> {
	const known = (await readdir(path.join(root, 'db', 'migrations'))).filter((name) => name.endsWith('.sql'));
	const applied = isMigrated ? (await db.selectFrom('schemaMigration').select('name').execute()).map(({ name }) => name) : [];
	if (applied.some((name) => !known.includes(name))) return { check: 'migrations', state: 'bad', what: 'newer' };
	const pending = known.length - applied.length;
	if (pending > 0) return { check: 'migrations', state: 'warning', what: 'pending', count: pending };
	return { check: 'migrations', state: 'good', what: 'applied', count: applied.length };
}

async function examineFiles(db: Db, dataDir: string): Promise<Finding> {
	const rows = await db
		.selectFrom('attachment')
		.select('sha256')
		.where('removedAt', 'is', null)
		.union(db.selectFrom('importFile').select('sha256').where('bytes', '>', 0).where('bytes', '<=', limits.file))
		.execute();
	const known = new Set(rows.map(({ sha256 }) => sha256));
	const stored = existsSync(path.join(dataDir, 'files')) ? await Array.fromAsync((await openFiles(dataDir)).list()) : [];
	const missing = [...known].filter((sha256) => !stored.includes(sha256));
	const orphans = stored.filter((sha256) => !known.has(sha256));
	const state = missing.length > 0 ? 'bad' : orphans.length > 0 ? 'warning' : 'good';
	return { check: 'files', state, what: 'files', known: known.size, missing, orphans };
}
