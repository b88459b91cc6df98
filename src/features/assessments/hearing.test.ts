// Between verdict and publication: the author is heard, a wording may be corrected, and whoever differs says so without a name.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readEntry } from '#features/catalogue/handlers/catalogue.server.ts';
import { allEditions, chooseEdition } from '#features/methodology/handlers.server.ts';
import { movePractice, readDraft, saveSection } from '#features/practices/handlers.server.ts';
import { idOf, Round, refused, unchanged } from '../../../test/round.ts';
import { readDissent, saveDissent } from './handlers/dissent.server.ts';
import { answerVerdict, correctWording, readVerdict } from './handlers/hearing.server.ts';
import { saveJudgement } from './handlers/judging.server.ts';
import { assignAssessors } from './handlers/review.server.ts';
import { confirmVerdict, disclose, publishPractice } from './handlers/verdict.server.ts';
import { Confirmation } from './schema.ts';

let round: Round;
const day = 24 * 3600 * 1000;

beforeAll(async () => {
	round = await Round.open();
});
afterAll(() => round.test.remove());

const anybody = () => round.test.ctx({ kind: 'anonymous' });

/** A practice with a confirmed verdict. @returns its code */
async function decided(first = '2212', second = '2212', confirmation: Confirmation = unchanged): Promise<string> {
	const code = await round.judged(first, second);
	await confirmVerdict(round.secretariat, code, confirmation);
	return code;
}

describe('the author is heard before publication', () => {
	it('reads wording and levels without names, and is told until when she may answer', async () => {
		const code = await decided();
		const verdict = await readVerdict(round.author, code);
		expect(verdict).toMatchObject({ class: 'promising', answeredAt: null, canAnswer: true, canCorrect: false });
		expect(verdict.criteria.find(({ key }) => key === 'results')).toMatchObject({ met: false, levels: ['1', '1'] });
		const seen = JSON.stringify(verdict);
		for (const assessor of [round.a, round.b]) for (const word of [idOf(assessor), 'Evaluador']) expect(seen).not.toContain(word);
		const told = (await round.toldTo(round.author)).at(-1);
		expect(told).toEqual({ kind: 'verdictToRead', detail: { practice: code, day: verdict.answerBy } });
		await expect(readVerdict(round.a, code)).rejects.toEqual(refused('notFound'));
	});

	it('nothing is published before she answered or her time is over', async () => {
		const code = await decided();
		await expect(publishPractice(round.secretariat, code, {})).rejects.toEqual(refused('authorNotHeard'));
		const { answerBy } = await readVerdict(round.author, code);
		const left = Date.parse(`${answerBy}T12:00:00-06:00`) - round.test.app.now().getTime();
		round.test.pass(left);
		await expect(publishPractice(round.secretariat, code, {})).rejects.toEqual(refused('authorNotHeard'));
		round.test.pass(day);
		await publishPractice(round.secretariat, code, {});
		expect(await round.stateOf(code)).toBe('published');
	});

	it('her answer is published with the verdict, and stands from then on', async () => {
		const code = await decided();
		await round.answer(code, 'Primera respuesta.');
		await round.answer(code, 'Estamos levantando la línea base.');
		await publishPractice(round.secretariat, code, {});
		expect((await readEntry(anybody(), code)).verdict.answer).toBe('Estamos levantando la línea base.');
		const { version } = await readVerdict(round.author, code);
		await expect(answerVerdict(round.author, code, version, { answer: 'Tarde.' })).rejects.toEqual(refused('wrongState'));
		expect((await round.toldTo(round.secretariat)).map(({ kind }) => kind)).toContain('verdictAnswered');
	});

	it('nobody answers for her, and only what she read', async () => {
		const code = await decided();
		const { version } = await readVerdict(round.author, code);
		await expect(answerVerdict(round.secretariat, code, version, { answer: '' })).rejects.toEqual(refused('notAllowed'));
		await expect(answerVerdict(round.a, code, version, { answer: '' })).rejects.toEqual(refused('notAllowed'));
		await correctWording(round.secretariat, code, version, { wording: { results: 'Otra redacción.' } });
		await expect(answerVerdict(round.author, code, version, { answer: 'De lo de antes.' })).rejects.toEqual(refused('versionConflict'));
	});

	it('a practice that nobody owns waits for nobody', async () => {
		const code = await decided();
		await round.test.app.db.updateTable('practice').set({ ownerId: null }).where('code', '=', code).execute();
		await publishPractice(round.secretariat, code, {});
		expect(await round.stateOf(code)).toBe('published');
	});
});

