// Takes a published practice out of the catalogue; its address says so from then on.
import { retirePractice } from '#features/catalogue/handlers/catalogue.server.ts';
import { command } from '../command.ts';

export const retire = command({
	args: [1, 1],
	options: {},
	run: ({ args: [code = ''], words, answer, withApp }) =>
		withApp(async (ctx) => {
			await retirePractice(ctx, code);
			answer({ code, state: 'retired' }, words.done.retired(code));
			return 0;
		})
});
