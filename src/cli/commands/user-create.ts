// Creates an account: by an invitation link, or with a password at once.
import { findOrAddByName } from '#features/institutions/handlers.server.ts';
import { createPerson, invitePerson, linkDays } from '#features/people/handlers.server.ts';
import { PersonRole } from '#features/people/schema.ts';
import { command, required, UsageError } from '../command.ts';
import { readPassword } from '../password.ts';
import { readEmail } from '../person.ts';

export const createUser = command({
	args: [0, 0],
	options: {
		email: { type: 'string' },
		role: { type: 'string', multiple: true },
		institution: { type: 'string', multiple: true },
		name: { type: 'string' },
		'password-stdin': { type: 'boolean' }
	},
	async run({ values, config, words, signal, answer, withApp }) {
		const email = readEmail(required(values.email, 'email', words), words);
		if (!values.role?.length) throw new UsageError(words.wrong.missingOption('role'));
		const roles = [...new Set(values.role)].map((role) => {
			const parsed = PersonRole.safeParse(role);
			if (!parsed.success) throw new UsageError(words.wrong.badOption('role', role, PersonRole.options.join(', ')));
			return parsed.data;
		});
		const password = values['password-stdin'] ? await readPassword(words, signal) : undefined;
		return withApp(async (ctx) => {
			const institutionIds: string[] = [];
			for (const institution of values.institution ?? []) institutionIds.push(await findOrAddByName(ctx, institution));
			const invite = { name: values.name?.trim() || email.replace(/@.*/, ''), email, roles, institutionIds };
			if (password !== undefined) {
				const id = await createPerson(ctx, invite, password);
				answer({ id, email, roles }, words.done.created(email));
				return 0;
			}
			const { id, secret } = await invitePerson(ctx, invite);
			const link = `${config.origin}/invitacion/${secret}`;
			answer({ id, email, roles, link }, `${words.done.invited(email, linkDays)}\n${link}`);
			return 0;
		});
	}
});
