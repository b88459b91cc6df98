// How a value of a facet is written where entries keep all of theirs in one list.
import type { FacetKey } from '../schema.ts';

/** `group:refugee`. */
export function facetValue(facet: FacetKey, key: string): string {
	return `${facet}:${key}`;
}

/** The facet and the key of a written value; undefined for what no facet wrote. */
export function readFacetValue(value: string): { facet: string; key: string } | undefined {
	const at = value.indexOf(':');
	return at < 0 ? undefined : { facet: value.slice(0, at), key: value.slice(at + 1) };
}
