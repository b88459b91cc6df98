// The catalogue's acts: read for everybody; publish, retire and make anew for those who may. The search stands in search.server.ts.
import { Proposal, VerdictWording } from '#features/assessments/schema.ts';
import { endLabel } from '#features/labels/handlers/label.server.ts';
import { confirmReport, findReportedPractice } from '#features/labels/handlers/reports.server.ts';
import { settleReconsideration } from '#features/labels/store.server.ts';
import { readEdition } from '#features/methodology/handlers.server.ts';
import { criteriaApart } from '#features/methodology/rules/edition.ts';
import type { Edition } from '#features/methodology/schema.ts';
import { moveAlong, requireAct } from '#features/practices/handlers.server.ts';
import { PracticeContent } from '#features/practices/schema.ts';
import { findLastVersion, lockPractice, type PracticeRow } from '#features/practices/store.server.ts';
import { withTranslation } from '#features/translations/rules.ts';
import { listPublicTranslations } from '#features/translations/store.server.ts';
import { change } from '#platform/change.server.ts';
import type { Ctx, Db, Tx } from '#platform/ctx.ts';
import { gathered } from '#platform/gathered.ts';
import { Problem } from '#platform/problem.ts';
import {
	entryFacets,
	entryHead,
	entryWords,
	filedNames,
	passageText,
	plainTitle,
	publicContent,
	searchTexts
} from '../rules/publication.ts';
import type { CatalogueDocument, CatalogueQuery, EntryDocument, FacetKey, PublicContent, PublicVerdict } from '../schema.ts';
import * as store from '../store/entries.server.ts';
import { textQuery } from './search.server.ts';

// reading ---------------------------------------------------------------------------------------------------------

/** Readers of popular pages ask at the same moment; their reads go together. */
const findEntry = gathered(async (db: Db, codes: string[]) => {
	const entries = await store.listEntries(db, codes);
	return new Map(entries.map((entry) => [entry.code, entry]));
});

/** A published practice as everybody sees it. @throws Problem notFound; gone when it was retired */
export async function readEntry(ctx: Ctx, code: string): Promise<CatalogueDocument> {
	const entry = await findEntry(ctx.app.catalogueDb, code);
	if (!entry) throw new Problem('notFound');
	if (!entry.document) throw new Problem('gone', { detail: { code } });
	return shownDocument({ ...entry, document: entry.document });
}

/** The label is as it is now. Files that were hidden or taken off since the publication are left out. */
function shownDocument({ document, openFiles, label, pending }: store.FoundEntry & { document: EntryDocument }): CatalogueDocument {
	const open = new Set(openFiles);
	return {
		...document,
		label: label && { ...label, since: new Date(label.since).toISOString() },
		pending,
		content: { ...document.content, attachments: document.content.attachments.filter((file) => open.has(file.id)) }
	};
}

/** Entries read in one statement when many are taken home. */
const documentsAtOnce = 200;

/**
 * Every published practice that answers a question, by code, some at a time: the catalogue may be larger than memory.
 * @param codes only these, when any are given; such as are not published are left out
 */
export async function* catalogueDocuments(
	ctx: Ctx,
	query: Pick<CatalogueQuery, 'q' | FacetKey>,
	codes: readonly string[] = []
): AsyncGenerator<CatalogueDocument[]> {
	const text = await textQuery(ctx, query.q);
	for (let after = ''; ; ) {
		const entries = await store.listDocuments(ctx.app.catalogueDb, query, { ...(text ? { text } : {}), codes, after }, documentsAtOnce);
		if (entries.length > 0) yield entries.map(shownDocument);
		if (entries.length < documentsAtOnce) return;
		after = entries.at(-1)?.code ?? '';
	}
}

/** The editions that published practices were judged by. */
export async function listEditionsInUse(ctx: Ctx): Promise<Edition[]> {
	const ids = await store.listVerdictEditions(ctx.app.catalogueDb);
	return ids.map((id) => readEdition(ctx.app, id));
}

