// Many practices of another instance come in from one file, a document a line, however long it is.
import { canCreate } from '#features/practices/rules/life.ts';
import { change } from '#platform/change.server.ts';
import type { Ctx } from '#platform/ctx.ts';
import { Problem } from '#platform/problem.ts';
import { linePieces } from '../reading/transfer.server.ts';
import type { ReadWarning } from '../schema.ts';
import { institutionDoubts, institutionPlans, knownDocuments, type OpenedDocument, openDocuments } from './transfer-opening.server.ts';
import { type Prepared, prepare } from './transfer-reading.server.ts';

/** What became of one line of a file of many. */
export type LineOutcome = { line: number; title: string } & (
	| { ok: true; code: string | null; isKnown: boolean; warnings: ReadWarning[]; unplaced: number }
	| { ok: false; reason: Problem }
);

/** Documents written in one transaction: at most so many, and about so many characters. */
const batch = { documents: 200, characters: 4_000_000 };

/**
 * Takes in one document a line, some hundreds at a time, each time whole or not at all; what is in already is recognised when the file is
 * brought in again. A line that cannot be taken in is reported and harms no other. Memory is bounded however long the file is.
 * @param dryRun reads and reports without creating
 * @throws Problem signInRequired, notAllowed; unavailable and overloaded, with everything before kept
 */
export async function* importLines(
	ctx: Ctx,
	source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
	{ dryRun = false } = {}
): AsyncGenerator<LineOutcome> {
	if (!canCreate(ctx.actor)) throw new Problem(ctx.actor.kind === 'anonymous' ? 'signInRequired' : 'notAllowed');
	let gathered: Prepared[] = [];
	let characters = 0;
	// The next lines are read while the last ones are written.
	let writing: Promise<LineOutcome[]> = Promise.resolve([]);
	const write = async (): Promise<LineOutcome[]> => {
		const written = await writing;
		writing = openGathered(ctx, gathered, dryRun);
		// It is awaited below, perhaps after it failed.
		writing.catch(() => {});
		gathered = [];
		characters = 0;
		return written;
	};
	try {
		for await (const piece of linePieces(source)) {
			const read = prepare(ctx, piece);
			if ('why' in read) yield { line: Number(read.place), title: '', ok: false, reason: new Problem(read.why, { fields: read.fields }) };
			else {
				gathered.push(read);
				characters += typeof piece.text === 'string' ? piece.text.length : 0;
			}
			if (gathered.length >= batch.documents || characters >= batch.characters) yield* await write();
		}
		yield* await write();
		yield* await writing;
	} finally {
		// Whoever stops listening leaves nothing half written behind.
		await writing.catch(() => {});
	}
}

/** Opens documents together or, when one of them is refused, each by itself. */
async function openGathered(ctx: Ctx, gathered: Prepared[], dryRun: boolean): Promise<LineOutcome[]> {
	if (gathered.length === 0) return [];
	if (dryRun) return tryOut(ctx, gathered);
	const known = await knownDocuments(ctx, ctx.app.db, gathered);
	if (gathered.every((each) => known.has(each.key))) return gathered.map((each) => asKnown(each, known.get(each.key)?.code ?? ''));
	try {
		const opened = await change(ctx, 'practice.import', (tx, about) => openDocuments(ctx, tx, about, gathered));
		return gathered.map((each, index) => asOutcome(each, opened[index]));
	} catch (error) {
		const isAboutOne = error instanceof Problem && error.status < 500;
		if (!isAboutOne) throw error;
		const [only, ...more] = gathered;
		if (only && more.length === 0) return [{ line: Number(only.place), title: only.fields.title, ok: false, reason: error }];
	}
	const outcomes: LineOutcome[] = [];
	for (const each of gathered) outcomes.push(...(await openGathered(ctx, [each], false)));
	return outcomes;
}

async function tryOut(ctx: Ctx, gathered: Prepared[]): Promise<LineOutcome[]> {
	const documents = gathered.map(({ document }) => document);
	const [known, plans] = [await knownDocuments(ctx, ctx.app.db, gathered), await institutionPlans(ctx, ctx.app.db, documents)];
	return gathered.map((each, index) => {
		const earlier = known.get(each.key);
		const plan = plans[index];
		if (earlier) return asKnown(each, earlier.code);
		const doubts = plan ? institutionDoubts(each, plan) : { warnings: [], unplaced: [] };
		const { place, fields } = each;
		const warnings = [...each.warnings, ...doubts.warnings];
		const unplaced = each.unplaced.length + doubts.unplaced.length;
		return { line: Number(place), title: fields.title, ok: true, code: null, isKnown: false, warnings, unplaced };
	});
}

function asKnown({ place, fields }: Prepared, code: string): LineOutcome {
	return { line: Number(place), title: fields.title, ok: true, code, isKnown: true, warnings: [], unplaced: 0 };
}

function asOutcome(each: Prepared, opened: OpenedDocument | undefined): LineOutcome {
	if (!opened) throw new Error('a document was not opened');
	const { code, isKnown, warnings, unplaced } = opened;
	return { line: Number(each.place), title: each.fields.title, ok: true, code, isKnown, warnings, unplaced: unplaced.length };
}
