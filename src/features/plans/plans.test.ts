// Plans on a real database: who writes them, two at once, what is suggested, when it is done, what is remembered and what everybody sees.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readEntry } from '#features/catalogue/handlers/catalogue.server.ts';
import { readEdition } from '#features/methodology/handlers.server.ts';
import { readDraft, saveSection } from '#features/practices/handlers.server.ts';
import { changedSections, unchangedCriteria } from '#features/practices/rules/changes.ts';
import type { Actor } from '#platform/ctx.ts';
import { isoDayOf } from '#platform/moments.ts';
import { openTestApp, type TestApp } from '../../../test/app.ts';
import { insertActor, insertPublished, type Person, practiceContent } from '../../../test/factories.ts';
import {
	addStep,
	attachStepEvidence,
	changeStep,
	changesOfVersion,
	finishStep,
	readChanges,
	readPlan,
	readPublicPlan,
	removeStep,
	reopenStep,
	restoreStep
} from './handlers.server.ts';
import { remindOfPlans } from './jobs.server.ts';
import { reminderFor } from './rules.ts';

let test: TestApp;
let author: Person;
let stranger: Person;
let secretariat: Person;

beforeAll(async () => {
	test = await openTestApp();
	author = await insertActor(test.app.db, 'autora', ['author']);
	stranger = await insertActor(test.app.db, 'ajena', ['author', 'assessor']);
	secretariat = await insertActor(test.app.db, 'secretaria', ['secretariat']);
});
afterAll(() => test.remove());

/** A published promising practice that lacks `results`, with an author. */
async function promising(reasons: Record<string, string[]> = {}): Promise<{ id: string; code: string; versionId: string }> {
	const practice = await insertPublished(test.ctx(), secretariat.id, { unmet: ['results'], fields: { title: 'Práctica inventada' } });
	await test.app.db.updateTable('practice').set({ ownerId: author.id }).where('id', '=', practice.id).execute();
	await test.app.db
		.updateTable('verdict')
		.set({ reasons: JSON.stringify(reasons) })
		.where('versionId', '=', practice.versionId)
		.execute();
	return practice;
}

const dayIn = (days: number) => isoDayOf(new Date(test.app.now().getTime() + days * 24 * 3_600_000));
const step = (text: string, dueOn: string | null = null) => ({ criterion: 'results', text, owner: 'Oficina inventada', dueOn });
const shown = { evidenceNote: 'Tabla con línea base', attachmentId: null };
const read = (code: string, actor: Actor = author) => readPlan(test.ctx(actor), code);

async function noticesOf(person: { id: string }): Promise<string[]> {
	const rows = await test.app.db.selectFrom('notice').select('kind').where('personId', '=', person.id).orderBy('id').execute();
	return rows.map(({ kind }) => kind);
}

