// Why a file was not read; codes of the problem list.

export type FileRefusal =
	| 'fileEmpty'
	| 'fileTooLarge'
	| 'fileEncrypted'
	| 'fileDamaged'
	| 'fileTypeUnknown'
	| 'fileOldWord'
	| 'fileOldSheet'
	| 'fileRichText'
	| 'fileScanned'
	| 'fileDynamicForm'
	| 'fileUnsafe'
	| 'fileTooSlow';

/** Thrown inside a reader; `readDocument` turns it into a plain answer. */
export class RefusedFile extends Error {
	readonly why: FileRefusal;

	constructor(why: FileRefusal) {
		super(why);
		this.why = why;
	}
}
