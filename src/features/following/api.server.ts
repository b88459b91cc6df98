// Following a search through the API: an account's own searches, and asking, confirming and ending without one.
import { z } from 'zod';
import { operation } from '#platform/http/api.ts';
import { localePath } from '#platform/locale.ts';
import { Problem } from '#platform/problem.ts';
import {
	askToFollow,
	changeSearch,
	confirmFollowing,
	listSearches,
	lookAtFollowing,
	removeSearch,
	saveSearch,
	stopFollowing
} from './handlers.server.ts';
import { FollowRequest, NewSearch, SavedSearch, SearchChange } from './schema.ts';

const ById = z.object({ id: z.uuid() });
const BySecret = z.object({ secret: z.string().max(100) });

export const followingOperations = [
	operation({
		method: 'get',
		path: '/searches',
		id: 'listSearches',
		summary: 'Your kept searches',
		tag: 'following',
		policy: 'signedIn',
		answer: z.object({ items: z.array(SavedSearch.extend({ createdAt: z.iso.datetime() })) }),
		run: async (ctx) => ({ json: { items: await listSearches(ctx) } })
	}),
	operation({
		method: 'post',
		path: '/searches',
		id: 'saveSearch',
		summary: 'Keep a search, with alerts by mail or without',
		tag: 'following',
		policy: 'signedIn',
		body: NewSearch,
		creates: true,
		answer: ById,
		run: async (ctx, { body }) => ({ status: 201, json: await saveSearch(ctx, body) })
	}),
	operation({
		method: 'put',
		path: '/searches/{id}',
		id: 'changeSearch',
		summary: 'Rename a kept search, or choose how often to hear of it',
		tag: 'following',
		policy: 'signedIn',
		params: ById,
		body: SearchChange,
		versioned: true,
		answer: z.object({ version: z.number().int() }),
		async run(ctx, { params, body, version }) {
			if (version === undefined) throw new Problem('versionRequired');
			const changed = await changeSearch(ctx, params.id, version, body);
			return { json: changed, version: changed.version };
		}
	}),
	operation({
		method: 'delete',
		path: '/searches/{id}',
		id: 'removeSearch',
		summary: 'Delete a kept search',
		tag: 'following',
		policy: 'signedIn',
		params: ById,
		answer: 'empty',
		async run(ctx, { params }) {
			await removeSearch(ctx, params.id);
			return { status: 204, json: null };
		}
	}),
	operation({
		method: 'post',
		path: '/following',
		id: 'askToFollow',
		summary: 'Follow a search by mail: the address is asked first; the answer says nothing of it',
		tag: 'following',
		policy: 'public',
		body: FollowRequest,
		answer: 'empty',
		async run(ctx, { body, address }) {
			await askToFollow(ctx, body, address);
			return { status: 204, json: null };
		}
	}),
	operation({
		method: 'post',
		path: '/following/{secret}/confirm',
		id: 'confirmFollowing',
		summary: 'Confirm by the secret of the mail that its address wishes to follow',
		tag: 'following',
		policy: 'link',
		params: BySecret,
		answer: 'empty',
		async run(ctx, { params }) {
			await confirmFollowing(ctx, params.secret);
			return { status: 204, json: null };
		}
	}),
	operation({
		method: 'get',
		path: '/following/{secret}',
		id: 'lookAtFollowing',
		summary: 'Leads to the page that ends a following; nothing is done',
		tag: 'following',
		policy: 'link',
		params: BySecret,
		answer: 'empty',
		async run(ctx, { params }) {
			const { language } = await lookAtFollowing(ctx, params.secret, 'stop');
			return { status: 303, json: null, location: localePath(language, `/seguir/dejar/${encodeURIComponent(params.secret)}`) };
		}
	}),
	operation({
		method: 'post',
		path: '/following/{secret}',
		id: 'stopFollowing',
		summary: 'End a following with one click (RFC 8058), and erase the address',
		tag: 'following',
		policy: 'link',
		params: BySecret,
		answer: 'empty',
		async run(ctx, { params }) {
			await stopFollowing(ctx, params.secret);
			return { status: 204, json: null };
		}
	})
];
