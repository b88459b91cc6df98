// The life of a practice: the whole table by hand, every permission by role, and random walks that never leave it.
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { getEdition } from '#features/methodology/rules/edition.ts';
import { type Example, fieldKeys } from '#features/methodology/schema.ts';
import { loadEditions, loadExamples } from '#features/methodology/store.server.ts';
import type { Actor, Role } from '#platform/ctx.ts';
import { practiceFollows } from '../../../test/practice-follows.ts';
import { completeness, type Draft, endsBeforeStart, isBlank, whatIsMissing } from './rules/completeness.ts';
import { hints } from './rules/hints.ts';
import { type Act, acts, canCreate, canRead, mayAct, nextState, type PanelSeat, possibleActs, type Situation } from './rules/life.ts';
import { emptyLayers, Fields, Layers, PracticeState } from './schema.ts';

const root = join(import.meta.dirname, '../../..');
const edition = getEdition(loadEditions(root), 'redlac-2021/1');
const example = loadExamples(root).get(edition.id) as Example;

const states = PracticeState.options;
const person = (id: string, ...roles: Role[]): Actor => ({ kind: 'person', id, name: id, roles, institutionIds: [] });
const author = person('author', 'author');
const secretariat = person('secretariat', 'secretariat');
const first = person('first', 'assessor');
const second = person('second', 'assessor');
const stranger = person('stranger', 'author', 'assessor');
const operator: Actor = { kind: 'operator' };
const anonymous: Actor = { kind: 'anonymous' };

const seat = (assessorId: string, more: Partial<PanelSeat> = {}): PanelSeat => ({
	assessorId,
	interest: 'none',
	tieAccepted: false,
	handedIn: false,
	excused: false,
	conflicted: false,
	...more
});

/** A practice for which everything is given that an act may ask for. */
const ready = (state: PracticeState, actor: Actor, more: Partial<Situation> = {}): Situation => ({
	state,
	actor,
	ownerId: 'author',
	panel: [seat('first', { handedIn: true }), seat('second', { handedIn: true })],
	panelMinimum: 2,
	isComplete: true,
	requirementsMet: true,
	proposal: { status: 'decided', needsDeliberation: false },
	verdictClass: 'promising',
	isAuthorHeard: true,
	isInTimeToReconsider: true,
	...more
});

const why = (act: Act, situation: Situation) => {
	const answer = mayAct(act, situation);
	return answer.ok ? 'ok' : answer.why;
};

describe('where acts lead', () => {
	// Written out a second time on purpose: this is the table the network agreed on.
	const table: Record<PracticeState, string> = {
		draft: 'editSection>draft selfAssess>draft handOver>draft submit>submitted withdraw>withdrawn dropRevision>published retire>retired',
		submitted: 'handOver>submitted withdraw>withdrawn startRequirements>requirements dropRevision>published retire>retired',
		requirements:
			'handOver>requirements withdraw>withdrawn checkRequirement>requirements return>returned acceptCorrection>published assign>assessment dropRevision>published retire>retired',
		assessment:
			'handOver>assessment withdraw>withdrawn return>returned assign>assessment excuse>assessment decideTie>assessment declareInterest>assessment comment>assessment saveJudgement>assessment handInAssessment>assessment disclose>deliberation confirm>decided dropRevision>published dropReconsideration>decided retire>retired',
		deliberation:
			'handOver>deliberation withdraw>withdrawn assign>deliberation excuse>deliberation decideTie>deliberation declareInterest>deliberation comment>deliberation saveJudgement>deliberation handInAssessment>deliberation deliberate>deliberation dissent>deliberation confirm>decided dropRevision>published dropReconsideration>decided retire>retired',
		decided:
			'handOver>decided reopen>draft dissent>decided correctWording>decided answerVerdict>decided reconsider>assessment publish>published dropRevision>published retire>retired archive>archived',
		published: 'handOver>published reconsider>assessment revise>draft retire>retired',
		returned:
			'editSection>returned selfAssess>returned handOver>returned submit>submitted withdraw>withdrawn dropRevision>published retire>retired',
		withdrawn: 'handOver>withdrawn reopen>draft archive>archived',
		retired: 'handOver>retired archive>archived',
		archived: ''
	};

	it.each(states)('from %s', (state) => {
		const possible = acts.flatMap((act) => (nextState(act, state) ? `${act}>${nextState(act, state)}` : []));
		expect(possible.join(' ')).toBe(table[state]);
	});

	it('an act that is not in the table is refused as such to whoever may perform it elsewhere', () => {
		const performer = (act: Act) => (mayPerform(act, 'owner') ? author : mayPerform(act, 'assessor') ? first : secretariat);
		for (const state of states) {
			for (const act of acts) {
				if (nextState(act, state)) continue;
				expect(['wrongState', 'notAllowed'], `${act} in ${state}`).toContain(why(act, ready(state, performer(act))));
			}
		}
	});
});

