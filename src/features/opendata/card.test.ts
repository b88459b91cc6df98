// The card that other sites show, the picture beside links, and the writer of XML: whatever a text says, it is text.

import fc from 'fast-check';
import { Parser } from 'htmlparser2';
import { describe, expect, it } from 'vitest';
import { hasProgram, hostilePractice, hostileText, hostileTexts, runProgram } from '../../../test/open-data.ts';
import { cardSvg, embedCode, previewSvg } from './rules/card.ts';
import { element, xmlDocument } from './rules/xml.ts';

/** Names of all elements, and all attributes that may run something. */
function namesIn(markup: string, isXml: boolean): { elements: Set<string>; attributes: Set<string> } {
	const [elements, attributes] = [new Set<string>(), new Set<string>()];
	const parser = new Parser(
		{
			onopentag(name, given) {
				elements.add(name);
				for (const key of Object.keys(given)) attributes.add(key);
			}
		},
		{ xmlMode: isXml }
	);
	parser.end(markup);
	return { elements, attributes };
}

describe('a card', () => {
	it.each([
		['for pages', cardSvg, []],
		['beside links', previewSvg, ['tspan']]
	])('%s is a drawing of shapes and words, and nothing else', (_, drawn, besides) => {
		const svg = drawn(hostilePractice(), ['met', 'unmet', 'waiting', 'met']);
		const { elements, attributes } = namesIn(svg, true);
		expect([...elements].filter((name) => !besides.includes(name as never)).toSorted()).toEqual(['g', 'path', 'rect', 'svg', 'text']);
		expect([...attributes].filter((name) => /^on|href|style/.test(name))).toEqual([]);
		expect(svg).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
	});

	it('gives capitals more room, and scripts of their own faces beside links', () => {
		const linesOf = (title: string) =>
			previewSvg(hostilePractice({ title, marks: [] }), []).match(/<text[^>]*font-weight="600"[^>]*>.*?<\/text>/g);
		const title = 'Ferias de empleo con empresas comprometidas';
		expect(linesOf(title)).toHaveLength(2);
		expect(linesOf(title.toUpperCase())).toHaveLength(3);
		expect(linesOf('Curso دورة תרגול 🌱 ©')?.join('')).toMatch(
			/>Curso <tspan font-family="Noto Sans Arabic">دورة <\/tspan><tspan font-family="Noto Sans Hebrew">תרגול\s*<\/tspan> ?©</
		);
	});

	it('leaves pictographs out of every line beside links, which would be drawn empty with them', () => {
		const practice = hostilePractice({ title: 'Feria 🌱', marks: ['nueva ✨'] });
		const svg = previewSvg({ ...practice, publisher: { ...practice.publisher, network: 'Red 🌎 viva' } }, []);
		expect(svg.replace(/aria-label="[^"]*"/, '')).not.toMatch(/\p{Extended_Pictographic}/u);
	});

	it('shortens what is long and leaves nothing out of what is heard', () => {
		const title = 'Un título larguísimo que sigue y sigue '.repeat(12).trim();
		const svg = cardSvg(hostilePractice({ title, marks: [] }), ['met', 'met', 'met', 'met']);
		expect(svg).toContain(`aria-label="Práctica prometedora: ${title}"`);
		expect(svg.match(/font-weight="600"/g)).toHaveLength(3);
		expect(svg).toContain('…</text>');
	});

	it('is shown by code that holds a link and a picture', () => {
		const code = embedCode(hostilePractice(), 'https://acervo.example.org/practicas/AC-0042');
		const { elements, attributes } = namesIn(code, false);
		expect([...elements]).toEqual(['a', 'img']);
		expect([...attributes].toSorted()).toEqual(['alt', 'height', 'href', 'src', 'width']);
	});
});

describe('the writer of XML', () => {
	it('drops what XML cannot hold and keeps the rest', () => {
		const written = xmlDocument(element('a', { b: `"${hostileText}` }, hostileText, undefined, element('c', {})));
		expect(written).not.toContain(']]>');
		expect(written).not.toMatch(/<(script|img|!)/);
		// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
		expect(written).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe]/);
		expect(written.endsWith('<c/></a>\n')).toBe(true);
	});

	it.skipIf(!hasProgram('xmllint', ['--version']))('gives what xmllint reads, of any text (needs xmllint)', () => {
		const anything = fc.string({ unit: 'binary', maxLength: 200 });
		const made: string[] = [];
		fc.assert(
			fc.property(anything, anything, (text, value) => {
				made.push(element('a', { b: value, c: text }, text, value).markup);
			}),
			{ numRuns: 2000 }
		);
		made.push(...hostileTexts.map((text) => element('a', { b: text }, text).markup), element('a', {}, '\ud800\u0000\udfff').markup);
		expect(runProgram('xmllint', ['--noout', '-'], xmlDocument({ markup: `<all>${made.join('')}</all>` }))).toBe('');
	});
});
