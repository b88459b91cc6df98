// Invented practices for measuring: texts of 300 to 900 words, and facets as unevenly spread as real ones. Nothing of it is meant as real.
import type { Edition } from '#features/methodology/schema.ts';
import { emptyLayers, type PracticeContent } from '#features/practices/schema.ts';
import type { Locale } from '#platform/locale.ts';
import { mexicanStates } from '#platform/places.ts';
import { type Writer, writer } from './vocabulary.ts';

export interface InventedInstitution {
	id: string;
	name: string;
	country: string;
	/** The one that it belongs to, which stands before it. */
	parentId: string | null;
}

export interface InventedPractice {
	code: string;
	content: PracticeContent;
	class: 'good' | 'promising' | 'unclassified';
	unmet: string[];
	/** State of its label; null without one. */
	label: 'current' | 'conditional' | 'underReview' | 'reconsideration' | 'lapsed' | null;
	publishedAt: Date;
}

const countries = 'MX GT HN SV CR PE CO EC CL AR BR PA DO NI US CA ES FR'.split(' ');
const firstDay = Date.UTC(2021, 0, 1);
const days = 1_800;
const dayLength = 24 * 3600 * 1000;

/** The n-th thing of a kind, always under the same id. @param kind a digit */
export function idOf(kind: number, number: number): string {
	return `${String(kind).repeat(8)}-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

/** Institutions for so many practices: a third stand alone, the others belong to one before them. */
export function inventInstitutions(practices: number): InventedInstitution[] {
	const count = Math.min(3_000, 50 + Math.floor(practices / 50));
	const { below, common, words } = writer(-1);
	return Array.from({ length: count }, (_, number) => ({
		id: idOf(1, number),
		name: `Institución inventada ${number + 1} de ${words(2)}`,
		country: common(countries),
		parentId: number % 3 === 0 ? null : idOf(1, below(number))
	}));
}

/** The practice with this number. Its code is AC-100000 for the first one, and so on. */
export function inventPractice(number: number, edition: Edition, institutions: readonly InventedInstitution[]): InventedPractice {
	const facts = writer(2 * number);
	const { below, chance, common } = facts;
	const language: Locale = chance() < 0.9 ? 'es' : common(['en', 'pt', 'fr'] as const);
	const verdict = inventVerdict(facts, edition);
	const { groups, themes, kinds, conditions, costRanges } = edition.vocabulary;
	const involved = some(facts, institutions, 1, 2);
	const places = chance() < 0.6 ? some(facts, mexicanStates, 1, 2).map(({ code }) => code) : some(facts, countries, 1, 2);
	const write = writer(2 * number + 1, language);
	/** Of the whole text, so that half of all are shorter than 520 words. */
	const length = 300 * 3 ** chance();
	const list = (share: number) =>
		Array.from({ length: 1 + below(3) }, (_, __) => write.sentences((share * length) / 2))
			.map((item) => `- ${item}`)
			.join('\n');
	const text = (share: number) => (chance() < 0.4 ? list(share) : write.sentences(share * length));
	const started = 2005 + Math.floor(20 * Math.sqrt(chance()));
	return {
		...verdict,
		code: `AC-${100_000 + number}`,
		publishedAt: new Date(firstDay + below(days) * dayLength + below(dayLength)),
		content: {
			edition: edition.id,
			declaredClass: verdict.class === 'good' ? 'good' : 'promising',
			fields: {
				institutions: involved.map(({ name }) => name).join('\n'),
				title: `${capital(write.words(5 + below(6)))} ${number}`,
				description: text(0.3),
				problem: text(0.15),
				replicability: text(0.1),
				impact: text(0.15),
				results: text(0.15),
				sustainability: text(0.1)
			},
			layers: {
				...emptyLayers,
				abstract: write.sentences(30 + below(20)),
				kind: chance() < 0.85 ? common(kinds).key : null,
				dates: { start: chance() < 0.9 ? String(started) : null, end: null, ongoing: chance() < 0.7 },
				places: { codes: places, detail: '', reserved: false },
				groups: some(facts, groups, 1, 3).map(({ key }) => key),
				themes: some(facts, themes, 1, 3).map(({ key }) => key),
				conditions: { keys: some(facts, conditions, 0, 4).map(({ key }) => key), other: '' },
				cost: { range: chance() < 0.7 ? common(costRanges).key : null, note: '' },
				language,
				consent: { ...emptyLayers.consent, truthful: true, licence: 'CC-BY-4.0' }
			},
			institutions: involved.map(({ id, name }) => ({ id, name })),
			attachments: []
		}
	};
}

/** Three in ten good, one in ten without a class; what is promising misses one criterion or several. */
function inventVerdict({ chance, below, common }: Writer, edition: Edition): Pick<InventedPractice, 'class' | 'unmet' | 'label'> {
	const drawn = chance();
	const criteria = edition.criteria.map(({ key }) => key);
	if (drawn < 0.3) return { class: 'good', unmet: [], label: common(['current', 'lapsed', 'conditional', 'underReview'] as const) };
	const unmet = some({ below, common }, criteria, 1, drawn < 0.9 ? 2 : 4);
	if (drawn >= 0.9) return { class: 'unclassified', unmet, label: null };
	return { class: 'promising', unmet, label: common(['current', 'lapsed', 'conditional', 'underReview', 'reconsideration'] as const) };
}

/** Some of a list, the earlier ones more often. */
function some<T>({ below, common }: Pick<Writer, 'below' | 'common'>, list: readonly T[], least: number, most: number): T[] {
	return [...new Set(Array.from({ length: least + below(most - least + 1) }, () => common(list)))];
}

function capital(text: string): string {
	return text.charAt(0).toUpperCase() + text.slice(1);
}
