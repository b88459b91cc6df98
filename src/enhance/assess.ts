// Keys for who assesses twelve practices in a row (the list stands on the page), and evidence that opens where it is listed.
// Plain letters disturb voice control, so a box turns them off and the choice is remembered (WCAG 2.1.4).

const remembered = 'acervo-shortcuts';
const form = document.querySelector<HTMLFormElement>('form[data-assess]');
const help = document.querySelector<HTMLDetailsElement>('details[data-keys]');
if (form) listen(form, box(form));
if (form && help) help.hidden = false;
for (const place of document.querySelectorAll<HTMLDetailsElement>('details[data-show]')) showInPlace(place);

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
	const keys: Record<string, () => void> = {
		j: () => follow('a[rel~="next"]'),
		k: () => follow('a[rel~="prev"]'),
		n: () => follow('a[data-next]'),
		c: commentOnSelection,
		e: goToEvidence,
		'?': showHelp
	};
	for (const level of '0123') keys[level] = () => choose(host, level);
	document.querySelector('a[data-comment]')?.addEventListener('click', (event) => {
		event.preventDefault();
		commentOnSelection();
	});
	addEventListener('keydown', (event) => {
		const writing =
			event.target instanceof HTMLElement && event.target.closest('textarea, select, input:not([type=radio], [type=checkbox])');
		if (event.ctrlKey || event.metaKey || event.isComposing) return;
		const act = event.altKey
			? { ArrowDown: keys.j, ArrowUp: keys.k }[event.key]
			: on.checked && !writing && Object.hasOwn(keys, event.key)
				? keys[event.key]
				: undefined;
		if (!act) return;
		event.preventDefault();
		act();
	});
}

function follow(selector: string): void {
	document.querySelector<HTMLAnchorElement>(selector)?.click();
}

function choose(host: HTMLFormElement, level: string): void {
	const radio = host.querySelector<HTMLInputElement>(`input[type=radio][name=level][value="${level}"]`);
	radio?.focus();
	radio?.click();
}

/** The words that are selected come along, to be commented on. */
function commentOnSelection(): void {
	const link = document.querySelector<HTMLAnchorElement>('a[data-comment]');
	if (!link) return;
	const address = new URL(link.href);
	const selected = getSelection()?.toString().trim().slice(0, 1_000);
	if (selected) address.searchParams.set('pasaje', selected);
	location.assign(address);
}

/** Opens the next piece of evidence behind the one that has the focus. */
function goToEvidence(): void {
	const places = [...document.querySelectorAll<HTMLElement>('[data-evidence] th > a, [data-evidence] summary')].filter((place) =>
		place.checkVisibility()
	);
	const next = places[(places.indexOf(document.activeElement as HTMLElement) + 1) % places.length];
	next?.focus();
	if (next?.parentElement instanceof HTMLDetailsElement) next.parentElement.open = true;
}

function showHelp(): void {
	if (!help) return;
	help.open = !help.open;
	if (help.open) help.querySelector('summary')?.focus();
}

function showInPlace(place: HTMLDetailsElement): void {
	const text = place.querySelector('pre');
	place.hidden = false;
	place.addEventListener('toggle', async () => {
		if (!text || text.textContent || !place.open) return;
		try {
			const answer = await fetch(place.dataset.show ?? '');
			text.textContent = answer.ok ? await answer.text() : (place.dataset.failed ?? '');
		} catch {
			text.textContent = place.dataset.failed ?? '';
		}
	});
}
