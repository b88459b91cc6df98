// Keeps a page about work that goes on up to date without loading it anew: the part marked data-progress is fetched and exchanged until
// it says that nothing is left. Whoever is in the middle of it with the keyboard stays there.

const interval = 2_000;

if (document.querySelector('[data-progress]')) setTimeout(look, interval);

async function look(): Promise<void> {
	const shown = document.querySelector<HTMLElement>('[data-progress]');
	if (!shown) return;
	try {
		const response = await fetch(location.href, { headers: { accept: 'text/html' } });
		if (!response.ok) throw new Error(`${response.status}`);
		const page = new DOMParser().parseFromString(await response.text(), 'text/html');
		const fresh = page.getElementById(shown.id);
		if (!fresh) return;
		// A form or link in use is not taken from under somebody's fingers.
		if (!shown.contains(document.activeElement) || !('progress' in fresh.dataset)) exchange(shown, fresh);
		document.title = page.title;
		if (!('progress' in fresh.dataset)) return;
	} catch {
		// The line may be down for a moment.
	}
	setTimeout(look, interval);
}

function exchange(shown: HTMLElement, fresh: HTMLElement): void {
	const focused = document.activeElement?.getAttribute('href');
	shown.replaceWith(fresh);
	if (focused) fresh.querySelector<HTMLElement>(`a[href="${CSS.escape(focused)}"]`)?.focus();
}
