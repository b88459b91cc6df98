// The little of CSS that carries meaning in documents saved as web pages: bold, italics, what is hidden, lists and indents. Only rules
// for a tag, a class or both count; everything else of a style sheet is looks.

/** What the rules say of one element; absent where they say nothing. `indent` in points. */
export type Style = {
	bold?: boolean;
	italic?: boolean;
	isHidden?: boolean;
	keepsSpace?: boolean;
	listKind?: 'bullet' | 'number';
	indent?: number;
	/** Level of a Word list, from 0. */
	wordLevel?: number;
	/** The blank that Word puts between a typed-out marker and its text. */
	isMarkerBlank?: boolean;
};

const mostRules = 5_000;
const mostCss = 1_000_000;
const mostClasses = 20;
const selectorPattern = /^(?:[a-z][a-z0-9]*)?(?:\.[\w-]+)?$/i;
const bulletKinds = /\b(?:disc|circle|square)\b/;
const numberKinds = /\b(?:decimal(?:-leading-zero)?|(?:lower|upper)-(?:alpha|latin|roman)|lower-greek)\b/;
/** Points in one of a unit. */
const units: Record<string, number> = { pt: 1, px: 0.75, in: 72, cm: 72 / 2.54, mm: 72 / 25.4, pc: 12, em: 12, rem: 12 };

export class StyleSheet {
	private readonly rules = new Map<string, Style>();

	/** Takes the text of a style element; what it says later wins over what was said before. */
	add(css: string): void {
		for (const { selectors, declarations } of rulesOf(css.slice(0, mostCss))) {
			const style = readDeclarations(declarations);
			for (const selector of selectors.split(',').map((each) => each.trim())) {
				if (selectorPattern.test(selector) && (this.rules.has(selector) || this.rules.size < mostRules))
					this.rules.set(selector, { ...this.rules.get(selector), ...style });
			}
		}
	}

	/** Rules for the tag, for its classes and for both together, and over them its own `style`. */
	styleOf(tag: string, classes: string, own: string): Style {
		const names = classes.split(/\s+/, mostClasses).filter((name) => name !== '');
		const keys = [tag, ...names.map((name) => `.${name}`), ...names.map((name) => `${tag}.${name}`)];
		return Object.assign({}, ...keys.map((key) => this.rules.get(key)), own === '' ? undefined : readDeclarations(own));
	}
}

/** Rules of the sheet's top level: what stands inside `@media` and the like holds for some readers only. */
function rulesOf(css: string): { selectors: string; declarations: string }[] {
	const rules: { selectors: string; declarations: string }[] = [];
	const text = withoutComments(css).replace(/<!--|-->/g, ' ');
	let depth = 0;
	let from = 0;
	let selectors = '';
	for (const brace of text.matchAll(/[{}]/g)) {
		const piece = text.slice(from, brace.index);
		if (brace[0] === '{' && ++depth === 1) selectors = piece.slice(piece.lastIndexOf(';') + 1).trim();
		else if (brace[0] === '}' && depth > 0 && --depth === 0 && !selectors.startsWith('@')) rules.push({ selectors, declarations: piece });
		from = brace.index + 1;
	}
	return rules;
}

function withoutComments(css: string): string {
	const [before = '', ...comments] = css.split('/*');
	return [before, ...comments.map((each) => (each.includes('*/') ? each.slice(each.indexOf('*/') + 2) : ''))].join(' ');
}

function readDeclarations(css: string): Style {
	const style: Style = {};
	for (const declaration of css.split(';')) {
		const colon = declaration.indexOf(':');
		const value = declaration
			.slice(colon + 1)
			.replace(/!\s*important/i, '')
			.trim()
			.toLowerCase();
		if (colon > 0) readProperty(style, declaration.slice(0, colon).trim().toLowerCase(), value);
	}
	return style;
}

function readProperty(style: Style, property: string, value: string): void {
	if (property === 'font-weight') style.bold = value.startsWith('bold') || Number(value) >= 600;
	else if (property === 'font-style') style.italic = value === 'italic' || value.startsWith('oblique');
	else if (property === 'display') style.isHidden = value === 'none';
	else if (property === 'visibility' || property === 'mso-hide') style.isHidden = ['hidden', 'collapse', 'all'].includes(value);
	else if (property === 'white-space') style.keepsSpace = /^(?:pre|break-spaces)/.test(value);
	else if (property === 'list-style' || property === 'list-style-type') style.listKind = listKind(value);
	else if (property === 'margin-left' || property === 'margin-inline-start') style.indent = points(value);
	else if (property === 'mso-list') style.wordLevel = wordLevel(value);
	else if (property === 'font') style.isMarkerBlank = /^7(?:\.0)?pt\s+["']?times/.test(value);
}

function listKind(value: string): Style['listKind'] {
	if (bulletKinds.test(value)) return 'bullet';
	return numberKinds.test(value) ? 'number' : undefined;
}

function points(value: string): number {
	const length = /^(-?[\d.]+)([a-z]+)/.exec(value);
	return length ? Number(length[1]) * (units[length[2] ?? ''] ?? 0) || 0 : 0;
}

function wordLevel(value: string): number | undefined {
	const level = /\blevel(\d)\b/.exec(value)?.[1];
	return level === undefined ? undefined : Math.max(Number(level) - 1, 0);
}
