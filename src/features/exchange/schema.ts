// What reading a document gives: a practice to be, with every doubt beside it.
import { z } from 'zod';
import { CriterionKey, DeclaredClass, FieldKey, PracticeClass } from '#features/methodology/schema.ts';
import { FieldText, PracticeCode, PracticeContent } from '#features/practices/schema.ts';

/** Where a piece of text stood: `table 1, row 4`, `line 12`. */
export const Unplaced = z.object({ text: z.string(), origin: z.string() });
export type Unplaced = z.infer<typeof Unplaced>;

/** A doubt in words a person can act on; `code` is stable, `detail` is shown. */
export const ReadWarning = z.object({ code: z.string(), key: FieldKey.optional(), detail: z.string() });
export type ReadWarning = z.infer<typeof ReadWarning>;

export const ReadPractice = z.object({
	declaredClass: DeclaredClass.nullable(),
	fields: z.record(FieldKey, FieldText),
	/** Where each field came from and how sure the reader is (0–1). */
	origins: z.partialRecord(FieldKey, z.object({ origin: z.string(), confidence: z.number() })),
	unplaced: z.array(Unplaced),
	/** Comments found beside the text. */
	notes: z.array(Unplaced),
	warnings: z.array(ReadWarning)
});
export type ReadPractice = z.infer<typeof ReadPractice>;

/** A file holds one practice or several (a table with a practice per row), or is refused; `why` is a code of the problem list. */
export type ReadResult = { ok: true; practices: ReadPractice[] } | { ok: false; why: ReadRefusal; pairs?: [string, string][] };

export const ReadRefusal = z.enum([
	'fileEmpty',
	'fileTooLarge',
	'fileEncrypted',
	'fileDamaged',
	'fileTypeUnknown',
	'fileOldWord',
	'fileRichText',
	'fileScanned',
	'fileDynamicForm',
	'fileNoForm',
	'fileUnsafe',
	'fileTooSlow'
]);
export type ReadRefusal = z.infer<typeof ReadRefusal>;

/** A practice as its public document shows it. Dates are ISO days. */
export const PublishedDocument = z.object({
	code: PracticeCode,
	version: z.number().int().positive(),
	content: PracticeContent,
	verdict: z
		.object({
			class: PracticeClass,
			conditional: z.boolean(),
			confirmedAt: z.iso.date(),
			validUntil: z.iso.date().nullable(),
			/** The verdict is an example of ours; the document says so wherever it shows it. */
			isInvented: z.boolean(),
			/** In the edition's order. `met` is null where nobody assessed it; `levels` are names of the rubric; `wording` is the reason, in Markdown. */
			criteria: z.array(z.object({ key: CriterionKey, met: z.boolean().nullable(), levels: z.array(z.string()), wording: z.string() }))
		})
		.nullable()
});
export type PublishedDocument = z.infer<typeof PublishedDocument>;

/** Forms in which a practice leaves. */
export const ExportFormat = z.enum(['docx', 'pdf', 'json']);
export type ExportFormat = z.infer<typeof ExportFormat>;
