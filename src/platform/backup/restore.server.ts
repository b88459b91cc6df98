// Puts a backup back: everything is checked before anything is touched, then all of it goes in by one transaction.
import { sql } from 'kysely';
import pg from 'pg';
import type { z } from 'zod';
import { change } from '../change.server.ts';
import type { App, Ctx, Tx } from '../ctx.ts';
import { sha256Of } from '../files.server.ts';
import { Problem } from '../problem.ts';
import { type Entry, readArchive } from './archive.ts';
import { Checksums, checksumsName, format, Manifest, manifestName, sha256OfFile, tableOfPart } from './manifest.ts';
import { emptyTables, insertRows, keptTables, readMigrations, restartSequence, type Table } from './rows.server.ts';

export interface RestoreReport {
	/** When the backup was made. */
	madeAt: string;
	rows: number;
	files: number;
	missing: string[];
}

/**
 * Puts a backup back, in place of what is there. The journal of the backup goes on with a row about this.
 * @param databaseUrl address of the app's database
 * @param replace whether an instance that holds data may lose them; without it only an empty one is filled
 * @throws Problem notAllowed, serverRunning, notABackup, backupDamaged, backupOlder, backupNewer, backupOtherProgram, instanceNotEmpty:
 *   nothing was changed
 */
export async function restoreBackup(ctx: Ctx, databaseUrl: string, file: string, replace: boolean): Promise<RestoreReport> {
	if (ctx.actor.kind !== 'operator') throw new Problem('notAllowed');
	const { app } = ctx;
	const checked = await verify(file);
	const free = await holdServersBack(databaseUrl);
	try {
		await requireSameProgram(app, checked.manifest);
		if (!replace) await requireEmpty(app);
		await putBack(ctx, file, checked);
		if (replace) await removeUnnamedFiles(app, checked.manifest);
	} finally {
		await free();
	}
	const { madeAt, tables, files, missing } = checked.manifest;
	return { madeAt, rows: tables.reduce((sum, table) => sum + table.rows, 0), files: files.length, missing };
}

interface Checked {
	manifest: Manifest;
	checksums: Checksums;
}

/** Reads the whole archive and compares it with what it says about itself. @throws Problem notABackup, backupDamaged, backupOtherProgram */
async function verify(file: string): Promise<Checked> {
	let manifest: Manifest | undefined;
	let checksums: Checksums | undefined;
	const found: Checksums = {};
	const rows = new Map<string, number>();
	for await (const { name, bytes } of readArchive(file)) {
		// Nothing follows the last entry, and none comes twice.
		if (checksums || found[name]) throw new Problem('backupDamaged');
		if (name === checksumsName) {
			checksums = parse(Checksums, bytes);
			continue;
		}
		found[name] = { bytes: bytes.length, sha256: sha256Of(bytes) };
		if (!manifest) manifest = readManifest(name, bytes);
		else requirePlace(manifest, name, found[name].sha256);
		const table = tableOfPart(name);
		if (table) rows.set(table, (rows.get(table) ?? 0) + linesOf(bytes).length);
	}
	if (!manifest || !checksums || !areSame(found, checksums)) throw new Problem('backupDamaged');
	const hasAllRows = manifest.tables.every((table) => (rows.get(table.name) ?? 0) === table.rows);
	const hasAllFiles = manifest.files.every((sha256) => found[`files/${sha256}`]);
	if (!hasAllRows || !hasAllFiles) throw new Problem('backupDamaged');
	return { manifest, checksums };
}

function readManifest(name: string, bytes: Uint8Array): Manifest {
	if (name !== manifestName) throw new Problem('notABackup');
	const said = parseJson(bytes) as { acervo?: unknown; format?: unknown } | null;
	if (said?.acervo !== 'backup') throw new Problem('notABackup');
	if (said.format !== format) throw new Problem('backupOtherProgram');
	return parse(Manifest, bytes);
}

/** An entry stands where the manifest has a place for it, under a name of ours: nothing else is read, let alone written. */
function requirePlace(manifest: Manifest, name: string, sha256: string): void {
	const table = tableOfPart(name);
	const file = sha256OfFile(name);
	const isKnown = table ? manifest.tables.some((its) => its.name === table) : file === sha256 && manifest.files.includes(file);
	if (!isKnown) throw new Problem('backupDamaged');
}

/**
 * Keeps servers from starting on this database until the returned function is called.
 * @throws Problem serverRunning
 */
async function holdServersBack(databaseUrl: string): Promise<() => Promise<void>> {
	const client = new pg.Client({ connectionString: databaseUrl, application_name: 'acervo-restore' });
	await client.connect();
	// A server holds the lock (on its own data folder) and listens for announcements (on any database).
	const { rows } = await client.query<{ free: boolean }>(
		`select pg_try_advisory_lock(hashtext('acervo-server')) and not exists
			(select from pg_stat_activity where datname = current_database() and application_name = 'acervo-listen') as free`
	);
	if (rows[0]?.free) return () => client.end();
	await client.end();
	throw new Problem('serverRunning');
}

