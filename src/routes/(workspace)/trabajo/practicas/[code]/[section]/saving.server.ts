// Saving a section from a form, for the button and for the script that saves by itself.
import { findOrAddByName } from '#features/institutions/handlers.server.ts';
import { readDraft, type SavedSection, saveSection, setInstitutions } from '#features/practices/handlers.server.ts';
import { sectionBySlug } from '#features/practices/rules/sections.ts';
import type { SectionKey } from '#features/practices/schema.ts';
import type { Ctx } from '#platform/ctx.ts';
import { Problem } from '#platform/problem.ts';
import { chosenInstitutions, sectionValue } from './section-form.ts';

/** The section an address names. @throws Problem notFound */
export function sectionAt(slug: string): SectionKey {
	const key = sectionBySlug(slug);
	if (!key) throw new Problem('notFound');
	return key;
}

/**
 * Saves what a section's form posted. Beside the text of the institutions stand the recognised ones; they are kept in the same act.
 * @param form as `formObject` reads it, with `version` and perhaps `done`
 * @throws Problem as `saveSection` and `setInstitutions`; places are named as the form's fields are
 */
export async function saveForm(ctx: Ctx, code: string, key: SectionKey, form: Record<string, unknown>): Promise<SavedSection> {
	const done = form.done === 'yes' ? true : form.done === 'no' ? false : undefined;
	const saved = await named(saveSection(ctx, code, key, Number(form.version), { value: sectionValue(key, form), done }));
	return key === 'institutions' ? setInstitutions(ctx, code, saved.version, chosenInstitutions(form)) : saved;
}

/**
 * Adds an institution by its name to those of the practice, first to the register where it is not there yet.
 * @param version of the section, as `saveForm` left it
 */
export async function addInstitutionTo(ctx: Ctx, code: string, version: number, name: unknown): Promise<void> {
	if (typeof name !== 'string' || name.trim() === '') throw new Problem('invalidInput', { fields: [{ path: 'newName', message: '' }] });
	const { content } = await readDraft(ctx, code);
	const id = await findOrAddByName(ctx, name);
	await setInstitutions(ctx, code, version, [...content.institutions.map((institution) => institution.id), id]);
}

/** The handler speaks of `value.email`; the form's field is `email`. */
async function named<T>(saving: Promise<T>): Promise<T> {
	try {
		return await saving;
	} catch (error) {
		if (!(error instanceof Problem) || error.code !== 'invalidInput') throw error;
		throw new Problem('invalidInput', { fields: error.fields.map((field) => ({ ...field, path: field.path.replace(/^value\./, '') })) });
	}
}
