// Other labels of the form's fields, added by the secretariat: what a network's own forms call them.
import { currentEdition } from '#features/methodology/handlers.server.ts';
import type { Edition, FieldKey } from '#features/methodology/schema.ts';
import { change, type Subject } from '#platform/change.server.ts';
import { actorId, type Ctx, hasRole, type Tx } from '#platform/ctx.ts';
import { Problem } from '#platform/problem.ts';
import { fold, labelBook } from '../rules/form/labels.ts';
import type { FieldAlias } from '../schema.ts';
import * as store from '../store.server.ts';

/** The edition whose form is looked for in files, with the labels that were added to it. */
export async function importingEdition(ctx: Ctx): Promise<Edition> {
	const edition = await currentEdition(ctx.app);
	const added = await store.listFieldAliases(ctx.app.db, edition.id);
	if (added.length === 0) return edition;
	const fields = edition.fields.map((field) => ({
		...field,
		aliases: [...field.aliases, ...added.filter(({ key }) => key === field.key).map(({ alias }) => alias)]
	}));
	return { ...edition, fields };
}

/** Labels added to the current edition. @throws Problem notAllowed */
export async function listAliases(ctx: Ctx): Promise<store.AliasRow[]> {
	requireSecretariat(ctx);
	return store.listFieldAliases(ctx.app.db, (await currentEdition(ctx.app)).id);
}

/** Adds labels to fields of the current edition. @throws Problem notAllowed, aliasTaken with the label when it names another field */
export async function addAliases(ctx: Ctx, aliases: { key: FieldKey; alias: string }[]): Promise<FieldAlias[]> {
	return change(ctx, 'fieldAlias.add', (tx, about) => rememberLabels(ctx, tx, about, aliases));
}

/** As part of a larger act. @throws Problem notAllowed, aliasTaken */
export async function rememberLabels(
	ctx: Ctx,
	tx: Tx,
	about: (subject: Subject) => void,
	aliases: { key: FieldKey; alias: string }[]
): Promise<FieldAlias[]> {
	requireSecretariat(ctx);
	const edition = await currentEdition(ctx.app, tx);
	const known = new Map<string, FieldKey>(labelBook(edition).labels.map(({ words, key }) => [words, key]));
	for (const { folded, key } of await store.listFieldAliases(tx, edition.id)) known.set(folded, key);
	const fresh: { key: FieldKey; alias: string; folded: string }[] = [];
	for (const { key, alias } of aliases) {
		const folded = fold(alias);
		const owner = known.get(folded);
		if (folded.length < 3) throw new Problem('invalidInput', { fields: [{ path: 'alias', message: alias }] });
		if (owner && owner !== key)
			throw new Problem('aliasTaken', { detail: { alias, key: owner }, fields: [{ path: 'alias', message: alias }] });
		if (!owner) fresh.push({ key, alias, folded });
		known.set(folded, key);
	}
	const added = await store.insertFieldAliases(tx, edition.id, fresh, actorId(ctx.actor), ctx.app.now());
	about({ kind: 'fieldAlias', id: edition.id, detail: { labels: added.map(({ id }) => id) } });
	return added;
}

/** Takes an added label off again. Practices that were read by it stay as they are. @throws Problem notAllowed, notFound */
export async function removeAlias(ctx: Ctx, id: string): Promise<void> {
	requireSecretariat(ctx);
	await change(ctx, 'fieldAlias.remove', async (tx, about) => {
		const removed = await store.deleteFieldAlias(tx, id);
		if (!removed) throw new Problem('notFound');
		about({ kind: 'fieldAlias', id, detail: { section: removed.key } });
	});
}

function requireSecretariat(ctx: Ctx): void {
	if (ctx.actor.kind !== 'operator' && !hasRole(ctx.actor, 'secretariat'))
		throw new Problem(ctx.actor.kind === 'anonymous' ? 'signInRequired' : 'notAllowed');
}
