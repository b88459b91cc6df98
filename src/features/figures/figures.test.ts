// The figures against a real database: what counts, what stays hidden, and the numbers themselves.
import pg from 'pg';
import { render } from 'svelte/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readEdition } from '#features/methodology/handlers.server.ts';
import { editionCriterion } from '#features/methodology/rules/edition.ts';
import type { CriterionKey, Level, PracticeClass } from '#features/methodology/schema.ts';
import type { PracticeState } from '#features/practices/schema.ts';
import type { Ctx } from '#platform/ctx.ts';
import { openTestApp, type TestApp } from '../../../test/app.ts';
import { insertPerson, practiceContent } from '../../../test/factories.ts';
import { figuresFile, readFigures, viewFigures } from './handlers.server.ts';
import { type TableKey, tablesOf } from './rules/tables.ts';
import { Figures } from './schema.ts';
import FiguresTables from './ui/FiguresTables.svelte';

const edition = 'redlac-2021/1';
const day = 24 * 3600 * 1000;
const start = new Date('2026-01-10T12:00:00Z').getTime();
const onDay = (days: number) => new Date(start + days * day);
const keys = ['replicability', 'impact', 'results', 'sustainability'];

let test: TestApp;
let assessors: string[];
let secretariat: Ctx;
let anybody: Ctx;
beforeAll(async () => {
	test = await openTestApp();
	const { db } = test.app;
	assessors = await Promise.all(['a', 'b', 'c'].map((name) => insertPerson(db, `${name}@ejemplo.test`, ['assessor'])));
	const id = await insertPerson(db, 'secretaria@ejemplo.test', ['secretariat']);
	secretariat = test.ctx({ kind: 'person', id, name: 'Secretaria', roles: ['secretariat'], institutionIds: [] });
	anybody = test.ctx({ kind: 'anonymous' });
});
afterAll(() => test?.remove());

let calls = 0;
async function insertCall({ ended = true } = {}): Promise<{ id: string; code: string }> {
	calls += 1;
	const row = { code: `CV-${String(calls).padStart(4, '0')}`, title: 'Convocatoria inventada', edition, timeZone: 'America/Mexico_City' };
	const times = { opensAt: onDay(0), closesAt: onDay(20), assessBy: onDay(40), createdAt: onDay(0), endedAt: ended ? onDay(60) : null };
	return test.app.db
		.insertInto('call')
		.values({ ...row, ...times })
		.returning(['id', 'code'])
		.executeTakeFirstOrThrow();
}

interface Given {
	callId?: string | null;
	state?: PracticeState;
	/** States with the day on which each was entered, from `draft` on. */
	way?: [PracticeState, number][];
	class?: PracticeClass;
	unmet?: CriterionKey[];
	reasons?: Record<CriterionKey, string[]>;
	/** First levels of each seat, the same for every criterion. */
	first?: Level[];
	/** The seat that was excused after it handed in. */
	excused?: number;
	median?: number | null;
	self?: Level;
	isExample?: boolean;
	isInvented?: boolean;
	isPublished?: boolean;
	requirementsUnmet?: string[];
	label?: 'current' | 'lapsed';
}

