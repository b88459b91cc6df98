// The files that a person means when they name a folder: all that lie in it, whatever their kind, at any depth.
import { lstat, readdir } from 'node:fs/promises';
import path from 'node:path';

/** Left by office programs and desktops beside the documents. */
const beside = /^(\.|~\$|Thumbs\.db$|desktop\.ini$)/i;
/** Folders within folders; nobody files practices deeper. */
const deepest = 30;

/**
 * The named files as they are named, and for a folder the files in it by name. Hidden files and links inside a folder are left out: a link
 * may lead anywhere.
 * @returns what does not exist is given as it was named, so that its reading says so
 */
export async function filesOf(named: string[]): Promise<string[]> {
	const found: string[] = [];
	for (const name of named) {
		const isFolder = await lstat(name).then(
			(there) => there.isDirectory(),
			() => false
		);
		found.push(...(isFolder ? await filesIn(name, deepest) : [name]));
	}
	return [...new Set(found)];
}

async function filesIn(folder: string, depth: number): Promise<string[]> {
	const entries = await readdir(folder, { withFileTypes: true });
	entries.sort((a, b) => a.name.localeCompare(b.name, 'es', { numeric: true }));
	const found: string[] = [];
	for (const entry of entries) {
		if (beside.test(entry.name)) continue;
		const place = path.join(folder, entry.name);
		if (entry.isFile()) found.push(place);
		else if (entry.isDirectory() && depth > 0) found.push(...(await filesIn(place, depth - 1)));
	}
	return found;
}
