// What has had its time goes, and nothing else does; a duty that fails holds up no other.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestApp, type TestApp } from '../test/app.ts';
import { insertPerson } from '../test/factories.ts';
import { duties, keepDuties, runDuties } from './duties.server.ts';

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
	expect(await runDuties(test.app)).toEqual([]);
	const kept = async () => ({
		calls: (await db.selectFrom('idempotentCall').select('key').execute()).map(({ key }) => key),
		sessions: (await db.selectFrom('personSession').select('token').execute()).map(({ token }) => token),
		links: (await db.selectFrom('invitation').select('tokenHash').orderBy('tokenHash').execute()).map(({ tokenHash }) => tokenHash)
	});
	expect(await kept()).toEqual({ calls: ['recent'], sessions: ['open'], links: ['open', 'ran out'] });
	test.pass(40 * day);
	expect(await runDuties(test.app)).toEqual([]);
	// Sessions are kept by the sign-in library, which knows no clock but the machine's.
	expect(await kept()).toEqual({ calls: [], sessions: ['open'], links: [] });
});

it('goes on after a duty that fails, and runs again when it is woken', async () => {
	const done: string[] = [];
	const failing = async () => {
		throw new Error('this duty always fails');
	};
	const counting = async () => {
		done.push('counted');
	};
	duties.push(failing, counting);
	try {
		expect(await runDuties(test.app)).toEqual(['failing']);
		expect(done).toHaveLength(1);
		const runner = keepDuties(test.app);
		await expect.poll(() => done.length).toBe(2);
		runner.wake();
		await expect.poll(() => done.length).toBe(3);
		await runner.stop();
		expect(done).toHaveLength(3);
	} finally {
		duties.splice(-2);
	}
});