let practices = 0;
async function insertPractice(given: Given): Promise<{ id: string; versionId: string; verdictId?: string }> {
	const { db } = test.app;
	practices += 1;
	const practice = await db
		.insertInto('practice')
		.values({
			code: `AC-${String(practices).padStart(4, '0')}`,
			edition,
			state: given.state ?? 'decided',
			callId: given.callId ?? null,
			isExample: given.isExample ?? false,
			isInvented: given.isInvented ?? false,
			createdAt: onDay(given.way?.[0]?.[1] ?? 0),
			stateSince: onDay(0)
		})
		.returning('id')
		.executeTakeFirstOrThrow();
	for (const [at, [to, entered]] of (given.way ?? []).entries()) {
		const from = given.way?.[at - 1]?.[0];
		if (from)
			await db
				.insertInto('practiceStep')
				.values({ practiceId: practice.id, act: 'submit', from, to, at: onDay(entered) })
				.execute();
	}
	const versionId = await insertVersion(practice.id, 1, given);
	for (const key of given.requirementsUnmet ?? []) {
		await db
			.insertInto('requirementCheck')
			.values({ versionId, key, met: false, checkedBy: assessors[0] ?? '' })
			.execute();
	}
	for (const [seat, level] of (given.first ?? []).entries())
		await insertAssessment(practice.id, versionId, seat, level, seat === given.excused);
	const verdictId = given.class ? await insertVerdict(practice.id, versionId, given) : undefined;
	if (given.isPublished) {
		const entry = { code: `AC-${String(practices).padStart(4, '0')}`, document: '{}', language: 'es', publishedAt: onDay(50) };
		await db
			.insertInto('catalogueEntry')
			.values({ ...entry, practiceId: practice.id, versionId })
			.execute();
	}
	return { id: practice.id, versionId, verdictId };
}

async function insertVersion(practiceId: string, number: number, { callId = null, self }: Given, basedOn?: string): Promise<string> {
	const selfAssessment = self
		? JSON.stringify(Object.fromEntries(keys.map((key) => [key, { level: self, reason: '', evidence: [] }])))
		: null;
	const kind = basedOn ? ('reconsideration' as const) : ('sending' as const);
	const row = { practiceId, number, kind, basedOn: basedOn ?? null, callId: basedOn ? null : callId, selfAssessment };
	const { id } = await test.app.db
		.insertInto('practiceVersion')
		.values({ ...row, content: JSON.stringify(practiceContent({})), submittedAt: onDay(1) })
		.returning('id')
		.executeTakeFirstOrThrow();
	return id;
}

async function insertAssessment(practiceId: string, versionId: string, seat: number, level: Level, isExcused: boolean): Promise<void> {
	const { db } = test.app;
	const assessorId = assessors[seat] ?? '';
	const { id } = await db
		.insertInto('assessment')
		.values({ practiceId, versionId, assessorId, submittedAt: onDay(30), excusedAt: isExcused ? onDay(31) : null })
		.returning('id')
		.executeTakeFirstOrThrow();
	const rows = keys.flatMap((criterion) => [
		{ assessmentId: id, criterion, round: 'first' as const, level },
		// What was agreed on later is never counted.
		{ assessmentId: id, criterion, round: 'final' as const, level: '3' as const }
	]);
	await db.insertInto('judgement').values(rows).execute();
}

async function insertVerdict(practiceId: string, versionId: string, given: Given): Promise<string> {
	const { db } = test.app;
	const median = given.median === undefined ? 2 : given.median;
	const { id } = await db
		.insertInto('verdict')
		.values({
			practiceId,
			versionId,
			edition,
			class: given.class ?? 'good',
			unmet: given.unmet ?? [],
			reasons: JSON.stringify(given.reasons ?? {}),
			proposal: JSON.stringify({ criteria: Object.fromEntries(keys.map((key) => [key, { median }])) }),
			conditional: false,
			wording: '{}',
			confirmedBy: assessors[0]
		})
		.returning('id')
		.executeTakeFirstOrThrow();
	if (given.label) {
		const times = { stateSince: onDay(50), grantedOn: '2026-03-01', validUntil: '2029-03-01' };
		await db
			.insertInto('label')
			.values({ practiceId, verdictId: id, class: 'good', state: given.label, ...times })
			.execute();
	}
	return id;
}

async function criterion(ctx: Ctx, code: string, key = 'results') {
	const { editions } = await readFigures(ctx, code);
	return editions[0]?.criteria.find((one) => one.criterion === key);
}

/** Panels whose levels agree as the published table of ten units does. */
const twoByTen = ['00', '11', '22', '33', '21', '11', '01', '33', '23', '11'].map((pair) => [...pair] as Level[]);

