// Translating a practice: who may, nothing overwritten, what everybody reads, and the original that changes afterwards.
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApi } from '#app/api.server.ts';
import { correctEntry, readEntry } from '#features/catalogue/handlers/catalogue.server.ts';
import { listLines, searchCatalogue } from '#features/catalogue/handlers/search.server.ts';
import { publishTranslation, withdrawTranslation } from '#features/catalogue/handlers/translations.server.ts';
import { CatalogueQuery } from '#features/catalogue/schema.ts';
import { purge } from '#features/erasure/handlers.server.ts';
import { createApiKey } from '#features/people/handlers.server.ts';
import { createPractice } from '#features/practices/handlers.server.ts';
import { insertVersion } from '#features/practices/store.server.ts';
import type { Ctx } from '#platform/ctx.ts';
import type { Problem } from '#platform/problem.ts';
import { openTestApp, type TestApp } from '../../../test/app.ts';
import { insertPerson, insertPublished, practiceContent } from '../../../test/factories.ts';
import { listTranslations, readPublicTranslation, readTranslation, saveText, saveTexts, takeInTexts } from './handlers.server.ts';
import { hashOf, markOf, originalTexts, textsToSave, withTranslation } from './rules.ts';
import { listPublicTranslations } from './store.server.ts';

let test: TestApp;
let author: string;
let secretariat: string;
let stranger: string;

const as = (id: string, roles: ('author' | 'secretariat' | 'assessor')[]): Ctx =>
	test.ctx({ kind: 'person', id, name: id, roles, institutionIds: [] });
const asAuthor = () => as(author, ['author']);
const asSecretariat = () => as(secretariat, ['secretariat']);
const refused = (code: Problem['code']) => expect.objectContaining({ code });

const text = (words: string, version = 0, status: 'reviewed' | 'machine' = 'reviewed') => ({ text: words, status, version });

/** A practice of the author's, in Spanish and in the catalogue. */
async function publish(given: Parameters<typeof insertPublished>[2] = {}) {
	return insertPublished(test.ctx(), secretariat, {
		ownerId: author,
		fields: { title: 'Ferias de empleo', problem: 'Falta de **empleo**' },
		layers: {
			abstract: 'Un resumen',
			cost: { range: null, note: 'Bajo' },
			places: { codes: ['MX-CHP'], detail: 'Tapachula', reserved: true },
			dimensions: { financial: { state: null, reason: 'Con fondos propios' } }
		},
		...given
	});
}

/** What a reader in English is shown. */
async function shownInEnglish(code: string) {
	return withTranslation(await readEntry(test.ctx(), code), await readPublicTranslation(test.ctx(), code, 'en'));
}

beforeAll(async () => {
	test = await openTestApp();
	author = await insertPerson(test.app.db, 'autora@example.org', ['author']);
	secretariat = await insertPerson(test.app.db, 'secretaria@example.org', ['secretariat']);
	stranger = await insertPerson(test.app.db, 'otra@example.org', ['author', 'assessor']);
});
afterAll(() => test.remove());

