// One practice on its way out of a document: the answers found for its fields, and what is left over.
import { type DeclaredClass, type FieldKey, fieldKeys } from '#features/methodology/schema.ts';
import { FieldText } from '#features/practices/schema.ts';
import { toMarkdown } from '#platform/documents/markdown.ts';
import { type DocumentBlock, type Origin, plainText, toRichText, wordsOf } from '#platform/documents/read-document.ts';
import { normaliseRuns } from '#platform/documents/rich-text.ts';
import { cutRuns } from '#platform/documents/text/typed-lists.ts';
import type { Locale } from '#platform/locale.ts';
import type { ReadPractice, ReadWarning } from '../../schema.ts';
import { endOfPrompt, isPlaceholder, isPrompt } from './boilerplate.ts';
import { certain, fold, type LabelBook, type LabelMatch } from './labels.ts';
import { languageOf, languagesOf } from './language.ts';
import { originText } from './origins.ts';
import { joinLines } from './plain-lines.ts';

/** `hasText` saves asking the blocks, which may be many. */
type Answer = { blocks: DocumentBlock[]; origin: Origin; confidence: number; isFromTable: boolean; hasText: boolean };
/** `isHeadline`: it stood where a title stands, above the form. `isOpen`: the next paragraph belongs to the same piece. */
type Leftover = { text: string; origin: Origin; isHeadline: boolean; isOpen: boolean };
/** `isLine`: printed as a label or heading is. `isFlow`: running text, in no table. */
type LeftoverKind = { isHeadline: boolean; isLine: boolean; isFlow: boolean };

/** Fields that no form of another kind asks for. */
export const tellingFields: readonly FieldKey[] = ['problem', 'replicability', 'impact', 'results', 'sustainability'];
const fewestFields = 3;
/** A title that stands above the form without its label may be something else. */
const headlineConfidence = 0.5;
const shownInWarning = 200;
/** Characters from which on a piece of left-over text takes in no more. */
const longestPiece = 4_000;
const plainLeftover: LeftoverKind = { isHeadline: false, isLine: false, isFlow: false };

export class FormDraft {
	/** Fields whose label was found, in the order of the document. */
	readonly recognised = new Set<FieldKey>();
	declaredClass: DeclaredClass | null = null;
	/** A label of the form's own words was found. */
	isOfficial = false;
	/** It is a row of a table with a practice per row. */
	readonly isRecord: boolean;
	private readonly book: LabelBook;
	private readonly answers = new Map<FieldKey, Answer>();
	private readonly warnings: ReadWarning[] = [];
	private leftovers: Leftover[] = [];
	/** How many texts were left over when the last label or answer came. */
	private leftBefore = 0;

	constructor(book: LabelBook, isRecord = false) {
		this.book = book;
		this.isRecord = isRecord;
	}

	/** The label of a field was found; what an earlier one of running text had gathered gives way to a table. */
	recognise(match: LabelMatch, label: string, origin: Origin, isFromTable: boolean): void {
		this.recognised.add(match.key);
		this.leftBefore = this.leftovers.length;
		if (match.confidence < certain) this.warn('labelUncertain', match.key, label.slice(0, shownInWarning));
		const earlier = this.answers.get(match.key);
		const hasText = earlier?.hasText ?? false;
		if (earlier && hasText && (earlier.isFromTable || !isFromTable)) this.warn('fieldRepeated', match.key, originText(origin));
		else {
			if (earlier && hasText) this.leaveOver(wordsOf(earlier.blocks), earlier.origin);
			this.answers.set(match.key, { blocks: [], origin, confidence: match.confidence, isFromTable, hasText: false });
		}
	}

	answer(key: FieldKey, blocks: DocumentBlock[], origin: Origin, isFromTable: boolean): void {
		const kept = this.withoutPrompts(key, blocks);
		const known = this.answers.get(key);
		const answer = known ?? { blocks: [], origin, confidence: certain, isFromTable, hasText: false };
		if (known && known.blocks.length === 0 && kept.length > 0) known.origin = origin;
		answer.blocks.push(...kept);
		answer.hasText ||= wordsOf(kept) !== '';
		this.answers.set(key, answer);
		this.leftBefore = this.leftovers.length;
	}

	/** Blocks without the form's prompts and without marks that only hold the place of an answer. */
	private withoutPrompts(key: FieldKey, blocks: DocumentBlock[]): DocumentBlock[] {
		return blocks.flatMap((block): DocumentBlock[] => {
			if (block.kind === 'table') return [block];
			const text = plainText(block.runs);
			if (isPrompt(this.book, text)) return [];
			if (isPlaceholder(text)) {
				this.warn('placeholderIgnored', key, text.trim().slice(0, shownInWarning));
				return [];
			}
			const end = endOfPrompt(this.book, text);
			return end ? [{ ...block, runs: normaliseRuns(cutRuns(block.runs, end)) }] : [block];
		});
	}

	/** Keeps a text that found no field; paragraphs of running text that follow each other, or their heading, are one piece. */
	leaveOver(text: string, origin: Origin, { isHeadline, isLine, isFlow }: LeftoverKind = plainLeftover): void {
		if (text === '') return;
		const last = this.leftovers.length > this.leftBefore ? this.leftovers.at(-1) : undefined;
		const isTitle = isHeadline && this.recognised.size === 0;
		if (last?.isOpen && isFlow && !isLine && last.text.length < longestPiece) last.text = joinLines(last.text, text);
		else this.leftovers.push({ text, origin, isHeadline: isTitle, isOpen: isFlow && !(isTitle && !this.hasHeadline()) });
	}

