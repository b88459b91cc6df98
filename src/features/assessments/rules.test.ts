// The rule of the verdict: the network's samples, golden cases, and properties that hold for every panel.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editionCriterion, getEdition } from '#features/methodology/rules/edition.ts';
import type { CriterionKey, Example, Judgement, Level } from '#features/methodology/schema.ts';
import { loadEditions, loadExamples } from '#features/methodology/store.server.ts';
import {
	classFor,
	criteriaToDeliberate,
	decide,
	deservesWarning,
	explainProposal,
	judgementRefusals,
	judgeSheet,
	mayAssess,
	mayBeKnown,
	needsDeliberation,
	proposeVerdict,
	refusals,
	validUntil
} from './rules/verdict.ts';
import { Proposal, type ScoreSheet } from './schema.ts';

const root = join(import.meta.dirname, '../../..');
const editions = loadEditions(root);
const edition = getEdition(editions, 'redlac-2021/1');

const criterionKeys = edition.criteria.map(({ key }) => key);

/** A judgement at a level with a reason and evidence that fits every criterion. */
const judged = (level: Level | null, more: Partial<Judgement> = {}): Judgement => ({
	level,
	reason: 'motivo escrito',
	evidence: ['file:informe.pdf'],
	questions: {},
	...more
});

/** A sheet from levels per assessor, in the order of the criteria: `['2211', '3311']`; `?` unknown, `…` notYet. */
function sheetOf(...rows: string[]): ScoreSheet {
	const level = (sign: string) => (sign === '?' ? 'unknown' : sign === '…' ? 'notYet' : sign) as Level;
	const criteria = (row: string) => Object.fromEntries(criterionKeys.map((key, at) => [key, judged(level(row[at] ?? '?'))]));
	return { edition: edition.id, panel: rows.map((row, at) => ({ assessor: `e${at + 1}`, criteria: criteria(row) })) };
}

const propose = (...rows: string[]) => proposeVerdict(sheetOf(...rows), edition);

const samples = join(root, '../shared/acceptance/verdicts');
describe.skipIf(!existsSync(samples))('acceptance samples (skipped where ../shared/acceptance is absent)', () => {
	it.each(existsSync(samples) ? readdirSync(samples) : [])('%s', (file) => {
		const { expect: expected, ...sheet } = JSON.parse(readFileSync(join(samples, file), 'utf8'));
		const answer = judgeSheet(sheet, editions, 'es');
		if (expected.refused) expect(answer).toHaveProperty('refused.0.path');
		else expect(answer).toMatchObject(expected);
	});
});

describe('the reference exemplar', () => {
	const example = loadExamples(root).get(edition.id) as Example;
	const { panel, outcome } = example.invented;
	const sheet = { edition: example.edition, panel };

	it('comes out as it says', () => {
		expect(judgeSheet(sheet, editions, 'es')).toMatchObject({ status: 'decided', ...outcome });
	});

	it('is refused exactly at the levels from 2 on when its evidence is taken away', () => {
		const bare = structuredClone(sheet);
		for (const member of bare.panel) {
			for (const judgement of Object.values(member.criteria)) Object.assign(judgement, { evidence: [], commitment: null });
		}
		const paths = [0, 1].flatMap((at) =>
			['replicability', 'impact', 'sustainability'].map((key) => ({
				path: `panel.${at}.criteria.${key}.evidence`,
				reason: 'evidenceMissing'
			}))
		);
		expect(judgeSheet(bare, editions, 'es')).toEqual({ refused: paths });
	});
});

