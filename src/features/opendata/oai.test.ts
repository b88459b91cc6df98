// OAI-PMH as harvesters meet it: the door over HTTP, every verb and refusal, hundreds of records over several pages, what is retired; and
// what a harvester and a schema that nobody here wrote make of it.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { getRequestListener } from '@hono/node-server';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createOai } from '#app/oai.server.ts';
import { retirePractice } from '#features/catalogue/handlers/catalogue.server.ts';
import { openTestApp, type TestApp } from '../../../test/app.ts';
import { insertInstitution, insertPerson, insertPublished } from '../../../test/factories.ts';
import { hasProgram, hostilePractice, hostileText, runProgram } from '../../../test/open-data.ts';
import { temporaryFolder } from '../../../test/temporary.ts';
import { oaiDocument, oaiRecord } from './rules/oai-answer.ts';
import { readOaiRequest } from './rules/oai-request.ts';
import { openLimits } from './schema.ts';

const schemas = path.resolve(import.meta.dirname, '../../../../shared/schemas/oai-pmh');
const hasSchemas = existsSync(path.join(schemas, 'all.xsd')) && hasProgram('xmllint', ['--version']);
const hasHarvester = hasProgram('perl', ['-MHTTP::OAI', '-e', '1']);

let test: TestApp;
let server: Server;
let base: string;
let secretariat: string;
const codes: string[] = [];
let hostile: string;
let retired: string[];

