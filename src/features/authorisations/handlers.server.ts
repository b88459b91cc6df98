// Acts on secret links: make, take back, look at, answer. Whoever holds one needs no account; looking uses nothing up.
import { readEdition } from '#features/methodology/handlers.server.ts';
import { type Edition, FieldKey } from '#features/methodology/schema.ts';
import { notify, notifySecretariat } from '#features/notices/handlers.server.ts';
import { readContent, sendPractice } from '#features/practices/handlers.server.ts';
import { type Missing, whatIsMissing } from '#features/practices/rules/completeness.ts';
import { canRead } from '#features/practices/rules/life.ts';
import { emptyLayers, type PracticeContent, type SectionValue } from '#features/practices/schema.ts';
import {
	findLastVersion,
	findPractice,
	insertObservations,
	listInstitutions,
	lockPractice,
	lockSection,
	type PracticeRow,
	writeSection
} from '#features/practices/store.server.ts';
import { change } from '#platform/change.server.ts';
import { actorId, type Ctx, type Db, hasRole, type Tx } from '#platform/ctx.ts';
import { sha256Of } from '#platform/files.server.ts';
import type { Locale } from '#platform/locale.ts';
import { Problem } from '#platform/problem.ts';
import { newSecret, secretHash } from '#platform/secret.ts';
import { answeredText, asksFor, countingLink, linkDays, linkState } from './rules.ts';
import type { Authorisation, AuthorisationStatus, Confirmation, LinkPurpose, LinkSummary } from './schema.ts';
import * as store from './store.server.ts';

// making ----------------------------------------------------------------------------------------------------------

/**
 * Makes the link with which an implementing institution authorises publication; one it has not answered yet stops working.
 * @returns id and secret; the secret is shown once @throws Problem notFound, notAllowed, wrongState
 */
export async function makeAuthorisationLink(ctx: Ctx, code: string, institutionId: string): Promise<{ id: string; secret: string }> {
	return change(ctx, 'authorisation.makeLink', async (tx, about) => {
		const practice = await lockOwn(ctx, tx, code, 'authorise');
		const institutions = await listInstitutions(tx, practice.id);
		if (!institutions.some(({ id }) => id === institutionId)) throw new Problem('notFound');
		about({ kind: 'practice', id: code, detail: { institution: institutionId } });
		return putLink(ctx, tx, practice, 'authorise', institutionId);
	});
}

/**
 * Makes the link with which an author reviews what the secretariat captured for her. Everything but her own consent must be answered.
 * @returns id and secret; the secret is shown once @throws Problem notFound, notAllowed, wrongState, incomplete
 */
export async function makeConfirmationLink(ctx: Ctx, code: string): Promise<{ id: string; secret: string }> {
	return change(ctx, 'practice.makeConfirmationLink', async (tx, about) => {
		const practice = await lockOwn(ctx, tx, code, 'confirm');
		if (!hasRole(ctx.actor, 'secretariat') && ctx.actor.kind !== 'operator') throw new Problem('notAllowed');
		const missing = missingBeforeConsent(await readContent(tx, practice), readEdition(ctx.app, practice.edition));
		if (missing.length > 0)
			throw new Problem('incomplete', { fields: missing.map(({ section, reason }) => ({ path: section, message: reason })) });
		about({ kind: 'practice', id: code });
		return putLink(ctx, tx, practice, 'confirm', null);
	});
}

/** Takes back a link that was not answered yet. @throws Problem notFound, linkUsedOrExpired */
export async function revokeLink(ctx: Ctx, code: string, id: string): Promise<void> {
	await change(ctx, 'authorisation.revokeLink', async (tx, about) => {
		const practice = await lockPractice(tx, code);
		if (!canRead(ctx.actor, practice)) throw new Problem('notFound');
		const revoked = await store.revokeLinks(tx, { practiceId: practice.id, id }, ctx.app.now());
		if (revoked === 0) throw new Problem('linkUsedOrExpired');
		about({ kind: 'practice', id: code });
	});
}

async function lockOwn(ctx: Ctx, tx: Tx, code: string, purpose: LinkPurpose): Promise<PracticeRow> {
	const practice = await lockPractice(tx, code);
	if (!canRead(ctx.actor, practice)) throw new Problem('notFound');
	if (!asksFor(purpose, practice.state)) throw new Problem('wrongState');
	return practice;
}

async function putLink(
	ctx: Ctx,
	tx: Tx,
	practice: PracticeRow,
	purpose: LinkPurpose,
	institutionId: string | null
): Promise<{ id: string; secret: string }> {
	const secret = newSecret();
	const createdAt = ctx.app.now();
	await store.revokeLinks(tx, { practiceId: practice.id, purpose, institutionId }, createdAt);
	const id = await store.insertLink(tx, {
		practiceId: practice.id,
		purpose,
		institutionId,
		tokenHash: secretHash(secret),
		createdBy: actorId(ctx.actor),
		createdAt,
		expiresAt: new Date(createdAt.getTime() + linkDays * 24 * 3600 * 1000)
	});
	return { id, secret };
}

