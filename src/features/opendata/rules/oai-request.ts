// How a request of OAI-PMH 2.0 is read (https://www.openarchives.org/OAI/openarchivesprotocol.html, sections 2.5 to 3.6), and the tokens
// by which a harvester goes on. A token holds the whole question and where the last page ended, so that nothing is kept between pages; it
// opens nothing that the same question would not, which is why it is checked and not signed.
import { z } from 'zod';
import { PracticeCode } from '#features/practices/schema.ts';

const listVerbs = ['ListIdentifiers', 'ListRecords'] as const;
export type ListVerb = (typeof listVerbs)[number];

/** Where a page ended: the moment with microseconds, as the database has it, and the code that parts equal ones. */
export interface ListEnd {
	moment: string;
	code: string;
}

/** What is listed: the set, the moments from (inclusive) and before (exclusive) which something changed, and how far one has come. */
export interface Selection {
	set: string | null;
	from: string | null;
	before: string | null;
	after: ListEnd | null;
	/** How many were given on the pages before. */
	given: number;
}

export type OaiRequest =
	| { verb: 'Identify' | 'ListSets' }
	| { verb: 'ListMetadataFormats'; identifier: string | undefined }
	| { verb: 'GetRecord'; identifier: string }
	| { verb: ListVerb; selection: Selection };

export type OaiErrorCode =
	| 'badVerb'
	| 'badArgument'
	| 'badResumptionToken'
	| 'cannotDisseminateFormat'
	| 'idDoesNotExist'
	| 'noRecordsMatch';

/** A refusal in the words of the protocol. */
export interface OaiError {
	code: OaiErrorCode;
	/** English, as everything between programs is. */
	text: string;
}

export type OaiReading = { ok: true; request: OaiRequest; given: Record<string, string> } | { ok: false; why: OaiError };

const argumentsOf = {
	Identify: { required: [], optional: [] },
	ListMetadataFormats: { required: [], optional: ['identifier'] },
	ListSets: { required: [], optional: ['resumptionToken'] },
	GetRecord: { required: ['identifier', 'metadataPrefix'], optional: [] },
	ListIdentifiers: { required: ['metadataPrefix'], optional: ['from', 'until', 'set'] },
	ListRecords: { required: ['metadataPrefix'], optional: ['from', 'until', 'set'] }
} as const satisfies Record<OaiRequest['verb'], { required: string[]; optional: string[] }>;

/** The only format. */
export const metadataPrefix = 'oai_dc';

/** Reads the arguments of a request, in whatever way they came. */
export function readOaiRequest(parameters: URLSearchParams): OaiReading {
	const verbs = parameters.getAll('verb');
	const verb = verbs.length === 1 ? verbs[0] : undefined;
	if (!isVerb(verb)) return refused('badVerb', verbs.length > 1 ? 'The verb is repeated.' : 'The verb is missing or is none of OAI-PMH.');
	const names = [...parameters.keys()].filter((name) => name !== 'verb');
	const repeated = names.find((name, at) => names.indexOf(name) !== at);
	if (repeated !== undefined) return refused('badArgument', 'An argument is repeated.');
	const given = Object.fromEntries(parameters);
	if (given.resumptionToken !== undefined && verb.startsWith('List') && verb !== 'ListMetadataFormats') {
		if (names.length > 1) return refused('badArgument', 'resumptionToken is an exclusive argument.');
		const selection = isListVerb(verb) ? readToken(verb, given.resumptionToken) : undefined;
		if (!selection || !isListVerb(verb)) return refused('badResumptionToken', 'The resumptionToken is none of ours.');
		return { ok: true, request: { verb, selection }, given };
	}
	const { required, optional } = argumentsOf[verb] as { required: readonly string[]; optional: readonly string[] };
	if (names.some((name) => !required.includes(name) && !optional.includes(name)))
		return refused('badArgument', `${verb} takes no such argument.`);
	if (required.some((name) => !given[name])) return refused('badArgument', `${verb} needs ${required.join(' and ')}.`);
	if (given.metadataPrefix !== undefined && given.metadataPrefix !== metadataPrefix)
		return refused('cannotDisseminateFormat', `The only format is ${metadataPrefix}.`);
	if (verb === 'GetRecord') return { ok: true, request: { verb, identifier: given.identifier ?? '' }, given };
	if (verb === 'ListMetadataFormats') return { ok: true, request: { verb, identifier: given.identifier }, given };
	if (!isListVerb(verb)) return { ok: true, request: { verb }, given };
	return readSelection(verb, given);
}

