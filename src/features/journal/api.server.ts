// The journal through the API.
import { z } from 'zod';
import { operation } from '#platform/http/api.ts';
import { readJournal } from './handlers.server.ts';
import { JournalEntry, JournalPage, JournalQuery } from './schema.ts';

export const journalOperations = [
	operation({
		method: 'get',
		path: '/journal',
		id: 'readJournal',
		summary: 'Every change, newest first',
		tag: 'journal',
		policy: 'secretariat',
		query: JournalQuery,
		answer: JournalPage.extend({ items: z.array(JournalEntry.extend({ at: z.iso.datetime() })) }),
		run: async (ctx, { query }) => ({ json: await readJournal(ctx, query) })
	})
];
