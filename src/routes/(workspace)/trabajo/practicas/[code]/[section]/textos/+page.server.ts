// Earlier texts of a section, each of which can be written again.
import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { readDraft, readRevisions, saveSection } from '#features/practices/handlers.server.ts';
import { mayAct } from '#features/practices/rules/life.ts';
import { practicePath } from '#features/practices/rules/sections.ts';
import { submitted } from '#platform/forms.server.ts';
import { localePath } from '#platform/locale.ts';
import type { Policy } from '#platform/policy.ts';
import { Problem } from '#platform/problem.ts';
import { sectionAt } from '../saving.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _policy: Policy = 'signedIn';

export const load: PageServerLoad = async ({ locals, params }) => {
	const { ctx } = locals;
	const key = sectionAt(params.section);
	const [draft, revisions] = await Promise.all([readDraft(ctx, params.code), readRevisions(ctx, params.code, key)]);
	const { practice, edition, content, sections } = draft;
	const canWrite = mayAct('editSection', { actor: ctx.actor, state: practice.state, ownerId: practice.ownerId }).ok;
	// Saving twice without a change leaves equal texts; one of them is enough.
	const different = revisions.filter(
		(revision, index) => JSON.stringify(revision.value) !== JSON.stringify(index === 0 ? sections[key].value : revisions[index - 1]?.value)
	);
	return { key, practice, edition, content, section: sections[key], revisions: different, canWrite };
};

const Restore = z.object({ version: z.coerce.number().int(), revision: z.coerce.number().int() });

export const actions: Actions = {
	default: (event) =>
		submitted(event, Restore, async ({ version, revision }) => {
			const { ctx } = event.locals;
			const { code, section } = event.params;
			const key = sectionAt(section);
			const earlier = (await readRevisions(ctx, code, key)).find((row) => row.version === revision);
			if (!earlier) throw new Problem('notFound');
			await saveSection(ctx, code, key, version, { value: earlier.value });
			redirect(303, localePath(ctx.locale, practicePath(code, key)));
		})
};
