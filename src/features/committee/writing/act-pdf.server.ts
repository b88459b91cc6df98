// The act of a session as a PDF, by the house's press.
import { printedLanguage, printedText } from '#features/exchange/writing/pdf-text.ts';
import type { App } from '#platform/ctx.ts';
import type { Locale } from '#platform/locale.ts';
import type { ActSheet } from './act-sheet.ts';

/** The one entry of all templates: what it prints, the data say. */
const template = 'src/features/exchange/writing/print.typ';

/** @param locale that of the words around what was typed @throws Problem overloaded */
export function actToPdf(app: App, sheet: ActSheet, locale: Locale): Promise<Uint8Array> {
	const { items, minutes, ...rest } = sheet;
	const data = {
		kind: 'act',
		...printedLanguage(locale),
		documentTitle: sheet.title,
		author: 'Acervo',
		description: sheet.over,
		keywords: [],
		date: null,
		...rest,
		items: {
			title: items.title,
			list: items.list.map((item) => ({ ...item, wording: item.wording.map(({ name, text }) => ({ name, blocks: printedText(text) })) }))
		},
		minutes: { title: minutes.title, lines: minutes.text.split('\n') }
	};
	return app.press.print(template, data);
}
