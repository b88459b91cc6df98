// Holds the plan of the house: which room may import which, what a feature may contain, one writing feature per table, a policy on
// every route, and that nothing refused is ever smuggled in. Prints each breach with what to do and exits non-zero.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const source = path.join(root, 'src');

interface File {
	/** From `src/`, with slashes. */
	place: string;
	text: string;
	imports: string[];
}

const breaches: string[] = [];
const files = readdirSync(source, { recursive: true, withFileTypes: true })
	.filter((entry) => entry.isFile() && /\.(ts|mjs|svelte)$/.test(entry.name))
	.map((entry): File => {
		const full = path.join(entry.parentPath, entry.name);
		const text = readFileSync(full, 'utf8');
		return { place: path.relative(source, full).split(path.sep).join('/'), text, imports: importsOf(full, text) };
	})
	// What the page framework or a generator writes is not ours to order.
	.filter((file) => file.place !== 'platform/database/tables.ts');

/** Places under `src/` that a file imports. */
function importsOf(full: string, text: string): string[] {
	const found: string[] = [];
	for (const [, specifier = ''] of text.matchAll(/(?:from|import)\s*\(?\s*['"]([^'"]+)['"]/g)) {
		const inside = /^#(features|platform|ui|messages)\/(.+)$/.exec(specifier);
		if (inside) found.push(`${inside[1]}/${inside[2]}`);
		else if (specifier.startsWith('#app/')) found.push(specifier.slice(5));
		else if (specifier.startsWith('.'))
			found.push(
				path
					.relative(source, path.resolve(path.dirname(full), specifier))
					.split(path.sep)
					.join('/')
			);
	}
	return found;
}

// rooms -----------------------------------------------------------------------------------------------------------

/** What a room may import; the first matching row counts. Tests may import anything. */
const rooms: { room: RegExp; may: RegExp; why: string }[] = [
	{ room: /^platform\//, may: /^platform\//, why: 'platform serves every feature and knows none' },
	{ room: /^ui\//, may: /^ui\//, why: 'ui could ship in another product' },
	{
		room: /^messages\//,
		may: /^(messages\/|platform\/(locale|problem)\.ts|features\/[^/]+\/(schema|rules(\/\w+)?)\.ts)/,
		why: 'words depend on languages and on lists of codes only'
	},
	{ room: /^enhance\//, may: /^(enhance\/|features\/practices\/rules\/hints\.ts)/, why: 'scripts of the browser stay small' },
	{
		room: /^features\/[^/]+\/schema\.ts$/,
		may: /^(features\/[^/]+\/schema\.ts|platform\/(locale|limits|places|problem|zones)\.ts)/,
		why: 'a schema is imported by everybody and imports only schemas'
	},
	{
		room: /^features\/[^/]+\/rules(\/.*)?(\.ts)?$/,
		may: /^(features\/[^/]+\/(schema|rules)(\.ts|\/)|messages\/|ui\/seal\.ts|platform\/(?!.*\.server))/,
		why: 'rules are pure'
	},
	{
		room: /^features\/[^/]+\/ui\//,
		may: /^(ui\/|messages\/|features\/[^/]+\/(ui\/|schema|rules)|platform\/(?!.*\.server))/,
		why: 'views show what they are given'
	},
	{
		room: /^features\/[^/]+\/store(\.server\.ts|\/)/,
		may: /^(features\/[^/]+\/(schema|rules|store)|platform\/)/,
		why: 'a store is SQL and nothing else'
	},
	{
		room: /^features\//,
		may: /^(features\/|messages\/|platform\/|ui\/seal\.ts)/,
		why: 'a feature imports features, words and the platform'
	},
	{
		room: /^routes\/.*\.svelte$/,
		may: /^(ui\/|messages\/|routes\/|features\/[^/]+\/(ui\/|schema|rules)|platform\/(?!.*\.server))/,
		why: 'a page shows what its load gave it'
	},
	{
		room: /^(routes\/|hooks)/,
		may: /^(ui\/|messages\/|routes\/|features\/[^/]+\/(handlers|schema|rules|ui)|platform\/)/,
		why: 'the web door calls handlers, never a store'
	},
	{
		room: /^demo\//,
		may: /^(demo\/|features\/[^/]+\/(handlers|schema|rules)|platform\/)/,
		why: 'invented people act through handlers like everybody'
	},
	{
		room: /^cli\//,
		may: /^(cli\/|messages\/|(app|duties)\.server\.ts|features\/[^/]+\/(handlers|schema|rules)|platform\/)/,
		why: 'the command-line door calls handlers, never a store'
	}
];

for (const file of files) {
	if (/\.test\.ts$|\.arbitrary\.ts$/.test(file.place)) continue;
	const rule = rooms.find(({ room }) => room.test(file.place));
	for (const target of file.imports) {
		if (/\.css$|\$types/.test(target)) continue;
		if (rule && !rule.may.test(target)) breaches.push(`src/${file.place} imports ${target}: ${rule.why}`);
	}
}

// cycles between features -----------------------------------------------------------------------------------------

const featureOf = (place: string) => /^features\/([^/]+)\//.exec(place)?.[1];
const uses = new Map<string, Set<string>>();
for (const file of files) {
	const from = featureOf(file.place);
	if (!from || /\.test\.ts$/.test(file.place)) continue;
	for (const target of file.imports) {
		const to = featureOf(target);
		if (to && to !== from && !/\/schema\.ts$/.test(target)) uses.set(from, (uses.get(from) ?? new Set()).add(to));
	}
}
for (const [feature] of uses) {
	const way = wayBack(feature, feature, [feature]);
	if (way) breaches.push(`features import each other in a circle: ${way.join(' → ')}`);
}

function wayBack(start: string, at: string, way: string[]): string[] | undefined {
	for (const next of uses.get(at) ?? []) {
		if (next === start) return [...way, next];
		if (way.includes(next)) continue;
		const found = wayBack(start, next, [...way, next]);
		if (found) return found;
	}
	return undefined;
}

// furniture -------------------------------------------------------------------------------------------------------

const furniture =
	/^features\/[^/]+\/((schema|rules)\.ts|(store|handlers|api|jobs)\.server\.ts|(handlers|store|rules|api|reading|writing)\/([\w-]+\/)?[\w.-]+\.(ts|typ)|ui\/\w+\.svelte|[\w.-]+\.server\.ts|[\w.-]+\.(test|arbitrary)\.ts)$/;
for (const { place } of files) {
	if (place.startsWith('features/') && !furniture.test(place))
		breaches.push(`src/${place}: a feature holds schema, rules, store, handlers, api, jobs, ui and tests only`);
	if (/\/(utils?|helpers?|types|index|common|misc)\.ts$/.test(place) && !place.startsWith('messages/'))
		breaches.push(`src/${place}: name the file for what it does`);
	const part = /^(features\/[^/]+\/(rules|handlers|api))(?:\.server)?\.ts$/.exec(place)?.[1];
	if (part && files.some((other) => other.place.startsWith(`${part}/`)))
		breaches.push(`src/${place}: beside the folder ${part}/; a part is one file or one folder`);
}

// one writing feature per table -----------------------------------------------------------------------------------

const writers = new Map<string, Set<string>>();
for (const file of files) {
	if (/\.test\.ts$/.test(file.place)) continue;
	for (const [, table = ''] of file.text.matchAll(/\.(?:insertInto|updateTable|deleteFrom)\(\s*'(\w+)/g)) {
		const room = featureOf(file.place) ?? file.place;
		writers.set(table, (writers.get(table) ?? new Set()).add(room));
		if (featureOf(file.place) && !/\/store(\.server\.ts|\/)/.test(file.place))
			breaches.push(`src/${file.place} writes ${table}: SQL belongs into the store`);
	}
}
for (const [table, rooms] of writers) {
	const features = [...rooms].filter((room) => !room.includes('.'));
	if (features.length > 1) breaches.push(`${table} is written by ${features.join(' and ')}: each table has one writing feature`);
}

// transactions ----------------------------------------------------------------------------------------------------

for (const file of files) {
	if (/\.test\.ts$/.test(file.place) || file.place.startsWith('platform/')) continue;
	if (/\.transaction\(\)/.test(file.text)) breaches.push(`src/${file.place} opens a transaction: only change() does`);
}

// bodies ----------------------------------------------------------------------------------------------------------

for (const { place, text } of files) {
	if (/^(routes\/|hooks)/.test(place) && /\brequest\.(formData|arrayBuffer|json|text|blob|body|clone)\b/.test(text))
		breaches.push(`src/${place} reads a body past its limit: readForm() and submitted() hold it`);
	if (!/^routes\/.*\+page\.svelte$/.test(place) || !/<FileInput|type="file"/.test(text)) continue;
	const door = files.find((file) => file.place === place.replace('.svelte', '.server.ts'));
	if (!door?.text.includes('export const _bodyLimit = limits.'))
		breaches.push(
			`src/${place} posts files: its +page.server.ts declares how many bytes it takes (export const _bodyLimit = limits.upload)`
		);
}

// policies --------------------------------------------------------------------------------------------------------

const routeFolders = new Map<string, string>();
for (const { place, text } of files) {
	if (!/^routes\/.*\+(page|server)\.(svelte|server\.ts|ts)$|^routes\/\+page/.test(place)) continue;
	const folder = path.posix.dirname(place);
	const policy = /export const _policy(?:: Policy)? = '(\w+)'/.exec(text)?.[1];
	const known = routeFolders.get(folder) ?? '';
	if (policy && known && known !== policy) breaches.push(`src/${folder} declares two policies`);
	routeFolders.set(folder, policy ?? known);
}
for (const [folder, policy] of routeFolders) {
	if (!policy) breaches.push(`src/${folder}: the route declares no policy (export const _policy in its +page.server.ts or +server.ts)`);
	if (policy === 'public' && folder.includes('(workspace)')) breaches.push(`src/${folder}: nothing in the workspace is public`);
	if (policy && policy !== 'public' && folder.includes('(public)')) breaches.push(`src/${folder}: pages kept for everybody are public`);
}

if (breaches.length > 0) {
	process.stdout.write(`${breaches.join('\n')}\n${breaches.length} breaches of the plan\n`);
	process.exitCode = 1;
}