describe('the editor', () => {
	it('has every text of the original that everybody may read, and no other', async () => {
		const { code } = await publish();
		const { sections, from, progress } = await readTranslation(asAuthor(), code, 'en');
		expect(sections.map(({ key }) => key)).toEqual(['title', 'abstract', 'problem', 'cost.note', 'dimensions.financial']);
		expect(sections.every(({ status, version }) => status === 'original' && version === 0)).toBe(true);
		expect({ from, progress }).toEqual({ from: 'es', progress: { texts: 5, reviewed: 0, machine: 0, outdated: 0 } });
		await expect(readTranslation(asAuthor(), code, 'es')).rejects.toEqual(refused('notFound'));
		expect((await listTranslations(asAuthor(), code)).translations.map(({ language }) => language)).toEqual(['en', 'pt', 'fr']);
	});

	it('is for whoever documents the practice and for the secretariat', async () => {
		const { code } = await publish();
		await saveText(asAuthor(), code, 'en', { key: 'title', ...text('Job fairs') });
		await saveText(asSecretariat(), code, 'en', { key: 'abstract', ...text('A summary') });
		for (const ctx of [as(stranger, ['author', 'assessor']), test.ctx({ kind: 'anonymous' })]) {
			await expect(readTranslation(ctx, code, 'en')).rejects.toEqual(refused('notFound'));
			await expect(saveText(ctx, code, 'en', { key: 'problem', ...text('x') })).rejects.toEqual(refused('notFound'));
			await expect(publishTranslation(ctx, code, 'en', 3)).rejects.toEqual(refused('notFound'));
		}
		await test.app.db.updateTable('practice').set({ state: 'retired' }).where('code', '=', code).execute();
		await expect(saveText(asAuthor(), code, 'en', { key: 'problem', ...text('x') })).rejects.toEqual(refused('wrongState'));
	});

	it('saves a text alone, by its version, and shows both texts when somebody else was faster', async () => {
		const { code } = await publish();
		expect(await saveText(asAuthor(), code, 'en', { key: 'title', ...text('Job fairs') })).toMatchObject({ version: 1 });
		await saveText(asSecretariat(), code, 'en', { key: 'abstract', ...text('A summary', 0, 'machine') });
		await expect(saveText(asSecretariat(), code, 'en', { key: 'title', ...text('Employment fairs') })).rejects.toMatchObject({
			code: 'versionConflict',
			detail: { current: 'Job fairs', version: 1, isOwn: false }
		});
		await saveText(asSecretariat(), code, 'en', { key: 'title', ...text('Employment fairs', 1) });
		const { sections, progress } = await readTranslation(asAuthor(), code, 'en');
		expect(sections[0]).toMatchObject({ text: 'Employment fairs', status: 'reviewed', version: 2, isOutdated: false });
		expect(progress).toEqual({ texts: 5, reviewed: 1, machine: 1, outdated: 0 });
		await expect(saveText(asAuthor(), code, 'en', { key: 'places.detail', ...text('x') })).rejects.toEqual(refused('notFound'));
	});

	it('saves what was touched in its form; one that is based on an older text comes back, the others are kept', async () => {
		const { code } = await publish();
		const empty = markOf({ text: '', status: 'reviewed' });
		const form = (title: string, abstract: string, save = '') =>
			textsToSave({
				texts: { 0: { key: 'title', was: empty, ...text(title) }, 1: { key: 'abstract', was: empty, ...text(abstract) } },
				save
			});
		expect(form('', '')).toEqual([]);
		expect(form('', '', 'abstract').map(({ key }) => key)).toEqual(['abstract']);
		expect(await saveTexts(asAuthor(), code, 'en', form('Job fairs', '', 'title'))).toEqual({ conflicts: [] });
		// Opened before the title was saved, and left alone there: no conflict.
		expect(await saveTexts(asSecretariat(), code, 'en', form('', ''))).toEqual({ conflicts: [] });
		const { conflicts } = await saveTexts(asSecretariat(), code, 'en', form('Fairs', 'A summary', 'abstract'));
		expect(conflicts).toEqual([{ key: 'title', current: 'Job fairs', version: 1, updatedAt: expect.any(Date), isOwn: false }]);
		const { sections } = await readTranslation(asAuthor(), code, 'en');
		expect(sections.slice(0, 2).map((section) => section.text)).toEqual(['Job fairs', 'A summary']);
	});

	it('takes in what a machine wrote, and leaves alone what has a translation', async () => {
		const { code } = await publish();
		await saveText(asAuthor(), code, 'pt', { key: 'title', ...text('Feiras de emprego') });
		const texts = { title: 'Outra coisa', abstract: 'Um resumo', 'reach.note': 'Não existe' };
		expect(await takeInTexts(asAuthor(), code, 'pt', { texts, status: 'machine' })).toEqual({
			taken: ['abstract'],
			left: ['title', 'reach.note']
		});
		const { sections } = await readTranslation(asAuthor(), code, 'pt');
		expect(sections.map(({ status }) => status).slice(0, 2)).toEqual(['reviewed', 'machine']);
		expect(sections[0]?.text).toBe('Feiras de emprego');
	});
});

