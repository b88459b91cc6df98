// Acts on collections: what everybody may read of them, and the secretariat's writing, publishing and deleting.
import { randomUUID } from 'node:crypto';
import { listLines } from '#features/catalogue/handlers/search.server.ts';
import { beginningOf } from '#features/catalogue/rules/search.ts';
import { change } from '#platform/change.server.ts';
import { actorId, type Ctx, hasRole, type Tx } from '#platform/ctx.ts';
import { parseMarkdown, toPlainText } from '#platform/documents/markdown.ts';
import { Problem } from '#platform/problem.ts';
import { slugOf } from './rules.ts';
import {
	type CollectedPractice,
	type Collection,
	type CollectionDesk,
	type CollectionInput,
	type CollectionSummary,
	mostCollected,
	type NewCollection
} from './schema.ts';
import * as store from './store.server.ts';

/** Published collections, the one changed last first; anybody may read them. */
export async function listCollections(ctx: Ctx): Promise<CollectionSummary[]> {
	return (await store.listCollections(ctx.app.db, 'published')).map(asSummary);
}

/** A published collection with the lines of its practices. @throws Problem notFound */
export async function readCollection(ctx: Ctx, slug: string): Promise<Collection> {
	const row = await store.findCollection(ctx.app.db, slug);
	if (!row?.publishedAt) throw new Problem('notFound');
	return asCollection(ctx, row);
}

const beginningLength = 240;

function asSummary({ slug, title, language, introduction, count, publishedAt, updatedAt }: store.CollectionRow & { count: number }) {
	const beginning = beginningOf(toPlainText(parseMarkdown(introduction)), beginningLength);
	return { slug, title, language, beginning, count, publishedAt, updatedAt };
}

/** Practices that left the catalogue are left out, also those that leave it while this is read. */
async function asCollection(ctx: Ctx, { id, version: _, ...row }: store.CollectionRow): Promise<Collection> {
	const lines = await store.listLines(ctx.app.db, id);
	const noteOf = new Map(lines.map(({ code, note }) => [code, note]));
	const items = await listLines(ctx, [...noteOf.keys()]);
	return { ...row, practices: items.map((item) => ({ item, note: noteOf.get(item.code) ?? '' })) };
}

// the secretariat's -----------------------------------------------------------------------------------------------

/** All collections, drafts too. @throws Problem notAllowed */
export async function listAllCollections(ctx: Ctx): Promise<CollectionSummary[]> {
	requireSecretariat(ctx);
	return (await store.listCollections(ctx.app.db, 'all')).map(asSummary);
}

/** A collection to work on, with the practices that have left the catalogue. @throws Problem notFound, notAllowed */
export async function readCollectionDesk(ctx: Ctx, slug: string): Promise<CollectionDesk> {
	requireSecretariat(ctx);
	const { id, ...row } = await getCollection(ctx, slug);
	const lines = await store.listLines(ctx.app.db, id);
	const practices = lines.map(({ code, title, note }) => ({ code, title: title ?? '', note, isShown: title !== null }));
	return { ...row, practices };
}

/** A collection as everybody would read it, whether it is published or not. @throws Problem notFound, notAllowed */
export async function previewCollection(ctx: Ctx, slug: string): Promise<Collection> {
	requireSecretariat(ctx);
	return asCollection(ctx, await getCollection(ctx, slug));
}

async function getCollection(ctx: Ctx, slug: string): Promise<store.CollectionRow> {
	const row = await store.findCollection(ctx.app.db, slug);
	if (!row) throw new Problem('notFound');
	return row;
}

/**
 * Begins a collection as a draft.
 * @returns its address, which stays
 * @throws Problem notAllowed, invalidInput for an address that is taken, a practice that is not in the catalogue, one named twice or too many
 */
export async function createCollection(ctx: Ctx, { slug: wanted, practices, ...written }: NewCollection): Promise<{ slug: string }> {
	requireSecretariat(ctx);
	return change(ctx, 'collection.create', async (tx, about) => {
		const row = { ...written, id: randomUUID(), createdBy: actorId(ctx.actor), createdAt: ctx.app.now() };
		const slug = await insertUnder(tx, wanted ? [wanted] : addressesFor(written.title), row);
		if (!slug) throw new Problem('invalidInput', { fields: [{ path: 'slug', message: 'taken' }] });
		await store.replaceLines(tx, row.id, await findPractices(tx, practices, []));
		about({ kind: 'collection', id: slug, detail: { practices: practices.length } });
		return { slug };
	});
}

/** Tries addresses one after the other. @returns the one that was free, if any */
async function insertUnder(
	tx: Tx,
	slugs: string[],
	row: Omit<Parameters<typeof store.insertCollection>[1], 'slug'>
): Promise<string | undefined> {
	for (const slug of slugs) if (await store.insertCollection(tx, { ...row, slug })) return slug;
	return undefined;
}

