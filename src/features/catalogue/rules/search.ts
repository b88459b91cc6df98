// How a question typed into the search box is read.
import { withoutAccents } from '#platform/folding.ts';

/** A typed question: words and "phrases in quotes" that must be found, -words that must not, and a last word still being typed. */
export interface SearchTerms {
	wanted: string[];
	/** Those of them that stood in quotes: meant word for word. */
	quoted: string[];
	excluded: string[];
	/** The last word, when nothing says that it is finished; empty otherwise. */
	beginning: string;
}

const mostTerms = 16;
/** Shorter beginnings would fit half the catalogue. */
const shortestBeginning = 3;
const termPattern = /(?<minus>-?)(?:"(?<phrase>[^"]*)"?|(?<word>[^\s"]+))/gu;

/** Words with which people begin a question, and which say nothing of what is looked for in a catalogue of practices. */
const askingWords = new Set(
	`como que cual cuales donde cuando quien quienes porque hacer hago necesito necesitamos busco buscamos quiero queremos ejemplo ejemplos
	practica practicas buena buenas experiencia experiencias hay
	how what which where when who why do does can need looking example examples practice practices
	qual quais onde quando quem fazer preciso procuro exemplo exemplos pratica praticas
	comment quel quelle quels quelles quand qui pourquoi faire cherche exemple exemples pratique pratiques`.split(/\s+/)
);

/** Leaves out the words that only ask, where others remain. */
export function withoutAsking(terms: SearchTerms): SearchTerms {
	const isMeant = (term: string) => !askingWords.has(withoutAccents(term));
	const wanted = terms.wanted.filter(isMeant);
	return wanted.length > 0 || (terms.beginning !== '' && isMeant(terms.beginning)) ? { ...terms, wanted } : terms;
}

/** Reads a typed question. Never refuses: signs that mean nothing are left out, a quote that is not closed ends with the text. */
export function readSearch(text: string): SearchTerms {
	const terms: SearchTerms = { wanted: [], quoted: [], excluded: [], beginning: '' };
	const found = [
		...text
			.normalize('NFC')
			.replace(/[\p{Cc}\p{Cf}]/gu, ' ')
			.matchAll(termPattern)
	]
		.map(({ groups }) => ({
			isExcluded: groups?.minus === '-',
			isWord: groups?.word !== undefined,
			text: cleanTerm(groups?.phrase ?? groups?.word ?? '')
		}))
		.filter((term) => term.text !== '')
		.slice(0, mostTerms);
	const last = found.at(-1);
	const isTyping =
		/[\p{L}\p{N}]$/u.test(text) && last?.isWord && !last.isExcluded && last.text.length >= shortestBeginning && !last.text.includes(' ');
	for (const term of found) {
		if (isTyping && term === last) terms.beginning = term.text;
		else terms[term.isExcluded ? 'excluded' : 'wanted'].push(term.text);
		if (!term.isExcluded && !term.isWord) terms.quoted.push(term.text);
	}
	return terms;
}

/** Letters and digits alone, so that nothing in a term is an operator. */
export function cleanTerm(text: string): string {
	return text.replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ').trim();
}

/** The beginning of a text, cut after a whole word. @param most signs */
export function beginningOf(text: string, most: number): string {
	const line = text.replace(/\s+/g, ' ').trim();
	if (line.length <= most) return line;
	return `${line
		.slice(0, most)
		.replace(/\s+\S*$/, '')
		.replace(/[,;:.]$/, '')}…`;
}
