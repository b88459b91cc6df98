// Another network's methodology, with other criteria, fields and numbers, from a blank draft to the catalogue: nothing of the first network's
// stands in the program. The methodology and the practice are invented.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readEntry } from '#features/catalogue/handlers/catalogue.server.ts';
import { searchCatalogue } from '#features/catalogue/handlers/search.server.ts';
import { metOf, petalsOf } from '#features/catalogue/rules/seal.ts';
import { CatalogueQuery } from '#features/catalogue/schema.ts';
import { addAttachment } from '#features/evidence/handlers.server.ts';
import { exportPractice, exportVerdict } from '#features/exchange/handlers/export.server.ts';
import { exportList } from '#features/exchange/handlers/list-export.server.ts';
import {
	chooseEdition,
	currentEdition,
	listInstalledEditions,
	readEdition,
	readEditionInContext
} from '#features/methodology/handlers.server.ts';
import type { Edition, Judgement } from '#features/methodology/schema.ts';
import { createPractice, readDraft, saveSection, submitPractice } from '#features/practices/handlers.server.ts';
import type { Actor, Ctx, Role } from '#platform/ctx.ts';
import { openTestApp, type TestApp } from '../../../test/app.ts';
import { insertInstitution, insertPerson } from '../../../test/factories.ts';
import { answerVerdict, readVerdict } from './handlers/hearing.server.ts';
import { declareInterest, handInAssessment, listAssignments, readAssignment, saveJudgement } from './handlers/judging.server.ts';
import { assignAssessors, checkRequirements, readOverview, startRequirements } from './handlers/review.server.ts';
import { confirmVerdict, publishPractice } from './handlers/verdict.server.ts';

const id = 'red-inventada-2025/2';
let test: TestApp;
let edition: Edition;
let author: Ctx;
let secretariat: Ctx;
let assessors: Ctx[];
let institutionId: string;
let code: string;

beforeAll(async () => {
	test = await openTestApp();
	edition = readEdition(test.app, id);
	author = await somebody('author', 'author');
	secretariat = await somebody('secretariat', 'secretariat');
	assessors = await Promise.all(['uno', 'dos', 'tres'].map((name) => somebody(name, 'assessor')));
	institutionId = await insertInstitution(test.app.db, 'Escuela inventada');
});
afterAll(() => test.remove());

async function somebody(name: string, role: Role): Promise<Ctx> {
	const person = await insertPerson(test.app.db, `${name}@example.org`, [role]);
	return test.ctx({ kind: 'person', id: person, name, roles: [role], institutionIds: [] });
}

const personOf = (ctx: Ctx) => (ctx.actor as Extract<Actor, { kind: 'person' }>).id;
const refused = (problem: string) => expect.objectContaining({ name: 'Problem', code: problem });

/** A judgement that may stand: with a reason and evidence that fits every criterion. */
const judged = (level: Judgement['level']): Judgement => ({
	level,
	reason: 'motivo',
	evidence: ['indicator: doce familias'],
	questions: {}
});

describe('the edition for new practices', () => {
	it('is the secretariat’s to choose, among those that are installed', async () => {
		expect((await currentEdition(test.app)).id).toBe('redlac-2021/1');
		await expect(chooseEdition(author, id)).rejects.toEqual(refused('notAllowed'));
		await expect(chooseEdition(secretariat, 'red-inventada-2025/9')).rejects.toEqual(refused('notFound'));
		const earlier = await createPractice(author, {});
		await chooseEdition(secretariat, id);
		expect((await currentEdition(test.app)).id).toBe(id);
		expect((await readDraft(author, earlier.code)).edition.id).toBe('redlac-2021/1');
		const { current, editions } = await listInstalledEditions(secretariat);
		expect(current).toBe(id);
		expect(editions.map(({ edition: { id: each }, practices }) => [each, practices])).toEqual([
			['red-inventada-2025/1', 0],
			[id, 0],
			['redlac-2021/1', 1]
		]);
	});

	it('stands among the others for reading, and says what it replaced', async () => {
		const current = await readEditionInContext(test.app);
		expect([current.edition.id, current.isCurrent, current.before?.id]).toEqual([id, true, 'red-inventada-2025/1']);
		expect(current.others.map((other) => other.id)).toEqual(['red-inventada-2025/1', 'redlac-2021/1']);
		expect((await readEditionInContext(test.app, 'redlac-2021/1')).isCurrent).toBe(false);
		await expect(readEditionInContext(test.app, 'redlac-2021/9')).rejects.toEqual(refused('notFound'));
	});
});

