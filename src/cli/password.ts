// A password by standard input, so that it stands in no history and no list of processes.
import { createInterface } from 'node:readline';
import { Password } from '#features/people/schema.ts';
import type { CliWords } from '#messages/cli.ts';
import { Refusal } from './command.ts';

/** The first line of standard input. @throws Refusal when it cannot be a password */
export async function readPassword(words: CliWords, signal: AbortSignal): Promise<string> {
	const lines = createInterface({ input: process.stdin, signal, crlfDelay: Number.POSITIVE_INFINITY });
	for await (const line of lines) {
		lines.close();
		process.stdin.unref?.();
		const parsed = Password.safeParse(line);
		if (parsed.success) return parsed.data;
		break;
	}
	throw new Refusal(words.failed.password);
}
