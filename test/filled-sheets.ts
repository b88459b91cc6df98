// Fills sheets in as somebody would, without a program that writes them: for tests.
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';

/** Puts answers, by the names of their lines, into a workbook of ours. @param sheet counted from 1 */
export function fillWorkbook(bytes: Uint8Array, answers: Record<string, string>, sheet = 1): Uint8Array {
	return changed(bytes, `xl/worksheets/sheet${sheet}.xml`, (xml) =>
		Object.entries(answers).reduce((text, [name, answer]) => {
			const row = new RegExp(`<c r="A(\\d+)"[^>]*><is><t[^>]*>${name.replaceAll('.', '\\.')}</t>`).exec(text)?.[1];
			if (!row) throw new Error(`no line is called ${name}`);
			const cell = `<c r="C${row}" t="inlineStr"><is><t xml:space="preserve">${escaped(answer)}</t></is></c>`;
			const without = text.replace(new RegExp(`<c r="C${row}".*?</c>`, 's'), '');
			return without.replace(new RegExp(`(<c r="B${row}".*?</c>)`, 's'), (before) => before + cell);
		}, xml)
	);
}

/** Puts answers into the right-hand cells of a Word document of ours, a paragraph per line. */
export function fillDocument(bytes: Uint8Array, answers: Record<string, string>): Uint8Array {
	return changed(bytes, 'word/document.xml', (xml) =>
		Object.entries(answers).reduce((text, [name, answer]) => {
			const label = text.lastIndexOf(`[${name}]`);
			if (label < 0) throw new Error(`no line is called ${name}`);
			const start = text.indexOf('</w:tcPr>', label) + '</w:tcPr>'.length;
			const paragraphs = answer.split('\n').map((line) => `<w:p><w:r><w:t xml:space="preserve">${escaped(line)}</w:t></w:r></w:p>`);
			return text.slice(0, start) + paragraphs.join('') + text.slice(text.indexOf('</w:tc>', start));
		}, xml)
	);
}

function changed(bytes: Uint8Array, part: string, change: (xml: string) => string): Uint8Array {
	const parts = unzipSync(bytes);
	return zipSync({ ...parts, [part]: strToU8(change(strFromU8(parts[part] ?? new Uint8Array()))) });
}

function escaped(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
