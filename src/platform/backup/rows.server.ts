// Every table's rows as text and back, by what the database's own catalogue says about it: no list of tables to keep in step.
import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../ctx.ts';

export interface Table {
	name: string;
	columns: Column[];
	/** It has a foreign key to itself. */
	pointsAtItself: boolean;
}

interface Column {
	name: string;
	type: string;
}

/** What the schema is recorded in; it stands in the manifest. */
const schemaTable = 'schemaMigration';
/** What ends with the process or the day: who was signed in, answers to repeated calls, mails on their way, which may hold secret links. */
const notKept = ['personSession', 'idempotentCall', 'mail'];

/** Rows read at once. One holds up to a megabyte: the frozen text of a practice. */
const readAtOnce = 50;

/** The tables of a backup, those that others point at first. @throws Error when foreign keys go in a circle over several tables */
export async function keptTables(tx: Tx): Promise<Table[]> {
	const { rows: columns } = await sql<{ table: string; column: string; type: string }>`
		select c.relname as "table", a.attname as "column", format_type(a.atttypid, a.atttypmod) as "type"
		from pg_class c join pg_attribute a on a.attrelid = c.oid
		where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
		order by c.relname collate "C", a.attnum`.execute(tx);
	const { rows: keys } = await sql<{ from: string; to: string }>`
		select distinct f.relname as "from", t.relname as "to"
		from pg_constraint k join pg_class f on f.oid = k.conrelid join pg_class t on t.oid = k.confrelid
		where k.contype = 'f' and f.relnamespace = 'public'::regnamespace`.execute(tx);
	const waiting = Map.groupBy(columns, (column) => column.table);
	for (const name of [schemaTable, ...notKept]) waiting.delete(name);
	const ordered: Table[] = [];
	while (waiting.size > 0) {
		const ready = [...waiting.keys()].filter((name) => !keys.some(({ from, to }) => from === name && to !== name && waiting.has(to)));
		if (ready.length === 0) throw new Error(`Foreign keys go in a circle: ${[...waiting.keys()].join(', ')}`);
		for (const name of ready) {
			const its = (waiting.get(name) ?? []).map(({ column, type }) => ({ name: column, type }));
			ordered.push({ name, columns: its, pointsAtItself: keys.some(({ from, to }) => from === name && to === name) });
			waiting.delete(name);
		}
	}
	return ordered;
}

export async function countRows(tx: Tx, table: Table): Promise<number> {
	const { rows } = await sql<{ count: number }>`select count(*) as count from ${sql.id(table.name)}`.execute(tx);
	return rows[0]?.count ?? 0;
}

/**
 * A table's rows, one JSON object each, every value in PostgreSQL's text form: exact for every type, and a JSON null inside a
 * jsonb column stays apart from no value at all.
 */
export async function* readRows(tx: Tx, { name, columns }: Table): AsyncGenerator<string> {
	const keys = sql`array[${list(columns.map((column) => sql.lit(column.name)))}]::text[]`;
	const values = sql`array[${list(columns.map((column) => sql`${sql.id(column.name)}::text`))}]`;
	await sql`declare "backupRows" no scroll cursor for select json_object(${keys}, ${values})::text as line from ${sql.id(name)}`.execute(
		tx
	);
	for (;;) {
		const { rows } = await sql<{ line: string }>`fetch ${sql.lit(readAtOnce)} from "backupRows"`.execute(tx);
		for (const { line } of rows) yield line;
		if (rows.length < readAtOnce) break;
	}
	await sql`close "backupRows"`.execute(tx);
}

/** Puts rows back as `readRows` gave them, in one statement. @param lines JSON objects */
export async function insertRows(tx: Tx, { name, columns }: Table, lines: string[]): Promise<void> {
	const names = list(columns.map((column) => sql.id(column.name)));
	const values = list(columns.map((column) => sql`(line ->> ${sql.lit(column.name)})::${sql.raw(column.type)}`));
	await sql`insert into ${sql.id(name)} (${names}) overriding system value
		select ${values} from json_array_elements(${`[${lines.join(',')}]`}::json) as line`.execute(tx);
}

/** Empties every table but the record of the schema, sessions and kept answers included. */
export async function emptyTables(tx: Tx, tables: Table[]): Promise<void> {
	const names = [...tables.map((table) => table.name), ...notKept];
	await sql`truncate ${list(names.map((name) => sql.id(name)))}`.execute(tx);
}

/** The next number of each sequence. Sequences stand outside transactions: read after the rows' moment, they are never behind them. */
export async function readSequences(tx: Tx): Promise<{ name: string; next: number }[]> {
	const { rows } = await sql<{ name: string; next: number }>`
		select sequencename as name, coalesce(last_value + increment_by, start_value) as next
		from pg_sequences where schemaname = 'public' order by sequencename collate "C"`.execute(tx);
	return rows;
}

/** Sets a sequence within the transaction, which `setval` would not. */
export async function restartSequence(tx: Tx, name: string, next: number): Promise<void> {
	await sql`alter sequence ${sql.id(name)} restart with ${sql.lit(next)}`.execute(tx);
}

/** Applied migrations in their order. */
export async function readMigrations(tx: Tx): Promise<{ name: string; sha256: string }[]> {
	return tx.selectFrom('schemaMigration').select(['name', 'sha256']).orderBy('name').execute();
}

function list(parts: RawBuilder<unknown>[]): RawBuilder<unknown> {
	return sql.join(parts, sql`, `);
}
