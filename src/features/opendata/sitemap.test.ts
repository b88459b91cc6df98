// What crawlers get: every public page in every language, nothing that was retired, and rules that keep them out of the filters.
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { Parser } from 'htmlparser2';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { retirePractice } from '#features/catalogue/handlers/catalogue.server.ts';
import { createCollection, publishCollection } from '#features/collections/handlers.server.ts';
import { NewCollection } from '#features/collections/schema.ts';
import { openTestApp, type TestApp } from '../../../test/app.ts';
import { insertPerson, insertPublished } from '../../../test/factories.ts';
import { robots, sitemap, sitemapPartOf } from './handlers/catalogue.server.ts';
import { openPages, sitemapPart } from './rules/sitemap.ts';
import { openLimits } from './schema.ts';
import * as store from './store.server.ts';

let test: TestApp;
let id: string;
let kept: string;
let gone: string;

beforeAll(async () => {
	test = await openTestApp();
	id = await insertPerson(test.app.db, 'secretaria@example.org', ['secretariat']);
	({ code: kept } = await insertPublished(test.ctx(), id, { fields: { title: 'Queda' } }));
	({ code: gone } = await insertPublished(test.ctx(), id, { fields: { title: 'Se va' } }));
	await retirePractice(secretary(), gone);
});
afterAll(() => test.remove());

const reader = () => test.ctx({ kind: 'anonymous' });
const secretary = () => test.ctx({ kind: 'person', id, name: 'S', roles: ['secretariat'], institutionIds: [] });

/** Texts of all elements of a name. */
function textsOf(xml: string, wanted: string): string[] {
	const found: string[] = [];
	let isInside = false;
	const parser = new Parser(
		{
			onopentagname(name) {
				isInside = name === wanted;
				if (isInside) found.push('');
			},
			ontext(text) {
				if (isInside) found[found.length - 1] += text;
			},
			onclosetag() {
				isInside = false;
			}
		},
		{ xmlMode: true, decodeEntities: true }
	);
	parser.end(xml);
	return found;
}

describe('the sitemap', () => {
	it('lists its parts, and in them what is published', async () => {
		const { origin } = test.app.config;
		const parts = textsOf((await sitemap(reader())).body, 'loc');
		expect(parts).toEqual([`${origin}/sitemap/paginas.xml`, `${origin}/sitemap/1.xml`]);
		const { body } = await sitemapPartOf(reader(), '1');
		expect(textsOf(body, 'loc')).toEqual([`${origin}/practicas/${kept}`]);
		expect(body).not.toContain(gone);
		expect(textsOf(body, 'lastmod')[0]).toMatch(/^\d{4}-\d\d-\d\dT/);
		for (const language of ['es', 'en', 'pt', 'fr', 'x-default']) expect(body).toContain(`hreflang="${language}"`);
		expect(body).toContain(`href="${origin}/fr/practicas/${kept}"`);
	});

	it.each(['0', '2', '99999', '100000', '1e3', '-1', "1'; --", '', 'constructor'])('knows no part %j', async (part) => {
		await expect(sitemapPartOf(reader(), part)).rejects.toMatchObject({ code: 'notFound' });
	});

	it('parts many entries by their number, so that none is moved by others', async () => {
		const number = async (code: string) =>
			(await test.app.db.selectFrom('catalogueEntry').select('number').where('code', '=', code).executeTakeFirstOrThrow()).number;
		expect(await store.listParts(test.app.db, 1)).toEqual([{ part: await number(kept), changed: expect.any(Date) }]);
		expect((await store.listPart(test.app.db, await number(kept), 1)).map(({ code }) => code)).toEqual([kept]);
	});

	it('stays below what the protocol allows', () => {
		const pages = Array.from({ length: openLimits.sitemapPart }, (_, at) => ({
			path: `/practicas/AC-${at + 100_000}`,
			changed: new Date()
		}));
		expect(Buffer.byteLength(sitemapPart('https://a-rather-long-name.of-an-instance.example.org', pages))).toBeLessThan(50_000_000);
	});

	it('lists the public pages and the collections that are published', async () => {
		const listed = async () => textsOf((await sitemapPartOf(reader(), 'paginas')).body, 'loc');
		const { slug } = await createCollection(secretary(), NewCollection.parse({ title: 'Ferias', practices: [{ code: kept }] }));
		expect(await listed()).toHaveLength(openPages.length);
		await publishCollection(secretary(), slug, 1);
		expect((await listed()).at(-1)).toBe(`${test.app.config.origin}/colecciones/${slug}`);
	});

	it('names pages that exist', () => {
		const routes = path.resolve(import.meta.dirname, '../../routes/(public)');
		for (const page of openPages) expect(readdirSync(path.join(routes, page)), page).toContain('+page.svelte');
		expect(existsSync(path.join(routes, 'sitemap.xml/+server.ts'))).toBe(true);
	});
});

describe('the rules for crawlers', () => {
	const rules = () => robots(reader()).body.split('\n');
	/** RFC 9309: the longest rule that a path begins with. */
	const mayVisit = (address: string) => !rules().some((rule) => rule.startsWith('Disallow: ') && address.startsWith(rule.slice(10)));

	it('leave the pages open and the combinations of filters closed, in every language', () => {
		for (const open of [
			'/',
			'/practicas',
			'/en/practicas',
			`/practicas/${kept}`,
			`/fr/practicas/${kept}`,
			'/datos',
			'/en/datos',
			'/sitemap.xml',
			'/atom.xml'
		])
			expect(mayVisit(open), open).toBe(true);
		for (const closed of [
			'/practicas?class=good',
			'/en/practicas?q=a&cursor=b',
			'/practicas/lista.csv',
			'/api/v1/practices',
			'/trabajo',
			'/pt/entrar',
			'/oai?verb=Identify',
			'/datos/catalogo.csv'
		])
			expect(mayVisit(closed), closed).toBe(false);
		expect(rules()).toContain(`Sitemap: ${test.app.config.origin}/sitemap.xml`);
	});
});
