// What an app keeps in memory because making it anew takes long, bounded: a map that has grown too large is forgotten whole.
import type { App } from './ctx.ts';

/**
 * A map of an app, empty at first.
 * @param name of its own among all that features keep
 * @param most entries; with more of them everything is forgotten the next time the map is asked for
 */
export function keptMap<K, V>({ memory }: Pick<App, 'memory'>, name: string, most: number): Map<K, V> {
	const kept = memory.get(name) as Map<K, V> | undefined;
	if (kept && kept.size <= most) return kept;
	const map = new Map<K, V>();
	memory.set(name, map);
	return map;
}
