// What a sheet that is brought back would do to what is stored: pure, so that the preview and the act decide alike.
import { CommentInput, type DefinitionCheck, type Judgement } from '#features/assessments/schema.ts';
import { type Criterion, type CriterionKey, type Edition, EvidenceReference } from '#features/methodology/schema.ts';
import type { AttachmentSummary } from '#features/practices/schema.ts';
import type { BroughtSheet, Effect, PlannedJudgement, PlannedSheet, RefusedAnswer, TypedJudgement } from '../schema.ts';
import { linesOf, readAnswer, readCheck, readDay, readFileLine, readLevel } from './answers.ts';

/** What is stored of an assessment, as a plan needs it. */
export interface StoredWork {
	code: string;
	edition: Edition;
	files: readonly AttachmentSummary[];
	judgements: Record<CriterionKey, Judgement & { version: number }>;
	definitionCheck: DefinitionCheck;
	/** `definitionMark` of the above. */
	definition: string;
	comments: readonly { quote: string; text: string }[];
	/** The field in which a passage stands, or undefined where it stands in none. */
	findPassage(quote: string): string | undefined;
}

const reasonLimit = 10_000;
const noteLimit = 2_000;
const evidenceLimit = 60;

/** @param sheet one whose identity is that of the stored work */
export function planSheet(sheet: BroughtSheet, work: StoredWork): PlannedSheet {
	const known = new Set(work.edition.criteria.map(({ key }) => key));
	const strangers = Object.entries(sheet.judgements)
		.filter(([key, typed]) => !known.has(key) && !isBlank(typed))
		.map(([key]): RefusedAnswer => refuse('criterionUnknown', key));
	const { comments, issues } = planComments(sheet, work);
	return {
		code: work.code,
		judgements: work.edition.criteria.map((criterion) => planJudgement(sheet, criterion, work)),
		definition: planDefinition(sheet, work),
		comments,
		commentIssues: [...issues, ...strangers]
	};
}

/** Whether bringing the sheet in changes anything, or could if the assessor chose so. */
export function hasEffect({ judgements, definition, comments }: PlannedSheet): boolean {
	const changes = (effect: Effect) => effect === 'save' || effect === 'conflict';
	return comments.length > 0 || changes(definition.effect) || judgements.some(({ effect }) => changes(effect));
}

function planJudgement(sheet: BroughtSheet, criterion: Criterion, work: StoredWork): PlannedJudgement {
	const stored = work.judgements[criterion.key];
	const version = stored?.version ?? 0;
	const typed = sheet.judgements[criterion.key];
	const plan = { criterion: criterion.key, version, stored, issues: [] };
	if (!typed || isBlank(typed)) return { ...plan, effect: 'empty', brought: undefined };
	const { judgement, issues } = judgementOf(typed, criterion, stored, work);
	if (issues.length > 0) return { ...plan, effect: 'refused', brought: judgement, issues };
	if (stored && isSame(stored, judgement)) return { ...plan, effect: 'same', brought: judgement };
	// Whoever never judged this criterion on line loses nothing, whatever the sheet says of it.
	const isNewer = version > 0 && version !== (sheet.identity.judgements[criterion.key] ?? 0);
	return { ...plan, effect: isNewer ? 'conflict' : 'save', brought: judgement };
}

function isBlank({ questions, ...parts }: TypedJudgement): boolean {
	return [...Object.values(parts), ...Object.values(questions)].every((answer) => !answer?.trim());
}

/** The typed answers over what is stored: a part without a line stays, an empty one is taken away. */
function judgementOf(
	typed: TypedJudgement,
	criterion: Criterion,
	stored: Judgement | undefined,
	{ edition, files }: StoredWork
): { judgement: Judgement; issues: RefusedAnswer[] } {
	const issues: RefusedAnswer[] = [];
	const level = typed.level ? readLevel(typed.level, edition) : typed.level === undefined ? stored?.level : undefined;
	if (typed.level && level === undefined) issues.push(refuse('levelUnknown', typed.level));
	const reason = typed.reason ?? stored?.reason ?? '';
	if (reason.length > reasonLimit) issues.push(refuse('reasonTooLong', reason));
	const judgement: Judgement = {
		level: level ?? null,
		reason: stored && sameWords(reason, stored.reason) ? stored.reason : reason,
		evidence: evidenceOf(typed, stored, files, issues),
		questions: questionsOf(typed, criterion, stored, issues),
		commitment: criterion.allowsCommitment ? commitmentOf(typed, stored, issues) : (stored?.commitment ?? null)
	};
	return { judgement, issues };
}

