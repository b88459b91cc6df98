// What somebody judged of an earlier version of the same practice: a start where nothing has changed since, a comparison where it has.
import type { Criterion, CriterionKey } from '#features/methodology/schema.ts';
import type { AttachmentSummary, PracticeContent } from '#features/practices/schema.ts';
import type { Ctx } from '#platform/ctx.ts';
import type { Judgement } from '../schema.ts';
import { listJudgements } from '../store/judgements.server.ts';
import { findFormerAssessment } from '../store/seats.server.ts';
import { type Case, judgementsOf, onlyJudgement } from './case.server.ts';

export interface FormerJudgement {
	/** As it would be taken over: files that are gone are left out. */
	judgement: Judgement;
	/** Neither the criterion's text nor its evidence is different now. */
	isUnchanged: boolean;
	/** The text of the criterion's field as it was then, Markdown. */
	before: string;
}

export interface FormerAssessment {
	versionNumber: number;
	criteria: Record<CriterionKey, FormerJudgement>;
}

/** One's latest assessment of an earlier version, criterion by criterion; null for whoever judges the practice for the first time. */
export async function readFormer(ctx: Ctx, known: Case, personId: string): Promise<FormerAssessment | null> {
	const former = await findFormerAssessment(ctx.app.db, known.version, personId);
	if (!former) return null;
	const rows = await listJudgements(ctx.app.db, [former.id]);
	const judgements = judgementsOf({ edition: known.edition, assessments: [], judgements: rows }, former.id);
	const now = known.version.content;
	const criteria = known.edition.criteria.flatMap((criterion) => {
		const row = judgements[criterion.key];
		if (!row?.level) return [];
		const judgement = withPresentFiles(onlyJudgement(row), former.content, now);
		const before = former.content.fields[criterion.field];
		return [[criterion.key, { judgement, isUnchanged: isUnchanged(criterion, former.content, now), before }] as const];
	});
	return { versionNumber: former.versionNumber, criteria: Object.fromEntries(criteria) };
}

function isUnchanged(criterion: Criterion, before: PracticeContent, now: PracticeContent): boolean {
	const filesOf = ({ attachments }: PracticeContent) =>
		attachments
			.filter(({ key }) => key === criterion.field)
			.map(({ sha256 }) => sha256)
			.sort()
			.join();
	const dimensionsOf = ({ layers }: PracticeContent) =>
		JSON.stringify(
			Object.entries(layers.dimensions)
				.map(([key, { state, reason }]) => [key, state, reason])
				.sort()
		);
	if (criterion.readsDimensions && dimensionsOf(before) !== dimensionsOf(now)) return false;
	return before.fields[criterion.field] === now.fields[criterion.field] && filesOf(before) === filesOf(now);
}

/** A file that was taken off and attached anew is the same evidence. */
function withPresentFiles(judgement: Judgement, before: PracticeContent, now: PracticeContent): Judgement {
	const idNow = ({ id, sha256 }: AttachmentSummary) =>
		(now.attachments.find((file) => file.id === id) ?? now.attachments.find((file) => file.sha256 === sha256))?.id;
	const evidence = judgement.evidence.flatMap((reference) => {
		if (!reference.startsWith('file:')) return [reference];
		const file = before.attachments.find(({ id }) => `file:${id}` === reference);
		const id = file && idNow(file);
		return id ? [`file:${id}`] : [];
	});
	return { ...judgement, evidence };
}
