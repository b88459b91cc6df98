// A backup gives back everything it was made of, and nothing but a whole, unaltered one is let in.
import { randomUUID } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { gunzipSync, gzipSync } from 'node:zlib';
import { sql } from 'kysely';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTestApp, type TestApp } from '../../../test/app.ts';
import { sha256Of } from '../files.server.ts';
import { type Entry, readArchive, writeArchive } from './archive.ts';
import { makeBackup } from './backup.server.ts';
import { restoreBackup } from './restore.server.ts';

let test: TestApp;
let file: string;
beforeEach(async () => {
	test = await openTestApp();
	file = path.join(test.app.config.dataDir, 'all.acervo');
});
afterEach(() => test.remove());

const restore = (from: string, replace = true) => restoreBackup(test.ctx(), test.app.databaseUrl, from, replace);

/** Rows of the kinds that are easily lost: a tsvector, a JSON null, a parent after its child, arrays, odd text, gaps in numbers. */
async function fill(): Promise<string> {
	const sha256 = await test.app.files.put(Buffer.from('an invented letter'));
	const [parent, child, practice, version] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
	await sql`insert into institution (id, name, "parentId") values (${child}, 'B', null), (${parent}, 'A', null)`.execute(test.app.db);
	await sql`update institution set "parentId" = ${parent} where id = ${child}`.execute(test.app.db);
	await sql`insert into "institutionAlias" values ('a', 'A', ${parent}), ('b', 'B', ${child})`.execute(test.app.db);
	await sql`insert into person (id, name, email, roles) values ('p', ${'Ana "Ñ" \\ {x},\n\u2028😀'}, 'a@example.org', '{author,assessor}')`.execute(
		test.app.db
	);
	await sql`insert into "personInstitution" values ('p', ${child})`.execute(test.app.db);
	await sql`insert into "personSession" (token, "userId", "expiresAt") values ('t', 'p', now())`.execute(test.app.db);
	await sql`insert into mail ("personId", purpose, recipient, subject, body, "nextAt", "createdAt")
		values ('p', 'join', 'a@example.org', 's', 'a secret link', now(), now())`.execute(test.app.db);
	await sql`insert into practice (id, code, edition) values (${practice}, 'AC-' || lpad(nextval('"practiceNumber"')::text, 4, '0'), 'e')`.execute(
		test.app.db
	);
	await sql`insert into "practiceSection" ("practiceId", key, value) values (${practice}, 'kind', 'null'), (${practice}, 'title', '"T"')`.execute(
		test.app.db
	);
	await sql`insert into "practiceVersion" (id, "practiceId", number, content) values (${version}, ${practice}, 1, '{"n": 1.50, "a": [null]}')`.execute(
		test.app.db
	);
	await sql`insert into "catalogueEntry" ("practiceId", code, "versionId", document, language, facets, "publishedAt")
		values (${practice}, 'AC-0001', ${version}, '{}', 'es', '{"a,b",null}', now())`.execute(test.app.db);
	await sql`insert into "searchEntry" (number, language, search, "titleWords", words)
		select number, 'es', to_tsvector('spanish', 'it''s capacitación'), '', '{"it''s"}' from "catalogueEntry"`.execute(test.app.db);
	await sql`insert into attachment ("practiceId", key, name, "mediaType", bytes, sha256) values (${practice}, 'title', 'n', 'text/plain', 18, ${sha256})`.execute(
		test.app.db
	);
	await sql`insert into journal (act, door) select 'test.act', 'server' from generate_series(1, 130)`.execute(test.app.db);
	await sql`select nextval('"practiceNumber"')`.execute(test.app.db);
	return sha256;
}

/** Every row of every table that a backup keeps, and where the sequences stand. */
async function everything(): Promise<Record<string, unknown>> {
	const { rows: tables } = await sql<{
		name: string;
	}>`select tablename as name from pg_tables where schemaname = 'public' order by 1`.execute(test.app.db);
	const all: Record<string, unknown> = {};
	for (const { name } of tables.filter((table) => !['personSession', 'idempotentCall', 'mail', 'schemaMigration'].includes(table.name))) {
		// The transaction that wrote a row is another one after a restore.
		const text = name === 'catalogueEntry' ? sql`(to_jsonb(t) - 'changed')::text` : sql`t::text`;
		const { rows } = await sql<{ row: string }>`select ${text} as row from ${sql.id(name)} t order by 1`.execute(test.app.db);
		all[name] = rows.map(({ row }) => row).filter((row) => !row.includes('instance.restore'));
	}
	const { rows } = await sql`select sequencename, last_value from pg_sequences where sequencename = 'practiceNumber'`.execute(test.app.db);
	return { ...all, sequences: rows, files: await Array.fromAsync(test.app.files.list()) };
}

