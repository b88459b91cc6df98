// Acts on a practice up to its sending, and the ends of its life: create, write, place, send, withdraw, hand over, archive.
import { isDeepStrictEqual } from 'node:util';

import { takesIn } from '#features/calls/rules.ts';
import { holdCall, holdCallById } from '#features/calls/store.server.ts';
import { actOnLabel } from '#features/labels/handlers/label.server.ts';
import { settleReconsideration } from '#features/labels/store.server.ts';
import { allEditions, currentEdition, readEdition } from '#features/methodology/handlers.server.ts';
import { type DeclaredClass, type Edition, type FieldKey, fieldKeys } from '#features/methodology/schema.ts';
import { notify, notifySecretariat } from '#features/notices/handlers.server.ts';
import { findPersonByEmail } from '#features/people/store.server.ts';
import { change } from '#platform/change.server.ts';
import { actorId, type Ctx, type Db, hasRole, type Tx } from '#platform/ctx.ts';
import { Problem } from '#platform/problem.ts';
import { issuesToFields } from '#platform/validation.ts';
import { endsBeforeStart, whatIsMissing } from './rules/completeness.ts';
import { type Act, canCreate, canRead, endsPanel, mayAct, nextState, type Situation } from './rules/life.ts';
import { askedFields, inOtherEdition } from './rules/other-edition.ts';
import { sectionsOf } from './rules/sections.ts';
import { strangeTerms } from './rules/vocabulary.ts';
import {
	emptyLayers,
	Fields,
	FieldText,
	type LayerKey,
	Layers,
	layerKeys,
	layers,
	type PracticeContent,
	type SectionKey,
	type SectionValue
} from './schema.ts';
import * as store from './store.server.ts';

/** What a new practice may begin with; everything else starts empty. */
export interface PracticeStart {
	declaredClass?: DeclaredClass | null;
	language?: 'es' | 'en' | 'pt' | 'fr';
	fields?: Partial<Record<FieldKey, string>>;
	layers?: Partial<Layers>;
	institutionIds?: string[];
	unplaced?: store.NewPiece[];
	isExample?: boolean;
	isInvented?: boolean;
}

/** Opens a draft that belongs to whoever acts; the operator's belongs to nobody until handed over. @throws Problem notAllowed */
export async function createPractice(ctx: Ctx, start: PracticeStart): Promise<{ code: string }> {
	return change(ctx, 'practice.create', async (tx, about) => {
		const { code } = await openDraft(ctx, tx, start);
		about({ kind: 'practice', id: code });
		return { code };
	});
}

/** Opens a draft as part of a larger act, which leaves the journal row. @throws Problem signInRequired, notAllowed */
export async function openDraft(ctx: Ctx, tx: Tx, start: PracticeStart): Promise<{ id: string; code: string }> {
	if (!canCreate(ctx.actor)) throw new Problem(ctx.actor.kind === 'anonymous' ? 'signInRequired' : 'notAllowed');
	const language = start.language ?? ctx.locale;
	const edition = await currentEdition(ctx.app, tx);
	const { fields, pieces } = askedFields(start.fields ?? {}, edition);
	const practice = await store.insertPractice(
		tx,
		{
			edition: edition.id,
			language,
			declaredClass: start.declaredClass ?? null,
			ownerId: actorId(ctx.actor),
			isExample: start.isExample ?? false,
			isInvented: start.isInvented ?? false
		},
		{ ...emptyFields(), ...fields, ...emptyLayers, language, ...start.layers },
		actorId(ctx.actor)
	);
	await store.replaceInstitutions(tx, practice.id, start.institutionIds ?? []);
	await store.insertUnplaced(tx, practice.id, [...pieces, ...(start.unplaced ?? [])]);
	return practice;
}

// reading ---------------------------------------------------------------------------------------------------------

