// What the schema of one edition cannot see: keys that must be found elsewhere in it, or in the edition it replaces.
import { type AnswersMigration, type Edition, VocabularyKey } from '../schema.ts';

/**
 * Everything that does not fit together in an edition, in words for whoever writes its files. Empty when it may be used.
 * @param editions all that are installed, by id
 */
export function editionFaults(edition: Edition, editions: ReadonlyMap<string, Edition>): string[] {
	const fields = keysOf(edition.fields);
	const homeless = edition.criteria.filter(({ field }) => !fields.has(field));
	return [
		...homeless.map(({ key, field }) => `criteria.${key}.field: the edition does not ask for "${field}"`),
		...successionFaults(edition, editions)
	];
}

function successionFaults(edition: Edition, editions: ReadonlyMap<string, Edition>): string[] {
	if (!edition.succeeds) return [];
	const before = editions.get(edition.succeeds.edition);
	if (!before) return [`succeeds.edition: "${edition.succeeds.edition}" is not installed`];
	if (leadsBackTo(edition.id, before, editions)) return [`succeeds.edition: "${before.id}" comes after this one`];
	return renamings(edition.succeeds.answers, before, edition).flatMap(({ path, renamed, old, now }) =>
		Object.entries(renamed).flatMap(([from, to]) => [
			...(old.has(from) ? [] : [`succeeds.answers.${path}: ${before.id} has no "${from}"`]),
			...(to === null || now.has(to ?? '') ? [] : [`succeeds.answers.${path}: this edition has no "${to}"`])
		])
	);
}

function leadsBackTo(id: string, from: Edition, editions: ReadonlyMap<string, Edition>): boolean {
	const seen = new Set<string>();
	for (let at: Edition | undefined = from; at && !seen.has(at.id); at = at.succeeds ? editions.get(at.succeeds.edition) : undefined) {
		if (at.id === id) return true;
		seen.add(at.id);
	}
	return false;
}

interface Renaming {
	path: string;
	renamed: Partial<Record<string, string | null>>;
	old: ReadonlySet<string>;
	now: ReadonlySet<string>;
}

function renamings(answers: AnswersMigration, before: Edition, after: Edition): Renaming[] {
	const whole = (path: 'fields' | 'criteria' | 'dimensions' | 'dimensionStates'): Renaming => ({
		path,
		renamed: answers[path],
		old: keysOf(before[path]),
		now: keysOf(after[path])
	});
	const vocabularies = VocabularyKey.options.map((name) => ({
		path: `terms.${name}`,
		renamed: answers.terms[name] ?? {},
		old: keysOf(before.vocabulary[name]),
		now: keysOf(after.vocabulary[name])
	}));
	const questions = Object.entries(answers.questions).map(([criterion, renamed]) => {
		const heir = answers.criteria[criterion] === undefined ? criterion : answers.criteria[criterion];
		return { path: `questions.${criterion}`, renamed, old: questionsOf(before, criterion), now: questionsOf(after, heir) };
	});
	return [whole('fields'), whole('criteria'), whole('dimensions'), whole('dimensionStates'), ...vocabularies, ...questions];
}

function questionsOf(edition: Edition, criterion: string | null): ReadonlySet<string> {
	return keysOf(edition.criteria.find(({ key }) => key === criterion)?.questions ?? []);
}

function keysOf(items: readonly { key: string }[]): ReadonlySet<string> {
	return new Set(items.map(({ key }) => key));
}
