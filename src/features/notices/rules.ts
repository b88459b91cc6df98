// Where a notice leads, how what it holds becomes words, and the mails that are made of them.
import type { NoticeWish } from '#features/people/schema.ts';
import type { PracticeState } from '#features/practices/schema.ts';
import { type MailWords, mailMessages } from '#messages/mail.ts';
import { noticeMessages } from '#messages/notices.ts';
import { type Locale, localePath } from '#platform/locale.ts';
import { type Correspondence, oneLine, type WrittenMail, wrapped } from '#platform/mail-text.ts';
import { dayInWords, knownDayInWords } from '#platform/moments.ts';
import type { NoticeDetail, NoticeFacts, NoticeKind, NoticePlace } from './schema.ts';

/** Whose page of the practice a kind leads to, unless its detail says otherwise; or a page that is not a practice's. */
const places = {
	practiceSent: 'secretariat',
	practiceReturned: 'author',
	practiceWithdrawn: 'secretariat',
	authorisationAnswered: 'secretariat',
	authorisationRefused: 'secretariat',
	captureRemarked: 'author',
	correctionAccepted: 'author',
	assigned: 'assessor',
	standIn: 'assessor',
	assessmentDue: 'assessor',
	assessmentOverdue: 'assessor',
	panelOverdue: 'secretariat',
	excused: 'secretariat',
	tieToDecide: 'secretariat',
	tieAccepted: 'assessor',
	released: 'assessments',
	panelEnded: 'assessments',
	panelComplete: 'secretariat',
	deliberationOpened: 'assessor',
	deliberationNote: 'assessor',
	thirdAssessor: 'assessor',
	sessionCalled: 'session',
	verdictToRead: 'author',
	verdictAnswered: 'secretariat',
	verdictPublished: 'author',
	reconsiderationRequested: 'secretariat',
	reconsiderationDue: 'secretariat',
	labelExpiring: 'author',
	labelLapsed: 'author',
	labelSuspended: 'author',
	labelLifted: 'author',
	harmReported: 'reports',
	planStepDue: 'author',
	planStepOverdue: 'author',
	planDone: 'secretariat',
	planComplete: 'author',
	callOpened: 'call',
	callClosing: 'call',
	callMoved: 'call',
	messageReceived: 'messages',
	contactBounced: 'outbox'
} as const satisfies Record<NoticeKind, NoticePlace | 'assessments' | 'session' | 'call' | 'outbox' | 'reports' | 'messages'>;

/** Folders of a practice's pages. */
const practicePages = {
	author: '/trabajo/practicas',
	assessor: '/trabajo/evaluaciones',
	secretariat: '/trabajo/secretaria',
	public: '/practicas'
} as const satisfies Record<NoticePlace, string>;

/** What a kind is about, where that has a page of its own below the practice's. */
const parts: Partial<Record<NoticeKind, Partial<Record<NoticePlace, string>>>> = {
	deliberationOpened: { assessor: '/deliberacion', secretariat: '/deliberacion' },
	deliberationNote: { assessor: '/deliberacion', secretariat: '/deliberacion' },
	verdictToRead: { author: '/dictamen' },
	planStepDue: { author: '/plan' },
	planStepOverdue: { author: '/plan' },
	planComplete: { author: '/plan' }
};

/**
 * States of its practice in which there is something to do about a notice; kinds that are absent do not follow the practice. Derived, so
 * that nobody has to take a notice back.
 */
const todoWhile = {
	practiceSent: ['submitted'],
	practiceReturned: ['returned'],
	assigned: ['assessment', 'deliberation'],
	standIn: ['assessment', 'deliberation'],
	thirdAssessor: ['deliberation'],
	assessmentDue: ['assessment', 'deliberation'],
	assessmentOverdue: ['assessment', 'deliberation'],
	panelOverdue: ['assessment', 'deliberation'],
	excused: ['assessment', 'deliberation'],
	tieToDecide: ['assessment', 'deliberation'],
	tieAccepted: ['assessment', 'deliberation'],
	panelComplete: ['assessment', 'deliberation'],
	deliberationOpened: ['deliberation'],
	verdictToRead: ['decided'],
	reconsiderationRequested: ['assessment'],
	reconsiderationDue: ['assessment', 'deliberation']
} as const satisfies Partial<Record<NoticeKind, readonly PracticeState[]>>;

/** Whether a notice asks for something still. @param state of the practice it speaks of; undefined when it speaks of none */
export function isStillTodo({ kind, isTodo }: { kind: NoticeKind; isTodo: boolean }, state: PracticeState | undefined): boolean {
	const states: readonly PracticeState[] | undefined = (todoWhile as Partial<Record<NoticeKind, readonly PracticeState[]>>)[kind];
	return isTodo && (!states || !state || states.includes(state));
}

