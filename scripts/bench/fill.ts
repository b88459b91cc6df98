// Fills a data folder with invented practices for measuring. Usage: ACERVO_DATA=… node scripts/bench/fill.ts COUNT
import path from 'node:path';
import { openApp } from '#app/app.server.ts';
import { loadExample } from '#features/assessments/handlers/example.server.ts';
import { rebuildCatalogue } from '#features/catalogue/handlers.server.ts';
import { currentEdition } from '#features/methodology/handlers.server.ts';
import { emptyLayers, type PracticeContent } from '#features/practices/schema.ts';
import { readConfig } from '#platform/config.server.ts';
import type { Ctx } from '#platform/ctx.ts';
import { createLog } from '#platform/log.server.ts';

const count = Number(process.argv[2]);
const log = createLog('silent');
const app = await openApp(readConfig(process.env, path.resolve(import.meta.dirname, '../..')), log);
const ctx: Ctx = { app, actor: { kind: 'operator' }, door: 'cli', locale: 'es' };
const { code } = await loadExample(ctx);
const edition = currentEdition(app);
const example = await app.db
	.selectFrom('verdict')
	.innerJoin('practice', 'practice.id', 'verdict.practiceId')
	.selectAll('verdict')
	.where('practice.code', '=', code)
	.executeTakeFirstOrThrow();

const words = ['bolsa', 'trabajo', 'plaza', 'ahorro', 'crédito', 'capacitación', 'vinculación', 'empleador', 'cooperativa', 'mercado', 'oficio', 'certificación', 'remesa', 'cuenta', 'orientación', 'trámite', 'taller', 'mentoría', 'idioma', 'cuidado', 'vivienda', 'transporte', 'artesanía', 'cocina', 'construcción', 'tecnología', 'municipio', 'frontera', 'red', 'registro'];
const wordAt = (seed: number) => words[(seed * 7919) % words.length] ?? '';
const text = (seed: number, length: number) => Array.from({ length }, (_, index) => wordAt(seed * 31 + index * 17 + (seed % 13) * index)).join(' ');
const termAt = (terms: { key: string }[], seed: number) => terms[seed % terms.length]?.key ?? '';

const states = ['published', 'published', 'published'] as const;
for (let from = 0; from < count; from += 500) {
	const numbers = Array.from({ length: Math.min(500, count - from) }, (_, index) => from + index);
	await app.db.transaction().execute(async (tx) => {
		const practices = await tx
			.insertInto('practice')
			.values(numbers.map((number) => ({ code: `AC-${100_000 + number}`, edition: edition.id, state: states[0], isInvented: true })))
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
	});
}
await rebuildCatalogue(ctx);
await app.close();
process.stdout.write(`${code}\n`);

function contentOf(seed: number): PracticeContent {
	const field = (part: number) => `- ${text(seed + part, 40)}\n- ${text(seed * 3 + part, 40)}`;
	return {
		edition: edition.id,
		declaredClass: 'promising',
		fields: {
			institutions: `Institución inventada ${seed % 200}`,
			title: `${text(seed, 8)} ${seed}`,
			description: field(1),
			problem: field(2),
			replicability: field(3),
			impact: field(4),
			results: field(5),
			sustainability: field(6)
		},
		layers: {
			...emptyLayers,
			groups: [termAt(edition.vocabulary.groups, seed), termAt(edition.vocabulary.groups, seed + 3)],
			themes: [termAt(edition.vocabulary.themes, seed), termAt(edition.vocabulary.themes, seed * 5 + 1)],
			places: { codes: [seed % 2 === 0 ? 'MX' : 'HN'], detail: '', reserved: false }
		},
		institutions: [],
		attachments: []
	};
}
