// What the API offers, which the server's process knows.
import type { App } from '#platform/ctx.ts';
import type { ApiReference } from '#platform/http/reference.ts';

export function referenceOf(app: App): ApiReference {
	if (!app.reference) throw new Error('pages are served by src/server.ts only');
	return app.reference();
}
