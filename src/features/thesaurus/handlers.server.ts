// Acts on the thesaurus: what the search reads questions with, and the secretariat's editing of it.
import { change } from '#platform/change.server.ts';
import { type App, type Ctx, hasRole } from '#platform/ctx.ts';
import { Problem } from '#platform/problem.ts';
import { conceptName, conceptsLike, withoutRepeats } from './rules.ts';
import { type Concept, type ConceptInput, type ConceptQuery, conceptLimits, type ThesaurusFile } from './schema.ts';
import * as store from './store.server.ts';

// in use ----------------------------------------------------------------------------------------------------------

/** Gives a new instance the concepts that the program ships. Later on the instance's own are what counts. */
export async function fillThesaurus(app: Pick<App, 'db' | 'config' | 'now'>): Promise<void> {
	await store.fillOnce(app.db, () => store.readShipped(app.config.root).map(withoutRepeats), app.now());
}

/** What an app keeps in memory: the concepts as they were in a state of the thesaurus. */
interface Kept {
	state: string;
	concepts: readonly Concept[];
}
const memoryName = 'thesaurus.concepts';

/** The concepts that questions are read with. The list is the same one until something in it changes, through any process. */
export async function conceptsInUse({ db, memory }: App): Promise<readonly Concept[]> {
	const state = await store.stateOf(db);
	const kept = memory.get(memoryName) as Kept | undefined;
	if (kept?.state === state) return kept.concepts;
	const concepts = await store.listConcepts(db);
	memory.set(memoryName, { state, concepts } satisfies Kept);
	return concepts;
}

/**
 * What `conceptsInUse` gave the last time, to begin with while it is asked again; undefined before the first time. Whoever uses them looks
 * whether the answer is the same list, and begins anew with another one.
 */
export function conceptsUntilNow({ memory }: App): readonly Concept[] | undefined {
	return (memory.get(memoryName) as Kept | undefined)?.concepts;
}

// editing ---------------------------------------------------------------------------------------------------------

/** Concepts of which a term begins, in any word, like what is looked for; by their names. @throws Problem notAllowed */
export async function listConcepts(ctx: Ctx, { q }: ConceptQuery): Promise<Concept[]> {
	requireSecretariat(ctx);
	const found = conceptsLike(await conceptsInUse(ctx.app), q);
	return found.toSorted((a, b) => conceptName(a).localeCompare(conceptName(b), 'es'));
}

/** @throws Problem notAllowed, notFound */
export async function readConcept(ctx: Ctx, id: string): Promise<Concept> {
	requireSecretariat(ctx);
	const concept = await store.findConcept(ctx.app.db, id);
	if (!concept) throw new Problem('notFound');
	return concept;
}

/** Adds a concept. @returns its id @throws Problem notAllowed, invalidInput when there are as many as there may be */
export async function addConcept(ctx: Ctx, input: ConceptInput): Promise<string> {
	requireSecretariat(ctx);
	return change(ctx, 'thesaurus.add', async (tx, about) => {
		if ((await store.listConcepts(tx)).length >= conceptLimits.concepts)
			throw new Problem('invalidInput', { fields: [{ path: 'concepts', message: 'tooMany' }] });
		const [id = ''] = await store.insertConcepts(tx, [withoutRepeats(input)], ctx.app.now());
		about({ kind: 'thesaurusConcept', id });
		return id;
	});
}

/** Changes a concept, all its terms included. @throws Problem notAllowed, notFound, versionConflict */
export async function changeConcept(ctx: Ctx, id: string, version: number, input: ConceptInput): Promise<void> {
	requireSecretariat(ctx);
	await change(ctx, 'thesaurus.change', async (tx, about) => {
		if (!(await store.findConcept(tx, id))) throw new Problem('notFound');
		if (!(await store.updateConcept(tx, id, version, withoutRepeats(input), ctx.app.now()))) throw new Problem('versionConflict');
		about({ kind: 'thesaurusConcept', id, detail: { version } });
	});
}

/** Deletes a concept for good. @throws Problem notAllowed, notFound, versionConflict */
export async function deleteConcept(ctx: Ctx, id: string, version: number): Promise<void> {
	requireSecretariat(ctx);
	await change(ctx, 'thesaurus.delete', async (tx, about) => {
		if (!(await store.findConcept(tx, id))) throw new Problem('notFound');
		if (!(await store.deleteConcept(tx, id, version))) throw new Problem('versionConflict');
		about({ kind: 'thesaurusConcept', id, detail: { version } });
	});
}

/** The whole thesaurus as a file. @throws Problem notAllowed */
export async function exportThesaurus(ctx: Ctx): Promise<ThesaurusFile> {
	const concepts = await listConcepts(ctx, { q: '' });
	return { format: 'acervo-thesaurus/1', concepts: concepts.map(({ terms, note }) => ({ terms, note })) };
}

/** The whole thesaurus as the text of a file. @throws Problem notAllowed */
export async function thesaurusText(ctx: Ctx): Promise<string> {
	return `${JSON.stringify(await exportThesaurus(ctx), null, '\t')}\n`;
}

/** Puts a file's concepts in the place of all there are. @returns how many there are now @throws Problem notAllowed */
export async function importThesaurus(ctx: Ctx, { concepts }: ThesaurusFile): Promise<{ concepts: number }> {
	requireSecretariat(ctx);
	return change(ctx, 'thesaurus.import', async (tx, about) => {
		const before = await store.deleteAllConcepts(tx);
		await store.insertConcepts(tx, concepts.map(withoutRepeats), ctx.app.now());
		about({ kind: 'thesaurusConcept', id: 'all', detail: { before, concepts: concepts.length } });
		return { concepts: concepts.length };
	});
}

function requireSecretariat(ctx: Ctx): void {
	if (ctx.actor.kind !== 'operator' && !hasRole(ctx.actor, 'secretariat')) throw new Problem('notAllowed');
}
