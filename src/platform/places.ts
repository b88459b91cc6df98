// Where institutions are and practices take place: countries of the world and the states of Mexico, by their official codes.
import { type Locale, languageTags, locales } from './locale.ts';

/** Officially assigned codes of ISO 3166-1 alpha-2. Their names come from the runtime (Unicode CLDR), in every language. */
export const countryCodes = (
	'AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ ' +
	'CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR ' +
	'GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP ' +
	'KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ ' +
	'NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW ' +
	'SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ ' +
	'UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW'
).split(' ');

/** A federal entity of Mexico. */
export interface MexicanState {
	/** ISO 3166-2:MX. */
	code: string;
	/** Key of the federal entity in INEGI's geostatistical catalogue, 01 to 32. */
	inegi: string;
	name: string;
}

/** The 32 federal entities, in the order of their INEGI keys. Names as they are commonly said; "Estado de México" is told from the country. */
export const mexicanStates: readonly MexicanState[] = [
	{ code: 'MX-AGU', inegi: '01', name: 'Aguascalientes' },
	{ code: 'MX-BCN', inegi: '02', name: 'Baja California' },
	{ code: 'MX-BCS', inegi: '03', name: 'Baja California Sur' },
	{ code: 'MX-CAM', inegi: '04', name: 'Campeche' },
	{ code: 'MX-COA', inegi: '05', name: 'Coahuila' },
	{ code: 'MX-COL', inegi: '06', name: 'Colima' },
	{ code: 'MX-CHP', inegi: '07', name: 'Chiapas' },
	{ code: 'MX-CHH', inegi: '08', name: 'Chihuahua' },
	{ code: 'MX-CMX', inegi: '09', name: 'Ciudad de México' },
	{ code: 'MX-DUR', inegi: '10', name: 'Durango' },
	{ code: 'MX-GUA', inegi: '11', name: 'Guanajuato' },
	{ code: 'MX-GRO', inegi: '12', name: 'Guerrero' },
	{ code: 'MX-HID', inegi: '13', name: 'Hidalgo' },
	{ code: 'MX-JAL', inegi: '14', name: 'Jalisco' },
	{ code: 'MX-MEX', inegi: '15', name: 'Estado de México' },
	{ code: 'MX-MIC', inegi: '16', name: 'Michoacán' },
	{ code: 'MX-MOR', inegi: '17', name: 'Morelos' },
	{ code: 'MX-NAY', inegi: '18', name: 'Nayarit' },
	{ code: 'MX-NLE', inegi: '19', name: 'Nuevo León' },
	{ code: 'MX-OAX', inegi: '20', name: 'Oaxaca' },
	{ code: 'MX-PUE', inegi: '21', name: 'Puebla' },
	{ code: 'MX-QUE', inegi: '22', name: 'Querétaro' },
	{ code: 'MX-ROO', inegi: '23', name: 'Quintana Roo' },
	{ code: 'MX-SLP', inegi: '24', name: 'San Luis Potosí' },
	{ code: 'MX-SIN', inegi: '25', name: 'Sinaloa' },
	{ code: 'MX-SON', inegi: '26', name: 'Sonora' },
	{ code: 'MX-TAB', inegi: '27', name: 'Tabasco' },
	{ code: 'MX-TAM', inegi: '28', name: 'Tamaulipas' },
	{ code: 'MX-TLA', inegi: '29', name: 'Tlaxcala' },
	{ code: 'MX-VER', inegi: '30', name: 'Veracruz' },
	{ code: 'MX-YUC', inegi: '31', name: 'Yucatán' },
	{ code: 'MX-ZAC', inegi: '32', name: 'Zacatecas' }
];

export interface Place {
	code: string;
	name: string;
}

const regionNames = {
	es: new Intl.DisplayNames(languageTags.es, { type: 'region' }),
	en: new Intl.DisplayNames(languageTags.en, { type: 'region' }),
	pt: new Intl.DisplayNames(languageTags.pt, { type: 'region' }),
	fr: new Intl.DisplayNames(languageTags.fr, { type: 'region' })
} as const satisfies Record<Locale, Intl.DisplayNames>;

const stateNames = mexicanStates.map(({ code, name }): [string, string] => [code, name]);
/** Every place by its code, in each language; asking the runtime anew costs as much as a paragraph. */
const placeNames = Object.fromEntries(
	locales.map((locale) => [
		locale,
		new Map([...countryCodes.map((code): [string, string] => [code, regionNames[locale].of(code) ?? code]), ...stateNames])
	])
) as Record<Locale, Map<string, string>>;

/** Countries with their names in a language, in its alphabetical order. */
export function listCountries(locale: Locale): Place[] {
	const order = new Intl.Collator(languageTags[locale]);
	return countryCodes.map((code) => ({ code, name: placeName(code, locale) })).sort((a, b) => order.compare(a.name, b.name));
}

/** Name of a country or of a Mexican state; a code that is not known stands for itself. */
export function placeName(code: string, locale: Locale): string {
	return placeNames[locale].get(code) ?? code;
}

/** Every name of a place in every language, the longest first: "Estado de México" is not the country. */
const spelled = locales
	.flatMap((locale) => [...placeNames[locale]].map(([code, name]) => ({ code, name })))
	.sort((a, b) => b.name.length - a.name.length);

/** Countries and Mexican states that a text names exactly as they are spelled, as whole words, in the order of the text; each once. */
export function placesIn(text: string): string[] {
	let left = text;
	const found = new Map<string, number>();
	for (const { code, name } of spelled) {
		for (let at = left.indexOf(name); at >= 0; at = left.indexOf(name, at + name.length)) {
			const around = (left[at - 1] ?? ' ') + (left[at + name.length] ?? ' ');
			if (/[\p{L}\p{N}]/u.test(around)) continue;
			found.set(code, Math.min(found.get(code) ?? at, at));
			left = left.slice(0, at) + ' '.repeat(name.length) + left.slice(at + name.length);
		}
	}
	return [...found].sort(([, a], [, b]) => a - b).map(([code]) => code);
}

/** The country of a place: `MX-CHP` → `MX`; a country's own code is returned as it is. */
export function countryOf(code: string): string {
	return code.split('-')[0] ?? code;
}

/** Whether a code is a country of ISO 3166-1 or a state of Mexico; states of other countries are not listed here and pass by their country. */
export function isPlace(code: string): boolean {
	const isState = code.includes('-');
	if (code.startsWith('MX-')) return mexicanStates.some((state) => state.code === code);
	return countryCodes.includes(isState ? countryOf(code) : code);
}