describe('writing a plan', () => {
	it('is for author and secretariat; to others it does not exist', async () => {
		const { code } = await promising();
		await addStep(test.ctx(author), code, step('Levantar una línea base'));
		await addStep(test.ctx(secretariat), code, step('Publicar los datos'));
		expect((await read(code)).steps.map(({ text }) => text)).toEqual(['Levantar una línea base', 'Publicar los datos']);
		await expect(read(code, stranger)).rejects.toMatchObject({ code: 'notFound' });
		await expect(read(code, { kind: 'anonymous' })).rejects.toMatchObject({ code: 'notFound' });
		await expect(addStep(test.ctx(stranger), code, step('No'))).rejects.toMatchObject({ code: 'notFound' });
	});

	it('speaks of what the verdict lacks, and of nothing else', async () => {
		const { code } = await promising();
		expect((await read(code)).criteria).toEqual(['results']);
		await expect(addStep(test.ctx(author), code, { ...step('Otro'), criterion: 'impact' })).rejects.toMatchObject({ code: 'invalidInput' });
	});

	it('gives the later of two people the step as it stands', async () => {
		const { code } = await promising();
		const { id } = await addStep(test.ctx(author), code, step('Uno'));
		await changeStep(test.ctx(secretariat), code, id, 1, step('Dos'));
		await expect(changeStep(test.ctx(author), code, id, 1, step('Tres'))).rejects.toMatchObject({
			code: 'versionConflict',
			detail: { current: { text: 'Dos' }, version: 2 }
		});
		expect((await read(code)).steps[0]?.text).toBe('Dos');
	});

	it('removes and brings back, and loses nothing', async () => {
		const { code } = await promising();
		const { id } = await addStep(test.ctx(author), code, step('Uno'));
		const { version } = await removeStep(test.ctx(author), code, id, 1);
		expect(await read(code)).toMatchObject({ steps: [], removed: [{ text: 'Uno' }] });
		await restoreStep(test.ctx(secretariat), code, id, version);
		expect(await read(code)).toMatchObject({ steps: [{ text: 'Uno' }], removed: [] });
	});

	it('is done with something that shows it, a new file too while the text is published', async () => {
		const { code } = await promising();
		const { id } = await addStep(test.ctx(author), code, step('Uno'));
		const nothing = { evidenceNote: '', attachmentId: null };
		await expect(finishStep(test.ctx(author), code, id, 1, nothing)).rejects.toMatchObject({ code: 'invalidInput' });
		const file = { name: 'línea base.csv', bytes: new TextEncoder().encode('año,personas\n2025,120\n') };
		await expect(attachStepEvidence(test.ctx(stranger), code, id, file)).rejects.toMatchObject({ code: 'notFound' });
		const { id: attachmentId } = await attachStepEvidence(test.ctx(author), code, id, file);
		await finishStep(test.ctx(author), code, id, 1, { evidenceNote: '', attachmentId });
		expect((await read(code)).steps[0]).toMatchObject({ attachmentName: 'línea base.csv', attachmentId });
		const { content } = await readEntry(test.ctx({ kind: 'anonymous' }), code);
		expect(content.attachments).toEqual([]);
	});

	it('takes no file of another practice for evidence', async () => {
		const { code } = await promising();
		const other = await promising();
		const file = { practiceId: other.id, key: 'results', name: 'datos.csv', mediaType: 'text/csv', bytes: 3, sha256: 'a'.repeat(64) };
		const { id: attachmentId } = await test.app.db.insertInto('attachment').values(file).returning('id').executeTakeFirstOrThrow();
		const { id } = await addStep(test.ctx(author), code, step('Uno'));
		const evidence = { evidenceNote: '', attachmentId };
		await expect(finishStep(test.ctx(author), code, id, 1, evidence)).rejects.toMatchObject({ code: 'invalidInput' });
	});
});

describe('suggestions', () => {
	it('come from the verdict’s categories, else from the questions of the source, and go once they are taken', async () => {
		const edition = readEdition(test.app, 'redlac-2021/1');
		const reason = edition.criteria.find(({ key }) => key === 'results')?.reasons[0];
		if (!reason) throw new Error('the edition has no reasons');
		const named = await promising({ results: [reason.key] });
		const [only, ...more] = (await read(named.code)).suggestions;
		expect([only?.origin, only?.text, more]).toEqual(['reason', `Atender: ${reason.name.es}`, []]);
		if (only) await addStep(test.ctx(author), named.code, only);
		expect((await read(named.code)).suggestions).toEqual([]);
		const unnamed = await promising();
		const origins = (await read(unnamed.code)).suggestions.map(({ origin }) => origin);
		expect(new Set(origins)).toEqual(new Set(['question']));
	});

	it('take over what was promised to the panel, without a name', async () => {
		const { id, code, versionId } = await promising();
		const assessment = { practiceId: id, versionId, assessorId: stranger.id, submittedAt: test.app.now() };
		const seat = await test.app.db.insertInto('assessment').values(assessment).returning('id').executeTakeFirstOrThrow();
		const commitment = JSON.stringify({ owner: 'Unidad inventada', due: '2027-06-30' });
		const judgement = { assessmentId: seat.id, criterion: 'sustainability', level: '2' as const, commitment };
		await test.app.db.insertInto('judgement').values(judgement).execute();
		const plan = await read(code);
		expect(plan.criteria).toEqual(['results', 'sustainability']);
		expect(plan.suggestions.find(({ origin }) => origin === 'commitment')).toMatchObject({
			owner: 'Unidad inventada',
			dueOn: '2027-06-30'
		});
		expect(JSON.stringify(plan.suggestions)).not.toContain(stranger.name);
	});
});

