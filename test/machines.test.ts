// The two state machines together under random acts of random people: first as rules alone, ten thousand times, then through the real
// handlers and the database. What may follow what is written down once more for it, from the domain page and not from the code.
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { saveDissent } from '#features/assessments/handlers/dissent.server.ts';
import { correctWording, readVerdict } from '#features/assessments/handlers/hearing.server.ts';
import { declareInterest, handInAssessment, saveJudgement } from '#features/assessments/handlers/judging.server.ts';
import { requestReconsideration } from '#features/assessments/handlers/reconsideration.server.ts';
import { assignAssessors, checkRequirements, returnPractice, startRequirements } from '#features/assessments/handlers/review.server.ts';
import { dropRevision } from '#features/assessments/handlers/revision.server.ts';
import { confirmVerdict, disclose, publishPractice } from '#features/assessments/handlers/verdict.server.ts';
import { retirePractice } from '#features/catalogue/handlers/catalogue.server.ts';
import { deliberate } from '#features/committee/handlers/deliberation.server.ts';
import { labelStates } from '#features/labels/schema.ts';
import { getEdition } from '#features/methodology/rules/edition.ts';
import { loadEditions } from '#features/methodology/store.server.ts';
import { movePractice, submitPractice } from '#features/practices/handlers.server.ts';
import { type Act, acts, nextState } from '#features/practices/rules/life.ts';
import { PracticeState } from '#features/practices/schema.ts';
import { Problem } from '#platform/problem.ts';
import { type Dice, type Label, type Name, people, type Seat, World } from './machine-world.ts';
import { practiceFollows } from './practice-follows.ts';
import { idOf, Round, unchanged } from './round.ts';

/** What may follow a state of a label; `none` before it is granted and after it ends, and with the next label at once. */
const labelFollows: Record<string, string[]> = {
	none: ['current', 'conditional'],
	current: ['conditional', 'underReview', 'reconsideration', 'suspended', 'lapsed', 'none'],
	conditional: ['current', 'underReview', 'reconsideration', 'suspended', 'lapsed', 'none'],
	underReview: ['current', 'conditional', 'suspended', 'lapsed', 'none'],
	reconsideration: ['current', 'conditional', 'suspended', 'lapsed', 'none'],
	suspended: ['current', 'conditional', 'underReview', 'reconsideration', 'lapsed', 'none'],
	lapsed: ['suspended', 'current', 'conditional', 'none']
};

/** Acts that only one kind of person performs, whatever else happens. */
const performers: Partial<Record<Act, Name[]>> = {
	submit: ['author', 'authorAndSecretariat'],
	answerVerdict: ['author', 'authorAndSecretariat'],
	confirm: ['secretariat', 'authorAndSecretariat', 'secretariatAndAssessor'],
	publish: ['secretariat', 'authorAndSecretariat', 'secretariatAndAssessor'],
	handInAssessment: ['a', 'b', 'c', 'd', 'secretariatAndAssessor'],
	saveJudgement: ['a', 'b', 'c', 'd', 'secretariatAndAssessor']
};

/** Acts that end much and would otherwise keep every sequence short. */
const ending: Act[] = ['withdraw', 'retire', 'archive', 'return', 'dropRevision', 'dropReconsideration', 'excuse'];

/** Acts after which every judgement is looked at; at the end of a sequence all are once more. */
const judging: Act[] = ['declareInterest', 'saveJudgement', 'handInAssessment', 'disclose', 'excuse', 'confirm'];

/** Acts that lead on, so that sequences come to their later chapters; who performs them is left to chance. */
const onward: Act[] = [
	'editSection',
	'submit',
	'startRequirements',
	'checkRequirement',
	'assign',
	'declareInterest',
	'saveJudgement',
	'handInAssessment',
	'disclose',
	'confirm',
	'answerVerdict',
	'publish',
	'revise',
	'reconsider'
];

const edition = getEdition(loadEditions(`${import.meta.dirname}/..`), 'redlac-2021/1');
const names = Object.keys(people) as Name[];

/** Numbers from a seed: the same seed gives the same sequence (mulberry32, public domain). */
function diceFrom(seed: number): Dice {
	let at = seed;
	return (sides) => {
		at = (at + 0x6d2b79f5) | 0;
		let mixed = Math.imul(at ^ (at >>> 15), 1 | at);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * sides);
	};
}

