// What the act of a session says: agenda, attendance, who stayed out of what, and how each practice came out. Until the session is closed it
// is put together anew each time; afterwards it is read as it was frozen.

import { type Case, findProposal, readCase, readConflicts } from '#features/assessments/handlers/case.server.ts';
import { explainProposal } from '#features/assessments/rules/verdict.ts';
import { readEdition } from '#features/methodology/handlers.server.ts';
import { findPractice } from '#features/practices/store.server.ts';
import { committeeMessages } from '#messages/committee.ts';
import { actorId, type Ctx, type Db, hasRole, type Tx } from '#platform/ctx.ts';
import { parseMarkdown, toPlainText } from '#platform/documents/markdown.ts';
import { Problem } from '#platform/problem.ts';
import { type ItemFacts, isAbsentFrom, presentOf, readsLevels } from '../rules.ts';
import type { ActFormat, ActItem, SessionAct } from '../schema.ts';
import * as store from '../store.server.ts';
import { actToPdf } from '../writing/act-pdf.server.ts';
import { actSheet } from '../writing/act-sheet.ts';

/** An act, and per item what decides who reads its levels. */
export interface AssembledAct {
	act: SessionAct;
	facts: ItemFacts[];
}

/** The act as it stands, whole: `forReader` leaves out what is not for whoever asks. */
export async function assembleAct(ctx: Ctx, db: Db | Tx, row: store.SessionRow): Promise<AssembledAct> {
	const [items, members] = await Promise.all([store.listItems(db, row.id), store.listMembers(db, row.id)]);
	const cases: { item: store.ItemRow; known: Case; facts: ItemFacts }[] = [];
	for (const item of items) cases.push(await readItem(ctx, db, item, members));
	const facts = cases.map((each) => each.facts);
	if (row.act) return { act: row.act, facts };
	const call = row.callId ? await store.findCall(db, { id: row.callId }) : undefined;
	const present = members.filter(({ attendance }) => attendance === 'present');
	const act: SessionAct = {
		code: row.code,
		title: row.title,
		call: call ? `${call.code}, ${call.title}` : null,
		heldAt: row.heldAt.toISOString(),
		timeZone: row.timeZone,
		place: row.place,
		quorum: row.quorum,
		present: presentOf(members),
		members: members.map(({ institutions, ...member }) => ({ ...member, institutions: institutions.map(({ name }) => name) })),
		items: cases.map(({ item, known, facts: of }) => ({
			...outcomeOf(item, known),
			absent: members.filter(({ personId }) => isAbsentFrom(personId, of)).map(({ name }) => name),
			taking: present.filter(({ personId }) => !isAbsentFrom(personId, of)).length
		})),
		minutes: row.minutes,
		closedAt: null
	};
	return { act, facts };
}

/** The same without the levels that whoever asks does not read. */
export function forReader(ctx: Ctx, { act, facts }: AssembledAct): SessionAct {
	return {
		...act,
		items: act.items.map((item, at) => {
			const of = facts[at];
			return of && readsLevels(ctx.actor, of) ? item : { ...item, outcome: 'open', class: null, criteria: null, departure: null };
		})
	};
}

async function readItem(ctx: Ctx, db: Db | Tx, item: store.ItemRow, members: store.MemberRow[]) {
	const practice = await findPractice(db, item.code);
	if (!practice) throw new Error(`the practice ${item.code} of an agenda is gone`);
	const [known, conflict] = await Promise.all([readCase(ctx, db, practice), readConflicts(db, practice)]);
	const isParty = ({ personId, institutions }: store.MemberRow) => {
		const allowed = conflict({ id: personId, institutionIds: institutions.map(({ id }) => id), isSecretariat: false });
		return !allowed.ok && allowed.why === 'conflictOfInterest';
	};
	const parties = members.filter(isParty);
	const facts: ItemFacts = {
		seats: known.assessments.map(({ assessorId, excusedAt, submittedAt }) => ({
			personId: assessorId,
			excused: excusedAt !== null,
			handedIn: submittedAt !== null
		})),
		parties: new Set(parties.map(({ personId }) => personId)),
		isDisclosed: known.disclosedAt !== null,
		hasVerdict: known.verdict !== undefined
	};
	return { item, known, facts };
}

/** An act as a file, for the secretariat and for those invited. @throws Problem notFound, overloaded */
export async function exportAct(
	ctx: Ctx,
	code: string,
	format: ActFormat
): Promise<{ bytes: Uint8Array; mediaType: string; fileName: string }> {
	const row = await requireReadable(ctx, code);
	const act = forReader(ctx, await assembleAct(ctx, ctx.app.db, row));
	const sheet = actSheet(act, (id) => readEdition(ctx.app, id), ctx.locale);
	// What writes Word takes some megabytes: it comes with the first document.
	const toWord = async () => (await import('../writing/act-word.server.ts')).actToWord(sheet, ctx.locale);
	const bytes = format === 'docx' ? await toWord() : await actToPdf(ctx.app, sheet, ctx.locale);
	return { bytes, mediaType: mediaTypes[format], fileName: `${committeeMessages(ctx.locale).act.file}-${code}.${format}` };
}

const mediaTypes = {
	docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
	pdf: 'application/pdf'
} as const satisfies Record<ActFormat, string>;

/** A session that somebody may open: the secretariat any, everybody else those she is invited to. @throws Problem notFound */
export async function requireReadable(ctx: Ctx, code: string): Promise<store.SessionRow> {
	const { db } = ctx.app;
	const row = await store.findSession(db, code);
	if (!row) throw new Problem('notFound');
	if (ctx.actor.kind === 'operator' || hasRole(ctx.actor, 'secretariat')) return row;
	const members = await store.listMembers(db, row.id);
	if (!members.some(({ personId }) => personId === actorId(ctx.actor))) throw new Problem('notFound');
	return row;
}

/** How a practice stands when the act is made: its verdict, or else what the rule proposes. A text that was sent anew meanwhile is open. */
function outcomeOf(item: store.ItemRow, known: Case): Omit<ActItem, 'absent' | 'taking'> {
	const { edition, practice, version, verdict } = known;
	const isSame = version.id === item.versionId;
	const proposal = isSame ? (verdict?.proposal ?? findProposal(known)) : undefined;
	const explained = proposal ? explainProposal(proposal, edition, version.content.layers.language).criteria : {};
	const unmet = verdict?.unmet ?? proposal?.unmet;
	return {
		code: item.code,
		title: toPlainText(parseMarkdown(item.title)),
		edition: edition.id,
		isInvented: practice.isInvented,
		outcome: !proposal ? 'open' : verdict ? 'verdict' : proposal.status === 'divergent' ? 'divergent' : 'proposal',
		class: proposal ? (verdict?.class ?? proposal.class) : null,
		criteria: proposal
			? edition.criteria.map(({ key }) => ({
					key,
					levels: proposal.criteria[key]?.levels.toSorted() ?? [],
					met: unmet ? !unmet.includes(key) : (proposal.criteria[key]?.met ?? null),
					wording: verdict?.wording[key] ?? explained[key] ?? ''
				}))
			: null,
		departure: (isSame && verdict?.departure) || null,
		resolution: item.resolution
	};
}