/** Everything the workspace shows of a practice that is being documented. */
export interface PracticeDraft {
	practice: store.PracticeRow;
	edition: Edition;
	sections: Record<SectionKey, store.SectionRow>;
	content: PracticeContent;
	unplaced: store.UnplacedRow[];
	observations: store.ObservationRow[];
	versions: { number: number; submittedAt: Date }[];
}

/** The draft with all that hangs on it. @throws Problem notFound, also for whoever may not read it */
export async function readDraft(ctx: Ctx, code: string): Promise<PracticeDraft> {
	const { db } = ctx.app;
	const practice = await store.findPractice(db, code);
	if (!practice || !canRead(ctx.actor, practice)) throw new Problem('notFound');
	const [rows, content, unplaced, observations, versions] = await Promise.all([
		store.listSections(db, practice.id),
		readContent(db, practice),
		store.listUnplaced(db, practice.id),
		store.listObservations(db, practice.id),
		store.listVersions(db, practice.id)
	]);
	return {
		practice,
		edition: readEdition(ctx.app, practice.edition),
		sections: Object.fromEntries(rows.map((row) => [row.key, row])) as Record<SectionKey, store.SectionRow>,
		content,
		unplaced,
		observations,
		versions
	};
}

/** The edition a practice is documented in. @throws Problem notFound, also for whoever may not read it */
export async function readPracticeEdition(ctx: Ctx, code: string): Promise<Edition> {
	const practice = await store.findPractice(ctx.app.db, code);
	if (!practice || !canRead(ctx.actor, practice)) throw new Problem('notFound');
	return readEdition(ctx.app, practice.edition);
}

/** Whether a practice is the edition's example, or invented altogether. @throws Problem notFound, also for whoever may not read it */
export async function readMarks(ctx: Ctx, code: string): Promise<Pick<store.PracticeRow, 'isExample' | 'isInvented'>> {
	const practice = await store.findPractice(ctx.app.db, code);
	if (!practice || !canRead(ctx.actor, practice)) throw new Problem('notFound');
	return { isExample: practice.isExample, isInvented: practice.isInvented };
}

/** Puts the whole text of a practice together as it stands now. */
export async function readContent(db: Db | Tx, practice: store.PracticeRow): Promise<PracticeContent> {
	const [rows, institutions, attachments] = await Promise.all([
		store.listSections(db, practice.id),
		store.listInstitutions(db, practice.id),
		store.listAttachments(db, practice.id)
	]);
	const values = Object.fromEntries(rows.map((row) => [row.key, row.value]));
	return {
		edition: practice.edition,
		declaredClass: practice.declaredClass,
		fields: Fields.parse(Object.fromEntries(fieldKeys.map((key) => [key, values[key] ?? '']))),
		layers: Layers.parse(Object.fromEntries(layerKeys.map((key) => [key, values[key] ?? emptyLayers[key]]))),
		institutions,
		attachments
	};
}

/** Practices of the person acting (all of them for the operator's own). @throws Problem signInRequired */
export async function listOwnPractices(ctx: Ctx): Promise<store.PracticeListRow[]> {
	if (ctx.actor.kind === 'anonymous') throw new Problem('signInRequired');
	return store.listPractices(ctx.app.db, actorId(ctx.actor));
}

/** Practices of one account, for the secretariat that hands them over. @throws Problem notAllowed */
export async function listPracticesOf(ctx: Ctx, ownerId: string): Promise<store.PracticeListRow[]> {
	if (ctx.actor.kind !== 'operator' && !hasRole(ctx.actor, 'secretariat')) throw new Problem('notAllowed');
	return store.listPractices(ctx.app.db, ownerId);
}

/** Earlier texts of one section. @throws Problem notFound */
export async function readRevisions(ctx: Ctx, code: string, key: SectionKey): Promise<store.RevisionRow[]> {
	const practice = await store.findPractice(ctx.app.db, code);
	if (!practice || !canRead(ctx.actor, practice)) throw new Problem('notFound');
	return store.listRevisions(ctx.app.db, practice.id, key);
}

