// Reports of harm on the secretariat's desk.
import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { retireForHarm } from '#features/catalogue/handlers/catalogue.server.ts';
import { listReports, settleReport } from '#features/labels/handlers/reports.server.ts';
import { HarmOutcome } from '#features/labels/schema.ts';
import { submitted } from '#platform/forms.server.ts';
import { localePath } from '#platform/locale.ts';
import type { Policy } from '#platform/policy.ts';
import type { Actions, PageServerLoad } from './$types';

export const _policy: Policy = 'secretariat';

export const load: PageServerLoad = async ({ locals: { ctx }, url }) => {
	const reports = await listReports(ctx);
	return {
		open: reports.filter(({ settledAt }) => settledAt === null),
		settled: reports.filter(({ settledAt }) => settledAt !== null),
		done: url.searchParams.get('hecho')
	};
};

const Report = z.object({ id: z.uuid() });

export const actions: Actions = {
	settle: (event) =>
		submitted(event, Report.extend({ outcome: HarmOutcome }), async ({ id, outcome }) => {
			const { ctx } = event.locals;
			await settleReport(ctx, id, outcome);
			redirect(303, localePath(ctx.locale, '/trabajo/reportes?hecho=resuelto'));
		}),
	retire: (event) =>
		submitted(event, Report, async ({ id }) => {
			const { ctx } = event.locals;
			await retireForHarm(ctx, id);
			redirect(303, localePath(ctx.locale, '/trabajo/reportes?hecho=retirada'));
		})
};
