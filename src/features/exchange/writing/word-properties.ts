// Title, author and language of a Word file, as other programs and screen readers ask for them.

export interface CoreProperties {
	title: string;
	creator: string;
	description: string;
	/** BCP 47. */
	language: string;
}

/** The part `docProps/core.xml` (ECMA-376 part 2, 11). It names no moment: the same practice gives the same file. */
export function coreProperties({ title, creator, description, language }: CoreProperties): string {
	return (
		'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' +
		'<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"' +
		' xmlns:dc="http://purl.org/dc/elements/1.1/">' +
		`<dc:title>${escapeXml(title)}</dc:title><dc:creator>${escapeXml(creator)}</dc:creator>` +
		`<dc:description>${escapeXml(description)}</dc:description><dc:language>${language}</dc:language>` +
		'<cp:lastModifiedBy>Acervo</cp:lastModifiedBy></cp:coreProperties>'
	);
}

function escapeXml(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
