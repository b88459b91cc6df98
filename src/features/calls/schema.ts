// A call for practices (convocatoria): from when to when practices are taken in, until when they are judged, and by whom.
import { z } from 'zod';
import { EditionId } from '#features/methodology/schema.ts';
import { isTimeZone, wallClockPattern } from '#platform/zones.ts';

/** Public code, `CV-0001`. */
export const CallCode = z.string().regex(/^CV-\d{4,}$/);

/** Day and hour on the clock of the call's own zone, `2026-12-01T23:59`. */
const WallClock = z.string().regex(wallClockPattern);

/** What the secretariat says of a call. */
export const CallInput = z.object({
	title: z.string().trim().min(1).max(200),
	/** Markdown. */
	introduction: z.string().trim().max(20_000).default(''),
	/** What its practices are judged by; fixed from the first practice on. */
	edition: EditionId,
	themes: z.array(z.string().max(60)).max(60).default([]),
	/** IANA name. */
	timeZone: z.string().trim().max(60).refine(isTimeZone),
	opensAt: WallClock,
	closesAt: WallClock,
	/** Until when assessors hand in. */
	assessBy: WallClock,
	/** Ids of the people who may be assigned. */
	assessors: z.array(z.string().max(60)).max(500).default([])
});
export type CallInput = z.infer<typeof CallInput>;

/** The same as its form posts it: a zone that the list lacks is written beside it. */
export const CallForm = CallInput.extend({ timeZone: z.string().trim().max(60), otherZone: z.string().trim().max(60).default('') })
	.transform(({ otherZone, timeZone, ...call }) => ({ ...call, timeZone: otherZone || timeZone }))
	.refine(({ timeZone }) => isTimeZone(timeZone), { path: ['timeZone'] });

/** A call as everybody may read it; who assesses in it is for the secretariat alone. */
export const Call = z.object({
	id: z.uuid(),
	code: CallCode,
	title: z.string(),
	introduction: z.string(),
	edition: EditionId,
	themes: z.array(z.string()),
	timeZone: z.string(),
	opensAt: z.date(),
	closesAt: z.date(),
	assessBy: z.date(),
	endedAt: z.date().nullable(),
	version: z.number().int()
});
export type Call = z.infer<typeof Call>;

/** `coming`: not open yet · `open`: takes practices in · `closed`: judges them · `ended`: the secretariat has ended it. */
export const CallPhase = z.enum(['coming', 'open', 'closed', 'ended']);
export type CallPhase = z.infer<typeof CallPhase>;

/** Somebody of a call's pool, or who could be. */
export interface PoolPerson {
	id: string;
	name: string;
	institutions: string[];
	themes: string[];
	inPool: boolean;
}
