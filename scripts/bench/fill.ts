// Fills a data folder with invented practices for measuring. Usage: ACERVO_DATA=… node scripts/bench/fill.ts COUNT
import path from 'node:path';
import { openApp } from '#app/app.server.ts';
import { loadExample } from '#features/assessments/handlers/example.server.ts';
import { publishEntry } from '#features/catalogue/handlers/catalogue.server.ts';
import { currentEdition } from '#features/methodology/handlers.server.ts';
import { emptyLayers, type PracticeContent } from '#features/practices/schema.ts';
import { readConfig } from '#platform/config.server.ts';
import type { Ctx } from '#platform/ctx.ts';
import { createLog } from '#platform/log.server.ts';
import { writer } from './vocabulary.ts';

const count = Number(process.argv[2]);
const log = createLog('silent');
const app = await openApp(readConfig(process.env, path.resolve(import.meta.dirname, '../..')), log);
const ctx: Ctx = { app, actor: { kind: 'operator' }, door: 'cli', locale: 'es' };
const { code } = await loadExample(ctx);
const edition = await currentEdition(app);
const example = await app.db
	.selectFrom('verdict')
	.innerJoin('practice', 'practice.id', 'verdict.practiceId')
	.selectAll('verdict')
	.where('practice.code', '=', code)
	.executeTakeFirstOrThrow();

const institutions = await app.db
	.insertInto('institution')
	.values(Array.from({ length: 200 }, (_, index) => ({ name: `Institución inventada ${index + 1}` })))
	.returning(['id', 'name'])
	.execute();
const states = ['MX-CHP', 'MX-CMX', 'MX-NLE', 'MX-OAX', 'MX-TAB', 'GT', 'HN', 'SV', 'CR', 'PE'];

for (let from = 0; from < count; from += 500) {
	const numbers = Array.from({ length: Math.min(500, count - from) }, (_, index) => from + index);
	await app.db.transaction().execute(async (tx) => {
		const practices = await tx
			.insertInto('practice')
			.values(
				numbers.map((number) => ({ code: `AC-${100_000 + number}`, edition: edition.id, state: 'published' as const, isInvented: true }))
			)
			.returning(['id', 'code'])
			.execute();
		const versions = await tx
			.insertInto('practiceVersion')
			.values(practices.map(({ id }, index) => ({ practiceId: id, number: 1, content: JSON.stringify(contentOf(from + index)) })))
			.returning(['id', 'practiceId'])
			.execute();
		await tx
			.insertInto('verdict')
			.values(
				versions.map(({ id, practiceId }, index) => ({
					practiceId,
					versionId: id,
					edition: edition.id,
					proposal: JSON.stringify(example.proposal),
					class: (from + index) % 3 === 0 ? ('good' as const) : ('promising' as const),
					unmet: example.unmet,
					conditional: false,
					wording: JSON.stringify(example.wording),
					confirmedBy: null,
					isInvented: true
				}))
			)
			.execute();
		for (const { id, practiceId } of versions) await publishEntry(tx, ctx, { practiceId, versionId: id });
	});
}
await app.close();
process.stdout.write(`${code}\n`);

function contentOf(number: number): PracticeContent {
	const { text, below } = writer(number);
	const pick = <T>(list: readonly T[]) => list[below(list.length)] as T;
	const some = <T>(list: readonly T[]) => [...new Set(Array.from({ length: 1 + below(3) }, () => pick(list)))];
	const field = () => `- ${text(50)}\n- ${text(50)}`;
	const involved = some(institutions);
	return {
		edition: edition.id,
		declaredClass: 'promising',
		fields: {
			institutions: involved.map(({ name }) => name).join('\n'),
			title: `${text(9)} ${number}`,
			description: field(),
			problem: field(),
			replicability: field(),
			impact: field(),
			results: field(),
			sustainability: field()
		},
		layers: {
			...emptyLayers,
			abstract: text(40),
			groups: some(edition.vocabulary.groups).map(({ key }) => key),
			themes: some(edition.vocabulary.themes).map(({ key }) => key),
			places: { codes: some(states), detail: '', reserved: false }
		},
		institutions: involved,
		attachments: []
	};
}
