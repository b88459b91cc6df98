// What an author may still think of while she judges her own practice, and how it compares to the panel's outcome. Nothing here stops her.
import { deservesWarning, judgementRefusals } from '#features/assessments/rules/verdict.ts';
import { reachesThreshold } from '#features/methodology/rules/edition.ts';
import type { Criterion, CriterionKey, Edition, Judgement, Level } from '#features/methodology/schema.ts';
import { hints } from '#features/practices/rules/hints.ts';
import type { PracticeContent } from '#features/practices/schema.ts';
import { assessmentMessages } from '#messages/assessments.ts';
import { selfAssessmentMessages } from '#messages/selfassessment.ts';
import { inLocale, type Locale } from '#platform/locale.ts';

/** A hint in words, as pages show it. */
export interface SpokenHint {
	lead: string;
	text: string;
}

/**
 * What could be added about one criterion: to the text it is read from, and to the judgement once a level is chosen.
 * @param judgement as it stands; undefined before the first one
 */
export function selfHints(
	criterion: Criterion,
	judgement: Judgement | undefined,
	{ content, edition, locale }: { content: PracticeContent; edition: Edition; locale: Locale }
): SpokenHint[] {
	const t = selfAssessmentMessages(locale).hint;
	const aboutText = hints(content, edition).flatMap((hint) => {
		const words = 'criterion' in hint && hint.criterion === criterion.key ? criterion.hints[hint.code] : undefined;
		return words ? [{ lead: inLocale(words.lead, locale), text: inLocale(words.text, locale) }] : [];
	});
	if (!judgement?.level) return aboutText;
	const missing: Partial<Record<string, string>> = assessmentMessages(locale).missing;
	const aboutJudgement = judgementRefusals(judgement, criterion, edition).flatMap(({ reason }) => {
		const words = missing[reason];
		return words ? [{ lead: t.missing, text: `${words}.` }] : [];
	});
	const nameOf = new Map(content.attachments.map(({ id, name }) => [`file:${id}`, `file:${name}`]));
	const named = { ...judgement, evidence: judgement.evidence.map((reference) => nameOf.get(reference) ?? reference) };
	const warning =
		criterion.warning && deservesWarning(named, criterion, edition) ? [{ lead: t.warning, text: inLocale(criterion.warning, locale) }] : [];
	return [...aboutText, ...aboutJudgement, ...warning];
}

/** How the author and the panel came out on one criterion. */
export interface Comparison {
	criterion: CriterionKey;
	/** The author's own level; null where she chose none. */
	level: Level | null;
	/** `higher`: she holds it met and the panel does not; `lower`: the other way round; null where she chose no level. */
	difference: 'same' | 'higher' | 'lower' | null;
}

/**
 * Lays what an author judged beside what the verdict says, criterion by criterion.
 * @param own frozen when she sent the practice
 * @param unmet criteria that the verdict holds unmet
 */
export function compareToPanel(
	own: Record<CriterionKey, Pick<Judgement, 'level'>>,
	unmet: readonly CriterionKey[],
	edition: Edition
): Comparison[] {
	return edition.criteria.map(({ key }) => {
		const level = own[key]?.level ?? null;
		return { criterion: key, level, difference: level && differenceOf(reachesThreshold(level, edition), !unmet.includes(key)) };
	});
}

function differenceOf(own: boolean, panel: boolean): 'same' | 'higher' | 'lower' {
	if (own === panel) return 'same';
	return own ? 'higher' : 'lower';
}