const ownersActs: Act[] = [
	'editSection',
	'selfAssess',
	'handOver',
	'submit',
	'withdraw',
	'reopen',
	'answerVerdict',
	'reconsider',
	'revise',
	'dropRevision',
	'dropReconsideration',
	'retire'
];
const assessorsActs: Act[] = ['excuse', 'declareInterest', 'comment', 'saveJudgement', 'handInAssessment', 'deliberate', 'dissent'];
/** Acts of theirs that the secretariat has as well. */
const sharedActs: Act[] = ['excuse', 'deliberate'];
/** What only whoever documents a practice does with it. */
const onlyOwnersActs: Act[] = ['selfAssess', 'submit', 'reopen', 'answerVerdict', 'reconsider', 'revise'];
const mayPerform = (act: Act, who: 'owner' | 'assessor') => (who === 'owner' ? ownersActs : assessorsActs).includes(act);

describe('who may act', () => {
	it('nobody without an account', () => {
		for (const state of states) for (const act of acts) expect(why(act, ready(state, anonymous))).toBe('signInRequired');
	});

	it('a stranger, whatever roles she has, does nothing', () => {
		for (const state of states) for (const act of acts) expect(['notAllowed', 'notAssigned']).toContain(why(act, ready(state, stranger)));
	});

	it('an author runs her own practice and nothing of the procedure', () => {
		const possible = new Set(
			[{}, { isPublished: true }, { isReconsidered: true }].flatMap((more) =>
				states.flatMap((state) => possibleActs(ready(state, author, { verdictClass: 'unclassified', ...more })))
			)
		);
		expect([...possible].sort()).toEqual([...ownersActs].sort());
	});

	it('an assessor only assesses, and the secretariat only runs the procedure', () => {
		const possible = (actor: Actor, situations: Partial<Situation>[]) =>
			[...new Set(states.flatMap((state) => situations.flatMap((more) => possibleActs(ready(state, actor, more)))))].sort();
		const atWork = { panel: [seat('first'), seat('second')] };
		expect(possible(first, [atWork, {}])).toEqual(assessorsActs.toSorted());
		const withTie = { panel: [seat('first', { interest: 'tie' })] };
		expect(possible(secretariat, [{}, withTie, { isPublished: true }, { isReconsidered: true }])).toEqual(
			acts.filter((act) => (!assessorsActs.includes(act) || sharedActs.includes(act)) && !onlyOwnersActs.includes(act)).toSorted()
		);
	});

	it('a draft is opened by those who write it and by the secretariat, and begun by authors', () => {
		const readers = [author, secretariat, operator, first, stranger, anonymous].map((actor) => canRead(actor, { ownerId: 'author' }));
		expect(readers).toEqual([true, true, true, false, false, false]);
		expect([author, secretariat, operator, first, anonymous].map(canCreate)).toEqual([true, true, true, false, false]);
	});

	it('nobody owns a draft without owner by having no id', () => {
		expect(why('submit', ready('draft', operator, { ownerId: null }))).toBe('notAllowed');
		expect(why('submit', ready('draft', secretariat, { ownerId: null }))).toBe('notAllowed');
	});

	it('the operator fills in drafts that nobody owns, hands over, withdraws, retires and archives', () => {
		const possible = (more: Partial<Situation>) =>
			[...new Set(states.flatMap((state) => possibleActs(ready(state, operator, more))))].sort();
		expect(possible({ ownerId: null })).toEqual(['archive', 'editSection', 'handOver', 'withdraw']);
		expect(possible({ ownerId: 'author' })).toEqual(['archive', 'handOver', 'withdraw']);
		expect(possible({ ownerId: 'author', isPublished: true })).toEqual(['archive', 'handOver', 'retire']);
	});

	it('the secretariat helps with a draft and never touches a text that was sent', () => {
		expect(why('editSection', ready('draft', secretariat))).toBe('ok');
		for (const state of states.filter((one) => one !== 'draft')) expect(why('editSection', ready(state, secretariat))).not.toBe('ok');
	});

	it('an excused assessor is out', () => {
		const panel = [seat('first', { excused: true }), seat('second')];
		for (const act of assessorsActs) expect(why(act, ready('assessment', first, { panel }))).toBe('notAssigned');
	});
});

