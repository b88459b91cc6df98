// Acts on files attached to a practice: add, take off and put back, choose who sees them, screen, open.
import { requireAct } from '#features/practices/handlers.server.ts';
import { canRead } from '#features/practices/rules/life.ts';
import type { Visibility } from '#features/practices/schema.ts';
import { findPractice, lockPractice, type PracticeRow } from '#features/practices/store.server.ts';
import { change, type Subject } from '#platform/change.server.ts';
import { actorId, type Ctx, hasRole, type Tx } from '#platform/ctx.ts';
import { limits } from '#platform/limits.ts';
import { Problem } from '#platform/problem.ts';
import { recogniseFile } from './file-kind.server.ts';
import { withoutMetadata } from './pictures.server.ts';
import { isWider, mayBeShownTo, mayOpen, safeFileName } from './rules.ts';
import type { Attachment, AttachmentInput } from './schema.ts';
import * as store from './store.server.ts';

/** Files of a practice for those who document it. @throws Problem notFound, also for whoever may not read the draft */
export async function listAttachments(ctx: Ctx, code: string): Promise<Attachment[]> {
	const practice = await findPractice(ctx.app.db, code);
	if (!practice || !canRead(ctx.actor, practice)) throw new Problem('notFound');
	const rows = await store.listAttachments(ctx.app.db, practice.id);
	return rows.filter((row) => row.removedAt === null).map(asAttachment);
}

/**
 * Attaches a file to a field or to the consent section. The same bytes sent twice to one place are one attachment. A picture is kept without
 * its metadata.
 * The bytes are stored before the row: bytes without a row harm nobody, a row without bytes would.
 * @throws Problem notFound, notAllowed, wrongState, invalidInput for a letter that more than the assessors would see, fileTooLarge,
 *   quotaReached, and the refusals of `recogniseFile` and `withoutMetadata`
 */
export async function addAttachment(
	ctx: Ctx,
	code: string,
	input: AttachmentInput & { name: string; bytes: Uint8Array }
): Promise<{ id: string }> {
	return attachFile(ctx, code, input, (practice) => requireAct(ctx, 'editSection', practice));
}

/**
 * Attaches a file for another reason than that the text may be written.
 * @param requirePermission throws where it may not be; asked before the bytes are kept and again in the transaction
 * @throws Problem as `addAttachment`
 */
export async function attachFile(
	ctx: Ctx,
	code: string,
	input: AttachmentInput & { name: string; bytes: Uint8Array },
	requirePermission: (practice: PracticeRow) => void
): Promise<{ id: string }> {
	const { key, visibility } = input;
	// Asked before anything is kept, so that a stranger cannot fill the disk; asked again in the transaction.
	const known = await findPractice(ctx.app.db, code);
	if (!known) throw new Problem('notFound');
	requirePermission(known);
	const { name, mediaType } = examineFile(input);
	const bytes = withoutMetadata(input.bytes, mediaType);
	const sha256 = await ctx.app.files.put(bytes);
	return change(ctx, 'attachment.add', async (tx, about) => {
		const practice = await lockPractice(tx, code);
		requirePermission(practice);
		const present = (await store.listAttachments(tx, practice.id)).filter((row) => row.removedAt === null);
		const same = present.find((row) => row.key === key && row.sha256 === sha256);
		if (same) {
			about({ kind: 'attachment', id: same.id, detail: { practice: code, repeated: true } });
			return { id: same.id };
		}
		requireRoom(present, bytes.byteLength);
		const id = await store.insertAttachment(tx, {
			practiceId: practice.id,
			key,
			name,
			mediaType,
			bytes: bytes.byteLength,
			sha256,
			visibility,
			uploadedBy: actorId(ctx.actor),
			createdAt: ctx.app.now()
		});
		about({ kind: 'attachment', id, detail: { practice: code, section: key, visibility } });
		return { id };
	});
}

/** What examining a file gives: where it hangs, who sees it, what it is, and its size without metadata. */
export type ExaminedFile = Pick<Attachment, 'key' | 'visibility' | 'name' | 'mediaType' | 'bytes'>;

/**
 * What every file goes through before it is attached, by whichever door it comes.
 * @throws Problem invalidInput for a letter that more than the assessors would see, fileTooLarge, and the refusals of `recogniseFile` and
 *   `withoutMetadata`
 */
export function examineFile(input: AttachmentInput & { name: string; bytes: Uint8Array }): ExaminedFile {
	const { key, visibility, bytes } = input;
	requireCircle(visibility, key);
	if (bytes.byteLength > limits.file) throw new Problem('fileTooLarge');
	const mediaType = recogniseFile(bytes, input.name);
	return { key, visibility, name: safeFileName(input.name, mediaType), mediaType, bytes: withoutMetadata(bytes, mediaType).byteLength };
}

