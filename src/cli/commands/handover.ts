// Gives a practice to another account: a draft that was imported here belongs to nobody until then.
import { handOver } from '#features/practices/handlers.server.ts';
import { command, required } from '../command.ts';
import { personByEmail, readEmail } from '../person.ts';

export const handover = command({
	args: [1, 1],
	options: { email: { type: 'string' } },
	async run({ args: [code = ''], values, words, answer, withApp }) {
		const email = readEmail(required(values.email, 'email', words), words);
		return withApp(async (ctx) => {
			await personByEmail(ctx, email, words);
			await handOver(ctx, code, email);
			answer({ code, email }, words.done.handedOver(code, email));
			return 0;
		});
	}
});