describe('what an act needs', () => {
	it.each<[string, Act, Situation, string]>([
		['a whole form to be sent', 'submit', ready('draft', author, { isComplete: false }), 'incomplete'],
		['a whole form to be sent', 'submit', ready('returned', author), 'ok'],
		['requirements before a panel', 'assign', ready('requirements', secretariat, { requirementsMet: false }), 'requirementsUnmet'],
		['requirements before a panel', 'assign', ready('requirements', secretariat), 'ok'],
		[
			'a declaration before a level',
			'saveJudgement',
			ready('assessment', first, { panel: [seat('first', { interest: null })] }),
			'interestNotDeclared'
		],
		[
			'no interest',
			'saveJudgement',
			ready('assessment', first, { panel: [seat('first', { interest: 'declared' })] }),
			'interestNotDeclared'
		],
		['a level', 'saveJudgement', ready('assessment', first, { panel: [seat('first')] }), 'ok'],
		['first levels to stay as handed in', 'saveJudgement', ready('assessment', first), 'wrongState'],
		['final levels in the deliberation', 'saveJudgement', ready('deliberation', first), 'ok'],
		['one handing in', 'handInAssessment', ready('assessment', first), 'wrongState'],
		['one handing in', 'handInAssessment', ready('deliberation', second, { panel: [seat('second')] }), 'ok'],
		[
			'everybody’s levels',
			'disclose',
			ready('assessment', secretariat, { panel: [seat('first', { handedIn: true }), seat('second')] }),
			'notDisclosed'
		],
		['a whole panel', 'disclose', ready('assessment', secretariat, { panel: [seat('first', { handedIn: true })] }), 'panelTooSmall'],
		[
			'a whole panel',
			'disclose',
			ready('assessment', secretariat, { panel: [seat('first', { handedIn: true }), seat('second', { excused: true })] }),
			'panelTooSmall'
		],
		[
			'a stand-in',
			'disclose',
			ready('assessment', secretariat, {
				panel: [seat('first', { handedIn: true }), seat('second', { excused: true }), seat('third', { handedIn: true })]
			}),
			'ok'
		],
		...(['disclose', 'confirm'] as const).map((act): [string, Act, Situation, string] => [
			'a panel without new ties to the parties',
			act,
			ready('assessment', secretariat, {
				panel: [seat('first', { handedIn: true }), seat('second', { handedIn: true }), seat('third', { handedIn: true, conflicted: true })]
			}),
			'panelNotImpartial'
		]),
		[
			'nobody with ties, once they are excused',
			'confirm',
			ready('deliberation', secretariat, {
				panel: [
					seat('first', { handedIn: true }),
					seat('second', { handedIn: true }),
					seat('third', { handedIn: true, conflicted: true, excused: true })
				]
			}),
			'ok'
		],
		['somebody to excuse', 'excuse', ready('assessment', secretariat, { panel: [seat('first', { excused: true })] }), 'wrongState'],
		['somebody to excuse', 'excuse', ready('assessment', secretariat), 'ok'],
		['a tie to decide on', 'decideTie', ready('assessment', secretariat), 'wrongState'],
		['a tie to decide on', 'decideTie', ready('assessment', secretariat, { panel: [seat('first', { interest: 'tie' })] }), 'ok'],
		[
			'a tie that the secretariat accepted',
			'saveJudgement',
			ready('assessment', first, { panel: [seat('first', { interest: 'tie' })] }),
			'tieUndecided'
		],
		[
			'a tie that the secretariat accepted',
			'saveJudgement',
			ready('assessment', first, { panel: [seat('first', { interest: 'tie', tieAccepted: true })] }),
			'ok'
		],
		['levels of one’s own before the others’', 'deliberate', ready('deliberation', first, { panel: [seat('first')] }), 'notDisclosed'],
		['levels of one’s own before the others’', 'deliberate', ready('deliberation', first), 'ok'],
		['levels to differ with', 'dissent', ready('deliberation', first, { panel: [seat('first')] }), 'notDisclosed'],
		['a verdict', 'confirm', ready('assessment', secretariat, { proposal: null }), 'noVerdict'],
		[
			'an undivided panel',
			'confirm',
			ready('deliberation', secretariat, { proposal: { status: 'divergent', needsDeliberation: true } }),
			'divergent'
		],
		[
			'a talk before a majority decides',
			'confirm',
			ready('assessment', secretariat, { proposal: { status: 'decided', needsDeliberation: true } }),
			'divergent'
		],
		[
			'a majority after the talk',
			'confirm',
			ready('deliberation', secretariat, { proposal: { status: 'decided', needsDeliberation: true } }),
			'ok'
		],
		['an agreement', 'confirm', ready('assessment', secretariat), 'ok'],
		['a confirmed verdict', 'publish', ready('decided', secretariat, { verdictClass: null }), 'noVerdict'],
		['a label', 'publish', ready('decided', secretariat, { verdictClass: 'unclassified' }), 'unclassifiedPrivate'],
		[
			'a label or the author’s wish',
			'publish',
			ready('decided', secretariat, { verdictClass: 'unclassified', authorWishesPublication: true }),
			'ok'
		],
		['the author to be heard', 'publish', ready('decided', secretariat, { isAuthorHeard: false }), 'authorNotHeard'],
		['one reconsideration', 'reconsider', ready('published', author), 'ok'],
		['one reconsideration', 'reconsider', ready('published', author, { isReconsidered: true }), 'alreadyReconsidered'],
		['the time for it', 'reconsider', ready('published', author, { isInTimeToReconsider: false }), 'reconsiderationClosed'],
		['the same text to judge again', 'return', ready('assessment', secretariat, { isReconsidered: true }), 'wrongState'],
		[
			'a decided reconsideration to stand',
			'dropRevision',
			ready('decided', author, { isPublished: true, isReconsidered: true }),
			'wrongState'
		],
		['a reconsideration to drop', 'dropReconsideration', ready('assessment', author), 'wrongState'],
		['a reconsideration to drop', 'dropReconsideration', ready('assessment', author, { isReconsidered: true }), 'ok'],
		[
			'a published verdict to return to',
			'dropReconsideration',
			ready('assessment', author, { isReconsidered: true, isPublished: true }),
			'wrongState'
		],
		['something public to retire', 'retire', ready('assessment', author), 'wrongState'],
		['something public to retire', 'retire', ready('assessment', author, { isPublished: true }), 'ok'],
		['something public to return to', 'dropRevision', ready('draft', author), 'wrongState'],
		['something public to return to', 'dropRevision', ready('draft', author, { isPublished: true }), 'ok'],
		['nothing public to withdraw', 'withdraw', ready('draft', author, { isPublished: true }), 'wrongState'],
		['nothing public to put away', 'archive', ready('decided', secretariat, { isPublished: true }), 'wrongState'],
		['something public to correct', 'acceptCorrection', ready('requirements', secretariat), 'wrongState'],
		['something public to correct', 'acceptCorrection', ready('requirements', secretariat, { isPublished: true }), 'ok'],
		['no label to go back', 'reopen', ready('decided', author), 'wrongState'],
		['no label to go back', 'reopen', ready('decided', author, { verdictClass: 'unclassified' }), 'ok'],
		['nothing to come back from withdrawal', 'reopen', ready('withdrawn', author, { verdictClass: null }), 'ok']
	])('%s: %s', (_need, act, situation, expected) => {
		expect(why(act, situation)).toBe(expected);
	});

	it('a party never confirms: not the owner, not an assessor, not an excused one', () => {
		const self = person('author', 'author', 'secretariat');
		const assessing = person('first', 'assessor', 'secretariat');
		expect(why('confirm', ready('assessment', self))).toBe('notImpartial');
		expect(why('confirm', ready('deliberation', assessing))).toBe('notImpartial');
		const panel = [seat('first', { excused: true }), seat('second', { handedIn: true }), seat('third', { handedIn: true })];
		expect(why('confirm', ready('assessment', assessing, { panel }))).toBe('notImpartial');
	});

	it('a fact that is not given refuses', () => {
		const bare = (state: PracticeState, actor: Actor): Situation => ({ state, actor, ownerId: 'author' });
		expect(why('submit', bare('draft', author))).toBe('incomplete');
		expect(why('assign', bare('requirements', secretariat))).toBe('requirementsUnmet');
		expect(why('disclose', bare('assessment', secretariat))).toBe('panelTooSmall');
		expect(why('confirm', bare('assessment', secretariat))).toBe('panelTooSmall');
		expect(why('publish', bare('decided', secretariat))).toBe('noVerdict');
		expect(why('saveJudgement', bare('assessment', first))).toBe('notAssigned');
	});
});