describe('the API', () => {
	it('saves by If-Match, publishes what was looked at, and gives everybody the texts', async () => {
		const { code } = await publish();
		const { key } = await createApiKey(test.ctx(), author, 'prueba');
		const { key: foreign } = await createApiKey(test.ctx(), stranger, 'prueba');
		const api = createApi(test.app);
		const call = (
			method: string,
			path: string,
			{ body, version, as: bearer = key }: { body?: unknown; version?: number; as?: string } = {}
		) =>
			api.request(`/api/v1/practices/${code}${path}`, {
				method,
				headers: {
					authorization: `Bearer ${bearer}`,
					'content-type': 'application/json',
					...(version === undefined ? {} : { 'if-match': `"${version}"` })
				},
				...(body === undefined ? {} : { body: JSON.stringify(body) })
			});
		const title = { text: 'Job fairs', status: 'machine' };
		expect((await call('PUT', '/translations/en/title', { body: title })).status).toBe(428);
		expect((await call('PUT', '/translations/en/title', { body: title, version: 0, as: foreign })).status).toBe(404);
		expect((await call('PUT', '/translations/en/no-such', { body: title, version: 0 })).status).toBe(422);
		const saved = await call('PUT', '/translations/en/title', { body: title, version: 0 });
		expect([saved.status, saved.headers.get('etag')]).toEqual([200, '"1"']);
		const conflict = await call('PUT', '/translations/en/title', { body: { ...title, text: 'Fairs' }, version: 0 });
		expect([conflict.status, (await conflict.json()).detail.current]).toEqual([412, 'Job fairs']);
		const taken = await call('POST', '/translations/en', { body: { texts: { title: 'No', abstract: 'A summary' }, status: 'reviewed' } });
		expect(await taken.json()).toEqual({ taken: ['abstract'], left: ['title'] });
		expect((await api.request(`/api/v1/practices/${code}/translated/en`)).status).toBe(404);
		const looked = await (await call('GET', '/translations/en')).json();
		expect(looked).toMatchObject({ from: 'es', progress: { texts: 5, reviewed: 1, machine: 1 }, publishedAt: null });
		expect((await call('POST', '/translations/en/acts/publish', { version: looked.version })).status).toBe(204);
		const everybody = await (await api.request(`/api/v1/practices/${code}/translated/en`)).json();
		expect(everybody.texts).toMatchObject({ title: { text: 'Job fairs', status: 'machine' }, abstract: { text: 'A summary' } });
	});
});

describe('what a reader is shown', () => {
	it('is never a translation of what the original does not say, and leaves the rest as it is', async () => {
		const { code } = await publish();
		const document = await readEntry(test.ctx(), code);
		const keys = [
			'title',
			'problem',
			'impact',
			'abstract',
			'places.detail',
			'cost.note',
			'reach.note',
			'dimensions.financial',
			'dimensions.none'
		];
		const originals = originalTexts(document.content);
		fc.assert(
			fc.property(fc.uniqueArray(fc.constantFrom(...keys)), fc.string({ minLength: 1 }), (translated, words) => {
				const texts = Object.fromEntries(
					translated.map((key) => [key, { text: `x${words}`, status: 'reviewed' as const, originalHash: '' }])
				);
				const { document: read, shown, languageOf } = withTranslation(document, { language: 'en', texts });
				const now = originalTexts(read.content);
				expect([...now.keys()].toSorted()).toEqual([...originals.keys()].toSorted());
				for (const [key, original] of originals) {
					const isTranslated = translated.includes(key);
					expect(now.get(key)).toBe(isTranslated ? `x${words}` : original);
					expect(languageOf(key)).toBe(isTranslated ? 'en' : 'es');
					expect(shown.has(key)).toBe(isTranslated);
				}
			})
		);
		const whole = Object.fromEntries(
			[...originals].map(([key, text]) => [key, { text, status: 'reviewed' as const, originalHash: hashOf(text) }])
		);
		expect(withTranslation(document, { language: 'en', texts: whole })).toMatchObject({ document, isWhole: true });
	});
});

