// `npm run bench:reading`: how long a form takes in the warm reading worker against `mammoth` alone on the same file, both warm, in one run.
import mammoth from 'mammoth';
import { readFile, stopReading } from '../../src/features/exchange/reading/reading.server.ts';
import { getEdition } from '../../src/features/methodology/rules/edition.ts';
import { fieldKeys } from '../../src/features/methodology/schema.ts';
import { loadEditions } from '../../src/features/methodology/store.server.ts';
import { docxOf, item, numberingParts, p, tbl, tc, tr } from '../../src/platform/documents/docx/docx.fixture.ts';

const root = new URL('../..', import.meta.url).pathname;
const edition = getEdition(loadEditions(root), 'redlac-2021/1');
const rounds = Number(process.env.BENCH_ROUNDS ?? 40);
/** Times of mammoth that reading a form may take. */
const target = 3;

const sentence = 'La red de talleres inventada acompaña a personas recién llegadas en su primer empleo y mide cada resultado. ';

/** A form with eight answers of about this many characters in all, half of them in lists. */
function form(characters: number): Uint8Array {
	const paragraphs = Math.max(1, Math.round(characters / fieldKeys.length / sentence.length / 2));
	const answer = Array.from({ length: paragraphs }, (_, at) => p(`${at + 1}: ${sentence}`) + item(sentence, at % 3)).join('');
	const rows = edition.fields.map((field) => tr(tc(p(field.name.es), p(field.prompt?.es ?? '')), tc(answer)));
	return docxOf(p(edition.form.title.es) + p(edition.form.heading.promising.es) + tbl(...rows), { ...numberingParts, ...contentTypes });
}

/** What mammoth wants to find, and Word writes. */
const contentTypes = {
	'[Content_Types].xml':
		'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
	'_rels/.rels':
		'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="m" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'
};

const files: [string, Uint8Array][] = [
	['a short form', form(1_000)],
	['a form of 8,000 characters', form(8_000)],
	['a form of 30,000 characters', form(30_000)],
	['a form of 120,000 characters', form(120_000)]
];

let worst = 0;
for (const [name, bytes] of files) {
	const read = await readFile({ name, bytes, edition });
	if (!read.ok) throw new Error(`the ${name} was not read: ${read.why}`);
	const buffer = Buffer.from(bytes);
	const ours: number[] = [];
	const theirs: number[] = [];
	for (let round = 0; round < rounds; round++) {
		ours.push(await milliseconds(() => readFile({ name, bytes, edition })));
		theirs.push(await milliseconds(() => mammoth.convertToHtml({ buffer })));
	}
	const ratio = median(ours) / median(theirs);
	worst = Math.max(worst, ratio);
	process.stdout.write(
		`${name}: ${median(ours).toFixed(1)} ms in the worker, ${median(theirs).toFixed(1)} ms by mammoth alone, ratio ${ratio.toFixed(2)} (target ≤ ${target})\n`
	);
}
await stopReading();
process.exitCode = worst > target ? 1 : 0;

async function milliseconds(work: () => Promise<unknown>): Promise<number> {
	const began = performance.now();
	await work();
	return performance.now() - began;
}

function median(values: number[]): number {
	return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
