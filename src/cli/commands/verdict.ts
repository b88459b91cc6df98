// What a panel's levels amount to, from a sheet that somebody wrote. Needs no database.
import { explainProposal, judgeSheet, proposeVerdict } from '#features/assessments/rules/verdict.ts';
import { type RefusalReason, ScoreSheet } from '#features/assessments/schema.ts';
import { readInstalled } from '#features/methodology/handlers.server.ts';
import { getEdition } from '#features/methodology/rules/edition.ts';
import type { Edition } from '#features/methodology/schema.ts';
import { verdictMessages } from '#messages/verdict.ts';
import { decodeText } from '#platform/documents/text/text-encoding.ts';
import type { Locale } from '#platform/locale.ts';
import { command, Refusal, UsageError } from '../command.ts';
import { readBounded } from '../source.ts';

export const verdict = command({
	args: [1, 1],
	options: {},
	async run({ args: [file = ''], config, locale, words, answer }) {
		const sheet = parsed(decodeText(await readBounded(file, words)));
		if (sheet === undefined) throw new UsageError(words.wrong.noJson(file));
		const installed = readInstalled(config.root);
		if (!installed.ok) throw new Refusal(installed.why);
		const { editions } = installed;
		const judged = judgeSheet(sheet, editions, locale);
		if ('refused' in judged) {
			const { refusals } = verdictMessages(locale);
			answer(judged, judged.refused.map(({ path, reason }) => `${path}: ${refusals[reason as RefusalReason]}`).join('\n'));
			return 2;
		}
		answer(judged, sentences(ScoreSheet.parse(sheet), editions, locale).join('\n'));
		return 0;
	}
});

function parsed(text: string | null): unknown {
	try {
		return text === null ? undefined : JSON.parse(text);
	} catch {
		return undefined;
	}
}

/** The proposal and, below it, why each criterion came out as it did. */
function sentences(sheet: ScoreSheet, editions: ReadonlyMap<string, Edition>, locale: Locale): string[] {
	const edition = getEdition(editions, sheet.edition);
	const explained = explainProposal(proposeVerdict(sheet, edition), edition, locale);
	return [explained.class, ...edition.criteria.map(({ key }) => explained.criteria[key] ?? '')];
}
