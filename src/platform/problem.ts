// The one list of failures: a stable code, its HTTP status. The words for people are in src/messages/problems.ts.

export const problemStatus = {
	// who
	signInRequired: 401,
	wrongCredentials: 401,
	notAllowed: 403,
	accountDeactivated: 403,
	tooManyAttempts: 429,
	tooManyCalls: 429,
	linkUsedOrExpired: 410,
	lastSecretariat: 409,
	emailTaken: 409,
	setupDone: 410,
	conflictOfInterest: 403,
	// what
	notFound: 404,
	gone: 410,
	invalidInput: 422,
	bodyTooLarge: 413,
	bodyTooSlow: 408,
	unsupportedMedia: 415,
	badRequest: 400,
	// versions and retries
	versionConflict: 412,
	versionRequired: 428,
	idempotencyMismatch: 422,
	concurrentChange: 409,
	// life of a practice
	wrongState: 409,
	incomplete: 422,
	noVerdict: 409,
	notImpartial: 403,
	unclassifiedPrivate: 409,
	authorNotHeard: 409,
	agreesWithOutcome: 409,
	sessionClosed: 409,
	sessionNotHeld: 409,
	quorumMissing: 409,
	alreadyReconsidered: 409,
	reconsiderationClosed: 409,
	assessedBefore: 403,
	tieUndecided: 403,
	callClosed: 409,
	callOtherEdition: 409,
	notInPool: 409,
	notDisclosed: 409,
	panelTooSmall: 422,
	panelNotImpartial: 409,
	panelKnown: 403,
	divergent: 409,
	interestNotDeclared: 403,
	alreadyAssigned: 409,
	notAssigned: 403,
	judgementIncomplete: 422,
	finalIncomplete: 422,
	requirementsUnmet: 409,
	departureNeedsReason: 422,
	inUse: 409,
	nameTaken: 409,
	pieceChanged: 409,
	aliasTaken: 409,
	importSettled: 409,
	nothingMapped: 422,
	nothingImported: 422,
	tooManyFiles: 413,
	noMailServer: 409,
	// files
	fileEmpty: 422,
	fileTooLarge: 413,
	fileEncrypted: 422,
	fileDamaged: 422,
	fileTypeUnknown: 415,
	fileNotAccepted: 415,
	fileOldWord: 422,
	fileOldSheet: 422,
	fileRichText: 422,
	fileScanned: 422,
	fileDynamicForm: 422,
	fileNoForm: 422,
	fileNoSheet: 422,
	otherFormatVersion: 422,
	keyTwice: 422,
	editionUnknown: 422,
	fileUnsafe: 422,
	fileTooSlow: 422,
	quotaReached: 413,
	// backups
	notABackup: 422,
	backupDamaged: 422,
	backupOlder: 409,
	backupNewer: 409,
	backupOtherProgram: 409,
	instanceNotEmpty: 409,
	serverRunning: 409,
	// the house
	overloaded: 503,
	/** The database is away for a moment. */
	unavailable: 503,
	internal: 500
} as const satisfies Record<string, number>;

export type ProblemCode = keyof typeof problemStatus;

/** A wrong input at one place of a form: the path of the field and a code or sentence for it. */
export interface FieldProblem {
	path: string;
	message: string;
}

/** The only thing a handler throws on purpose. `detail` and `fields` are shown to people; nothing internal goes in. */
export class Problem extends Error {
	readonly code: ProblemCode;
	readonly status: number;
	readonly detail: Record<string, unknown>;
	readonly fields: FieldProblem[];

	constructor(code: ProblemCode, more: { detail?: Record<string, unknown>; fields?: FieldProblem[] } = {}) {
		super(code);
		this.name = 'Problem';
		this.code = code;
		this.status = problemStatus[code];
		this.detail = more.detail ?? {};
		this.fields = more.fields ?? [];
	}
}

/**
 * Values that a schema lets pass and the database cannot hold: a NUL byte in a text, half a surrogate pair in JSON, a number or a moment
 * out of range.
 */
const unstorable: ReadonlySet<string> = new Set(['22021', '22P05', '22P02', '22003', '22008']);

/**
 * Translates what the database refuses into a Problem, once for all doors; anything unknown is returned as it came.
 * Codes: https://www.postgresql.org/docs/15/errcodes-appendix.html
 */
export function fromDatabase(error: unknown): unknown {
	const code = (error as { code?: unknown } | null)?.code;
	if (code === '40001' || code === '40P01') return new Problem('concurrentChange');
	if (isConnectionLost(error)) return new Problem('unavailable');
	if (code === '53300' || code === '57014') return new Problem('overloaded');
	// Something named in the input does not exist.
	if (code === '23503') return new Problem('invalidInput');
	if (typeof code === 'string' && unstorable.has(code)) return new Problem('invalidInput');
	return error;
}

/** The database was stopped, cannot be reached, or the connection to it broke. The sign-in library wraps what it met as the cause. */
function isConnectionLost(error: unknown): boolean {
	if (!(error instanceof Error)) return false;
	const { code, syscall } = error as NodeJS.ErrnoException;
	if (syscall === 'connect' || code === 'ECONNRESET' || code === 'EPIPE') return true;
	// https://www.postgresql.org/docs/18/errcodes-appendix.html: class 08, and operator intervention by a stop or a crash.
	if (code !== undefined && /^(08\w{3}|57P0[123])$/.test(code)) return true;
	// The driver gives these no code.
	if (/^Connection terminated|^Client (was closed|has encountered a connection error) and is not queryable/.test(error.message))
		return true;
	return isConnectionLost(error.cause);
}
