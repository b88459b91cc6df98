// A translation beside its original: save its texts, publish it, take it out of public.
import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { publishTranslation, withdrawTranslation } from '#features/catalogue/handlers/translations.server.ts';
import { practicePath } from '#features/practices/rules/sections.ts';
import { readTranslation, saveTexts } from '#features/translations/handlers.server.ts';
import { textsToSave } from '#features/translations/rules.ts';
import { TextsForm } from '#features/translations/schema.ts';
import type { Ctx } from '#platform/ctx.ts';
import { submitted } from '#platform/forms.server.ts';
import { limits } from '#platform/limits.ts';
import { Locale, localePath } from '#platform/locale.ts';
import type { Policy } from '#platform/policy.ts';
import { Problem } from '#platform/problem.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const _policy: Policy = 'signedIn';
/** All texts of a practice come in one form. */
export const _bodyLimit = limits.file;

export const load: PageServerLoad = async ({ locals: { ctx }, params, url }) => ({
	...(await readTranslation(ctx, params.code, languageAt(params.language))),
	done: url.searchParams.get('hecho') ?? ''
});

/** @throws Problem notFound */
function languageAt(language: string): Locale {
	const parsed = Locale.safeParse(language);
	if (!parsed.success) throw new Problem('notFound');
	return parsed.data;
}

const here = ({ locals: { ctx }, params }: RequestEvent, done: string, place = '') =>
	`${localePath(ctx.locale, practicePath(params.code, `traducciones/${params.language}`))}?hecho=${done}${place}`;

const Looked = z.object({ version: z.coerce.number().int() });

const act =
	(perform: (ctx: Ctx, code: string, language: Locale, version: number) => Promise<void>, done: string) => (event: RequestEvent) =>
		submitted(event, Looked, async ({ version }) => {
			await perform(event.locals.ctx, event.params.code, languageAt(event.params.language), version);
			redirect(303, here(event, done, '#publicar'));
		});

export const actions: Actions = {
	save: (event) =>
		submitted(event, TextsForm, async (form) => {
			const { ctx } = event.locals;
			const language = languageAt(event.params.language);
			const { conflicts } = await saveTexts(ctx, event.params.code, language, textsToSave(form));
			if (conflicts.length > 0) throw new Problem('versionConflict', { detail: { conflicts } });
			redirect(303, here(event, 'guardada', form.save ? `#text-${form.save}` : ''));
		}),
	publish: act(publishTranslation, 'publicada'),
	withdraw: act(withdrawTranslation, 'retirada')
};
