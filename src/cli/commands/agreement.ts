// How far several assessors agree, from a table that somebody keeps in a spreadsheet. Needs no database.
import { type Agreement, agreement, defaultSeed, type Metric, metrics } from '#features/figures/rules/agreement.ts';
import { type RatingsRefusal, ratingLimits, readRatings } from '#features/figures/rules/ratings.ts';
import { figuresMessages } from '#messages/figures.ts';
import { decodeText } from '#platform/documents/text/text-encoding.ts';
import { numberFormatter, shareFormatter } from '#platform/formatters.ts';
import type { Locale } from '#platform/locale.ts';
import { command, required, UsageError } from '../command.ts';
import { readBounded } from '../source.ts';

export const measureAgreement = command({
	args: [1, 1],
	options: { metric: { type: 'string' }, seed: { type: 'string' } },
	async run({ args: [file = ''], values, locale, words, answer }) {
		const asked = required(values.metric, 'metric', words);
		const metric = metrics.find((known) => known === asked);
		if (!metric) throw new UsageError(words.wrong.badOption('metric', asked, metrics.join(', ')));
		const seed = values.seed ?? String(defaultSeed);
		if (!/^\d{1,10}$/.test(seed) || Number(seed) >= 2 ** 32) throw new UsageError(words.wrong.badOption('seed', seed, '0–4294967295'));
		const text = decodeText(await readBounded(file, words));
		const ratings = text === null ? ({ ok: false, why: 'noText' } as const) : readRatings(text, metric);
		if (!ratings.ok) throw new UsageError(`${file}: ${sentence(ratings, locale)}`);
		const found = agreement(ratings.table, metric, Number(seed));
		const { alpha, exact, withinOne, n, units, interval } = found;
		answer({ alpha, exact, withinOne, n, units, interval }, lines(found, metric, locale).join('\n'));
		return 0;
	}
});

function sentence(refusal: RatingsRefusal | { why: 'noText' }, locale: Locale): string {
	const words = figuresMessages(locale).refusedRatings;
	switch (refusal.why) {
		case 'assessorRepeated':
			return words.assessorRepeated(refusal.value);
		case 'unitRepeated':
		case 'noNumber':
		case 'negative':
			return words[refusal.why](refusal.place, refusal.value);
		case 'assessorMissing':
		case 'unitMissing':
		case 'tooManyCells':
		case 'malformed':
			return words[refusal.why](refusal.place);
		case 'tooLarge':
			return words.tooLarge(ratingLimits.ratings, ratingLimits.ratioValues);
		default:
			return words[refusal.why];
	}
}

/** The figures one under the other, then how often each value was given. */
function lines(found: Agreement, metric: Metric, locale: Locale): string[] {
	const words = figuresMessages(locale).agreement;
	const number = (figure: number) => numberFormatter(locale).format(figure);
	const share = (figure: number | null) => (figure === null ? words.notCalculable : shareFormatter(locale).format(figure));
	const { alpha, exact, withinOne, n, units, pairableUnits, interval, distribution } = found;
	const figures: [string, string][] = [
		[words.alphaBy[metric], alpha === null ? words.notCalculable : number(alpha)],
		[words.interval, interval === null ? words.notCalculable : words.between(number(interval[0]), number(interval[1]))],
		[words.exact, share(exact)],
		[words.withinOne, share(withinOne)],
		[words.n, number(n)],
		[words.units, words.pairableOf(number(pairableUnits), number(units))],
		...distribution.map(({ value, count }): [string, string] => [
			words.given(typeof value === 'number' ? number(value) : value),
			number(count)
		])
	];
	const width = Math.max(...figures.map(([name]) => name.length));
	return figures.map(([name, figure]) => `${name.padEnd(width)}  ${figure}`);
}