async function wipe(): Promise<void> {
	await sql`truncate person, institution, practice, journal restart identity cascade`.execute(test.app.db);
	for await (const sha256 of test.app.files.list()) await test.app.files.remove(sha256);
}

describe('a round', () => {
	it('brings back every row, number and file, in an emptied instance', async () => {
		const sha256 = await fill();
		const before = await everything();
		expect(await makeBackup(test.app, file)).toMatchObject({ files: 1, missing: [] });
		await wipe();
		expect(await restore(file, false)).toMatchObject({ files: 1, missing: [] });
		// The next number is what counts: a sequence restarted at 3 has not given it yet.
		const after = await everything();
		expect({ ...after, sequences: [] }).toEqual({ ...before, sequences: [] });
		const { rows } = await sql<{ next: number }>`select nextval('"practiceNumber"') as next`.execute(test.app.db);
		expect(rows).toEqual([{ next: 3 }]);
		expect(await test.app.files.get(sha256)).toEqual(Buffer.from('an invented letter'));
		const { rows: last } = await sql`select id, act, door, "actorId" from journal order by id desc limit 2`.execute(test.app.db);
		expect(last).toMatchObject([{ id: 131, act: 'instance.restore', actorId: 'operator' }, { id: 130 }]);
		for (const table of ['personSession', 'mail'] as const) expect(await test.app.db.selectFrom(table).selectAll().execute()).toEqual([]);
	});

	it('replaces another instance only when asked to, its files included', async () => {
		await fill();
		await makeBackup(test.app, file);
		const before = await everything();
		await sql`insert into person (name, email) values ('Later', 'later@example.org')`.execute(test.app.db);
		const later = await test.app.files.put(Buffer.from('later'));
		await expect(restore(file, false)).rejects.toMatchObject({ code: 'instanceNotEmpty' });
		await restore(file);
		expect({ ...(await everything()), sequences: [] }).toEqual({ ...before, sequences: [] });
		expect(await test.app.files.has(later)).toBe(false);
	});

	it('goes through large tables in several parts', async () => {
		await fill();
		await sql`insert into "practiceUnplaced" ("practiceId", position, text, origin)
			select practice.id, n, repeat(md5(n::text), 3000), 'x' from practice, generate_series(1, 120) n`.execute(test.app.db);
		const before = await everything();
		await makeBackup(test.app, file);
		const parts = (await Array.fromAsync(readArchive(file))).filter(({ name }) => name.startsWith('tables/practiceUnplaced/'));
		expect(parts.length).toBeGreaterThan(1);
		await wipe();
		await restore(file);
		expect({ ...(await everything()), sequences: [] }).toEqual({ ...before, sequences: [] });
	});

	it('names the attachments whose bytes are missing', async () => {
		const sha256 = await fill();
		await test.app.files.remove(sha256);
		expect(await makeBackup(test.app, file)).toMatchObject({ files: 0, missing: [sha256] });
		expect(await restore(file)).toMatchObject({ missing: [sha256] });
	});

	it('leaves nothing under the name, nor beside it, when it is broken off', async () => {
		await fill();
		const end = new AbortController();
		end.abort();
		await expect(makeBackup(test.app, file, end.signal)).rejects.toThrow();
		expect((await readdir(test.app.config.dataDir)).filter((name) => name.startsWith('all'))).toEqual([]);
	});
});

