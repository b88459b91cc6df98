// Shows what a text could still say while it is written. The rule is the server's own; here it only meets the page.
import { fillHint, type HintedDraft, type HintingEdition, hints } from '#features/practices/rules/hints.ts';

const pause = 600;

/** Words of a hint by its code, or by code and kind or criterion ("looksLikePersonalData.email"). {names} stand for its numbers. */
type Words = Record<string, { lead: string; text: string }>;

for (const place of document.querySelectorAll<HTMLElement>('[data-hints]')) {
	const control = document.getElementById(place.dataset.for ?? '');
	if (control instanceof HTMLTextAreaElement || control instanceof HTMLInputElement) follow(place, control);
}

/** Takes the element that holds the hints of one section and the control its text is written in. */
function follow(place: HTMLElement, control: HTMLTextAreaElement | HTMLInputElement): void {
	const section = place.dataset.hints;
	const draft: HintedDraft = JSON.parse(place.dataset.draft ?? '');
	const edition: HintingEdition = JSON.parse(place.dataset.edition ?? '');
	const words: Words = JSON.parse(place.dataset.words ?? '');
	let timer: ReturnType<typeof setTimeout>;
	control.addEventListener('input', () => {
		clearTimeout(timer);
		timer = setTimeout(renew, pause);
	});

	function renew(): void {
		const current = { ...draft, fields: { ...draft.fields, [section ?? '']: control.value } };
		const found = hints(current, edition).filter((hint) => hint.section === section);
		const shown = found.flatMap((hint) => {
			const of = 'kind' in hint ? hint.kind : 'criterion' in hint ? hint.criterion : '';
			const said = words[`${hint.code}.${of}`] ?? words[hint.code];
			return said ? [paragraph(fillHint(said.lead, hint), fillHint(said.text, hint))] : [];
		});
		const text = shown.map((each) => each.textContent).join('');
		if (text === place.textContent) return;
		place.hidden = shown.length === 0;
		place.replaceChildren(...shown);
	}
}

function paragraph(lead: string, text: string): HTMLElement {
	const element = document.createElement('p');
	const strong = document.createElement('b');
	strong.textContent = lead;
	element.append(strong, ` ${text}`);
	return element;
}
