// The public past of a practice: its versions that were in the catalogue, and what their labels went through.
import { readStories } from '#features/labels/handlers/label.server.ts';
import { PracticeContent } from '#features/practices/schema.ts';
import type { Ctx } from '#platform/ctx.ts';
import { Problem } from '#platform/problem.ts';
import { publicContent } from '../rules/publication.ts';
import type { PracticeHistory, PublishedVersion } from '../schema.ts';
import * as store from '../store/entries.server.ts';
import { readEntry } from './catalogue.server.ts';

/** Versions and labels of a published practice. What was left without a label does not appear. @throws Problem notFound, gone */
export async function readHistory(ctx: Ctx, code: string): Promise<PracticeHistory> {
	const document = await readEntry(ctx, code);
	const { practiceId, versions } = await findVersions(ctx, code);
	const stories = await readStories(ctx.app.db, practiceId);
	const assessed = versions.filter(({ kind }) => kind !== 'correction');
	const numberOf = new Map(assessed.map(({ verdictId, number }) => [verdictId, number]));
	return {
		code,
		title: document.title,
		language: document.language,
		isInvented: document.isInvented,
		edition: document.content.edition,
		versions: versions.map(({ number, submittedAt, kind, class: given }) => ({
			number,
			submittedAt: submittedAt.toISOString(),
			kind,
			class: given,
			isShown: number === document.versionNumber
		})),
		labels: stories.map(({ verdictId, ...story }) => ({ ...story, versionNumber: numberOf.get(verdictId) ?? 0 }))
	};
}

/** One of these versions, reduced to what everybody may see. @throws Problem notFound, gone */
export async function readPublishedVersion(ctx: Ctx, code: string, number: number): Promise<PublishedVersion> {
	await readEntry(ctx, code);
	const { practiceId, versions } = await findVersions(ctx, code);
	const version = versions.find((each) => each.number === number);
	if (!version) throw new Problem('notFound');
	const files = await store.listOpenFiles(ctx.app.db, practiceId);
	return {
		number,
		submittedAt: version.submittedAt.toISOString(),
		content: publicContent(PracticeContent.parse(version.content), files)
	};
}

async function findVersions(ctx: Ctx, code: string): Promise<{ practiceId: string; versions: store.VersionRow[] }> {
	const shown = await store.findShown(ctx.app.db, code);
	if (!shown) throw new Problem('notFound');
	return { practiceId: shown.practiceId, versions: await store.listPublicVersions(ctx.app.db, shown.practiceId, shown.versionId) };
}
