// Buttons and keys over a Markdown text: bold, italics, lists, links. Every edit goes through the browser's own typing,
// so that undo works and autosave hears it.

type Act = (area: HTMLTextAreaElement) => void;

const signs = { bold: 'B', italic: 'I', bullets: '•', numbers: '1.', link: '[ ]', outdent: '⇤', indent: '⇥' };
const acts: Record<keyof typeof signs, Act> = {
	bold: (area) => wrap(area, '**'),
	italic: (area) => wrap(area, '*'),
	bullets: (area) => eachLine(area, (line) => (/^\s*- /.test(line) ? line.replace('- ', '') : line.replace(/^(\s*)(\d+\. )?/, '$1- '))),
	numbers: (area) =>
		eachLine(area, (line, index) =>
			/^\s*\d+\. /.test(line) ? line.replace(/\d+\. /, '') : line.replace(/^(\s*)(- )?/, `$1${index + 1}. `)
		),
	link: insertLink,
	outdent: (area) => eachLine(area, (line) => line.replace(/^ {1,2}/, '')),
	indent: (area) => eachLine(area, (line) => `  ${line}`)
};
const keys: Record<string, Act> = { b: acts.bold, i: acts.italic, ']': acts.indent, '[': acts.outdent };

for (const area of document.querySelectorAll<HTMLTextAreaElement>('textarea[data-richtext]')) {
	area.before(toolbar(area));
	area.addEventListener('keydown', (event) => {
		const act = (event.ctrlKey || event.metaKey) && !event.altKey ? keys[event.key] : undefined;
		if (act) act(area);
		if (act || (event.key === 'Enter' && !event.shiftKey && !event.isComposing && continueList(area))) event.preventDefault();
	});
}

/** One stop of the keyboard; arrows move between the buttons. */
function toolbar(area: HTMLTextAreaElement): HTMLElement {
	const bar = document.createElement('div');
	bar.className = 'toolbar';
	bar.setAttribute('role', 'toolbar');
	bar.setAttribute('aria-label', area.dataset.richtext ?? '');
	bar.setAttribute('aria-controls', area.id);
	const buttons = (Object.keys(signs) as (keyof typeof signs)[]).map((name, index) => {
		const button = document.createElement('button');
		const label = area.dataset[name] ?? '';
		Object.assign(button, { type: 'button', title: label, ariaLabel: label, tabIndex: index ? -1 : 0 });
		button.dataset.sign = signs[name];
		button.addEventListener('click', () => acts[name](area));
		return button;
	});
	bar.append(...buttons);
	bar.addEventListener('keydown', (event) => {
		const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
		const here = buttons.indexOf(event.target as HTMLButtonElement);
		const next = step && buttons[(here + step + buttons.length) % buttons.length];
		if (!next) return;
		event.preventDefault();
		for (const button of buttons) button.tabIndex = button === next ? 0 : -1;
		next.focus();
	});
	return bar;
}

function type(area: HTMLTextAreaElement, from: number, to: number, text: string): void {
	area.focus();
	area.setSelectionRange(from, to);
	// The only way to edit a text area that leaves the browser's undo whole; "delete" because typing nothing does nothing.
	if (text) document.execCommand('insertText', false, text);
	else if (to > from) document.execCommand('delete');
}

function wrap(area: HTMLTextAreaElement, mark: string): void {
	const { selectionStart: from, selectionEnd: to, value } = area;
	const size = mark.length;
	const inside = value.slice(from, to);
	const marked = value.slice(from - size, from) === mark && value.slice(to, to + size) === mark;
	if (marked) {
		type(area, from - size, to + size, inside);
		area.setSelectionRange(from - size, to - size);
	} else {
		type(area, from, to, mark + inside + mark);
		area.setSelectionRange(from + size, to + size);
	}
}

function insertLink(area: HTMLTextAreaElement): void {
	const { selectionStart: from, selectionEnd: to, value } = area;
	const text = value.slice(from, to);
	type(area, from, to, `[${text}](https://)`);
	const at = text ? from + text.length + 3 : from + 1;
	area.setSelectionRange(at, text ? at + 'https://'.length : at);
}

function eachLine(area: HTMLTextAreaElement, change: (line: string, index: number) => string): void {
	const { selectionStart, selectionEnd, value } = area;
	const from = value.lastIndexOf('\n', selectionStart - 1) + 1;
	const end = value.indexOf('\n', selectionEnd);
	const to = end < 0 ? value.length : end;
	const changed = value.slice(from, to).split('\n').map(change).join('\n');
	type(area, from, to, changed);
	area.setSelectionRange(selectionStart === selectionEnd ? from + changed.length : from, from + changed.length);
}

/** Enter in a list opens its next point; in an empty point it ends the list. False where there is no list. */
function continueList(area: HTMLTextAreaElement): boolean {
	const { selectionStart: at, selectionEnd, value } = area;
	const from = value.lastIndexOf('\n', at - 1) + 1;
	const point = /^(\s*)(- |(\d+)\. )(.*)$/.exec(value.slice(from, at));
	if (!point || at !== selectionEnd) return false;
	const [, indent = '', sign = '', number, text] = point;
	if (text) type(area, at, at, `\n${indent}${number ? `${Number(number) + 1}. ` : sign}`);
	else type(area, from, at, '');
	return true;
}