/** One text as it was sent; what its author judged of it herself is for her alone. @throws Problem notFound */
export async function readVersion(ctx: Ctx, code: string, number: number): Promise<store.VersionRow> {
	const practice = await store.findPractice(ctx.app.db, code);
	if (!practice || !canRead(ctx.actor, practice)) throw new Problem('notFound');
	const version = await store.findVersion(ctx.app.db, practice.id, number);
	if (!version) throw new Problem('notFound');
	return practice.ownerId === actorId(ctx.actor) ? version : { ...version, selfAssessment: null };
}

// writing ---------------------------------------------------------------------------------------------------------

/** A section as it was just written. */
export interface SavedSection {
	version: number;
	savedAt: Date;
}

/**
 * Writes one section.
 * @param version the version the change is based on; an older one is refused with both texts, so that nobody overwrites silently
 * @param done whether the author calls the section finished; left as it was when absent
 * @throws Problem notFound, wrongState, notAllowed, invalidInput, versionConflict with `{ current, version, updatedAt }`
 */
export async function saveSection(
	ctx: Ctx,
	code: string,
	key: SectionKey,
	version: number,
	input: { value: unknown; done?: boolean }
): Promise<SavedSection> {
	const value = checkValue(ctx, key, input.value);
	return change(ctx, 'practice.write', async (tx, about) => {
		const practice = await store.holdPractice(tx, code);
		requireAct(ctx, 'editSection', practice);
		const edition = readEdition(ctx.app, practice.edition);
		if (!sectionsOf(edition).includes(key)) throw new Problem('notFound');
		const strange = strangeTerms(key, value, edition);
		if (strange.length > 0)
			throw new Problem('invalidInput', { detail: { strange }, fields: [{ path: 'value', message: 'notInVocabulary' }] });
		if (key === 'dates' && endsBeforeStart(value as SectionValue<'dates'>))
			throw new Problem('invalidInput', { fields: [{ path: 'value.end', message: 'endBeforeStart' }] });
		const before = await store.lockSection(tx, practice.id, key);
		if (before.version !== version) {
			throw new Problem('versionConflict', { detail: { current: before.value, version: before.version, updatedAt: before.updatedAt } });
		}
		const done = input.done ?? before.done;
		about({ kind: 'practice', id: code, detail: { section: key, version: before.version } });
		// Saving what is stored already leaves no revision behind.
		if (done === before.done && isDeepStrictEqual(value, before.value)) return { version: before.version, savedAt: before.updatedAt };
		if (key === 'consent') await requireOwnLetters(tx, practice.id, value as SectionValue<'consent'>);
		const savedAt = ctx.app.now();
		const after = await store.writeSection(tx, practice.id, before, { value, done, updatedBy: actorId(ctx.actor), updatedAt: savedAt });
		return { version: after, savedAt };
	});
}

/** A letter of authorisation is a file of the same practice. */
async function requireOwnLetters(tx: Tx, practiceId: string, { authorisations }: SectionValue<'consent'>): Promise<void> {
	const own = new Set((await store.listAttachments(tx, practiceId)).map(({ id }) => id));
	const foreign = authorisations.findIndex(({ attachmentId }) => attachmentId !== null && !own.has(attachmentId));
	if (foreign >= 0)
		throw new Problem('invalidInput', { fields: [{ path: `value.authorisations.${foreign}.attachmentId`, message: 'notFound' }] });
}

function checkValue<K extends SectionKey>(ctx: Ctx, key: K, value: unknown): SectionValue<K> {
	const schema = key in layers ? layers[key as LayerKey] : FieldText;
	const parsed = schema.safeParse(value);
	if (!parsed.success) {
		const fields = issuesToFields(parsed.error, ctx.locale).map((field) => ({
			...field,
			path: ['value', field.path].filter(Boolean).join('.')
		}));
		throw new Problem('invalidInput', { fields });
	}
	return parsed.data as SectionValue<K>;
}

