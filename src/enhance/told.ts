// Shows what the server still had to say about a text that saved itself: hints in words, renewed with every save.

interface Told {
	hints?: { lead: string; text: string }[];
}

for (const place of document.querySelectorAll<HTMLElement>('[data-told]')) {
	place.closest('form')?.addEventListener('autosaved', (event) => {
		const { hints = [] } = (event as CustomEvent<Told>).detail;
		const shown = hints.map(paragraph);
		const text = shown.map(({ textContent }) => textContent).join('');
		if (text === place.textContent) return;
		place.hidden = shown.length === 0;
		place.replaceChildren(...shown);
	});
}

function paragraph({ lead, text }: { lead: string; text: string }): HTMLElement {
	const element = document.createElement('p');
	const strong = document.createElement('b');
	strong.textContent = lead;
	element.append(strong, ` ${text}`);
	return element;
}
