import { execFileSync, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readEdition } from '#features/methodology/handlers.server.ts';
import { fieldKeys } from '#features/methodology/schema.ts';
import { emptyLayers } from '#features/practices/schema.ts';
import { toMarkdown } from '#platform/documents/markdown.ts';
import type { Block } from '#platform/documents/rich-text.ts';
import { openTestApp, type TestApp } from '../../../../test/app.ts';
import { temporaryFolder } from '../../../../test/temporary.ts';
import { PublishedDocument } from '../schema.ts';
import { bookletToPdf, comparisonToPdf, practiceToPdf, verdictToPdf } from './pdf.server.ts';
import { comparisonData } from './pdf-comparison.ts';
import type { PrintSetting } from './pdf-practice.ts';

const isThere = (program: string, ask = '-v') => spawnSync(program, [ask]).error === undefined;
const hasPoppler = isThere('pdftotext');
const hasQpdf = isThere('qpdf', '--version');

let test: TestApp;
let setting: PrintSetting;
let folder: string;
beforeAll(async () => {
	folder = await temporaryFolder();
	test = await openTestApp();
	setting = { app: test.app, locale: 'es' };
});
afterAll(async () => {
	await rm(folder, { recursive: true, force: true });
	await test.remove();
});

const attachment = {
	id: '00000000-0000-4000-8000-000000000000',
	key: 'results',
	mediaType: 'application/pdf',
	bytes: 1,
	sha256: '',
	screened: true,
	isInvented: true
};

/** Every field and every reason says the text. */
function published(text: string, more: { code?: string; title?: string; isInvented?: boolean } = {}): PublishedDocument {
	const edition = readEdition(test.app, 'redlac-2021/1');
	return PublishedDocument.parse({
		code: more.code ?? 'AC-0001',
		version: 2,
		isInvented: more.isInvented ?? false,
		isExample: false,
		content: {
			edition: edition.id,
			declaredClass: 'promising',
			fields: { ...Object.fromEntries(fieldKeys.map((key) => [key, text])), title: more.title ?? 'Una práctica' },
			layers: {
				...emptyLayers,
				themes: ['labour-inclusion'],
				places: { ...emptyLayers.places, codes: ['MX-CHP'] },
				conditions: { keys: [], other: 'Un vehículo' }
			},
			institutions: [{ id: attachment.id, name: 'Instituto inventado de Valle Claro' }],
			attachments: [
				{ ...attachment, name: 'abierto.pdf', visibility: 'public' },
				{ ...attachment, id: attachment.id.replace('8000', '8001'), name: 'reservado.pdf', visibility: 'assessors' }
			]
		},
		verdict: {
			class: 'promising',
			edition: edition.id,
			conditional: true,
			confirmedAt: '2026-10-05',
			validUntil: '2027-10-05',
			isInvented: true,
			criteria: edition.criteria.map(({ key }) => ({
				key,
				met: key === 'results' ? false : key === 'impact' ? null : true,
				levels: ['1'],
				wording: text
			}))
		}
	});
}

/** Every kind of document that is printed, with this text in it. */
const kinds = {
	practice: (text: string) => practiceToPdf(published(text), setting),
	draft: (text: string) => practiceToPdf({ ...published(text), verdict: null }, setting),
	verdict: (text: string) => verdictToPdf(published(text), setting),
	comparison: (text: string) => comparisonToPdf([published(text), published('Otra', { code: 'AC-0002' })], setting),
	booklet: (text: string) =>
		bookletToPdf([published(text), published('Otra', { code: 'AC-0002' })], setting, {
			title: 'Lo elegido',
			introduction: text,
			notes: new Map([['AC-0002', text]])
		})
};
type Kind = keyof typeof kinds;
const everyKind = Object.keys(kinds) as Kind[];

const run = (program: string, options: string[], pdf: Uint8Array) =>
	execFileSync(program, [...options, '-'], { input: pdf, encoding: 'utf8', stdio: ['pipe', 'pipe', 'ignore'], maxBuffer: 2 ** 26 });