describe('random walks', () => {
	const actor = fc.constantFrom(author, secretariat, first, second, stranger, operator, anonymous);
	const facts = fc.record({
		isComplete: fc.boolean(),
		requirementsMet: fc.boolean(),
		handedIn: fc.boolean(),
		excused: fc.boolean(),
		proposal: fc.constantFrom(
			null,
			{ status: 'decided', needsDeliberation: false } as const,
			{ status: 'divergent', needsDeliberation: true } as const
		),
		isAuthorHeard: fc.boolean(),
		verdictClass: fc.constantFrom(null, 'good', 'promising', 'unclassified' as const)
	});
	const step = fc.record({ act: fc.constantFrom(...acts), actor, facts });

	it('never leave the allowed states, nor reach publication without a verdict', () => {
		fc.assert(
			fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
				let state: PracticeState = 'draft';
				let verdict: Situation['verdictClass'] = null;
				let isPublished = false;
				for (const {
					act,
					actor: who,
					facts: { handedIn, excused, ...given }
				} of steps) {
					const panel = [seat('first', { handedIn }), seat('second', { handedIn, excused })];
					const situation = { ...given, state, actor: who, ownerId: 'author', panel, panelMinimum: 2, verdictClass: verdict, isPublished };
					if (!mayAct(act, situation).ok) continue;
					const next = nextState(act, state);
					if (!next) throw new Error(`${act} is allowed in ${state} and leads nowhere`);
					if (next !== state) expect(practiceFollows[state]).toContain(next);
					if (act === 'confirm') {
						expect(given.proposal?.status).toBe('decided');
						expect(handedIn && !excused).toBe(true);
						verdict = given.verdictClass ?? 'promising';
					}
					if (act === 'publish') expect(['good', 'promising']).toContain(verdict);
					if (act === 'publish') isPublished = true;
					if (next === 'published') expect(isPublished).toBe(true);
					if (isPublished) expect(['withdrawn', 'archived']).not.toContain(next);
					if (next === 'retired') isPublished = false;
					if (next === 'draft' || act === 'reconsider') verdict = null;
					state = next;
				}
				expect(states).toContain(state);
			}),
			{ numRuns: 2_000 }
		);
	});
});

