// What a backup says about itself: `manifest.json` is its first entry, `checksums.json` its last. One without the last is not whole.
import { z } from 'zod';

/** Changes when an older program could not read what a newer one writes. */
export const format = 1;

export const manifestName = 'manifest.json';
export const checksumsName = 'checksums.json';
/** One part of a table's rows: a JSON object per line, every value in PostgreSQL's own text form. */
export const tablePart = (table: string, part: number) => `tables/${table}/${String(part).padStart(6, '0')}.ndjson`;
export const tableOfPart = (name: string) => /^tables\/(\w+)\/\d{6}\.ndjson$/.exec(name)?.[1];
/** The bytes of attachments. */
export const fileEntry = (sha256: string) => `files/${sha256}`;
export const sha256OfFile = (name: string) => /^files\/([0-9a-f]{64})$/.exec(name)?.[1];

const count = z.number().int().min(0);
export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

export const Manifest = z.object({
	acervo: z.literal('backup'),
	format: z.number().int(),
	/** Version of the program that made it. */
	program: z.string(),
	madeAt: z.iso.datetime(),
	/** Migrations of the database at that moment: rows go back only into the same schema. */
	migrations: z.array(z.object({ name: z.string(), sha256: Sha256 })),
	tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()), rows: count })),
	/** The next number each sequence gives. */
	sequences: z.array(z.object({ name: z.string(), next: z.number().int().min(1) })),
	files: z.array(Sha256),
	/** Attachments whose bytes were missing or damaged when the backup was made. */
	missing: z.array(Sha256)
});
export type Manifest = z.infer<typeof Manifest>;

export const Checksums = z.record(z.string(), z.object({ bytes: count, sha256: Sha256 }));
export type Checksums = z.infer<typeof Checksums>;