const textOf = (pdf: Uint8Array) => execFileSync('pdftotext', ['-', '-'], { input: pdf, encoding: 'utf8' }).replace(/\s+/g, ' ');
/** Without white space, so that it does not matter where a line ends. */
const dense = (text: string) => text.replace(/\s+/g, '');

const hostile = [
	'#import "/etc/passwd": * #panic("x") #read("/etc/passwd") #sys.inputs #eval("1")',
	'$x^2$ @ref <label> = título == *n* _k_ `c` // com /* c */ \\u{41} ~ "q" <script>alert(1)</script> {{campo}} %d'
].join(' ');

describe('every printed document', () => {
	it.skipIf(!hasPoppler)('is tagged, named and says its language; takes hostile text as text (needs pdftotext)', async () => {
		for (const kind of everyKind) {
			const pdf = await kinds[kind](toMarkdown([{ kind: 'paragraph', runs: [{ text: hostile }] }]));
			const facts = run('pdfinfo', [], pdf);
			expect(facts, kind).toMatch(/Tagged: +yes/);
			expect(facts, kind).toMatch(/Title: +\S/);
			expect(facts, kind).toMatch(/Author: +\S/);
			expect(facts, kind).toMatch(/Page size: .*A4/);
			const text = dense(textOf(pdf));
			for (const part of hostile.split(' ')) expect(text, kind).toContain(part);
		}
	});

	it.skipIf(!hasPoppler)('says beside the class what its label is no more (needs pdftotext)', async () => {
		const document = published('Texto');
		const label = {
			class: 'promising',
			state: 'suspended',
			since: '2026-11-20T18:00:00.000Z',
			grantedOn: '2026-10-05',
			validUntil: '2027-10-05'
		} as const;
		const suspended = { ...document, verdict: document.verdict && { ...document.verdict, label } };
		for (const pdf of [
			await practiceToPdf(suspended, setting),
			await verdictToPdf(suspended, setting),
			await comparisonToPdf([suspended, published('Otra', { code: 'AC-0002' })], setting)
		])
			expect(textOf(pdf)).toContain('Práctica prometedora (suspendida)');
		expect(textOf(await verdictToPdf(suspended, setting))).toContain('Suspendida desde el 20 de noviembre de 2026');
	});

	it('says the facts of each practice in the words of its own methodology', () => {
		const ours = published('Uno');
		const { verdict: _judged, ...other } = published('Otra', { code: 'AC-0002' });
		const layers = { ...emptyLayers, themes: ['compost'], conditions: { keys: ['tap'], other: '' } };
		const theirs = { ...other, verdict: null, content: { ...other.content, edition: 'red-inventada-2025/1', layers } };
		const said = JSON.stringify(comparisonData([ours, theirs], setting).sections);
		for (const words of ['Inclusión laboral', 'Composta', 'Toma de agua']) expect(said).toContain(words);
		expect(said).not.toContain('compost"');
	});

	it.skipIf(!hasQpdf)('is sound, and a document for everybody by its own word (needs qpdf)', async () => {
		for (const kind of everyKind) {
			const pdf = await kinds[kind]('**Texto** con [enlace](https://example.org/a)\n\n- lista\n  1. y número');
			const file = path.join(folder, `${kind}.pdf`);
			writeFileSync(file, pdf);
			expect(spawnSync('qpdf', ['--check', file]).status, kind).toBe(0);
			const source = execFileSync('qpdf', ['--qdf', '--object-streams=disable', file, '-'], { encoding: 'latin1' });
			// PDF/UA-1 (ISO 14289-1): the claim, the language, the title in place of the file's name, and what a voice reads.
			for (const mark of ['<pdfuaid:part>1</pdfuaid:part>', '/Lang (es-MX)', '/DisplayDocTitle true', '/StructTreeRoot', '/Outlines'])
				expect(source, `${kind} ${mark}`).toContain(mark);
			const figures = source.match(/\/S \/Figure/g)?.length ?? 0;
			expect(source.match(/\/Alt /g)?.length ?? 0, kind).toBeGreaterThanOrEqual(figures);
			const links = source.match(/\/Subtype \/Link/g)?.length ?? 0;
			expect(links, kind).toBeGreaterThan(0);
			expect(source.match(/\/Contents /g)?.length ?? 0, kind).toBeGreaterThanOrEqual(links);
		}
	});

	it.skipIf(!hasPoppler)(
		'keeps every word of any text, in order (needs pdftotext)',
		async () => {
			const word = fc.constantFrom(
				'práctica',
				'SNE',
				'#let',
				'$a$',
				'@b',
				'*c*',
				'`d`',
				'//e',
				'ñandú',
				'¿cómo?',
				'“sí”',
				'<f>',
				'\\g',
				'=h',
				'3.5'
			);
			const words = fc.array(word, { minLength: 1, maxLength: 12 }).map((list) => list.join(' '));
			const item = fc.record({ runs: words.map((text) => [{ text }]), blocks: fc.constant<Block[]>([]) });
			const block: fc.Arbitrary<Block> = fc.oneof(
				words.map((text) => ({ kind: 'paragraph' as const, runs: [{ text }] })),
				fc.array(item, { minLength: 1, maxLength: 3 }).map((items) => ({ kind: 'list' as const, ordered: false, start: 1, items }))
			);
			await fc.assert(
				fc.asyncProperty(fc.array(block, { minLength: 1, maxLength: 4 }), async (blocks) => {
					const said = blocks.flatMap((each) => (each.kind === 'list' ? each.items.map(({ runs }) => runs) : [each.runs]));
					const text = dense(textOf(await kinds.practice(toMarkdown(blocks))));
					for (const runs of said) expect(text).toContain(dense(runs.map((each) => each.text).join('')));
				}),
				{ numRuns: 12 }
			);
		},
		120_000
	);

	it.skipIf(!hasPoppler)('keeps every item of lists as deep as they come (needs pdftotext)', async () => {
		const levels = Array.from({ length: 9 }, (_, level) => `${'   '.repeat(level)}1. nivel ${level + 1}`).join('\n');
		const text = textOf(await kinds.practice(levels));
		for (const level of [1, 4, 5, 6, 9]) expect(text).toContain(`1. nivel ${level}`);
	});

	it.skipIf(!hasPoppler)('breaks a word that is longer than its column (needs pdftotext)', async () => {
		for (const kind of everyKind) {
			const pdf = await kinds[kind](`https://example.org/${'muylarga'.repeat(60)}`);
			const boxes = execFileSync('pdftotext', ['-bbox', '-', '-'], { input: pdf, encoding: 'utf8' });
			const edge = Math.max(...[...boxes.matchAll(/xMax="([\d.]+)"/g)].map(([, x]) => Number(x)));
			expect(edge, kind).toBeLessThan(kind === 'comparison' ? 842 : 596);
		}
	});

	it('is made of any signs, also those no font draws', async () => {
		const odd = '👩🏽‍🏫 🇲🇽 שלום الممارسة 日本 \u0301 \u00ad\u200b \ufffd \ue000 [\u00ad](https://example.org/) 𒀀';
		for (const kind of everyKind) expect((await kinds[kind](`${odd}\n\n- ${odd}`)).length, kind).toBeGreaterThan(5_000);
		for (const kind of everyKind) expect((await kinds[kind]('')).length, kind).toBeGreaterThan(5_000);
	});

	it.skipIf(!hasPoppler)('prints the number of a sign that no font draws, and says so (needs pdftotext)', async () => {
		const text = textOf(await kinds.practice('Cuña 𒀀'));
		expect(text).toContain('Cuña [U+12000]');
		expect(text).toContain('están en lugar de signos');
		expect(textOf(await kinds.practice('Cuña'))).not.toContain('están en lugar de signos');
	});
});

