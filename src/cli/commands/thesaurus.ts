// The thesaurus as a file: out of an instance, and into one in the place of what it has.
import { rename, writeFile } from 'node:fs/promises';
import { importThesaurus, thesaurusText } from '#features/thesaurus/handlers.server.ts';
import { readThesaurusFile } from '#features/thesaurus/rules.ts';
import { thesaurusMessages } from '#messages/thesaurus.ts';
import { command, Refusal } from '../command.ts';
import { readBounded } from '../source.ts';
import { requireWritable } from '../target.ts';

export const exportThesaurus = command({
	args: [1, 1],
	options: {},
	async run({ args: [file = ''], words, answer, withApp }) {
		await requireWritable(file, true, words);
		return withApp(async (ctx) => {
			// What was there stays until the new one is whole.
			const draft = `${file}.${process.pid}.incomplete`;
			await writeFile(draft, await thesaurusText(ctx), { flag: 'wx' });
			await rename(draft, file);
			answer({ file }, words.done.exported(words.done.thesaurus, file));
			return 0;
		});
	}
});

export const importThesaurusFile = command({
	args: [1, 1],
	options: {},
	async run({ args: [file = ''], locale, words, answer, withApp }) {
		const read = readThesaurusFile(await readBounded(file, words));
		if (!read.ok) throw new Refusal(thesaurusMessages(locale).wrong.fileAt(read.place || file));
		return withApp(async (ctx) => {
			const result = await importThesaurus(ctx, read.thesaurus);
			answer(result, words.done.thesaurusIn(result.concepts));
			return 0;
		});
	}
});
