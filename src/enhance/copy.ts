// A button that copies the field it names. Where the clipboard is closed to pages, the text is selected for copying by hand.
for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-copy]')) {
	const field = document.getElementById(button.dataset.copy ?? '');
	if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) continue;
	const label = button.textContent;
	button.hidden = false;
	button.setAttribute('aria-live', 'polite');
	button.addEventListener('click', async () => {
		field.select();
		try {
			await navigator.clipboard.writeText(field.value);
		} catch {
			if (!document.execCommand('copy')) return;
		}
		button.textContent = button.dataset.copied ?? '';
		setTimeout(() => {
			button.textContent = label;
		}, 3000);
	});
}