describe('a plan that is done', () => {
	it('invites its author to send again, and tells the secretariat, once', async () => {
		const { code } = await promising();
		const first = await addStep(test.ctx(author), code, step('Uno'));
		const second = await addStep(test.ctx(author), code, step('Dos'));
		await finishStep(test.ctx(author), code, first.id, 1, shown);
		expect((await read(code)).mayRevise).toBe(false);
		const before = (await noticesOf(author)).length;
		const { version } = await finishStep(test.ctx(author), code, second.id, 1, shown);
		expect((await read(code)).mayRevise).toBe(true);
		expect((await noticesOf(author)).slice(before)).toEqual(['planComplete']);
		expect((await noticesOf(secretariat)).at(-1)).toBe('planDone');
		await reopenStep(test.ctx(author), code, second.id, version);
		expect(await read(code)).toMatchObject({ mayRevise: false, progress: { steps: 2, done: 1 } });
	});

	it('says to everybody how far it is, and nothing of who', async () => {
		const { code } = await promising();
		expect(await readPublicPlan(test.ctx({ kind: 'anonymous' }), code)).toBeUndefined();
		const { id } = await addStep(test.ctx(author), code, step('Uno', '2027-01-31'));
		await addStep(test.ctx(author), code, step('Dos', '2027-03-31'));
		await finishStep(test.ctx(author), code, id, 1, shown);
		expect(await readPublicPlan(test.ctx({ kind: 'anonymous' }), code)).toEqual({ steps: 2, done: 1, nextDueOn: '2027-03-31' });
	});
});

describe('reminders', () => {
	it('come fourteen and three days before and once the day has passed, each once', async () => {
		const { code } = await promising();
		await addStep(test.ctx(author), code, step('Uno', dayIn(20)));
		const heard = async () => {
			await remindOfPlans(test.app);
			await remindOfPlans(test.app);
			return (await noticesOf(author)).filter((kind) => kind.startsWith('planStep'));
		};
		expect(await heard()).toEqual([]);
		test.pass(7 * 24 * 3_600_000);
		expect(await heard()).toEqual(['planStepDue']);
		test.pass(10 * 24 * 3_600_000);
		expect(await heard()).toEqual(['planStepDue', 'planStepDue']);
		test.pass(5 * 24 * 3_600_000);
		expect(await heard()).toEqual(['planStepDue', 'planStepDue', 'planStepOverdue']);
		test.pass(30 * 24 * 3_600_000);
		expect(await heard()).toHaveLength(3);
	});

	it('are counted in days', () => {
		const days = ['2026-12-15', '2026-12-14', '2026-12-04', '2026-12-03', '2026-11-30', '2026-11-29'];
		expect(days.map((day) => reminderFor(day, '2026-11-30'))).toEqual([undefined, 14, 14, 3, 3, 'overdue']);
	});
});

describe('what changed since the assessed version', () => {
	const edition = () => readEdition(test.app, 'redlac-2021/1');

	it('names the criteria that each change concerns', () => {
		const before = practiceContent({ fields: { results: 'Uno', impact: 'Igual' } });
		const after = practiceContent({
			fields: { results: 'Dos', impact: ' Igual\n' },
			layers: { dimensions: { social: { state: 'x', reason: '' } } }
		});
		expect(changedSections(before, after, edition())).toEqual([
			{ key: 'results', criteria: ['results'] },
			{ key: 'dimensions', criteria: ['sustainability'] }
		]);
		expect(unchangedCriteria(before, after, edition())).toEqual(['replicability', 'impact']);
		expect(unchangedCriteria(before, practiceContent({ fields: { ...after.fields, description: 'Otra' } }), edition())).toEqual([]);
	});

	it('is told of the text that is written and of the version that was sent', async () => {
		const { id, code } = await promising();
		expect(await readChanges(test.ctx(author), code)).toBeUndefined();
		await test.app.db.updateTable('practice').set({ state: 'draft' }).where('id', '=', id).execute();
		expect(await readChanges(test.ctx(author), code)).toEqual({ versionNumber: 1, changes: [] });
		await saveSection(test.ctx(author), code, 'results', 1, { value: 'Con línea base' });
		const changes = [{ key: 'results', criteria: ['results'] }];
		expect(await readChanges(test.ctx(author), code)).toEqual({ versionNumber: 1, changes });
		const { content } = await readDraft(test.ctx(author), code);
		expect(await changesOfVersion(test.ctx(author), code, content)).toEqual({ versionNumber: 1, changes });
		await expect(readChanges(test.ctx(stranger), code)).rejects.toMatchObject({ code: 'notFound' });
	});
});
