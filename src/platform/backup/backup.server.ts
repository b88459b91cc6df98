// Makes a backup: one moment of the whole database and the attachments it speaks of, in one file.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { sql } from 'kysely';
import type { App, Tx } from '../ctx.ts';
import { sha256Of } from '../files.server.ts';
import { limits } from '../limits.ts';
import { type Entry, writeArchive } from './archive.ts';
import { type Checksums, checksumsName, fileEntry, format, type Manifest, manifestName, tablePart } from './manifest.ts';
import { countRows, keptTables, readMigrations, readRows, readSequences, type Table } from './rows.server.ts';

/** Bytes after which a table goes on in a next part. */
const partSize = 4 * 1024 * 1024;

export interface BackupReport {
	rows: number;
	files: number;
	/** SHA-256 of attachments whose bytes are missing or damaged in the data folder: they could not be kept. */
	missing: string[];
}

/**
 * Writes a backup beside whatever is at work; it shows the moment at which it began.
 * Sessions and kept answers to repeated calls are left out; passwords' hashes and the key of sessions are inside, so it is a secret.
 * @param file appears only when it is whole; one that stood there is replaced
 * @param signal ends it; nothing is left
 */
export async function makeBackup(app: App, file: string, signal?: AbortSignal): Promise<BackupReport> {
	return app.db
		.transaction()
		.setIsolationLevel('repeatable read')
		.setAccessMode('read only')
		.execute(async (tx) => {
			await sql`set local timezone = 'UTC'`.execute(tx);
			await sql`set local datestyle = 'ISO'`.execute(tx);
			const tables = await keptTables(tx);
			const manifest = await manifestOf(app, tx, tables);
			await writeArchive(file, entries(app, tx, tables, manifest), signal);
			return { rows: manifest.tables.reduce((sum, table) => sum + table.rows, 0), files: manifest.files.length, missing: manifest.missing };
		});
}

async function manifestOf(app: App, tx: Tx, tables: Table[]): Promise<Manifest> {
	const { version } = JSON.parse(await readFile(path.join(app.config.root, 'package.json'), 'utf8')) as { version: string };
	const described: Manifest['tables'] = [];
	for (const table of tables) {
		described.push({ name: table.name, columns: table.columns.map((column) => column.name), rows: await countRows(tx, table) });
	}
	const { kept, missing } = await sortFiles(app, tx);
	return {
		acervo: 'backup',
		format,
		program: version,
		madeAt: new Date().toISOString(),
		migrations: await readMigrations(tx),
		tables: described,
		sequences: await readSequences(tx),
		files: kept,
		missing
	};
}

/**
 * Which bytes can be kept, of attachments and of files that were brought in. An attachment that was removed may rightly have none any
 * more; a file that was refused at the door never had.
 */
async function sortFiles(app: App, tx: Tx): Promise<{ kept: string[]; missing: string[] }> {
	const { rows } = await sql<{ sha256: string; isNeeded: boolean }>`
		select sha256, bool_or("isNeeded") as "isNeeded" from (
			select sha256, "removedAt" is null as "isNeeded" from attachment
			union all
			select sha256, bytes > 0 and bytes <= ${limits.file} from "importFile"
		) file group by sha256 order by sha256`.execute(tx);
	const kept: string[] = [];
	const missing: string[] = [];
	for (const { sha256, isNeeded } of rows) {
		const bytes = await app.files.get(sha256).catch(() => undefined);
		if (bytes && sha256Of(bytes) === sha256) kept.push(sha256);
		else if (isNeeded) missing.push(sha256);
	}
	return { kept, missing };
}

async function* entries(app: App, tx: Tx, tables: Table[], manifest: Manifest): AsyncGenerator<Entry> {
	const checksums: Checksums = {};
	const noted = (name: string, content: string | Uint8Array): Entry => {
		const bytes = typeof content === 'string' ? Buffer.from(content) : content;
		checksums[name] = { bytes: bytes.length, sha256: sha256Of(bytes) };
		return { name, bytes };
	};
	yield noted(manifestName, JSON.stringify(manifest, null, '\t'));
	for (const table of tables) {
		let part = 0;
		for await (const text of partsOf(readRows(tx, table))) yield noted(tablePart(table.name, part++), text);
	}
	for (const sha256 of manifest.files) yield noted(fileEntry(sha256), await app.files.get(sha256));
	yield { name: checksumsName, bytes: Buffer.from(JSON.stringify(checksums)) };
}

async function* partsOf(lines: AsyncIterable<string>): AsyncGenerator<string> {
	let held: string[] = [];
	let length = 0;
	for await (const line of lines) {
		held.push(line);
		length += line.length;
		if (length < partSize) continue;
		yield `${held.join('\n')}\n`;
		held = [];
		length = 0;
	}
	if (held.length > 0) yield `${held.join('\n')}\n`;
}