describe('a practice of another methodology', () => {
	it('is asked for the edition’s fields, and what it does not ask for is kept beside the draft', async () => {
		const texts = Object.fromEntries(edition.fields.map(({ key }) => [key, `Texto inventado de ${key}.`]));
		const layers = { groups: ['schools'], themes: ['seed-exchange'], dimensions: { water: { state: 'scarce', reason: 'Llueve poco.' } } };
		({ code } = await createPractice(author, {
			fields: { ...texts, sustainability: 'Un texto que esta edición no pide.' },
			layers: { ...layers, consent: { truthful: true, licence: 'CC0-1.0', authorisations: [] } },
			institutionIds: [institutionId],
			isInvented: true
		}));
		const draft = await readDraft(author, code);
		expect(draft.unplaced.map(({ text }) => text)).toEqual(['Un texto que esta edición no pide.']);
		expect(draft.content.fields.sustainability).toBe('');
		await expect(saveSection(author, code, 'sustainability', 1, { value: 'x' })).rejects.toEqual(refused('notFound'));
		await expect(saveSection(author, code, 'themes', 1, { value: ['labour-inclusion'] })).rejects.toEqual(refused('invalidInput'));
	});

	it('goes through its own requirements to a panel of its own size', async () => {
		await addAttachment(author, code, {
			key: 'impact',
			name: 'hoja inventada.txt',
			visibility: 'network',
			bytes: new TextEncoder().encode('x')
		});
		await submitPractice(author, code);
		await startRequirements(secretariat, code);
		await checkRequirements(
			secretariat,
			code,
			edition.requirements.map(({ key }) => ({ key, met: true, reason: '' }))
		);
		await expect(assignAssessors(secretariat, code, assessors.slice(0, 2).map(personOf))).rejects.toEqual(refused('panelTooSmall'));
		await assignAssessors(secretariat, code, assessors.map(personOf));
		for (const [seat, assessor] of assessors.entries()) await assess(assessor, seat === 2 ? ['2', '1', '0'] : ['1', '1', '0']);
	});

	it('is judged by its own criteria and threshold', async () => {
		const { proposal, explanation } = await readOverview(secretariat, code);
		expect(proposal).toMatchObject({ class: 'promising', unmet: ['repetition'], conditional: false });
		expect(Object.keys(proposal?.criteria ?? {})).toEqual(['usefulness', 'care', 'repetition']);
		expect(explanation?.class).toContain('Huerto en camino');
		expect(explanation?.criteria.care).toContain('Se cuida a las personas: cumple.');
	});

	it('is published with its criteria, in pages, seal and documents', async () => {
		await confirmVerdict(secretariat, code, { departure: '', wording: {}, reasons: { repetition: ['without-steps'] } });
		await answerVerdict(author, code, (await readVerdict(author, code)).version, { answer: '' });
		await publishPractice(secretariat, code, {});
		const reader = test.ctx({ kind: 'anonymous' });
		const { verdict } = await readEntry(reader, code);
		expect(verdict.edition).toBe(id);
		expect(petalsOf(metOf(verdict.criteria), edition)).toEqual(['met', 'met', 'unmet']);
		const { items } = await searchCatalogue(reader, CatalogueQuery.parse({ q: 'inventado' }));
		expect(items.map(({ criteria }) => criteria)).toEqual([{ usefulness: 'met', care: 'met', repetition: 'unmet' }]);
		for (const format of ['docx', 'pdf', 'xlsx', 'csv', 'json'] as const) {
			expect((await exportPractice(reader, code, format)).bytes.length).toBeGreaterThan(200);
		}
		expect((await exportVerdict(reader, code)).bytes.length).toBeGreaterThan(1_000);
		const table = await text((await exportList(reader, 'csv', { ...CatalogueQuery.parse({}), code: [code] })).stream);
		expect(table).toContain('criterion.repetition');
		expect(table).toContain('Se puede repetir');
	});
});

async function assess(assessor: Ctx, levels: Judgement['level'][]): Promise<void> {
	await declareInterest(assessor, code, { interest: 'none', note: '' });
	const [assignment] = await listAssignments(assessor);
	expect(assignment?.criteria).toBe(3);
	await expect(saveJudgement(assessor, code, 'impact', 0, judged('1'))).rejects.toEqual(refused('notFound'));
	for (const [at, { key }] of edition.criteria.entries()) await saveJudgement(assessor, code, key, 0, judged(levels[at] ?? '0'));
	expect((await readAssignment(assessor, code)).missing).toEqual([]);
	await handInAssessment(assessor, code);
}

async function text(stream: AsyncIterable<Uint8Array>): Promise<string> {
	const chunks: Uint8Array[] = [];
	for await (const chunk of stream) chunks.push(chunk);
	return Buffer.concat(chunks).toString('utf8');
}
