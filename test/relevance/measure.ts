// Publishes the judged practices in an app and asks it every judged question, as a reader would.
import { searchCatalogue } from '#features/catalogue/handlers/search.server.ts';
import { CatalogueQuery } from '#features/catalogue/schema.ts';
import type { App, Ctx } from '#platform/ctx.ts';
import { countryOf } from '#platform/places.ts';
import { insertInstitution, insertPerson, insertPublished, type PublishedPractice } from '../factories.ts';
import { depth, nDcg } from './gain.ts';
import type { JudgedPractice, JudgedQuery } from './judged.ts';

/** From the code under which a practice was published to the name it is judged by. */
export type Names = ReadonlyMap<string, string>;

/** What a question was answered with. */
export interface Answered {
	query: JudgedQuery;
	/** 0 to 1. */
	score: number;
	/** Names of the first results, in their order. */
	found: string[];
	/** The spelling that was suggested and taken, because nothing was found without it. */
	taken: string | null;
}

/** Publishes the invented practices. */
export function publishJudged(app: App, practices: readonly JudgedPractice[]): Promise<Names> {
	return publish(app, practices, ({ slug, ...practice }) => ({
		name: slug,
		institutions: practice.institutions,
		given: contentOf(practice)
	}));
}

/** A practice as its file has it: one title, one text. */
export interface PlainPractice {
	id: string;
	language: JudgedPractice['language'];
	title: string;
	text: string;
}

/** Publishes practices of which there is nothing but a text. */
export function publishPlain(app: App, practices: readonly PlainPractice[]): Promise<Names> {
	return publish(app, practices, ({ id, language, title, text }) => ({
		name: id,
		institutions: [],
		given: { fields: { title, description: text }, layers: { language } }
	}));
}

async function publish<T>(
	app: App,
	practices: readonly T[],
	read: (practice: T) => { name: string; institutions: string[]; given: PublishedPractice }
): Promise<Names> {
	const ctx: Ctx = { app, actor: { kind: 'operator' }, door: 'cli', locale: 'es' };
	const secretariat = await insertPerson(app.db, 'secretaria.relevancia@example.org', ['secretariat']);
	const names = new Map<string, string>();
	for (const practice of practices) {
		const { name, institutions, given } = read(practice);
		const involved = [];
		for (const institution of institutions) involved.push({ id: await insertInstitution(app.db, institution), name: institution });
		const { code } = await insertPublished(ctx, secretariat, { ...given, institutions: involved, isInvented: true });
		names.set(code, name);
	}
	return names;
}

function contentOf(practice: Omit<JudgedPractice, 'slug'>): PublishedPractice {
	const { language, title, abstract, description, problem, results, kind, groups, themes } = practice;
	return {
		fields: { institutions: practice.institutions.join('\n'), title, description, problem, results },
		layers: {
			language,
			abstract,
			kind,
			groups,
			themes,
			dates: { start: practice.start, end: null, ongoing: true },
			places: { codes: practice.places.map(knownPlace), detail: practice.detail, reserved: false },
			conditions: { keys: practice.conditions, other: practice.conditionsOther },
			cost: { range: practice.cost, note: '' }
		},
		class: practice.class,
		unmet: practice.class === 'good' ? [] : ['results']
	};
}

/** Outside Mexico the product knows countries. */
function knownPlace(code: string): string {
	return countryOf(code) === 'MX' ? code : countryOf(code);
}

/** Asks every question in Spanish, one after the other. A reader who finds nothing takes the spelling she is offered. */
export async function measure(app: App, names: Names, queries: readonly JudgedQuery[]): Promise<Answered[]> {
	const ctx: Ctx = { app, actor: { kind: 'anonymous' }, door: 'page', locale: 'es' };
	const answered: Answered[] = [];
	for (const query of queries) {
		const ask = (q: string) => searchCatalogue(ctx, CatalogueQuery.parse({ q, limit: depth }));
		const first = await ask(query.q);
		const taken = first.total === 0 ? first.suggestion : null;
		const { items } = taken === null ? first : await ask(taken);
		const found = items.map(({ code }) => names.get(code) ?? code);
		answered.push({ query, score: nDcg(found, query.relevant), found, taken });
	}
	return answered;
}