describe('what counts', () => {
	it('is nothing of a call that is not ended, but for the secretariat', async () => {
		const call = await insertCall({ ended: false });
		await insertPractice({ callId: call.id, class: 'good' });
		await expect(readFigures(anybody, call.code)).rejects.toMatchObject({ code: 'notFound' });
		await expect(readFigures(anybody, 'CV-9999')).rejects.toMatchObject({ code: 'notFound' });
		expect(await readFigures(secretariat, call.code)).toMatchObject({ isPublic: false, practices: { sent: 1, judged: 1 } });
		await test.app.db
			.updateTable('call')
			.set({ endedAt: onDay(60) })
			.where('id', '=', call.id)
			.execute();
		expect(await readFigures(anybody, call.code)).toMatchObject({ isPublic: true, call: { code: call.code }, practices: { sent: 1 } });
	});

	it('of the whole network: ended calls and what was published, for the secretariat everything that was sent', async () => {
		const before = { all: await readFigures(secretariat), open: await readFigures(anybody) };
		const [ended, open] = [await insertCall(), await insertCall({ ended: false })];
		await insertPractice({ callId: ended.id, class: 'unclassified' });
		await insertPractice({ callId: open.id, class: 'good' });
		await insertPractice({ callId: open.id, class: 'promising', isPublished: true });
		await insertPractice({ class: 'good' });
		await insertPractice({ class: 'good', isPublished: true, isExample: true });
		const [all, publicly] = [await readFigures(secretariat), await readFigures(anybody)];
		expect(all.practices.sent - before.all.practices.sent).toBe(4);
		expect(publicly.practices.sent - before.open.practices.sent).toBe(2);
		expect(publicly.classes.good).toBe(before.open.classes.good);
		expect(publicly.classes.promising).toBe(before.open.classes.promising + 1);
	});

	it('is nothing invented, but where all is', async () => {
		const call = await insertCall();
		await insertPractice({ callId: call.id, class: 'good', isInvented: true });
		expect((await readFigures(anybody, call.code)).practices.sent).toBe(0);
		await test.app.db.updateTable('instance').set({ isDemo: true }).execute();
		expect((await readFigures(anybody, call.code)).practices.sent).toBe(1);
		await test.app.db.updateTable('instance').set({ isDemo: false }).execute();
	});

	it('tells an author and an assessor no more than everybody', async () => {
		const call = await insertCall({ ended: false });
		for (const role of ['author', 'assessor'] as const) {
			const ctx = test.ctx({ kind: 'person', id: assessors[0] ?? '', name: 'a', roles: [role], institutionIds: [] });
			await expect(readFigures(ctx, call.code)).rejects.toMatchObject({ code: 'notFound' });
			expect(await readFigures(ctx)).toEqual(await readFigures(anybody));
			expect((await viewFigures(ctx)).calls.map(({ code }) => code)).not.toContain(call.code);
		}
	});

	it('is announced to whoever keeps pages when a practice of an ended call moves', async () => {
		const heard: string[] = [];
		const client = new pg.Client({ connectionString: test.app.databaseUrl });
		await client.connect();
		client.on('notification', () => heard.push('change'));
		await client.query('listen acervo_public');
		const [open, ended] = [await insertCall({ ended: false }), await insertCall()];
		const way: [PracticeState, number][] = [
			['draft', 0],
			['submitted', 1]
		];
		const { id } = await insertPractice({ callId: open.id, way });
		const inEnded = await insertPractice({ callId: ended.id });
		await client.query('select 1');
		heard.length = 0;
		const step = { act: 'startRequirements', from: 'submitted', to: 'requirements', at: onDay(2) };
		await test.app.db
			.insertInto('practiceStep')
			.values({ ...step, practiceId: id })
			.execute();
		await client.query('select 1');
		expect(heard).toEqual([]);
		await test.app.db
			.insertInto('practiceStep')
			.values({ ...step, practiceId: inEnded.id })
			.execute();
		await expect.poll(() => heard).toEqual(['change']);
		await client.end();
	});

	it('is nothing at all in an empty call', async () => {
		const call = await insertCall();
		expect(await readFigures(anybody, call.code)).toMatchObject({
			practices: { sent: 0, underWay: 0, judged: 0, published: 0, returned: 0, withdrawn: 0 },
			labels: { standing: 0, lapsed: 0 },
			toVerdict: { days: null, n: 0 },
			editions: []
		});
	});
});

