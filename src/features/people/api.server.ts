// Somebody's own account through the API.
import { z } from 'zod';
import { actorId } from '#platform/ctx.ts';
import { operation } from '#platform/http/api.ts';
import { changeThemes, readNoticeWish, readThemes, setNoticeWish } from './handlers.server.ts';
import { NoticeWish, Themes } from './schema.ts';

const Wish = z.object({ notices: NoticeWish });

export const peopleOperations = [
	operation({
		method: 'get',
		path: '/account/notices',
		id: 'readNoticeWish',
		summary: 'What you wish to hear of by mail: all, todo or none',
		tag: 'account',
		policy: 'signedIn',
		answer: Wish,
		run: async (ctx) => ({ json: { notices: await readNoticeWish(ctx) } })
	}),
	operation({
		method: 'put',
		path: '/account/notices',
		id: 'setNoticeWish',
		summary: 'Sets what you wish to hear of by mail',
		tag: 'account',
		policy: 'signedIn',
		body: Wish,
		answer: Wish,
		run: async (ctx, { body }) => {
			await setNoticeWish(ctx, body.notices);
			return { json: body };
		}
	}),
	operation({
		method: 'get',
		path: '/account/themes',
		id: 'readThemes',
		summary: 'Themes you know about, by which practices are suggested to you',
		tag: 'account',
		policy: 'signedIn',
		answer: Themes,
		run: async (ctx) => ({ json: { themes: await readThemes(ctx, actorId(ctx.actor) ?? '') } })
	}),
	operation({
		method: 'put',
		path: '/account/themes',
		id: 'changeThemes',
		summary: 'Sets the themes you know about',
		tag: 'account',
		policy: 'signedIn',
		body: Themes,
		answer: Themes,
		run: async (ctx, { body }) => {
			await changeThemes(ctx, actorId(ctx.actor) ?? '', body.themes);
			return { json: body };
		}
	}),
	operation({
		method: 'put',
		path: '/people/{id}/themes',
		id: 'changeThemesOf',
		summary: 'Sets the themes that somebody knows about, for the secretariat',
		tag: 'account',
		policy: 'secretariat',
		params: z.object({ id: z.string().max(60) }),
		body: Themes,
		answer: Themes,
		run: async (ctx, { params, body }) => {
			await changeThemes(ctx, params.id, body.themes);
			return { json: body };
		}
	})
];
