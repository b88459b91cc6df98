// One section of the form: read it, save it and go on, or add to its institutions.
import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { readLinks } from '#features/authorisations/handlers.server.ts';
import { listAttachments } from '#features/evidence/handlers.server.ts';
import { readImported } from '#features/exchange/handlers/imported.server.ts';
import { askAboutInstitutions, listInstitutions, readInstitution, recogniseInstitutions } from '#features/institutions/handlers.server.ts';
import { readDraft, readPracticeEdition } from '#features/practices/handlers.server.ts';
import { mayAct } from '#features/practices/rules/life.ts';
import { openObservations } from '#features/practices/rules/passages.ts';
import { pathAfter, practicePath, sectionsOf } from '#features/practices/rules/sections.ts';
import { actorId } from '#platform/ctx.ts';
import { submitted } from '#platform/forms.server.ts';
import { localePath } from '#platform/locale.ts';
import { placesIn } from '#platform/places.ts';
import type { Policy } from '#platform/policy.ts';
import { Problem } from '#platform/problem.ts';
import { secretHash } from '#platform/secret.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';
import { addInstitutionTo, saveForm, sectionAt } from './saving.server.ts';

export const _policy: Policy = 'signedIn';

export const load: PageServerLoad = async ({ locals, params, request, url }) => {
	const { ctx } = locals;
	const key = sectionAt(params.section);
	const [draft, imported] = await Promise.all([readDraft(ctx, params.code), readImported(ctx, params.code)]);
	const { practice, edition, content, sections } = draft;
	if (!sectionsOf(edition).includes(key)) throw new Problem('notFound');
	const situation = { actor: ctx.actor, state: practice.state, ownerId: practice.ownerId };
	// A refused text is shown even when the practice was sent or withdrawn meanwhile, so that it can be copied.
	if (request.method === 'GET' && !mayAct('editSection', situation).ok) redirect(303, localePath(ctx.locale, practicePath(practice.code)));
	const asked = url.searchParams.get('buscar')?.trim() ?? '';
	return {
		key,
		practice,
		edition,
		content,
		section: sections[key],
		/** Whoever is reading wrote the stored text: a conflict is then with another window of her own. */
		isOwn: sections[key].updatedBy === actorId(ctx.actor),
		observations: openObservations({ ...draft, state: practice.state }).filter((observation) => observation.key === key),
		authorisations: key === 'consent' ? (await readLinks(ctx, practice.code)).authorisations : [],
		letters: key === 'consent' ? (await listAttachments(ctx, practice.code)).filter((file) => file.key === 'consent') : [],
		register: key === 'institutions' ? await readRegister() : undefined,
		imported,
		/** Places that an imported text names, and nobody has chosen. */
		named:
			key === 'places' && imported
				? placesIn(`${content.fields.title}\n${content.fields.institutions}`).filter(
						(place) => !content.layers.places.codes.includes(place)
					)
				: [],
		now: ctx.app.now(),
		goesBackToCheck: url.searchParams.has('revisar'),
		owner: ctx.actor.kind === 'person' ? secretHash(ctx.actor.id).slice(0, 12) : ''
	};

	/** Institutions chosen, named by the text, nearly named by it, and found by a search, each once. */
	async function readRegister() {
		const named = await recogniseInstitutions(ctx.app.db, content.fields.institutions);
		const found = asked === '' ? [] : await listInstitutions(ctx, { q: asked });
		const chosen = new Set(content.institutions.map(({ id }) => id));
		const unchosen = named.filter(({ institutionId }) => !chosen.has(institutionId));
		const suggested = await Promise.all(unchosen.map(({ institutionId }) => readInstitution(ctx, institutionId)));
		const isListed = (id: string) => chosen.has(id) || suggested.some((one) => one.id === id);
		const resembling = (await askAboutInstitutions(ctx, content.fields.institutions)).filter(({ id }) => !isListed(id));
		const others = found.filter(({ id }) => !isListed(id) && !resembling.some((one) => one.id === id));
		return { asked, chosen: content.institutions, suggested, resembling, found: others };
	}
};

const SectionPost = z.looseObject({ version: z.coerce.number().int() });

/** Saves the section and goes where `next` says; what was refused comes back as it was typed. */
const save =
	(next: (event: RequestEvent, form: Record<string, unknown>, version: number) => Promise<string> | string) => (event: RequestEvent) =>
		submitted(event, SectionPost, async (form) => {
			const { ctx } = event.locals;
			const { version } = await saveForm(ctx, event.params.code, sectionAt(event.params.section), form);
			redirect(303, localePath(ctx.locale, await next(event, form, version)));
		});

const here = ({ params }: RequestEvent) => practicePath(params.code, sectionAt(params.section));

export const actions: Actions = {
	save: save(async ({ locals, params, url }, { then }) => {
		if (url.searchParams.has('revisar')) return practicePath(params.code, 'revisar');
		if (then === 'list') return practicePath(params.code);
		return pathAfter(params.code, sectionAt(params.section), await readPracticeEdition(locals.ctx, params.code));
	}),
	search: save((event, { asked }) => `${here(event)}?buscar=${encodeURIComponent(String(asked ?? ''))}#institutionIds`),
	add: save(async (event, { newName }, version) => {
		await addInstitutionTo(event.locals.ctx, event.params.code, version, newName);
		return `${here(event)}#institutionIds`;
	})
};
