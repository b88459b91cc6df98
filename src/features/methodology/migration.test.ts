// Answers read in another edition: renamed where it says so, kept where it has no place for them, never lost.
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { getEdition } from './rules/edition.ts';
import { editionFaults } from './rules/faults.ts';
import { type Answers, type Migrated, migrateAnswers } from './rules/migration.ts';
import { type AnswersMigration, type Edition, fieldKeys, VocabularyKey } from './schema.ts';
import { loadEditions } from './store.server.ts';

const editions = loadEditions(join(import.meta.dirname, '../../..'));
const redlac = getEdition(editions, 'redlac-2021/1');
const first = getEdition(editions, 'red-inventada-2025/1');
const second = getEdition(editions, 'red-inventada-2025/2');

const answers: Answers = {
	fields: { title: 'Un huerto', impact: 'Doce familias', results: 'un texto que esta edición no pide' },
	terms: { themes: ['seeds', 'compost', 'vegetables'] },
	dimensions: { water: { state: 'scarce', reason: 'Llueve poco.' } },
	judgements: {
		care: { level: '2', reason: 'Hay turnos.', evidence: ['text: turnos'], questions: { 'asked-neighbours': 'yes', 'safe-tools': 'no' } }
	}
};

describe('an edition that replaces another', () => {
	it('renames questions and terms as it says, and hands back what it has no place for', () => {
		const migrated = migrateAnswers(answers, first, second, editions);
		expect(migrated.answers).toEqual({
			fields: { title: 'Un huerto', impact: 'Doce familias' },
			terms: { themes: ['seed-exchange', 'vegetables'] },
			dimensions: { water: { state: 'scarce', reason: 'Llueve poco.' } },
			judgements: { care: { ...answers.judgements.care, questions: { 'heard-people': 'yes', 'safe-tools': 'no' } } }
		});
		expect(migrated.unplaced).toEqual([
			{ edition: first.id, kind: 'field', key: 'results', within: null, value: answers.fields.results },
			{ edition: first.id, kind: 'term', key: 'compost', within: 'themes', value: 'compost' }
		]);
	});

	it('is walked over any number of editions, and says in which one an answer lost its place', () => {
		const third: Edition = {
			...second,
			id: 'red-inventada-2025/3',
			criteria: second.criteria.map((criterion) => (criterion.key === 'care' ? { ...criterion, key: 'people' } : criterion)),
			dimensions: [],
			succeeds: { edition: second.id, change: { es: '' }, note: { es: '' }, answers: renamed({ criteria: { care: 'people' } }) }
		};
		const known = new Map([...editions, [third.id, third]]);
		const migrated = migrateAnswers(answers, first, third, known);
		expect(migrated.answers.judgements.people?.questions).toEqual({ 'heard-people': 'yes', 'safe-tools': 'no' });
		expect(migrated.unplaced.map(({ edition, kind, key }) => `${edition} ${kind} ${key}`)).toEqual([
			'red-inventada-2025/1 field results',
			'red-inventada-2025/1 term compost',
			'red-inventada-2025/2 dimension water'
		]);
	});

	it('changes nothing within one edition', () => {
		expect(migrateAnswers(answers, first, first, editions)).toEqual({ answers, unplaced: [] });
	});
});

it('between methodologies that know nothing of each other only the texts go along', () => {
	const { answers: placed, unplaced } = migrateAnswers(answers, first, redlac, editions);
	expect(placed).toEqual({ fields: answers.fields, terms: { themes: [] }, dimensions: {}, judgements: {} });
	expect(unplaced.map(({ kind, key }) => `${kind} ${key}`)).toEqual([
		'term seeds',
		'term compost',
		'term vegetables',
		'dimension water',
		'judgement care'
	]);
});

