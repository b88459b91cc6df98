// `npm run relevance`: how well the search answers judged questions, as nDCG@10 (test/relevance/gain.ts). Prints every question that is not
// answered in the best order, and leaves with 1 when the questions it was tuned on, or those held back, are answered worse than 0.9.
import { existsSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { openApp, type RunningApp } from '#app/app.server.ts';
import { readConfig } from '#platform/config.server.ts';
import { Locale } from '#platform/locale.ts';
import { createLog } from '#platform/log.server.ts';
import { mean } from '../test/relevance/gain.ts';
import { readExampleQueries, readPractices, readQueries } from '../test/relevance/judged.ts';
import { type Answered, measure, type PlainPractice, publishJudged, publishPlain } from '../test/relevance/measure.ts';
import { temporaryFolder } from '../test/temporary.ts';

const target = 0.9;
const root = path.resolve(import.meta.dirname, '..');
const examples = path.join(root, '../shared/examples');

const practices = readPractices();
say(`${practices.length} invented practices, judged questions`);
const answered = await inApp(async (app) => measure(app, await publishJudged(app, practices), readQueries()));
tell(answered);
const parts = (['tuning', 'held'] as const).map((part) => ({ part, own: answered.filter(({ query }) => query.part === part) }));
for (const { part, own } of parts) sum(part, own);
sum('all', answered);

const plain = readExamples();
if (plain) {
	say(`\n${plain.length} practices of ../shared/examples, judged questions`);
	const others = await inApp(async (app) => measure(app, await publishPlain(app, plain), readExampleQueries()));
	tell(others);
	sum('examples', others);
} else say('\n../shared/examples is not here: its questions are left out');

if (parts.some(({ own }) => meanOf(own) < target)) process.exitCode = 1;

/** Runs something in an instance that is made for it and thrown away. */
async function inApp<T>(work: (app: RunningApp) => Promise<T>): Promise<T> {
	const folder = await temporaryFolder();
	try {
		const app = await openApp(readConfig({ ACERVO_DATA: folder }, root), createLog('silent'));
		return await work(app).finally(() => app.close());
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

/** The real practices of the examples, each with the text of its file. */
function readExamples(): PlainPractice[] | undefined {
	const manifest = path.join(examples, 'manifest.json');
	if (!existsSync(manifest)) return undefined;
	const Entry = z.object({
		id: z.string(),
		file: z.string(),
		category: z.string(),
		title: z.string().default(''),
		language: z.string().default('es')
	});
	return z
		.array(Entry)
		.parse(JSON.parse(readFileSync(manifest, 'utf8')))
		.filter(({ category, file }) => category === 'practice' && existsSync(path.join(examples, file)))
		.map(({ id, file, title, language }) => ({
			id,
			title,
			language: Locale.catch('es').parse(language),
			text: readFileSync(path.join(examples, file), 'utf8')
		}));
}

function tell(all: readonly Answered[]): void {
	for (const { query, score, found, taken } of all.toSorted((a, b) => a.score - b.score)) {
		if (score === 1) continue;
		const grades = Object.entries(query.relevant).map(([name, grade]) => `${name} ${grade}`);
		say(`\n${score.toFixed(3)}  ${query.q}  (${query.asks}, ${query.part}${taken === null ? '' : `, taken as "${taken}"`})`);
		say(`   expected: ${grades.join(', ')}`);
		say(`   got:      ${found.map((name) => (query.relevant[name] ? `${name} ${query.relevant[name]}` : name)).join(', ') || 'nothing'}`);
	}
	say('');
}

function sum(name: string, own: readonly Answered[]): void {
	say(`${name.padEnd(9)} nDCG@10 ${meanOf(own).toFixed(3)} over ${own.length} questions, at least ${target} asked for`);
}

function meanOf(own: readonly Answered[]): number {
	return mean(own.map(({ score }) => score));
}

function say(line: string): void {
	process.stdout.write(`${line}\n`);
}
