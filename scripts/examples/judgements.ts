// What must be true of the importer's answer to each example: the prose of the manifest's `expected`, as a question a program can answer.
import { hostname } from 'node:os';
import { fold, labelBook } from '../../src/features/exchange/rules/form/labels.ts';
import type { ReadResult } from '../../src/features/exchange/schema.ts';
import type { Edition } from '../../src/features/methodology/schema.ts';
import { openZip } from '../../src/platform/documents/zip.server.ts';

export interface Seen {
	bytes: Uint8Array;
	read: ReadResult;
	/** What would be said to it as evidence. */
	attached: { ok: true; type: string } | { ok: false; why: string };
	milliseconds: number;
}
/** `reason`: why a thing that is not as expected is so. */
type Judgement = (seen: Seen) => { isAsExpected: boolean; reason?: string };

const longest = 20_000;
const laterFeature = 'Surveys come with a later feature; the importer of practices recognises the file and refuses it.';

const when =
	(holds: (seen: Seen) => boolean, reason?: string): Judgement =>
	(seen) => {
		const isAsExpected = seen.milliseconds < longest && holds(seen);
		return { isAsExpected, ...(!isAsExpected && reason ? { reason } : {}) };
	};
const refusedAs = (...reasons: string[]) => when(({ read }) => !read.ok && reasons.includes(read.why));
const notAPractice = (...seems: string[]) => when(({ read }) => !read.ok && read.why === 'fileNoForm' && seems.includes(read.seems ?? ''));
/** No answer of a worker that broke or had to be stopped. */
const answered = when(({ read }) => read.ok || (read.why !== 'fileUnsafe' && read.why !== 'fileTooSlow'));
const inert = when(({ read }) => read.ok || read.why !== 'fileTooSlow');
const isRefused = ({ read }: Seen) => !read.ok;
const notAttached = ({ attached }: Seen) => !attached.ok;
const eightFields = ({ read }: Seen) => read.ok && Object.values(read.practices[0]?.fields ?? {}).every((text) => text !== '');
/** Everything that was read, in order. */
const textOf = ({ read }: Seen) =>
	read.ok
		? read.practices.flatMap((each) => [...Object.values(each.fields), ...each.unplaced.map(({ text }) => text)]).join('\n')
		: (read.pairs ?? []).flat().join('\n');
/** Whether these words stand together: no other column or cell came between them. */
const holds = (seen: Seen, words: string) => fold(textOf(seen)).includes(fold(words));

/** What a Word file shows of its own: the texts that are not deleted, of two drawings of one box the first. */
function wordsOfWord({ bytes }: Seen): { shown: string; deleted: string[]; inserted: string[]; boxes: string[] } {
	const xml = Buffer.from(openZip(bytes).read('word/document.xml') ?? []).toString('utf8');
	const current = xml.replaceAll(/<mc:Fallback>[\s\S]*?<\/mc:Fallback>/g, '');
	const texts = (part: string, element: string) =>
		Array.from(part.matchAll(new RegExp(`<w:${element}(?: [^>]*)?>([^<]*)</w:${element}>`, 'g')), ([, text = '']) => unescaped(text));
	const inserted = Array.from(current.matchAll(/<w:ins [\s\S]*?<\/w:ins>/g), ([part]) => texts(part, 't').join(''));
	const shown = texts(current, 't').join('');
	return { shown, deleted: texts(current, 'delText'), inserted, boxes: shown.match(/[☐☒]/g) ?? [] };
}

const unescaped = (text: string) =>
	text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&apos;', "'").replaceAll('&amp;', '&');
/** Letters alone, so that neither the numbers of lists nor the marks between cells count; footnotes stand in brackets. */
const letters = (text: string) => text.replaceAll(/ \[[^\]]*\]/g, '').replaceAll(/\P{L}/gu, '');
const sorted = (text: string) => [...letters(text)].sort().join('');
/** Every letter of the document, each once; in order, but for text boxes, which follow the paragraph that holds them. */
const everyPair = when((seen) => isRefused(seen) && sorted(textOf(seen)) === sorted(wordsOfWord(seen).shown));
const everyPairInOrder = when((seen) => isRefused(seen) && letters(textOf(seen)) === letters(wordsOfWord(seen).shown));

