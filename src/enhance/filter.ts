// Shows the results of a filter as soon as it changes, without a new page: the parts marked data-filter-part are fetched and
// exchanged, the address follows, the focus stays. When anything fails the form is sent the ordinary way.

const form = document.querySelector<HTMLFormElement>('form[data-filter]');
let shown = location.search;
let latest: AbortController | undefined;
form?.addEventListener('change', (event) => {
	// What is typed waits to be sent; a choice that belongs to another form is none of this one.
	if (event.target instanceof HTMLInputElement && (event.target.type === 'search' || event.target.form !== form)) return;
	void apply(form);
});
// Going back to an earlier filter must show its results, not the latest ones.
addEventListener('popstate', () => {
	if (form && location.search !== shown) location.reload();
});

async function apply(filter: HTMLFormElement): Promise<void> {
	latest?.abort();
	latest = new AbortController();
	const { signal } = latest;
	const query = new URLSearchParams([...new FormData(filter)].filter((entry): entry is [string, string] => Boolean(entry[1])));
	const url = new URL(filter.action);
	url.search = query.toString();
	try {
		const response = await fetch(url, { signal, headers: { accept: 'text/html' } });
		if (!response.ok) throw new Error(`${response.status}`);
		exchange(new DOMParser().parseFromString(await response.text(), 'text/html'));
		history.pushState(null, '', url);
		shown = url.search;
	} catch {
		if (!signal.aborted) filter.submit();
	}
}

function exchange(page: Document): void {
	const focused = document.activeElement?.id;
	for (const part of document.querySelectorAll('[data-filter-part]')) {
		const fresh = page.getElementById(part.id);
		if (!fresh) throw new Error(part.id);
		part.replaceChildren(...fresh.childNodes);
	}
	document.title = page.title;
	if (focused) document.getElementById(focused)?.focus();
}
