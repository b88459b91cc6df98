// Assessing and the secretariat's acts through the API.
import { z } from 'zod';
import { CallCode } from '#features/calls/schema.ts';
import { retirePractice } from '#features/catalogue/handlers/catalogue.server.ts';
import { allEditions } from '#features/methodology/handlers.server.ts';
import { CriterionKey, EditionId, FieldKey, PracticeClass } from '#features/methodology/schema.ts';
import type { Act } from '#features/practices/rules/life.ts';
import { Observation, PracticeCode, PracticeContent, PracticeState } from '#features/practices/schema.ts';
import type { Ctx } from '#platform/ctx.ts';
import { type AnyOperation, operation } from '#platform/http/api.ts';
import type { Policy } from '#platform/policy.ts';
import { Problem } from '#platform/problem.ts';
import {
	declareInterest,
	handInAssessment,
	listAssignments,
	readAssignment,
	saveDefinitionCheck,
	saveJudgement
} from '../handlers/judging.server.ts';
import {
	assignAssessors,
	checkRequirement,
	excuseConflicted,
	listCandidates,
	readOverview,
	returnPractice,
	startRequirements
} from '../handlers/review.server.ts';
import { confirmVerdict, disclose, publishPractice } from '../handlers/verdict.server.ts';
import { judgeSheet } from '../rules/verdict.ts';
import {
	Confirmation,
	DefinitionCheck,
	ExcuseKind,
	Explanation,
	InterestDeclaration,
	Judgement,
	PanelAssignment,
	Proposal,
	Publication,
	RequirementCheck,
	SheetLevel,
	VerdictAnswer,
	VerdictWording
} from '../schema.ts';

const ByCode = z.object({ code: PracticeCode });
const ByCriterion = ByCode.extend({ criterion: CriterionKey });

const moment = z.iso.datetime().nullable();
const Interest = z.enum(['none', 'tie', 'declared']).nullable();
const StoredJudgement = Judgement.extend({ version: z.number().int() });
const Judgements = z.record(CriterionKey, StoredJudgement);

const AssignmentItem = z.object({
	code: PracticeCode,
	title: z.string(),
	state: PracticeState,
	isCurrent: z.boolean(),
	interest: Interest,
	assignedAt: z.iso.datetime(),
	submittedAt: moment,
	excusedAt: moment,
	dueAt: moment,
	disclosedAt: moment,
	judged: z.number().int(),
	criteria: z.number().int()
});

const OtherJudgement = z.object({ seat: z.number().int(), first: Judgement.optional(), final: Judgement.optional() });

/** A remark on a passage; nobody is named. */
export const PassageComment = z.object({ id: z.uuid(), key: FieldKey, quote: z.string(), text: z.string(), version: z.number().int() });

const AssignmentAnswer = z.object({
	code: PracticeCode,
	title: z.string(),
	institutions: z.string(),
	state: PracticeState,
	edition: EditionId,
	versionNumber: z.number().int(),
	interest: Interest,
	submittedAt: moment,
	excusedAt: moment,
	dueAt: moment,
	disclosedAt: moment,
	version: z.number().int(),
	definitionCheck: DefinitionCheck,
	content: PracticeContent.nullable(),
	own: Judgements,
	ownFirst: Judgements,
	others: z.record(CriterionKey, z.array(OtherJudgement)),
	comments: z.array(PassageComment),
	otherComments: z.array(PassageComment),
	former: z
		.object({
			versionNumber: z.number().int(),
			criteria: z.record(CriterionKey, z.object({ judgement: Judgement, isUnchanged: z.boolean(), before: z.string() }))
		})
		.nullable(),
	missing: z.array(z.object({ criterion: CriterionKey, path: z.string(), reason: z.string() }))
});