/**
 * Sets what the author declares the practice to be.
 * @param version of the practice the choice is based on
 * @returns the new version @throws Problem notFound, wrongState, notAllowed, versionConflict
 */
export async function declareClass(
	ctx: Ctx,
	code: string,
	version: number,
	declaredClass: DeclaredClass | null
): Promise<{ version: number }> {
	return change(ctx, 'practice.declareClass', async (tx, about) => {
		const practice = await store.lockPractice(tx, code);
		requireAct(ctx, 'editSection', practice);
		if (practice.version !== version)
			throw new Problem('versionConflict', { detail: { current: practice.declaredClass, version: practice.version } });
		about({ kind: 'practice', id: code, detail: { declaredClass } });
		return { version: await store.updatePractice(tx, practice, { declaredClass }) };
	});
}

/**
 * Says which institutions of the authority file implement the practice. They stand beside the text of the section `institutions` and share
 * its version.
 * @param version of that section the choice is based on
 * @throws Problem notFound, wrongState, notAllowed, invalidInput, versionConflict with the institutions as they are
 */
export async function setInstitutions(ctx: Ctx, code: string, version: number, institutionIds: string[]): Promise<SavedSection> {
	return change(ctx, 'practice.setInstitutions', async (tx, about) => {
		const practice = await store.lockPractice(tx, code);
		requireAct(ctx, 'editSection', practice);
		const section = await store.lockSection(tx, practice.id, 'institutions');
		const before = await store.listInstitutions(tx, practice.id);
		if (section.version !== version)
			throw new Problem('versionConflict', { detail: { current: before, version: section.version, updatedAt: section.updatedAt } });
		about({ kind: 'practice', id: code, detail: { institutions: institutionIds } });
		const chosen = new Set(institutionIds);
		if (chosen.size === before.length && before.every(({ id }) => chosen.has(id))) return { version, savedAt: section.updatedAt };
		await store.replaceInstitutions(tx, practice.id, institutionIds);
		const savedAt = ctx.app.now();
		return { version: await store.renewSection(tx, practice.id, section, { updatedBy: actorId(ctx.actor), updatedAt: savedAt }), savedAt };
	});
}

/**
 * Settles a piece of imported text that had no place: appends it to a field, or dismisses it when `key` is null.
 * @throws Problem notFound when it was settled already, invalidInput when the field cannot take it as well
 */
export async function placeUnplaced(ctx: Ctx, code: string, id: string, key: FieldKey | null): Promise<void> {
	await change(ctx, 'practice.place', async (tx, about) => {
		const practice = await store.lockPractice(tx, code);
		requireAct(ctx, 'editSection', practice);
		const text = await store.settleUnplaced(tx, practice.id, id, key, ctx.app.now());
		if (text === undefined) throw new Problem('notFound');
		if (key) {
			const before = await store.lockSection(tx, practice.id, key);
			const value = checkValue(ctx, key, [String(before.value).trimEnd(), text].filter(Boolean).join('\n\n'));
			await store.writeSection(tx, practice.id, before, { value, done: false, updatedBy: actorId(ctx.actor), updatedAt: ctx.app.now() });
		}
		about({ kind: 'practice', id: code, detail: { placedIn: key } });
	});
}

/**
 * Takes a piece back that was placed or dismissed: it waits for a place again, and leaves the field it was put into.
 * @throws Problem notFound when it waits already, pieceChanged when the field does not end with it any more
 */