describe('whatever was answered and whatever an edition says of the one before', () => {
	const key = <T extends { key: string }>(items: readonly T[]) => fc.constantFrom(...items.map((item) => item.key));
	const renaming = (old: readonly { key: string }[], now: readonly { key: string }[]) =>
		fc.dictionary(key(old), fc.option(key(now), { nil: null }), { maxKeys: 4 });
	const migration = fc
		.record({
			fields: fc.dictionary(fc.constantFrom(...fieldKeys), fc.option(fc.constantFrom(...fieldKeys), { nil: null }), { maxKeys: 4 }),
			themes: renaming(first.vocabulary.themes, second.vocabulary.themes),
			dimensions: renaming(first.dimensions, second.dimensions),
			dimensionStates: renaming(first.dimensionStates, second.dimensionStates),
			criteria: renaming(first.criteria, second.criteria),
			care: renaming(first.criteria[1]?.questions ?? [], second.criteria[1]?.questions ?? [])
		})
		.map(({ themes, care, ...rest }) => renamed({ ...rest, terms: { themes }, questions: { care } }));
	const word = fc.stringMatching(/^[a-z]{4,12}$/);
	const given: fc.Arbitrary<Answers> = fc.record({
		fields: fc.dictionary(fc.constantFrom(...fieldKeys), word, { maxKeys: 8 }),
		terms: fc.record({ themes: fc.uniqueArray(key(first.vocabulary.themes)) }),
		dimensions: fc.dictionary(
			key(first.dimensions),
			fc.record({ state: fc.option(key(first.dimensionStates), { nil: null }), reason: word })
		),
		judgements: fc.dictionary(
			key(first.criteria),
			fc.record({
				level: fc.constantFrom('0', '2', 'unknown'),
				reason: word,
				evidence: fc.constant([]),
				questions: fc.dictionary(key(first.criteria[1]?.questions ?? []), fc.constantFrom('yes', 'partly', 'no'))
			})
		)
	});

	it('every answer is either placed or handed back, and nothing is made up', () => {
		fc.assert(
			fc.property(given, migration, (whole, answersMigration) => {
				const later = { ...second, succeeds: { edition: first.id, change: { es: '' }, note: { es: '' }, answers: answersMigration } };
				const migrated = migrateAnswers(whole, first, later, new Map([...editions, [later.id, later]]));
				expect(pieces(migrated).toSorted()).toEqual(pieces({ answers: whole, unplaced: [] }).toSorted());
				expect(Object.keys(migrated.answers.fields).every((field) => later.fields.some((asked) => asked.key === field))).toBe(true);
				for (const vocabulary of VocabularyKey.options) {
					const known = later.vocabulary[vocabulary].map((term) => term.key);
					expect(known).toEqual(expect.arrayContaining(migrated.answers.terms[vocabulary] ?? []));
				}
			}),
			{ numRuns: 500 }
		);
	});

	/** Every single answer apart from the name it stands under; terms by how many there are, for two may become one. */
	function pieces({ answers: placed, unplaced }: Migrated): string[] {
		const judged = (reason: string, level: unknown) => `judged ${level} ${reason}`;
		return [
			...Object.values(placed.fields).map((text) => `field ${text}`),
			...Object.values(placed.dimensions).flatMap(({ state, reason }) => [`reason ${reason}`, ...(state ? ['state'] : [])]),
			...Object.values(placed.judgements).flatMap(({ reason, level, questions }) => [
				judged(reason, level),
				...Object.values(questions).map((answer) => `answer ${answer}`)
			]),
			...unplaced.flatMap(({ kind, value }): string[] => {
				if (kind === 'field') return [`field ${value}`];
				if (kind === 'question') return [`answer ${value}`];
				if (kind === 'dimensionState') return ['state'];
				if (kind === 'dimension' && typeof value === 'object' && 'state' in value)
					return [`reason ${value.reason}`, ...(value.state ? ['state'] : [])];
				if (kind === 'judgement' && typeof value === 'object' && 'level' in value)
					return [judged(value.reason, value.level), ...Object.values(value.questions).map((answer) => `answer ${answer}`)];
				return [];
			})
		];
	}

	it('a chosen term is renamed or handed back', () => {
		fc.assert(
			fc.property(given, migration, (whole, answersMigration) => {
				const later = { ...second, succeeds: { edition: first.id, change: { es: '' }, note: { es: '' }, answers: answersMigration } };
				const migrated = migrateAnswers(whole, first, later, new Map([...editions, [later.id, later]]));
				for (const theme of whole.terms.themes ?? []) {
					const name = answersMigration.terms.themes?.[theme];
					const heir = name === undefined ? theme : name;
					const isKept = heir !== null && migrated.answers.terms.themes?.includes(heir);
					const isHandedBack = migrated.unplaced.some((piece) => piece.kind === 'term' && piece.key === theme);
					expect(isKept).not.toBe(isHandedBack);
				}
			})
		);
	});
});

describe('editions that do not fit together are refused', () => {
	const known = (edition: Edition) => new Map([...editions, [edition.id, edition]]);
	const succeeding = (answersMigration: AnswersMigration, edition = first.id): Edition => ({
		...second,
		succeeds: { edition, change: { es: '' }, note: { es: '' }, answers: answersMigration }
	});

	it('the shipped ones are not', () => {
		for (const edition of editions.values()) expect(editionFaults(edition, editions)).toEqual([]);
	});

	it.each<[string, Edition, string]>([
		['a predecessor that is not there', succeeding(renamed({}), 'red-inventada-2025/9'), '"red-inventada-2025/9" is not installed'],
		['a circle', { ...succeeding(renamed({}), second.id) }, `"${second.id}" comes after this one`],
		['a key the old edition never had', succeeding(renamed({ questions: { care: { never: 'safe-tools' } } })), 'has no "never"'],
		['a key the new edition has not', succeeding(renamed({ terms: { themes: { seeds: 'gone' } } })), 'this edition has no "gone"'],
		['a criterion read from a field that is not asked', { ...first, fields: redlac.fields.slice(0, 4) }, 'does not ask for "impact"']
	])('%s', (_name, edition, fault) => {
		expect(editionFaults(edition, known(edition)).join('\n')).toContain(fault);
	});
});

function renamed(given: Partial<AnswersMigration>): AnswersMigration {
	return { fields: {}, terms: {}, dimensions: {}, dimensionStates: {}, criteria: {}, questions: {}, ...given };
}