describe('what is refused', () => {
	const refusedFor = (key: CriterionKey, judgement: Judgement) =>
		judgementRefusals(judgement, editionCriterion(edition, key), edition).map((one) => `${one.path}: ${one.reason}`);

	it.each<[string, CriterionKey, Judgement, string[]]>([
		['a level below the threshold stands alone', 'impact', judged('1', { reason: '', evidence: [] }), []],
		['so does a level without number', 'impact', judged('notYet', { reason: '', evidence: [] }), []],
		['no level', 'impact', judged(null), ['level: levelMissing']],
		['a reason of spaces', 'impact', judged('2', { reason: ' \n' }), ['reason: reasonMissing']],
		['no evidence', 'results', judged('3', { evidence: [] }), ['evidence: evidenceMissing']],
		['a passage for impact', 'impact', judged('2', { evidence: ['text:p1'] }), ['evidence: evidenceUnfit']],
		['a passage for results', 'results', judged('2', { evidence: ['text:p1'] }), ['evidence: evidenceUnfit']],
		['an indicator for results', 'results', judged('2', { evidence: ['text:p1', 'indicator:i1'] }), []],
		['a passage for replicability', 'replicability', judged('2', { evidence: ['text:p1'] }), []],
		[
			'a commitment for sustainability',
			'sustainability',
			judged('2', { evidence: [], commitment: { owner: 'Oficina', due: '2027-06-30' } }),
			[]
		],
		[
			'a commitment without day',
			'sustainability',
			judged('2', { commitment: { owner: 'Oficina', due: null } }),
			['commitment: commitmentIncomplete']
		],
		[
			'a commitment without owner',
			'sustainability',
			judged('2', { commitment: { owner: ' ', due: '2027-06-30' } }),
			['commitment: commitmentIncomplete']
		],
		[
			'a commitment elsewhere',
			'impact',
			judged('2', { evidence: [], commitment: { owner: 'Oficina', due: '2027-06-30' } }),
			['evidence: evidenceMissing']
		]
	])('%s', (_name, key, judgement, expected) => {
		expect(refusedFor(key, judgement)).toEqual(expected);
	});

	it('a missing criterion, a panel of one, somebody twice, another edition', () => {
		const sheet = sheetOf('2222', '2222');
		delete sheet.panel[1]?.criteria.impact;
		expect(refusals(sheet, edition)).toEqual([{ path: 'panel.1.criteria.impact', reason: 'criterionMissing' }]);
		expect(refusals(sheetOf('2222'), edition)).toEqual([{ path: 'panel', reason: 'panelTooSmall' }]);
		const twice = sheetOf('2222', '2222');
		twice.panel.forEach((member) => {
			member.assessor = 'e1';
		});
		expect(refusals(twice, edition)).toEqual([{ path: 'panel.1.assessor', reason: 'assessorRepeated' }]);
		expect(judgeSheet({ edition: 'redlac-1999/1', panel: [] }, editions, 'es')).toEqual({
			refused: [{ path: 'edition', reason: 'otherEdition' }]
		});
	});

	it.each([
		[null, ''],
		[{ edition: 'redlac-2021/1', panel: [{ assessor: 'e1', criteria: { impact: { level: 4 } } }] }, 'panel.0.criteria.impact.level'],
		[{ edition: 'redlac-2021/1', panel: [{ assessor: 'e1', criteria: { beauty: { level: 2 } } }] }, 'panel.0.criteria.beauty'],
		[
			{ edition: 'redlac-2021/1', panel: [{ assessor: 'e1', criteria: { impact: { level: 2, evidence: ['rumour:x'] } } }] },
			'panel.0.criteria.impact.evidence.0'
		]
	])('a sheet that is not one: %j', (input, path) => {
		expect(judgeSheet(input, editions, 'es')).toEqual({ refused: [{ path, reason: 'shape' }] });
	});
});

