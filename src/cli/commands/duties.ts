// Does what is due by the clock, once: for operators who would rather not wait for the server's next round.
import { command } from '../command.ts';

export const doDuties = command({
	args: [0, 0],
	options: {},
	run: ({ withApp, words, answer }) =>
		withApp(async (_ctx, app) => {
			const { runDuties } = await import('#app/duties.server.ts');
			const failed = await runDuties(app);
			answer({ failed }, failed.length === 0 ? words.done.duties : words.done.dutiesFailed(failed.join(', ')));
			return failed.length === 0 ? 0 : 1;
		})
});
