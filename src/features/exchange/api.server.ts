// Documents in, through the API.
import { z } from 'zod';
import { CollectionSlug } from '#features/collections/schema.ts';
import { FieldKey } from '#features/methodology/schema.ts';
import { PracticeCode } from '#features/practices/schema.ts';
import { reasonWords } from '#messages/problems.ts';
import type { Ctx } from '#platform/ctx.ts';
import { operation } from '#platform/http/api.ts';
import { limits } from '#platform/limits.ts';
import { Problem } from '#platform/problem.ts';
import { addAliases, listAliases, removeAlias } from './handlers/aliases.server.ts';
import { exportAssessments } from './handlers/assessment-export.server.ts';
import { decideHeld, listBatches, readBatch, startBatch } from './handlers/batch.server.ts';
import { exportCollection, exportComparison, exportComparisonSheet, exportPractice, exportVerdict } from './handlers/export.server.ts';
import { type ImportFailure, importFiles } from './handlers/import.server.ts';
import { exportList } from './handlers/list-export.server.ts';
import { importMapped } from './handlers/mapping.server.ts';
import { exportBundle, practiceSchema } from './handlers/transfer-out.server.ts';
import {
	Duplicate,
	ExportFormat,
	FieldAlias,
	HeldPractice,
	ImportState,
	ListFormat,
	ListQuery,
	Mapping,
	Pairs,
	PracticeDocument,
	ReadPractice,
	Seems,
	TableFormat
} from './schema.ts';

const ImportedPractice = ReadPractice.extend({
	code: z.string().nullable(),
	file: z.string(),
	institutionIds: z.array(z.uuid()),
	duplicates: z.array(Duplicate)
});

/** `reason` is a code of the list of failures, `title` its words. */
const Failure = z.object({
	file: z.string(),
	/** Of one practice among several in the file: its line, or its name in the archive. */
	place: z.string().optional(),
	reason: z.string(),
	title: z.string(),
	fields: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
	seems: Seems.optional(),
	pairs: Pairs.optional()
});

const ImportReport = z.object({ batch: z.uuid().nullable(), practices: z.array(ImportedPractice), failures: z.array(Failure) });

const ImportQuery = z.object({
	/** `hold`: a practice that may be known waits in `/imports/{batch}` instead of becoming a draft. */
	duplicates: z.enum(['create', 'hold']).default('create'),
	again: z.stringbool().default(false),
	dryRun: z.stringbool().default(false)
});

const ScopeQuery = z.object({
	/** What everybody may see, or everything; without it the first where the practice is published, else the second. */
	scope: PracticeDocument.shape.scope.unwrap().optional()
});

const LabelMapping = z.record(z.string().max(500), FieldKey);

const BatchFile = z.object({
	id: z.uuid(),
	name: z.string(),
	state: ImportState,
	reason: z.string().nullable(),
	title: z.string().nullable(),
	/** Their fields without a text, texts without a field, and fields that the reader doubts. */
	practices: z.array(
		z.object({ code: PracticeCode, title: z.string(), empty: z.number().int(), unplaced: z.number().int(), doubts: z.number().int() })
	),
	held: z.array(HeldPractice),
	seems: Seems.optional(),
	parts: z.array(z.object({ place: z.string(), reason: z.string() })),
	pairs: Pairs
});
const BatchReport = z.object({ id: z.uuid(), createdAt: z.iso.datetime(), waiting: z.number().int(), files: z.array(BatchFile) });
const BatchPath = z.object({ id: z.uuid() });
const FilePath = z.object({ id: z.uuid(), file: z.uuid() });

/** The batch with its failures in words. */
async function batchReport(ctx: Ctx, id: string) {
	const { files, ...batch } = await readBatch(ctx, id);
	return { ...batch, files: files.map((file) => ({ ...file, title: file.reason && reasonWords(file.reason, ctx.locale) })) };
}

const withTitles = (ctx: Ctx, failures: ImportFailure[]) =>
	failures.map((failure) => ({ ...failure, title: reasonWords(failure.reason, ctx.locale) }));

/** A text field of the posted form that holds JSON: which field a label stands for. */
function labelMapping(given: string | undefined): Record<string, FieldKey> | undefined {
	if (given === undefined) return undefined;
	let json: unknown;
	try {
		json = JSON.parse(given);
	} catch {
		throw new Problem('invalidInput', { fields: [{ path: 'map', message: 'JSON' }] });
	}
	const mapping = LabelMapping.safeParse(json);
	if (!mapping.success) throw new Problem('invalidInput', { fields: [{ path: 'map', message: '{"label": "field"}' }] });
	return mapping.data;
}

