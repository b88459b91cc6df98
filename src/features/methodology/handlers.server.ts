// The editions an app works with, read from its files once per process.
import type { App } from '#platform/ctx.ts';
import { getEdition } from './rules.ts';
import type { Edition, Example } from './schema.ts';
import { loadEditions, loadExamples } from './store.server.ts';

const loaded = new Map<string, { editions: Map<string, Edition>; examples: Map<string, Example> }>();

function library(app: App) {
	const { root } = app.config;
	const known = loaded.get(root) ?? { editions: loadEditions(root), examples: loadExamples(root) };
	loaded.set(root, known);
	return known;
}

/** All editions by id. @throws MethodologyError when a file is wrong */
export function allEditions(app: App): ReadonlyMap<string, Edition> {
	return library(app).editions;
}

/** The edition that a practice or a verdict points at. @throws Error when this installation does not hold it */
export function readEdition(app: App, id: string): Edition {
	return getEdition(library(app).editions, id);
}

/** The edition that new practices are documented in. */
export const newPracticesEdition = 'redlac-2021/1';

export function currentEdition(app: App): Edition {
	return readEdition(app, newPracticesEdition);
}

/** The worked example of an edition, if it has one. */
export function findExample(app: App, editionId: string): Example | undefined {
	return library(app).examples.get(editionId);
}
