import { describe, expect, it } from 'vitest';
import { type FieldKey, fieldKeys } from '#features/methodology/schema.ts';
import { type Comparable, fingerprint, likeness } from './similarity.ts';

const words = (seed: string, length = 60) => Array.from({ length }, (_, at) => `${seed}${at}`).join(' ');
const practice = (fields: Partial<Record<FieldKey, string>>, more: Partial<Comparable> = {}) =>
	fingerprint({
		fields: { ...(Object.fromEntries(fieldKeys.map((key) => [key, ''])) as Record<FieldKey, string>), ...fields },
		institutionIds: [],
		language: 'es',
		...more
	});

describe('likeness', () => {
	const text = words('taller');
	it.each<[string, ReturnType<typeof practice>, ReturnType<typeof practice>, string | undefined]>([
		['the same text in other fields', practice({ description: text }), practice({ problem: `${text} y más` }), 'sameText'],
		[
			'an article that quotes it among much else',
			practice({ description: text }),
			practice({ impact: `${words('nota', 400)} ${text}` }),
			'sameText'
		],
		[
			'accents, case and marks do not count',
			practice({ title: 'Capacitación: finanzas básicas' }),
			practice({ title: 'CAPACITACION finanzas basicas' }),
			'sameTitle'
		],
		['two years are two practices', practice({ title: 'Feria de empleo 2019' }), practice({ title: 'Feria de empleo 2020' }), undefined],
		[
			'two texts of nothing in common',
			practice({ title: 'Huerto', description: text }),
			practice({ title: 'Taller', description: words('otro') }),
			undefined
		],
		['two empty ones', practice({}), practice({}), undefined],
		[
			'a few words in common say nothing',
			practice({ description: 'Se dio un taller.' }),
			practice({ description: 'Se dio un taller.' }),
			undefined
		],
		[
			'half of the text and a like title',
			practice({ title: 'Taller de finanzas para mujeres', description: `${words('uno', 40)} ${words('dos', 100)}` }),
			practice({ title: 'Taller de finanzas para jóvenes', description: `${words('uno', 40)} ${words('tres', 100)}` }),
			'alike'
		]
	])('%s', (_, one, other, reason) => {
		expect(likeness(one, other)?.reason).toBe(reason);
		expect(likeness(other, one)?.reason).toBe(reason);
	});

	it('names and figures carry over a translation only between languages and at one institution', () => {
		const spanish = {
			description: 'Desde 2019 el SNE y ACNUR apoyaron a 1.250 personas en Tapachula y Monterrey; el 87 % encontró empleo.'
		};
		const english = { description: 'Since 2019 the SNE and ACNUR helped 1,250 people in Tapachula and Monterrey; 87 % found jobs.' };
		const at = { institutionIds: ['a'] };
		expect(likeness(practice(spanish, at), practice(english, { ...at, language: 'en' }))).toMatchObject({ reason: 'otherLanguage' });
		expect(likeness(practice(spanish, at), practice(english, { institutionIds: ['b'], language: 'en' }))).toBeNull();
		expect(likeness(practice(spanish, at), practice(english, at))).toBeNull();
	});
});
