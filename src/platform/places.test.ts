// Codes typed by hand: complete, each once, and known to the runtime under a name.
import { describe, expect, it } from 'vitest';
import { locales } from './locale.ts';
import { countryCodes, countryOf, listCountries, mexicanStates, placeName, placesIn } from './places.ts';

describe('places', () => {
	it('has the 249 countries of ISO 3166-1, each once', () => {
		expect(countryCodes).toHaveLength(249);
		expect(new Set(countryCodes).size).toBe(249);
	});

	it.each(locales)('names every country in %s', (locale) => {
		expect(listCountries(locale).filter(({ code, name }) => code === name)).toEqual([]);
	});

	it('has the 32 states of Mexico under consecutive INEGI keys', () => {
		expect(mexicanStates.map(({ inegi }) => Number(inegi))).toEqual(Array.from({ length: 32 }, (_, index) => index + 1));
		expect(new Set(mexicanStates.map(({ code }) => code)).size).toBe(32);
	});

	it('names a country, a state, and leaves what it does not know', () => {
		expect([placeName('GT', 'es'), placeName('MX-BCN', 'fr'), placeName('XX-YY', 'es')]).toEqual(['Guatemala', 'Baja California', 'XX-YY']);
	});

	it('knows the country of a place', () => {
		expect([countryOf('MX-CHP'), countryOf('GT')]).toEqual(['MX', 'GT']);
	});
});

describe('places that a text names', () => {
	it.each<[string, string[]]>([
		['Servicio Estatal de Chiapas y Gobierno de Jalisco, México', ['MX-CHP', 'MX-JAL', 'MX']],
		['DIF del Estado de México', ['MX-MEX']],
		['Chiapaneca y mexicanos; chiapas', []],
		['Ministry of Labour, Costa Rica and Brazil', ['CR', 'BR']],
		['', []]
	])('%s', (text, codes) => {
		expect(placesIn(text)).toEqual(codes);
	});
});