export const exchangeOperations = [
	operation({
		method: 'post',
		path: '/practices/import',
		id: 'importPractices',
		summary: 'Make a draft of each practice in files that hold the form; a field `map` says what other labels stand for',
		tag: 'exchange',
		policy: 'signedIn',
		takesFiles: true,
		query: ImportQuery,
		creates: true,
		answer: ImportReport,
		async run(ctx, { files, query }) {
			const { batch, practices, failures } = await importFiles(ctx, files, {
				dryRun: query.dryRun,
				again: query.again,
				holdsDuplicates: query.duplicates === 'hold',
				mapping: labelMapping(files[0]?.fields.map)
			});
			const [first, ...more] = failures;
			const described = withTitles(ctx, failures);
			if (practices.length === 0 && first)
				throw new Problem(more.length === 0 ? first.reason : 'nothingImported', { detail: { ...first, failures: described } });
			const code = practices.find((practice) => practice.code !== null)?.code;
			return {
				status: query.dryRun ? 200 : 201,
				json: { batch, practices, failures: described },
				...(code ? { location: `/api/v1/practices/${code}/draft` } : {})
			};
		}
	}),
	operation({
		method: 'post',
		path: '/imports',
		id: 'startImport',
		summary: 'Bring in many files at once; the server reads them while you go on',
		tag: 'exchange',
		policy: 'signedIn',
		takesFiles: true,
		bodyLimit: limits.batch,
		query: z.object({ again: z.stringbool().default(false) }),
		creates: true,
		answer: BatchReport,
		async run(ctx, { files, query }) {
			const id = await startBatch(ctx, files, query);
			return { status: 201, json: await batchReport(ctx, id), location: `/api/v1/imports/${id}` };
		}
	}),
	operation({
		method: 'get',
		path: '/imports',
		id: 'listImports',
		summary: 'What you brought in, the newest first',
		tag: 'exchange',
		policy: 'signedIn',
		answer: z.object({
			items: z.array(
				z.object({
					id: z.uuid(),
					createdAt: z.iso.datetime(),
					files: z.number().int(),
					waiting: z.number().int(),
					created: z.number().int(),
					asking: z.number().int()
				})
			)
		}),
		run: async (ctx) => ({ json: { items: await listBatches(ctx) } })
	}),
	operation({
		method: 'get',
		path: '/imports/{id}',
		id: 'readImport',
		summary: 'How far the reading is, and what became of each file',
		tag: 'exchange',
		policy: 'signedIn',
		params: BatchPath,
		answer: BatchReport,
		run: async (ctx, { params }) => ({ json: await batchReport(ctx, params.id) })
	}),
	operation({
		method: 'post',
		path: '/imports/{id}/files/{file}/decision',
		id: 'decideImport',
		summary: 'Decide about a practice that may be known: make a draft of it all the same, or none',
		tag: 'exchange',
		policy: 'signedIn',
		params: FilePath,
		body: z.object({ position: z.number().int().min(0), create: z.boolean() }),
		answer: z.object({ code: PracticeCode.nullable() }),
		run: async (ctx, { params, body }) => ({ json: { code: await decideHeld(ctx, params.file, body.position, body.create) } })
	}),
	operation({
		method: 'post',
		path: '/imports/{id}/files/{file}/mapping',
		id: 'mapImport',
		summary: 'Make a draft of a form of another kind: one field, or null, for each of its labels and values in order',
		tag: 'exchange',
		policy: 'signedIn',
		params: FilePath,
		body: z.object({ mapping: Mapping, remember: z.boolean().default(false) }),
		answer: z.object({ code: PracticeCode }),
		async run(ctx, { params, body }) {
			const code = await importMapped(ctx, params.file, body.mapping, { remembers: body.remember });
			return { status: 201, json: { code }, location: `/api/v1/practices/${code}/draft` };
		}
	}),
	operation({
		method: 'get',
		path: '/labels',
		id: 'listLabels',
		summary: 'Labels that were added to those of the form',
		tag: 'exchange',
		policy: 'secretariat',
		answer: z.object({ items: z.array(FieldAlias) }),
		run: async (ctx) => ({ json: { items: await listAliases(ctx) } })
	}),
	operation({
		method: 'post',
		path: '/labels',
		id: 'addLabels',
		summary: 'Add labels under which fields of the form are recognised',
		tag: 'exchange',
		policy: 'secretariat',
		body: z.object({
			items: z
				.array(FieldAlias.omit({ id: true }))
				.min(1)
				.max(200)
		}),
		creates: true,
		answer: z.object({ items: z.array(FieldAlias) }),
		run: async (ctx, { body }) => ({ status: 201, json: { items: await addAliases(ctx, body.items) } })
	}),
	operation({
		method: 'delete',
		path: '/labels/{id}',
		id: 'removeLabel',
		summary: 'Take an added label off again',
		tag: 'exchange',
		policy: 'secretariat',
		params: z.object({ id: z.uuid() }),
		answer: 'empty',
		async run(ctx, { params }) {
			await removeAlias(ctx, params.id);
			return { status: 204, json: null };
		}
	}),
	operation({
		method: 'get',
		path: '/catalogue/{format}',
		id: 'exportCatalogue',
		summary: 'Take many published practices home as one file: what answers a question, or the chosen codes',
		tag: 'catalogue',
		policy: 'public',
		params: z.object({ format: ListFormat }),
		query: ListQuery,
		fails: ['gone', 'bodyTooLarge'],
		example: { format: 'csv', q: 'ahorro' },
		mediaTypes: [
			'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
			'text/csv',
			'application/x-ndjson',
			'application/pdf'
		],
		answer: 'file',
		run: (ctx, { params, query }) => exportList(ctx, params.format, query)
	}),
	operation({
		method: 'get',
		path: '/assessments/export/{format}',
		id: 'exportAssessments',
		summary: 'Every assessment as a table, a row per criterion; levels as far as the secretariat may see them',
		tag: 'assessing',
		policy: 'secretariat',
		params: z.object({ format: TableFormat }),
		answer: 'file',
		run: (ctx, { params }) => exportAssessments(ctx, params.format)
	}),
	operation({
		method: 'get',
		path: '/schemas/practice.json',
		id: 'readPracticeSchema',
		summary: 'The JSON Schema of the document in which a practice goes from one instance to another',
		tag: 'exchange',
		policy: 'public',
		mediaTypes: ['application/schema+json'],
		answer: 'file',
		async run(ctx) {
			return { bytes: practiceSchema(ctx), mediaType: 'application/schema+json', fileName: 'practice.json' };
		}
	}),
	operation({
		method: 'get',
		path: '/practices/{code}/export/zip',
		id: 'exportBundle',
		summary: 'Take a practice home with its files, to be brought into another instance',
		tag: 'exchange',
		policy: 'public',
		params: z.object({ code: PracticeCode }),
		query: ScopeQuery,
		fails: ['gone'],
		example: { code: 'AC-0001' },
		mediaTypes: ['application/zip'],
		answer: 'file',
		run: (ctx, { params, query }) => exportBundle(ctx, [params.code], query.scope)
	}),
	operation({
		method: 'get',
		path: '/practices/{code}/export/{format}',
		id: 'exportPractice',
		summary: 'Take a practice home as Word, PDF or JSON',
		tag: 'exchange',
		policy: 'public',
		params: z.object({ code: PracticeCode, format: ExportFormat }),
		fails: ['gone'],
		example: { code: 'AC-0001', format: 'docx' },
		mediaTypes: [
			'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
			'application/pdf',
			'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
			'text/csv',
			'application/json'
		],
		answer: 'file',
		run: (ctx, { params }) => exportPractice(ctx, params.code, params.format)
	}),
	operation({
		method: 'get',
		path: '/practices/{code}/verdict/pdf',
		id: 'printVerdict',
		summary: 'The verdict on a published practice as a PDF, with the official words and the reasons',
		tag: 'exchange',
		policy: 'public',
		params: z.object({ code: PracticeCode }),
		fails: ['gone'],
		example: { code: 'AC-0001' },
		mediaTypes: ['application/pdf'],
		answer: 'file',
		run: (ctx, { params }) => exportVerdict(ctx, params.code)
	}),
	operation({
		method: 'get',
		path: '/collections/{slug}/export/pdf',
		id: 'printCollection',
		summary: 'A published collection as a booklet: its introduction, then its practices',
		tag: 'collections',
		policy: 'public',
		params: z.object({ slug: CollectionSlug }),
		fails: ['gone', 'bodyTooLarge'],
		mediaTypes: ['application/pdf'],
		answer: 'file',
		run: (ctx, { params }) => exportCollection(ctx, params.slug)
	}),
	operation({
		method: 'get',
		path: '/comparison/pdf',
		id: 'printComparison',
		summary: 'Two to four published practices side by side as a PDF',
		tag: 'exchange',
		policy: 'public',
		query: z.object({ code: z.array(PracticeCode).max(4) }),
		fails: ['notFound', 'gone'],
		example: { code: ['AC-0001', 'AC-0002'] },
		mediaTypes: ['application/pdf'],
		answer: 'file',
		run: (ctx, { query }) => exportComparison(ctx, query.code)
	}),
	operation({
		method: 'get',
		path: '/comparison/xlsx',
		id: 'exportComparison',
		summary: 'Two to four published practices side by side as a workbook, a row per aspect',
		tag: 'exchange',
		policy: 'public',
		query: z.object({ code: z.array(PracticeCode).max(4) }),
		fails: ['notFound', 'gone'],
		example: { code: ['AC-0001', 'AC-0002'] },
		mediaTypes: ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
		answer: 'file',
		run: (ctx, { query }) => exportComparisonSheet(ctx, query.code)
	})
];
