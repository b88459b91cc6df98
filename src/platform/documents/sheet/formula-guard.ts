// Spreadsheets take a text that begins like a formula for one and run it. What we write is guarded, what we read is freed again.

/** An apostrophe or several, then what a spreadsheet may run: `=`, `+`, `-`, `@`, full-width too, after any blanks; or a tab or line break. */
const risky = /^'*(?:[\t\r\n]|\s*[=+\-@\uff1d\uff0b\uff0d\uff20\u2212\ufe62\ufe63\ufe66\ufe6b])/;

/**
 * The text as it may stand in a cell of XLSX or CSV: a risky one gets an apostrophe in front, one that has apostrophes there already gets
 * one more. So `freeFormula(guardFormula(text))` is the text, whatever it is.
 * Source: OWASP, CSV Injection.
 */
export function guardFormula(text: string): string {
	return risky.test(text) ? `'${text}` : text;
}

/** The reverse of `guardFormula`; other programs guard the same way. */
export function freeFormula(text: string): string {
	return text.startsWith("'") && risky.test(text) ? text.slice(1) : text;
}
