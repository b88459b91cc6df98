// `npm run examples`: what the importer makes of every real and hostile file in ../shared/examples, beside what a correct importer does.
// Prints the table and writes it into docs/import.md; leaves with 1 when fewer than 95 of 100 are as expected.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { recogniseFile } from '../src/features/evidence/file-kind.server.ts';
import { withoutMetadata } from '../src/features/evidence/pictures.server.ts';
import { readFile, stopReading } from '../src/features/exchange/reading/reading.server.ts';
import { getEdition } from '../src/features/methodology/rules/edition.ts';
import { loadEditions } from '../src/features/methodology/store.server.ts';
import { openZip } from '../src/platform/documents/zip.server.ts';
import { Problem } from '../src/platform/problem.ts';
import { headingsLand, judgements, type Seen } from './examples/judgements.ts';

const root = path.resolve(import.meta.dirname, '..');
const examples = path.join(root, '../shared/examples');
const page = path.join(root, 'docs/import.md');
const [begin, end] = ['<!-- examples -->', '<!-- /examples -->'];
const fewestAsExpected = 0.95;

const Entry = z.object({ id: z.string(), file: z.string(), what: z.string().default(''), expected: z.string().default('') });
type Entry = z.infer<typeof Entry>;

if (!existsSync(examples)) {
	process.stdout.write(`The examples are not here: ${path.relative(root, examples)}\n`);
	process.exit(1);
}

const edition = getEdition(loadEditions(root), 'redlac-2021/1');
const entries = z.array(Entry).parse(JSON.parse(readFileSync(path.join(examples, 'manifest.json'), 'utf8')));
const of = (folder: string) => entries.filter(({ file }) => file.startsWith(`${folder}/`) && existsSync(path.join(examples, file)));

const rows: string[] = [];
let asExpected = 0;
const asked = [...of('documents'), ...of('hostile')];
const watched = new Set(asked.flatMap(({ file }) => namesIn(readFileSync(path.join(examples, file)))));
const before = surroundings();
for (const entry of asked) {
	const seen = await look(entry);
	const { isAsExpected, reason = '' } = judgements[entry.id]?.(seen) ?? {
		isAsExpected: false,
		reason: 'nobody has said what must be true'
	};
	if (isAsExpected) asExpected += 1;
	rows.push(row([entry.id, entry.what, entry.expected, happened(seen), isAsExpected ? 'yes' : '**no**', `${seen.milliseconds}`, reason]));
}

const practices = of('practices');
const refused: string[] = [];
const missed: string[] = [];
for (const entry of practices) {
	const seen = await look(entry);
	if (!seen.read.ok) refused.push(entry.id);
	if (!headingsLand(seen, edition)) missed.push(entry.id);
}
await stopReading();

const outside = surroundings().filter((name) => !before.includes(name));
const share = asExpected / asked.length;
const table = [
	row(['File', 'What it is', 'Expected', 'What happened', 'As expected', 'ms', 'Why not']),
	row(['---', '---', '---', '---', '---', '---:', '---']),
	...rows,
	'',
	`${asExpected} of ${asked.length} are as expected (${Math.round(share * 1_000) / 10} %). Files that appeared outside: ${outside.length === 0 ? 'none' : outside.join(', ')}.`,
	'',
	`Of the ${practices.length} plain texts of \`practices\` none crashed: ${practices.length - refused.length} became drafts, ${refused.length} were refused as articles without headings that name a field. Headings that name a field and did not land there: ${missed.length === 0 ? 'none' : missed.join(', ')}.`
].join('\n');
process.stdout.write(`${table}\n`);
writeTable(table);
process.exitCode = share >= fewestAsExpected && missed.length === 0 && outside.length === 0 ? 0 : 1;

/** The importer's answer, and for what may be attached as evidence the judgement of attachments. */
async function look({ file }: Entry): Promise<Seen> {
	const bytes = readFileSync(path.join(examples, file));
	const began = performance.now();
	const read = await readFile({ name: path.basename(file), bytes, edition });
	const milliseconds = Math.round(performance.now() - began);
	return { bytes, read, attached: attach(bytes, file), milliseconds };
}

function attach(bytes: Uint8Array, file: string): Seen['attached'] {
	try {
		const type = recogniseFile(bytes, path.basename(file));
		withoutMetadata(bytes, type);
		return { ok: true, type };
	} catch (error) {
		if (error instanceof Problem) return { ok: false, why: error.code };
		throw error;
	}
}

function happened({ read, attached }: Seen): string {
	if (read.ok) {
		const [first] = read.practices;
		const filled = Object.values(first?.fields ?? {}).filter((text) => text !== '').length;
		return `${read.practices.length === 1 ? 'a draft' : `${read.practices.length} drafts`}, ${filled} fields, ${first?.unplaced.length ?? 0} texts unplaced`;
	}
	const doubts = read.warnings?.map(({ code }) => code) ?? [];
	const parts = [
		`refused: ${read.why}`,
		...(read.seems ? [`seems ${read.seems}`] : []),
		...(read.pairs ? [`${read.pairs.length} pairs`] : []),
		...(read.languages?.length ? [`languages ${read.languages.join(', ')}`] : []),
		...doubts,
		...(attached.ok ? [] : [`as evidence: ${attached.why}`])
	];
	return parts.join('; ');
}

/** What unpacking a file would leave behind: the first and the last part of every name in it. */
function namesIn(bytes: Uint8Array): string[] {
	try {
		return openZip(bytes).names.flatMap((name) => [name.split(/[\\/]/)[0] ?? '', name.split(/[\\/]/).at(-1) ?? '']);
	} catch {
		return [];
	}
}

/** Which of those names stand in the folders a careless unpacking would write to. */
function surroundings(): string[] {
	return [root, path.dirname(root), tmpdir(), process.cwd()].flatMap((folder) =>
		readdirSync(folder)
			.filter((name) => watched.has(name))
			.map((name) => path.join(folder, name))
	);
}

function row(cells: string[]): string {
	return `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('<', '&lt;').replaceAll(/\s+/g, ' ')).join(' | ')} |`;
}

function writeTable(text: string): void {
	const document = existsSync(page) ? readFileSync(page, 'utf8') : '';
	const [from, to] = [document.indexOf(begin), document.indexOf(end)];
	if (from < 0 || to < from) {
		process.stdout.write(`docs/import.md has no place for the table between ${begin} and ${end}\n`);
		return;
	}
	writeFileSync(page, `${document.slice(0, from + begin.length)}\n${text}\n${document.slice(to)}`);
}
