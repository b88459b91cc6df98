// Signing out clears what was kept on this device, so that the next person at the same computer finds nothing.
for (const form of document.querySelectorAll<HTMLFormElement>('form[data-sign-out]')) {
	form.addEventListener('submit', () => {
		for (const key of Object.keys(localStorage)) if (key.startsWith('acervo:')) localStorage.removeItem(key);
		sessionStorage.clear();
	});
}