describe('agreement', () => {
	it('is shown from as many practices on as the edition asks for, of first levels only', async () => {
		const call = await insertCall();
		for (const first of twoByTen.slice(1)) await insertPractice({ callId: call.id, class: 'good', first });
		expect(await criterion(anybody, call.code)).toMatchObject({ practices: 9, agreement: null });
		await insertPractice({ callId: call.id, class: 'good', first: twoByTen[0] });
		const { agreement } = (await criterion(anybody, call.code)) ?? {};
		expect(agreement).toMatchObject({
			alpha: expect.closeTo(0.8644, 4),
			exact: 0.7,
			withinOne: 1,
			n: 20,
			distribution: { '0': 3, '1': 8, '2': 4, '3': 5, unknown: 0, notYet: 0 }
		});
		expect(agreement?.interval?.[0]).toBeLessThan(0.8644);
	});

	it('leaves out who was excused, who is alone, and what is no place on the scale', async () => {
		const call = await insertCall();
		for (const first of twoByTen) await insertPractice({ callId: call.id, class: 'good', first });
		await insertPractice({ callId: call.id, class: 'good', first: ['0', '3'], excused: 1 });
		await insertPractice({ callId: call.id, class: 'good', first: ['1', 'unknown'] });
		await insertPractice({ callId: call.id, first: ['0', '3'] });
		expect(await criterion(anybody, call.code)).toMatchObject({
			practices: 10,
			agreement: { alpha: expect.closeTo(0.8644, 4), n: 20, distribution: { '0': 4, '1': 9, unknown: 1 } }
		});
	});

	it('counts a practice once, as it was judged before anybody knew a verdict', async () => {
		const call = await insertCall();
		let last = { id: '', versionId: '' };
		for (const first of twoByTen) last = await insertPractice({ callId: call.id, class: 'good', first });
		const reconsidered = await insertVersion(last.id, 2, {}, last.versionId);
		const sentAgain = await insertVersion(last.id, 3, { callId: call.id });
		for (const version of [reconsidered, sentAgain]) {
			await insertAssessment(last.id, version, 0, '0', false);
			await insertAssessment(last.id, version, 1, '3', false);
			await insertVerdict(last.id, version, { class: 'promising', unmet: ['results'] });
		}
		expect(await criterion(anybody, call.code)).toMatchObject({ practices: 10, judged: 10, unmet: 1, agreement: { exact: 0.7, n: 20 } });
		expect((await readFigures(anybody, call.code)).classes).toEqual({ good: 9, promising: 1, unclassified: 0 });
	});

	it('says that it cannot be calculated where all say the same', async () => {
		const call = await insertCall();
		for (let at = 0; at < 10; at += 1) await insertPractice({ callId: call.id, class: 'good', first: ['2', '2', '2'] });
		expect(await criterion(anybody, call.code)).toMatchObject({
			agreement: { alpha: null, exact: 1, withinOne: 1, n: 30, interval: null }
		});
	});

	it('names nobody who assessed, and is what the API says it answers', async () => {
		for (const ctx of [secretariat, anybody]) {
			const figures = await readFigures(ctx);
			expect(Figures.strict().parse(figures)).toEqual(figures);
			for (const id of assessors) expect(JSON.stringify(figures)).not.toContain(id);
		}
	});
});