describe('what is proposed', () => {
	it.each<[string[], Proposal['class'], CriterionKey[] | null, CriterionKey[]]>([
		[['2222', '3222'], 'good', [], []],
		[['2212', '2212'], 'promising', ['results'], []],
		[['2112', '2112'], 'unclassified', ['impact', 'results'], []],
		[['0000', '0000'], 'unclassified', [...criterionKeys], []],
		[['2222', '2122'], null, null, ['impact']],
		[['1222', '3222'], null, null, ['replicability']],
		[['2222', '2?22'], null, null, ['impact']],
		[['2222', '1222', '2222'], 'good', [], []],
		[['2222', '1222', '1222'], 'promising', ['replicability'], []],
		[['2222', '1222', '?222'], 'promising', ['replicability'], []],
		[['2222', '1222', '1222', '1222'], 'promising', ['replicability'], []],
		[['2222', '2222', '1222', '1222'], null, null, ['replicability']],
		[['22?2', '22…2'], 'promising', ['results'], []]
	])('%j', (rows, proposed, unmet, divergent) => {
		expect(propose(...rows)).toMatchObject({ class: proposed, unmet, divergent, status: divergent.length > 0 ? 'divergent' : 'decided' });
	});

	it('tells the median, and none where the middle has no number', () => {
		const { criteria } = propose('32?1', '21…?');
		expect([criteria.replicability?.median, criteria.impact?.median, criteria.results?.median]).toEqual([2.5, 1.5, null]);
		expect(criteria.results).toMatchObject({ met: false, why: 'withoutInformation', levels: ['unknown', 'notYet'] });
		expect(criteria.impact).toMatchObject({ met: null, why: 'split' });
	});

	it('is conditional only where a met criterion that allows it rests on a commitment, and a label exists', () => {
		const commitment = { owner: 'Oficina', due: '2027-06-30' };
		const withCommitment = (key: CriterionKey, ...rows: string[]) => {
			const sheet = sheetOf(...rows);
			const judgement = sheet.panel[0]?.criteria[key];
			if (judgement) judgement.commitment = commitment;
			return proposeVerdict(sheet, edition).conditional;
		};
		expect(withCommitment('sustainability', '2222', '2222')).toBe(true);
		expect(withCommitment('sustainability', '2221', '2221')).toBe(false);
		expect(withCommitment('sustainability', '1122', '1122')).toBe(false);
		expect(withCommitment('sustainability', '2221', '2222', '2222')).toBe(false);
		expect(withCommitment('impact', '2222', '2222')).toBe(false);
	});

	it('follows the parameters of the edition', () => {
		const stricter = { ...edition, threshold: 3, promisingUnmet: 2 };
		expect(proposeVerdict(sheetOf('3322', '3322'), stricter)).toMatchObject({ class: 'promising', unmet: ['results', 'sustainability'] });
	});

	it('asks for deliberation where verdicts differ or levels lie two apart', () => {
		expect(criteriaToDeliberate(sheetOf('2213', '2223'), edition)).toEqual(['results']);
		expect(criteriaToDeliberate(sheetOf('0?32', '1?22'), edition)).toEqual([]);
		expect(criteriaToDeliberate(sheetOf('2222', '2222', '1222'), edition)).toEqual(['replicability']);
		const low = { ...edition, threshold: 1 };
		expect(criteriaToDeliberate(sheetOf('1222', '3222'), low)).toEqual(['replicability']);
		expect(needsDeliberation(sheetOf('2222', '3322'), edition)).toBe(false);
	});
});

describe('properties of every panel', () => {
	const anyLevel = fc.constantFrom(...'0123?…');
	const row = fc.array(anyLevel, { minLength: 4, maxLength: 4 }).map((signs) => signs.join(''));
	const panel = fc.array(row, { minLength: 2, maxLength: 7 });
	const order = ['unclassified', 'promising', 'good'];
	const next: Record<string, string> = { '?': '0', '…': '0', '0': '1', '1': '2', '2': '3', '3': '3' };

	it('the order of the assessors does not matter', () => {
		fc.assert(
			fc.property(panel, fc.nat(), (rows, turn) => {
				const turned = rows.map((_, at) => rows[(at + turn) % rows.length] ?? '');
				const withoutLevels = (proposal: Proposal) => ({
					...proposal,
					criteria: Object.values(proposal.criteria).map(({ levels, ...rest }) => ({ ...rest, levels: levels.toSorted() }))
				});
				expect(withoutLevels(propose(...turned))).toEqual(withoutLevels(propose(...rows)));
			})
		);
	});

	it('a raised level never lowers the class, nor turns met into unmet', () => {
		fc.assert(
			fc.property(panel, fc.nat(), fc.nat({ max: 3 }), (rows, who, which) => {
				const raised = rows.map((text, at) => {
					if (at !== who % rows.length) return text;
					return text.slice(0, which) + (next[text[which] ?? '?'] ?? '3') + text.slice(which + 1);
				});
				const before = propose(...rows);
				const after = propose(...raised);
				for (const key of criterionKeys) if (before.criteria[key]?.met) expect(after.criteria[key]?.met).toBe(true);
				if (before.class && after.class) expect(order.indexOf(after.class)).toBeGreaterThanOrEqual(order.indexOf(before.class));
			})
		);
	});

	it('there is a class exactly when nobody is divided, and it depends on the number of unmet criteria alone', () => {
		fc.assert(
			fc.property(panel, (rows) => {
				const proposal = Proposal.parse(propose(...rows));
				expect(proposal.class === null).toBe(proposal.divergent.length > 0);
				if (proposal.unmet) expect(proposal.class).toBe(classFor(proposal.unmet.length, edition));
			})
		);
	});

	it('an odd panel is met exactly when its majority reaches the threshold; an even one is divided exactly when half does', () => {
		fc.assert(
			fc.property(panel, (rows) => {
				const { criteria } = propose(...rows);
				criterionKeys.forEach((key, at) => {
					const reaching = rows.filter((text) => '23'.includes(text[at] ?? '')).length;
					const half = rows.length / 2;
					expect(criteria[key]?.met).toBe(reaching === half ? null : reaching > half);
				});
			})
		);
	});
});

