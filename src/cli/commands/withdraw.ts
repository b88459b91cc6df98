// Withdraws a practice before its verdict.
import { movePractice } from '#features/practices/handlers.server.ts';
import { command } from '../command.ts';

export const withdraw = command({
	args: [1, 1],
	options: {},
	run: ({ args: [code = ''], words, answer, withApp }) =>
		withApp(async (ctx) => {
			await movePractice(ctx, code, 'withdraw');
			answer({ code, state: 'withdrawn' }, words.done.withdrawn(code));
			return 0;
		})
});