function missingBeforeConsent(content: PracticeContent, edition: Edition): Missing[] {
	return whatIsMissing(content, edition).filter(({ reason }) => reason !== 'consentNotGiven');
}

// reading ---------------------------------------------------------------------------------------------------------

export interface PracticeLinks {
	practice: PracticeRow;
	links: LinkSummary[];
	/** One line per implementing institution. */
	authorisations: AuthorisationStatus[];
	/** Sections that keep the draft from being confirmed by its author; her consent is not among them. */
	missing: Missing[];
	/** Which links may be made now. */
	may: Record<LinkPurpose, boolean>;
}

/** Links of a practice and where each institution's authorisation stands. @throws Problem notFound, also for whoever may not read it */
export async function readLinks(ctx: Ctx, code: string): Promise<PracticeLinks> {
	const { db } = ctx.app;
	const practice = await findPractice(db, code);
	if (!practice || !canRead(ctx.actor, practice)) throw new Problem('notFound');
	const { content } = await shownText(db, practice);
	const links = await summaries(ctx, db, practice, content);
	const isSecretariat = hasRole(ctx.actor, 'secretariat') || ctx.actor.kind === 'operator';
	const edition = readEdition(ctx.app, practice.edition);
	return {
		practice,
		links,
		authorisations: statuses(content, links),
		missing: missingBeforeConsent(content, edition),
		may: { authorise: asksFor('authorise', practice.state), confirm: isSecretariat && asksFor('confirm', practice.state) }
	};
}

function statuses(content: PracticeContent, links: LinkSummary[]): AuthorisationStatus[] {
	return content.institutions.map((institution) => {
		const given = content.layers.consent.authorisations.find(({ institutionId }) => institutionId === institution.id);
		const letter = content.attachments.find(({ id }) => id === given?.attachmentId);
		return {
			institution,
			letter: letter ? { id: letter.id, name: letter.name } : null,
			link: countingLink(links, institution.id)
		};
	});
}

async function summaries(ctx: Ctx, db: Db | Tx, practice: PracticeRow, content: PracticeContent): Promise<LinkSummary[]> {
	const now = ctx.app.now();
	const current = seenHash(content);
	const rows = await store.listLinks(db, practice.id);
	return rows.map((row) => ({
		id: row.id,
		purpose: row.purpose,
		institution: row.institutionId ? { id: row.institutionId, name: row.institutionName ?? '' } : null,
		state: linkState(row, now),
		createdAt: row.createdAt,
		expiresAt: row.expiresAt,
		answeredAt: row.answeredAt,
		signedBy: row.signedBy,
		signedAs: row.signedAs,
		note: row.note,
		seenVersion: row.seenVersion,
		isOutdated: row.seenText !== null && row.seenText !== current
	}));
}

function seenHash(content: PracticeContent): string {
	return sha256Of(new TextEncoder().encode(answeredText(content)));
}

/** What is shown of a practice to whoever holds a link: the draft while it may be written, else the version that was sent last. */
async function shownText(db: Db | Tx, practice: PracticeRow): Promise<{ content: PracticeContent; versionNumber: number | null }> {
	const draft = await readContent(db, practice);
	const last = asksFor('confirm', practice.state) ? undefined : await findLastVersion(db, practice.id);
	return last ? { content: last.content, versionNumber: last.number } : { content: draft, versionNumber: null };
}

/** What the holder of a link sees. */
export interface OpenedLink {
	code: string;
	edition: Edition;
	/** Language of the text. */
	language: Locale;
	/** Null for a link to confirm a draft. */
	institution: string | null;
	isInvented: boolean;
	versionNumber: number | null;
	/** Whom to call is shown only to the author who confirms it; letters and signatures to nobody. */
	content: PracticeContent;
	expiresAt: Date;
}

/** What a link opens; looking does not use it. @throws Problem linkUsedOrExpired */
export async function lookAtPracticeLink(ctx: Ctx, secret: string, purpose: LinkPurpose): Promise<OpenedLink> {
	const { db } = ctx.app;
	const link = await store.findLink(db, secretHash(secret));
	const practice = link && (await findPractice(db, link.code));
	if (!practice || !isOpen(ctx, link, purpose, practice)) throw new Problem('linkUsedOrExpired');
	const { content, versionNumber } = await shownText(db, practice);
	const { consent, contact } = content.layers;
	const layers = {
		...content.layers,
		contact: purpose === 'confirm' ? contact : emptyLayers.contact,
		consent: purpose === 'confirm' ? { ...consent, authorisations: [] } : emptyLayers.consent
	};
	return {
		code: practice.code,
		edition: readEdition(ctx.app, practice.edition),
		language: content.layers.language,
		institution: link.institutionName,
		isInvented: practice.isInvented,
		versionNumber,
		content: { ...content, layers, attachments: content.attachments.filter(({ key }) => key !== 'consent') },
		expiresAt: link.expiresAt
	};
}