/** What a title gives, with a number after it where others have the same. */
function addressesFor(title: string): string[] {
	const slug = slugOf(title) || 'coleccion';
	return [slug, ...Array.from({ length: 98 }, (_, at) => `${slug}-${at + 2}`)];
}

/**
 * Changes what a collection says and holds.
 * @param version of the collection that the change is based on
 * @throws Problem notFound, notAllowed, versionConflict, invalidInput as `createCollection`, incomplete when a published one would be left
 *   without practices
 */
export async function changeCollection(ctx: Ctx, slug: string, version: number, { practices, ...written }: CollectionInput): Promise<void> {
	requireSecretariat(ctx);
	await change(ctx, 'collection.change', async (tx, about) => {
		const row = await lockVersion(tx, slug, version);
		const before = await store.listLines(tx, row.id);
		const lines = await findPractices(
			tx,
			practices,
			before.map(({ code }) => code)
		);
		if (row.publishedAt && !lines.some(({ isShown }) => isShown)) throw noPractices();
		await store.updateCollection(tx, row, { ...written, updatedAt: ctx.app.now() });
		await store.replaceLines(tx, row.id, lines);
		about({ kind: 'collection', id: slug, detail: { version, practices: lines.length } });
	});
}

/** Shows a collection to everybody. @throws Problem notFound, notAllowed, versionConflict, incomplete without a practice of the catalogue */
export async function publishCollection(ctx: Ctx, slug: string, version: number): Promise<void> {
	requireSecretariat(ctx);
	await change(ctx, 'collection.publish', async (tx, about) => {
		const row = await lockVersion(tx, slug, version);
		if ((await store.listLines(tx, row.id)).every(({ title }) => title === null)) throw noPractices();
		await store.updateCollection(tx, row, { publishedAt: row.publishedAt ?? ctx.app.now(), updatedAt: ctx.app.now() });
		about({ kind: 'collection', id: slug, detail: { version } });
	});
}

/** Makes a draft of a collection again: nobody else sees it. @throws Problem notFound, notAllowed, versionConflict */
export async function unpublishCollection(ctx: Ctx, slug: string, version: number): Promise<void> {
	requireSecretariat(ctx);
	await change(ctx, 'collection.unpublish', async (tx, about) => {
		const row = await lockVersion(tx, slug, version);
		await store.updateCollection(tx, row, { publishedAt: null, updatedAt: ctx.app.now() });
		about({ kind: 'collection', id: slug, detail: { version } });
	});
}

/** Deletes a collection for good; its practices stay as they are. @throws Problem notFound, notAllowed, versionConflict */
export async function deleteCollection(ctx: Ctx, slug: string, version: number): Promise<void> {
	requireSecretariat(ctx);
	await change(ctx, 'collection.delete', async (tx, about) => {
		const row = await lockVersion(tx, slug, version);
		await store.deleteCollection(tx, row.id);
		about({ kind: 'collection', id: slug, detail: { version } });
	});
}

async function lockVersion(tx: Tx, slug: string, version: number): Promise<store.CollectionRow> {
	const row = await store.lockCollection(tx, slug);
	if (row.version !== version) throw new Problem('versionConflict', { detail: { version: row.version } });
	return row;
}

/**
 * Ids of what a collection is to hold. What left the catalogue may stay, but does not come in.
 * @param before codes of what it holds already
 */
async function findPractices(tx: Tx, practices: readonly CollectedPractice[], before: readonly string[]) {
	const codes = practices.map(({ code }) => code);
	if (codes.length > mostCollected) throw wrongCodes('tooMany', []);
	const twice = codes.filter((code, at) => codes.indexOf(code) !== at);
	if (twice.length > 0) throw wrongCodes('twice', twice);
	const entries = await store.holdEntries(tx, codes);
	const lines = practices.flatMap((practice) => {
		const entry = entries.get(practice.code);
		return entry && (entry.isShown || before.includes(practice.code)) ? [{ ...practice, ...entry }] : [];
	});
	const found = new Set(lines.map(({ code }) => code));
	const unknown = codes.filter((code) => !found.has(code));
	if (unknown.length > 0) throw wrongCodes('notInCatalogue', unknown);
	return lines;
}

function wrongCodes(message: string, codes: string[]): Problem {
	return new Problem('invalidInput', { fields: [{ path: 'codes', message }], detail: { codes } });
}

function noPractices(): Problem {
	return new Problem('incomplete', { fields: [{ path: 'practices', message: 'required' }] });
}

/** @throws Problem notAllowed */
function requireSecretariat(ctx: Ctx): void {
	if (ctx.actor.kind !== 'operator' && !hasRole(ctx.actor, 'secretariat')) throw new Problem('notAllowed');
}
