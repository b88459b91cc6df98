// Measures one filled catalogue: a server of its own in front of it, asked over HTTP from another process; the plain SQL beside it.
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { openApp, type RunningApp } from '#app/app.server.ts';
import { publishEntry } from '#features/catalogue/handlers/catalogue.server.ts';
import { PracticeContent } from '#features/practices/schema.ts';
import { readConfig } from '#platform/config.server.ts';
import type { Ctx } from '#platform/ctx.ts';
import { createLog } from '#platform/log.server.ts';
import { startServer } from '../../test/server.ts';
import {
	at,
	bodyOf,
	compared,
	compressed,
	compressedBodyOf,
	load,
	median,
	renderedAnew,
	residentMegabytes,
	root,
	warmUp
} from './measuring.ts';
import { plainStatement, timedStatements } from './plain-sql.ts';
import { beginnings, broadQuestions, facetQuestions, pathOf, type Question, selectiveQuestions } from './questions.ts';

/** Milliseconds over HTTP, from the request to the last byte of its answer. */
export interface Timing {
	p50Ms: number;
	p95Ms: number;
	/** Answers per second and milliseconds when eight ask at the same time. */
	eightAtOnce: { perSecond: number; p50Ms: number; p95Ms: number };
}

export interface SearchTiming extends Timing {
	/** How often the p50 of the plain SQL statement goes into ours, and that p50. */
	vsBareSql: number;
	bareSqlMs: number;
	/** Different questions asked in turn, and the median of what they find. */
	questions: number;
	results: number;
}

export interface Rate {
	perSecond: number;
	/** Share of what a bare Node server answers of the same bytes. */
	vsBareNode: number;
}

export interface Figures {
	fill: { seconds: number };
	selectiveSearch: SearchTiming;
	broadSearch: SearchTiming;
	facetPage: SearchTiming;
	suggestion: Timing;
	practicePageCached: Rate;
	practicePageRendered: { perSecond: number; p95Ms: number };
	apiRecord: Rate;
	/** Null where nothing answers at `/oai`. */
	oaiPage: Timing | null;
	/** The transaction that publishes a new version; from its end to the first search that finds it. */
	publishing: { p50Ms: number; p95Ms: number; visibleMs: number };
	/** Of the web process after all this. */
	memory: { megabytes: number };
}

type BenchCtx = Ctx & { app: RunningApp };

interface Measured {
	size: number;
	/** Says where the catalogue lies. */
	env: Record<string, string | undefined>;
	/** Code of the worked example. */
	example: string;
	seconds: number;
}

/** Results of a selective search; fewer where the catalogue is small. */
const results = (size: number) => Math.min(200, Math.round(size / 20));
const broadShare = 0.2;
const selectiveCount = 200;
const broadCount = 30;
const published = 20;

export async function measureCatalogue({ size, env, example, seconds }: Measured): Promise<Omit<Figures, 'fill'>> {
	const app = await openApp(readConfig(env, root), createLog('silent'));
	const ctx = { app, actor: { kind: 'operator' }, door: 'cli', locale: 'es' } as const;
	const database: Record<string, string> = env.DATABASE_URL === undefined ? {} : { DATABASE_URL: env.DATABASE_URL };
	try {
		const selective = await selectiveQuestions(ctx, selectiveCount, results(size));
		const broad = await broadQuestions(ctx, broadCount, broadShare);
		const facets = await facetQuestions(ctx);
		const typed = await beginnings(ctx, selectiveCount);
		const server = await startServer({ dataDir: app.config.dataDir, env: database });
		try {
			const { origin } = server;
			const port = new URL(origin).port;
			const codes = Array.from(
				{ length: Math.min(1_000, size) },
				(_, index) => `AC-${100_000 + Math.floor((index * size) / Math.min(1_000, size))}`
			);
			const search = (questions: Question[]) => searchTiming(ctx, port, questions, seconds);
			const page = `/practicas/${example}`;
			const pages = codes.map((code) => `/practicas/${code}`);
			const records = codes.map((code) => `/api/v1/practices/${code}`);
			return {
				selectiveSearch: await search(selective),
				broadSearch: await search(broad),
				facetPage: await search(facets),
				suggestion: await timing(
					port,
					typed.map((q) => `/api/v1/suggestions?${new URLSearchParams({ q })}`),
					seconds
				),
				practicePageCached: rate(
					await compared({ port, paths: [page], headers: compressed }, await compressedBodyOf(origin + page), seconds)
				),
				practicePageRendered: rendered(await renderedAnew({ port, paths: pages, headers: compressed }, seconds, env)),
				apiRecord: rate(await compared({ port, paths: records }, await bodyOf(origin + (records[0] ?? '')), seconds)),
				oaiPage: await oaiTiming(origin, seconds),
				publishing: await publishing(ctx, origin),
				memory: { megabytes: await residentMegabytes(server.process) }
			};
		} finally {
			await server.stop({ keep: true });
		}
	} finally {
		await app.close();
	}
}