export async function takeBackPiece(ctx: Ctx, code: string, id: string): Promise<void> {
	await change(ctx, 'practice.takeBack', async (tx, about) => {
		const practice = await store.lockPractice(tx, code);
		requireAct(ctx, 'editSection', practice);
		const piece = await store.unsettleUnplaced(tx, practice.id, id);
		if (!piece) throw new Problem('notFound');
		if (piece.placedIn) {
			const before = await store.lockSection(tx, practice.id, piece.placedIn);
			const whole = String(before.value).trimEnd();
			if (!whole.endsWith(piece.text.trimEnd())) throw new Problem('pieceChanged');
			const value = whole.slice(0, whole.length - piece.text.trimEnd().length).trimEnd();
			await store.writeSection(tx, practice.id, before, { value, done: false, updatedBy: actorId(ctx.actor), updatedAt: ctx.app.now() });
		}
		about({ kind: 'practice', id: code, detail: { takenFrom: piece.placedIn } });
	});
}

/** Pieces of imported text that somebody placed or dismissed, the last one first. @throws Problem notFound */
export async function listSettledPieces(ctx: Ctx, code: string): Promise<store.SettledRow[]> {
	const practice = await store.findPractice(ctx.app.db, code);
	if (!practice || !canRead(ctx.actor, practice)) throw new Problem('notFound');
	return store.listSettled(ctx.app.db, practice.id);
}

// the life --------------------------------------------------------------------------------------------------------

/** What an author says when she sends. */
export interface Sending {
	/** The call it is sent to, by its code, or null for none; as chosen before when it is left out. */
	call?: string | null;
	/** Nothing but a typo or a translation changed since the version in the catalogue: the secretariat may accept it without a panel. */
	asCorrection?: boolean;
}

/**
 * Sends the practice: freezes its text as the next version.
 * @returns number of the version
 * @throws Problem wrongState, notAllowed, incomplete with the places that lack an answer, callClosed, callOtherEdition
 */
export async function submitPractice(ctx: Ctx, code: string, choice: Sending = {}): Promise<{ version: number }> {
	return change(ctx, 'practice.submit', async (tx, about) => {
		let practice = await store.lockPractice(tx, code);
		// Who and when are asked first, so that a stranger learns nothing of what is missing.
		requireAct(ctx, 'submit', practice, { isComplete: true });
		if (choice.call !== undefined) practice = await answerCall(ctx, tx, practice, choice.call);
		const version = await sendPractice(ctx, tx, practice, choice);
		about({ kind: 'practice', id: code, detail: { version: version.number } });
		return { version: version.number };
	});
}

/**
 * Sends a locked practice as part of a larger act, which has asked whether it may and leaves the journal row. Where an assessed version is
 * in the catalogue, its page says from here on that a new one is on its way.
 * @returns the frozen version @throws Problem wrongState, incomplete with the places that lack an answer, callClosed
 */
export async function sendPractice(
	ctx: Ctx,
	tx: Tx,
	practice: store.PracticeRow,
	{ asCorrection = false }: Sending = {}
): Promise<store.VersionRow> {
	const content = await readContent(tx, practice);
	const missing = whatIsMissing(content, readEdition(ctx.app, practice.edition));
	if (missing.length > 0)
		throw new Problem('incomplete', { fields: missing.map(({ section, reason }) => ({ path: section, message: reason })) });
	const { callId } = practice;
	if (callId) await requireOpenCall(ctx, tx, practice, callId);
	const version = await store.insertVersion(tx, practice.id, content, actorId(ctx.actor), ctx.app.now(), {
		callId,
		selfAssessment: await store.findSelfAssessment(tx, practice.id),
		isSaidToCorrect: asCorrection && practice.isPublished
	});
	await moveAlong(ctx, tx, practice, 'submit');
	if (practice.isPublished) await actOnLabel(ctx, tx, practice.id, 'review');
	await notifySecretariat(ctx, tx, { kind: 'practiceSent', detail: { practice: practice.code }, isTodo: true });
	return version;
}

