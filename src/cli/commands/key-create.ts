// Makes an API key for an account.
import { createApiKey } from '#features/people/handlers.server.ts';
import { command, required } from '../command.ts';
import { personByEmail, readEmail } from '../person.ts';

export const createKey = command({
	args: [0, 0],
	options: { email: { type: 'string' }, name: { type: 'string' } },
	async run({ values, words, answer, withApp }) {
		const email = readEmail(required(values.email, 'email', words), words);
		return withApp(async (ctx) => {
			const person = await personByEmail(ctx, email, words);
			const { id, key } = await createApiKey(ctx, person.id, values.name?.trim() || 'acervo');
			answer({ id, email, key }, `${words.done.key(email)}\n${key}`);
			return 0;
		});
	}
});
