// The sections of the form in the order people walk through them, and the word each has in an address.
import { fieldKeys } from '#features/methodology/schema.ts';
import type { LayerKey, SectionKey } from '../schema.ts';

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
export const optionalSections = [
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

/** All sections in order; `consent` ends the form. */
export const sectionOrder: readonly SectionKey[] = [...fieldKeys, ...optionalSections, 'consent'];

/** The section that an address names, or undefined. */
export function sectionBySlug(slug: string): SectionKey | undefined {
	return sectionOrder.find((key) => sectionSlugs[key] === slug);
}

/** Address of a practice's page below `/trabajo`; a key leads to its section. */
export function practicePath(code: string, page?: SectionKey | (string & {})): string {
	const slug = page === undefined ? '' : `/${(sectionSlugs as Record<string, string>)[page] ?? page}`;
	return `/trabajo/practicas/${code}${slug}`;
}

/** Where “save and continue” leads from a section: the next one, or checking the answers after the last. */
export function pathAfter(code: string, key: SectionKey): string {
	return practicePath(code, sectionOrder[sectionOrder.indexOf(key) + 1] ?? 'revisar');
}
