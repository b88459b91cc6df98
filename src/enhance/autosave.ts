// Saves a form by itself while somebody writes, and never loses the text: on the server when it answers, else on this device,
// and always still in the page. Words and addresses come from AutosaveState.svelte, so this file knows no language.

const pause = 1500;
const longestRetry = 60_000;

/** What is kept on the device: the answers by name, and when (milliseconds). */
interface Draft {
	values: [string, string][];
	at: number;
}

for (const state of document.querySelectorAll<HTMLElement>('form[data-autosave] [data-autosave-state]')) {
	const form = state.closest('form');
	const version = state.querySelector('input');
	const line = state.querySelector('p');
	const notice = state.querySelector('div');
	if (form && version && line && notice) autosave(form, state.dataset, version, line, notice);
}

/**
 * Takes a form, the words of its state, the hidden version its text is based on, the line that says where the text is saved, and
 * the place for what needs a person.
 */
function autosave(form: HTMLFormElement, words: DOMStringMap, version: HTMLInputElement, line: HTMLElement, notice: HTMLElement): void {
	const url = form.dataset.autosaveUrl;
	const key = `acervo:${words.owner}:${url ?? form.action}`;
	let sent = snapshot();
	let timer: ReturnType<typeof setTimeout>;
	let retry = 0;
	let saving = false;
	let stopped = false;
	/** A text of an earlier visit waits for a decision; until then it is neither replaced nor removed. */
	let offered = false;
	/** The button of a submit that waits for a save under way; null when the Enter key sent it. */
	let waiting: { button: HTMLElement | null } | undefined;

	offerDraft();
	form.addEventListener('input', () => schedule(pause));
	// Not at once: the line that says so must not move the button that a finger is still pressing.
	form.addEventListener('focusout', () => schedule(400));
	form.addEventListener('submit', beforeSubmit);
	for (const name of ['online', 'focus']) addEventListener(name, () => save());
	addEventListener('pagehide', () => save(true));
	addEventListener('pageshow', () => {
		waiting = undefined;
		stopped = false;
	});
	addEventListener('beforeunload', (event) => {
		// On a shared computer nothing is kept, so leaving with unsaved text asks first.
		if (!stopped && words.local === 'off' && snapshot() !== sent) event.preventDefault();
	});

	function values(): [string, string][] {
		return [...new FormData(form)].filter((entry): entry is [string, string] => typeof entry[1] === 'string' && entry[0] !== 'version');
	}

	function snapshot(): string {
		return JSON.stringify(values());
	}

	function schedule(delay: number): void {
		clearTimeout(timer);
		timer = setTimeout(save, delay);
	}

	async function save(leaving = false): Promise<void> {
		const text = snapshot();
		if (stopped || saving || text === sent) return;
		clearTimeout(timer);
		saving = true;
		const unsaved = keep() ? words.device : words.failed;
		say(words.saving);
		try {
			const response = await request(leaving);
			if (response.ok) await saved(response, text);
			else await refused(response, text, unsaved);
		} catch {
			say(unsaved);
			again();
		}
		saving = false;
		if (waiting) form.requestSubmit(waiting.button);
		else if (!retry && snapshot() !== sent) schedule(pause);
	}

	function request(keepalive: boolean): Promise<Response> {
		const headers = { 'x-autosave': '1' };
		if (!url) {
			const body = new URLSearchParams([...values(), ['version', version.value]]);
			return fetch(form.action, { method: 'POST', headers, body, keepalive });
		}
		return fetch(url, {
			method: 'PUT',
			headers: { ...headers, 'content-type': 'application/json', 'if-match': `"${version.value}"` },
			body: JSON.stringify({ value: new FormData(form).get('value') }),
			keepalive
		});
	}

	async function saved(response: Response, text: string): Promise<void> {
		const answer: { version: number; savedAt: string } = await response.json();
		version.value = `${answer.version}`;
		sent = text;
		retry = 0;
		if (!offered) forget();
		say(words.server, answer.savedAt);
		form.dispatchEvent(new CustomEvent('autosaved', { detail: answer }));
	}

	async function refused(response: Response, text: string, unsaved?: string): Promise<void> {
		const { status } = response;
		say(unsaved);
		if (status === 401) {
			show(words.expired, link(words.signIn, words.signInHref));
			again();
		} else if (status === 429 || status >= 500) {
			again();
		} else if (status === 412) {
			stopped = true;
			// The page that answers a stale form shows both texts; only it knows the one written here.
			const compare = words.conflictHref ? link(words.compare, words.conflictHref) : button(words.compare, () => form.requestSubmit());
			show(words.conflict, compare);
		} else {
			// The text itself was refused: sending it again is of no use until it changes.
			sent = text;
			show((await response.json()).detail);
		}
	}

	function again(): void {
		retry = Math.min(retry * 2 || 2000, longestRetry);
		schedule(retry);
	}

	/** The version in the form must be the saved one when it is sent, so a save under way ends first. */
	function beforeSubmit(event: SubmitEvent): void {
		clearTimeout(timer);
		if (saving) {
			event.preventDefault();
			waiting = { button: event.submitter };
		} else {
			stopped = true;
			if (snapshot() !== sent) keep();
		}
	}

	/** Uses the storage of this device; undefined on a shared computer and where storage is full or forbidden. */
	function onDevice<T>(use: (storage: Storage) => T): T | undefined {
		try {
			return words.local === 'off' ? undefined : use(localStorage);
		} catch {
			return undefined;
		}
	}

	/** Puts the text on this device; false where that cannot be. */
	function keep(): boolean {
		if (offered) return false;
		const draft: Draft = { values: values(), at: Date.now() };
		return onDevice((storage) => storage.setItem(key, JSON.stringify(draft)) === undefined) ?? false;
	}

	/** Nothing is left to recover: neither the copy nor the offer. */
	function forget(): void {
		onDevice((storage) => storage.removeItem(key));
		show();
	}

	/** Offers the text of an earlier visit that never reached the server; the person decides. */
	function offerDraft(): void {
		const draft = onDevice((storage): Draft | null => JSON.parse(storage.getItem(key) ?? 'null'));
		if (!draft) return;
		if (JSON.stringify(draft.values) === sent) {
			forget();
			return;
		}
		const decide = (label: string | undefined, act: () => void) =>
			button(label, () => {
				offered = false;
				show();
				act();
			});
		offered = true;
		show(
			words.found?.replace('{time}', time(draft.at, words.zone)),
			decide(words.restore, () => fill(draft.values)),
			decide(words.discard, forget)
		);
	}

	/** Puts a kept text back into the form and saves it. */
	function fill(kept: Draft['values']): void {
		for (const control of form.querySelectorAll<HTMLInputElement>('input:not([type=hidden], [type=file]), select, textarea')) {
			const own = kept.filter(([name]) => name === control.name).map(([, value]) => value);
			if (/checkbox|radio/.test(control.type)) control.checked = own.includes(control.value);
			else control.value = own[0] ?? control.value;
		}
		save();
	}

	function say(word = '', at: string | number = Date.now()): void {
		const text = word.replace('{time}', time(at, words.zone));
		if (line.textContent !== text) line.textContent = text;
	}

	function show(text = '', ...controls: HTMLElement[]): void {
		notice.hidden = !text;
		notice.replaceChildren(text, ' ', ...controls);
	}
}

/** The hour where the network works, as the page itself says it. */
function time(at: string | number, timeZone?: string): string {
	return new Date(at).toLocaleTimeString(document.documentElement.lang, { timeStyle: 'short', timeZone });
}

function link(textContent = '', href = ''): HTMLElement {
	return Object.assign(document.createElement('a'), { textContent, href, target: '_blank' });
}

function button(textContent = '', onclick: () => void): HTMLElement {
	return Object.assign(document.createElement('button'), { type: 'button', className: 'button quiet', textContent, onclick });
}