const stateOf = (label: Label | null) => label?.state ?? 'none';

/** Watches a world: keeps what was handed in, and holds every step against what the domain page allows. */
class Watch {
	readonly world: World;
	readonly handedIn = new Map<Seat, string>();
	readonly seen = { practice: new Set<string>(), label: new Set<string>(), acts: new Set<string>() };

	constructor(world: World) {
		this.world = world;
	}

	/** One random act of one random person, half the time one that leads on; a refused one changes nothing. */
	step(dice: Dice): void {
		if (dice(12) === 0) {
			this.outside(dice);
			return;
		}
		const leadsOn = dice(2) === 0;
		const possible = onward.filter((act) => nextState(act, this.world.state));
		const candidates = leadsOn && possible.length > 0 ? possible : acts;
		for (let tries = 0; tries < 14; tries += 1) {
			const act = candidates[dice(candidates.length)];
			if (!act || (ending.includes(act) && dice(12) > 0)) continue;
			const from = dice(names.length);
			const knocking = leadsOn ? [...names.slice(from), ...names.slice(0, from)] : names.slice(from, from + 1);
			if (knocking.some((name) => this.attempt(act, name, dice))) return;
		}
	}

	private attempt(act: Act, name: Name, dice: Dice): boolean {
		const { world } = this;
		const before = this.snapshot();
		// Looked at now and then: it takes longer than the act.
		const whole = dice(20) === 0 ? JSON.stringify(world.versions) : undefined;
		if (world.attempt(act, name, dice)) {
			this.after(act, name, before);
			return true;
		}
		const isTouched = (whole && JSON.stringify(world.versions) !== whole) || world.state !== before.state;
		if (isTouched) throw new Error(`${act} was refused and changed something`);
		return false;
	}

	private snapshot() {
		const { world } = this;
		const { state, published } = world;
		return { state, published, label: stateOf(world.label), verdict: world.verdict, heard: world.situation('author').isAuthorHeard };
	}

	/** Time passes, somebody reports a harm, a report is settled. */
	private outside(dice: Dice): void {
		const before = stateOf(this.world.label);
		const kind = dice(6);
		if (kind === 0) this.world.reportHarm();
		else if (kind === 1) this.world.settleReport();
		else this.world.pass([1, 3, 16, 90, 400, 1_200][dice(6)] ?? 1);
		this.moved(before);
	}

	private moved(before: string): void {
		const after = stateOf(this.world.label);
		if (after !== before) expect(labelFollows[before], `label from ${before}`).toContain(after);
		this.seen.label.add(after);
	}

	private after(act: Act, name: Name, before: ReturnType<Watch['snapshot']>): void {
		const { world } = this;
		if (world.state !== before.state) expect(practiceFollows[before.state], `${act} from ${before.state}`).toContain(world.state);
		const allowed = performers[act];
		if (allowed) expect(allowed).toContain(name);
		this.moved(before.label);
		if (judging.includes(act)) this.keepsWhatWasHandedIn();
		if (act === 'confirm') this.isFounded(name, before.state);
		if (act === 'publish') {
			expect(before.verdict).not.toBeNull();
			expect(before.heard).toBe(true);
		}
		// Nothing that everybody can read goes without a tombstone, and a label stands on a published verdict alone.
		if (before.published && !world.published) expect(['retire', 'confirm']).toContain(act);
		if (world.label) expect(world.published).not.toBeNull();
		if (world.state === 'published') expect(world.published).not.toBeNull();
		if (world.label) expect(world.label.verdict.class).not.toBe('unclassified');
		this.seen.practice.add(world.state);
		this.seen.acts.add(act);
	}

