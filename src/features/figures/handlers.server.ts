// Reading the figures: of one call or of the whole network, as everybody sees them or with what is not public yet.
import Papa from 'papaparse';
import { listCalls, readCall } from '#features/calls/handlers.server.ts';
import type { Call } from '#features/calls/schema.ts';
import { allEditions, currentEdition, readEdition } from '#features/methodology/handlers.server.ts';
import type { Edition } from '#features/methodology/schema.ts';
import { type Ctx, hasRole } from '#platform/ctx.ts';
import { guardFormula } from '#platform/documents/sheet/formula-guard.ts';
import type { Download } from '#platform/http/download.ts';
import { Problem } from '#platform/problem.ts';
import { type Counted, figuresOf } from './rules/figures.ts';
import { type FiguresTable, recordsOf, tablesOf } from './rules/tables.ts';
import type { Figures } from './schema.ts';
import * as store from './store.server.ts';

/** Whether somebody sees what is not public yet. */
function seesAll({ actor }: Ctx): boolean {
	return actor.kind === 'operator' || hasRole(actor, 'secretariat');
}

/** Calls whose figures may be read: for everybody once they are ended, for the secretariat all. */
async function listCallsWithFigures(ctx: Ctx): Promise<Call[]> {
	const calls = (await listCalls(ctx)).map(({ call }) => call);
	return seesAll(ctx) ? calls : calls.filter(({ endedAt }) => endedAt !== null);
}

/**
 * The figures of a call, or of the whole network.
 * @throws Problem notFound when there is no such call, or it is not ended and the caller is not of the secretariat
 */
export async function readFigures(ctx: Ctx, code?: string): Promise<Figures> {
	const call = code === undefined ? null : (await readCall(ctx, code)).call;
	const isPublic = !seesAll(ctx);
	if (call && isPublic && call.endedAt === null) throw new Problem('notFound');
	const counted = await count(ctx, { callId: call?.id ?? null, isPublic });
	const named = new Set([...counted.verdicts, ...counted.requirements].map(({ edition }) => edition));
	const editions = [...allEditions(ctx.app).values()].filter(({ id }) => named.has(id));
	return { call: call && { code: call.code, title: call.title }, isPublic, ...figuresOf(counted, editions) };
}

async function count({ app: { db } }: Ctx, scope: store.Scope): Promise<Counted> {
	const [practices, steps, verdicts, firstLevels, requirements, labels, reconsiderations] = await Promise.all([
		store.listPractices(db, scope),
		store.listSteps(db, scope),
		store.listVerdicts(db, scope),
		store.listFirstLevels(db, scope),
		store.countRequirements(db, scope),
		store.countLabels(db, scope),
		store.countReconsiderations(db, scope)
	]);
	return { practices, steps, verdicts, firstLevels, requirements, labels, reconsiderations };
}

/** What a page shows of the figures. */
export interface FiguresView {
	figures: Figures;
	tables: FiguresTable[];
	calls: Pick<Call, 'code' | 'title' | 'endedAt'>[];
}

/** The figures in tables, and the calls that could be chosen instead. @throws Problem as `readFigures` */
export async function viewFigures(ctx: Ctx, code?: string): Promise<FiguresView> {
	const [figures, calls] = await Promise.all([readFigures(ctx, code), listCallsWithFigures(ctx)]);
	return {
		figures,
		tables: tablesOf(figures, await editionsFor(ctx, figures), ctx.locale),
		calls: calls.map(({ code, title, endedAt }) => ({ code, title, endedAt }))
	};
}

/** One table as a file (RFC 4180, UTF-8 with a mark, by which Excel knows it). @throws Problem notFound when there is no such table, and as `readFigures` */
export async function figuresFile(ctx: Ctx, key: string, code?: string): Promise<Download> {
	const figures = await readFigures(ctx, code);
	const table = tablesOf(figures, await editionsFor(ctx, figures), ctx.locale).find((one) => one.key === key);
	if (!table) throw new Problem('notFound');
	const records = recordsOf(table).map((record) => record.map((cell) => (typeof cell === 'string' ? guardFormula(cell) : cell)));
	const text = `\ufeff${Papa.unparse(records, { newline: '\r\n' })}\r\n`;
	return { bytes: new TextEncoder().encode(text), mediaType: 'text/csv; charset=utf-8', fileName: `${code ?? 'red'}-${table.key}.csv` };
}

/** The editions that the figures speak of; where they speak of none, the one in use gives the names. */
async function editionsFor({ app }: Ctx, { editions }: Figures): Promise<Edition[]> {
	return editions.length > 0 ? editions.map(({ edition }) => readEdition(app, edition)) : [await currentEdition(app)];
}