const draftOf = (more: Partial<Draft> = {}): Draft => ({
	fields: Fields.parse(Object.fromEntries(fieldKeys.map((key) => [key, '']))),
	layers: structuredClone(emptyLayers),
	institutions: [],
	...more
});
const exampleDraft = (): Draft =>
	draftOf({
		fields: Fields.parse(example.practice.fields),
		layers: Layers.parse({
			...emptyLayers,
			...example.invented.layers,
			consent: { truthful: true, licence: 'CC-BY-4.0', authorisations: [] }
		}),
		institutions: [{ id: '5f7c1a5e-6a55-4c4a-9a0f-3a1d3c0f7a10', name: 'Servicio Nacional de Empleo (SNE)' }]
	});

describe('how far a form is filled in', () => {
	it('an empty draft has nothing but its language', () => {
		const { language, ...others } = completeness(draftOf(), edition, new Set());
		expect(language.status).toBe('complete');
		expect(new Set(Object.values(others).map((one) => one.status))).toEqual(new Set(['empty']));
		expect(others.dimensions.count).toEqual({ answered: 0, of: 6 });
	});

	it('a section is complete when its author says so and something stands in it', () => {
		const draft = exampleDraft();
		draft.fields.results = '- \n- ';
		delete draft.layers.dimensions.social;
		const status = completeness(draft, edition, new Set(['impact', 'results']));
		expect(status.impact.status).toBe('complete');
		expect(status.title.status).toBe('draft');
		expect(status.results.status).toBe('empty');
		expect(status.consent.status).toBe('complete');
		expect(status.dimensions).toEqual({ status: 'draft', count: { answered: 5, of: 6 } });
	});

	it('names what is missing to send it, and nothing else', () => {
		expect(whatIsMissing(exampleDraft(), edition)).toEqual([]);
		expect(whatIsMissing(draftOf(), edition).map((one) => `${one.section}: ${one.reason}`)).toEqual([
			'institutions: fieldEmpty',
			'institutions: institutionNotRecognised',
			...fieldKeys.slice(1).map((key) => `${key}: fieldEmpty`),
			'consent: consentNotGiven',
			'consent: licenceMissing'
		]);
		const long = exampleDraft();
		long.fields.title = 'a'.repeat(301);
		long.layers.dates = { start: '2022', end: '2021-12', ongoing: false };
		long.layers.consent.licence = 'all-rights-reserved';
		expect(whatIsMissing(long, edition)).toEqual([
			{ section: 'title', reason: 'fieldTooLong', length: 301, limit: 300 },
			{ section: 'dates', reason: 'endBeforeStart' },
			{ section: 'consent', reason: 'licenceMissing' }
		]);
	});

	it.each([
		[null, '2021', false],
		['2021', null, false],
		['2021-03', '2021', false],
		['2021', '2021-01', false],
		['2021-03', '2021-03-01', false],
		['2021-03-15', '2021-03-14', true],
		['2022', '2021-12', true]
	])('from %s to %s: before it begins %s', (start, end, before) => {
		expect(endsBeforeStart({ start, end, ongoing: false })).toBe(before);
	});

	it.each([
		['', true],
		['- \n- **  **', true],
		['5', false],
		['- ñ', false]
	])('%j is blank: %s', (text, blank) => {
		expect(isBlank(text)).toBe(blank);
	});
});