	/** A verdict rests on a whole impartial panel, and was deliberated where it had to be. */
	private isFounded(name: Name, from: string): void {
		const { world } = this;
		const version = world.version;
		const counting = version?.panel.filter(({ excused }) => !excused) ?? [];
		expect(counting.length).toBeGreaterThanOrEqual(2);
		expect(counting.every(({ handedIn }) => handedIn)).toBe(true);
		expect(counting.every(({ interest, tieAccepted }) => interest === 'none' || (interest === 'tie' && tieAccepted))).toBe(true);
		expect([world.ownerId, ...(version?.panel.map(({ assessorId }) => assessorId) ?? [])]).not.toContain(name);
		for (const { key } of edition.criteria) {
			const levels = counting.map(({ first, final }) => Number({ ...first, ...final }[key]?.level));
			const met = levels.filter((level) => level >= 2).length;
			expect(met * 2, `${key} is split`).not.toBe(levels.length);
			const isContested = met > 0 && met < levels.length;
			if (isContested) expect(from).toBe('deliberation');
		}
	}

	/** First levels and reasons of whoever has handed in are for ever what they were. */
	keepsWhatWasHandedIn(): void {
		for (const seat of this.world.versions.flatMap(({ panel }) => panel)) {
			if (!seat.handedIn) continue;
			const now = JSON.stringify(seat.first);
			const kept = this.handedIn.get(seat);
			if (kept === undefined) this.handedIn.set(seat, now);
			else expect(now).toBe(kept);
		}
		for (const seat of this.handedIn.keys()) expect(this.world.versions.some(({ panel }) => panel.includes(seat))).toBe(true);
	}
}

describe('as rules alone', () => {
	it('10,000 random sequences never reach what the domain page does not allow, and lose no level and no reason', {
		timeout: 600_000
	}, () => {
		const seen = { practice: new Set<string>(['draft']), label: new Set<string>(), acts: new Set<string>() };
		fc.assert(
			fc.property(fc.integer(), fc.integer({ min: 10, max: 90 }), (seed, length) => {
				const dice = diceFrom(seed);
				const watch = new Watch(new World(edition));
				for (let step = 0; step < length; step += 1) watch.step(dice);
				watch.keepsWhatWasHandedIn();
				for (const kind of ['practice', 'label', 'acts'] as const) for (const each of watch.seen[kind]) seen[kind].add(each);
			}),
			{ numRuns: 10_000 }
		);
		// Sequences that never leave the beginning would prove nothing.
		expect([...seen.practice].sort()).toEqual([...PracticeState.options].sort());
		expect([...seen.label].sort()).toEqual([...labelStates, 'none'].sort());
		expect(acts.filter((act) => !seen.acts.has(act))).toEqual([]);
	});
});

