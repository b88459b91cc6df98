// The editions of the methodologies: which there are, whether their files are right, which one new practices get.
import { chooseEdition, currentEdition, readInstalled } from '#features/methodology/handlers.server.ts';
import type { Edition } from '#features/methodology/schema.ts';
import { inLocale, type Locale } from '#platform/locale.ts';
import { command, Refusal, UsageError } from '../command.ts';

export const edition = command({
	args: [0, 1],
	options: { check: { type: 'boolean' } },
	async run({ args: [id], values, config, locale, words, answer, withApp }) {
		if (values.check && id !== undefined) throw new UsageError(words.wrong.tooMany(id));
		const installed = readInstalled(config.root);
		if (!installed.ok) throw new Refusal(installed.why);
		const { editions } = installed;
		if (values.check) {
			answer({ editions: [...editions.keys()] }, [...editions.values()].map((each) => line(each, locale)).join('\n'));
			return 0;
		}
		if (id !== undefined && !editions.has(id)) throw new Refusal(words.failed.noEdition(id, [...editions.keys()].join(', ')));
		return withApp(async (ctx) => {
			if (id !== undefined) await chooseEdition(ctx, id);
			const current = await currentEdition(ctx.app);
			const all = [...editions.values()];
			const lines = all.map((each) => `${each.id === current.id ? '*' : ' '} ${line(each, locale)}`);
			answer({ current: current.id, editions: all.map((each) => each.id) }, lines.join('\n'));
			return 0;
		});
	}
});

function line({ id, name }: Edition, locale: Locale): string {
	return `${id}  ${inLocale(name, locale)}`;
}
