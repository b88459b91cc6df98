// Accounts as the command line names them: by e-mail.
import { listPeople } from '#features/people/handlers.server.ts';
import { Email, type Person } from '#features/people/schema.ts';
import type { CliWords } from '#messages/cli.ts';
import type { Ctx } from '#platform/ctx.ts';
import { Refusal, UsageError } from './command.ts';

/** @throws UsageError when it is no e-mail */
export function readEmail(text: string, words: CliWords): string {
	const parsed = Email.safeParse(text);
	if (!parsed.success) throw new UsageError(words.wrong.badOption('email', text, 'nombre@example.org'));
	return parsed.data;
}

/** @throws Refusal when nobody has that e-mail */
export async function personByEmail(ctx: Ctx, email: string, words: CliWords): Promise<Person> {
	const person = (await listPeople(ctx)).find((its) => its.email === email);
	if (!person) throw new Refusal(words.failed.noPerson(email));
	return person;
}