function evidenceOf(
	{ files, passages, indicators }: TypedJudgement,
	stored: Judgement | undefined,
	attached: readonly AttachmentSummary[],
	issues: RefusedAnswer[]
): string[] {
	const kept = (kind: string) => (stored?.evidence ?? []).filter((reference) => reference.startsWith(`${kind}:`));
	const named = linesOf(files ?? '').flatMap((line) => {
		const file = readFileLine(line, attached);
		if (!file) issues.push(refuse('fileUnknown', line));
		return file ? [`file:${file.id}`] : [];
	});
	const worded = (kind: string, answer: string | undefined) =>
		answer === undefined ? kept(kind) : linesOf(answer).map((line) => sameReference(kept(kind), `${kind}: ${line}`));
	const evidence = [
		...(files === undefined ? kept('file') : new Set(named)),
		...worded('text', passages),
		...worded('indicator', indicators)
	];
	for (const reference of evidence) if (!EvidenceReference.safeParse(reference).success) issues.push(refuse('evidenceTooLong', reference));
	if (evidence.length > evidenceLimit) issues.push(refuse('evidenceTooLong', String(evidence.length)));
	return evidence;
}

/** The stored spelling of a reference that says the same. */
function sameReference(kept: string[], reference: string): string {
	return kept.find((known) => sameWords(known.replace(/^\w+:/, ''), reference.replace(/^\w+:/, ''))) ?? reference;
}

function questionsOf(
	{ questions }: TypedJudgement,
	criterion: Criterion,
	stored: Judgement | undefined,
	issues: RefusedAnswer[]
): Judgement['questions'] {
	const answers = { ...stored?.questions };
	for (const { key } of criterion.questions) {
		const typed = questions[key];
		if (typed === undefined) continue;
		const answer = readAnswer(typed);
		if (answer) answers[key] = answer;
		else if (typed === '') delete answers[key];
		else issues.push(refuse('answerUnknown', typed));
	}
	return answers;
}

function commitmentOf(typed: TypedJudgement, stored: Judgement | undefined, issues: RefusedAnswer[]): Judgement['commitment'] {
	const owner = typed.owner ?? stored?.commitment?.owner ?? '';
	if (owner.length > 300) issues.push(refuse('noteTooLong', owner));
	const due = typed.due === undefined ? (stored?.commitment?.due ?? null) : (readDay(typed.due) ?? null);
	if (typed.due && due === null) issues.push(refuse('dayUnknown', typed.due));
	return owner || due ? { owner, due } : null;
}

function planDefinition(sheet: BroughtSheet, work: StoredWork): PlannedSheet['definition'] {
	const issues: RefusedAnswer[] = [];
	const stored = work.definitionCheck;
	const brought: DefinitionCheck = { ...stored };
	let isAnswered = false;
	for (const { key } of work.edition.definitionChecks) {
		const { answer = '', note = '' } = sheet.definition[key] ?? {};
		if (answer === '' && note === '') continue;
		isAnswered = true;
		const read = answer === '' ? stored[key]?.answer : readCheck(answer);
		if (!read) issues.push(refuse('answerUnknown', answer || note));
		else if (note.length > noteLimit) issues.push(refuse('noteTooLong', note));
		else brought[key] = { answer: read, note: sameWords(note, stored[key]?.note ?? '') ? (stored[key]?.note ?? '') : note };
	}
	const plan = { stored, brought, issues };
	if (!isAnswered) return { ...plan, effect: 'empty' };
	if (issues.length > 0) return { ...plan, effect: 'refused' };
	if (isEqual(stored, brought)) return { ...plan, effect: 'same' };
	const isNewer = Object.keys(stored).length > 0 && sheet.identity.definition !== work.definition;
	return { ...plan, effect: isNewer ? 'conflict' : 'save' };
}

function planComments(sheet: BroughtSheet, work: StoredWork): { comments: CommentInput[]; issues: RefusedAnswer[] } {
	const issues: RefusedAnswer[] = [];
	const comments = sheet.comments.flatMap(({ passage, text }): CommentInput[] => {
		if (passage === '' || text === '') issues.push(refuse('commentIncomplete', passage || text));
		else if (!CommentInput.safeParse({ quote: passage, text }).success) issues.push(refuse('commentTooLong', text));
		else if (!work.findPassage(passage)) issues.push(refuse('passageUnknown', passage));
		else if (!work.comments.some((known) => sameWords(known.quote, passage) && sameWords(known.text, text)))
			return [{ quote: passage, text }];
		return [];
	});
	return { comments, issues };
}

/** Programs change blanks, line ends and the marks of lists; words they leave. */
function sameWords(one: string, other: string): boolean {
	return bare(one) === bare(other);
}

function bare(text: string): string {
	return text.normalize('NFC').replace(/[\s*_\\]+|^[-•]\s/gmu, '');
}

function isSame(stored: Judgement, brought: Judgement): boolean {
	return isEqual(comparable(stored), comparable(brought));
}

function comparable({ level, reason, evidence, questions, commitment }: Judgement) {
	return { level, reason, evidence: [...evidence].sort(), questions, commitment: commitment ?? null };
}

function isEqual(one: unknown, other: unknown): boolean {
	return spelled(one) === spelled(other);
}

/** As JSON, with keys in one order. */
function spelled(value: unknown): string {
	return JSON.stringify(value, (_, part: unknown) =>
		part && typeof part === 'object' && !Array.isArray(part) ? Object.fromEntries(Object.entries(part).sort()) : part
	);
}

function refuse(issue: RefusedAnswer['issue'], typed: string): RefusedAnswer {
	return { issue, typed: typed.length > 120 ? `${typed.slice(0, 119)}…` : typed };
}
