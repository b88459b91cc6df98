// Names compared and recognised as promised, and the authority file kept free of doubles and circles.
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor, Role } from '#platform/ctx.ts';
import { openTestApp, type TestApp } from '../../../test/app.ts';
import {
	addInstitution,
	askAboutInstitutions,
	changeInstitution,
	findOrAddByName,
	listInstitutions,
	readInstitution,
	recogniseInstitutions
} from './handlers.server.ts';
import { type Alias, fold, recognise, wouldCycle } from './rules.ts';
import type { InstitutionInput } from './schema.ts';

const seedText =
	'La Cooperación Técnica Alemana (GIZ México) en colaboración con diferentes académicos, organismos internacionales junto con el Servicio Nacional de Empleo (SNE).';
const known: Alias[] = [
	{ alias: 'GIZ México', institutionId: 'giz' },
	{ alias: 'Cooperación Técnica Alemana', institutionId: 'giz' },
	{ alias: 'Servicio Nacional de Empleo', institutionId: 'sne' },
	{ alias: 'SNE', institutionId: 'sne' },
	{ alias: 'Servicio Nacional de Empleo de Chiapas', institutionId: 'sne-chiapas' },
	{ alias: 'SER', institutionId: 'ser' }
];
const ids = (text: string) => recognise(text, known).map(({ institutionId }) => institutionId);
const word = fc.stringMatching(/^[a-zñáéíóúü]{1,8}$/);
const name = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(' '));

describe('fold', () => {
	it('is settled after once, whatever the text', () => {
		fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => fold(fold(text)) === fold(text)));
	});

	it('sees no accents, case, punctuation or way of composing letters', () => {
		fc.assert(
			fc.property(name, (text) => {
				const others = [
					text.toUpperCase(),
					text.normalize('NFD'),
					` ${text.replaceAll(' ', ' – ')}. `,
					text.normalize('NFD').replaceAll(/\p{M}/gu, '')
				];
				return others.every((other) => fold(other) === fold(text));
			})
		);
	});

	it('keeps what tells institutions apart', () => {
		expect(fold('Sin Fronteras, I.A.P.')).toBe('sin fronteras i a p');
		expect(fold('Sin Fronteras')).not.toBe(fold('Sin Fronteras, I.A.P.'));
	});
});

describe('recognise', () => {
	it("finds the seed's institutions, each once, spelt as in the text", () => {
		expect(recognise(seedText, known)).toEqual([
			{ institutionId: 'giz', spelling: 'Cooperación Técnica Alemana' },
			{ institutionId: 'sne', spelling: 'Servicio Nacional de Empleo' }
		]);
	});

	it('takes whole words only', () => {
		expect(ids('La OSNE y los sneakers de GIZMéxico')).toEqual([]);
	});

	it('prefers the longest name at a place', () => {
		expect(ids('El Servicio Nacional de Empleo de Chiapas participó.')).toEqual(['sne-chiapas']);
	});

	it('does not take a word for an acronym', () => {
		expect(ids('Puede ser replicada')).toEqual([]);
		expect(ids('La organización SER participó')).toEqual(['ser']);
	});

	it('does not read a name over the end of a sentence or of a list item', () => {
		expect(ids('Participó la GIZ. México respondió.')).toEqual([]);
		expect(ids('- GIZ\n- México')).toEqual([]);
		expect(ids('la cooperacion tecnica\nalemana')).toEqual(['giz']);
		expect(recognise('con Casa S.A. de C.V. y otros', [{ alias: 'Casa S.A. de C.V.', institutionId: 'casa' }])).toHaveLength(1);
	});

	it('finds an alias in any text around it, and its spelling is a piece of the text', () => {
		fc.assert(
			fc.property(name, fc.string(), fc.string(), (alias, before, after) => {
				const text = `${before} . ${alias.toUpperCase()} . ${after}`;
				const found = recognise(text, [{ alias, institutionId: 'it' }]);
				return found.length === 1 && found.every(({ spelling }) => text.includes(spelling) && fold(spelling) === fold(alias));
			})
		);
	});

	it('finds nothing whose words are not all there', () => {
		fc.assert(
			fc.property(
				fc.string(),
				name,
				(text, alias) => recognise(text, [{ alias, institutionId: 'it' }]).length === 0 || ` ${fold(text)} `.includes(` ${fold(alias)} `)
			)
		);
	});
});

describe('the tree of institutions', () => {
	const parents = new Map([
		['national', null],
		['state', 'national'],
		['office', 'state'],
		['other', null]
	]);

	it('has no circles', () => {
		expect(wouldCycle('national', 'office', parents)).toBe(true);
		expect(wouldCycle('national', 'national', parents)).toBe(true);
		expect(wouldCycle('office', 'other', parents)).toBe(false);
	});
});

