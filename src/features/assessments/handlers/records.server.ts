// Every assessment there is, for the secretariat's own counting: who judged what, when, and how, as far as it may be seen.
import { readEdition } from '#features/methodology/handlers.server.ts';
import type { CriterionKey, Edition } from '#features/methodology/schema.ts';
import type { PracticeState } from '#features/practices/schema.ts';
import { actorId, type Ctx } from '#platform/ctx.ts';
import type { Interest, Judgement } from '../schema.ts';
import { listJudgements, type Round } from '../store/judgements.server.ts';
import { listPanels, listSeats, type PanelRow, type SeatRow } from '../store/panels.server.ts';
import { listPracticesAssessedBy } from '../store/seats.server.ts';
import { findProposal, type Panel, roundOf } from './case.server.ts';
import { requireSecretariat } from './review.server.ts';

/** An assessor's part in one panel. */
export interface AssessmentRecord {
	code: string;
	/** Markdown, as it was sent. */
	title: string;
	state: PracticeState;
	versionNumber: number;
	edition: Edition;
	assessorName: string;
	institutions: string[];
	interest: Interest | null;
	assignedAt: Date;
	submittedAt: Date | null;
	excusedAt: Date | null;
	disclosedAt: Date | null;
	/** Null while the panel is blind to whoever asks. `final` is empty where nobody deliberated. */
	judgements: Record<Round, Record<CriterionKey, Judgement>> | null;
}

/** Panels read together. */
const portion = 100;

/**
 * All assessments by practice and version, some at a time. Levels and reasons show under the rule of the secretariat's page: once every
 * judgement of the panel is in, and never to somebody who assesses the practice herself.
 * @throws Problem notAllowed
 */
export async function* listRecords(ctx: Ctx): AsyncGenerator<AssessmentRecord[]> {
	requireSecretariat(ctx);
	const { db } = ctx.app;
	const self = actorId(ctx.actor);
	const own = new Set(self ? await listPracticesAssessedBy(db, self) : []);
	for (let after: { code: string; versionNumber: number } | undefined; ; ) {
		const panels = await listPanels(db, after, portion);
		const seatRows = await listSeats(
			db,
			panels.map(({ versionId }) => versionId)
		);
		const judgements = await listJudgements(
			db,
			seatRows.map(({ id }) => id)
		);
		const byPanel = Map.groupBy(seatRows, ({ versionId }) => versionId);
		const byAssessment = Map.groupBy(judgements, ({ assessmentId }) => assessmentId);
		yield panels.flatMap((row) => {
			const seats = byPanel.get(row.versionId) ?? [];
			const panel: Panel = {
				edition: readEdition(ctx.app, row.edition),
				assessments: seats,
				judgements: seats.flatMap(({ id }) => byAssessment.get(id) ?? [])
			};
			const isBlind = own.has(row.practiceId) || findProposal(panel) === undefined;
			// Nor does she learn here who judges beside her.
			const shown = own.has(row.practiceId) ? seats.filter(({ assessorId }) => assessorId === self) : seats;
			return shown.map((seat) => recordOf(row, seat, panel, isBlind));
		});
		if (panels.length < portion) return;
		after = panels.at(-1);
	}
}

function recordOf(
	{ code, title, state, versionNumber, disclosedAt }: PanelRow,
	{ id, assessorName, institutions, interest, assignedAt, submittedAt, excusedAt }: SeatRow,
	panel: Panel,
	isBlind: boolean
): AssessmentRecord {
	return {
		code,
		title,
		state,
		versionNumber,
		edition: panel.edition,
		assessorName,
		institutions,
		interest,
		assignedAt,
		submittedAt,
		excusedAt,
		disclosedAt,
		judgements: isBlind ? null : { first: roundOf(panel, id, 'first'), final: roundOf(panel, id, 'final') }
	};
}