	warn(code: string, key: FieldKey | undefined, detail: string): void {
		this.warnings.push({ code, ...(key && { key }), detail });
	}

	textOf(key: FieldKey): string {
		return wordsOf(this.answers.get(key)?.blocks ?? []);
	}

	hasText(key: FieldKey): boolean {
		return this.answers.get(key)?.hasText ?? false;
	}

	hasAnswers(): boolean {
		return fieldKeys.some((key) => this.hasText(key));
	}

	/** Three labels, one of them the form's own or of a field that no other form has. */
	isForm(): boolean {
		return this.recognised.size >= fewestFields && (this.isOfficial || tellingFields.some((key) => this.recognised.has(key)));
	}

	/** Whether a field of the practice itself, not only who and what, has a label and text. */
	isNamed(): boolean {
		return [...this.recognised].some((key) => key !== 'title' && key !== 'institutions' && this.hasText(key));
	}

	/** The label with which the form began. */
	opener(): FieldKey | undefined {
		return [...this.recognised].find((key) => key === 'institutions' || key === 'title');
	}

	get leftoverCount(): number {
		return this.leftovers.length;
	}

	hasHeadline(): boolean {
		return this.leftovers.some((each) => each.isHeadline);
	}

	/** Gives what was left over since the last answer to the practice that begins there. */
	passLeftovers(next: FormDraft): void {
		next.leftovers.push(...this.leftovers.splice(this.leftBefore).map((each) => ({ ...each, isHeadline: true, isOpen: false })));
	}

	/** Takes in what turned out to be more of the same practice. */
	absorb(other: FormDraft): void {
		for (const key of other.recognised) {
			const answer = other.answers.get(key);
			const known = this.textOf(key);
			const text = other.textOf(key);
			if (!this.recognised.has(key)) {
				this.recognised.add(key);
				if (answer) this.answers.set(key, answer);
			} else if (answer && text !== '' && fold(text) !== fold(known)) {
				if (known !== '') this.warn('fieldRepeated', key, originText(answer.origin));
				this.answer(key, answer.blocks, answer.origin, answer.isFromTable);
			}
		}
		this.declaredClass ??= other.declaredClass;
		this.warnings.push(...other.warnings);
		this.leftovers.push(...other.leftovers);
	}

	/** Whether something of this practice stood there. */
	holds({ table, row, sheet }: Origin): boolean {
		return [...this.answers.values()].some(
			({ origin }) => origin.table === table && origin.sheet === sheet && (!this.isRecord || origin.row === row)
		);
	}

	finish(): ReadPractice {
		this.takeHeadline();
		const fields = {} as ReadPractice['fields'];
		const origins: ReadPractice['origins'] = {};
		for (const key of fieldKeys) {
			const answer = this.answers.get(key);
			const text = answer ? toMarkdown(toRichText(answer.blocks)) : '';
			const isTooLong = !FieldText.safeParse(text).success;
			if (isTooLong) this.leaveOver(text, answer?.origin ?? {});
			fields[key] = isTooLong ? '' : text;
			const language = languageOf(text);
			if (answer && text !== '')
				origins[key] = { origin: originText(answer.origin), confidence: answer.confidence, ...(language && { language }) };
			if (isTooLong) this.warn('fieldTooLong', key, String(text.length));
			else if (text === '') this.warn(this.recognised.has(key) ? 'fieldEmpty' : 'fieldMissing', key, '');
		}
		const language = languagesOf(Object.values(fields))[0] ?? languageOf(Object.values(fields).join('\n'));
		this.warnOfLanguages(origins, language);
		return {
			declaredClass: this.declaredClass,
			fields,
			origins,
			...(language && { language }),
			unplaced: this.leftovers.map(({ text, origin }) => ({ text, origin: originText(origin) })),
			notes: [],
			warnings: this.warnings
		};
	}

	/** Where no field is the title, the headline above the form is offered as one, with a doubt; where it says the same, it is no rest. */
	private takeHeadline(): void {
		const title = fold(this.textOf('title'));
		if (title !== '') this.leftovers = this.leftovers.filter((each) => !each.isHeadline || fold(each.text) !== title);
		else if (!this.recognised.has('title')) {
			const headline = this.leftovers.find((each) => each.isHeadline);
			if (!headline) return;
			this.leftovers = this.leftovers.filter((each) => each !== headline && !(each.isHeadline && fold(each.text) === fold(headline.text)));
			const block: DocumentBlock = { kind: 'text', runs: [{ text: headline.text }], origin: headline.origin };
			this.answers.set('title', {
				blocks: [block],
				origin: headline.origin,
				confidence: headlineConfidence,
				isFromTable: false,
				hasText: true
			});
			this.warn('titleFromHeading', 'title', headline.text.slice(0, shownInWarning));
		}
	}

	private warnOfLanguages(origins: ReadPractice['origins'], language: Locale | undefined): void {
		for (const key of fieldKeys) {
			const other = origins[key]?.language;
			if (other && language && other !== language) this.warn('languageMixed', key, other);
		}
	}
}
