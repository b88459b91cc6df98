// Reads that many callers ask for at the same moment go to the database together, each key once. Nothing is kept: a read begins
// after everybody it answers has asked, so nobody gets something older than her question.

/**
 * Turns a read of many keys into a read of one that gathers, for each source by itself.
 * @param load reads the given keys from a source, each of them once; a key without an answer is absent from the map
 * @returns a function that resolves to the key's answer, or undefined; callers share it and must not change it
 */
export function gathered<S extends object, K, V>(
	load: (source: S, keys: K[]) => Promise<Map<K, V>>
): (source: S, key: K) => Promise<V | undefined> {
	const readers = new WeakMap<S, (key: K) => Promise<V | undefined>>();
	return (source, key) => {
		const reader = readers.get(source) ?? gathering((keys: K[]) => load(source, keys));
		readers.set(source, reader);
		return reader(key);
	};
}

function gathering<K, V>(load: (keys: K[]) => Promise<Map<K, V>>): (key: K) => Promise<V | undefined> {
	let open: { keys: Set<K>; answers: Promise<Map<K, V>> } | undefined;
	let running: Promise<unknown> = Promise.resolve();
	return async (key) => {
		if (!open) {
			const keys = new Set<K>();
			// While one read is on its way, the following one gathers.
			const answers = running.then(() => {
				open = undefined;
				const answer = load([...keys]);
				running = answer.catch(() => undefined);
				return answer;
			});
			open = { keys, answers };
		}
		open.keys.add(key);
		return (await open.answers).get(key);
	};
}