beforeAll(async () => {
	test = await openTestApp();
	secretariat = await insertPerson(test.app.db, 'secretaria@example.org', ['secretariat']);
	const listener = getRequestListener(createOai(test.app), { overrideGlobalObjects: false });
	server = createServer((req, res) => void listener(req, res));
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/oai`;
	for (let at = 0; at < 2 * openLimits.oaiPage + 30; at += 1) {
		test.pass(1000);
		codes.push(await publish(at));
	}
	test.pass(1000);
	const id = await insertInstitution(test.app.db, hostileText);
	({ code: hostile } = await insertPublished(test.ctx(), secretariat, {
		fields: { title: hostileText },
		layers: { abstract: hostileText, places: { codes: ['MX-CHP'], detail: 'Una casa reservada', reserved: true } },
		institutions: [{ id, name: hostileText }]
	}));
	retired = [codes[3], codes[120], codes[220]].filter((code) => code !== undefined);
	for (const code of retired) {
		test.pass(1000);
		await retirePractice(test.ctx({ kind: 'person', id: secretariat, name: 'S', roles: ['secretariat'], institutionIds: [] }), code);
	}
}, 180_000);
afterAll(async () => {
	server?.close();
	await test?.remove();
});

async function publish(at: number): Promise<string> {
	const { code } = await insertPublished(test.ctx(), secretariat, {
		fields: { title: `Práctica ${at}` },
		layers: { themes: at % 50 === 0 ? ['labour-inclusion'] : [] },
		class: at % 2 === 0 ? 'good' : 'promising',
		unmet: at % 2 === 0 ? [] : ['results']
	});
	return code;
}

const get = (query: string | Record<string, string>) => fetch(`${base}?${new URLSearchParams(query)}`);
const text = async (query: string | Record<string, string>) => (await get(query)).text();
const errorOf = (xml: string) => /<error code="(\w+)"/.exec(xml)?.[1];
const identifiersIn = (xml: string) => [...xml.matchAll(/<identifier>([^<]+)<\/identifier>/g)].map(([, found = '']) => found);
const oai = (code: string) => `oai:127.0.0.1:${code}`;

/** Every page of a list. */
async function pages(first: Record<string, string>): Promise<string[]> {
	const found: string[] = [];
	for (let query: Record<string, string> | undefined = first; query; ) {
		const page = await text(query);
		expect(errorOf(page)).toBeUndefined();
		found.push(page);
		const token = /<resumptionToken[^>]*>([^<]+)</.exec(page)?.[1];
		query = token === undefined ? undefined : { verb: first.verb ?? '', resumptionToken: token };
	}
	return found;
}

describe('a harvest', () => {
	it('gives every record once, over several pages, those that were retired as deleted', async () => {
		const all = await pages({ verb: 'ListRecords', metadataPrefix: 'oai_dc' });
		expect(all).toHaveLength(3);
		const found = all.flatMap(identifiersIn);
		expect(found).toHaveLength(codes.length + 1);
		expect(new Set(found)).toEqual(new Set([...codes, hostile].map(oai)));
		const whole = all.join('');
		for (const code of retired) expect(whole).toContain(`<header status="deleted"><identifier>${oai(code)}</identifier>`);
		expect(whole.match(/<metadata>/g)).toHaveLength(codes.length + 1 - retired.length);
		expect(all.map((page) => /<resumptionToken cursor="(\d+)"/.exec(page)?.[1])).toEqual(['0', '100', '200']);
		expect(all.at(-1)).toContain('<resumptionToken cursor="200"/>');
		expect(whole).not.toContain('reservada');
	});

	it('lists headers of a set, with what was retired', async () => {
		const found = (await pages({ verb: 'ListIdentifiers', metadataPrefix: 'oai_dc', set: 'theme:labour-inclusion' })).flatMap(
			identifiersIn
		);
		const members = codes.filter((code, at) => at % 50 === 0 && !retired.includes(code));
		expect(new Set(found)).toEqual(new Set([...members, ...retired].map(oai)));
		const good = await pages({ verb: 'ListIdentifiers', metadataPrefix: 'oai_dc', set: 'class:good' });
		expect(good).toHaveLength(2);
		expect(good[0]).toContain('<setSpec>class:good</setSpec>');
		expect(good.join('')).not.toContain('<setSpec>class:promising</setSpec>');
		const everything = await pages({ verb: 'ListIdentifiers', metadataPrefix: 'oai_dc', set: 'class' });
		expect(everything.flatMap(identifiersIn)).toHaveLength(codes.length + 1);
		expect(errorOf(await text({ verb: 'ListRecords', metadataPrefix: 'oai_dc', set: 'theme:no-existe' }))).toBe('noRecordsMatch');
	});

	it('is narrowed by time, to the second and to the day, both ends included', async () => {
		const record = await text({ verb: 'GetRecord', metadataPrefix: 'oai_dc', identifier: oai(codes[50] ?? '') });
		const moment = /<datestamp>([^<]+)</.exec(record)?.[1] ?? '';
		const only = await text({ verb: 'ListIdentifiers', metadataPrefix: 'oai_dc', from: moment, until: moment });
		expect(identifiersIn(only)).toContain(oai(codes[50] ?? ''));
		expect(identifiersIn(only).length).toBeLessThan(4);
		const day = moment.slice(0, 10);
		const next = new Date(Date.parse(day) + 3 * 86_400_000).toISOString().slice(0, 10);
		expect(
			identifiersIn((await pages({ verb: 'ListIdentifiers', metadataPrefix: 'oai_dc', from: day, until: next })).join(''))
		).toHaveLength(codes.length + 1);
		expect(errorOf(await text({ verb: 'ListIdentifiers', metadataPrefix: 'oai_dc', from: next }))).toBe('noRecordsMatch');
	});

	it('gives again what changed after a page was read', async () => {
		const first = await text({ verb: 'ListIdentifiers', metadataPrefix: 'oai_dc' });
		const token = /<resumptionToken[^>]*>([^<]+)</.exec(first)?.[1] ?? '';
		const [seen] = identifiersIn(first);
		test.pass(1000);
		await test.app.db
			.updateTable('catalogueEntry')
			.set({ updatedAt: test.app.now() })
			.where('code', '=', seen?.split(':')[2] ?? '')
			.execute();
		const rest: string[] = [];
		for (let next = token; next; ) {
			const page = await text({ verb: 'ListIdentifiers', resumptionToken: next });
			rest.push(...identifiersIn(page));
			next = /<resumptionToken[^>]*>([^<]+)</.exec(page)?.[1] ?? '';
		}
		expect(rest).toContain(seen);
	});
});

describe('the door', () => {
	it('says what it is, its format and its sets', async () => {
		const identify = await text({ verb: 'Identify' });
		for (const said of ['<protocolVersion>2.0<', '<deletedRecord>persistent<', '<granularity>YYYY-MM-DDThh:mm:ssZ<', '/oai</baseURL>'])
			expect(identify).toContain(said);
		expect(await text({ verb: 'ListMetadataFormats' })).toContain('<metadataPrefix>oai_dc<');
		expect(await text({ verb: 'ListSets' })).toContain('<setSpec>class:good</setSpec><setName>Buena práctica</setName>');
	});

	it('takes a posted form as it takes an address', async () => {
		const posted = await fetch(base, { method: 'POST', body: new URLSearchParams({ verb: 'ListSets' }) });
		expect(posted.status).toBe(200);
		expect(await posted.text()).toContain('<request verb="ListSets">');
		expect(errorOf(await (await fetch(base, { method: 'POST', body: 'verb=ListSets' })).text())).toBe('badVerb');
		const long = `verb=ListSets&x=${'a'.repeat(70_000)}`;
		const headers = { 'content-type': 'application/x-www-form-urlencoded' };
		expect((await fetch(base, { method: 'POST', body: long, headers })).status).toBe(413);
		expect((await fetch(base, { method: 'DELETE' })).status).toBe(405);
	});

	it('reads one record, deleted or not', async () => {
		const live = await text({ verb: 'GetRecord', metadataPrefix: 'oai_dc', identifier: oai(hostile) });
		expect(live).toContain('<dc:language>es</dc:language>');
		expect(live).toContain('<dc:coverage>México</dc:coverage>');
		expect(live).not.toContain('Chiapas');
		const gone = await text({ verb: 'GetRecord', metadataPrefix: 'oai_dc', identifier: oai(retired[0] ?? '') });
		expect(gone).toContain('status="deleted"');
		expect(gone).not.toContain('<metadata>');
		expect(gone).not.toContain('setSpec');
	});

	it.each([
		['', 'badVerb'],
		['verb=Nada', 'badVerb'],
		['verb=toString', 'badVerb'],
		['verb=Identify&verb=Identify', 'badVerb'],
		['verb=Identify&x=1', 'badArgument'],
		['verb=Identify&resumptionToken=x', 'badArgument'],
		['verb=ListRecords', 'badArgument'],
		['verb=ListRecords&metadataPrefix=marc21', 'cannotDisseminateFormat'],
		['verb=ListRecords&metadataPrefix=oai_dc&metadataPrefix=oai_dc', 'badArgument'],
		['verb=ListRecords&metadataPrefix=oai_dc&from=ayer', 'badArgument'],
		['verb=ListRecords&metadataPrefix=oai_dc&from=2026-02-30', 'badArgument'],
		['verb=ListRecords&metadataPrefix=oai_dc&from=0000-01-01', 'badArgument'],
		['verb=ListRecords&metadataPrefix=oai_dc&from=2026-01-01T00:00:00', 'badArgument'],
		['verb=ListRecords&metadataPrefix=oai_dc&from=2026-01-01&until=2026-01-02T00:00:00Z', 'badArgument'],
		['verb=ListRecords&metadataPrefix=oai_dc&from=2026-01-02&until=2026-01-01', 'badArgument'],
		['verb=ListRecords&metadataPrefix=oai_dc&until=2001-01-01', 'noRecordsMatch'],
		['verb=ListRecords&metadataPrefix=oai_dc&set=%27%3B+drop', 'badArgument'],
		['verb=ListRecords&metadataPrefix=oai_dc&resumptionToken=x', 'badArgument'],
		['verb=ListRecords&resumptionToken=%00', 'badResumptionToken'],
		['verb=ListRecords&resumptionToken=WzFd', 'badResumptionToken'],
		['verb=ListSets&resumptionToken=x', 'badResumptionToken'],
		['verb=GetRecord&metadataPrefix=oai_dc', 'badArgument'],
		['verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:127.0.0.1:AC-99999', 'idDoesNotExist'],
		['verb=GetRecord&metadataPrefix=oai_dc&identifier=%00%3Cx%3E', 'idDoesNotExist'],
		['verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:elsewhere.example:AC-0001', 'idDoesNotExist'],
		['verb=ListMetadataFormats&identifier=AC-0001', 'idDoesNotExist']
	])('refuses %j with %s', async (query, code) => {
		const answer = await get(query);
		expect(answer.status).toBe(200);
		const xml = await answer.text();
		expect(errorOf(xml)).toBe(code);
		expect(xml).toMatch(/<request>[^<]+<\/request>/);
	});

	it('gives a token to the list it was made for only', async () => {
		const token = /<resumptionToken[^>]*>([^<]+)</.exec(await text({ verb: 'ListIdentifiers', metadataPrefix: 'oai_dc' }))?.[1] ?? '';
		expect(errorOf(await text({ verb: 'ListRecords', resumptionToken: token }))).toBe('badResumptionToken');
		expect(errorOf(await text({ verb: 'ListIdentifiers', resumptionToken: token }))).toBeUndefined();
	});

	const end = ['2026-11-22T17:00:00.000001Z', 'AC-0001', 100] as const;
	it.each([
		['another verb', ['Identify', null, null, null, ...end]],
		['a day that does not exist', ['ListRecords', null, null, null, '2026-02-31T00:00:00.000Z', 'AC-0001', 100]],
		['a year that PostgreSQL does not know', ['ListRecords', null, '0000-01-01T00:00:00.000Z', null, ...end]],
		['an hour beyond the day', ['ListRecords', null, null, '2026-01-01T25:00:00.000Z', ...end]],
		['another code', ['ListRecords', null, null, null, '2026-11-22T17:00:00.000Z', "' or 1=1", 100]],
		['a set that is none', ['ListRecords', "x' or 'a", null, null, ...end]],
		['a count below nought', ['ListRecords', null, null, null, '2026-11-22T17:00:00.000Z', 'AC-0001', -1]],
		['more than there is', ['ListRecords', null, null, null, ...end, 'x']],
		['an object', { verb: 'ListRecords' }]
	])('refuses a token of its own making: %s', async (_, content) => {
		const answer = await get({ verb: 'ListRecords', resumptionToken: Buffer.from(JSON.stringify(content)).toString('base64url') });
		expect([answer.status, errorOf(await answer.text())]).toEqual([200, 'badResumptionToken']);
	});

	it('goes to the end of time', async () => {
		for (const until of ['9999-12-31', '9999-12-31T23:59:59Z', '9998-12-31']) {
			const answer = await get({
				verb: 'ListIdentifiers',
				metadataPrefix: 'oai_dc',
				from: '0001-01-01T00:00:00Z'.slice(0, until.length),
				until
			});
			expect([answer.status, errorOf(await answer.text())], until).toEqual([200, undefined]);
		}
	});

	it('reads whatever is asked without failing', () => {
		const name = fc.constantFrom('verb', 'metadataPrefix', 'from', 'until', 'set', 'identifier', 'resumptionToken', 'x');
		const value = fc.oneof(
			fc.constantFrom('ListRecords', 'GetRecord', 'oai_dc', '2026-01-01', '2026-01-01T00:00:00Z', 'class:good'),
			fc.string({ unit: 'binary' }),
			fc.json().map((json) => Buffer.from(json).toString('base64url'))
		);
		fc.assert(
			fc.property(fc.array(fc.tuple(name, value), { maxLength: 6 }), (given) => {
				expect(readOaiRequest(new URLSearchParams(given))).toHaveProperty('ok');
			}),
			{ numRuns: 500 }
		);
	});
});

describe.skipIf(!hasSchemas)('what the official schema says (needs xmllint and the schemas beside the project)', () => {
	it('is that every answer is valid', async () => {
		const folder = await temporaryFolder();
		const answers = await Promise.all([
			text({ verb: 'Identify' }),
			text({ verb: 'ListMetadataFormats' }),
			text({ verb: 'ListSets' }),
			text({ verb: 'GetRecord', metadataPrefix: 'oai_dc', identifier: oai(hostile) }),
			text({ verb: 'GetRecord', metadataPrefix: 'oai_dc', identifier: oai(retired[0] ?? '') }),
			text({ verb: 'ListIdentifiers', metadataPrefix: 'oai_dc', from: '2026-01-01', set: 'class:good' }),
			text('verb=ListRecords&metadataPrefix=%3C%3E'),
			text('verb=%3Cx%3E'),
			...(await pages({ verb: 'ListRecords', metadataPrefix: 'oai_dc' }))
		]);
		const header = { code: 'AC-0042', moment: '2026-11-03T12:00:00.123456Z', isGone: false, sets: ['class:good'] };
		const record = oaiRecord('https://acervo.example.org', header, hostilePractice());
		answers.push(
			oaiDocument('https://acervo.example.org', new Date(), { verb: 'GetRecord' }, { markup: `<GetRecord>${record.markup}</GetRecord>` })
		);
		const files = await Promise.all(
			answers.map(async (answer, at) => {
				const file = path.join(folder, `${at}.xml`);
				await writeFile(file, answer);
				return file;
			})
		);
		// The schemas name each other by addresses; the catalogue beside them says where they lie.
		process.env.XML_CATALOG_FILES = path.join(schemas, 'catalog.xml');
		expect(() => runProgram('xmllint', ['--nonet', '--noout', '--schema', path.join(schemas, 'all.xsd'), ...files])).not.toThrow();
		await writeFile(files[0] ?? '', (answers[0] ?? '').replace('<protocolVersion>2.0', '<protocolVersion>3.0'));
		expect(() => runProgram('xmllint', ['--nonet', '--noout', '--schema', path.join(schemas, 'all.xsd'), files[0] ?? ''])).toThrow();
	});
});

const harvest = `
use strict; use warnings; use HTTP::OAI; use JSON::PP;
my $harvester = HTTP::OAI::Harvester->new(baseURL => $ARGV[0]);
my $identity = $harvester->Identify;
die $identity->message if $identity->is_error;
my @records;
my $response = $harvester->ListRecords(metadataPrefix => 'oai_dc', onRecord => sub {
	my ($record) = @_;
	my $metadata = $record->metadata;
	my @titles = $metadata ? map { $_->textContent } $metadata->dom->findnodes(".//*[local-name()='title']") : ();
	push @records, { identifier => $record->identifier, status => $record->status // '', titles => \\@titles };
});
die $response->message if $response->is_error;
print encode_json({ deleted => $identity->deletedRecord, records => \\@records });
`;

describe.skipIf(!hasHarvester)('what a harvester takes home (needs libhttp-oai-perl)', () => {
	it('is everything, deleted records among it, texts as they were written', async () => {
		const printed = await new Promise<string>((resolve, reject) => {
			const env = { ...process.env, no_proxy: '127.0.0.1', NO_PROXY: '127.0.0.1' };
			execFile('perl', ['-e', harvest, base], { env, timeout: 60_000, maxBuffer: 64 * 1024 * 1024 }, (error, stdout) =>
				error ? reject(error) : resolve(stdout)
			);
		});
		const { deleted, records } = JSON.parse(printed) as {
			deleted: string;
			records: { identifier: string; status: string; titles: string[] }[];
		};
		expect(deleted).toBe('persistent');
		expect(new Set(records.map(({ identifier }) => identifier))).toEqual(new Set([...codes, hostile].map(oai)));
		expect(
			records
				.filter(({ status }) => status === 'deleted')
				.map(({ identifier }) => identifier)
				.toSorted()
		).toEqual(retired.map(oai).toSorted());
		const [title] = records.find(({ identifier }) => identifier === oai(hostile))?.titles ?? [];
		expect(title).toContain('</script><script>alert(1)</script>');
		expect(title).toContain('👩🏽‍🏫 número 日本');
	});
});