/** Rows go back only into the schema they came from; whoever restores is told which program has it. */
async function requireSameProgram(app: App, { program, migrations }: Manifest): Promise<void> {
	const own = await app.db.transaction().execute(readMigrations);
	const shared = Math.min(own.length, migrations.length);
	const isOneLine = JSON.stringify(own.slice(0, shared)) === JSON.stringify(migrations.slice(0, shared));
	if (isOneLine && own.length === migrations.length) return;
	const why = !isOneLine ? 'backupOtherProgram' : own.length > migrations.length ? 'backupOlder' : 'backupNewer';
	throw new Problem(why, { detail: { program } });
}

async function requireEmpty(app: App): Promise<void> {
	const { rows } = await sql<{ full: boolean }>`select exists (select from person) or exists (select from practice)
		or exists (select from institution) as full`.execute(app.db);
	if (rows[0]?.full) throw new Problem('instanceNotEmpty');
}

async function putBack(ctx: Ctx, file: string, checked: Checked): Promise<void> {
	const { files } = ctx.app;
	const added: string[] = [];
	try {
		await change(ctx, 'instance.restore', async (tx, about) => {
			// Emptying waits for commands at work, but not for ever; filling may take its time.
			await sql`set local lock_timeout = '15s'`.execute(tx);
			await sql`set local statement_timeout = 0`.execute(tx);
			const tables = await keptTables(tx);
			requireSameColumns(tables, checked.manifest);
			await emptyTables(tx, tables);
			const rows = new RowWriter(tx, tables);
			for await (const entry of readArchive(file)) {
				requireUnchanged(entry, checked.checksums);
				await rows.take(entry);
				const sha256 = sha256OfFile(entry.name);
				if (!sha256) continue;
				if (!(await files.has(sha256))) added.push(sha256);
				await files.put(entry.bytes);
			}
			await rows.finish();
			for (const { name, next } of checked.manifest.sequences) await restartSequence(tx, name, next);
			about({ kind: 'instance', id: 'instance', detail: { madeAt: checked.manifest.madeAt, program: checked.manifest.program } });
		});
	} catch (error) {
		for (const sha256 of added) await files.remove(sha256);
		throw asProblem(error);
	}
}

/** Inserts rows as their entries come by, in the order of the archive: those that others point at first. */
class RowWriter {
	readonly #tx: Tx;
	readonly #tables: Map<string, Table>;
	/** Rows of a table that points at itself go in together, because its keys are checked when the statement ends. */
	#held: { table: Table; lines: string[] } | undefined;

	constructor(tx: Tx, tables: Table[]) {
		this.#tx = tx;
		this.#tables = new Map(tables.map((table) => [table.name, table]));
	}

	async take({ name, bytes }: Entry): Promise<void> {
		const table = this.#tables.get(tableOfPart(name) ?? '');
		if (this.#held && this.#held.table !== table) await this.finish();
		if (!table) return;
		const lines = linesOf(bytes);
		if (table.pointsAtItself) this.#held = { table, lines: [...(this.#held?.lines ?? []), ...lines] };
		else await insertRows(this.#tx, table, lines);
	}

	async finish(): Promise<void> {
		if (this.#held) await insertRows(this.#tx, this.#held.table, this.#held.lines);
		this.#held = undefined;
	}
}

/** Attachments of the replaced instance that the restored one does not speak of. */
async function removeUnnamedFiles({ files }: App, manifest: Manifest): Promise<void> {
	const named = new Set(manifest.files);
	for await (const sha256 of files.list()) if (!named.has(sha256)) await files.remove(sha256);
}

function requireSameColumns(tables: Table[], manifest: Manifest): void {
	const own = tables.map(({ name, columns }) => [name, columns.map((column) => column.name)]);
	const said = manifest.tables.map(({ name, columns }) => [name, columns]);
	if (JSON.stringify(own) !== JSON.stringify(said)) throw new Problem('backupDamaged');
}

/** What is put back is what was checked, even if the file was exchanged in between. */
function requireUnchanged({ name, bytes }: Entry, checksums: Checksums): void {
	if (name !== checksumsName && checksums[name]?.sha256 !== sha256Of(bytes)) throw new Problem('backupDamaged');
}

function areSame(found: Checksums, said: Checksums): boolean {
	const entries = Object.entries(found);
	const isSaid = ([name, { bytes, sha256 }]: (typeof entries)[number]) => said[name]?.bytes === bytes && said[name].sha256 === sha256;
	return entries.length === Object.keys(said).length && entries.every(isSaid);
}

function linesOf(bytes: Uint8Array): string[] {
	return new TextDecoder().decode(bytes).split('\n').filter(Boolean);
}

function parse<S extends z.ZodType>(schema: S, bytes: Uint8Array): z.output<S> {
	const parsed = schema.safeParse(parseJson(bytes));
	if (!parsed.success) throw new Problem('backupDamaged');
	return parsed.data;
}

function parseJson(bytes: Uint8Array): unknown {
	try {
		return JSON.parse(new TextDecoder().decode(bytes));
	} catch {
		throw new Problem('backupDamaged');
	}
}

/** Values that the database refuses (classes 22 and 23) are the archive's fault; a lock that nobody gives up is somebody at work. */
function asProblem(error: unknown): unknown {
	const code = String((error as { code?: unknown }).code ?? '');
	if (code === '55P03') return new Problem('serverRunning');
	return /^(22|23)/.test(code) || code === 'invalidInput' ? new Problem('backupDamaged') : error;
}
