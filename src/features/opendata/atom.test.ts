// Feeds as a reader that nobody here wrote reads them: new practices, new verdicts, any question; whatever the texts say.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { retirePractice } from '#features/catalogue/handlers/catalogue.server.ts';
import { CatalogueQuery } from '#features/catalogue/schema.ts';
import { openTestApp, type TestApp } from '../../../test/app.ts';
import { insertPerson, insertPublished } from '../../../test/factories.ts';
import { hostilePractice, hostileText, pythonWith, runProgram } from '../../../test/open-data.ts';
import { newAnswers, newPractices, newVerdicts } from './handlers/feeds.server.ts';
import { atomFeed } from './rules/atom.ts';

const python = pythonWith('feedparser');

let test: TestApp;
let id: string;
let first: string;
let second: string;
let gone: string;

beforeAll(async () => {
	test = await openTestApp();
	id = await insertPerson(test.app.db, 'secretaria@example.org', ['secretariat']);
	const publish = async (title: string, unmet: string[]) => {
		test.pass(60_000);
		return (await insertPublished(test.ctx(), id, { fields: { title }, unmet, class: unmet.length === 0 ? 'good' : 'promising' })).code;
	};
	first = await publish(`Ferias de empleo ${hostileText}`, []);
	gone = await publish('Ferias que se retiran', []);
	second = await publish('Cuentas de ahorro', ['results']);
	await retirePractice(test.ctx({ kind: 'person', id, name: 'S', roles: ['secretariat'], institutionIds: [] }), gone);
});
afterAll(() => test.remove());

const reader = () => test.ctx({ kind: 'anonymous' });
const idsIn = (xml: string) => [...xml.matchAll(/<entry><id>([^<]+)/g)].map(([, found = '']) => found.split('/').at(-1));

describe('feeds', () => {
	it('hold what was published last, the newest first, and nothing that was retired', async () => {
		const { body, mediaType } = await newPractices(reader());
		expect(mediaType).toContain('application/atom+xml');
		expect(idsIn(body)).toEqual([second, first]);
		expect(body).not.toContain('se retiran');
		expect((await newPractices(reader())).body).toBe(body);
	});

	it('say of a verdict what is met', async () => {
		const { body } = await newVerdicts(reader());
		expect(body).toContain('Cumple todos los criterios.');
		expect(body).toMatch(/Práctica prometedora: Cuentas de ahorro<\/title>/);
		expect(body).toMatch(/Todavía no cumple: [^<]+\./);
		expect(new Set(idsIn(body)).size).toBe(2);
	});

	it('follow any question', async () => {
		const { body } = await newAnswers(reader(), CatalogueQuery.parse({ q: 'ahorro', class: ['promising'] }));
		expect(idsIn(body)).toEqual([second]);
		expect(body).toContain('/practicas/atom.xml?q=ahorro&amp;class=promising');
		const nothing = await newAnswers(reader(), CatalogueQuery.parse({ q: 'nada de esto' }));
		expect(idsIn(nothing.body)).toEqual([]);
		expect((await newAnswers(reader(), CatalogueQuery.parse({ q: 'nada de esto' }))).body).toBe(nothing.body);
	});
});

/** Without the characters among the hostile ones that no XML may hold. */
const withoutUnwritable = (text: string) =>
	['\u0001', '\u000b', '\u001b', '\u0085', '\ufffe'].reduce((left, sign) => left.replaceAll(sign, ''), text);

const listFeed = `
import json, sys, feedparser
feed = feedparser.parse(sys.stdin.buffer.read(), sanitize_html=False)
print(json.dumps({ 'bozo': bool(feed.bozo), 'version': feed.version, 'title': feed.feed.get('title'), 'updated': feed.feed.get('updated'),
  'entries': [[e.get('id'), e.get('title'), e.get('summary'), e.get('link'), [a.get('name') for a in e.get('authors', [])]] for e in feed.entries] }))
`;

describe.skipIf(python === undefined)('what feedparser reads (needs python3-feedparser)', () => {
	const parse = (xml: string) =>
		JSON.parse(runProgram(python ?? '', ['-c', listFeed], xml)) as {
			bozo: boolean;
			version: string;
			title: string;
			updated: string;
			entries: [string, string, string, string, string[]][];
		};

	it('is a well-formed feed with every entry', async () => {
		for (const { body } of [
			await newPractices(reader()),
			await newVerdicts(reader()),
			await newAnswers(reader(), CatalogueQuery.parse({}))
		]) {
			const feed = parse(body);
			expect(feed).toMatchObject({ bozo: false, version: 'atom10' });
			expect(feed.entries).toHaveLength(2);
			expect(feed.entries[1]?.[1]).toContain('</script><script>alert(1)</script>');
		}
		const empty = parse((await newAnswers(reader(), CatalogueQuery.parse({ q: 'nada de esto' }))).body);
		expect(empty).toMatchObject({ bozo: false, entries: [] });
		expect(empty.updated).not.toBeNull();
	});

	it('is every text as it was, but for what XML cannot hold', () => {
		const practice = hostilePractice();
		const entry = {
			id: practice.url,
			title: hostileText,
			summary: practice.abstract,
			published: practice.publishedAt,
			updated: practice.updatedAt
		};
		const feed = parse(
			atomFeed({
				self: 'https://acervo.example.org/atom.xml',
				page: 'https://acervo.example.org/practicas',
				title: hostileText,
				subtitle: hostileText,
				language: 'es-MX',
				author: { name: hostileText, uri: 'https://acervo.example.org' },
				since: practice.publishedAt,
				entries: [{ ...entry, practice }]
			})
		);
		expect(feed.bozo).toBe(false);
		expect(feed.entries).toHaveLength(1);
		const [, title, , link, authors] = feed.entries[0] ?? [];
		const blanks = (text = '') => text.replaceAll(/\s+/g, ' ').trim();
		expect(blanks(title)).toBe(blanks(withoutUnwritable(hostileText)));
		expect(link).toBe(practice.url);
		expect(authors).toHaveLength(3);
	});
});
