// Acts on institutions: find, add, change; and recognising them in a text as written.
import { change, type Subject } from '#platform/change.server.ts';
import { type Ctx, type Db, hasRole, type Tx } from '#platform/ctx.ts';
import { Problem } from '#platform/problem.ts';
import { fold, piecesOf, type Recognised, recognise, wouldCycle } from './rules.ts';
import { type Institution, type InstitutionInput, InstitutionName, type InstitutionQuery } from './schema.ts';
import * as store from './store.server.ts';

/** Most institutions in one list. */
const most = 200;

/** Institutions of which a word of the name or of an alias begins with what is looked for; accents and case do not matter. */
export async function listInstitutions(ctx: Ctx, { q }: InstitutionQuery): Promise<Institution[]> {
	requireAccount(ctx);
	return store.listInstitutions(ctx.app.db, fold(q), most);
}

/** @throws Problem notFound */
export async function readInstitution(ctx: Ctx, id: string): Promise<Institution> {
	requireAccount(ctx);
	return getInstitution(ctx.app.db, id);
}

/**
 * Adds an institution; authors may, while they document.
 * @returns its id @throws Problem notAllowed, nameTaken, invalidInput when there is no such parent
 */
export async function addInstitution(ctx: Ctx, input: InstitutionInput): Promise<string> {
	if (!mayChange(ctx) && !hasRole(ctx.actor, 'author')) throw new Problem('notAllowed');
	return change(ctx, 'institution.add', async (tx, about) => insertWithin(tx, about, input));
}

/** Changes an institution, all its spellings included. @throws Problem notAllowed, notFound, versionConflict, nameTaken, invalidInput */
export async function changeInstitution(ctx: Ctx, id: string, version: number, input: InstitutionInput): Promise<void> {
	if (!mayChange(ctx)) throw new Problem('notAllowed');
	await change(ctx, 'institution.change', async (tx, about) => {
		const { aliases, ...row } = input;
		await getInstitution(tx, id);
		await requireParent(tx, row.parentId, id);
		if (!(await store.updateInstitution(tx, id, version, row))) throw new Problem('versionConflict');
		await putSpellings(tx, id, [row.name, ...aliases]);
		about({ kind: 'institution', id });
	});
}

/** The institution known under this name, or a new one with nothing but the name. @returns its id @throws Problem notAllowed, invalidInput */
export async function findOrAddByName(ctx: Ctx, name: string): Promise<string> {
	const parsed = InstitutionName.safeParse(name);
	if (!parsed.success) throw new Problem('invalidInput', { fields: [{ path: 'institution', message: name }] });
	const find = () => store.findInstitutionByAlias(ctx.app.db, fold(parsed.data));
	const known = await find();
	if (known) return known.id;
	try {
		return await addInstitution(ctx, { name: parsed.data, aliases: [], country: null, level: null, parentId: null });
	} catch (error) {
		// Somebody else added it this moment.
		const added = await find();
		if (added) return added.id;
		throw error;
	}
}

/** The institutions that a text names by any of their spellings, each once; what is unknown stays text. */
export async function recogniseInstitutions(db: Db | Tx, text: string): Promise<Recognised[]> {
	// The database finds which of many thousand spellings occur at all.
	return recognise(text, await store.listAliasesIn(db, fold(text)));
}

/** Most institutions that a text is asked about. */
const mostAsked = 6;

/**
 * Institutions whose name a text nearly spells: questions to a person, never an answer.
 * @returns with the piece of the text, folded, that resembles one; none that the text names exactly
 */
export async function askAboutInstitutions(ctx: Ctx, text: string): Promise<store.Resembling[]> {
	requireAccount(ctx);
	const named = await recogniseInstitutions(ctx.app.db, text);
	const spelled = new Set(named.map(({ spelling }) => fold(spelling)));
	const pieces = piecesOf(text).filter((piece) => !spelled.has(piece));
	const resembling = await store.listResembling(ctx.app.db, pieces, mostAsked + named.length);
	return resembling.filter(({ id }) => !named.some(({ institutionId }) => institutionId === id)).slice(0, mostAsked);
}

/** Adds an institution as part of another act. The caller has asked whether the person may. @throws Problem nameTaken, invalidInput */
export async function insertWithin(tx: Tx, about: (subject: Subject) => void, { aliases, ...row }: InstitutionInput): Promise<string> {
	await requireParent(tx, row.parentId);
	const id = await store.insertInstitution(tx, row);
	await putSpellings(tx, id, [row.name, ...aliases]);
	about({ kind: 'institution', id });
	return id;
}

async function putSpellings(tx: Tx, id: string, spellings: string[]): Promise<void> {
	// Of spellings that fold alike the first one stays: the own name.
	const byFold = new Map<string, string>();
	for (const spelling of spellings) if (!byFold.has(fold(spelling))) byFold.set(fold(spelling), spelling);
	const taken = await store.replaceAliases(tx, id, byFold);
	if (taken.length === 0) return;
	const fields = taken.map((spelling) => ({ path: spelling === spellings[0] ? 'name' : 'aliases', message: spelling }));
	throw new Problem('nameTaken', { detail: { taken }, fields });
}

async function requireParent(tx: Tx, parentId: string | null, childId?: string): Promise<void> {
	if (parentId === null) return;
	await store.lockTree(tx);
	const parents = await store.ancestry(tx);
	if (!parents.has(parentId)) throw new Problem('invalidInput', { fields: [{ path: 'parentId', message: 'notFound' }] });
	if (childId && wouldCycle(childId, parentId, parents))
		throw new Problem('invalidInput', { fields: [{ path: 'parentId', message: 'ownAncestor' }] });
}

async function getInstitution(db: Db | Tx, id: string): Promise<Institution> {
	const institution = await store.findInstitution(db, id);
	if (!institution) throw new Problem('notFound');
	return institution;
}

function mayChange(ctx: Ctx): boolean {
	return ctx.actor.kind === 'operator' || hasRole(ctx.actor, 'secretariat');
}

function requireAccount(ctx: Ctx): void {
	if (ctx.actor.kind === 'anonymous') throw new Problem('signInRequired');
}
