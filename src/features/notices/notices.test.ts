// Who hears of what, once, in her language, without names; and what becomes of it.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { noticeMessages } from '#messages/notices.ts';
import { change } from '#platform/change.server.ts';
import type { Ctx } from '#platform/ctx.ts';
import { locales } from '#platform/locale.ts';
import { openTestApp, type TestApp } from '../../../test/app.ts';
import { insertPerson, insertPublished } from '../../../test/factories.ts';
import { arriveAt, listNotices, markNoticesRead, type NoticeText, notify, notifySecretariat, openNotice } from './handlers.server.ts';
import { forgetNotices } from './jobs.server.ts';
import { factsOf, noticePath } from './rules.ts';
import { NoticeKind } from './schema.ts';

const day = 24 * 3600 * 1000;

let test: TestApp;
let practice: string;
let author: string;
let colleague: string;
let secretariat: string;

const as = (id: string): Ctx => test.ctx({ kind: 'person', id, name: 'X', roles: ['author'], institutionIds: [] });
const told = async (id: string) => (await listNotices(as(id), { page: 1, limit: 30 })).items;

/** Tells people as part of a change, as any act does. */
const tell = (ctx: Ctx, notice: NoticeText & { to: (string | null)[] }) =>
	change(ctx, 'practice.write', async (tx, about) => {
		await notify(ctx, tx, notice);
		about({ kind: 'practice', id: practice });
	});

beforeAll(async () => {
	test = await openTestApp();
	const { db } = test.app;
	author = await insertPerson(db, 'autora@example.org', ['author']);
	colleague = await insertPerson(db, 'colega@example.org', ['author']);
	secretariat = await insertPerson(db, 'secretaria@example.org', ['secretariat']);
	practice = (await insertPublished(test.ctx(), secretariat, { fields: { title: 'Huertos de barrio' } })).code;
});
beforeEach(async () => {
	await test.app.db.deleteFrom('notice').execute();
});
afterAll(() => test.remove());

describe('notify', () => {
	it('tells each person once, but not whoever acts', async () => {
		await tell(as(colleague), { to: [author, author, null, colleague], kind: 'practiceReturned', detail: { practice }, isTodo: true });
		expect(await told(author)).toMatchObject([{ kind: 'practiceReturned', path: `/trabajo/practicas/${practice}`, readAt: null }]);
		expect((await told(author))[0]?.text).toContain(`${practice}, “Huertos de barrio”`);
		expect(await told(colleague)).toEqual([]);
	});

	it('asks for something only while it is still to be done', async () => {
		const isTodo = async (state: 'returned' | 'submitted') => {
			await test.app.db.updateTable('practice').set({ state }).where('code', '=', practice).execute();
			return (await told(author)).map((notice) => notice.isTodo);
		};
		await tell(as(colleague), { to: [author], kind: 'practiceReturned', detail: { practice }, isTodo: true });
		expect(await isTodo('returned')).toEqual([true]);
		expect(await isTodo('submitted')).toEqual([false]);
		await test.app.db.updateTable('practice').set({ state: 'published' }).where('code', '=', practice).execute();
	});
	it('gives a reminder once only, to whoever acts as well', async () => {
		const reminder = { to: [author], kind: 'labelExpiring' as const, detail: { practice, days: 30 }, once: `labelExpiring:${practice}:30` };
		await tell(as(author), reminder);
		await tell(test.ctx(), reminder);
		expect(await told(author)).toHaveLength(1);
		await tell(test.ctx(), { ...reminder, once: `labelExpiring:${practice}:7` });
		expect(await told(author)).toHaveLength(2);
	});

	it('is undone with the change that it is about', async () => {
		const failing = change(test.ctx(), 'practice.write', async (tx) => {
			await notify(test.ctx(), tx, { to: [author], kind: 'practiceReturned', detail: { practice } });
			throw new Error('the change fails');
		});
		await expect(failing).rejects.toThrow('the change fails');
		expect(await told(author)).toEqual([]);
	});

	it('tells nobody whose account was closed', async () => {
		const gone = await insertPerson(test.app.db, 'ausente@example.org', ['secretariat']);
		await test.app.db.updateTable('person').set({ deactivatedAt: new Date() }).where('id', '=', gone).execute();
		await change(test.ctx(), 'practice.write', async (tx, about) => {
			await notify(test.ctx(), tx, { to: [gone], kind: 'practiceSent', detail: { practice } });
			await notifySecretariat(test.ctx(), tx, { kind: 'labelLapsed', detail: { practice } });
			about({ kind: 'practice', id: practice });
		});
		expect(await told(gone)).toEqual([]);
		expect(await told(secretariat)).toMatchObject([{ kind: 'labelLapsed', path: `/trabajo/secretaria/${practice}` }]);
	});

	it.each(['Ana Pérez', 'Instituto de la Mujer', 'a\nb', '<b>'])('refuses %j as a detail', async (name) => {
		await expect(tell(test.ctx(), { to: [author], kind: 'assigned', detail: { practice, name } })).rejects.toThrow(
			'codes, days and numbers'
		);
	});
});

