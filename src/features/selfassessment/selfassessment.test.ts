// The author judges her own practice: optional, hers alone until the verdict, frozen when she sends, and laid beside the panel's outcome.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readVerdict } from '#features/assessments/handlers/hearing.server.ts';
import { readAssignment } from '#features/assessments/handlers/judging.server.ts';
import { readOverview, returnPractice } from '#features/assessments/handlers/review.server.ts';
import { confirmVerdict, disclose } from '#features/assessments/handlers/verdict.server.ts';
import { addAttachment } from '#features/evidence/handlers.server.ts';
import type { Judgement } from '#features/methodology/schema.ts';
import { readDraft, readVersion, submitPractice } from '#features/practices/handlers.server.ts';
import { Round, refused, unchanged } from '../../../test/round.ts';
import { readSelfAssessment, saveSelfJudgement } from './handlers.server.ts';
import { compareToPanel, selfHints } from './rules.ts';

let round: Round;

beforeAll(async () => {
	round = await Round.open();
});
afterAll(() => round.test.remove());

const secret = 'Lo que opino de mi propia práctica.';
const judged = (level: Judgement['level'], more: Partial<Judgement> = {}): Judgement => ({
	level,
	reason: secret,
	evidence: ['indicator: 12 personas'],
	questions: {},
	commitment: null,
	...more
});

describe('while she writes', () => {
	it('keeps one judgement per criterion, as incomplete as she likes, and of two windows only one', async () => {
		const code = await round.draft();
		const first = await saveSelfJudgement(round.author, code, 'results', 0, judged('2', { reason: '', evidence: [] }));
		expect(first).toMatchObject({ version: 1, hints: [expect.anything(), expect.anything()] });
		await saveSelfJudgement(round.author, code, 'results', 1, judged('2'));
		await expect(saveSelfJudgement(round.author, code, 'results', 1, judged('3'))).rejects.toMatchObject({
			code: 'versionConflict',
			detail: { version: 2, current: { level: '2' } }
		});
		const { own, canAssess } = await readSelfAssessment(round.author, code);
		expect([Object.keys(own), own.results?.level, canAssess]).toEqual([['results'], '2', true]);
		await expect(saveSelfJudgement(round.author, code, 'beauty', 0, judged('1'))).rejects.toEqual(refused('notFound'));
		const { id } = await addAttachment(round.author, await round.draft(), {
			key: 'results',
			name: 'ajeno.txt',
			visibility: 'assessors',
			bytes: new TextEncoder().encode('De otra práctica.')
		});
		const foreign = judged('2', { evidence: [`file:${id}`] });
		await expect(saveSelfJudgement(round.author, code, 'impact', 0, foreign)).rejects.toEqual(refused('invalidInput'));
	});

	it('is nobody else’s to read or write, and never stands in the way of sending', async () => {
		const code = await round.draft();
		await saveSelfJudgement(round.author, code, 'impact', 0, judged('1'));
		for (const other of [round.secretariat, round.a, round.test.ctx()]) {
			await expect(readSelfAssessment(other, code)).rejects.toEqual(refused('notFound'));
			await expect(saveSelfJudgement(other, code, 'impact', 1, judged('3'))).rejects.toMatchObject({ name: 'Problem' });
		}
		await submitPractice(round.author, code);
		await expect(saveSelfJudgement(round.author, code, 'impact', 1, judged('3'))).rejects.toEqual(refused('wrongState'));
		expect((await readSelfAssessment(round.author, code)).canAssess).toBe(false);
	});
});

describe('once it is sent', () => {
	it('is frozen with the version, and may change again only with a returned practice', async () => {
		const code = await round.draft();
		await saveSelfJudgement(round.author, code, 'impact', 0, judged('1'));
		await saveSelfJudgement(round.author, code, 'results', 0, judged(null));
		await submitPractice(round.author, code);
		await round.assign(code);
		await returnPractice(round.secretariat, code, [{ key: null, text: 'Falta la línea base.', quote: null }]);
		await saveSelfJudgement(round.author, code, 'impact', 1, judged('2'));
		await submitPractice(round.author, code);
		const frozen = await Promise.all([1, 2].map(async (number) => (await readVersion(round.author, code, number)).selfAssessment));
		expect(frozen.map((each) => Object.entries(each ?? {}).map(([key, { level }]) => [key, level]))).toEqual([
			[['impact', '1']],
			[['impact', '2']]
		]);
	});

	it('sways nobody: no page of the panel or the secretariat holds it, before or after the disclosure', async () => {
		const code = await round.draft();
		await saveSelfJudgement(round.author, code, 'impact', 0, judged('3'));
		await submitPractice(round.author, code);
		await round.assign(code);
		await round.judge(round.a, code, '2222');
		const seen = async () =>
			JSON.stringify([
				await readOverview(round.secretariat, code),
				await readDraft(round.secretariat, code),
				await readVersion(round.secretariat, code, 1),
				await readAssignment(round.a, code)
			]);
		expect(await seen()).not.toContain(secret);
		await round.judge(round.b, code, '2222');
		await disclose(round.secretariat, code);
		expect(await seen()).not.toContain(secret);
	});

	it('is shown back to her with the verdict, and to her alone', async () => {
		const code = await round.draft();
		await saveSelfJudgement(round.author, code, 'results', 0, judged('2'));
		await saveSelfJudgement(round.author, code, 'impact', 0, judged('1'));
		await submitPractice(round.author, code);
		await round.assign(code);
		await round.judge(round.a, code, '2212');
		await round.judge(round.b, code, '2212');
		await confirmVerdict(round.secretariat, code, unchanged);
		const { selfAssessment, criteria, edition } = await readVerdict(round.author, code);
		const unmet = criteria.filter(({ met }) => !met).map(({ key }) => key);
		expect(compareToPanel(selfAssessment ?? {}, unmet, edition).map(({ criterion, difference }) => [criterion, difference])).toEqual([
			['replicability', null],
			['impact', 'lower'],
			['results', 'higher'],
			['sustainability', null]
		]);
		expect((await readVerdict(round.secretariat, code)).selfAssessment).toBeNull();
	});
});

describe('hints', () => {
	it('speak of the text, of what a level lacks, and of evidence that carries too little', async () => {
		const code = await round.draft();
		const { content, edition } = await readDraft(round.author, code);
		const results = edition.criteria.find(({ key }) => key === 'results');
		if (!results) throw new Error('no such criterion');
		const about = (judgement: Judgement | undefined, text = content.fields.results) =>
			selfHints(results, judgement, { content: { ...content, fields: { ...content.fields, results: text } }, edition, locale: 'es' });
		const asked = about(undefined, 'Se aplicaron encuestas.').length;
		expect(asked).toBeGreaterThan(0);
		expect(about(undefined, 'Indicador: 40 de 60 personas, línea base 20.')).toEqual([]);
		expect(about(judged('2', { reason: '', evidence: [] }), 'Se aplicaron encuestas.')).toHaveLength(asked + 2);
		expect(about(judged('2', { evidence: ['indicator: lista de asistencia'] }), 'Indicador: 40 de 60, línea base 20.')).toEqual([
			{ lead: 'Tome en cuenta:', text: results.warning?.es }
		]);
		expect(about(judged('0', { reason: '', evidence: [] }), 'Indicador: 40 de 60, línea base 20.')).toEqual([]);
	});
});