describe('the explanation', () => {
	it('quotes the official words and names the levels', () => {
		const words = explainProposal(propose('2212', '2212'), edition, 'es');
		expect(words.criteria.results).toBe(
			'Resultados verificables: no cumple todavía. El criterio dice: “La buena práctica debe presentar una sistematización de los resultados verificables.” Niveles: 1 (Afirmado), 1 (Afirmado). Mediana: 1; se cumple desde 2.'
		);
		expect(words.class).toBe(`Se propone: Práctica prometedora. Falta: Resultados verificables. “${edition.rule.es}”`);
	});

	it('exists for every outcome in every language', () => {
		for (const locale of ['es', 'en', 'pt', 'fr'] as const) {
			for (const rows of [
				['2222', '2222'],
				['2212', '2212'],
				['1112', '1112'],
				['2222', '2122'],
				['22?2', '22…2']
			]) {
				const words = explainProposal(propose(...rows), edition, locale);
				expect([words.class, ...Object.values(words.criteria)].join()).not.toMatch(/undefined|null/);
			}
		}
	});
});

describe('warnings', () => {
	const results = editionCriterion(edition, 'results');
	it('when a level from the threshold on rests on satisfaction or attendance alone', () => {
		expect(deservesWarning(judged('2', { evidence: ['file:Encuestas de SATISFACCIÓN.csv'] }), results, edition)).toBe(true);
		expect(deservesWarning(judged('1', { evidence: ['file:satisfacción.csv'] }), results, edition)).toBe(false);
		expect(deservesWarning(judged('2', { evidence: ['file:satisfacción.csv', 'file:colocación.csv'] }), results, edition)).toBe(false);
	});
	it('when sustainability rests on a commitment alone', () => {
		const sustainability = editionCriterion(edition, 'sustainability');
		const commitment = { owner: 'Oficina', due: '2027-06-30' };
		expect(deservesWarning(judged('2', { evidence: [], commitment }), sustainability, edition)).toBe(true);
		expect(deservesWarning(judged('2', { commitment }), sustainability, edition)).toBe(false);
	});
});

describe('how long a label is valid', () => {
	it.each([
		['good', false, '2026-10-15', '2029-10-15'],
		['promising', true, '2026-10-15', '2027-10-15'],
		['good', true, '2028-02-29', '2029-02-28'],
		['promising', false, '2026-12-31', '2029-12-31'],
		['unclassified', false, '2026-10-15', null]
	] as const)('%s, conditional %s, %s → %s', (proposed, conditional, decidedOn, until) => {
		expect(validUntil(proposed, conditional, decidedOn, edition)).toBe(until);
	});
});

