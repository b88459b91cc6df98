// What reading a document gives: a practice to be, with every doubt beside it.
import { z } from 'zod';
import { CatalogueDocument, CatalogueQuery, PublicVerdict } from '#features/catalogue/schema.ts';
import { Institution } from '#features/institutions/schema.ts';
import { PublicLabel } from '#features/labels/schema.ts';
import { CriterionKey, DeclaredClass, EditionId, FieldKey, Level, PracticeClass } from '#features/methodology/schema.ts';
import {
	AttachmentSummary,
	emptyLayers,
	FieldText,
	Layers,
	PracticeCode,
	PracticeContent,
	SectionKey
} from '#features/practices/schema.ts';
import { Locale } from '#platform/locale.ts';

/** Where a piece of text stood: `table 1, row 4`, `line 12`. */
export const Unplaced = z.object({ text: z.string(), origin: z.string() });
export type Unplaced = z.infer<typeof Unplaced>;

/** A doubt in words a person can act on; `code` is stable, `detail` is shown. */
export const ReadWarning = z.object({ code: z.string(), key: FieldKey.optional(), detail: z.string() });
export type ReadWarning = z.infer<typeof ReadWarning>;

export const ReadPractice = z.object({
	declaredClass: DeclaredClass.nullable(),
	fields: z.record(FieldKey, FieldText),
	/** Where each field came from, how sure the reader is (0–1) and the language of its text, where its words tell. */
	origins: z.partialRecord(FieldKey, z.object({ origin: z.string(), confidence: z.number(), language: Locale.optional() })),
	/** Language of most of the text; absent when its words do not tell. */
	language: Locale.optional(),
	unplaced: z.array(Unplaced),
	/** Comments found beside the text. */
	notes: z.array(Unplaced),
	warnings: z.array(ReadWarning)
});
export type ReadPractice = z.infer<typeof ReadPractice>;

/** What a file without the form appears to be. */
export const Seems = z.enum([
	'emptyForm',
	'anotherForm',
	'article',
	'guidelines',
	'callForPractices',
	'programming',
	'survey',
	'chat',
	'unknown'
]);
export type Seems = z.infer<typeof Seems>;

/**
 * A file holds one practice or several (a table with a practice per row), or is refused; `why` is a code of the problem list. Of a
 * document without the form: its labels and values in order, what it appears to be, its languages, the most used first, and what of it
 * could not be read.
 */
export type ReadResult =
	| { ok: true; practices: ReadPractice[] }
	| { ok: false; why: ReadRefusal; pairs?: [string, string][]; seems?: Seems; languages?: Locale[]; warnings?: ReadWarning[] };

export const ReadRefusal = z.enum([
	'fileEmpty',
	'fileTooLarge',
	'fileEncrypted',
	'fileDamaged',
	'fileTypeUnknown',
	'fileOldWord',
	'fileOldSheet',
	'fileRichText',
	'fileScanned',
	'fileDynamicForm',
	'fileNoForm',
	'fileUnsafe',
	'fileTooSlow',
	'otherFormatVersion',
	'keyTwice',
	'editionUnknown',
	'invalidInput',
	'quotaReached'
]);
export type ReadRefusal = z.infer<typeof ReadRefusal>;

/** A practice as its public document shows it. Dates are ISO days. */
export const PublishedDocument = z.object({
	code: PracticeCode,
	version: z.number().int().positive(),
	content: PracticeContent,
	/** The practice itself is invented; every document says so. */
	isInvented: z.boolean(),
	/** The worked example of its edition: a real text, with an invented verdict around it. */
	isExample: z.boolean(),
	verdict: z
		.object({
			class: PracticeClass,
			/** The edition whose criteria were asked about. */
			edition: EditionId,
			conditional: z.boolean(),
			confirmedAt: z.iso.date(),
			validUntil: z.iso.date().nullable(),
			/** As it was when the document was made; null without one. */
			label: PublicLabel.nullish(),
			/** The verdict is an example of ours; the document says so wherever it shows it. */
			isInvented: z.boolean(),
			/** In the edition's order. `met` is null where nobody assessed it; `levels` are those of the panel; `wording` is the reason, in Markdown. */
			criteria: z.array(z.object({ key: CriterionKey, met: z.boolean().nullable(), levels: z.array(Level), wording: z.string() })),
			/** Why the committee departed from the proposal, notes of assessors who differ, and the author's answer; absent where there are none. */
			departure: z.string().optional(),
			dissents: z.array(z.string()).optional(),
			answer: z.string().optional()
		})
		.nullable()
});
export type PublishedDocument = z.infer<typeof PublishedDocument>;

/** Forms in which a practice leaves. */
export const ExportFormat = z.enum(['docx', 'pdf', 'xlsx', 'csv', 'json']);
export type ExportFormat = z.infer<typeof ExportFormat>;

/** Forms in which many practices leave as one file. */
export const ListFormat = z.enum(['xlsx', 'csv', 'ndjson', 'pdf']);
export type ListFormat = z.infer<typeof ListFormat>;

/** Practices in one booklet: a dossier that people print. */
export const mostInBooklet = 60;

/** Practices that can be chosen by code for one file. */
export const mostChosen = 500;

/** Which practices: the question of the catalogue, or the codes of chosen ones. */
export const ListQuery = CatalogueQuery.omit({ cursor: true, limit: true }).extend({
	code: z
		.union([z.string(), z.array(z.string())])
		.transform((given) => [...new Set([given].flat())])
		.optional()
});
export type ListQuery = z.infer<typeof ListQuery>;