describe('the authority file', () => {
	let test: TestApp;
	const plain = (name: string, more: Partial<InstitutionInput> = {}): InstitutionInput => ({
		name,
		aliases: [],
		country: null,
		level: null,
		parentId: null,
		...more
	});
	const person = (roles: Role[]): Actor => ({
		kind: 'person',
		id: 'nobody',
		name: '',
		roles,
		institutionIds: []
	});
	beforeAll(async () => {
		test = await openTestApp();
	});
	afterAll(() => test.remove());

	it('keeps one institution per spelling', async () => {
		const id = await addInstitution(
			test.ctx(),
			plain('Servicio Inventado de Empleo', { aliases: ['SIE', 'Servicio inventado de empleo', 'sié'], country: 'MX', level: 'national' })
		);
		expect(await readInstitution(test.ctx(), id)).toMatchObject({
			name: 'Servicio Inventado de Empleo',
			aliases: ['SIE'],
			country: 'MX',
			version: 1
		});
		await expect(addInstitution(test.ctx(), plain('Otra', { aliases: ['S I E', 'sie.'] }))).rejects.toMatchObject({
			code: 'nameTaken',
			detail: { taken: ['sie.'] }
		});
		expect(await listInstitutions(test.ctx(), { q: 'otra' })).toEqual([]);
		expect(await listInstitutions(test.ctx(), { q: 'EMPLÉO' })).toMatchObject([{ id }]);
		expect(await recogniseInstitutions(test.app.db, 'con el SIE.')).toEqual([{ institutionId: id, spelling: 'SIE' }]);
	});

	it('a name that is nearly spelled is asked about, never taken', async () => {
		const ctx = test.ctx();
		const id = await addInstitution(ctx, {
			name: 'Agencia Inventada de Empleo Digno',
			aliases: [],
			country: null,
			level: null,
			parentId: null
		});
		const asked = await askAboutInstitutions(ctx, 'Con la Agencia Inventada de Empleos Dignos, y otras');
		expect(asked).toMatchObject([{ id, piece: 'con la agencia inventada de empleos dignos' }]);
		expect(await recogniseInstitutions(test.app.db, 'Con la Agencia Inventada de Empleos Dignos')).toEqual([]);
		expect(await askAboutInstitutions(ctx, 'Agencia Inventada de Empleo Digno')).toEqual([]);
		expect(await askAboutInstitutions(ctx, 'Otra cosa')).toEqual([]);
	});

	it('changes on the version that was read, never into a circle', async () => {
		const parent = await addInstitution(test.ctx(), plain('Casa A'));
		const child = await addInstitution(test.ctx(), plain('Casa B', { parentId: parent }));
		await expect(changeInstitution(test.ctx(), parent, 1, plain('Casa A', { parentId: child }))).rejects.toMatchObject({
			code: 'invalidInput'
		});
		await changeInstitution(test.ctx(), parent, 1, plain('Casa A nueva', { aliases: ['Casa A'] }));
		await expect(changeInstitution(test.ctx(), parent, 1, plain('Casa A'))).rejects.toMatchObject({ code: 'versionConflict' });
		expect(await readInstitution(test.ctx(), parent)).toMatchObject({ name: 'Casa A nueva', aliases: ['Casa A'], version: 2 });
	});

	it('two changes at once cannot close a circle', async () => {
		const a = await addInstitution(test.ctx(), plain('Círculo A'));
		const b = await addInstitution(test.ctx(), plain('Círculo B'));
		const both = await Promise.allSettled([
			changeInstitution(test.ctx(), a, 1, plain('Círculo A', { parentId: b })),
			changeInstitution(test.ctx(), b, 1, plain('Círculo B', { parentId: a }))
		]);
		expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
	});

	it('adds an unknown name once, however many ask for it', async () => {
		const ids = await Promise.all(
			Array.from({ length: 8 }, (_, i) => findOrAddByName(test.ctx(), i % 2 ? 'Red Ínventada' : 'RED INVENTADA'))
		);
		expect(new Set(ids).size).toBe(1);
	});

	it('lets authors add, only the secretariat change, and strangers neither see nor add', async () => {
		const id = await addInstitution(test.ctx(person(['author'])), plain('Institución de una autora'));
		await expect(changeInstitution(test.ctx(person(['author'])), id, 1, plain('X'))).rejects.toMatchObject({ code: 'notAllowed' });
		await expect(addInstitution(test.ctx(person(['assessor'])), plain('Y'))).rejects.toMatchObject({ code: 'notAllowed' });
		await expect(listInstitutions(test.ctx({ kind: 'anonymous' }), { q: '' })).rejects.toMatchObject({
			code: 'signInRequired'
		});
		const rows = await test.app.db.selectFrom('journal').selectAll().where('subjectId', '=', id).execute();
		expect(rows).toMatchObject([{ act: 'institution.add', actorId: 'nobody', detail: {} }]);
	});
});
