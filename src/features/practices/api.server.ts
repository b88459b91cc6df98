// Documenting a practice through the API: open a draft, read and write its sections, send it, end it.
import { z } from 'zod';
import { CallCode } from '#features/calls/schema.ts';
import { DeclaredClass, FieldKey } from '#features/methodology/schema.ts';
import { type AnyOperation, operation } from '#platform/http/api.ts';
import { Locale } from '#platform/locale.ts';
import type { Policy } from '#platform/policy.ts';
import { Problem } from '#platform/problem.ts';
import {
	chooseCall,
	createPractice,
	declareClass,
	handOver,
	listOwnPractices,
	movePractice,
	type PracticeDraft,
	placeUnplaced,
	readDraft,
	revisePractice,
	saveSection,
	setInstitutions,
	submitPractice
} from './handlers.server.ts';
import { Fields, FieldText, Layers, layerKeys, Observation, PracticeCode, PracticeState, SectionKey } from './schema.ts';

const ByCode = z.object({ code: PracticeCode });
const InstitutionIds = z.array(z.uuid()).max(40);

/** A draft may begin with whole fields; all else begins empty. */
const NewPractice = z.object({
	declaredClass: DeclaredClass.nullable().optional(),
	language: Locale.optional(),
	fields: z.partialRecord(FieldKey, FieldText).optional(),
	institutionIds: InstitutionIds.optional()
});

const Versioned = z.object({ value: z.unknown(), done: z.boolean(), version: z.number().int() });
const DraftAnswer = z.object({
	code: PracticeCode,
	state: PracticeState,
	version: z.number().int(),
	edition: z.string(),
	declaredClass: DeclaredClass.nullable(),
	fields: z.record(FieldKey, Versioned.extend({ value: FieldText })),
	layers: z.record(z.enum(layerKeys), Versioned),
	institutions: z.array(z.object({ id: z.uuid(), name: z.string() })),
	unplaced: z.array(z.object({ id: z.uuid(), text: z.string(), origin: z.string() })),
	observations: z.array(Observation.extend({ versionNumber: z.number().int().nullable(), createdAt: z.iso.datetime() }))
});

/** The draft as the API shows it: every section with its version, so that it can be written back. */
function asAnswer({ practice, sections, content, unplaced, observations }: PracticeDraft) {
	const answers = (values: Record<string, unknown>) =>
		Object.fromEntries(
			Object.entries(values).map(([key, value]) => {
				const section = sections[key as SectionKey];
				return [key, { value, done: section?.done ?? false, version: section?.version ?? 0 }];
			})
		);
	const { code, state, version, edition, declaredClass } = practice;
	return {
		code,
		state,
		version,
		edition,
		declaredClass,
		fields: answers(Fields.parse(content.fields)),
		layers: answers(Layers.parse(content.layers)),
		institutions: content.institutions,
		unplaced,
		observations: observations.map(({ key, text, versionNumber, createdAt }) => ({ key, text, versionNumber, createdAt }))
	};
}

const Sent = z.object({ version: z.number().int() });
const Saved = Sent.extend({ savedAt: z.iso.datetime() });
const Acted = z.object({ code: PracticeCode, state: PracticeState });

/** An act that only moves the practice along its life. */
function move(act: 'withdraw' | 'reopen' | 'archive', summary: string, policy: Policy): AnyOperation {
	return operation({
		method: 'post',
		path: `/practices/{code}/acts/${act}`,
		id: `${act}Practice`,
		summary,
		tag: 'documenting',
		policy,
		params: ByCode,
		answer: Acted,
		run: async (ctx, { params }) => {
			await movePractice(ctx, params.code, act);
			const { practice } = await readDraft(ctx, params.code);
			return { json: { code: practice.code, state: practice.state } };
		}
	});
}

