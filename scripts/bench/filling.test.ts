// What is filled in for measuring is what the product would have published: otherwise the figures would be of something else.
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { rebuildCatalogue } from '#features/catalogue/handlers/catalogue.server.ts';
import { openTestApp, type TestApp } from '../../test/app.ts';
import { fillCatalogue } from './filling.ts';

const count = 60;
let test: TestApp;
beforeAll(async () => {
	test = await openTestApp();
	await fillCatalogue(test.app, count);
});
afterAll(() => test.remove());

/** Everything that stands in the catalogue, but for when it was put there. */
async function rows() {
	const { rows: entries } = await sql<Record<string, unknown>>`
		select number, code, "versionId", document, head, entry.language, array(select value from unnest(facets) as value order by 1) as facets, passages, title, shape, "publishedAt", search::text, "titleWords"::text, words
		from "catalogueEntry" entry join "searchEntry" using (number) order by number`.execute(test.app.db);
	const words = await test.app.db.selectFrom('searchWord').selectAll().where('entries', '>', 0).orderBy('word').execute();
	return { entries, words };
}

it('an entry is filled in as publishing makes it', async () => {
	const filled = await rows();
	expect(filled.entries).toHaveLength(count);
	expect(await rebuildCatalogue(test.ctx())).toBe(count);
	const published = await rows();
	expect(filled.words).toEqual(published.words);
	expect(filled.entries).toEqual(published.entries);
});

it('the indexes that make filling slow stand again', async () => {
	const { rows: indexes } = await sql<{ name: string }>`select indexname as name from pg_indexes where indexdef like '% USING gin %'
		and tablename in ('catalogueEntry', 'searchEntry') order by 1`.execute(test.app.db);
	expect(indexes.map(({ name }) => name)).toEqual(['catalogueEntry_facets', 'searchEntry_search', 'searchEntry_titleWords']);
});