describe('hints', () => {
	const codes = (draft: Draft) => hints(draft, edition).map((hint) => `${hint.section}: ${hint.code}`);
	const withText = (key: keyof Fields, text: string) => {
		const draft = draftOf();
		draft.fields[key] = text;
		return codes(draft);
	};

	it('an empty draft gets none', () => {
		expect(codes(draftOf())).toEqual([]);
	});

	it('the network’s own example hears that results and impact have no number', () => {
		expect(codes(exampleDraft())).toEqual(['impact: withoutNumber', 'results: withoutNumber', 'results: onlyWeak']);
	});

	it('our strong examples hear nothing, our weak ones do', () => {
		const said = edition.criteria.map(({ field, examples }) => [withText(field, examples.strong.es), withText(field, examples.weak.es)]);
		const ofText = (list: string[] = []) => list.filter((one) => !one.startsWith('dimensions'));
		expect(said.map(([strong]) => ofText(strong))).toEqual([[], [], [], []]);
		expect(said.slice(0, 3).every(([, weak]) => ofText(weak).length > 0)).toBe(true);
	});

	it.each<[keyof Fields, string, string[]]>([
		['results', '1. Listas de asistencia\n2. Encuestas', ['results: withoutNumber', 'results: onlyWeak']],
		['results', 'Asistencia de 40 personas', ['results: onlyWeak']],
		['results', 'Línea base: 12 de 40; después 30 de 40. Satisfacción alta.', []],
		['replicability', 'Es muy replicable', ['replicability: withoutExpected']],
		['replicability', 'Sigue una METODOLOGÍA de tres pasos', []],
		['sustainability', 'Hay presupuesto', ['dimensions: dimensionsMissing']],
		['title', 'a'.repeat(201), ['title: titleTooLong']]
	])('%s: %s', (key, text, expected) => {
		expect(withText(key, text)).toEqual(expected);
	});

	it('a dimension needs a reason unless it does not apply', () => {
		const draft = exampleDraft();
		for (const answer of Object.values(draft.layers.dimensions)) answer.reason = '';
		expect(hints(draft, edition).flatMap((hint) => (hint.code === 'dimensionWithoutReason' ? hint.dimension : []))).toEqual([
			'political-institutional',
			'financial',
			'social',
			'cultural'
		]);
	});

	it('an abstract has sixty words', () => {
		const draft = draftOf();
		draft.layers.abstract = 'palabra '.repeat(60);
		expect(codes(draft)).toEqual([]);
		draft.layers.abstract += 'más';
		expect(hints(draft, edition)).toEqual([{ section: 'abstract', code: 'abstractTooLong', words: 61, limit: 60 }]);
	});

	it.each([
		['Escriba a maria.lopez@oficina.example', ['email']],
		['Llame al 55 1234 5678', ['phone']],
		['Llame al +52 (961) 123 4567', ['phone']],
		['Llame al 9611234567.', ['phone']],
		['CURP: XEXX010101HNEXXXA4', ['curp']],
		['Entre 2019-2020 y 2021-2022 se atendió a 1,234,567 personas', []],
		['Costó 12 500 000 pesos en 2022 y 2023', []],
		['Norma NMX-R-025-SCFI-2015, artículo 52', []],
		['usuario@ y @cuenta', []]
	])('personal data in public text: %s', (text, kinds) => {
		const draft = draftOf();
		draft.fields.description = text;
		expect(hints(draft, edition).flatMap((hint) => (hint.code === 'looksLikePersonalData' ? hint.kind : []))).toEqual(kinds);
	});

	it('one endless word does not hold up the search for personal data', () => {
		const draft = draftOf();
		draft.fields.description = 'a.'.repeat(30_000);
		const start = performance.now();
		hints(draft, edition);
		expect(performance.now() - start).toBeLessThan(1_000);
	});

	it('the contact is shown to nobody and gets no hint', () => {
		const draft = draftOf();
		draft.layers.contact = { name: 'M. López', email: 'maria.lopez@oficina.example', phone: '55 1234 5678' };
		expect(codes(draft)).toEqual([]);
	});
});