describe('a published translation', () => {
	it('shows what is translated, in its language, and the rest in the original, once its editor publishes it', async () => {
		const { id, code } = await publish();
		await saveText(asAuthor(), code, 'en', { key: 'title', ...text('*Job* fairs') });
		await saveText(asAuthor(), code, 'en', { key: 'cost.note', ...text('Low', 0, 'machine') });
		expect(await readPublicTranslation(test.ctx(), code, 'en')).toBeUndefined();
		const { version } = await readTranslation(asAuthor(), code, 'en');
		await publishTranslation(asAuthor(), code, 'en', version);
		const { document, shown, languageOf } = await shownInEnglish(code);
		expect(document.title).toBe('Job fairs');
		expect(document.content.fields).toMatchObject({ title: '*Job* fairs', problem: 'Falta de **empleo**' });
		expect(document.content.layers.cost.note).toBe('Low');
		expect([...shown]).toEqual([
			['title', { status: 'reviewed', isOutdated: false }],
			['cost.note', { status: 'machine', isOutdated: false }]
		]);
		expect([languageOf('title'), languageOf('problem')]).toEqual(['en', 'es']);
		expect((await listPublicTranslations(test.app.db, id)).map(({ language }) => language)).toEqual(['en']);
		// A reader of the original sees nothing of it.
		expect((await readEntry(test.ctx(), code)).title).toBe('Ferias de empleo');
	});

	it('stands in lists, found and marked by its own words; the passage stays in the original until it is translated', async () => {
		const { code } = await publish({ layers: { abstract: 'Trueque de semillas' } });
		const publishLast = async () => publishTranslation(asAuthor(), code, 'en', (await readTranslation(asAuthor(), code, 'en')).version);
		await saveText(asAuthor(), code, 'en', { key: 'title', ...text('Seed swaps in markets') });
		await publishLast();
		const inEnglish: Ctx = { ...test.ctx({ kind: 'anonymous' }), locale: 'en' };
		const find = async (ctx: Ctx, q: string) =>
			(await searchCatalogue(ctx, CatalogueQuery.parse({ q }))).items.find((item) => item.code === code);
		expect(await find(inEnglish, 'swaps ')).toMatchObject({
			...{ language: 'es', title: 'Seed swaps in markets', titleIn: 'en', passageIn: 'es', abstract: 'Trueque de semillas' },
			matched: { words: ['swaps'], places: ['title'] }
		});
		expect(await find(test.ctx({ kind: 'anonymous' }), 'swaps ')).toMatchObject({ title: 'Ferias de empleo', titleIn: 'es' });
		await saveText(asAuthor(), code, 'en', { key: 'abstract', ...text('Farmers swap seeds') });
		await publishLast();
		expect(await find(inEnglish, 'farmers ')).toMatchObject({
			abstract: 'Farmers swap seeds',
			passageIn: 'en',
			matched: { words: ['farmers'] }
		});
		expect((await listLines(inEnglish, [code]))[0]).toMatchObject({ title: 'Seed swaps in markets', snippet: 'Farmers swap seeds' });
	});

	it('stays as it is while its editors go on, until it is published again or taken out of public', async () => {
		const { code } = await publish();
		await saveText(asAuthor(), code, 'en', { key: 'title', ...text('Job fairs') });
		await publishTranslation(asAuthor(), code, 'en', (await readTranslation(asAuthor(), code, 'en')).version);
		await saveText(asAuthor(), code, 'en', { key: 'title', ...text('Half a sen', 1) });
		expect((await shownInEnglish(code)).document.title).toBe('Job fairs');
		const now = await readTranslation(asAuthor(), code, 'en');
		expect(now).toMatchObject({ hasChanges: true, publishedAt: expect.any(Date) });
		// Somebody saves while another is about to publish what she has seen.
		await saveText(asSecretariat(), code, 'en', { key: 'abstract', ...text('A summary') });
		await expect(publishTranslation(asAuthor(), code, 'en', now.version)).rejects.toEqual(refused('versionConflict'));
		await publishTranslation(asAuthor(), code, 'en', now.version + 1);
		expect((await shownInEnglish(code)).document.title).toBe('Half a sen');
		await withdrawTranslation(asAuthor(), code, 'en', now.version + 2);
		expect((await shownInEnglish(code)).shown.size).toBe(0);
		expect((await readTranslation(asAuthor(), code, 'en')).progress.reviewed).toBe(2);
	});

	it('needs a practice in the catalogue, and a text', async () => {
		const { code } = await publish();
		await expect(publishTranslation(asAuthor(), code, 'fr', 1)).rejects.toEqual(refused('wrongState'));
		const draft = await createPractice(asAuthor(), { fields: { title: 'Ferias de empleo' } });
		await saveText(asAuthor(), draft.code, 'fr', { key: 'title', ...text('Salons de l’emploi') });
		const { version, progress } = await readTranslation(asAuthor(), draft.code, 'fr');
		expect(progress).toMatchObject({ texts: 1, reviewed: 1 });
		await expect(publishTranslation(asAuthor(), draft.code, 'fr', version)).rejects.toEqual(refused('wrongState'));
	});

	it('is marked where the original changed since, for editors and for readers, until somebody looks at it again', async () => {
		const { id, code } = await publish();
		await saveText(asAuthor(), code, 'en', { key: 'title', ...text('Job fairs') });
		await saveText(asAuthor(), code, 'en', { key: 'abstract', ...text('A summary') });
		await saveText(asAuthor(), code, 'en', { key: 'problem', ...text('A lack of jobs') });
		await publishTranslation(asAuthor(), code, 'en', (await readTranslation(asAuthor(), code, 'en')).version);
		// A correction: another title, and no problem any more.
		const content = practiceContent({ fields: { title: 'Ferias del empleo' }, layers: { abstract: 'Un resumen' } });
		await test.app.db.transaction().execute(async (tx) => {
			const first = await tx.selectFrom('practiceVersion').select('id').where('practiceId', '=', id).executeTakeFirstOrThrow();
			const version = await insertVersion(tx, id, content, null, test.app.now());
			await tx.updateTable('practiceVersion').set({ kind: 'correction', basedOn: first.id }).where('id', '=', version.id).execute();
			await correctEntry(tx, test.ctx(), { practiceId: id, versionId: version.id });
		});
		const { shown, document } = await shownInEnglish(code);
		expect([...shown]).toEqual([
			['title', { status: 'reviewed', isOutdated: true }],
			['abstract', { status: 'reviewed', isOutdated: false }]
		]);
		// What the original says no more is not read in another language either.
		expect(document.content.fields.problem).toBe('');
		const { sections, progress } = await readTranslation(asAuthor(), code, 'en');
		expect(progress).toEqual({ texts: 2, reviewed: 2, machine: 0, outdated: 1 });
		// Saved again without another letter: it holds for the original as it is.
		const title = sections.find(({ key }) => key === 'title');
		const { originalHash } = title ?? {};
		await saveTexts(asAuthor(), code, 'en', [{ key: 'title', originalHash, ...text('Job fairs', 1) }]);
		expect((await readTranslation(asAuthor(), code, 'en')).progress.outdated).toBe(0);
	});

	it('loses personal data with the rest of the practice', async () => {
		const { code } = await publish({ fields: { title: 'Ferias', problem: 'María Inventada dijo' } });
		await saveText(asAuthor(), code, 'en', { key: 'problem', ...text('María Inventada said') });
		await publishTranslation(asAuthor(), code, 'en', (await readTranslation(asAuthor(), code, 'en')).version);
		await purge(asSecretariat(), code, { words: ['María Inventada'], files: [], reason: 'personServed', confirmation: code });
		const { sections } = await readTranslation(asAuthor(), code, 'en');
		expect(sections.find(({ key }) => key === 'problem')?.text).toBe('[…] said');
		expect((await shownInEnglish(code)).document.content.fields.problem).toBe('[…] said');
		// Whoever has the old text open meets a conflict.
		await expect(saveText(asAuthor(), code, 'en', { key: 'problem', ...text('María Inventada said so', 1) })).rejects.toEqual(
			refused('versionConflict')
		);
	});
});
