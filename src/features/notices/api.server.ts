// Notices and the outbox through the API.
import { z } from 'zod';
import { operation } from '#platform/http/api.ts';
import { listNotices, listOutbox, markDelivered, markNoticesRead, retryMail } from './handlers.server.ts';
import { MarkRead, Notice, NoticePage, OutgoingMail, PageQuery } from './schema.ts';

const Moment = z.iso.datetime();
const MailParams = z.object({ id: z.uuid() });

export const noticeOperations = [
	operation({
		method: 'get',
		path: '/notices',
		id: 'listNotices',
		summary: 'What you should know or do, unread first',
		tag: 'notices',
		policy: 'signedIn',
		query: PageQuery,
		answer: NoticePage.extend({ items: z.array(Notice.extend({ createdAt: Moment, readAt: Moment.nullable() })) }),
		run: async (ctx, { query }) => ({ json: await listNotices(ctx, query) })
	}),
	operation({
		method: 'post',
		path: '/notices/read',
		id: 'markNoticesRead',
		summary: 'Marks some of your notices as read, or all of them',
		tag: 'notices',
		policy: 'signedIn',
		body: MarkRead,
		answer: 'empty',
		run: async (ctx, { body }) => {
			await markNoticesRead(ctx, body);
			return { status: 204, json: null };
		}
	}),
	operation({
		method: 'get',
		path: '/outbox',
		id: 'listOutbox',
		summary: 'Mails that have not gone: all of them where there is no mail server',
		tag: 'notices',
		policy: 'secretariat',
		query: PageQuery,
		answer: z.object({
			items: z.array(OutgoingMail.extend({ nextAt: Moment, createdAt: Moment })),
			isSending: z.boolean(),
			next: z.number().int().nullable()
		}),
		run: async (ctx, { query }) => ({ json: await listOutbox(ctx, query) })
	}),
	operation({
		method: 'post',
		path: '/outbox/{id}/delivered',
		id: 'markMailDelivered',
		summary: 'Says that a mail was handed over by other means; its text is erased',
		tag: 'notices',
		policy: 'secretariat',
		params: MailParams,
		answer: 'empty',
		run: async (ctx, { params }) => {
			await markDelivered(ctx, params.id);
			return { status: 204, json: null };
		}
	}),
	operation({
		method: 'post',
		path: '/outbox/{id}/retry',
		id: 'retryMail',
		summary: 'Sends a mail now that waits or was given up',
		tag: 'notices',
		policy: 'secretariat',
		params: MailParams,
		answer: 'empty',
		run: async (ctx, { params }) => {
			await retryMail(ctx, params.id);
			return { status: 204, json: null };
		}
	})
];