describe('a wording that is corrected', () => {
	it('keeps the class, keeps her answer, asks her once more, and never takes time away', async () => {
		const code = await decided();
		const first = await readVerdict(round.author, code);
		await round.answer(code, 'El anexo sí trae la línea base.');
		const { version } = await readVerdict(round.secretariat, code);
		await correctWording(round.secretariat, code, version, { wording: { results: 'Falta la medición posterior.' } });
		const corrected = await readVerdict(round.author, code);
		expect(corrected).toMatchObject({
			class: first.class,
			answer: 'El anexo sí trae la línea base.',
			answeredAt: null,
			answerBy: first.answerBy
		});
		await expect(publishPractice(round.secretariat, code, {})).rejects.toEqual(refused('authorNotHeard'));
		await round.answer(code, corrected.answer ?? '');
		await publishPractice(round.secretariat, code, {});
		const { verdict } = await readEntry(anybody(), code);
		expect([verdict.criteria.results?.wording, verdict.answer]).toEqual([
			'Falta la medición posterior.',
			'El anexo sí trae la línea base.'
		]);
		await expect(correctWording(round.secretariat, code, 3, { wording: { results: 'x' } })).rejects.toEqual(refused('wrongState'));
	});

	it('at the end of her time gives some days more, and a correction that changes nothing gives none', async () => {
		const code = await decided();
		const { answerBy, version } = await readVerdict(round.author, code);
		round.test.pass(Date.parse(`${answerBy}T12:00:00-06:00`) + day - round.test.app.now().getTime());
		const same = (await readVerdict(round.author, code)).criteria.find(({ key }) => key === 'impact')?.wording ?? '';
		expect(await correctWording(round.secretariat, code, version, { wording: { impact: same } })).toEqual({ version });
		await correctWording(round.secretariat, code, version, { wording: { impact: 'Con más cuidado.' } });
		const later = await readVerdict(round.author, code);
		const gained = (Date.parse(later.answerBy ?? '') - Date.parse(answerBy ?? '')) / day;
		expect(gained).toBeGreaterThanOrEqual(4);
		expect(gained).toBeLessThanOrEqual(6);
	});

	it('is not for the panel, nor empty, nor by two at once', async () => {
		const code = await decided();
		const { version } = await readVerdict(round.secretariat, code);
		await expect(correctWording(round.a, code, version, { wording: { impact: 'x' } })).rejects.toEqual(refused('notAllowed'));
		await expect(correctWording(round.secretariat, code, version, { wording: { impact: '' } })).rejects.toEqual(refused('invalidInput'));
		const colleague = await round.join('Secretaria Colega', ['secretariat']);
		const outcomes = await Promise.allSettled([
			correctWording(round.secretariat, code, version, { wording: { impact: 'Una.' } }),
			correctWording(colleague, code, version, { wording: { impact: 'Otra.' } })
		]);
		expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
		expect(outcomes.find((outcome) => outcome.status === 'rejected')?.reason).toEqual(refused('versionConflict'));
	});
});

describe('categories of why', () => {
	it('are the edition’s, are kept for unmet criteria, and are published', async () => {
		const results = round.edition.criteria.find(({ key }) => key === 'results');
		const [known] = results?.reasons.map(({ key }) => key) ?? [];
		const code = await round.judged('2212', '2212');
		const strange = Confirmation.parse({ reasons: { results: ['porque-no'] } });
		await expect(confirmVerdict(round.secretariat, code, strange)).rejects.toEqual(refused('invalidInput'));
		const impact = round.edition.criteria.find(({ key }) => key === 'impact')?.reasons[0]?.key ?? '';
		await confirmVerdict(round.secretariat, code, Confirmation.parse({ reasons: { results: [known], impact: [impact] } }));
		await round.answer(code);
		await publishPractice(round.secretariat, code, {});
		const { criteria } = (await readEntry(anybody(), code)).verdict;
		expect([criteria.results?.reasons, criteria.impact?.reasons]).toEqual([[known], undefined]);
	});
});

