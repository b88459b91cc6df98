// What somebody had typed when the session ended: carried through the sign-in page as fields of its form, and on to where it was going.
import { ownPath } from './http/own-path.ts';

/** A form on its way. Of files only the names travel; they are chosen again at the end. */
export interface Carried {
	/** Address of our own that the form was posted to. */
	target: string;
	fields: { name: string; value: string }[];
	files: { name: string; fileName: string }[];
}

const fieldPrefix = 'carried.';
const filePrefix = 'carriedFile.';

/** Packs a posted form for the sign-in page. Passwords are left behind: they are typed again. */
export function carry(target: string, form: FormData): FormData {
	const packed = new FormData();
	packed.set('target', target);
	for (const [name, value] of form) {
		if (/password/i.test(name)) continue;
		if (typeof value === 'string') packed.append(fieldPrefix + name, value);
		else if (value.name !== '') packed.append(filePrefix + name, value.name);
	}
	return packed;
}

/** Reads what `carry` packed. A target that is not ours becomes `otherwise`. */
export function unpack(form: FormData, otherwise: string): Carried {
	const carried: Carried = { target: ownPath(form.get('target'), otherwise), fields: [], files: [] };
	for (const [name, value] of form) {
		if (typeof value !== 'string') continue;
		if (name.startsWith(fieldPrefix)) carried.fields.push({ name: name.slice(fieldPrefix.length), value });
		if (name.startsWith(filePrefix)) carried.files.push({ name: name.slice(filePrefix.length), fileName: value });
	}
	return carried;
}

/** The hidden fields that pack it once more, for a form that was refused on the way. */
export function packedFields({ target, fields, files }: Carried): { name: string; value: string }[] {
	return [
		{ name: 'target', value: target },
		...fields.map(({ name, value }) => ({ name: fieldPrefix + name, value })),
		...files.map(({ name, fileName }) => ({ name: filePrefix + name, value: fileName }))
	];
}
