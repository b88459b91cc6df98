// The account's own page: data, what comes by mail, password, keys for programs.
import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { letIn } from '#app/routes/let-in.server.ts';
import { currentEdition } from '#features/methodology/handlers.server.ts';
import {
	changePassword,
	changeThemes,
	createApiKey,
	listApiKeys,
	readNoticeWish,
	readPerson,
	readThemes,
	revokeApiKey,
	setNoticeWish
} from '#features/people/handlers.server.ts';
import { ApiKeyName, ChangePassword, NoticeWish, Themes } from '#features/people/schema.ts';
import { actorId, type Ctx } from '#platform/ctx.ts';
import { submitted } from '#platform/forms.server.ts';
import { isSharedComputer } from '#platform/http/cookies.server.ts';
import { localePath } from '#platform/locale.ts';
import type { Policy } from '#platform/policy.ts';
import type { Actions, PageServerLoad } from './$types';

export const _policy: Policy = 'signedIn';

/** The policy lets nobody in without an id; the handlers refuse an empty one. */
const ownId = (ctx: Ctx) => actorId(ctx.actor) ?? '';

export const load: PageServerLoad = async ({ locals, url }) => {
	const { ctx } = locals;
	const [person, keys, wish, themes, edition] = await Promise.all([
		readPerson(ctx, ownId(ctx)),
		listApiKeys(ctx),
		readNoticeWish(ctx),
		readThemes(ctx, ownId(ctx)),
		currentEdition(ctx.app)
	]);
	return {
		person,
		keys,
		wish,
		themes,
		knownThemes: edition.vocabulary.themes,
		isPasswordChanged: url.searchParams.has('contrasena'),
		isWishSaved: url.searchParams.has('avisos'),
		areThemesSaved: url.searchParams.has('temas')
	};
};

const accountPage = (ctx: Ctx) => localePath(ctx.locale, '/trabajo/cuenta');

export const actions: Actions = {
	notices: (event) =>
		submitted(event, z.object({ notices: NoticeWish }), async ({ notices }) => {
			await setNoticeWish(event.locals.ctx, notices);
			redirect(303, `${accountPage(event.locals.ctx)}?avisos`);
		}),
	themes: (event) =>
		submitted(event, Themes, async ({ themes }) => {
			await changeThemes(event.locals.ctx, ownId(event.locals.ctx), themes);
			redirect(303, `${accountPage(event.locals.ctx)}?temas`);
		}),
	password: (event) =>
		submitted(event, ChangePassword, async (input) => {
			const { ctx, address } = event.locals;
			const email = await changePassword(ctx, input, address);
			await letIn(event, { email, password: input.password }, isSharedComputer(event.cookies));
			redirect(303, `${accountPage(ctx)}?contrasena`);
		}),
	createKey: (event) =>
		submitted(event, z.object({ keyName: ApiKeyName }), async ({ keyName }) => {
			const { key } = await createApiKey(event.locals.ctx, ownId(event.locals.ctx), keyName);
			return { key };
		}),
	revokeKey: (event) =>
		submitted(event, z.object({ keyId: z.uuid() }), async ({ keyId }) => {
			await revokeApiKey(event.locals.ctx, keyId);
			redirect(303, accountPage(event.locals.ctx));
		})
};
