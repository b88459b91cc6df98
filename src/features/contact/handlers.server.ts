// Writing to the people who document a practice, without seeing their address; reading and deleting what was written.
import { notify, notifySecretariat } from '#features/notices/handlers.server.ts';
import { change } from '#platform/change.server.ts';
import { actorId, type Ctx, hasRole } from '#platform/ctx.ts';
import { Problem } from '#platform/problem.ts';
import { admitsMessage, daysKept, floodWindow, keptUntil, mostPerPractice } from './rules.ts';
import type { ContactForm, ContactInput, ContactMessage } from './schema.ts';
import * as store from './store.server.ts';

/**
 * Takes a message to whoever documents a practice of the catalogue, or to the secretariat where nobody can be reached. The journal says
 * that there was one and what for; never who wrote, nor what.
 * @param message what a program filled in where people see nothing is answered like any other, and thrown away
 * @param address network address of the caller: one address sends only a few in an hour
 * @throws Problem notFound, gone for a retired practice, tooManyAttempts
 */
export async function sendMessage(
	ctx: Ctx,
	code: string,
	{ website = '', ...message }: ContactInput & Partial<ContactForm>,
	address: string
): Promise<void> {
	await requireAddressee(ctx.app.db, code);
	if (website !== '') return;
	const now = ctx.app.now();
	if (!admitsMessage(address, now.getTime())) throw new Problem('tooManyAttempts');
	await change(ctx, 'contact.receive', async (tx, about) => {
		const { practiceId, ownerId } = await requireAddressee(tx, code);
		about({ kind: 'practice', id: code, detail: { purpose: message.purpose } });
		if (!(await store.insertMessage(tx, practiceId, { ...message, receivedAt: now }))) return;
		const recent = await store.countSince(tx, practiceId, new Date(now.getTime() - floodWindow));
		if (recent > mostPerPractice) throw new Problem('tooManyAttempts');
		const notice = { kind: 'messageReceived' as const, detail: { practice: code, days: daysKept }, isTodo: true };
		if (ownerId) await notify(ctx, tx, { ...notice, to: [ownerId] });
		else await notifySecretariat(ctx, tx, notice);
	});
}

/** @throws Problem notFound, gone */
async function requireAddressee(db: Parameters<typeof store.findAddressee>[0], code: string): Promise<store.Addressee> {
	const addressee = await store.findAddressee(db, code);
	if (!addressee) throw new Problem('notFound');
	if (addressee.isGone) throw new Problem('gone', { detail: { code } });
	return addressee;
}

/** Messages that the person acting may answer, the newest first. @throws Problem signInRequired */
export async function listMessages(ctx: Ctx): Promise<ContactMessage[]> {
	const rows = await store.listMessages(ctx.app.db, requireReader(ctx));
	return rows.map((row) => ({ ...row, keptUntil: keptUntil(row.receivedAt) }));
}

/** Deletes a message at once. @throws Problem signInRequired, notFound when there is none that the person acting may read */
export async function deleteMessage(ctx: Ctx, id: string): Promise<void> {
	const reader = requireReader(ctx);
	await change(ctx, 'contact.delete', async (tx, about) => {
		const message = await store.lockMessage(tx, reader, id);
		if (!message) throw new Problem('notFound');
		await store.deleteMessage(tx, id);
		about({ kind: 'practice', id: message.code });
	});
}

function requireReader(ctx: Ctx): store.Reader {
	if (ctx.actor.kind === 'anonymous') throw new Problem('signInRequired');
	return { personId: actorId(ctx.actor), withLost: hasRole(ctx.actor, 'secretariat') };
}
