// What in a document is the form's own print, or a place left for an answer, and so neither an answer nor left over.
import { endOfWords, firstWord, fold, type LabelBook } from './labels.ts';

/** Characters that hold the first two words of anything printed. */
const twoWordsLength = 60;

/** Whether a text is the edition's own print: whole, a sentence of it, or several printed texts run together. */
export function isBoilerplate(book: LabelBook, text: string): boolean {
	const [first, second] = fold(text.slice(0, twoWordsLength)).split(' ');
	if (second !== undefined && text.length > twoWordsLength && !book.boilerplatePairs.has(`${first} ${second}`)) return false;
	const folded = fold(text);
	if (folded === '' || book.formTitles.has(folded)) return true;
	const isSentence = folded.split(' ').length >= 4;
	let rest = folded;
	for (const printed of book.boilerplate) {
		if (printed === folded || (isSentence && ` ${printed} `.includes(` ${folded} `))) return true;
		if (printed.length > 20 && rest.includes(printed)) rest = rest.replaceAll(printed, ' ');
	}
	return rest.trim() === '';
}

/** Characters that hold the first word of any prompt. */
const firstWordLength = 30;

/** The prompts that a text may begin with. */
function promptsLike(book: LabelBook, text: string): string[] {
	const first = firstWord(fold(text.slice(0, firstWordLength)));
	return book.prompts.filter((prompt) => firstWord(prompt) === first);
}

/** Whether a text is a prompt of the form, whole or cut short after some words. */
export function isPrompt(book: LabelBook, text: string): boolean {
	const prompts = promptsLike(book, text);
	if (prompts.length === 0) return false;
	const folded = fold(text);
	const isBeginning = folded.split(' ').length >= 4;
	return prompts.some((prompt) => prompt === folded || (isBeginning && prompt.startsWith(`${folded} `)));
}

/** Where a text that begins with a whole prompt goes on, or null. */
export function endOfPrompt(book: LabelBook, text: string): number | null {
	return (
		promptsLike(book, text)
			.map((prompt) => endOfWords(text, prompt))
			.find((end) => end !== null) ?? null
	);
}

/** `Sugerencia: …`, in the four languages. */
const suggestion =
	/^\s*[[(<{]*\s*(?:sugerencia|suggestion|sugest[aã]o|instrucci[oó]n(?:es)?|instructions?|instruç(?:ão|ões)|consigne)\s*:/i;
/** A whole text in double braces, or in brackets with a request to write: `{{impacto}}`, `[escriba aquí]`, `<Insert text>`. */
const unreplaced = /^\s*(?:\{\{[^{}]{0,200}\}\}[\s.]*)+$/;
const bracketed =
	/^\s*(?:[[<«{]([^[\]<>{}]{2,200})[\]>»}]|\(([^()]{2,200}(?<!\p{L})(?:aquí|here|aqui|ici)(?!\p{L})[^()]{0,80})\))\s*\.?\s*$/u;
const request =
	/^(?:por favor,? )?(?:escrib[ae]|ingres[ae]|insert[ae]?r?|anote|indique|complete|rellen[ae]|describ[ae]|agregue|type|enter|write|fill|click|escreva|digite|preencha|inserir|insira|écri(?:re|vez)|saisi(?:r|ssez)|insére[rz]|compléte[rz]|texto|text|texte)\b/iu;
/** What Word prints in an empty content control: "Haga clic o pulse aquí para escribir texto.", "Choose an item." */
const control =
	/^\s*(?:haga clic (?:o pulse |aquí|en)|pulse aquí|clic aquí|elija un elemento|click (?:or tap |here)|tap here|choose an item|clique (?:ou toque |aqui)|escolh(?:a|er) um item|cliquez (?:ou appuyez )?ici|choisissez un élément).{0,80}$/iu;
/** Lines and dots printed for writing on by hand; a single dash is somebody's answer. */
const ruled = /^\s*(?:_[\s_]{2,}|\.[\s.]{3,}|…[\s…]+)$/;

/** Whether a text only holds the place of an answer: an unreplaced mark, a suggestion, a request to write, a dotted line. */
export function isPlaceholder(text: string): boolean {
	const [, marked, inParentheses] = bracketed.exec(text) ?? [];
	const within = (marked ?? inParentheses)?.trim();
	return (
		suggestion.test(text) ||
		unreplaced.test(text) ||
		control.test(text) ||
		ruled.test(text) ||
		(within !== undefined && request.test(within))
	);
}