/** A file of a published practice that everybody may open. @throws Problem notFound, gone */
export async function readPublicFile(ctx: Ctx, code: string, id: string): Promise<PublicContent['attachments'][number]> {
	const document = await readEntry(ctx, code);
	const file = document.content.attachments.find((attachment) => attachment.id === id);
	if (!file) throw new Problem('notFound');
	return file;
}

// publishing ------------------------------------------------------------------------------------------------------

/**
 * Puts an assessed version into the catalogue; part of the transaction that publishes the practice.
 * @param publishedAt kept when an entry is made anew; now by default
 * @throws Problem noVerdict when the version has no confirmed verdict
 */
export async function publishEntry(
	tx: Tx,
	ctx: Ctx,
	{ practiceId, versionId, publishedAt = ctx.app.now() }: { practiceId: string; versionId: string; publishedAt?: Date }
): Promise<void> {
	const [practice, versions, files, label] = await Promise.all([
		store.getSource(tx, practiceId),
		store.listPublicVersions(tx, practiceId, versionId),
		store.listOpenFiles(tx, practiceId),
		store.holdLabelState(tx, practiceId)
	]);
	const version = versions.find((each) => each.id === versionId);
	const verdict = version && (await store.findVerdict(tx, version.assessedId));
	if (!version || !verdict) throw new Problem('noVerdict');
	const dissents = await store.listDissents(tx, version.assessedId);
	const content = publicContent(PracticeContent.parse(version.content), files);
	const edition = readEdition(ctx.app, content.edition);
	const institutionIds = content.institutions.map((institution) => institution.id);
	const shown = publicVerdict(verdict, dissents, readEdition(ctx.app, verdict.edition));
	const document: EntryDocument = {
		code: practice.code,
		versionNumber: version.number,
		language: content.layers.language,
		title: plainTitle(content),
		content,
		verdict: shown,
		isExample: practice.isExample,
		isInvented: practice.isInvented,
		publishedAt: publishedAt.toISOString(),
		versions: versions.map(({ number, submittedAt, class: given }) => ({
			number,
			submittedAt: submittedAt.toISOString(),
			class: given ?? verdict.class
		}))
	};
	const { isExample, isInvented } = practice;
	const spellings = await store.listSpellings(tx, institutionIds);
	const texts = searchTexts(content, filedNames(content, edition, { code: document.code, spellings }));
	const translated = (await listPublicTranslations(tx, practiceId)).map((translation) => ({
		language: translation.language,
		content: withTranslation(document, translation).document.content
	}));
	await store.putEntry(tx, {
		practiceId,
		versionId,
		document,
		head: entryHead(content, shown, { isExample, isInvented }),
		facets: entryFacets(content, shown, { label, languages: translated.map(({ language }) => language) }),
		institutions: institutionIds,
		texts: [
			{ language: document.language, texts },
			...translated.map((each) => ({ language: each.language, texts: searchTexts(each.content, []) }))
		],
		words: entryWords(content, ...translated.map((each) => each.content)),
		passages: passageText(content),
		publishedAt,
		updatedAt: ctx.app.now()
	});
}

/** Puts a corrected text in the place of the one it corrects; it has been published for as long. @throws Problem noVerdict, notFound */
export async function correctEntry(tx: Tx, ctx: Ctx, { practiceId, versionId }: { practiceId: string; versionId: string }): Promise<void> {
	const standing = await store.findStanding(tx, practiceId);
	if (!standing) throw new Problem('notFound');
	await publishEntry(tx, ctx, { practiceId, versionId, publishedAt: standing.publishedAt });
}

/** Makes the entry of a published practice anew, as of the same publication; nothing for one that is not published. */
export async function refreshEntry(tx: Tx, ctx: Ctx, practiceId: string): Promise<void> {
	const standing = await store.findStanding(tx, practiceId);
	if (standing) await publishEntry(tx, ctx, { practiceId, ...standing });
}