describe('reading', () => {
	it('shows unread ones first, page by page', async () => {
		for (const kind of ['practiceReturned', 'verdictToRead', 'planStepDue'] as const)
			await tell(test.ctx(), { to: [author], kind, detail: { practice } });
		const [newest] = await told(author);
		await markNoticesRead(as(author), { ids: [newest?.id ?? 0] });
		const first = await listNotices(as(author), { page: 1, limit: 2 });
		expect(first).toMatchObject({ unread: 2, next: 2, items: [{ kind: 'verdictToRead' }, { kind: 'practiceReturned' }] });
		expect(await listNotices(as(author), { page: 2, limit: 2 })).toMatchObject({ next: null, items: [{ kind: 'planStepDue' }] });
	});

	it("leaves other people's alone", async () => {
		await tell(test.ctx(), { to: [author, colleague], kind: 'practiceReturned', detail: { practice } });
		const [hers] = await told(author);
		await markNoticesRead(as(colleague), { ids: [hers?.id ?? 0] });
		await markNoticesRead(as(colleague), { all: true });
		expect(await told(author)).toMatchObject([{ readAt: null }]);
		await expect(openNotice(as(colleague), hers?.id ?? 0)).rejects.toThrow('notFound');
		await expect(listNotices(test.ctx({ kind: 'anonymous' }), { page: 1, limit: 5 })).rejects.toThrow('signInRequired');
	});

	it('counts as read what is looked at', async () => {
		await tell(test.ctx(), { to: [author], kind: 'practiceReturned', detail: { practice } });
		await tell(test.ctx(), { to: [author], kind: 'callOpened', detail: { call: 'C-1' } });
		expect(await arriveAt(as(author), '/trabajo')).toBe(2);
		expect(await arriveAt(as(author), `/en/trabajo/practicas/${practice}`)).toBe(1);
		const [callOpened] = await told(author);
		expect(await openNotice(as(author), callOpened?.id ?? 0)).toBe('/convocatorias/C-1');
		expect(await arriveAt(as(author), '/trabajo')).toBe(0);
	});

	it('forgets what was read a year ago, and nothing unread', async () => {
		await tell(test.ctx(), { to: [author, colleague], kind: 'practiceReturned', detail: { practice } });
		await markNoticesRead(as(author), { all: true });
		test.pass(364 * day);
		await forgetNotices(test.app);
		expect(await told(author)).toHaveLength(1);
		test.pass(2 * day);
		await forgetNotices(test.app);
		expect(await told(author)).toEqual([]);
		expect(await told(colleague)).toHaveLength(1);
	});
});

describe('words', () => {
	const detail = { practice: 'AC-0001', call: 'C-1', session: 'S-1', day: '2027-03-15', days: 30, count: 2, at: 'secretariat' };
	const titles = new Map([['AC-0001', 'Huertos']]);

	it.each(NoticeKind.options)('of %s are whole in every language and lead somewhere', (kind) => {
		for (const locale of locales) {
			const { title, text } = noticeMessages(locale)[kind];
			const said = text(factsOf(detail, titles, locale));
			expect(title).not.toBe('');
			expect(said).toMatch(/[.!?]$/);
			expect(`${title} ${said}`).not.toMatch(/undefined|NaN|\[object|Invalid Date/);
			// What the detail lacks leaves no hole.
			expect(text(factsOf({ practice: 'AC-0001' }, new Map(), locale))).not.toMatch(/undefined|NaN|Invalid Date/);
		}
		expect(noticePath(kind, detail)).toMatch(/^\/[a-z]/);
	});

	it('say no more than codes, titles, days and numbers', () => {
		for (const kind of NoticeKind.options) {
			const named = { ...detail, assessor: 'Perez', institution: 'INM', name: 'Ana', personId: 'p1' };
			const text = noticeMessages('es')[kind].text(factsOf(named, titles, 'es'));
			expect(text).not.toMatch(/Perez|INM|Ana\b|p1/);
		}
	});
});
