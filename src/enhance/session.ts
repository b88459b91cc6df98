// Warns two minutes before a session ends and asks the server for more time. Counts from the server's clock and asks nothing
// of it in between; a computer that slept is noticed when the page is seen again.

const ahead = 120_000;
const dialog = document.querySelector<HTMLDialogElement>('dialog[data-session]');
if (dialog) watch(dialog);

function watch(warning: HTMLDialogElement): void {
	const words = warning.dataset;
	const text = warning.querySelector('p');
	const extend = warning.querySelector('button');
	const signIn = warning.querySelector('a');
	const skew = Date.now() - Date.parse(words.now ?? '');
	let ends = Date.parse(words.expires ?? '') + skew;
	let timer = 0;

	extend?.addEventListener('click', () => void ask());
	signIn?.addEventListener('click', () => warning.close());
	document.addEventListener('visibilitychange', check);
	check();

	function check(): void {
		clearTimeout(timer);
		const left = ends - Date.now();
		if (left > ahead) timer = window.setTimeout(check, left - ahead);
		else if (left > 0) {
			open();
			timer = window.setTimeout(check, left);
		} else end();
	}

	function open(): void {
		if (!warning.open) warning.showModal();
	}

	function end(): void {
		if (text) text.textContent = words.ended ?? '';
		if (extend) extend.hidden = true;
		if (signIn) signIn.hidden = false;
		open();
	}

	async function ask(): Promise<void> {
		try {
			const response = await fetch(words.extend ?? '', { method: 'POST', headers: { accept: 'application/json' } });
			if (response.status === 401) return end();
			const answer: { expires: string; now: string } = await response.json();
			ends = Date.now() + Date.parse(answer.expires) - Date.parse(answer.now);
			warning.close();
			check();
		} catch {
			// No connection: the dialog stays open and the button can be pressed again.
		}
	}
}
