// Takes personal data out of a practice everywhere. The words come from a file or from standard input, so that no shell keeps them.
import { text } from 'node:stream/consumers';
import { previewPurge, purge } from '#features/erasure/handlers.server.ts';
import { PurgeForm, PurgeReason } from '#features/erasure/schema.ts';
import { erasureMessages } from '#messages/erasure.ts';
import { decodeText } from '#platform/documents/text/text-encoding.ts';
import { type Call, command, UsageError } from '../command.ts';
import { readBounded } from '../source.ts';

const options = {
	words: { type: 'string' },
	stdin: { type: 'boolean' },
	reason: { type: 'string' },
	'dry-run': { type: 'boolean' }
} as const;

export const purgeData = command({
	args: [1, 1],
	options,
	async run(call) {
		const { args, values, words: say, locale, answer, withApp } = call;
		const [code = ''] = args;
		const reason = PurgeReason.safeParse(values.reason ?? 'other').data;
		if (!reason) throw new UsageError(say.wrong.badOption('reason', values.reason ?? '', PurgeReason.options.join(', ')));
		const form = PurgeForm.safeParse({ words: await readWords(call) });
		const t = erasureMessages(locale);
		if (!form.success || form.data.words.length === 0) throw new UsageError(t.wrong.words);
		const { words } = form.data;
		return withApp(async (ctx) => {
			if (values['dry-run']) {
				const preview = await previewPurge(ctx, code, { words, files: [] });
				answer(preview, preview.counts.map(({ table, rows, occurrences }) => `${table}: ${rows}, ${occurrences}`).join('\n') || t.nothing);
				return 0;
			}
			const result = await purge(ctx, code, { words, files: [], reason, confirmation: code });
			const elsewhere = result.elsewhere.map(({ table, code: other, rows }) => `  ${other ?? table}: ${rows}`);
			const rest = elsewhere.length > 0 ? [`${t.elsewhere}:`, ...elsewhere] : [];
			answer(result, [t.doneText(result.occurrences, result.rows, result.files), ...rest, t.backups].join('\n'));
			return 0;
		});
	}
});

async function readWords({ values, words: say }: Call<typeof options>): Promise<string> {
	if (values.stdin) return text(process.stdin);
	if (values.words === undefined) throw new UsageError(say.wrong.missingOption('words'));
	return decodeText(await readBounded(values.words, say)) ?? '';
}
