// Anybody reports a harm or a risk that belongs to no single practice.
import { redirect } from '@sveltejs/kit';
import { reportHarm } from '#features/labels/handlers/reports.server.ts';
import { HarmReportInput } from '#features/labels/schema.ts';
import { submitted } from '#platform/forms.server.ts';
import { localePath } from '#platform/locale.ts';
import type { Policy } from '#platform/policy.ts';
import type { Actions } from './$types';

export const _policy: Policy = 'public';

export const actions: Actions = {
	default: (event) =>
		submitted(event, HarmReportInput, async (report) => {
			const { ctx, address } = event.locals;
			await reportHarm(ctx, null, report, address);
			redirect(303, localePath(ctx.locale, '/reportar/recibido'));
		})
};
