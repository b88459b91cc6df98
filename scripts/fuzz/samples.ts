// Valid files of our own, one of each kind the importer reads: what the mutations begin with.
import { deflateSync } from 'node:zlib';
import { strToU8, zipSync } from 'fflate';
import { type Edition, fieldKeys } from '../../src/features/methodology/schema.ts';
import { item, numberingParts, p, tbl, tc, text, tr } from '../../src/platform/documents/docx/docx.fixture.ts';

export interface Sample {
	kind: string;
	bytes: Uint8Array;
	/** Parts of the archive, for kinds that are one. */
	parts?: Record<string, string>;
}

const answer = 'Texto inventado con dos ideas. La segunda dice cuántas personas participan.';

export function samples(edition: Edition): [Sample, ...Sample[]] {
	const names = edition.fields.map((field) => field.name.es);
	const lines = names.map((name, at) => `${name}:\t${answer} ${at}`).join('\n');
	return [
		archive('docx', wordParts(names)),
		archive('odt', odtParts(names)),
		archive('xlsx', sheetParts(names)),
		plain('html', page(names)),
		plain('txt', `FORMATO PARA DOCUMENTAR BUENAS PRÁCTICAS\n\nPráctica prometedora\n\n${lines}\n`),
		plain('md', names.map((name) => `## ${name}\n\n${answer}\n\n- uno\n  - dos\n`).join('\n')),
		plain('csv', `${names.join(',')}\n${fieldKeys.join(',')}\n${names.map(() => `"${answer}"`).join(',')}\n`),
		plain(
			'json',
			JSON.stringify({ format: 'acervo-practice/1', fields: Object.fromEntries(fieldKeys.map((key) => [key, answer])) }, null, '\t')
		),
		archive('zip', { 'practice.json': JSON.stringify({ format: 'acervo-practice/1' }), 'attachments/a.txt': answer }),
		{ kind: 'pdf', bytes: pdf(names, false) },
		{ kind: 'pdf', bytes: pdf(names, true) }
	];
}

const plain = (kind: string, content: string): Sample => ({ kind, bytes: strToU8(content) });

function archive(kind: string, parts: Record<string, string>): Sample {
	return { kind, parts, bytes: zipSync(Object.fromEntries(Object.entries(parts).map(([name, content]) => [name, strToU8(content)]))) };
}

function wordParts(names: string[]): Record<string, string> {
	const ticked =
		'<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData></w:fldChar></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>';
	const value = `${p(answer)}${item('uno')}${item('dos', 1, 2)}<w:p><w:ins w:id="1">${text('nuevo')}</w:ins>${ticked}</w:p>`;
	const control = `<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>${p('Haga clic')}</w:sdtContent></w:sdt>`;
	const body = p('Práctica prometedora') + tbl(...names.map((name) => tr(tc(name), tc(value, control)))) + p('Al final');
	return {
		...numberingParts,
		'[Content_Types].xml': '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
		'word/document.xml': `<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body}</w:body></w:document>`
	};
}

function odtParts(names: string[]): Record<string, string> {
	const rows = names.map(
		(name) =>
			`<table:table-row><table:table-cell><text:p>${name}</text:p></table:table-cell><table:table-cell><text:p>${answer}</text:p><text:list><text:list-item><text:p>uno</text:p></text:list-item></text:list></table:table-cell></table:table-row>`
	);
	return {
		mimetype: 'application/vnd.oasis.opendocument.text',
		'content.xml': `<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"><office:body><office:text><text:p>Práctica prometedora</text:p><table:table>${rows.join('')}</table:table></office:text></office:body></office:document-content>`
	};
}

function sheetParts(names: string[]): Record<string, string> {
	const column = (at: number) => String.fromCharCode(65 + at);
	const row = (number: number, cells: string[]) =>
		`<row r="${number}">${cells.map((cell, at) => `<c r="${column(at)}${number}" t="inlineStr"><is><t>${cell}</t></is></c>`).join('')}</row>`;
	const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
	const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
	const packaged = 'http://schemas.openxmlformats.org/package/2006/relationships';
	return {
		'[Content_Types].xml':
			'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
		'_rels/.rels': `<Relationships xmlns="${packaged}"><Relationship Id="a" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${relations}"><sheets><sheet name="Prácticas" sheetId="1" r:id="s"/></sheets></workbook>`,
		'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${packaged}"><Relationship Id="s" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
		'xl/worksheets/sheet1.xml': `<worksheet xmlns="${main}"><sheetData>${row(1, names)}${row(2, [...fieldKeys])}${row(
			3,
			names.map(() => answer)
		)}</sheetData></worksheet>`
	};
}

function page(names: string[]): string {
	const rows = names.map((name) => `<tr><th>${name}</th><td><p>${answer}</p><ul><li>uno<ul><li>dos</li></ul></li></ul></td></tr>`);
	return `<!doctype html><html lang="es"><head><title>Formato</title></head><body><h1>Práctica prometedora</h1><table>${rows.join('')}</table></body></html>`;
}

/** One page, the labels and texts on lines of their own (ISO 32000-1, 7.5). */
function pdf(names: string[], isPacked: boolean): Uint8Array {
	const latin = (words: string) => words.replaceAll(/[()\\]/g, '\\$&');
	const lines = names.flatMap((name, at) => [
		`1 0 0 1 50 ${780 - at * 60} Tm (${latin(name)}) Tj`,
		`1 0 0 1 50 ${765 - at * 60} Tm (${latin(answer)}) Tj`
	]);
	const content = Buffer.from(`BT /F 11 Tf\n${lines.join('\n')}\nET`, 'latin1');
	const stream = isPacked ? deflateSync(content) : content;
	const objects = [
		Buffer.from('<< /Type /Catalog /Pages 2 0 R >>'),
		Buffer.from('<< /Type /Pages /Kids [3 0 R] /Count 1 >>'),
		Buffer.from('<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>'),
		Buffer.concat([
			Buffer.from(`<< /Length ${stream.length}${isPacked ? ' /Filter /FlateDecode' : ''} >>\nstream\n`),
			stream,
			Buffer.from('\nendstream')
		]),
		Buffer.from('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>')
	];
	const parts: Buffer[] = [Buffer.from('%PDF-1.7\n')];
	const offsets: number[] = [];
	for (const [at, object] of objects.entries()) {
		offsets.push(Buffer.concat(parts).length);
		parts.push(Buffer.from(`${at + 1} 0 obj\n`), object, Buffer.from('\nendobj\n'));
	}
	const start = Buffer.concat(parts).length;
	const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
	parts.push(
		Buffer.from(
			`xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`
		)
	);
	return Buffer.concat(parts);
}
