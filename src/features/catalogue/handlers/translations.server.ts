// A translation becomes public, or stops being so, together with the entry that is found and read: both in one transaction.
import { hideTranslation, showTranslation } from '#features/translations/handlers.server.ts';
import { change } from '#platform/change.server.ts';
import type { Ctx } from '#platform/ctx.ts';
import type { Locale } from '#platform/locale.ts';
import { refreshEntry } from './catalogue.server.ts';

/**
 * Shows everybody what of a practice is translated into a language by now; the rest is read in the original.
 * @param version of the translation that was looked at
 * @throws Problem notFound, wrongState where the practice is not in the catalogue or nothing is translated, versionConflict
 */
export async function publishTranslation(ctx: Ctx, code: string, language: Locale, version: number): Promise<void> {
	await change(ctx, 'translation.publish', async (tx, about) => {
		const { practiceId } = await showTranslation(ctx, tx, code, language, version);
		await refreshEntry(tx, ctx, practiceId);
		about({ kind: 'practice', id: code, detail: { language } });
	});
}

/** Shows everybody the original again. The texts stay with their editors. @throws Problem notFound, wrongState, versionConflict */
export async function withdrawTranslation(ctx: Ctx, code: string, language: Locale, version: number): Promise<void> {
	await change(ctx, 'translation.withdraw', async (tx, about) => {
		const { practiceId } = await hideTranslation(ctx, tx, code, language, version);
		await refreshEntry(tx, ctx, practiceId);
		about({ kind: 'practice', id: code, detail: { language } });
	});
}