describe('beside it', () => {
	it('the author’s own levels stand against the panel’s median from five practices on', async () => {
		const call = await insertCall();
		const pairs: [Level, number | null][] = [
			['2', 2],
			['3', 2.5],
			['1', 2],
			['unknown', 2]
		];
		for (const [self, median] of pairs) await insertPractice({ callId: call.id, class: 'good', self, median });
		await insertPractice({ callId: call.id, class: 'good' });
		expect(await criterion(anybody, call.code)).toMatchObject({ selfAssessed: 4, selfComparison: null });
		await insertPractice({ callId: call.id, class: 'good', self: '2', median: null });
		expect(await criterion(anybody, call.code)).toMatchObject({
			selfAssessed: 5,
			selfComparison: { same: 1, above: 1, below: 1, notComparable: 2 }
		});
	});

	it('days are medians of the way to the first publication', async () => {
		const call = await insertCall();
		const way = (sent: number, decided: number): [PracticeState, number][] => [
			['draft', 0],
			['submitted', sent],
			['requirements', sent + 1],
			['returned', sent + 2],
			['submitted', sent + 5],
			['requirements', sent + 6],
			['assessment', sent + 8],
			['decided', decided],
			['published', decided + 4],
			['draft', decided + 100]
		];
		await insertPractice({ callId: call.id, class: 'good', way: way(2, 30) });
		await insertPractice({ callId: call.id, class: 'good', way: way(10, 60) });
		await insertPractice({
			callId: call.id,
			state: 'withdrawn',
			way: [
				['draft', 0],
				['submitted', 3],
				['withdrawn', 4]
			]
		});
		const { toVerdict, states, practices } = await readFigures(anybody, call.code);
		expect(toVerdict).toEqual({ days: 39, n: 2 });
		expect(Object.fromEntries(states.map(({ state, days, n }) => [state, [days, n]]))).toEqual({
			draft: [3, 3],
			submitted: [2, 3],
			requirements: [3, 2],
			returned: [3, 2],
			assessment: [31, 2],
			deliberation: [null, 0],
			decided: [4, 2]
		});
		expect(practices).toEqual({ sent: 3, underWay: 0, judged: 2, published: 0, returned: 2, withdrawn: 1 });
	});

	it('bars of days are as long as the days that are written beside them', async () => {
		const figures = await readFigures(anybody, (await insertCall()).code);
		const barsOf = (draft: number, decided: number) =>
			tablesOf(
				{
					...figures,
					states: [
						{ state: 'draft', days: draft, n: 5 },
						{ state: 'decided', days: decided, n: 5 }
					]
				},
				[readEdition(test.app, edition)],
				'es'
			)
				.find(({ key }) => key === 'dias')
				?.bars.map(({ text, to }) => [text, to]);
		expect(barsOf(0.002, 0.04)).toEqual([]);
		expect(barsOf(0.04, 4)).toEqual([
			['0 días', 0],
			['4 días', 1]
		]);
	});

	it('reasons, requirements and labels are counted with what they are a part of', async () => {
		const call = await insertCall();
		const redlac = readEdition(test.app, edition);
		const [first = ''] = editionCriterion(redlac, 'results').reasons.map(({ key }) => key);
		const [requirement = ''] = redlac.requirements.map(({ key }) => key);
		const reasons = { results: [first] };
		await insertPractice({ callId: call.id, class: 'promising', unmet: ['results'], reasons, label: 'lapsed', isPublished: true });
		await insertPractice({ callId: call.id, class: 'promising', unmet: ['results'], label: 'current', isPublished: true });
		await insertPractice({ callId: call.id, state: 'returned', requirementsUnmet: [requirement] });
		const { labels, editions, practices } = await readFigures(anybody, call.code);
		expect(labels).toMatchObject({ standing: 2, lapsed: 1, states: { current: 1, lapsed: 1, suspended: 0 } });
		expect(editions[0]?.requirements.find(({ key }) => key === requirement)).toEqual({ key: requirement, checked: 1, unmet: 1 });
		const results = editions[0]?.criteria.find(({ criterion }) => criterion === 'results');
		expect(results).toMatchObject({ judged: 2, unmet: 2 });
		expect(results?.reasons).toContainEqual({ key: first, count: 1 });
		expect(practices).toMatchObject({ sent: 3, underWay: 1, judged: 2, published: 2 });
	});
});

