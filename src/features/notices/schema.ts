// What somebody should hear of. A new kind needs a line here, its words in src/messages/notices.ts and its page in ./rules.ts.
import { z } from 'zod';

export const NoticeKind = z.enum([
	// The way of a practice
	'practiceSent',
	'practiceReturned',
	'practiceWithdrawn',
	'authorisationAnswered',
	'authorisationRefused',
	'captureRemarked',
	'correctionAccepted',
	// The panel
	'assigned',
	'standIn',
	'assessmentDue',
	'assessmentOverdue',
	'panelOverdue',
	'excused',
	'tieToDecide',
	'tieAccepted',
	'released',
	'panelEnded',
	'panelComplete',
	'deliberationOpened',
	'deliberationNote',
	'thirdAssessor',
	'sessionCalled',
	// The verdict and its label
	'verdictToRead',
	'verdictAnswered',
	'verdictPublished',
	'reconsiderationRequested',
	'reconsiderationDue',
	'labelExpiring',
	'labelLapsed',
	'labelSuspended',
	'labelLifted',
	'harmReported',
	// Accompaniment and calls
	'planStepDue',
	'planStepOverdue',
	'planDone',
	'planComplete',
	'callOpened',
	'callClosing',
	'callMoved',
	'messageReceived',
	'contactBounced'
]);
export type NoticeKind = z.infer<typeof NoticeKind>;

/**
 * Codes, days, keys and numbers: a text here is one word of plain letters and digits, so that no name, institution or reason fits in.
 * `practice`, `call` and `session` are codes, `day` an ISO day or moment, `days` and `count` numbers; `at` says through whose page the
 * practice is looked at, where that is not the kind's own.
 */
export const NoticeDetail = z.record(
	z.string().max(40),
	z.union([
		z
			.string()
			.max(80)
			.regex(/^[A-Za-z0-9:._+/-]*$/, 'the detail of a notice holds codes, days and numbers only'),
		z.number(),
		z.boolean(),
		z.null()
	])
);
export type NoticeDetail = z.infer<typeof NoticeDetail>;

/** Whose page of a practice a notice leads to. */
export const NoticePlace = z.enum(['author', 'assessor', 'secretariat', 'public']);
export type NoticePlace = z.infer<typeof NoticePlace>;

/** What the words of a notice are made of, in the reader's language; what its detail lacks is empty or 0. */
export interface NoticeFacts {
	/** `AC-0001, “Title”`; the code alone when the practice has no title. */
	practice: string;
	/** Code and title, as of a practice. */
	call: string;
	/** Code and title, as of a practice. */
	session: string;
	/** A day in words. */
	day: string;
	days: number;
	count: number;
}

/** A notice in the reader's words. */
export const Notice = z.object({
	id: z.number().int(),
	kind: NoticeKind,
	title: z.string(),
	text: z.string(),
	/** Page to go to, without language or origin. */
	path: z.string(),
	/** Something to do, not only to know. */
	isTodo: z.boolean(),
	createdAt: z.date(),
	readAt: z.date().nullable()
});
export type Notice = z.infer<typeof Notice>;

/** One page of a list. */
export const PageQuery = z.object({
	page: z.coerce.number().int().min(1).max(1000).default(1),
	limit: z.coerce.number().int().min(1).max(100).default(30)
});
export type PageQuery = z.infer<typeof PageQuery>;

export const NoticePage = z.object({
	/** Unread ones first, the newest of them first. */
	items: z.array(Notice),
	unread: z.number().int(),
	/** Number of the next page; null at the end. */
	next: z.number().int().nullable()
});
export type NoticePage = z.infer<typeof NoticePage>;

/** Which notices were read: some, or every one there is. */
export const MarkRead = z.union([
	z.strictObject({ ids: z.array(z.number().int().positive()).min(1).max(500) }),
	z.strictObject({ all: z.literal(true) })
]);
export type MarkRead = z.infer<typeof MarkRead>;

// mails -----------------------------------------------------------------------------------------------------------

export const MailPurpose = z.enum(['notices', 'join', 'reset', 'alert', 'follow']);
export type MailPurpose = z.infer<typeof MailPurpose>;

/** Why a mail did not go; the same codes as in platform/mail.server.ts. */
export const MailFailure = z.enum(['unreachable', 'insecure', 'credentials', 'address', 'later', 'refused']);
export type MailFailure = z.infer<typeof MailFailure>;

/** A mail that has not gone yet. */
export const OutgoingMail = z.object({
	id: z.uuid(),
	personId: z.string(),
	personName: z.string(),
	purpose: MailPurpose,
	recipient: z.string(),
	subject: z.string(),
	/** Null once it was erased. */
	body: z.string().nullable(),
	state: z.enum(['waiting', 'failed']),
	attempts: z.number().int(),
	failure: MailFailure.nullable(),
	nextAt: z.date(),
	createdAt: z.date()
});
export type OutgoingMail = z.infer<typeof OutgoingMail>;
