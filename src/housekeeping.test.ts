// What has had its time goes, and nothing else does.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestApp, type TestApp } from '../test/app.ts';
import { insertPerson } from '../test/factories.ts';
import { tidy } from './housekeeping.server.ts';

const day = 24 * 3600 * 1000;

let test: TestApp;
beforeAll(async () => {
	test = await openTestApp();
});
afterAll(() => test.remove());

it('forgets answers of calls after a week, sessions once they ended, spent links after a month', async () => {
	const { db } = test.app;
	const userId = await insertPerson(db, 'persona@example.org', ['author']);
	const from = (days: number) => new Date(Date.now() + days * day);
	for (const [key, created] of [
		['old', -8],
		['recent', -6]
	] as const)
		await db
			.insertInto('idempotentCall')
			.values({ key, personId: userId, call: 'post /x', bodyHash: '', createdAt: from(created) })
			.execute();
	for (const [token, ends] of [
		['ended', -0.01],
		['open', 0.5]
	] as const)
		await db
			.insertInto('personSession')
			.values({ token, userId, expiresAt: from(ends) })
			.execute();
	for (const [tokenHash, ends, used] of [
		['ran out long ago', -31, null],
		['ran out', -29, null],
		['used long ago', 2, -31],
		['open', 2, null]
	] as const)
		await db
			.insertInto('invitation')
			.values({ tokenHash, purpose: 'join', personId: userId, expiresAt: from(ends), usedAt: used === null ? null : from(used) })
			.execute();
	await tidy(test.app);
	const kept = async () => ({
		calls: (await db.selectFrom('idempotentCall').select('key').execute()).map(({ key }) => key),
		sessions: (await db.selectFrom('personSession').select('token').execute()).map(({ token }) => token),
		links: (await db.selectFrom('invitation').select('tokenHash').orderBy('tokenHash').execute()).map(({ tokenHash }) => tokenHash)
	});
	expect(await kept()).toEqual({ calls: ['recent'], sessions: ['open'], links: ['open', 'ran out'] });
	test.pass(40 * day);
	await tidy(test.app);
	expect(await kept()).toEqual({ calls: [], sessions: [], links: [] });
});
