// No address may carry somebody to another site after signing in.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ownPath } from './own-path.ts';

describe('ownPath', () => {
	it.each(['/trabajo', '/en/trabajo/practicas/AC-0001/resultados?/save', '/trabajo/personas?q=Mar%C3%ADa&rol=author'])(
		'keeps %s',
		(path) => {
			expect(ownPath(path, '/x')).toBe(path);
		}
	);

	it.each([
		'',
		'trabajo',
		'https://elsewhere.example/',
		'//elsewhere.example',
		'///elsewhere.example',
		'/\\elsewhere.example',
		'/\t/elsewhere.example',
		'/\n/elsewhere.example',
		'/.//elsewhere.example',
		'/trabajo/..//elsewhere.example',
		'/%2e//elsewhere.example',
		'javascript:alert(1)',
		' /trabajo',
		undefined,
		null,
		['/trabajo']
	])('refuses %j', (given) => {
		expect(ownPath(given, '/x')).toBe('/x');
	});

	it('never leaves the site, whatever a browser makes of the answer', () => {
		const piece = fc.constantFrom('/', '\\', '.', '..', '%2f', '%5c', '\t', '\n', ':', '@', '?', '#', 'a', 'elsewhere.example', 'https:');
		fc.assert(
			fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
				const path = ownPath(`/${pieces.join('')}`, '/x');
				expect(new URL(path, 'https://acervo.example').origin).toBe('https://acervo.example');
			})
		);
	});
});