function readSelection(verb: ListVerb, given: Record<string, string>): OaiReading {
	const { from, until, set } = given;
	if (set !== undefined && !setPattern.test(set)) return refused('badArgument', 'The set is not spelled as one.');
	const [start, end] = [from === undefined ? undefined : momentOf(from), until === undefined ? undefined : momentOf(until)];
	if ((from !== undefined && !start) || (until !== undefined && !end))
		return refused('badArgument', 'Moments are YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ.');
	if (from && until && from.length !== until.length) return refused('badArgument', 'from and until have different granularities.');
	if (start && end && start.getTime() > end.getTime()) return refused('badArgument', 'from is later than until.');
	// `until` includes all of its day or second. Nothing comes after the last year of four digits.
	const before = end && end.getUTCFullYear() < 9999 ? new Date(end.getTime() + (until?.length === 10 ? 86_400_000 : 1000)) : undefined;
	const selection = { set: set ?? null, from: start?.toISOString() ?? null, before: before?.toISOString() ?? null, after: null, given: 0 };
	return { ok: true, request: { verb, selection }, given };
}

const setPattern = /^[\w\-.!~*'()]+(:[\w\-.!~*'()]+)*$/;

/** A day or a moment of the calendar, in UTC. */
function momentOf(text: string): Date | undefined {
	if (!/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}Z)?$/.test(text)) return undefined;
	const moment = new Date(text);
	// 31 April is no day, and PostgreSQL knows no year 0.
	return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(text.replace('Z', '')) && text >= '0001' ? moment : undefined;
}

// tokens ----------------------------------------------------------------------------------------------------------

const moment = z
	.string()
	.regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3,6}Z$/)
	.refine((text) => momentOf(`${text.slice(0, 19)}Z`) !== undefined);
const Token = z.tuple([
	z.enum(listVerbs),
	z.string().regex(setPattern).nullable(),
	moment.nullable(),
	moment.nullable(),
	moment,
	PracticeCode,
	z.number().int().positive()
]);

/** The token that asks for what follows. @param selection of the page, with its own end and what was given so far */
export function writeToken(verb: ListVerb, { set, from, before, given }: Selection, end: ListEnd): string {
	return Buffer.from(JSON.stringify([verb, set, from, before, end.moment, end.code, given])).toString('base64url');
}

function readToken(verb: ListVerb, token: string): Selection | undefined {
	if (token.length > 1000 || !/^[\w-]+$/.test(token)) return undefined;
	let data: unknown;
	try {
		data = JSON.parse(Buffer.from(token, 'base64url').toString('utf8'));
	} catch {
		return undefined;
	}
	const parsed = Token.safeParse(data);
	if (!parsed.success || parsed.data[0] !== verb) return undefined;
	const [, set, from, before, at, code, given] = parsed.data;
	return { set, from, before, after: { moment: at, code }, given };
}

function isVerb(text: string | undefined): text is OaiRequest['verb'] {
	return text !== undefined && Object.hasOwn(argumentsOf, text);
}

function isListVerb(verb: OaiRequest['verb']): verb is ListVerb {
	return listVerbs.some((each) => each === verb);
}

function refused(code: OaiErrorCode, text: string): OaiReading {
	return { ok: false, why: { code, text } };
}