describe('a note of whoever differs', () => {
	it('is for those of the panel who differ, and is published without a name', async () => {
		const code = await round.judged('2222', '2212');
		await expect(saveDissent(round.a, code, { text: 'Antes de tiempo.' })).rejects.toEqual(refused('wrongState'));
		await disclose(round.secretariat, code);
		await expect(saveDissent(round.a, code, { text: 'Sigue dividido.' })).rejects.toEqual(refused('divergent'));
		await assignAssessors(round.secretariat, code, [idOf(round.third)]);
		await expect(saveDissent(round.third, code, { text: 'Todavía no entrego.' })).rejects.toEqual(refused('notDisclosed'));
		await expect(saveDissent(round.a, code, { text: 'Falta alguien.' })).rejects.toEqual(refused('notDisclosed'));
		await round.judge(round.third, code, '2222');
		expect(await readDissent(round.b, code)).toMatchObject({ apart: ['results'], canDissent: true });
		await expect(saveDissent(round.a, code, { text: 'Coincido.' })).rejects.toEqual(refused('agreesWithOutcome'));
		await saveDissent(round.b, code, { text: 'La encuesta no mide el cambio.' });
		await confirmVerdict(round.secretariat, code, unchanged);
		expect((await readVerdict(round.author, code)).dissents).toEqual(['La encuesta no mide el cambio.']);
		await round.answer(code);
		// Words that the author has not read yet are not published behind her back.
		await saveDissent(round.b, code, { text: 'La encuesta no mide el cambio; mide agrado.' });
		await expect(publishPractice(round.secretariat, code, {})).rejects.toEqual(refused('authorNotHeard'));
		await round.answer(code);
		await publishPractice(round.secretariat, code, {});
		const document = await readEntry(anybody(), code);
		expect(document.verdict.dissents).toEqual(['La encuesta no mide el cambio; mide agrado.']);
		expect(JSON.stringify(document)).not.toContain(idOf(round.b));
		await expect(saveDissent(round.b, code, { text: 'Tarde.' })).rejects.toEqual(refused('wrongState'));
	});

	it('of somebody who came round is kept and not published', async () => {
		const code = await round.judged('2222', '2212');
		await disclose(round.secretariat, code);
		await assignAssessors(round.secretariat, code, [idOf(round.third)]);
		await round.judge(round.third, code, '2222');
		await saveDissent(round.b, code, { text: 'Difiero.' });
		await saveJudgement(
			round.b,
			code,
			'results',
			1,
			round.atLevels('2222').results ?? { level: null, reason: '', evidence: [], questions: {} }
		);
		await confirmVerdict(round.secretariat, code, unchanged);
		expect((await readVerdict(round.author, code)).dissents).toEqual([]);
		expect((await readDissent(round.b, code)).text).toBe('Difiero.');
		await round.answer(code);
		await publishPractice(round.secretariat, code, {});
		expect((await readEntry(anybody(), code)).verdict).not.toHaveProperty('dissents');
	});

	it('answers a departure of the committee too, whose reason is published', async () => {
		const results = 'Cumple: así lo muestra el anexo.';
		const departure = 'El comité leyó el anexo en sesión.';
		const code = await decided('2212', '2212', Confirmation.parse({ class: 'good', departure, wording: { results } }));
		await saveDissent(round.a, code, { text: 'El anexo no tiene fecha.' });
		await round.answer(code);
		await publishPractice(round.secretariat, code, {});
		expect((await readEntry(anybody(), code)).verdict).toMatchObject({ departure, dissents: ['El anexo no tiene fecha.'] });
	});
});

describe('bad moments', () => {
	it('withdrawn in the middle of a deliberation, it waits for its author with everything kept', async () => {
		const code = await round.judged('2222', '2212');
		await disclose(round.secretariat, code);
		await movePractice(round.author, code, 'withdraw');
		for (const assessor of [round.a, round.b])
			expect((await round.toldTo(assessor)).at(-1)).toEqual({ kind: 'panelEnded', detail: { practice: code } });
		for (const act of [
			() => confirmVerdict(round.secretariat, code, unchanged),
			() => saveDissent(round.a, code, { text: 'x' }),
			() => disclose(round.secretariat, code)
		])
			await expect(act()).rejects.toEqual(refused('wrongState'));
		const kept = await round.test.app.db
			.selectFrom('judgement')
			.innerJoin('assessment', 'assessment.id', 'judgement.assessmentId')
			.innerJoin('practice', 'practice.id', 'assessment.practiceId')
			.select(['judgement.level', 'judgement.reason'])
			.where('practice.code', '=', code)
			.where('round', '=', 'first')
			.execute();
		expect(kept).toHaveLength(8);
		expect(kept.every(({ reason }) => reason !== '')).toBe(true);
	});

	it('an edit between scoring and verdict, and another edition chosen meanwhile, change nothing of the case', async () => {
		const code = await round.judged('2222', '2222');
		const { sections } = await readDraft(round.author, code);
		const edit = saveSection(round.author, code, 'results', sections.results.version, { value: 'Otros resultados.' });
		await expect(edit).rejects.toEqual(refused('wrongState'));
		const other = [...allEditions(round.test.app).keys()].find((id) => id !== round.edition.id);
		expect(other).toBeDefined();
		await chooseEdition(round.secretariat, other ?? '');
		await confirmVerdict(round.secretariat, code, unchanged);
		await chooseEdition(round.secretariat, round.edition.id);
		const { edition, criteria } = await readVerdict(round.author, code);
		expect([edition.id, criteria.map(({ key }) => key)]).toEqual([round.edition.id, round.edition.criteria.map(({ key }) => key)]);
	});

	it('a verdict of somebody who documents or judges the practice', async () => {
		const both = await round.join('De Dos Sombreros', ['secretariat', 'author']);
		const code = await round.judged('2222', '2222');
		await round.test.app.db
			.updateTable('practice')
			.set({ ownerId: idOf(both) })
			.where('code', '=', code)
			.execute();
		await expect(confirmVerdict(both, code, unchanged)).rejects.toEqual(refused('notImpartial'));
		const judge = await round.join('Jueza y Secretaria', ['secretariat', 'assessor']);
		const other = await round.assigned([round.a, judge]);
		await round.judge(round.a, other, '2222');
		await round.judge(judge, other, '2222');
		await expect(confirmVerdict(judge, other, unchanged)).rejects.toEqual(refused('notImpartial'));
		await confirmVerdict(round.secretariat, other, unchanged);
		await expect(correctWording(judge, other, 1, { wording: { impact: 'Mío.' } })).rejects.toEqual(refused('notImpartial'));
	});
});