export const practiceOperations = [
	operation({
		method: 'post',
		path: '/practices',
		id: 'createPractice',
		summary: 'Open a draft',
		tag: 'documenting',
		policy: 'signedIn',
		body: NewPractice,
		creates: true,
		answer: ByCode,
		run: async (ctx, { body }) => {
			const { code } = await createPractice(ctx, body);
			return { status: 201, json: { code }, location: `/api/v1/practices/${code}/draft` };
		}
	}),
	operation({
		method: 'get',
		path: '/practices/mine',
		id: 'listOwnPractices',
		summary: 'Practices of whoever asks, whatever their state',
		tag: 'documenting',
		policy: 'signedIn',
		answer: z.object({ items: z.array(Acted.extend({ title: z.string(), stateSince: z.iso.datetime() })) }),
		run: async (ctx) => {
			const items = await listOwnPractices(ctx);
			return { json: { items: items.map(({ code, title, state, stateSince }) => ({ code, title, state, stateSince })) } };
		}
	}),
	operation({
		method: 'get',
		path: '/practices/{code}/draft',
		id: 'readDraft',
		summary: 'A practice as it is being documented, every section with its version',
		tag: 'documenting',
		policy: 'signedIn',
		params: ByCode,
		answer: DraftAnswer,
		run: async (ctx, { params }) => ({ json: asAnswer(await readDraft(ctx, params.code)) })
	}),
	operation({
		method: 'put',
		path: '/practices/{code}/fields/{key}',
		id: 'saveSection',
		summary: 'Write a section: one of the eight fields or an optional layer',
		tag: 'documenting',
		policy: 'signedIn',
		params: ByCode.extend({ key: SectionKey }),
		body: z.object({ value: z.unknown(), done: z.boolean().optional() }),
		versioned: true,
		answer: Saved,
		run: async (ctx, { params, body, version }) => {
			if (version === undefined) throw new Problem('versionRequired');
			const saved = await saveSection(ctx, params.code, params.key, version, body);
			return { json: saved, version: saved.version };
		}
	}),
	operation({
		method: 'put',
		path: '/practices/{code}/institutions',
		id: 'setInstitutions',
		summary: 'Say which institutions of the authority file implement the practice; If-Match is the version of its section `institutions`',
		tag: 'documenting',
		policy: 'signedIn',
		params: ByCode,
		body: z.object({ institutionIds: InstitutionIds }),
		versioned: true,
		answer: Saved,
		run: async (ctx, { params, body, version }) => {
			if (version === undefined) throw new Problem('versionRequired');
			const saved = await setInstitutions(ctx, params.code, version, body.institutionIds);
			return { json: saved, version: saved.version };
		}
	}),
	operation({
		method: 'put',
		path: '/practices/{code}/declared-class',
		id: 'declareClass',
		summary: 'Say what the practice is declared to be, never a verdict; If-Match is the version of the practice',
		tag: 'documenting',
		policy: 'signedIn',
		params: ByCode,
		body: z.object({ declaredClass: DeclaredClass.nullable() }),
		versioned: true,
		answer: Sent,
		run: async (ctx, { params, body, version }) => {
			if (version === undefined) throw new Problem('versionRequired');
			const declared = await declareClass(ctx, params.code, version, body.declaredClass);
			return { json: declared, version: declared.version };
		}
	}),
	operation({
		method: 'post',
		path: '/practices/{code}/unplaced/{id}',
		id: 'placeUnplaced',
		summary: 'Append imported text to a field, or dismiss it with null',
		tag: 'documenting',
		policy: 'signedIn',
		params: ByCode.extend({ id: z.uuid() }),
		body: z.object({ key: FieldKey.nullable() }),
		answer: 'empty',
		run: async (ctx, { params, body }) => {
			await placeUnplaced(ctx, params.code, params.id, body.key);
			return { status: 204, json: null };
		}
	}),
	operation({
		method: 'put',
		path: '/practices/{code}/call',
		id: 'chooseCall',
		summary: 'Say which call a draft answers; null for none. If-Match is the version of the practice',
		tag: 'documenting',
		policy: 'signedIn',
		params: ByCode,
		body: z.object({ call: CallCode.nullable() }),
		versioned: true,
		answer: Sent,
		run: async (ctx, { params, body, version }) => {
			if (version === undefined) throw new Problem('versionRequired');
			const chosen = await chooseCall(ctx, params.code, version, body.call);
			return { json: chosen, version: chosen.version };
		}
	}),
	operation({
		method: 'post',
		path: '/practices/{code}/acts/submit',
		id: 'submitPractice',
		summary: 'Send the practice to the call it answers, if any: its text is frozen as the next version',
		tag: 'documenting',
		policy: 'signedIn',
		params: ByCode,
		body: z.object({
			/** Of a published practice: only a typo or a translation changed. */
			asCorrection: z.boolean().optional()
		}),
		creates: true,
		answer: Sent,
		run: async (ctx, { params, body }) => ({ status: 201, json: await submitPractice(ctx, params.code, body) })
	}),
	operation({
		method: 'post',
		path: '/practices/{code}/acts/revise',
		id: 'revisePractice',
		summary: 'Open the text of a published practice again; the published version stays',
		tag: 'documenting',
		policy: 'signedIn',
		params: ByCode,
		creates: true,
		answer: 'empty',
		run: async (ctx, { params }) => {
			await revisePractice(ctx, params.code);
			return { status: 204, json: null };
		}
	}),
	operation({
		method: 'post',
		path: '/practices/{code}/acts/handOver',
		id: 'handOverPractice',
		summary: 'Give the practice to another account',
		tag: 'documenting',
		policy: 'signedIn',
		params: ByCode,
		body: z.object({ email: z.email() }),
		answer: 'empty',
		run: async (ctx, { params, body }) => {
			await handOver(ctx, params.code, body.email);
			return { status: 204, json: null };
		}
	}),
	move('withdraw', 'Withdraw before the verdict', 'signedIn'),
	move('reopen', 'Work again on a practice that was withdrawn, or decided without a label', 'signedIn'),
	move('archive', 'Put away for good', 'secretariat')
];
