// Which version of the program this is.
import { readFileSync } from 'node:fs';
import path from 'node:path';

/** @param root folder of the program */
export function versionOf(root: string): string {
	return (JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { version: string }).version;
}