/** @throws Problem callClosed */
async function requireOpenCall(ctx: Ctx, tx: Tx, { id, state }: store.PracticeRow, callId: string): Promise<void> {
	const call = await holdCallById(tx, callId);
	const last = await store.findLastVersion(tx, id);
	const isReturned = state === 'returned' && last?.callId === callId;
	if (!takesIn(call, ctx.app.now(), { isReturned })) throw new Problem('callClosed');
}

/**
 * Says which call a draft answers, or that it answers none. Whether the call takes it in is asked when it is sent.
 * @param version of the practice the choice is based on
 * @returns the new version @throws Problem notFound, wrongState, notAllowed, versionConflict, callOtherEdition
 */
export async function chooseCall(ctx: Ctx, code: string, version: number, call: string | null): Promise<{ version: number }> {
	return change(ctx, 'practice.chooseCall', async (tx, about) => {
		const practice = await store.lockPractice(tx, code);
		requireAct(ctx, 'editSection', practice);
		if (practice.version !== version) throw new Problem('versionConflict', { detail: { version: practice.version } });
		about({ kind: 'practice', id: code, detail: { call } });
		return { version: (await answerCall(ctx, tx, practice, call)).version };
	});
}

/** A practice is judged by the edition of its call: one that was never sent takes it over, one that was keeps its own. */
async function answerCall(ctx: Ctx, tx: Tx, practice: store.PracticeRow, code: string | null): Promise<store.PracticeRow> {
	const call = code === null ? undefined : await holdCall(tx, code);
	const callId = call?.id ?? null;
	const edition = call?.edition ?? practice.edition;
	if (callId === practice.callId && edition === practice.edition) return practice;
	if (edition !== practice.edition && (await store.findLastVersion(tx, practice.id))) throw new Problem('callOtherEdition');
	if (edition !== practice.edition) await takeOverEdition(ctx, tx, practice, edition);
	return { ...practice, callId, edition, version: await store.updatePractice(tx, practice, { callId, edition }) };
}

/** Reads the draft in another edition; what has no place there is kept beside it. The earlier texts stay in the history of each section. */
async function takeOverEdition(ctx: Ctx, tx: Tx, practice: store.PracticeRow, id: string): Promise<void> {
	const content = await readContent(tx, practice);
	const { sections, pieces } = inOtherEdition(
		content,
		readEdition(ctx.app, practice.edition),
		readEdition(ctx.app, id),
		allEditions(ctx.app)
	);
	for (const [key, value] of Object.entries(sections)) {
		const before = await store.lockSection(tx, practice.id, key as SectionKey);
		if (isDeepStrictEqual(value, before.value)) continue;
		const after = { value, done: before.done, updatedBy: actorId(ctx.actor), updatedAt: ctx.app.now() };
		await store.writeSection(tx, practice.id, before, after);
	}
	await store.insertUnplaced(tx, practice.id, pieces);
}

/**
 * Opens the text of a published practice again. What is in the catalogue stays there with its label; the revision answers no call until its
 * author chooses one. @throws Problem wrongState, notAllowed
 */
export async function revisePractice(ctx: Ctx, code: string): Promise<void> {
	await change(ctx, 'practice.revise', async (tx, about) => {
		const practice = await store.lockPractice(tx, code);
		requireAct(ctx, 'revise', practice);
		const version = practice.callId === null ? practice.version : await store.updatePractice(tx, practice, { callId: null });
		await moveAlong(ctx, tx, { ...practice, version }, 'revise');
		about({ kind: 'practice', id: code });
	});
}

/** Lets the draft of a locked practice say again what a version says; what it said meanwhile is kept as an earlier text of each section. */
export async function restoreText(ctx: Ctx, tx: Tx, practice: store.PracticeRow, content: PracticeContent): Promise<void> {
	const values: Record<string, unknown> = { ...content.fields, ...content.layers };
	const after = { updatedBy: actorId(ctx.actor), updatedAt: ctx.app.now() };
	for (const { key, value: now, done } of await store.listSections(tx, practice.id)) {
		const value = values[key];
		if (value === undefined || isDeepStrictEqual(value, now)) continue;
		await store.writeSection(tx, practice.id, await store.lockSection(tx, practice.id, key), { ...after, value, done });
	}
	await store.replaceInstitutions(
		tx,
		practice.id,
		content.institutions.map(({ id }) => id)
	);
	await store.updatePractice(tx, practice, { declaredClass: content.declaredClass });
}

