// Placing pieces of text with two keystrokes: the arrows go from piece to piece, a digit presses the button that carries it, "d" undoes
// the last. The page is exchanged in place and the focus goes to the next piece; when anything fails the form is sent the ordinary way.

const area = document.querySelector<HTMLElement>('[data-pieces]');
if (area) begin(area);

function begin(pieces: HTMLElement): void {
	enhance(pieces);
	document.addEventListener('keydown', (event) => {
		if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
		const all = [...document.querySelectorAll<HTMLFormElement>('[data-piece]')];
		const at = all.findIndex((piece) => piece.contains(document.activeElement));
		if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
			const next = all[event.key === 'ArrowDown' ? at + 1 : Math.max(at, 1) - 1];
			if (!next) return;
			event.preventDefault();
			next.focus();
		} else if (/^[0-9]$/.test(event.key)) press(all[at]?.querySelector(`[data-key="${event.key}"]`), at, event);
		else if (event.key.toLowerCase() === 'd' && isHere()) press(document.querySelector('[data-pieces] [data-key="d"]'), 0, event);
	});
	document.addEventListener('submit', (event) => {
		const form = event.target;
		if (!(form instanceof HTMLFormElement) || !form.closest('[data-pieces]')) return;
		event.preventDefault();
		const all = [...document.querySelectorAll('[data-piece]')];
		void send(form, event.submitter, Math.max(all.indexOf(form), 0));
	});
}

function isTyping(target: EventTarget | null): boolean {
	return target instanceof HTMLElement && target.matches('input:not([type=hidden]), textarea, select, [contenteditable]');
}

/** Keys without a modifier belong to whoever is among the pieces, not to the whole page. */
function isHere(): boolean {
	return document.activeElement?.closest('[data-pieces]') !== null;
}

function press(button: Element | null | undefined, at: number, event: KeyboardEvent): void {
	if (!(button instanceof HTMLButtonElement) || !button.form) return;
	event.preventDefault();
	void send(button.form, button, at);
}

/** Each piece takes the focus; what the keys do stands above them. */
function enhance(pieces: HTMLElement): void {
	for (const piece of pieces.querySelectorAll<HTMLElement>('[data-piece]')) piece.tabIndex = 0;
	for (const legend of pieces.querySelectorAll<HTMLElement>('[data-legend]')) legend.hidden = false;
}

let isSending = false;

async function send(form: HTMLFormElement, button: HTMLElement | null, at: number): Promise<void> {
	if (isSending) return;
	isSending = true;
	try {
		const response = await fetch(form.action, { method: 'POST', body: new FormData(form, button), headers: { accept: 'text/html' } });
		if (!response.ok) throw new Error(`${response.status}`);
		const page = new DOMParser().parseFromString(await response.text(), 'text/html');
		const fresh = page.querySelector<HTMLElement>('[data-pieces]');
		if (!fresh) throw new Error('no pieces');
		enhance(fresh);
		document.querySelector('[data-pieces]')?.replaceWith(fresh);
		document.title = page.title;
		const left = [...fresh.querySelectorAll<HTMLElement>('[data-piece]')];
		(left[Math.min(at, left.length - 1)] ?? fresh.querySelector<HTMLElement>('a, button'))?.focus();
	} catch {
		const value = document.createElement('input');
		value.type = 'hidden';
		if (button instanceof HTMLButtonElement && button.name) {
			value.name = button.name;
			value.value = button.value;
			form.append(value);
		}
		form.submit();
	} finally {
		isSending = false;
	}
}