const CaseAnswer = z.object({
	code: PracticeCode,
	state: PracticeState,
	edition: EditionId,
	versionNumber: z.number().int(),
	content: PracticeContent,
	requirements: z.array(RequirementCheck),
	requirementsMet: z.boolean(),
	disclosedAt: moment,
	call: z.object({ code: CallCode, title: z.string(), timeZone: z.string(), assessBy: z.iso.datetime() }).nullable(),
	seats: z.array(
		z.object({
			assessmentId: z.uuid(),
			assessorId: z.string(),
			assessorName: z.string(),
			institutions: z.array(z.string()),
			interest: Interest,
			interestNote: z.string().nullable(),
			tieToDecide: z.boolean(),
			tieAcceptedAt: moment,
			submittedAt: moment,
			dueAt: moment,
			isLate: z.boolean(),
			excusedAt: moment,
			excuseKind: ExcuseKind.nullable(),
			excuseNote: z.string().nullable(),
			standsInFor: z.uuid().nullable(),
			isReplaced: z.boolean(),
			conflicted: z.boolean(),
			judged: z.number().int(),
			judgements: Judgements.nullable(),
			first: Judgements.nullable()
		})
	),
	proposal: Proposal.optional(),
	explanation: Explanation.optional(),
	toDeliberate: z.array(CriterionKey),
	verdict: z
		.object({
			class: PracticeClass,
			unmet: z.array(CriterionKey),
			conditional: z.boolean(),
			wording: VerdictWording,
			departure: z.string().nullable(),
			confirmedAt: z.iso.datetime(),
			validUntil: z.iso.date().nullable()
		})
		.nullable(),
	acts: z.array(z.string())
});

const CandidateItem = z.object({
	id: z.string(),
	name: z.string(),
	institutions: z.array(z.object({ id: z.uuid(), name: z.string() })),
	themes: z.array(z.string()),
	sharedThemes: z.array(z.string()),
	load: z.number().int(),
	eligible: z.boolean(),
	why: z.enum(['conflictOfInterest', 'assessedBefore', 'panelKnown']).nullable(),
	conflictInstitution: z.string().nullable(),
	isAssigned: z.boolean()
});

/** A step of a practice's life: it takes a body, it answers nothing. */
function act<B extends z.ZodType>(
	name: Act,
	summary: string,
	policy: Policy,
	body: B,
	perform: (ctx: Ctx, code: string, body: z.output<B>) => Promise<void>
): AnyOperation {
	return operation({
		method: 'post',
		path: `/practices/{code}/acts/${name}`,
		id: `${name}Practice`,
		summary,
		tag: 'assessing',
		policy,
		params: ByCode,
		body,
		creates: true,
		answer: 'empty',
		run: async (ctx, { params, body: given }) => {
			await perform(ctx, params.code, given as z.output<B>);
			return { status: 204, json: null };
		}
	});
}

const nothing = z.object({});