/** A file that came with a practice from another instance. */
export interface HandedFile extends ExaminedFile {
	/** The id it will have here. */
	id: string;
	isInvented: boolean;
	content(): Uint8Array;
}

/**
 * Hangs examined files on a practice made in the same transaction; nobody has screened them.
 * @throws Problem quotaReached
 */
export async function hangFiles(
	ctx: Ctx,
	tx: Tx,
	about: (subject: Subject) => void,
	practice: { id: string; code: string },
	files: readonly HandedFile[]
): Promise<void> {
	if (!fitsPractice(files)) throw new Problem('quotaReached');
	for (const [index, { content, ...file }] of files.entries()) {
		const sha256 = await ctx.app.files.put(withoutMetadata(content(), file.mediaType));
		// They are listed by the moment they came, and keep their order.
		const createdAt = new Date(ctx.app.now().getTime() + index);
		await store.insertAttachment(tx, { ...file, sha256, practiceId: practice.id, uploadedBy: actorId(ctx.actor), createdAt });
		about({ kind: 'attachment', id: file.id, detail: { practice: practice.code, section: file.key, visibility: file.visibility } });
	}
}

/** Takes a file off the practice; its bytes stay, and `restoreAttachment` brings it back. @throws Problem notFound, notAllowed, wrongState */
export async function removeAttachment(ctx: Ctx, code: string, id: string): Promise<void> {
	await editAttachment(ctx, 'attachment.remove', code, id, ({ removedAt }) => (removedAt ? undefined : { removedAt: ctx.app.now() }));
}

/**
 * Lets a practice have the files again that one of its versions names, and no others; part of a larger act, which leaves the journal row.
 * What was taken off can be restored as any file.
 */
export async function restoreAttachments(ctx: Ctx, tx: Tx, practiceId: string, ids: readonly string[]): Promise<void> {
	for (const row of await store.listAttachments(tx, practiceId)) {
		const belongs = ids.includes(row.id);
		if (belongs === (row.removedAt === null)) continue;
		await store.updateAttachment(tx, await store.lockAttachment(tx, practiceId, row.id), { removedAt: belongs ? null : ctx.app.now() });
	}
}

/** Puts a file back that was taken off. @throws Problem notFound, notAllowed, wrongState, quotaReached */
export async function restoreAttachment(ctx: Ctx, code: string, id: string): Promise<void> {
	await editAttachment(ctx, 'attachment.restore', code, id, ({ removedAt, bytes }, others) => {
		if (!removedAt) return undefined;
		requireRoom(others, bytes);
		return { removedAt: null };
	});
}

/**
 * Chooses who sees a file. Closing it is possible at any time; opening it only while the practice may be edited. A file that becomes public
 * waits again for a person to screen it.
 * @throws Problem notFound, notAllowed, wrongState, versionConflict, invalidInput for a letter that more than the assessors would see
 */
export async function changeVisibility(ctx: Ctx, code: string, id: string, version: number, visibility: Visibility): Promise<void> {
	await change(ctx, 'attachment.changeVisibility', async (tx, about) => {
		const practice = await lockPractice(tx, code);
		if (!canRead(ctx.actor, practice)) throw new Problem('notFound');
		const row = await store.lockAttachment(tx, practice.id, id);
		requireVersion(row, version);
		requireCircle(visibility, row.key);
		if (isWider(row.visibility, visibility)) requireAct(ctx, 'editSection', practice);
		const unscreened = visibility === 'public' && row.visibility !== 'public' ? { screenedAt: null, screenedBy: null } : {};
		await store.updateAttachment(tx, row, { visibility, ...unscreened });
		about({ kind: 'attachment', id, detail: { practice: code, visibility } });
	});
}

/**
 * Records that a person of the secretariat looked at a file.
 * @param version of the file's row that was looked at
 * @param clean no personal data and nothing harmful in it; false takes an earlier yes back
 * @throws Problem notFound, notAllowed, versionConflict
 */
export async function screenAttachment(ctx: Ctx, code: string, id: string, version: number, { clean }: { clean: boolean }): Promise<void> {
	if (!hasRole(ctx.actor, 'secretariat')) throw new Problem('notAllowed');
	await change(ctx, 'attachment.screen', async (tx, about) => {
		const practice = await lockPractice(tx, code);
		const row = await store.lockAttachment(tx, practice.id, id);
		requireVersion(row, version);
		const screening = clean ? { screenedAt: ctx.app.now(), screenedBy: actorId(ctx.actor) } : { screenedAt: null, screenedBy: null };
		await store.updateAttachment(tx, row, screening);
		about({ kind: 'attachment', id, detail: { practice: code, clean } });
	});
}