function isOpen(ctx: Ctx, link: store.LinkRow, purpose: LinkPurpose, practice: PracticeRow): boolean {
	return link.purpose === purpose && linkState(link, ctx.app.now()) === 'open' && asksFor(purpose, practice.state);
}

// answering -------------------------------------------------------------------------------------------------------

/** Answers for an institution, once. A refusal is told to author and secretariat with its reason on the page of links. @throws Problem linkUsedOrExpired */
export async function answerAuthorisation(ctx: Ctx, secret: string, { answer, ...given }: Authorisation): Promise<{ code: string }> {
	return change(ctx, 'authorisation.answer', async (tx, about) => {
		const { practice, link } = await takeLink(ctx, tx, secret, 'authorise');
		const { content, versionNumber } = await shownText(tx, practice);
		await store.answerLink(tx, link.id, {
			...given,
			answer,
			answeredAt: ctx.app.now(),
			seenText: seenHash(content),
			seenVersion: versionNumber
		});
		const kind = answer === 'granted' ? 'authorisationAnswered' : 'authorisationRefused';
		await notifySecretariat(ctx, tx, { kind, detail: { practice: practice.code }, isTodo: answer === 'refused' });
		await notify(ctx, tx, { to: [practice.ownerId], kind, detail: { practice: practice.code, at: 'author' } });
		about({ kind: 'practice', id: practice.code, detail: { institution: link.institutionId, answer } });
		return { code: practice.code };
	});
}

/**
 * An author's answer to what was captured for her: with her consent the practice is sent in her name, else her remarks go to the secretariat.
 * @returns code, and the number of the version that was sent @throws Problem linkUsedOrExpired, incomplete
 */
export async function answerConfirmation(
	ctx: Ctx,
	secret: string,
	{ answer, signedBy, signedAs, remarks }: Confirmation
): Promise<{ code: string; version: number | null }> {
	return change(ctx, answer === 'granted' ? 'practice.confirmCapture' : 'practice.remarkCapture', async (tx, about) => {
		const { practice, link } = await takeLink(ctx, tx, secret, 'confirm');
		const signed = { answer, signedBy, signedAs, answeredAt: ctx.app.now() };
		if (answer === 'refused') {
			const observations = observationsOf(remarks);
			const seenText = seenHash(await readContent(tx, practice));
			await store.answerLink(tx, link.id, { ...signed, note: remarks.general ?? '', seenText, seenVersion: null });
			await insertObservations(tx, practice.id, null, observations, null, ctx.app.now());
			await notifySecretariat(ctx, tx, { kind: 'captureRemarked', detail: { practice: practice.code, at: 'author' }, isTodo: true });
			about({ kind: 'practice', id: practice.code, detail: { observations: observations.length } });
			return { code: practice.code, version: null };
		}
		await giveConsent(ctx, tx, practice);
		const version = await sendPractice(ctx, tx, practice);
		const seenText = seenHash(version.content);
		await store.answerLink(tx, link.id, { ...signed, note: '', seenText, seenVersion: version.number });
		about({ kind: 'practice', id: practice.code, detail: { version: version.number } });
		return { code: practice.code, version: version.number };
	});
}

/** Takes practice and link, in the order in which everybody takes them. @throws Problem linkUsedOrExpired */
async function takeLink(ctx: Ctx, tx: Tx, secret: string, purpose: LinkPurpose): Promise<{ practice: PracticeRow; link: store.LinkRow }> {
	const known = await store.findLink(tx, secretHash(secret));
	if (!known) throw new Problem('linkUsedOrExpired');
	const practice = await lockPractice(tx, known.code);
	const link = await store.lockLink(tx, secretHash(secret));
	if (!link || !isOpen(ctx, link, purpose, practice)) throw new Problem('linkUsedOrExpired');
	return { practice, link };
}

/** The consent is the author's to give, not of whoever typed the text. */
async function giveConsent(ctx: Ctx, tx: Tx, practice: PracticeRow): Promise<void> {
	const before = await lockSection(tx, practice.id, 'consent');
	const consent = before.value as SectionValue<'consent'>;
	if (consent.truthful) return;
	const value = { ...consent, truthful: true };
	await writeSection(tx, practice.id, before, { value, done: true, updatedBy: null, updatedAt: ctx.app.now() });
}

function observationsOf(remarks: Confirmation['remarks']) {
	return Object.entries(remarks).flatMap(([key, text]) => (text ? [{ key: key === 'general' ? null : FieldKey.parse(key), text }] : []));
}