describe('what is not let in', () => {
	let before: Record<string, unknown>;
	beforeEach(async () => {
		await fill();
		await makeBackup(test.app, file);
		await sql`insert into institution (name) values ('After the backup')`.execute(test.app.db);
		before = await everything();
	});
	const refused = async (code: string) => {
		await expect(restore(file)).rejects.toMatchObject({ code });
		expect(await everything()).toEqual(before);
	};
	/** Rewrites the archive, its checksums in step, as somebody would who means it. */
	const forge = async (alter: (entries: Entry[]) => Entry[]) => {
		const entries = alter((await Array.fromAsync(readArchive(file))).slice(0, -1));
		const sums = Object.fromEntries(entries.map(({ name, bytes }) => [name, { bytes: bytes.length, sha256: sha256Of(bytes) }]));
		const all = [...entries, { name: 'checksums.json', bytes: Buffer.from(JSON.stringify(sums)) }];
		await writeArchive(file, Readable.from(all));
	};
	const editManifest = (edit: (manifest: Record<string, unknown>) => void) =>
		forge((entries) =>
			entries.map((entry) => {
				if (entry.name !== 'manifest.json') return entry;
				const manifest = JSON.parse(Buffer.from(entry.bytes).toString()) as Record<string, unknown>;
				edit(manifest);
				return { ...entry, bytes: Buffer.from(JSON.stringify(manifest)) };
			})
		);

	it('a backup cut off anywhere', async () => {
		const whole = await readFile(file);
		const unpacked = gunzipSync(whole);
		await writeFile(file, gzipSync(unpacked.subarray(0, -512)));
		await refused('backupDamaged');
		for (const share of [0.02, 0.3, 0.6, 0.9, 0.99]) {
			await writeFile(file, whole.subarray(0, Math.floor(whole.length * share)));
			await refused('backupDamaged');
			await writeFile(file, gzipSync(unpacked.subarray(0, Math.floor((unpacked.length * share) / 512) * 512)));
			await refused('backupDamaged');
		}
	});

	it('a backup with one altered byte, wherever it is', async () => {
		const unpacked = gunzipSync(await readFile(file));
		const everywhere = Array.from({ length: 40 }, (_, share) => 700 + Math.floor((share * (unpacked.length - 1800)) / 40));
		// A length that the checksums tell.
		for (const at of [...everywhere, unpacked.lastIndexOf('"bytes":') + 8]) {
			if (unpacked[at] === 0) continue;
			const altered = Buffer.from(unpacked);
			altered[at] = (altered[at] ?? 0) ^ 1;
			await writeFile(file, gzipSync(altered, { level: 1 }));
			await refused('backupDamaged');
		}
	});

	it('something else', async () => {
		for (const bytes of [
			Buffer.from(''),
			Buffer.from('PK\x03\x04 a document'),
			gzipSync('text'),
			gzipSync(Buffer.alloc(4096, 'x')),
			gzipSync(Buffer.alloc(2048))
		]) {
			await writeFile(file, bytes);
			await expect(restore(file)).rejects.toMatchObject({ code: expect.stringMatching(/^(notABackup|backupDamaged)$/) });
		}
		expect(await everything()).toEqual(before);
	});

	it('names that lead elsewhere, unknown tables and files nobody named', async () => {
		const extra = { bytes: Buffer.from('{"id":"x"}\n') };
		for (const name of [
			'../../evil',
			'/etc/evil',
			`files/${'0'.repeat(64)}`,
			'tables/pg_authid/000000.ndjson',
			'tables/schemaMigration/000000.ndjson'
		]) {
			await makeBackup(test.app, file);
			before = await everything();
			await forge((entries) => [...entries, { ...extra, name }]);
			await refused('backupDamaged');
		}
	});

	it('rows that the database refuses, and columns it does not have', async () => {
		await forge((entries) =>
			entries.map((entry) => (entry.name.startsWith('tables/attachment/') ? { ...entry, bytes: Buffer.from('{"id":"no uuid"}\n') } : entry))
		);
		await refused('backupDamaged');
		await makeBackup(test.app, file);
		await editManifest((manifest) => {
			manifest.tables = (manifest.tables as { columns: string[] }[]).map((table) => ({ ...table, columns: [...table.columns, 'more'] }));
		});
		await refused('backupDamaged');
	});

	it("another program's schema or format", async () => {
		await editManifest((manifest) => {
			manifest.migrations = [...(manifest.migrations as object[]), { name: '0999_later.sql', sha256: '0'.repeat(64) }];
		});
		await refused('backupNewer');
		await makeBackup(test.app, file);
		await editManifest((manifest) => {
			manifest.migrations = [];
		});
		await refused('backupOlder');
		await editManifest((manifest) => {
			manifest.migrations = [{ name: '0001_other.sql', sha256: '0'.repeat(64) }];
		});
		await refused('backupOtherProgram');
		await editManifest((manifest) => {
			manifest.format = 2;
		});
		await refused('backupOtherProgram');
	});

	it('anything while a server runs', async () => {
		const server = new pg.Client({ connectionString: test.app.databaseUrl, application_name: 'acervo-listen' });
		await server.connect();
		await refused('serverRunning').finally(() => server.end());
		const owner = new pg.Client({ connectionString: test.app.databaseUrl });
		await owner.connect();
		await owner.query("select pg_advisory_lock(hashtext('acervo-server'))");
		await refused('serverRunning').finally(() => owner.end());
	});

	it('anybody but the operator', async () => {
		const secretariat = test.ctx({ kind: 'person', id: 'p', name: '', roles: ['secretariat'], institutionIds: [] });
		await expect(restoreBackup(secretariat, test.app.databaseUrl, file, true)).rejects.toMatchObject({ code: 'notAllowed' });
	});
});
