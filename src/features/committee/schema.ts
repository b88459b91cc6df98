// The committee at work: what its panels say to each other in writing, and its sessions with agenda, attendance and act.
import { z } from 'zod';
import { CallCode } from '#features/calls/schema.ts';
import { CriterionKey, EditionId, Level, PracticeClass } from '#features/methodology/schema.ts';
import { PracticeCode } from '#features/practices/schema.ts';
import { isTimeZone, wallClockPattern } from '#platform/zones.ts';

// deliberation in writing -----------------------------------------------------------------------------------------

/** A message of a deliberation; without a criterion it is about the practice as a whole. */
export const DeliberationNote = z.object({
	criterion: CriterionKey.nullable().default(null),
	text: z.string().trim().min(1).max(4_000)
});
export type DeliberationNote = z.infer<typeof DeliberationNote>;

/** The same as its form posts it. */
export const DeliberationForm = z.object({
	criterion: z.union([CriterionKey, z.literal('')]).transform((key) => key || null),
	text: DeliberationNote.shape.text
});

// sessions --------------------------------------------------------------------------------------------------------

/** Code of a session, `CE-0001`. */
export const SessionCode = z.string().regex(/^CE-\d{4,}$/);

export const Attendance = z.enum(['invited', 'present', 'excused', 'absent']);
export type Attendance = z.infer<typeof Attendance>;

/** What a session is convened for. */
export const SessionInput = z.object({
	title: z.string().trim().min(1).max(200),
	call: CallCode.nullable().default(null),
	/** Day and hour on the clock of its own zone, `2026-12-01T10:00`. */
	heldAt: z.string().regex(wallClockPattern),
	/** IANA name. */
	timeZone: z.string().trim().max(60).refine(isTimeZone),
	/** A room or the address of a call; empty where it is not known yet. */
	place: z.string().trim().max(500).default(''),
	/** How many members must be present. */
	quorum: z.number().int().min(1).max(100),
	/** Codes of the practices on the agenda, in order. */
	practices: z.array(PracticeCode).max(60).default([]),
	/** Ids of people who are invited beside the panels of these practices. */
	members: z.array(z.string().max(60)).max(200).default([])
});
export type SessionInput = z.infer<typeof SessionInput>;

/** The same as its form posts it: a zone that the list lacks is written beside it. */
export const SessionForm = SessionInput.extend({
	call: z.union([CallCode, z.literal('')]).default(''),
	quorum: z.coerce.number().int().min(1).max(100),
	timeZone: z.string().trim().max(60),
	otherZone: z.string().trim().max(60).default(''),
	version: z.coerce.number().int().default(0)
})
	.transform(({ otherZone, timeZone, call, version, ...session }) => ({
		version,
		session: { ...session, call: call || null, timeZone: otherZone || timeZone }
	}))
	.refine(({ session }) => isTimeZone(session.timeZone), { path: ['timeZone'] });

/** What is written down of a session: who came, what was resolved on each practice, and what was said. */
export const SessionNotes = z.object({
	/** By the id of the person. */
	attendance: z.record(z.string().max(60), z.object({ attendance: Attendance, note: z.string().trim().max(500).default('') })).default({}),
	/** By the code of the practice. */
	resolutions: z.record(PracticeCode, z.string().trim().max(4_000)).default({}),
	minutes: z.string().trim().max(20_000).default('')
});
export type SessionNotes = z.infer<typeof SessionNotes>;

export const SessionNotesForm = SessionNotes.extend({ version: z.coerce.number().int() }).transform(({ version, ...notes }) => ({
	version,
	notes
}));

/** The same as they were typed, when they were refused. */
export const SessionNotesDraft = z.object({
	attendance: z
		.record(
			z.string(),
			z.object({ attendance: z.string().catch('invited'), note: z.string().catch('') }).catch({ attendance: 'invited', note: '' })
		)
		.catch({}),
	resolutions: z.record(z.string(), z.string()).catch({}),
	minutes: z.string().catch('')
});

// the act ---------------------------------------------------------------------------------------------------------

/** How a practice of the agenda came out. `divergent`: the panel is still divided; `open`: not everything is in. */
export const ActOutcome = z.enum(['verdict', 'proposal', 'divergent', 'open']);

export const ActItem = z.object({
	code: PracticeCode,
	/** As plain text. */
	title: z.string(),
	edition: EditionId,
	isInvented: z.boolean(),
	/** Names of members who took no part in this item: they have an interest in it or were excused from it. */
	absent: z.array(z.string()),
	/** Present members who took part in it. */
	taking: z.number().int(),
	outcome: ActOutcome,
	class: PracticeClass.nullable(),
	/** Final levels, sorted, so that their order points at nobody; null where they are not for whoever reads. */
	criteria: z.array(z.object({ key: CriterionKey, levels: z.array(Level), met: z.boolean().nullable(), wording: z.string() })).nullable(),
	departure: z.string().nullable(),
	resolution: z.string()
});
export type ActItem = z.infer<typeof ActItem>;

export const ActMember = z.object({
	personId: z.string(),
	name: z.string(),
	institutions: z.array(z.string()),
	attendance: Attendance,
	note: z.string()
});
export type ActMember = z.infer<typeof ActMember>;

/** What an act says; a draft of it until the session is closed, and from then on this and nothing else. */
export const SessionAct = z.object({
	code: SessionCode,
	title: z.string(),
	/** Title of the call it belongs to. */
	call: z.string().nullable(),
	heldAt: z.iso.datetime(),
	timeZone: z.string(),
	place: z.string(),
	quorum: z.number().int(),
	present: z.number().int(),
	members: z.array(ActMember),
	items: z.array(ActItem),
	minutes: z.string(),
	/** Null while it is a draft. */
	closedAt: z.iso.datetime().nullable()
});
export type SessionAct = z.infer<typeof SessionAct>;

/** Forms in which an act leaves. */
export const ActFormat = z.enum(['docx', 'pdf']);
export type ActFormat = z.infer<typeof ActFormat>;