/** Forms in which tables of the secretariat leave. */
export const TableFormat = z.enum(['xlsx', 'csv']);
export type TableFormat = z.infer<typeof TableFormat>;

// a practice that goes from one instance to another ----------------------------------------------------------------

/** Name and version of the document; a reader refuses any other. */
export const practiceFormat = 'acervo-practice/1';

/** An institution as the source knows it, with every spelling by which the other side may recognise it. */
export const TransferInstitution = z.object({
	/** Within the document only: what `parentId` and authorisations point at. */
	id: z.uuid(),
	name: z.string().min(1).max(300),
	aliases: z.array(z.string().min(1).max(300)).max(60).default([]),
	country: Institution.shape.country.default(null),
	level: Institution.shape.level.default(null),
	parentId: z.uuid().nullable().default(null),
	/** False where it is named only because another institution belongs to it. */
	implements: z.boolean().default(true)
});
export type TransferInstitution = z.infer<typeof TransferInstitution>;

/** An attached file; in a bundle its bytes lie beside the document as `attachments/<sha256>`. */
export const TransferAttachment = AttachmentSummary.extend({
	name: z.string().min(1).max(300),
	mediaType: z.string().max(120),
	bytes: z.number().int().positive(),
	sha256: z.string().regex(/^[0-9a-f]{64}$/)
});
export type TransferAttachment = z.infer<typeof TransferAttachment>;

/**
 * A practice as one instance hands it to another. What may be left out has a default: it is read as nothing said. An export writes
 * everything. `docs/exchange.md` describes each part.
 */
export const PracticeDocument = z.object({
	format: z.literal(practiceFormat),
	/** `public`: what everybody may see. `whole`: with contact, consent, unplaced text and every file, for those who may read the draft. */
	scope: z.enum(['public', 'whole']).default('public'),
	source: z.object({
		/** Address of the instance, or the name of another system. */
		instance: z.string().min(1).max(300),
		code: z.string().min(1).max(60),
		/** Number of the version; one more than the last for a text that was not sent yet. */
		version: z.number().int().min(1).nullable().default(null),
		/** The calendar of the database has no year 0. */
		exportedAt: z.iso.datetime().refine((moment) => !moment.startsWith('0000'), 'date'),
		/** Under which the text may be used. */
		licence: z.string().max(60).nullable().default(null)
	}),
	edition: z.string().max(60),
	declaredClass: DeclaredClass.nullable().default(null),
	isExample: z.boolean().default(false),
	isInvented: z.boolean().default(false),
	/** Markdown limited to paragraphs, lists, bold, italics and links. */
	fields: z.partialRecord(FieldKey, FieldText),
	layers: Layers.default(emptyLayers),
	institutions: z.array(TransferInstitution).max(200).default([]),
	attachments: z.array(TransferAttachment).max(200).default([]),
	/** Text that found no field, and comments that stood beside the text. */
	unplaced: z.array(Unplaced.extend({ kind: z.enum(['text', 'note']).default('text') })).default([]),
	/** Sections that the author called finished. */
	done: z.array(SectionKey).max(60).default([]),
	/** For reading: when which version was sent. An import makes none of them. */
	history: CatalogueDocument.shape.versions.max(1_000).default([]),
	/** For reading: the verdict of the source, and its label at that moment. An import never makes one. */
	verdict: PublicVerdict.nullable().default(null),
	label: PublicLabel.nullable().default(null)
});
export type PracticeDocument = z.infer<typeof PracticeDocument>;

/** Why a practice may be one that is known already; rules/similarity.ts says when. */
export const DuplicateReason = z.enum(['sameText', 'sameTitle', 'alike', 'otherLanguage']);
export type DuplicateReason = z.infer<typeof DuplicateReason>;

/** A known practice that one read from a file may be; `similarity` from 0 to 1 is that of the reason's own measure. */
export const Duplicate = z.object({ code: PracticeCode, title: z.string(), reason: DuplicateReason, similarity: z.number() });
export type Duplicate = z.infer<typeof Duplicate>;

/** A practice read from a file that waits for a person's word, because it may be known. */
export const HeldPractice = ReadPractice.extend({
	/** Place among the practices of its file, from 0. */
	position: z.number().int().min(0),
	duplicates: z.array(Duplicate).min(1)
});
export type HeldPractice = z.infer<typeof HeldPractice>;

/** Labels and values of a form of another kind, in order. */
export const Pairs = z.array(z.tuple([z.string(), z.string()]));
export type Pairs = z.infer<typeof Pairs>;

export const ImportState = z.enum(['waiting', 'reading', 'created', 'held', 'known', 'refused', 'dismissed']);
export type ImportState = z.infer<typeof ImportState>;

/** What is kept of a file until a person has decided: practices held, or the labels and values of another form and what it appears to be. */
export const ImportNotes = z.object({
	held: z.array(HeldPractice).default([]),
	pairs: Pairs.default([]),
	seems: Seems.optional(),
	/** Practices among several in the file that could not be read: the line, or the name in the archive, and why. */
	parts: z.array(z.object({ place: z.string(), reason: ReadRefusal })).optional()
});
export type ImportNotes = z.infer<typeof ImportNotes>;

/** Which field each label and value goes to, in their order; null leaves it without a place. */
export const Mapping = z.array(FieldKey.nullable()).max(500);
export type Mapping = z.infer<typeof Mapping>;

/** A label that the secretariat added to those of an edition. */
export const FieldAlias = z.object({ id: z.uuid(), key: FieldKey, alias: z.string().trim().min(3).max(200) });
export type FieldAlias = z.infer<typeof FieldAlias>;
