// Where a section saves itself while somebody writes: the same form as the button's, answered without a page.
import type { Policy } from '#platform/policy.ts';
import { autosaved } from '../../../../../autosave.server.ts';
import type { RequestHandler } from './$types';
import { saveForm, sectionAt } from './saving.server.ts';

export const _policy: Policy = 'signedIn';

export const POST: RequestHandler = (event) =>
	autosaved(event, (form) => saveForm(event.locals.ctx, event.params.code, sectionAt(event.params.section), form));
