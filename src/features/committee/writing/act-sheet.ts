// The act of a session in words, once for Word and once for PDF: neither form says anything that the other does not.
import { levelName } from '#features/methodology/rules/edition.ts';
import type { Edition } from '#features/methodology/schema.ts';
import { committeeMessages } from '#messages/committee.ts';
import { listFormatter } from '#platform/formatters.ts';
import { inLocale, type Locale } from '#platform/locale.ts';
import { longMomentInWords } from '#platform/moments.ts';
import { momentThere, zoneInWords } from '#platform/zones.ts';
import type { ActItem, SessionAct } from '../schema.ts';

export interface SheetTable {
	head: string[];
	rows: string[][];
}

/** A practice of the agenda. */
export interface SheetItem {
	/** `1. AC-0001, Title` */
	title: string;
	/** One sentence each: who stayed out, how many took part, how it came out. */
	sentences: string[];
	/** Final levels without names; null where there are none for the reader. */
	levels: SheetTable | null;
	/** The wording of each criterion; Markdown. */
	wording: { name: string; text: string }[];
	departure: { title: string; text: string } | null;
	resolution: { title: string; text: string };
}

export interface ActSheet {
	title: string;
	over: string;
	/** `Borrador` with what it means; null once the session is closed. */
	draft: { mark: string; text: string } | null;
	/** For whom the act is. */
	internal: string;
	facts: { term: string; text: string }[];
	attendance: { title: string; table: SheetTable; sentence: string };
	agenda: { title: string; lines: string[] };
	items: { title: string; list: SheetItem[] };
	minutes: { title: string; text: string };
	signatures: { title: string; people: { name: string; role: string }[] };
	footer: string;
}

/**
 * The act in a language. What was typed stays in its own.
 * @param editionOf the edition of an item
 */
export function actSheet(act: SessionAct, editionOf: (id: string) => Edition, locale: Locale): ActSheet {
	const t = committeeMessages(locale).act;
	const heldAt = new Date(act.heldAt);
	const numbered = act.items.map(({ code, title }, at) => `${at + 1}. ${code}, ${title || t.noTitle}`);
	return {
		title: t.title(act.code),
		over: act.title,
		draft: act.closedAt ? null : { mark: t.draft, text: t.draftText },
		internal: t.internal,
		facts: [
			{ term: t.heldAt, text: `${momentThere(heldAt, act.timeZone, locale)} (${zoneInWords(act.timeZone, heldAt, locale)})` },
			{ term: t.place, text: act.place || t.noPlace },
			...(act.call ? [{ term: t.call, text: act.call }] : []),
			...(act.closedAt ? [{ term: t.closedAt, text: longMomentInWords(act.closedAt, locale) }] : [])
		],
		attendance: {
			title: t.attendance,
			table: {
				head: [t.member, t.institution, t.state, t.note],
				rows: act.members.map(({ name, institutions, attendance, note }) => [
					name,
					institutions.join('; ') || t.noInstitution,
					t.states[attendance],
					note
				])
			},
			sentence: (act.present >= act.quorum ? t.quorum : t.noQuorum)(act.present, act.quorum)
		},
		agenda: { title: t.agenda, lines: numbered.length > 0 ? numbered : [t.emptyAgenda] },
		items: { title: t.items, list: act.items.map((item, at) => sheetItem(item, numbered[at] ?? '', editionOf(item.edition), locale)) },
		minutes: { title: t.minutes, text: act.minutes || t.noMinutes },
		signatures: {
			title: t.signatures,
			people: [
				...act.members.filter(({ attendance }) => attendance === 'present').map(({ name }) => ({ name, role: t.memberRole })),
				{ name: '', role: t.secretariatRole }
			]
		},
		footer: [act.code, act.closedAt ? t.closed : t.draft, t.internalMark].join(' · ')
	};
}

function sheetItem(item: ActItem, title: string, edition: Edition, locale: Locale): SheetItem {
	const t = committeeMessages(locale).act;
	const className = item.class && inLocale(edition.classes[item.class].name, locale);
	const criteria = item.criteria?.map(({ key, levels, met, wording }) => {
		const criterion = edition.criteria.find((each) => each.key === key);
		const name = criterion ? inLocale(criterion.name, locale) : key;
		return { name, levels: levels.map((level) => levelName(edition, level, locale)).join(' · '), met, wording };
	});
	const outcome = t.outcomes[item.outcome](className ?? '');
	return {
		title,
		sentences: [
			...(item.isInvented ? [t.invented] : []),
			item.absent.length > 0 ? t.absent(listFormatter(locale).format(item.absent)) : t.nobodyAbsent,
			t.taking(item.taking),
			outcome
		],
		levels: criteria
			? {
					head: [t.criterion, t.levels, t.result],
					rows: criteria.map(({ name, levels, met }) => [name, levels, met === null ? t.split : met ? t.met : t.unmet])
				}
			: null,
		wording: (criteria ?? []).map(({ name, wording }) => ({ name, text: wording })).filter(({ text }) => text !== ''),
		departure: item.departure ? { title: t.departure, text: item.departure } : null,
		resolution: { title: t.resolution, text: item.resolution || t.noResolution }
	};
}
