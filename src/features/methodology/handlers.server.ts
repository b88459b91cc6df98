// The editions an app works with, read from its files once per process.
import { getInstance, lockInstance, updateInstance } from '#features/people/store.server.ts';
import { change } from '#platform/change.server.ts';
import { type App, type Ctx, type Db, hasRole, type Tx } from '#platform/ctx.ts';
import { Problem } from '#platform/problem.ts';
import { getEdition } from './rules/edition.ts';
import type { Edition, Example, Exercise } from './schema.ts';
import { countByEdition, loadEditions, loadExamples, loadExercises, MethodologyError } from './store.server.ts';

const loaded = new Map<
	string,
	{ editions: Map<string, Edition>; examples: Map<string, Example>; exercises: Map<string, Map<string, Exercise>> }
>();

function library(app: App) {
	const { root } = app.config;
	const known = loaded.get(root) ?? { editions: loadEditions(root), examples: loadExamples(root), exercises: loadExercises(root) };
	loaded.set(root, known);
	return known;
}

/**
 * Reads the editions of a folder without an app.
 * @param root folder that holds `methodologies/`
 * @returns what is wrong with their files, one fault a line, where they do not fit
 */
export function readInstalled(root: string): { ok: true; editions: ReadonlyMap<string, Edition> } | { ok: false; why: string } {
	try {
		return { ok: true, editions: loadEditions(root) };
	} catch (error) {
		if (error instanceof MethodologyError) return { ok: false, why: error.message };
		throw error;
	}
}

/** All editions by id. @throws MethodologyError when a file is wrong */
export function allEditions(app: App): ReadonlyMap<string, Edition> {
	return library(app).editions;
}

/** The edition that a practice or a verdict points at. @throws Error when this installation does not hold it */
export function readEdition(app: App, id: string): Edition {
	return getEdition(library(app).editions, id);
}

/** The editions of these ids, once each: for lists whose lines point at different ones. */
export function readEditions(app: App, ids: readonly string[]): Record<string, Edition> {
	return Object.fromEntries([...new Set(ids)].map((id) => [id, readEdition(app, id)]));
}

/** The edition that new practices are documented in, as the secretariat chose it. @param db inside a transaction, that one */
export async function currentEdition(app: App, db: Db | Tx = app.db): Promise<Edition> {
	const { edition } = await getInstance(db);
	return readEdition(app, edition);
}

/** An edition among those installed, with the ones it belongs to. */
export interface EditionInContext {
	edition: Edition;
	isCurrent: boolean;
	/** The one it replaces. */
	before: Edition | null;
	/** All the others that are installed. */
	others: Edition[];
}

/** An edition for reading, the current one unless another is asked for. @throws Problem notFound */
export async function readEditionInContext(app: App, id?: string): Promise<EditionInContext> {
	const editions = allEditions(app);
	const current = await currentEdition(app);
	const edition = id === undefined ? current : editions.get(id);
	if (!edition) throw new Problem('notFound');
	return {
		edition,
		isCurrent: edition.id === current.id,
		before: edition.succeeds ? getEdition(editions, edition.succeeds.edition) : null,
		others: [...editions.values()].filter((other) => other.id !== edition.id)
	};
}

/** Every installed edition with the number of practices that are documented in it, for the secretariat. @throws Problem notAllowed */
export async function listInstalledEditions(ctx: Ctx): Promise<{ current: string; editions: { edition: Edition; practices: number }[] }> {
	requireSecretariat(ctx);
	const [{ id: current }, counts] = await Promise.all([currentEdition(ctx.app), countByEdition(ctx.app.db)]);
	const editions = [...allEditions(ctx.app).values()];
	return { current, editions: editions.map((edition) => ({ edition, practices: counts.get(edition.id) ?? 0 })) };
}

/** Chooses the edition for new practices; those that exist keep theirs. @throws Problem notAllowed; notFound when it is not installed */
export async function chooseEdition(ctx: Ctx, id: string): Promise<void> {
	requireSecretariat(ctx);
	if (!allEditions(ctx.app).has(id)) throw new Problem('notFound');
	await change(ctx, 'edition.choose', async (tx, about) => {
		const { edition: before } = await lockInstance(tx);
		await updateInstance(tx, { edition: id });
		about({ kind: 'instance', id: 'instance', detail: { before, edition: id } });
	});
}

/** The worked example of an edition, if it has one. */
export function findExample(app: App, editionId: string): Example | undefined {
	return library(app).examples.get(editionId);
}

function requireSecretariat(ctx: Ctx): void {
	if (ctx.actor.kind !== 'operator' && !hasRole(ctx.actor, 'secretariat')) throw new Problem('notAllowed');
}

/** The calibration exercises of an edition by their key, in order; none where it has none. */
export function exercisesOf(app: App, editionId: string): ReadonlyMap<string, Exercise> {
	return library(app).exercises.get(editionId) ?? new Map();
}