describe('the tables', () => {
	it('show what there is, and say where a figure waits for more practices', async () => {
		const call = await insertCall();
		await insertPractice({ callId: call.id, class: 'promising', unmet: ['results'], first: ['1', '2'] });
		const { tables, calls } = await viewFigures(anybody, call.code);
		expect(calls.map(({ code }) => code)).toContain(call.code);
		expect(tables.map(({ key }) => key)).toEqual(['acuerdo', 'clases', 'motivos', 'recorrido']);
		const [agreement, classes] = tables;
		expect(agreement?.bars).toEqual([]);
		expect(agreement?.rows[0]).toEqual([
			'Replicable y adaptable',
			{ text: '1', value: 1 },
			{ text: '—', value: null },
			{ text: 'se muestra desde 10 prácticas', value: null },
			...Array(4).fill({ text: '—', value: null })
		]);
		expect(classes?.rows[1]).toEqual(['Práctica prometedora', { text: '1', value: 1 }, { text: '100%', value: 1 }]);
		expect(classes?.bars[1]).toEqual({ label: 'Práctica prometedora', text: '1 de 1', from: 0, to: 1 });
	});

	it('keep every bar inside its chart, an alpha below zero too', async () => {
		const call = await insertCall();
		for (const first of ['13', '31', '13', '22', '22', '22', '22', '22', '22', '22']) {
			await insertPractice({ callId: call.id, class: 'good', first: [...first] as Level[], self: '2', requirementsUnmet: ['harm'] });
		}
		const { tables } = await viewFigures(anybody, call.code);
		const [bar] = tables.find(({ key }) => key === 'acuerdo')?.bars ?? [];
		expect(bar?.text).toMatch(/^-0\.\d+$/);
		for (const { from, to, interval = [0, 1] } of tables.flatMap(({ bars }) => bars)) {
			for (const place of [from, to, ...interval]) expect(place >= 0 && place <= 1).toBe(true);
			expect(from).toBeLessThanOrEqual(to);
		}
		expect(tables.map(({ key }) => key)).toContain('niveles');
	});

	it('go home as files with numbers that can be calculated with', async () => {
		const call = await insertCall();
		for (const first of twoByTen) await insertPractice({ callId: call.id, class: 'good', first });
		const { bytes, fileName } = (await figuresFile(anybody, 'acuerdo', call.code)) as { bytes: Uint8Array; fileName: string };
		const [head, row] = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes).split('\r\n');
		expect(fileName).toBe(`${call.code}-acuerdo.csv`);
		expect(head).toBe('\ufeffCriterio,Prácticas,n,α,95 %: desde,95 %: hasta,Mismo nivel,A un nivel o menos');
		expect(row).toMatch(/^Replicable y adaptable,10,20,0\.864\d+,0\.\d+,[01](\.\d+)?,0\.7,1$/);
		await expect(figuresFile(anybody, 'autoevaluacion', call.code)).rejects.toMatchObject({ code: 'notFound' });
		await expect(figuresFile(anybody, 'nada', call.code)).rejects.toMatchObject({ code: 'notFound' });
	});

	it('stand on the page with their chart, their file and how they are calculated', async () => {
		const call = await insertCall();
		await insertPractice({ callId: call.id, class: 'promising', unmet: ['results'] });
		const { tables } = await viewFigures(anybody, call.code);
		const { body } = render(FiguresTables, { props: { tables, fileOf: (key: TableKey) => `/${key}.csv`, locale: 'es' } });
		for (const { key, title, bars } of tables) {
			expect(body).toContain(`<h2 id="${key}">${title}</h2>`);
			expect(body).toContain(`href="/${key}.csv"`);
			expect(body.includes(`aria-label="Gráfica: ${title}.`)).toBe(bars.length > 0);
		}
		expect(body).toContain('Krippendorff, K. (2011)');
	});
});
