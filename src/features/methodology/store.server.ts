// The store of the methodology is a folder, not a table: every edition's files are read and checked once, at the start. The database
// only knows which practice points at which.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Db } from '#platform/ctx.ts';
import { editionFaults } from './rules/faults.ts';
import { Edition, Example, Exercise } from './schema.ts';

/** A methodology's files do not fit together; the message names the file and the place in it. Stops the start. */
export class MethodologyError extends Error {
	override name = 'MethodologyError';
}

/** Which file holds which part of an edition; `edition.json` holds the rest. */
const partFiles = { fields: 'fields.json', criteria: 'criteria.json', vocabulary: 'vocabulary.json' } as const;
const exampleFile = 'example.json';
const exercisesFolder = 'calibration';

/**
 * Reads every edition under `methodologies/`.
 * @param root folder that holds `methodologies/`: the project's, wherever the program itself was built to
 * @returns editions by their id, `redlac-2021/1`
 * @throws {MethodologyError} when a file is missing, is no JSON, breaks the schema or repeats an id
 */
export function loadEditions(root: string): Map<string, Edition> {
	const editions = new Map<string, Edition>();
	for (const folder of editionFolders(root)) {
		const edition = readEdition(folder);
		if (editions.has(edition.id)) throw new MethodologyError(`${join(folder, 'edition.json')}: another folder already holds ${edition.id}`);
		editions.set(edition.id, edition);
	}
	if (editions.size === 0) throw new MethodologyError(`${join(root, 'methodologies')}: no edition found`);
	const faults = [...editions.values()].flatMap((edition) => editionFaults(edition, editions).map((fault) => `${edition.id}: ${fault}`));
	if (faults.length > 0) throw new MethodologyError(faults.join('\n'));
	return editions;
}

/**
 * Reads the worked examples that stand beside the editions; an edition may have none.
 * @param root as for `loadEditions`
 * @returns examples by the id of their edition
 * @throws {MethodologyError} as `loadEditions`
 */
export function loadExamples(root: string): Map<string, Example> {
	const examples = new Map<string, Example>();
	for (const folder of editionFolders(root)) {
		const file = join(folder, exampleFile);
		if (!existsSync(file)) continue;
		const example = check(Example, readJson(file), () => file);
		examples.set(example.edition, example);
	}
	return examples;
}

/** How many practices are documented in each edition. */
export async function countByEdition(db: Db): Promise<Map<string, number>> {
	const rows = await db
		.selectFrom('practice')
		.select(({ fn }) => ['edition', fn.countAll<string>().as('practices')])
		.groupBy('edition')
		.execute();
	return new Map(rows.map(({ edition, practices }) => [edition, Number(practices)]));
}

/**
 * Reads the calibration exercises of every edition, each from a file of its own in `calibration/`.
 * @param root as for `loadEditions`
 * @returns per edition the exercises by their key, the name of the file
 * @throws {MethodologyError} as `loadEditions`; also where a reference does not speak of every criterion, or there is no example to take
 */
export function loadExercises(root: string): Map<string, Map<string, Exercise>> {
	const examples = loadExamples(root);
	const all = new Map<string, Map<string, Exercise>>();
	for (const folder of editionFolders(root)) {
		const edition = readEdition(folder);
		const place = join(folder, exercisesFolder);
		const names = existsSync(place) ? readdirSync(place).filter((name) => name.endsWith('.json')) : [];
		const exercises = names.map((name) => {
			const file = join(place, name);
			const exercise = check(Exercise, readJson(file), () => file);
			const missing = edition.criteria.find(({ key }) => !exercise.reference[key]);
			if (missing) throw new MethodologyError(`${file}: reference.${missing.key}: the edition asks for it`);
			if (exercise.source.from === 'example' && !examples.has(edition.id))
				throw new MethodologyError(`${file}: source: ${edition.id} has no worked example`);
			return [name.slice(0, -'.json'.length), exercise] as const;
		});
		all.set(edition.id, new Map(exercises.toSorted(([, a], [, b]) => a.order - b.order)));
	}
	return all;
}

function editionFolders(root: string): string[] {
	const folder = join(root, 'methodologies');
	if (!existsSync(folder)) throw new MethodologyError(`${folder}: the folder does not exist`);
	return readdirSync(folder, { withFileTypes: true })
		.filter((entry) => entry.isDirectory())
		.map((entry) => join(folder, entry.name))
		.sort();
}

function readEdition(folder: string): Edition {
	const own = z.record(z.string(), z.unknown());
	const main = join(folder, 'edition.json');
	const whole = check(own, readJson(main), () => main);
	for (const [part, file] of Object.entries(partFiles)) whole[part] = readJson(join(folder, file));
	return check(Edition, whole, (path) => join(folder, partFiles[path[0] as keyof typeof partFiles] ?? 'edition.json'));
}

function readJson(file: string): unknown {
	try {
		return JSON.parse(readFileSync(file, 'utf8'));
	} catch (cause) {
		throw new MethodologyError(`${file}: cannot be read as JSON`, { cause });
	}
}

function check<T>(schema: z.ZodType<T>, value: unknown, fileOf: (path: PropertyKey[]) => string): T {
	const result = schema.safeParse(value);
	if (result.success) return result.data;
	const issues = result.error.issues.map((issue) => `${fileOf(issue.path)}: ${issue.path.join('.') || '(whole file)'}: ${issue.message}`);
	throw new MethodologyError(issues.join('\n'));
}
