// Whatever page of a practice is open, whether its text is invented stands above it.
import { readMarks } from '#features/practices/handlers.server.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async ({ locals, params }) => {
	// A page that its policy refuses says so in the frame; nothing is read for it.
	if (locals.refused) return { marks: { isExample: false, isInvented: false } };
	return { marks: await readMarks(locals.ctx, params.code) };
};