function publicVerdict(verdict: store.VerdictRow, dissents: store.DissentRow[], edition: Edition): PublicVerdict {
	const { proposal, wording, confirmedAt, departure, answer, reasons, ...rest } = verdict;
	const said = VerdictWording.parse(wording);
	const levels = Proposal.safeParse(proposal).data?.criteria;
	const criteria = edition.criteria.map(({ key }) => [
		key,
		{
			met: !verdict.unmet.includes(key),
			wording: said[key] ?? '',
			levels: levels?.[key]?.levels.toSorted() ?? [],
			...(reasons[key]?.length && { reasons: reasons[key] })
		}
	]);
	const differing = dissents.filter(({ levels: own }) => criteriaApart(own, verdict.unmet, edition).length > 0).map(({ text }) => text);
	return {
		...rest,
		confirmedAt: confirmedAt.toISOString(),
		criteria: Object.fromEntries(criteria),
		...(departure && { departure }),
		...(differing.length > 0 && { dissents: differing }),
		...(answer && { answer })
	};
}

/** Takes a practice out of the catalogue and leaves its tombstone; part of the transaction that retires it. */
export async function retireEntry(tx: Tx, ctx: Ctx, practiceId: string): Promise<void> {
	await store.removeEntry(tx, practiceId, ctx.app.now());
}

/** Retires a published practice: its page says so from then on. @throws Problem notFound, notAllowed, wrongState */
export async function retirePractice(ctx: Ctx, code: string): Promise<void> {
	await change(ctx, 'practice.retire', async (tx, about) => {
		const practice = await lockPractice(tx, code);
		requireAct(ctx, 'retire', practice);
		await takeOut(ctx, tx, practice);
		about({ kind: 'practice', id: code });
	});
}

/**
 * Retires the practice that a report of harm is about, because the report is right; every open report on it is settled with it.
 * @throws Problem notFound, notImpartial for whoever documents it, notAllowed, wrongState
 */
export async function retireForHarm(ctx: Ctx, reportId: string): Promise<void> {
	const known = await findReportedPractice(ctx, reportId);
	await change(ctx, 'harmReport.confirm', async (tx, about) => {
		const practice = await lockPractice(tx, known.code);
		await confirmReport(ctx, tx, reportId);
		requireAct(ctx, 'retire', practice);
		await takeOut(ctx, tx, practice);
		about({ kind: 'practice', id: known.code, detail: { outcome: 'confirmed' } });
	});
}

/** Leaves nothing of a practice in public but its tombstone. The label goes first, as in every change that touches both. */
async function takeOut(ctx: Ctx, tx: Tx, practice: PracticeRow): Promise<void> {
	await endLabel(ctx, tx, practice.id, 'retired');
	const last = await findLastVersion(tx, practice.id);
	if (last) await settleReconsideration(tx, last.id, 'dropped', ctx.app.now());
	await moveAlong(ctx, tx, practice, 'retire');
	await retireEntry(tx, ctx, practice.id);
}

/** Makes every entry anew from what was published, after a change of vocabularies, names or of this program. @returns how many @throws Problem notAllowed */
export async function rebuildCatalogue(ctx: Ctx): Promise<number> {
	if (ctx.actor.kind !== 'operator') throw new Problem('notAllowed');
	return change(ctx, 'catalogue.rebuild', async (tx, about) => {
		const published = await store.listPublished(tx);
		for (const entry of published) await publishEntry(tx, ctx, entry);
		about({ kind: 'instance', id: 'instance', detail: { entries: published.length } });
		return published.length;
	});
}

/** Entries that are made anew in one transaction. */
const remadeAtOnce = 100;

/** Makes entries anew that an older program made, some at a time, without holding up anybody. @returns how many */
export async function remakeOutdated(ctx: Ctx): Promise<number> {
	if (ctx.actor.kind !== 'operator') throw new Problem('notAllowed');
	if (!(await store.hasOutdated(ctx.app.db))) return 0;
	for (let remade = 0; ; ) {
		const entries = await change(ctx, 'catalogue.rebuild', async (tx, about) => {
			const outdated = await store.listOutdated(tx, remadeAtOnce);
			for (const entry of outdated) await publishEntry(tx, ctx, entry);
			about({ kind: 'instance', id: 'instance', detail: { entries: outdated.length } });
			return outdated.length;
		});
		remade += entries;
		if (entries < remadeAtOnce) return remade;
	}
}
