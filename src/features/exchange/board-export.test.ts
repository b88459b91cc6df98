// The secretariat's board as a table: narrowed as its page, safe to open, and never taken for practices when it comes back.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { BoardQuery } from '#features/assessments/schema.ts';
import { createPractice } from '#features/practices/handlers.server.ts';
import type { Ctx, Role } from '#platform/ctx.ts';
import { openTestApp, type TestApp } from '../../../test/app.ts';
import { insertPerson } from '../../../test/factories.ts';
import { exportBoard } from './handlers/board-export.server.ts';
import { sheetKind } from './rules/form/sheet-keys.ts';

let test: TestApp;

beforeAll(async () => {
	test = await openTestApp();
});
afterAll(() => test.remove());

async function somebody(role: Role): Promise<Ctx> {
	const id = await insertPerson(test.app.db, `${role}@example.org`, [role]);
	return test.ctx({ kind: 'person', id, name: role, roles: [role], institutionIds: [] });
}

it('holds what the board shows, guarded, under keys of its own', async () => {
	const [author, secretariat] = [await somebody('author'), await somebody('secretariat')];
	await createPractice(author, { fields: { title: '=HYPERLINK("http://example.org")' } });
	await createPractice(author, { fields: { title: 'Otra práctica' } });
	const csv = async (by: Ctx, query: Partial<BoardQuery>) => {
		const { stream, mediaType } = await exportBoard(by, { ...BoardQuery.parse({}), ...query }, 'csv');
		expect(mediaType).toContain('text/csv');
		return Buffer.concat(await Array.fromAsync(stream)).toString('utf8');
	};
	const all = await csv(secretariat, {});
	const [, keys = '', ...rows] = all.trim().split('\r\n');
	expect(sheetKind(keys.split(','))).toBe('report');
	expect(rows).toHaveLength(2);
	expect(all).not.toMatch(/(^|,|")=/m);
	expect(await csv(secretariat, { q: 'otra practica' })).not.toContain('HYPERLINK');
	expect((await csv(secretariat, { state: 'published' })).trim().split('\r\n')).toHaveLength(2);
	await expect(csv(author, {})).rejects.toMatchObject({ code: 'notAllowed' });
});
