// Builds what the browser gets: the small scripts of src/enhance, one file each, then the pages.
import { execFileSync } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, createBuilder } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Each script on its own, so that a page loads what it uses and nothing else; addresses carry no hash, pages add `?v=`. */
async function buildScripts(): Promise<void> {
	const source = join(root, 'src/enhance');
	const output = join(root, 'static/enhance');
	rmSync(output, { recursive: true, force: true });
	const files = readdirSync(source).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));
	for (const file of files) {
		await build({
			configFile: false,
			root: source,
			logLevel: 'warn',
			publicDir: false,
			build: {
				outDir: output,
				emptyOutDir: false,
				minify: true,
				modulePreload: false,
				rolldownOptions: { input: join(source, file), output: { entryFileNames: `${basename(file, '.ts')}.js` } }
			}
		});
	}
	console.log(`scripts: ${files.length} files`);
}

async function buildPages(): Promise<void> {
	const builder = await createBuilder({ root, configFile: join(root, 'vite.config.ts'), logLevel: 'error' });
	await builder.buildApp();
	console.log('pages: built');
}

/** Writes the configuration that tsconfig.json extends; on a new clone it is not there yet, and nothing compiles without it. */
function prepare(): void {
	execFileSync(process.execPath, [join(root, 'node_modules/@sveltejs/kit/svelte-kit.js'), 'sync'], {
		cwd: root,
		stdio: ['ignore', 'ignore', 'inherit']
	});
}

try {
	prepare();
	await buildScripts();
	await buildPages();
} catch (error) {
	console.error('build failed:', error);
	process.exitCode = 1;
}
