// What the catalogue does by the clock.
import type { App } from '#platform/ctx.ts';
import { remakeOutdated } from './handlers/catalogue.server.ts';

/** Makes entries anew that an older program made, once after an upgrade. */
export async function remakeOutdatedEntries(app: App): Promise<void> {
	await remakeOutdated({ app, actor: { kind: 'operator' }, door: 'server', locale: 'es' });
}
