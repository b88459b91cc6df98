// Rows that a test begins with, made without the acts that would lead there: people, institutions, published practices.
import { publishEntry } from '#features/catalogue/handlers/catalogue.server.ts';
import { grantLabel } from '#features/labels/handlers/label.server.ts';
import { type CriterionKey, fieldKeys, type PracticeClass } from '#features/methodology/schema.ts';
import { emptyLayers, type PracticeContent } from '#features/practices/schema.ts';
import { insertPractice, insertVersion } from '#features/practices/store.server.ts';
import type { Actor, Ctx, Db, Role } from '#platform/ctx.ts';

/** An account without password. @returns its id */
export async function insertPerson(db: Db, email: string, roles: Role[]): Promise<string> {
	const { id } = await db.insertInto('person').values({ name: email, email, roles }).returning('id').executeTakeFirstOrThrow();
	return id;
}

export type Person = Extract<Actor, { kind: 'person' }>;

/** An account without password under `name.in.small.letters@example.org`. @returns who acts with it */
export async function insertActor(db: Db, name: string, roles: Role[]): Promise<Person> {
	const id = await insertPerson(db, `${name.replaceAll(' ', '.').toLowerCase()}@example.org`, roles);
	await db.updateTable('person').set({ name }).where('id', '=', id).execute();
	return { kind: 'person', id, name, roles, institutionIds: [] };
}

/** An institution with its other spellings. @returns its id */
export async function insertInstitution(db: Db, name: string, aliases: string[] = []): Promise<string> {
	const { id } = await db.insertInto('institution').values({ name }).returning('id').executeTakeFirstOrThrow();
	const rows = [name, ...aliases].map((alias) => ({ alias, folded: alias.toLowerCase(), institutionId: id }));
	await db.insertInto('institutionAlias').values(rows).execute();
	return id;
}

/** What a test says of a practice; everything else is empty. */
export interface PublishedPractice {
	fields?: Partial<PracticeContent['fields']>;
	layers?: Partial<PracticeContent['layers']>;
	institutions?: PracticeContent['institutions'];
	attachments?: PracticeContent['attachments'];
	class?: PracticeClass;
	unmet?: CriterionKey[];
	conditional?: boolean;
	validUntil?: string;
	wording?: Partial<Record<CriterionKey, string>>;
	isExample?: boolean;
	isInvented?: boolean;
	ownerId?: string;
}

/** The whole text of a practice, empty but for what is given. */
export function practiceContent(given: PublishedPractice): PracticeContent {
	const noFields = Object.fromEntries(fieldKeys.map((key) => [key, ''])) as PracticeContent['fields'];
	return {
		edition: 'redlac-2021/1',
		declaredClass: 'promising',
		fields: { ...noFields, ...given.fields },
		layers: { ...emptyLayers, ...given.layers },
		institutions: given.institutions ?? [],
		attachments: given.attachments ?? []
	};
}

/**
 * A practice that was assessed and published, in the catalogue; with a label where `validUntil` is given.
 * @param confirmedBy id of a person of the secretariat
 */
export async function insertPublished(
	ctx: Ctx,
	confirmedBy: string,
	given: PublishedPractice
): Promise<{ id: string; code: string; versionId: string }> {
	const { db } = ctx.app;
	const content = practiceContent(given);
	return db.transaction().execute(async (tx) => {
		const practice = await insertPractice(
			tx,
			{
				edition: content.edition,
				language: content.layers.language,
				declaredClass: content.declaredClass,
				ownerId: given.ownerId ?? null,
				isExample: given.isExample ?? false,
				isInvented: given.isInvented ?? false
			},
			{ ...content.fields, ...content.layers },
			null
		);
		await tx.updateTable('practice').set({ state: 'published' }).where('id', '=', practice.id).execute();
		for (const { screened, ...file } of content.attachments) {
			const screening = screened ? { screenedBy: confirmedBy, screenedAt: ctx.app.now() } : {};
			await tx
				.insertInto('attachment')
				.values({ ...file, ...screening, practiceId: practice.id })
				.execute();
		}
		const version = await insertVersion(tx, practice.id, content, null, ctx.app.now());
		const verdict = {
			class: given.class ?? 'promising',
			conditional: given.conditional ?? false,
			validUntil: given.validUntil ?? null,
			confirmedAt: ctx.app.now()
		};
		const { id: verdictId } = await tx
			.insertInto('verdict')
			.values({
				practiceId: practice.id,
				versionId: version.id,
				edition: content.edition,
				proposal: '{}',
				...verdict,
				unmet: given.unmet ?? ['results'],
				wording: JSON.stringify(given.wording ?? {}),
				confirmedBy,
				isInvented: given.isInvented || given.isExample || false
			})
			.returning('id')
			.executeTakeFirstOrThrow();
		await grantLabel(ctx, tx, practice.id, { id: verdictId, ...verdict });
		await publishEntry(tx, ctx, { practiceId: practice.id, versionId: version.id });
		return { ...practice, versionId: version.id };
	});
}