export const judgements: Record<string, Judgement> = {
	D001: when(
		(seen) =>
			notAPractice('callForPractices', 'article')(seen).isAsExpected &&
			holds(seen, 'participación activa de los gobiernos locales del Estado')
	),
	D007: everyPairInOrder,
	D008: when((seen) => {
		const { deleted, inserted, shown } = wordsOfWord(seen);
		const text = letters(textOf(seen));
		const isGone = deleted.every((each) => letters(each) === '' || shown.includes(each) || !textOf(seen).includes(each));
		return text === letters(shown) && isGone && inserted.every((each) => text.includes(letters(each)));
	}),
	D017: refusedAs('fileOldWord'),
	D020: refusedAs('fileOldWord'),
	D021: refusedAs('fileOldWord'),
	D022: refusedAs('fileOldWord'),
	D027: everyPairInOrder,
	D029: answered,
	D031: everyPair,
	D034: answered,
	D035: refusedAs('fileRichText'),
	D038: when((seen) => (textOf(seen).match(/[☐☒]/g) ?? []).join('') === wordsOfWord(seen).boxes.join('')),
	D044: everyPairInOrder,
	D051: when(({ read }) => !read.ok && read.languages?.join() === 'en,es'),
	D052: notAPractice('chat'),
	D056: when((seen) => textOf(seen).length > 1_000),
	D057: when((seen) => textOf(seen).length > 1_000),
	D058: when((seen) => isRefused(seen) && holds(seen, 'clientes irregular Identificação e monitorização das causas')),
	D070: when(({ read }) => !read.ok && read.warnings?.some(({ code }) => code === 'pagesUnread') === true),
	D071: when((seen) => answered(seen).isAsExpected && !textOf(seen).includes('\ufffd')),
	H001: refusedAs('fileUnsafe'),
	H003: when(isRefused),
	H004: refusedAs('fileUnsafe'),
	H005: refusedAs('fileUnsafe'),
	H009: when((seen) => eightFields(seen) && !textOf(seen).includes(hostname())),
	H014: inert,
	H018: when((seen) => eightFields(seen) && ['<script>', '{{'].some((payload) => unescapedMarkdown(textOf(seen)).includes(payload))),
	H021: when((seen) => eightFields(seen) && seen.read.ok && (seen.read.practices[0]?.unplaced.length ?? 0) > 0),
	H022: when((seen) => isRefused(seen) && notAttached(seen)),
	H024: when((seen) => isRefused(seen) && notAttached(seen)),
	H027: when((seen) => isRefused(seen) && notAttached(seen)),
	H029: when((seen) => !textOf(seen).includes('Institución') && notAttached(seen)),
	H031: when((seen) => isRefused(seen) && notAttached(seen)),
	H040: answered,
	H041: answered,
	H051: answered,
	H061: inert,
	H062: inert,
	H063: inert,
	H066: when(isRefused),
	H074: inert,
	H081: inert,
	H083: when(isRefused),
	H087: when(isRefused),
	H088: when(isRefused),
	H091: when(isRefused),
	H093: when(isRefused),
	H106: notAPractice('survey'),
	H107: when(({ read }) => read.ok, laterFeature),
	H109: notAPractice('survey'),
	H110: when(({ read }) => read.ok, laterFeature),
	H113: when(isRefused)
};

const unescapedMarkdown = (text: string) => text.replaceAll(/\\([!-/:-@[-`{-~])/g, '$1');

/** Whether every line of a plain text that is a heading and names a field gave its text to that field. */
export function headingsLand(seen: Seen, edition: Edition): boolean {
	const book = labelBook(edition);
	const lines = Buffer.from(seen.bytes).toString('utf8').split('\n');
	return lines.every((line, at) => {
		const heading = /^(?:#{2,6} (.+)|\*\*(.+?)\*\*:?)$/.exec(line.trim());
		const key = book.exact.get(fold(heading?.[1] ?? heading?.[2] ?? ''))?.key;
		const next = lines.slice(at + 1).find((each) => each.trim() !== '');
		if (!key || next === undefined || /^#{1,6} /.test(next)) return true;
		const words = fold(next).split(' ').slice(0, 4).join(' ');
		return seen.read.ok && seen.read.practices.some((each) => fold(each.fields[key]).includes(words));
	});
}
