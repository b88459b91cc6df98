// Walks through what changed between two texts: buttons, and the keys n and p where nobody is typing.
/** What stands right before a mark; comments of the page are nothing. */
function before(mark: Node): Node | null {
	let node = mark.previousSibling;
	while (node?.nodeType === Node.COMMENT_NODE) node = node.previousSibling;
	return node;
}

const isMark = (node: Node | null) => node instanceof HTMLElement && node.matches('ins, del');
// What was taken out and what was put in its place are one change.
const marks = [...document.querySelectorAll<HTMLElement>('.diff ins, .diff del')].filter((mark) => !isMark(before(mark)));
const bar = document.querySelector<HTMLElement>('[data-changes]');
let at = -1;

function step(by: number): void {
	at = (at + by + (at < 0 && by < 0 ? 1 : 0) + marks.length) % marks.length;
	const mark = marks[at];
	if (!mark) return;
	mark.tabIndex = -1;
	mark.focus({ preventScroll: true });
	mark.scrollIntoView({ block: 'center' });
}

if (bar && marks.length > 0) {
	bar.hidden = false;
	for (const button of bar.querySelectorAll<HTMLButtonElement>('button[data-step]'))
		button.addEventListener('click', () => step(Number(button.dataset.step)));
	document.addEventListener('keydown', (event) => {
		const typing = event.target instanceof HTMLElement && event.target.closest('input, textarea, select, [contenteditable]');
		if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
		if (event.key === 'n') step(1);
		else if (event.key === 'p') step(-1);
	});
}