describe('through the handlers', () => {
	let round: Round | undefined;
	afterAll(() => round?.test.remove());

	it('60 random sequences end in a state that is allowed, refuse in words, and keep what was handed in', { timeout: 600_000 }, async () => {
		round = await Round.open();
		const { db } = round.test.app;
		const playing = round;
		const reached = new Set<string>();
		await fc.assert(
			fc.asyncProperty(fc.integer(), async (seed) => {
				const dice = diceFrom(seed);
				const code = await playing.draft();
				const handedIn = new Map<string, string>();
				let before = 'draft';
				for (let step = 0; step < 22; step += 1) {
					const done = await play(playing, code, dice).catch((thrown: unknown) => {
						if (!(thrown instanceof Problem)) throw thrown;
						return false;
					});
					const now = (await playing.stateOf(code)) ?? '';
					if (now !== before) {
						expect(done).toBe(true);
						expect(practiceFollows[before], `from ${before}`).toContain(now);
					}
					before = now;
					reached.add(now);
					await keeps(code, handedIn);
				}
				const published = await db
					.selectFrom('catalogueEntry as entry')
					.innerJoin('verdict', 'verdict.versionId', 'entry.versionId')
					.select(['verdict.answeredAt', 'verdict.class'])
					.where('entry.code', '=', code)
					.where('entry.goneAt', 'is', null)
					.executeTakeFirst();
				// No day passes here: whatever was published was answered first.
				if (published) expect(published.answeredAt).not.toBeNull();
			}),
			{ numRuns: 60, endOnFailure: true }
		);
		for (const state of ['deliberation', 'decided', 'published']) expect([...reached]).toContain(state);

		/** Every judgement that was handed in, by its place; none is ever lost or changed. */
		async function keeps(code: string, handedIn: Map<string, string>): Promise<void> {
			const rows = await db
				.selectFrom('judgement')
				.innerJoin('assessment', 'assessment.id', 'judgement.assessmentId')
				.innerJoin('practice', 'practice.id', 'assessment.practiceId')
				.select(['judgement.assessmentId', 'judgement.criterion', 'judgement.level', 'judgement.reason'])
				.where('practice.code', '=', code)
				.where('judgement.round', '=', 'first')
				.where('assessment.submittedAt', 'is not', null)
				.execute();
			const now = new Map(rows.map(({ assessmentId, criterion, level, reason }) => [`${assessmentId} ${criterion}`, `${level} ${reason}`]));
			for (const [place, said] of handedIn) expect(now.get(place)).toBe(said);
			for (const [place, said] of now) handedIn.set(place, said);
		}
	});

	/** One random act of one random person, more often than not one that could come next. @returns true; a refusal is thrown */
	async function play(playing: Round, code: string, dice: Dice): Promise<true> {
		const { author, secretariat, a, b, third, edition: current } = playing;
		const anybody = [author, secretariat, a, b, third];
		const pick = <T>(list: readonly T[]): T => list[dice(list.length)] as T;
		const assessor = pick([a, b, third]);
		const criterion = pick(current.criteria).key;
		const checks = current.requirements.map(({ key }) => ({ key, met: true, reason: '' }));
		const judged = playing.atLevels(pick(['2222', '2212', '2202', '3333', '1111']))[criterion];
		if (!judged) throw new Error('no such criterion');
		const sequences: Record<string, (() => Promise<unknown>)[]> = {
			draft: [() => submitPractice(author, code)],
			submitted: [() => startRequirements(secretariat, code)],
			requirements: [() => checkRequirements(secretariat, code, checks).then(() => assignAssessors(secretariat, code, [idOf(a), idOf(b)]))],
			assessment: [
				() => playing.judge(assessor, code, pick(['2222', '2212', '2202', '3332'])),
				() => disclose(secretariat, code),
				() => confirmVerdict(secretariat, code, unchanged)
			],
			deliberation: [
				() => saveJudgement(assessor, code, criterion, dice(3), judged),
				() => deliberate(assessor, code, { criterion, text: 'Hablemos.' }),
				() => assignAssessors(secretariat, code, [idOf(third)]),
				() => playing.judge(third, code, '2222'),
				() => saveDissent(assessor, code, { text: 'Difiero.' }),
				() => confirmVerdict(secretariat, code, unchanged)
			],
			decided: [
				() => playing.answer(code, pick(['', 'Gracias.'])),
				async () =>
					correctWording(secretariat, code, (await readVerdict(secretariat, code)).version, {
						wording: { [criterion]: `Otra ${dice(99)}.` }
					}),
				() => publishPractice(secretariat, code, { authorWishes: dice(2) === 0 })
			],
			published: [() => movePractice(author, code, 'reopen'), () => requestReconsideration(author, code, { reason: 'Falta un anexo.' })],
			returned: [() => submitPractice(author, code)]
		};
		const anywhere: (() => Promise<unknown>)[] = [
			() => submitPractice(pick(anybody), code),
			() => startRequirements(pick(anybody), code),
			() => assignAssessors(pick(anybody), code, [idOf(pick(anybody)), idOf(pick(anybody))]),
			() => declareInterest(pick(anybody), code, { interest: pick(['none', 'declared', 'tie'] as const), note: 'Un vínculo.' }),
			() => saveJudgement(pick(anybody), code, criterion, dice(3), judged),
			() => handInAssessment(pick(anybody), code),
			() => disclose(pick(anybody), code),
			() => deliberate(pick(anybody), code, { criterion: null, text: 'Hola.' }),
			() => saveDissent(pick(anybody), code, { text: 'Difiero.' }),
			() => confirmVerdict(pick(anybody), code, unchanged),
			() => publishPractice(pick(anybody), code, {}),
			() => returnPractice(pick(anybody), code, [{ key: null, text: 'Falta algo.' }] as never),
			() => movePractice(pick(anybody), code, pick(['withdraw', 'reopen', 'archive'] as const)),
			() => dropRevision(pick(anybody), code),
			() => retirePractice(pick(anybody), code)
		];
		const likely = sequences[(await playing.stateOf(code)) ?? ''] ?? [];
		await (likely.length > 0 && dice(4) > 0 ? pick(likely) : pick(anywhere))();
		return true;
	}
});