describe('practiceToPdf', () => {
	it.skipIf(!hasPoppler)('prints the fields in their order, the verdict in words and public evidence only (needs pdftotext)', async () => {
		const document = published('');
		for (const key of fieldKeys) document.content.fields[key] = `Lo que dice ${key}.`;
		const text = textOf(await practiceToPdf(document, setting));
		const order = ['title', 'institutions', 'description', 'problem', 'replicability', 'impact', 'results', 'sustainability'];
		const places = order.map((key) => text.indexOf(`Lo que dice ${key}.`));
		expect(places).toEqual(places.toSorted((a, b) => a - b));
		expect(places).not.toContain(-1);
		for (const part of [
			'AC-0001 · versión 2 · Chiapas',
			'Resultados verificables · no cumple todavía',
			'Impacto positivo · sin evaluar',
			'Práctica prometedora · dictamen inventado',
			'El dictamen es inventado',
			'abierto.pdf (evidencia inventada)',
			`${setting.app.config.origin}/practicas/AC-0001/archivos/${attachment.id}`,
			'Un vehículo'
		])
			expect(text).toContain(part);
		expect(text).not.toContain('reservado.pdf');
	});

	it.skipIf(!hasPoppler)('marks an invented practice on every page, and a draft as one (needs pdftotext)', async () => {
		const invented = await practiceToPdf(published('Texto. '.repeat(900), { isInvented: true }), setting);
		const pages = execFileSync('pdftotext', ['-', '-'], { input: invented, encoding: 'utf8' })
			.split('\f')
			.filter((page) => page.trim());
		expect(pages.length).toBeGreaterThan(3);
		for (const page of pages) expect(page).toContain('ejemplo inventado');
		expect(textOf(await kinds.draft('Texto'))).toContain('AC-0001 · versión 2 · Sin dictamen');
	});

	it('speaks every language of the product', async () => {
		for (const locale of ['es', 'en', 'pt', 'fr'] as const)
			expect((await practiceToPdf(published('Texto'), { ...setting, locale })).length).toBeGreaterThan(5_000);
	});
});

