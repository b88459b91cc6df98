// Adds to a file field: dropping a file on it, saying at once that a file is too large, and how far the sending has come.
// The form is the same without it; a refusal comes back as the same page with its error summary.

for (const area of document.querySelectorAll<HTMLElement>('[data-upload]')) {
	const input = area.querySelector<HTMLInputElement>('input[type=file]');
	if (input?.form) enhance(area, input, input.form);
}

function enhance(area: HTMLElement, input: HTMLInputElement, form: HTMLFormElement): void {
	const words = area.dataset;
	const line = document.createElement('p');
	line.setAttribute('role', 'status');
	const note = document.createElement('p');
	note.className = 'small';
	note.textContent = words.drop ?? '';
	area.append(note, line);

	for (const name of ['dragover', 'dragleave', 'drop']) {
		area.addEventListener(name, (event) => {
			event.preventDefault();
			area.classList.toggle('over-it', name === 'dragover');
		});
	}
	area.addEventListener('drop', (event) => {
		if (!event.dataTransfer?.files.length) return;
		input.files = event.dataTransfer.files;
		input.dispatchEvent(new Event('change', { bubbles: true }));
	});
	input.addEventListener('change', () => tooLarge());
	form.addEventListener('submit', (event) => {
		if (event.defaultPrevented || !input.files?.length) return;
		event.preventDefault();
		if (!tooLarge()) send(event.submitter);
	});

	function tooLarge(): boolean {
		const files = [...(input.files ?? [])];
		const file = files.find((each) => each.size > Number(words.upload));
		const together = files.reduce((sum, { size }) => sum + size, 0);
		const isTooMuch = words.together !== undefined && together > Number(words.together);
		say(file ? words.tooLarge?.replace('{file}', file.name) : isTooMuch ? words.tooMuch : '', Boolean(file) || isTooMuch);
		return Boolean(file) || isTooMuch;
	}

	function send(button: HTMLElement | null): void {
		const request = new XMLHttpRequest();
		const action = button?.getAttribute('formaction') ?? form.action;
		request.open('POST', action);
		request.setRequestHeader('accept', 'text/html');
		request.upload.addEventListener('progress', (event) => {
			// Tens, so that a screen reader is not flooded.
			const percent = Math.floor((10 * event.loaded) / event.total) * 10;
			if (event.lengthComputable) say(words.sending?.replace('{percent}', String(percent)));
		});
		request.addEventListener('error', () => say(words.failed, true));
		request.addEventListener('load', () => answered(request));
		request.send(new FormData(form, button));
	}

	function answered(request: XMLHttpRequest): void {
		if (request.status < 400) {
			location.assign(request.responseURL);
			return;
		}
		const page = new DOMParser().parseFromString(request.responseText, 'text/html');
		const main = page.querySelector('main');
		if (!main || request.status >= 500) {
			say(words.failed, true);
			return;
		}
		document.title = page.title;
		document.querySelector('main')?.replaceWith(main);
		main.querySelector<HTMLElement>('[autofocus]')?.focus();
		for (const fresh of main.querySelectorAll<HTMLElement>('[data-upload]')) {
			const field = fresh.querySelector<HTMLInputElement>('input[type=file]');
			if (field?.form) enhance(fresh, field, field.form);
		}
	}

	function say(text = '', wrong = false): void {
		line.className = wrong ? 'field-error' : '';
		if (line.textContent !== text) line.textContent = text;
	}
}
