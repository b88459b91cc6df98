import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseMarkdown, toHtml, toMarkdown, toPlainText } from './markdown.ts';
import { richText } from './rich-text.arbitrary.ts';
import { type Block, normalise, type RichText, type Run } from './rich-text.ts';

const plain = (text: string): RichText => [{ kind: 'paragraph', runs: [{ text }] }];
const roundTrip = (text: string) => toMarkdown(parseMarkdown(text));

describe('parseMarkdown', () => {
	it('nests lists by two spaces, under bullets and numbers', () => {
		const [list] = parseMarkdown('- a\n  1. b\n    - c\n  2. d\n- e');
		const item = (text: string, blocks: Block[] = []) => ({ runs: [{ text }], blocks });
		const inner: Block = { kind: 'list', ordered: false, start: 1, items: [item('c')] };
		const numbers: Block = { kind: 'list', ordered: true, start: 1, items: [item('b', [inner]), item('d')] };
		expect(list).toEqual({ kind: 'list', ordered: false, start: 1, items: [item('a', [numbers]), item('e')] });
	});

	it('reads marks, links and line breaks', () => {
		const runs: Run[] = [
			{ text: 'Con ' },
			{ text: 'tres ', bold: true },
			{ text: 'grupos', bold: true, italic: true },
			{ text: '\ny un ' },
			{ text: 'manual', href: 'https://example.org/a_(b)' }
		];
		expect(parseMarkdown('Con **tres *grupos***\ny un [manual](https://example.org/a_(b))')).toEqual([{ kind: 'paragraph', runs }]);
	});

	it.each([
		'# Título',
		'<b>x</b> & <script>alert(1)</script>',
		'`código`',
		'> cita',
		'| a | b |',
		'---',
		'5 * 3 * 2',
		'a_b_c __d__',
		'[x](javascript:alert(1))',
		'-',
		'-5',
		'#1',
		'C:\\datos',
		'&amp;',
		'https://example.org/?a=1*2',
		'[pendiente]',
		'2 ** 3',
		'1.5 veces'
	])('keeps %j as the text it is, without escapes', (text) => {
		expect(parseMarkdown(text)).toEqual(plain(text));
		expect(roundTrip(text)).toBe(text);
	});

	it('keeps the number a list begins with', () => {
		expect(roundTrip('2021. Inicio del programa')).toBe('2021. Inicio del programa');
		expect(roundTrip('1. a\n1. b\n1. c')).toBe('1. a\n2. b\n3. c');
	});

	it('escapes only what would read as something else', () => {
		expect(toMarkdown(plain('- no es lista'))).toBe('\\- no es lista');
		expect(toMarkdown(plain('2021. No es lista'))).toBe('2021\\. No es lista');
		expect(toMarkdown(plain('dato* y **otro**'))).toBe('dato\\* y \\*\\*otro\\*\\*');
		expect(toMarkdown([{ kind: 'paragraph', runs: [{ text: 'Nota:', bold: true }, { text: 'texto' }] }])).toBe('**Nota:**texto');
	});

	it('takes pasted bullets of word processors', () => {
		expect(roundTrip('•\tUno\n•\tDos')).toBe('- Uno\n- Dos');
	});

	it('is quick on long runs of marks and blanks', () => {
		const started = performance.now();
		for (const unit of ['*', '[', '[a](http://x', '\\', ' ', '\n', '(', '- ', '**a', '1. ', '`', '<'])
			parseMarkdown(unit.repeat(60_000 / unit.length));
		expect(performance.now() - started).toBeLessThan(15_000);
	});
});

describe('one spelling per text', () => {
	it('parse(toMarkdown(x)) = x', () => {
		fc.assert(
			fc.property(richText, (text) => {
				expect(parseMarkdown(toMarkdown(text))).toEqual(normalise(text));
			}),
			{ numRuns: 300 }
		);
	});

	it('normalise is idempotent', () => {
		fc.assert(
			fc.property(richText, (text) => {
				expect(normalise(normalise(text))).toEqual(normalise(text));
			})
		);
	});

	it('writing what was read from any text is a fixpoint', () => {
		const lines = fc.array(fc.stringMatching(/^[ \t]{0,5}(?:[-*+•]|[0-9]{1,3}[.)])?[ a*_[\]()\\<>#~é\u00a0-]{0,12}$/), { maxLength: 8 });
		fc.assert(
			fc.property(
				fc.oneof(
					fc.string({ unit: 'binary' }),
					lines.map((each) => each.join('\n'))
				),
				(text) => {
					const once = roundTrip(text);
					expect(roundTrip(once)).toBe(once);
				}
			),
			{ numRuns: 300 }
		);
	});

	it.skipIf(!existsSync('../shared/seed/expected.json'))(
		'the expected values of the official example are fixpoints (needs ../shared/seed)',
		() => {
			const { fields } = JSON.parse(readFileSync('../shared/seed/expected.json', 'utf8')) as { fields: Record<string, string> };
			for (const value of Object.values(fields)) expect(roundTrip(value)).toBe(value);
		}
	);
});

describe('toHtml and toPlainText', () => {
	it('escapes all text and links only to web and mail', () => {
		const html = toHtml(
			parseMarkdown('- **a<b**\n- [x"y](https://e.org/?a="b"&c) [z](javascript:alert(1)) <img src=x onerror=alert(1)>\nfin')
		);
		expect(html).toBe(
			'<ul><li><strong>a&lt;b</strong></li><li><a href="https://e.org/?a=%22b%22&amp;c" rel="nofollow noopener">x&quot;y</a> [z](javascript:alert(1)) &lt;img src=x onerror=alert(1)&gt;<br>fin</li></ul>'
		);
	});

	it('has no tag beyond its own, whatever the text', () => {
		fc.assert(
			fc.property(richText, (text) => {
				const rest = toHtml(text).replace(
					/<(?:\/?(?:p|ul|ol|li|strong|em|a)|br|ol start="\d+"|a href="(?:https?:|mailto:)[^"<>]*" rel="nofollow noopener")>/g,
					''
				);
				expect(rest).not.toMatch(/[<>"]/);
			})
		);
	});

	it('gives the words alone', () => {
		expect(toPlainText(parseMarkdown('a **b**\n\n- c\n  - [d](https://e.org)'))).toBe('a b\nc\nd');
	});
});