describe('the other documents', () => {
	it.skipIf(!hasPoppler)('verdict: official definitions, rule, dates, edition and reasons (needs pdftotext)', async () => {
		const edition = readEdition(test.app, 'redlac-2021/1');
		const text = dense(textOf(await kinds.verdict('La razón')));
		for (const part of [
			edition.definition.es,
			edition.rule.es,
			...edition.criteria.map(({ definition }) => definition.es),
			'5 de octubre de 2026',
			'Condicionado, hasta el 5 de octubre de 2027',
			'redlac-2021/1',
			'La razón'
		])
			expect(text).toContain(dense(part));
		await expect(verdictToPdf({ ...published(''), verdict: null }, setting)).rejects.toMatchObject({ code: 'noVerdict' });
	});

	it.skipIf(!hasPoppler)('comparison: each practice and what it lacks (needs pdftotext)', async () => {
		const text = textOf(await kinds.comparison('Lo propio'));
		for (const part of ['Comparación de 2 prácticas', 'AC-0001', 'AC-0002', 'Qué falta', 'Un vehículo', 'Lo propio', 'Otra'])
			expect(text).toContain(part);
	});

	it.skipIf(!hasPoppler)(
		'booklet: cover, introduction, contents with notes, and an index that name the page of each practice (needs pdftotext)',
		async () => {
			const pdf = await kinds.booklet('Lo propio');
			const pages = execFileSync('pdftotext', ['-layout', '-', '-'], { input: pdf, encoding: 'utf8' }).split('\f');
			const [cover = '', introduction = '', contents = '', ...rest] = pages;
			expect(cover).toContain('Lo elegido');
			expect(introduction).toContain('Lo propio');
			expect(contents).toMatch(/AC-0002[\s\S]*Lo propio/);
			expect(cover).toContain('2 prácticas');
			const pageOf = (code: string) => rest.findIndex((page) => new RegExp(`^ *${code} · versión`, 'm').test(page)) + 4;
			const index = rest.findLast((page) => page.includes('Índice')) ?? '';
			for (const code of ['AC-0001', 'AC-0002']) {
				expect(contents).toContain(code);
				expect(index).toContain(`${code}, ${pageOf(code)}`);
			}
			for (const heading of ['Por institución', 'Por lugar', 'Por tema']) expect(index).toContain(heading);
			expect(index).toMatch(/Chiapas +AC-0001/);
		}
	);
});
