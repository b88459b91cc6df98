// Comparing words as people do: "Inclusión" is "inclusion".

/** Lower case without accents; letters that are written as one sign are parted. */
export function withoutAccents(text: string): string {
	return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
