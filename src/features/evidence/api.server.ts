// Files of a practice through the API.
import { z } from 'zod';
import { PracticeCode } from '#features/practices/schema.ts';
import { operation } from '#platform/http/api.ts';
import { Problem } from '#platform/problem.ts';
import { addAttachment, listAttachments, listNetworkFiles, readAttachment, removeAttachment } from './handlers.server.ts';
import { Attachment, AttachmentInput } from './schema.ts';

const ByCode = z.object({ code: PracticeCode });
const ById = ByCode.extend({ id: z.uuid() });

const NetworkFilesAnswer = z.object({
	practices: z.array(
		z.object({
			code: PracticeCode,
			title: z.string(),
			files: z.array(Attachment.pick({ id: true, key: true, name: true, mediaType: true, bytes: true, isInvented: true }))
		})
	),
	next: PracticeCode.nullable()
});

export const evidenceOperations = [
	operation({
		method: 'get',
		path: '/practices/{code}/attachments',
		id: 'listAttachments',
		summary: 'Files of a practice, for those who document it',
		tag: 'attachments',
		policy: 'signedIn',
		params: ByCode,
		answer: z.object({ items: z.array(Attachment.extend({ createdAt: z.iso.datetime() })) }),
		run: async (ctx, { params }) => ({ json: { items: await listAttachments(ctx, params.code) } })
	}),
	operation({
		method: 'get',
		path: '/network-files',
		id: 'listNetworkFiles',
		summary: 'What published practices share with the members of the network',
		tag: 'attachments',
		policy: 'signedIn',
		query: z.object({ code: PracticeCode.optional(), before: PracticeCode.optional() }),
		answer: NetworkFilesAnswer,
		run: async (ctx, { query }) => ({ json: await listNetworkFiles(ctx, query) })
	}),
	operation({
		method: 'post',
		path: '/practices/{code}/attachments',
		id: 'addAttachment',
		summary: 'Attach a file: multipart with `file`, `key` (a field, or consent) and `visibility`',
		tag: 'attachments',
		policy: 'signedIn',
		params: ByCode,
		takesFiles: true,
		creates: true,
		answer: z.object({ id: z.uuid() }),
		run: async (ctx, { params, files }) => {
			const [file, ...more] = files;
			const input = AttachmentInput.safeParse(file?.fields);
			if (!file || more.length > 0) throw new Problem('invalidInput', { fields: [{ path: 'file', message: '1' }] });
			if (!input.success) throw new Problem('invalidInput', { fields: [{ path: 'key', message: 'key, visibility' }] });
			const json = await addAttachment(ctx, params.code, { ...input.data, name: file.name, bytes: file.bytes });
			return { status: 201, json, location: `/api/v1/practices/${params.code}/attachments/${json.id}` };
		}
	}),
	operation({
		method: 'get',
		path: '/practices/{code}/attachments/{id}',
		id: 'readAttachment',
		summary: 'The bytes of a file',
		tag: 'attachments',
		policy: 'signedIn',
		params: ById,
		answer: 'file',
		run: async (ctx, { params }) => {
			const { name, mediaType, bytes, content } = await readAttachment(ctx, params.code, params.id);
			return { stream: content, length: bytes, mediaType, fileName: name };
		}
	}),
	operation({
		method: 'delete',
		path: '/practices/{code}/attachments/{id}',
		id: 'removeAttachment',
		summary: 'Take a file off a practice',
		tag: 'attachments',
		policy: 'signedIn',
		params: ById,
		answer: 'empty',
		run: async (ctx, { params }) => {
			await removeAttachment(ctx, params.code, params.id);
			return { status: 204, json: null };
		}
	})
];
