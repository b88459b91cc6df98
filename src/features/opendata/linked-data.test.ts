// Linked data as a program that nobody here wrote reads it, and as a page may hold it.
import { parseDocument } from 'htmlparser2';
import jsonld from 'jsonld';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { retirePractice } from '#features/catalogue/handlers/catalogue.server.ts';
import { openTestApp, type TestApp } from '../../../test/app.ts';
import { insertInstitution, insertPerson, insertPublished } from '../../../test/factories.ts';
import { hostilePractice, hostileText } from '../../../test/open-data.ts';
import { describeCatalogue } from './handlers/catalogue.server.ts';
import { exportLinkedData } from './handlers/practice.server.ts';
import { dataBlock, linkedCatalogue, linkedPractice } from './rules/linked-data.ts';

const schema = 'https://schema.org/';
/** What schema.org's own context says of the words used here; a test asks nobody for it. */
const context = {
	'@context': {
		'@vocab': schema,
		...Object.fromEntries(['url', 'mainEntityOfPage', 'image', 'contentUrl', 'license'].map((term) => [term, { '@type': '@id' }])),
		...Object.fromEntries(['datePublished', 'dateModified'].map((term) => [term, { '@type': `${schema}DateTime` }]))
	}
};
const documentLoader = async (url: string) => {
	if (url !== 'https://schema.org') throw new Error(`asked for ${url}`);
	return { contextUrl: null, documentUrl: url, document: context };
};
const expand = (data: object) => jsonld.expand(data, { documentLoader, safe: true });
type Node = Record<string, { '@value'?: unknown; '@id'?: string; '@type'?: string[] }[]> & { '@id'?: string; '@type'?: string[] };
const valuesOf = (node: Node | undefined, term: string) =>
	node?.[`${schema}${term}`]?.map((each) => each['@value'] ?? each['@id'] ?? each['@type']);

let test: TestApp;
beforeAll(async () => {
	test = await openTestApp();
});
afterAll(() => test.remove());

describe('a practice', () => {
	it('is an article of its institutions, in terms that all mean something', async () => {
		const [node] = (await expand(linkedPractice(hostilePractice()))) as unknown as Node[];
		expect(node?.['@id']).toBe('https://acervo.example.org/practicas/AC-0042');
		expect(node?.['@type']).toEqual([`${schema}Article`]);
		expect(valuesOf(node, 'headline')).toEqual([hostileText]);
		expect(valuesOf(node, 'author')).toEqual(Array(3).fill([`${schema}Organization`]));
		expect(valuesOf(node, 'license')).toEqual(['https://creativecommons.org/licenses/by/4.0/']);
		expect(valuesOf(node, 'temporalCoverage')).toEqual(['2024-03/..']);
		const written = await jsonld.toRDF(linkedPractice(hostilePractice()), {
			documentLoader,
			format: 'application/n-quads'
		});
		expect(written).toContain('<https://acervo.example.org/practicas/AC-0042> <https://schema.org/identifier> "AC-0042"');
	});

	it('ends no block of a page, whatever it says', () => {
		const page = parseDocument(`<head>${dataBlock(linkedPractice(hostilePractice()))}</head>`);
		const [head] = page.children as { children: { name?: string; children: { data?: string }[] }[] }[];
		expect(head?.children.map(({ name }) => name)).toEqual(['script']);
		const inside = head?.children[0]?.children[0]?.data ?? '';
		expect(inside).not.toContain('<');
		expect(JSON.parse(inside)).toEqual(JSON.parse(JSON.stringify(linkedPractice(hostilePractice()))));
	});

	it('is read from what everybody may see, until it is retired', async () => {
		const id = await insertPerson(test.app.db, 'secretaria@example.org', ['secretariat']);
		const institution = await insertInstitution(test.app.db, 'Oficina inventada');
		const { code } = await insertPublished(test.ctx(), id, {
			fields: { title: 'Refugio' },
			layers: {
				places: { codes: ['MX-CHP'], detail: 'Calle secreta', reserved: true },
				contact: { name: 'Persona Secreta', email: 'secreta@example.org', phone: '' }
			},
			institutions: [{ id: institution, name: 'Oficina inventada' }],
			isInvented: true
		});
		const reader = test.ctx({ kind: 'anonymous' });
		const { body } = await exportLinkedData(reader, code);
		expect(body).not.toMatch(/secret|MX-CHP/i);
		expect(JSON.parse(body)).toMatchObject({
			identifier: code,
			name: 'Refugio',
			creativeWorkStatus: 'Práctica prometedora, ejemplo inventado',
			author: [{ name: 'Oficina inventada' }],
			spatialCoverage: [{ identifier: 'MX', name: 'México' }]
		});
		await retirePractice(test.ctx({ kind: 'person', id, name: 'S', roles: ['secretariat'], institutionIds: [] }), code);
		await expect(exportLinkedData(reader, code)).rejects.toMatchObject({ code: 'gone', status: 410 });
	});
});

it('the catalogue is a data set with its files', async () => {
	const { dataset } = await describeCatalogue(test.ctx({ kind: 'anonymous' }));
	const [node] = (await expand(linkedCatalogue(dataset))) as unknown as Node[];
	expect(node?.['@type']).toEqual([`${schema}Dataset`]);
	expect(valuesOf(node, 'license')?.[0]).toMatch(/\/datos#licencia$/);
	expect(node?.[`${schema}distribution`]).toHaveLength(2);
});
