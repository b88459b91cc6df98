// Anybody reports a harm or a risk of a published practice.
import { redirect } from '@sveltejs/kit';
import { readEntry } from '#features/catalogue/handlers/catalogue.server.ts';
import { reportHarm } from '#features/labels/handlers/reports.server.ts';
import { HarmReportInput } from '#features/labels/schema.ts';
import { submitted } from '#platform/forms.server.ts';
import { localePath } from '#platform/locale.ts';
import type { Policy } from '#platform/policy.ts';
import type { Actions, PageServerLoad } from './$types';

export const _policy: Policy = 'public';

export const load: PageServerLoad = async ({ locals: { ctx }, params }) => {
	const { code, title, language, label } = await readEntry(ctx, params.code);
	return { code, title, language, hasLabel: label !== null };
};

export const actions: Actions = {
	default: (event) =>
		submitted(event, HarmReportInput, async (report) => {
			const { ctx, address } = event.locals;
			await reportHarm(ctx, event.params.code, report, address);
			redirect(303, localePath(ctx.locale, '/reportar/recibido'));
		})
};