/** Practices on one page of the network's files. */
const practicesAtOnce = 30;

export interface NetworkFiles {
	practices: { code: string; title: string; files: Omit<store.NetworkFile, 'code' | 'title'>[] }[];
	/** Give it as `before` to read on; null at the end. */
	next: string | null;
}

/** What published practices share with the members of the network, that is with everybody who has an account. @throws Problem signInRequired */
export async function listNetworkFiles(ctx: Ctx, query: { code?: string; before?: string }): Promise<NetworkFiles> {
	if (ctx.actor.kind === 'anonymous') throw new Problem('signInRequired');
	const rows = await store.listNetworkFiles(ctx.app.db, query, practicesAtOnce + 1);
	const codes = [...new Set(rows.map(({ code }) => code))];
	const practices = codes.slice(0, practicesAtOnce).map((code) => {
		const own = rows.filter((row) => row.code === code);
		return { code, title: own[0]?.title ?? '', files: own.map(({ code: _code, title: _title, ...file }) => file) };
	});
	return { practices, next: codes.length > practicesAtOnce ? (practices.at(-1)?.code ?? null) : null };
}

export interface OpenedFile {
	name: string;
	mediaType: string;
	/** Size. */
	bytes: number;
	content: AsyncIterable<Uint8Array>;
}

/** Opens a file for whoever may see it. @throws Problem notFound, which is all a stranger learns */
export async function readAttachment(ctx: Ctx, code: string, id: string): Promise<OpenedFile> {
	const { db, files } = ctx.app;
	const practice = await findPractice(db, code);
	const row = practice && (await store.findAttachment(db, practice.id, id));
	if (!practice || !row || !(await isOpenTo(ctx, practice, row))) throw new Problem('notFound');
	if (!(await files.has(row.sha256))) throw new Error(`the bytes of attachment ${id} are missing`);
	return { name: row.name, mediaType: row.mediaType, bytes: row.bytes, content: files.stream(row.sha256) };
}

async function isOpenTo(ctx: Ctx, practice: PracticeRow, row: store.AttachmentRow): Promise<boolean> {
	const personId = actorId(ctx.actor);
	return mayOpen(ctx.actor, {
		ownerId: practice.ownerId,
		isPublished: await store.isOfPublishedVersion(ctx.app.db, row),
		visibility: row.visibility,
		isScreened: row.screenedAt !== null,
		isRemoved: row.removedAt !== null,
		isImpartialAssessor: personId !== null && (await store.isImpartialAssessor(ctx.app.db, practice.id, personId))
	});
}

type Edit = (row: store.AttachmentRow, others: store.AttachmentRow[]) => { removedAt: Date | null } | undefined;

/** An edit that finds everything as it should be changes nothing and is no error: the second click of two. */
async function editAttachment(ctx: Ctx, act: string, code: string, id: string, edit: Edit): Promise<void> {
	await change(ctx, act, async (tx, about) => {
		const practice = await lockPractice(tx, code);
		requireAct(ctx, 'editSection', practice);
		const row = await store.lockAttachment(tx, practice.id, id);
		const present = (await store.listAttachments(tx, practice.id)).filter((other) => other.removedAt === null);
		const set = edit(row, present);
		if (set) await store.updateAttachment(tx, row, set);
		about({ kind: 'attachment', id, detail: { practice: code } });
	});
}

function requireVersion(row: store.AttachmentRow, version: number): void {
	if (row.version !== version) throw new Problem('versionConflict', { detail: { version: row.version } });
}

function requireCircle(visibility: Visibility, key: Attachment['key']): void {
	if (!mayBeShownTo(visibility, key)) throw new Problem('invalidInput', { fields: [{ path: 'visibility', message: 'letterStaysClosed' }] });
}

function requireRoom(present: store.AttachmentRow[], bytes: number): void {
	if (!fitsPractice([...present, { bytes }])) throw new Problem('quotaReached');
}

/** Whether one practice may have these files. @param files their sizes in bytes */
export function fitsPractice(files: readonly { bytes: number }[]): boolean {
	const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
	return files.length <= limits.practiceFileCount && total <= limits.practiceFiles;
}

function asAttachment({ practiceId: _practice, screenedAt, removedAt: _removed, ...row }: store.AttachmentRow): Attachment {
	return { ...row, screened: screenedAt !== null };
}
