// The yardstick of a search: one statement, as a good hand would write it, that returns the same page and the same counts over the same
// tables and indexes. It knows no synonyms beside those it is given, shows the beginning instead of the passage, and marks nothing.
import pg from 'pg';
import { textQuery } from '#features/catalogue/handlers/search.server.ts';
import { facetValue } from '#features/catalogue/rules/facets.ts';
import type { FacetKey } from '#features/catalogue/schema.ts';
import type { Ctx } from '#platform/ctx.ts';
import type { Question } from './questions.ts';

export interface Statement {
	name: string;
	text: string;
	values: unknown[];
}

/**
 * Writes the statement for a question. The words stand in it as the product's own query, so that both find the same.
 * Per facet that is narrowed by, values are counted over what the other ones leave.
 */
export async function plainStatement(ctx: Ctx, { q, facets }: Question): Promise<Statement> {
	const query = q === '' ? undefined : await textQuery(ctx, q);
	const asked = Object.entries(facets).map(([facet, key]) => ({ facet, value: facetValue(facet as FacetKey, key) }));
	const values = [...asked.map(({ value }) => [value]), ...(query === undefined ? [] : [query])];
	const text = `$${asked.length + 1}::tsquery`;
	const passes = (except?: string) => asked.flatMap(({ facet }, at) => (facet === except ? [] : [`passes${at}`])).join(' and ') || 'true';
	const counted = asked.map(({ facet }) => `when starts_with(value, '${facet}:') then ${passes(facet)}`).join(' ');
	const columns = ['number', 'facets', '"publishedAt"', ...asked.map((_, at) => `facets && $${at + 1}::text[] as passes${at}`)];
	const order = query === undefined ? '"publishedAt" desc, number desc' : 'rank desc, number desc';
	const rank = query === undefined ? '' : `, ts_rank('{0.05, 0.2, 0.5, 1}', search, ${text}, 1) as rank`;
	return {
		// One prepared statement per form of question.
		name: ['plain', query === undefined ? '' : 'text', ...asked.map(({ facet }) => facet)].join('-'),
		values,
		text: `with ${query === undefined ? '' : `found as materialized (select number, search from "searchEntry" where search @@ ${text}),`}
		hit as materialized (
			select ${columns.join(', ')} from "catalogueEntry"
			where "goneAt" is null ${query === undefined ? '' : 'and number = any(array(select number from found))'}
		), page as (
			select number, row_number() over (order by ${order}) as place
			from (select number, "publishedAt"${rank} from hit ${query === undefined ? '' : 'join found using (number)'} where ${passes()}) as ranked
			order by ${order} limit 20
		)
		select (select count(*) from hit where ${passes()})::int as total,
			(select json_object_agg(value, entries) from (
				select value, count(*) as entries from hit cross join unnest(facets) as value
				${counted === '' ? '' : `where case ${counted} else ${passes()} end`} group by value
			) counted) as facets,
			(select json_agg(json_build_object('code', code, 'language', language, 'title', title, 'head', head, 'facets', facets,
					'snippet', left(passages, 220), 'publishedAt', "publishedAt", 'updatedAt', "updatedAt") order by place)
				from page join "catalogueEntry" using (number)) as items`
	};
}

/** Asks statements in turn for some seconds, one after the other, prepared. @returns milliseconds of each answer, parsed */
export async function timedStatements(databaseUrl: string, statements: readonly Statement[], seconds: number): Promise<number[]> {
	const client = new pg.Client({ connectionString: databaseUrl });
	await client.connect();
	try {
		// As the search has it: the planner does not know how long the vectors are.
		await client.query(`set jit = off; set work_mem = '32MB'; set plan_cache_mode = force_custom_plan`);
		const times: number[] = [];
		const until = performance.now() + seconds * 1000;
		for (let at = 0; performance.now() < until; at += 1) {
			const statement = statements[at % statements.length];
			if (!statement) break;
			await client.query(`set enable_seqscan = ${statement.name.includes('text') ? 'off' : 'on'}`);
			const began = performance.now();
			await client.query(statement);
			times.push(performance.now() - began);
		}
		return times;
	} finally {
		await client.end();
	}
}
