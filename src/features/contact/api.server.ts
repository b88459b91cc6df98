// Messages to the people who document practices, through the API: anybody sends one, whoever may answer it reads and deletes it.
import { z } from 'zod';
import { PracticeCode } from '#features/practices/schema.ts';
import { type AnyOperation, operation } from '#platform/http/api.ts';
import { deleteMessage, listMessages, sendMessage } from './handlers.server.ts';
import { ContactInput, ContactMessage } from './schema.ts';

const moment = z.iso.datetime();
const MessageAnswer = ContactMessage.extend({ receivedAt: moment, keptUntil: moment });

export const contactOperations: AnyOperation[] = [
	operation({
		method: 'post',
		path: '/practices/{code}/messages',
		id: 'writeToAuthors',
		summary: 'Write to the people who document a published practice; name and address go to them only, and are deleted after half a year',
		tag: 'messages',
		policy: 'public',
		params: z.object({ code: PracticeCode }),
		body: ContactInput,
		fails: ['gone', 'tooManyAttempts'],
		answer: 'empty',
		run: async (ctx, { params, body, address }) => {
			await sendMessage(ctx, params.code, body, address);
			return { status: 204, json: null };
		}
	}),
	operation({
		method: 'get',
		path: '/messages',
		id: 'listMessages',
		summary: 'Messages of readers on one’s own practices; for the secretariat, also on those whose author cannot be reached',
		tag: 'messages',
		policy: 'signedIn',
		answer: z.object({ items: z.array(MessageAnswer) }),
		run: async (ctx) => ({ json: { items: await listMessages(ctx) } })
	}),
	operation({
		method: 'delete',
		path: '/messages/{id}',
		id: 'deleteMessage',
		summary: 'Delete a message at once',
		tag: 'messages',
		policy: 'signedIn',
		params: z.object({ id: z.uuid() }),
		answer: 'empty',
		run: async (ctx, { params }) => {
			await deleteMessage(ctx, params.id);
			return { status: 204, json: null };
		}
	})
];
