// A draft that goes on in another edition: what has a name there moves, what has none is kept beside it in words.
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { getEdition } from '#features/methodology/rules/edition.ts';
import { loadEditions } from '#features/methodology/store.server.ts';
import { practiceContent } from '../../../test/factories.ts';
import { askedFields, inOtherEdition } from './rules/other-edition.ts';
import { emptyLayers } from './schema.ts';

const editions = loadEditions(join(import.meta.dirname, '../../..'));
const first = getEdition(editions, 'red-inventada-2025/1');
const second = getEdition(editions, 'red-inventada-2025/2');
const redlac = getEdition(editions, 'redlac-2021/1');

const draft = practiceContent({
	fields: { title: 'Un huerto', impact: 'Doce familias' },
	layers: {
		abstract: 'Un resumen',
		kind: 'procedure',
		groups: ['schools'],
		themes: ['seeds', 'compost'],
		conditions: { keys: ['tap'], other: 'sombra' },
		cost: { range: 'little', note: 'semillas donadas' },
		dimensions: { water: { state: 'scarce', reason: 'Llueve poco.' } },
		consent: { ...emptyLayers.consent, truthful: true, licence: 'CC0-1.0' }
	}
});

it('moves to the edition that replaces its own', () => {
	const { sections, pieces } = inOtherEdition(draft, first, second, editions);
	expect(sections).toMatchObject({
		title: 'Un huerto',
		impact: 'Doce familias',
		kind: 'procedure',
		groups: ['schools'],
		themes: ['seed-exchange'],
		conditions: { keys: ['tap'], other: 'sombra' },
		cost: { range: 'little', note: 'semillas donadas' },
		dimensions: { water: { state: 'scarce', reason: 'Llueve poco.' } },
		consent: { truthful: true, licence: 'CC0-1.0' }
	});
	expect(pieces).toEqual([{ text: 'Composta', origin: 'Temas, red-inventada-2025/1' }]);
});

it('keeps its texts in another methodology, and what was chosen there as words beside the draft', () => {
	const { sections, pieces } = inOtherEdition(draft, first, redlac, editions);
	expect(sections).toMatchObject({ impact: 'Doce familias', themes: [], dimensions: {}, conditions: { keys: [], other: 'sombra' } });
	expect(sections.consent).toMatchObject({ truthful: true, licence: null });
	expect(pieces.map(({ text }) => text)).toEqual([
		'Rutina semanal',
		'Escuelas',
		'Semillas',
		'Composta',
		'Toma de agua',
		'Poco',
		'Sin condiciones (CC0 1.0)',
		'Agua. Falta. Llueve poco.'
	]);
});

it('keeps a text that the edition does not ask for', () => {
	expect(askedFields({ title: 'a', results: 'b', sustainability: ' ' }, first)).toEqual({
		fields: { title: 'a' },
		pieces: [{ text: 'b', origin: 'fields.results' }]
	});
});
