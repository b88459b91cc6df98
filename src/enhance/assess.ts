// Keys for who assesses twelve practices in a row: 0 to 3 choose the level, j and k go to the next and the previous criterion.
// Plain letters disturb voice control, so a box turns them off and the choice is remembered (WCAG 2.1.4).

const remembered = 'acervo-shortcuts';
const form = document.querySelector<HTMLFormElement>('form[data-assess]');
if (form) listen(form, box(form));

function box(host: HTMLFormElement): HTMLInputElement {
	const input = document.createElement('input');
	input.type = 'checkbox';
	input.checked = localStorage.getItem(remembered) !== 'off';
	input.addEventListener('change', () => localStorage.setItem(remembered, input.checked ? 'on' : 'off'));
	const label = document.createElement('label');
	const text = document.createElement('span');
	text.textContent = host.dataset.shortcuts ?? '';
	label.className = 'choice small';
	label.append(input, text);
	host.append(label);
	return input;
}

function listen(host: HTMLFormElement, on: HTMLInputElement): void {
	addEventListener('keydown', (event) => {
		const writing =
			event.target instanceof HTMLElement && event.target.closest('textarea, select, input:not([type=radio], [type=checkbox])');
		if (event.ctrlKey || event.metaKey || event.isComposing) return;
		if (event.altKey) {
			if (event.key === 'ArrowDown') go('next', event);
			if (event.key === 'ArrowUp') go('prev', event);
		} else if (on.checked && !writing) {
			if (event.key === 'j') go('next', event);
			if (event.key === 'k') go('prev', event);
			if (/^[0-3]$/.test(event.key)) choose(host, event.key);
		}
	});
}

function go(relation: 'next' | 'prev', event: KeyboardEvent): void {
	const link = document.querySelector<HTMLAnchorElement>(`a[rel~="${relation}"]`);
	if (!link) return;
	event.preventDefault();
	link.click();
}

function choose(host: HTMLFormElement, level: string): void {
	const radio = host.querySelector<HTMLInputElement>(`input[type=radio][name=level][value="${level}"]`);
	radio?.focus();
	radio?.click();
}