describe('what is decided', () => {
	const promising = propose('2212', '2212');

	it('is what the rule proposes unless somebody wishes otherwise', () => {
		expect(decide(promising, {}, edition)).toEqual({
			class: 'promising',
			unmet: ['results'],
			conditional: false,
			departs: false,
			changed: []
		});
	});

	it.each<[string, Parameters<typeof decide>[1], ReturnType<typeof decide> extends infer D ? Partial<NonNullable<D>> | undefined : never]>([
		['a good practice has nothing unmet', { class: 'good' }, { unmet: [], departs: true, changed: ['results'] }],
		['nor can it say so', { class: 'good', unmet: ['results'] }, undefined],
		['a promising one lacks something', { class: 'promising', unmet: [] }, undefined],
		['another criterion', { unmet: ['impact'] }, { class: 'promising', departs: true, changed: ['impact', 'results'] }],
		['too much for the label', { class: 'promising', unmet: ['impact', 'results'] }, undefined],
		['no label although one would be allowed', { class: 'unclassified' }, { unmet: ['results'], departs: true, changed: [] }],
		['no label although nothing is missing', { class: 'unclassified', unmet: [] }, undefined]
	])('%s', (_name, wish, expected) => {
		const decision = decide(promising, wish, edition);
		if (expected) expect(decision).toMatchObject(expected);
		else expect(decision).toBeUndefined();
	});

	it('stays conditional only as long as what is held met rests on a commitment', () => {
		const sheet = sheetOf('2222', '2222');
		for (const member of sheet.panel)
			member.criteria.sustainability = judged('2', { evidence: [], commitment: { owner: 'la oficina', due: '2027-01-31' } });
		const proposal = proposeVerdict(sheet, edition);
		expect(decide(proposal, {}, edition)?.conditional).toBe(true);
		expect(decide(proposal, { class: 'promising', unmet: ['results'] }, edition)?.conditional).toBe(true);
		expect(decide(proposal, { class: 'promising', unmet: ['sustainability'] }, edition)?.conditional).toBe(false);
		expect(decide(proposal, { class: 'unclassified', unmet: ['results', 'impact'] }, edition)?.conditional).toBe(false);
	});

	it('never contradicts itself, whatever is wished', () => {
		const classes = fc.constantFrom('good' as const, 'promising' as const, 'unclassified' as const);
		fc.assert(
			fc.property(classes, fc.subarray([...criterionKeys]), (wished, unmet) => {
				const decision = decide(promising, { class: wished, unmet }, edition);
				if (!decision) return;
				expect(decision.class === 'good').toBe(decision.unmet.length === 0);
				if (decision.class === 'promising') expect(decision.unmet.length).toBeLessThanOrEqual(edition.promisingUnmet);
				expect(decision.departs).toBe(decision.class !== 'promising' || decision.unmet.join() !== 'results');
			})
		);
	});
});

describe('who may assess', () => {
	const parentOf = new Map([
		['office-north', 'service'],
		['office-south', 'service'],
		['service', 'ministry'],
		['circle-a', 'circle-b'],
		['circle-b', 'circle-a']
	]);
	const base = {
		personId: 'p1',
		ownerId: 'p2',
		assessorInstitutionIds: ['university'],
		practiceInstitutionIds: ['service'],
		ownerInstitutionIds: ['agency'],
		parentOf,
		judgedBefore: false,
		knowsPanel: false
	};

	it.each([
		['somebody from elsewhere', {}, true],
		['the author', { personId: 'p2' }, false],
		['somebody of an implementing institution', { assessorInstitutionIds: ['university', 'service'] }, false],
		['somebody of the author’s institution', { assessorInstitutionIds: ['agency'] }, false],
		['somebody of a part of it', { assessorInstitutionIds: ['office-north'] }, false],
		['somebody of what it belongs to', { assessorInstitutionIds: ['ministry'] }, false],
		['somebody two steps above', { assessorInstitutionIds: ['ministry'], practiceInstitutionIds: ['office-north'] }, false],
		['somebody of a sister office', { assessorInstitutionIds: ['office-south'], practiceInstitutionIds: ['office-north'] }, true],
		['somebody without institution', { assessorInstitutionIds: [] }, true],
		['somebody who judged the verdict that is reconsidered', { judgedBefore: true }, false],
		['nobody loops in a circle', { assessorInstitutionIds: ['circle-a'] }, true]
	])('%s', (_name, change, ok) => {
		expect(mayAssess({ ...base, ...change }).ok).toBe(ok);
	});

	it('nobody joins who may have read the levels', () => {
		expect(mayAssess({ ...base, knowsPanel: true })).toEqual({ ok: false, why: 'panelKnown', institutionId: null });
		const read = (handedIn: number, isDisclosed = false) => mayBeKnown({ handedIn, isDisclosed }, edition);
		expect([read(0), read(1), read(2), read(3), read(0, true)]).toEqual([false, false, true, true, true]);
	});

	it('names the institution in the way', () => {
		expect(mayAssess({ ...base, assessorInstitutionIds: ['university', 'ministry'] })).toEqual({
			ok: false,
			why: 'conflictOfInterest',
			institutionId: 'ministry'
		});
	});
});
