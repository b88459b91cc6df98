// What the catalogue does by the clock.
import type { App } from '#platform/ctx.ts';
import { remakeOutdated } from './handlers/catalogue.server.ts';
import { countingOf } from './handlers/counting.server.ts';

/** Makes entries anew that an older program made, once after an upgrade. */
export async function remakeOutdatedEntries(app: App): Promise<void> {
	await remakeOutdated({ app, actor: { kind: 'operator' }, door: 'server', locale: 'es' });
}

/** Reads the values of all entries once, so that nobody's search has to wait for it. */
export async function countEntries(app: App): Promise<void> {
	await countingOf(app);
}
