// The printed documents: a practice, its verdict, a comparison, a booklet. Each is data for one template; the press does the rest.

import { readInstance } from '#features/people/handlers.server.ts';
import type { App } from '#platform/ctx.ts';
import type { PrintOptions } from '#platform/documents/press/press.server.ts';
import { isoDayOf } from '#platform/moments.ts';
import { Problem } from '#platform/problem.ts';
import type { PublishedDocument } from '../schema.ts';
import { type BookletWords, bookletData } from './pdf-booklet.ts';
import { comparisonData } from './pdf-comparison.ts';
import { type PrintSetting, practiceData, verdictData } from './pdf-practice.ts';

/** The one entry of all templates: what it prints, the data say. */
const template = 'src/features/exchange/writing/print.typ';

/** A practice on A4, with its verdict if there is one. Only files everybody may open are listed. @throws Problem overloaded */
export function practiceToPdf(document: PublishedDocument, setting: PrintSetting): Promise<Uint8Array> {
	return print(setting.app, practiceData(document, setting), { isPublic: document.verdict !== null });
}

/** The verdict alone, with definition, rule and reasons. @throws Problem noVerdict, overloaded */
export async function verdictToPdf(document: PublishedDocument, setting: PrintSetting): Promise<Uint8Array> {
	if (!document.verdict) throw new Problem('noVerdict');
	return print(setting.app, verdictData(document, setting), { isPublic: true });
}

/** Published practices side by side (`comparisonBounds`), on A4 across. @throws Problem overloaded */
export function comparisonToPdf(documents: PublishedDocument[], setting: PrintSetting): Promise<Uint8Array> {
	return print(setting.app, comparisonData(documents, setting), { isPublic: true });
}

/**
 * Chosen published practices (`bookletBounds`) as one booklet: cover with the network's name and the day, introduction, contents,
 * practices, index.
 * @throws Problem bodyTooLarge, overloaded
 */
export async function bookletToPdf(documents: PublishedDocument[], setting: PrintSetting, words: BookletWords = {}): Promise<Uint8Array> {
	const { app } = setting;
	const { networkName: network } = await readInstance(app);
	const cover = { ...words, network, day: isoDayOf(app.now()) };
	return print(app, bookletData(documents, cover, setting), { isPublic: true, isBook: true });
}

function print(app: App, data: unknown, options: PrintOptions): Promise<Uint8Array> {
	return app.press.print(template, data, options);
}
