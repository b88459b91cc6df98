// The sections of the form in the order people walk through them, and the word each has in an address.
import type { Edition } from '#features/methodology/schema.ts';
import { type LayerKey, type SectionKey, sectionKeys } from '../schema.ts';

/** Addresses are Spanish, as everywhere: `/trabajo/practicas/AC-0001/resultados`. */
export const sectionSlugs = {
	institutions: 'institucion',
	title: 'titulo',
	description: 'descripcion',
	problem: 'problema',
	replicability: 'replicabilidad',
	impact: 'impacto',
	results: 'resultados',
	sustainability: 'sostenibilidad',
	dimensions: 'dimensiones',
	abstract: 'resumen',
	kind: 'tipo',
	dates: 'fechas',
	places: 'lugares',
	groups: 'grupos',
	themes: 'temas',
	conditions: 'condiciones',
	reach: 'alcance',
	cost: 'costo',
	contact: 'contacto',
	language: 'idioma',
	consent: 'consentimiento'
} as const satisfies Record<SectionKey, string>;

/** What may be left out, in the order it is asked. */
const optionalSections = [
	'dimensions',
	'abstract',
	'kind',
	'dates',
	'places',
	'groups',
	'themes',
	'conditions',
	'reach',
	'cost',
	'contact',
	'language'
] as const satisfies readonly LayerKey[];

/** The optional sections of an edition; one without dimensions does not ask for them. */
export function optionalSectionsOf(edition: Edition): readonly LayerKey[] {
	return optionalSections.filter((key) => key !== 'dimensions' || edition.dimensions.length > 0);
}

/** All sections that an edition asks for, in order; `consent` ends the form. */
export function sectionsOf(edition: Edition): SectionKey[] {
	return [...edition.fields.map(({ key }) => key), ...optionalSectionsOf(edition), 'consent'];
}

/** The section that an address names, in any edition, or undefined. */
export function sectionBySlug(slug: string): SectionKey | undefined {
	return sectionKeys.find((key) => sectionSlugs[key] === slug);
}

/** Address of a practice's page below `/trabajo`; a key leads to its section. */
export function practicePath(code: string, page?: SectionKey | (string & {})): string {
	const slug = page === undefined ? '' : `/${(sectionSlugs as Record<string, string>)[page] ?? page}`;
	return `/trabajo/practicas/${code}${slug}`;
}

/** Where “save and continue” leads from a section: the next one, or checking the answers after the last. */
export function pathAfter(code: string, key: SectionKey, edition: Edition): string {
	const sections = sectionsOf(edition);
	return practicePath(code, sections[sections.indexOf(key) + 1] ?? 'revisar');
}