async function timing(port: string, paths: readonly string[], seconds: number): Promise<Timing> {
	await warmUp({ port, paths, connections: 1 }, seconds);
	const { p50, p95 } = await load({ port, paths, connections: 1 }, seconds);
	const eight = await load({ port, paths, connections: 8 }, seconds);
	return { p50Ms: p50, p95Ms: p95, eightAtOnce: { perSecond: eight.perSecond, p50Ms: eight.p50, p95Ms: eight.p95 } };
}

/** Ours and the plain statement in turn, three times each, so that a busy machine slows both. */
async function searchTiming(ctx: BenchCtx, port: string, questions: readonly Question[], seconds: number): Promise<SearchTiming> {
	const { databaseUrl } = ctx.app;
	const paths = questions.map(pathOf);
	const statements = [];
	for (const question of questions) statements.push(await plainStatement(ctx, question));
	await warmUp({ port, paths, connections: 1 }, seconds);
	await timedStatements(databaseUrl, statements, seconds);
	const rounds = [];
	for (let round = 0; round < 3; round += 1) {
		const { p50, p95 } = await load({ port, paths, connections: 1 }, seconds);
		rounds.push({ p50, p95, plain: at(await timedStatements(databaseUrl, statements, seconds), 0.5) });
	}
	const eight = await load({ port, paths, connections: 8 }, seconds);
	const p50Ms = median(rounds.map(({ p50 }) => p50));
	const bareSqlMs = median(rounds.map(({ plain }) => plain));
	return {
		p50Ms,
		p95Ms: median(rounds.map(({ p95 }) => p95)),
		vsBareSql: rounded(p50Ms / bareSqlMs),
		bareSqlMs: rounded(bareSqlMs),
		questions: questions.length,
		results: median(questions.map(({ total }) => total)),
		eightAtOnce: { perSecond: eight.perSecond, p50Ms: eight.p50, p95Ms: eight.p95 }
	};
}

function rate({ ours, bare }: { ours: number; bare: number }): Rate {
	return { perSecond: ours, vsBareNode: rounded(ours / bare) };
}

function rendered({ perSecond, p95 }: { perSecond: number; p95: number }): Figures['practicePageRendered'] {
	return { perSecond, p95Ms: p95 };
}

async function oaiTiming(origin: string, seconds: number): Promise<Timing | null> {
	const first = '/oai?verb=ListRecords&metadataPrefix=oai_dc';
	if ((await fetch(origin + first)).status !== 200) return null;
	return timing(new URL(origin).port, [first], seconds);
}

const letters = 'abcdefghijklmnopqrstuvwxyz';

/** Gives invented practices another version whose title holds a word of its own, and asks for that word until it is found. */
async function publishing(ctx: BenchCtx, origin: string): Promise<Figures['publishing']> {
	const times: number[] = [];
	const waits: number[] = [];
	for (let count = 0; count < published; count += 1) {
		const code = `AC-${100_000 + count}`;
		const { practiceId, versionId, number, content } = await ctx.app.db
			.selectFrom('practiceVersion')
			.innerJoin('practice', 'practice.id', 'practiceVersion.practiceId')
			.select(['practiceVersion.practiceId', 'practiceVersion.id as versionId', 'practiceVersion.number', 'practiceVersion.content'])
			.where('practice.code', '=', code)
			.orderBy('practiceVersion.number', 'desc')
			.limit(1)
			.executeTakeFirstOrThrow();
		const word = `novedosa${letters[count]}${letters[number]}`;
		const whole = PracticeContent.parse(content);
		const next = { ...whole, fields: { ...whole.fields, title: `${whole.fields.title} ${word}` } };
		const began = performance.now();
		await ctx.app.db.transaction().execute(async (tx) => {
			const { id } = await tx
				.insertInto('practiceVersion')
				.values({ practiceId, number: number + 1, content: JSON.stringify(next) })
				.returning('id')
				.executeTakeFirstOrThrow();
			await sql`insert into verdict ("practiceId", "versionId", edition, proposal, class, unmet, conditional, wording, "isInvented")
				select "practiceId", ${id}, edition, proposal, class, unmet, conditional, wording, true
				from verdict where "versionId" = ${versionId}`.execute(tx);
			await publishEntry(tx, ctx, { practiceId, versionId: id });
		});
		const ended = performance.now();
		times.push(ended - began);
		while (((await (await fetch(`${origin}/api/v1/practices?q=${word}`)).json()) as { total: number }).total === 0) {
			if (performance.now() - ended > 10_000) throw new Error(`${code} is not found ten seconds after its publication`);
			await sleep(1);
		}
		waits.push(performance.now() - ended);
	}
	return { p50Ms: rounded(median(times)), p95Ms: rounded(at(times, 0.95)), visibleMs: rounded(at(waits, 0.95)) };
}

function rounded(value: number): number {
	return Number(value.toFixed(2));
}