export const assessmentOperations = [
	operation({
		method: 'get',
		path: '/assessments/mine',
		id: 'listAssignments',
		summary: 'Practices assigned to you',
		tag: 'assessing',
		policy: 'assessor',
		answer: z.object({ items: z.array(AssignmentItem) }),
		run: async (ctx) => ({ json: { items: await listAssignments(ctx) } })
	}),
	operation({
		method: 'get',
		path: '/practices/{code}/assessments/mine',
		id: 'readAssignment',
		summary: 'Your own assessment; the content opens once you declared to have no interest',
		tag: 'assessing',
		policy: 'assessor',
		params: ByCode,
		answer: AssignmentAnswer,
		run: async (ctx, { params }) => {
			const { edition, ...assignment } = await readAssignment(ctx, params.code);
			return { json: { ...assignment, edition: edition.id } };
		}
	}),
	operation({
		method: 'put',
		path: '/practices/{code}/assessments/mine/definition-check',
		id: 'saveDefinitionCheck',
		summary: 'Answer the short check of the definition; If-Match is the version of the assessment',
		tag: 'assessing',
		policy: 'assessor',
		params: ByCode,
		body: DefinitionCheck,
		versioned: true,
		answer: z.object({ version: z.number().int() }),
		run: async (ctx, { params, body, version }) => {
			if (version === undefined) throw new Problem('versionRequired');
			const saved = await saveDefinitionCheck(ctx, params.code, version, body);
			return { json: saved, version: saved.version };
		}
	}),
	operation({
		method: 'put',
		path: '/practices/{code}/assessments/mine/{criterion}',
		id: 'saveJudgement',
		summary: 'Save one judgement; If-Match "0" for the first time',
		tag: 'assessing',
		policy: 'assessor',
		params: ByCriterion,
		body: Judgement.extend({ level: SheetLevel.nullable() }),
		versioned: true,
		answer: z.object({ version: z.number().int(), savedAt: z.iso.datetime() }),
		run: async (ctx, { params, body, version }) => {
			if (version === undefined) throw new Problem('versionRequired');
			const saved = await saveJudgement(ctx, params.code, params.criterion, version, body);
			return { json: saved, version: saved.version };
		}
	}),
	operation({
		method: 'get',
		path: '/practices/{code}/case',
		id: 'readCase',
		summary: 'Where a practice stands, for the secretariat: requirements, panel, proposal, verdict',
		tag: 'assessing',
		policy: 'secretariat',
		params: ByCode,
		answer: CaseAnswer,
		run: async (ctx, { params }) => {
			const { known, ...rest } = await readOverview(ctx, params.code);
			const { practice, edition, version, ...more } = known;
			const { code, state } = practice;
			return {
				json: {
					...rest,
					...more,
					verdict: more.verdict ?? null,
					code,
					state,
					edition: edition.id,
					versionNumber: version.number,
					content: version.content
				}
			};
		}
	}),
	operation({
		method: 'get',
		path: '/practices/{code}/candidates',
		id: 'listCandidates',
		summary: 'Who may assess a practice, and who may not, with how much each has in hand',
		tag: 'assessing',
		policy: 'secretariat',
		params: ByCode,
		answer: z.object({ items: z.array(CandidateItem) }),
		run: async (ctx, { params }) => ({ json: { items: await listCandidates(ctx, params.code) } })
	}),
	act('startRequirements', 'Begin the review of requirements', 'secretariat', nothing, startRequirements),
	act('checkRequirement', 'Answer one requirement', 'secretariat', RequirementCheck, checkRequirement),
	act(
		'return',
		'Give the practice back to its author with observations',
		'secretariat',
		z.object({ observations: z.array(Observation).max(60) }),
		(ctx, code, { observations }) => returnPractice(ctx, code, observations)
	),
	act(
		'assign',
		'Give the practice to assessors, until a day, or in the place of one of them',
		'secretariat',
		PanelAssignment.omit({ people: true }).extend({ personIds: z.array(z.string().max(60)).min(1).max(20) }),
		(ctx, code, { personIds, ...more }) => assignAssessors(ctx, code, personIds, more)
	),
	act('excuse', 'Excuse those of the panel whose institution has become a party', 'secretariat', nothing, excuseConflicted),
	act('declareInterest', 'Declare an interest or its absence', 'assessor', InterestDeclaration, declareInterest),
	act('handInAssessment', 'Hand your judgements of all criteria in', 'assessor', nothing, handInAssessment),
	act('disclose', 'Show the panel each other’s judgements and open the deliberation', 'secretariat', nothing, disclose),
	act('confirm', 'Confirm the verdict as proposed, or depart from it in writing', 'secretariat', Confirmation, confirmVerdict),
	act('publish', 'Put the practice into the catalogue', 'secretariat', Publication, publishPractice),
	act('retire', 'Take a published practice out of the catalogue', 'signedIn', nothing, retirePractice),
	operation({
		method: 'post',
		path: '/verdict',
		id: 'judgeSheet',
		summary: 'What the rule makes of a score sheet; nothing is stored',
		tag: 'assessing',
		policy: 'signedIn',
		body: z.unknown().meta({ description: 'A score sheet', examples: [{ edition: 'redlac-2021/1', panel: [] }] }),
		answer: VerdictAnswer,
		run: async (ctx, { body }) => ({ json: judgeSheet(body, allEditions(ctx.app), ctx.locale) })
	})
];