/** Page that a notice leads to, without language or origin: `/trabajo/practicas/AC-0001`. */
export function noticePath(kind: NoticeKind, detail: NoticeDetail): string {
	const place = places[kind];
	if (place === 'outbox') return '/trabajo/buzon-de-salida';
	if (place === 'assessments') return practicePages.assessor;
	if (place === 'reports') return '/trabajo/reportes';
	if (place === 'messages') return '/trabajo/mensajes';
	if (place === 'call') return below('/convocatorias', detail.call);
	if (place === 'session') return below('/trabajo/sesiones', detail.session);
	const at = typeof detail.at === 'string' && detail.at in practicePages ? (detail.at as NoticePlace) : place;
	return below(practicePages[at], detail.practice, parts[kind]?.[at]);
}

const below = (folder: string, code: NoticeDetail[string] | undefined, part = '') =>
	code ? `${folder}/${encodeURIComponent(String(code))}${part}` : folder;

/** Titles of what notices speak of, by code. */
export type Titles = ReadonlyMap<string, string>;

/** What the words of a notice are made of. @param titles of the practice, the call and the session in its detail */
export function factsOf(detail: NoticeDetail, titles: Titles, locale: Locale): NoticeFacts {
	const named = (code: NoticeDetail[string] | undefined) => {
		const title = titles.get(String(code));
		if (!code) return '';
		return title ? `${code}, “${oneLine(title)}”` : String(code);
	};
	return {
		practice: named(detail.practice),
		call: named(detail.call),
		session: named(detail.session),
		day: typeof detail.day === 'string' ? inWords(detail.day, locale) : '',
		days: Number(detail.days ?? 0),
		count: Number(detail.count ?? 0)
	};
}

/** A plain day belongs to no place; a moment is told as a day where the network works. */
const inWords = (day: string, locale: Locale) => (day.includes('T') ? dayInWords(day, locale) : knownDayInWords(day, locale));

/** Whether somebody who wishes this gets a mail about a notice. */
export function isWished(wish: NoticeWish, notice: { isTodo: boolean }): boolean {
	return wish === 'all' || (wish === 'todo' && notice.isTodo);
}

// mails -----------------------------------------------------------------------------------------------------------

type Addressed = Correspondence & { name: string };

interface Told {
	kind: NoticeKind;
	detail: NoticeDetail;
	isTodo: boolean;
}

/** One mail about one notice or several; what is to be done comes first. */
export function noticeLetter(notices: readonly Told[], titles: Titles, { origin, network, name, locale }: Addressed): WrittenMail {
	const t = mailMessages(locale);
	const words = noticeMessages(locale);
	const told = notices.toSorted((a, b) => Number(b.isTodo) - Number(a.isTodo));
	const paragraphs = told.map(({ kind, detail, isTodo }) =>
		[
			isTodo ? `${t.todo}: ${words[kind].title}` : words[kind].title,
			wrapped(words[kind].text(factsOf(detail, titles, locale))),
			origin + localePath(locale, noticePath(kind, detail))
		].join('\n')
	);
	const choice = `${t.choose}\n${origin}${localePath(locale, '/trabajo/cuenta')}`;
	const body = [t.greeting(oneLine(name)), ...paragraphs, `-- \n${oneLine(network)} · Acervo\n${choice}`].join('\n\n');
	return { subject: subjectOf(told, words, t), body: `${body}\n` };
}

function subjectOf(told: readonly Told[], words: ReturnType<typeof noticeMessages>, t: MailWords): string {
	const [only] = told;
	if (!only || told.length > 1) return t.several(told.length, told.filter(({ isTodo }) => isTodo).length);
	const code = only.detail.practice ?? only.detail.call ?? only.detail.session;
	return oneLine(code ? `${words[only.kind].title}: ${code}` : words[only.kind].title);
}

/** Pages that a secret link opens. */
const linkPages = { join: '/invitacion', reset: '/restablecer' } as const;

/** A mail with a link that opens an account. @param days how long the link works */
export function linkLetter(
	{ purpose, secret, days }: { purpose: 'join' | 'reset'; secret: string; days: number },
	{ origin, network, name, locale }: Addressed
): WrittenMail {
	const t = mailMessages(locale);
	const said = t.link[purpose];
	const of = oneLine(network) || 'Acervo';
	const link = origin + localePath(locale, `${linkPages[purpose]}/${secret}`);
	const body = [t.greeting(oneLine(name)), wrapped(said.text(of)), link, wrapped(`${said.use(days)} ${t.ignore}`)].join('\n\n');
	return { subject: oneLine(said.subject(of)), body: `${body}\n` };
}
