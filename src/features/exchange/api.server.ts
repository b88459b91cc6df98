// Documents in, through the API.
import { z } from 'zod';
import { PracticeCode } from '#features/practices/schema.ts';
import { operation } from '#platform/http/api.ts';
import { Problem } from '#platform/problem.ts';
import { exportPractice } from './handlers/export.server.ts';
import { importFile } from './handlers/import.server.ts';
import { ExportFormat, ReadPractice } from './schema.ts';

const Imported = ReadPractice.extend({ code: z.string().nullable(), file: z.string(), institutionIds: z.array(z.uuid()) });
const ImportReport = z.object({ practices: z.array(Imported) });

export const exchangeOperations = [
	operation({
		method: 'post',
		path: '/practices/import',
		id: 'importPractice',
		summary: 'Make a draft of each practice in a file that holds the form',
		tag: 'Practices',
		policy: 'signedIn',
		takesFiles: true,
		creates: true,
		answer: ImportReport,
		async run(ctx, { files }) {
			const [file, ...more] = files;
			if (!file || more.length > 0) throw new Problem('invalidInput', { fields: [{ path: 'file', message: '1' }] });
			const practices = await importFile(ctx, file);
			return { status: 201, json: { practices }, location: `/api/v1/practices/${practices[0]?.code}/draft` };
		}
	}),
	operation({
		method: 'get',
		path: '/practices/{code}/export/{format}',
		id: 'exportPractice',
		summary: 'Take a practice home as Word, PDF or JSON',
		tag: 'Practices',
		policy: 'public',
		params: z.object({ code: PracticeCode, format: ExportFormat }),
		answer: 'file',
		run: (ctx, { params }) => exportPractice(ctx, params.code, params.format)
	})
];
