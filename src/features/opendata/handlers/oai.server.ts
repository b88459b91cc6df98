// OAI-PMH 2.0: the catalogue for libraries and other registries, a hundred records at a time.
import { allEditions, currentEdition } from '#features/methodology/handlers.server.ts';
import { findTerm } from '#features/methodology/rules/edition.ts';
import { PracticeClass } from '#features/methodology/schema.ts';
import { openMessages } from '#messages/opendata.ts';
import type { Ctx } from '#platform/ctx.ts';
import { inLocale } from '#platform/locale.ts';
import { codeOfIdentifier } from '../rules/addresses.ts';
import {
	getRecord,
	identify,
	listMetadataFormats,
	listSets,
	type OaiHeader,
	oaiDocument,
	oaiError,
	oaiHeader,
	oaiList,
	oaiRecord
} from '../rules/oai-answer.ts';
import { type ListVerb, type OaiError, type OaiRequest, readOaiRequest, type Selection, writeToken } from '../rules/oai-request.ts';
import type { Markup } from '../rules/xml.ts';
import { openLimits, type SetFacet, setFacets } from '../schema.ts';
import * as store from '../store.server.ts';
import { describeDocument, documentsOf, readPublisher } from './practice.server.ts';

/** Answers a request of the protocol, whatever it asks: its refusals are answers too. */
export async function answerOai(ctx: Ctx, parameters: URLSearchParams): Promise<string> {
	const { origin } = ctx.app.config;
	const reading = readOaiRequest(parameters);
	const answer = reading.ok ? await answerTo(ctx, reading.request) : reading.why;
	const isRefused = 'code' in answer;
	return oaiDocument(origin, ctx.app.now(), reading.ok && !isRefused ? reading.given : {}, isRefused ? oaiError(answer) : answer);
}

async function answerTo(ctx: Ctx, request: OaiRequest): Promise<Markup | OaiError> {
	switch (request.verb) {
		case 'Identify': {
			const { first } = await store.getSpan(ctx.app.catalogueDb);
			return identify(await readPublisher(ctx), adminEmail(ctx), first.toISOString());
		}
		case 'ListSets':
			return listSets(await knownSets(ctx));
		case 'ListMetadataFormats': {
			const isKnown = request.identifier === undefined || (await findByIdentifier(ctx, request.identifier)) !== undefined;
			return isKnown ? listMetadataFormats() : noSuchRecord;
		}
		case 'GetRecord': {
			const change = await findByIdentifier(ctx, request.identifier);
			const [record] = change ? await records(ctx, [change]) : [];
			return record ? getRecord(record) : noSuchRecord;
		}
		default:
			return list(ctx, request.verb, request.selection);
	}
}

const noSuchRecord: OaiError = { code: 'idDoesNotExist', text: 'There is no such record.' };

/** The mailbox that mails come from; without one, that which every mail domain has (RFC 2142). The schema asks for a dot in it. */
function adminEmail({ app }: Ctx): string {
	const { hostname } = new URL(app.config.origin);
	return app.config.mail?.sender.address ?? `postmaster@${hostname.includes('.') ? hostname : `${hostname}.localdomain`}`;
}

async function findByIdentifier(ctx: Ctx, identifier: string): Promise<store.Change | undefined> {
	const code = codeOfIdentifier(ctx.app.config.origin, identifier);
	return code === undefined ? undefined : store.findChange(ctx.app.catalogueDb, code);
}

// lists -----------------------------------------------------------------------------------------------------------

async function list(ctx: Ctx, verb: ListVerb, selection: Selection): Promise<Markup | OaiError> {
	const facets = selection.set === null ? undefined : await facetsOf(ctx, selection.set);
	const isKnown = facets === undefined || facets.length > 0;
	const found = isKnown ? await store.listChanges(ctx.app.catalogueDb, { ...selection, facets }, openLimits.oaiPage + 1) : [];
	const page = found.slice(0, openLimits.oaiPage);
	const last = page.at(-1);
	if (!last && selection.after === null) return { code: 'noRecordsMatch', text: 'Nothing matches these arguments.' };
	// What followed a token may have changed meanwhile and be asked for again later; an empty page cannot be written.
	if (!last) return { code: 'badResumptionToken', text: 'Nothing follows any more.' };
	const items =
		verb === 'ListRecords' ? await records(ctx, page) : page.map((change) => oaiHeader(ctx.app.config.origin, headerOf(change)));
	const given = selection.given + page.length;
	const isLast = found.length === page.length;
	if (isLast && selection.after === null) return oaiList(verb, items, undefined, 0);
	return oaiList(verb, items, isLast ? '' : writeToken(verb, { ...selection, given }, last), selection.given);
}

async function records(ctx: Ctx, changes: readonly store.Change[]): Promise<Markup[]> {
	const codes = changes.filter(({ isGone }) => !isGone).map(({ code }) => code);
	const [documents, publisher] = [await documentsOf(ctx, codes), await readPublisher(ctx)];
	return changes.map((change) => {
		const document = documents.get(change.code);
		// Retired between the two reads: the harvester hears of it now, and once more at the moment it happened.
		const header = headerOf({ ...change, isGone: document === undefined });
		return oaiRecord(publisher.origin, header, document && describeDocument(ctx, document, publisher));
	});
}

function headerOf({ code, moment, isGone, facets }: store.Change): OaiHeader {
	const sets = facets.filter((facet) => setFacets.some((each) => facet.startsWith(`${each}:`)));
	return { code, moment, isGone, sets: isGone ? [] : sets };
}

// sets ------------------------------------------------------------------------------------------------------------

/** Every set with its name in Spanish, the language of the official words: each facet, and each of its values below it. */
async function knownSets(ctx: Ctx): Promise<{ spec: string; name: string }[]> {
	const current = await currentEdition(ctx.app);
	const editions = [current, ...allEditions(ctx.app).values()];
	const themes = [...new Set(editions.flatMap(({ vocabulary }) => vocabulary.themes.map(({ key }) => key)))];
	const themeName = (key: string) =>
		editions.map(({ vocabulary }) => findTerm(vocabulary.themes, key)).find((term) => term !== undefined)?.name;
	const t = openMessages('es').sets;
	const values: Record<SetFacet, { name: string; below: { key: string; name: string }[] }> = {
		class: { name: t.class, below: PracticeClass.options.map((key) => ({ key, name: inLocale(current.classes[key].name, 'es') })) },
		theme: { name: t.theme, below: themes.map((key) => ({ key, name: themeName(key)?.es ?? key })) }
	};
	return setFacets.flatMap((facet) => [
		{ spec: facet as string, name: values[facet].name },
		...values[facet].below.map(({ key, name }) => ({ spec: `${facet}:${key}`, name }))
	]);
}

/** The facets that a set stands for: itself, or everything below it; none for a set that is not known. */
async function facetsOf(ctx: Ctx, set: string): Promise<string[]> {
	const specs = (await knownSets(ctx)).map(({ spec }) => spec);
	return specs.filter((spec) => spec.includes(':') && (spec === set || spec.startsWith(`${set}:`)));
}