/** Acts that only move the practice along its life. */
const moves = { withdraw: 'practice.withdraw', reopen: 'practice.reopen', archive: 'practice.archive' } as const;

/** Withdraws before the verdict, reopens what was withdrawn, or archives. @throws Problem wrongState, notAllowed */
export async function movePractice(ctx: Ctx, code: string, act: keyof typeof moves): Promise<void> {
	await change(ctx, moves[act], async (tx, about) => {
		const practice = await store.lockPractice(tx, code);
		const last = await store.findLastVersion(tx, practice.id);
		requireAct(ctx, act, practice, { verdictClass: last ? await store.findVerdictClass(tx, last) : null });
		await moveAlong(ctx, tx, practice, act);
		if (act === 'withdraw' && last) {
			await settleReconsideration(tx, last.id, 'dropped', ctx.app.now());
			await notifySecretariat(ctx, tx, { kind: 'practiceWithdrawn', detail: { practice: code } });
		}
		about({ kind: 'practice', id: code });
	});
}

/** Gives the practice to another account. @throws Problem notFound when nobody active has that e-mail, alreadyAssigned to whoever judges it, notAllowed */
export async function handOver(ctx: Ctx, code: string, email: string): Promise<void> {
	await change(ctx, 'practice.handOver', async (tx, about) => {
		const practice = await store.lockPractice(tx, code);
		requireAct(ctx, 'handOver', practice);
		const heir = await findPersonByEmail(tx, email.trim().toLowerCase());
		if (!heir || heir.deactivatedAt) throw new Problem('notFound', { fields: [{ path: 'email', message: 'notFound' }] });
		if (await store.sitsOnPanel(tx, practice.id, heir.id)) throw new Problem('alreadyAssigned');
		await store.updatePractice(tx, practice, { ownerId: heir.id });
		about({ kind: 'practice', id: code, detail: { from: practice.ownerId, to: heir.id } });
	});
}

/**
 * Lets an act pass or refuses it.
 * @param known facts beyond state, owner and actor that the act's own condition asks for
 * @throws Problem with the rule's reason, or notFound when the practice is none of the actor's business
 */
export function requireAct(ctx: Ctx, act: Act, practice: store.PracticeRow, known: Partial<Situation> = {}): void {
	const { state, ownerId, isPublished } = practice;
	const allowed = mayAct(act, { ...known, actor: ctx.actor, state, ownerId, isPublished });
	if (allowed.ok) return;
	const isParty = canRead(ctx.actor, practice) || known.panel?.some((seat) => seat.assessorId === actorId(ctx.actor));
	throw new Problem(isParty || ctx.actor.kind === 'anonymous' ? allowed.why : 'notFound');
}

/** Moves a locked practice to where the act leads. Callers have asked `requireAct` before. */
export async function moveAlong(ctx: Ctx, tx: Tx, practice: store.PracticeRow, act: Act): Promise<void> {
	const next = nextState(act, practice.state);
	if (!next) throw new Problem('wrongState');
	await store.moveState(tx, practice, act, next, ctx.app.now());
	if (endsPanel(practice.state, next)) {
		const to = await store.listPanelists(tx, practice.id);
		await notify(ctx, tx, { to, kind: 'panelEnded', detail: { practice: practice.code } });
	}
}

function emptyFields(): Record<FieldKey, string> {
	return Object.fromEntries(fieldKeys.map((key) => [key, ''])) as Record<FieldKey, string>;
}
