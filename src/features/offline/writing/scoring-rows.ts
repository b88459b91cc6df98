// What a scoring sheet holds, line by line, before it becomes a workbook or a Word document.
import type { Assignment } from '#features/assessments/handlers/judging.server.ts';
import { judgementDraft } from '#features/assessments/schema.ts';
import { findTerm, levelWords } from '#features/methodology/rules/edition.ts';
import { type Criterion, Level } from '#features/methodology/schema.ts';
import type { PracticeContent } from '#features/practices/schema.ts';
import { assessmentMessages } from '#messages/assessments.ts';
import { offlineMessages } from '#messages/offline.ts';
import { inLocale, type Locale } from '#platform/locale.ts';
import { fileLine } from '../rules/answers.ts';
import { nameOf, type Place, spellVersions } from '../rules/places.ts';
import type { SheetIdentity } from '../schema.ts';

/** `markdown`: the author's own words · `note`: words of ours. */
export type ScoringLine =
	| { kind: 'heading'; text: string }
	| { kind: 'note'; label: string; text: string }
	| { kind: 'markdown'; label: string; text: string }
	| { kind: 'answer'; name: string; label: string; value: string; help: string; choices: string[] };

/** An assignment whose content is open, and what its sheet says of itself. */
export interface OpenAssignment {
	assignment: Assignment;
	content: PracticeContent;
	identity: SheetIdentity;
}

/** Empty places for comments; whoever has more to say brings the sheet back twice. */
const commentPlaces = 8;

/** All lines of the sheet of one assignment, in the order they are read. */
export function scoringLines(open: OpenAssignment, locale: Locale): ScoringLine[] {
	return [
		...identityLines(open, locale),
		...textLines(open, locale),
		...open.assignment.edition.criteria.flatMap((criterion) => criterionLines(open, criterion, locale)),
		...definitionLines(open, locale),
		...commentLines(open, locale)
	];
}

const heading = (text: string): ScoringLine => ({ kind: 'heading', text });
const note = (label: string, text: string): ScoringLine => ({ kind: 'note', label, text });
const markdown = (label: string, text: string): ScoringLine => ({ kind: 'markdown', label, text });
const answer = (place: Place, label: string, value: string, help = '', choices: string[] = []): ScoringLine => ({
	kind: 'answer',
	name: nameOf(place),
	label,
	value,
	help,
	choices
});

function identityLines({ identity }: OpenAssignment, locale: Locale): ScoringLine[] {
	const t = offlineMessages(locale).sheet;
	const line = (part: Extract<Place, { of: 'sheet' }>['part'], value: string) => answer({ of: 'sheet', part }, t.parts[part], value);
	return [
		heading(t.identity),
		line('token', identity.token),
		line('practice', identity.code),
		line('version', String(identity.versionNumber)),
		line('edition', identity.edition),
		line('judgements', spellVersions(identity.judgements)),
		line('definition', identity.definition),
		note('', t.private)
	];
}

function textLines({ assignment, content }: OpenAssignment, locale: Locale): ScoringLine[] {
	const t = offlineMessages(locale).sheet;
	const words = assessmentMessages(locale);
	const { edition } = assignment;
	const dimensions = edition.dimensions.map(({ key, name }) => {
		const given = content.layers.dimensions[key];
		const state = findTerm(edition.dimensionStates, given?.state ?? '');
		const said = [state ? inLocale(state.name, locale) : words.text.noAnswer, given?.reason].filter(Boolean).join('. ');
		return `${inLocale(name, locale)}: ${said}`;
	});
	const files = content.attachments.map((file, index) => fileLine(file, index)).join('\n');
	return [
		heading(t.text),
		...edition.fields.map((field) => markdown(inLocale(field.name, locale), content.fields[field.key] || words.text.empty)),
		note(words.text.dimensions, dimensions.join('\n')),
		note(t.files, files || t.noFiles)
	];
}

function criterionLines({ assignment, content }: OpenAssignment, criterion: Criterion, locale: Locale): ScoringLine[] {
	const t = offlineMessages(locale).sheet;
	const words = assessmentMessages(locale);
	const draft = judgementDraft(assignment.own[criterion.key]);
	const { key } = criterion;
	const { edition } = assignment;
	const levels = Level.options.map((level) => levelWords(edition, level, locale));
	const anchors = Level.options.map((level) => `${levelWords(edition, level, locale)}: ${inLocale(criterion.anchors[level].text, locale)}`);
	const chosen = Level.safeParse(draft.level).data;
	const shown = { yes: words.yes, partly: words.partly, no: words.no };
	const files = content.attachments.flatMap((file, index) => (draft.files.includes(`file:${file.id}`) ? [fileLine(file, index)] : []));
	const judged = (part: Extract<Place, { of: 'judgement' }>['part'], label: string, value: string, help = '', choices: string[] = []) =>
		answer({ of: 'judgement', criterion: key, part }, label, value, help, choices);
	return [
		heading(inLocale(criterion.name, locale)),
		note(edition.source.body, inLocale(criterion.definition, locale)),
		...criterion.questions.map((question) => {
			const given = draft.questions[question.key];
			const value = given === 'yes' || given === 'partly' || given === 'no' ? shown[given] : '';
			const place: Place = { of: 'question', criterion: key, key: question.key };
			return answer(place, inLocale(question.text, locale), value, '', Object.values(shown));
		}),
		judged('level', words.judge.level, chosen ? levelWords(edition, chosen, locale) : '', `${t.levelHint}\n${anchors.join('\n')}`, levels),
		judged('reason', words.judge.reason, draft.reason),
		judged('files', words.judge.files, files.join('\n'), t.filesHint),
		judged('passages', words.judge.passages, draft.passages, words.judge.passagesHint),
		judged('indicators', words.judge.indicators, draft.indicators, words.judge.indicatorsHint),
		...(criterion.allowsCommitment
			? [
					judged('owner', `${words.judge.commitment}: ${words.judge.owner}`, draft.commitment.owner, words.judge.commitmentHint),
					judged('due', `${words.judge.commitment}: ${words.judge.due}`, draft.commitment.due, t.dayHint)
				]
			: [])
	];
}

function definitionLines({ assignment }: OpenAssignment, locale: Locale): ScoringLine[] {
	const words = assessmentMessages(locale);
	const { edition, definitionCheck } = assignment;
	const shown = { yes: words.yes, no: words.no, unclear: words.unclear };
	return [
		heading(words.overview.definition),
		note(edition.source.body, inLocale(edition.definition, locale)),
		...edition.definitionChecks.flatMap(({ key, name }) => {
			const given = definitionCheck[key];
			const label = inLocale(name, locale);
			return [
				answer({ of: 'definition', part: 'answer', key }, label, given ? shown[given.answer] : '', '', Object.values(shown)),
				answer({ of: 'definition', part: 'note', key }, `${words.overview.note}: ${label}`, given?.note ?? '')
			];
		})
	];
}

function commentLines({ assignment }: OpenAssignment, locale: Locale): ScoringLine[] {
	const t = offlineMessages(locale).sheet;
	const kept = assignment.comments.map(({ quote, text }) => note(t.ownComments, `“${quote}”\n${text}`));
	const places = Array.from({ length: commentPlaces }, (_, index) => index + 1).flatMap((number) => [
		answer({ of: 'comment', part: 'passage', number }, t.passage(number), '', t.passageHint),
		answer({ of: 'comment', part: 'text', number }, t.comment(number), '')
	]);
	return [heading(t.commentTitle), ...kept, ...places];
}
