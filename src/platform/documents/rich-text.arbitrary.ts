// Generated rich text for property tests: everything that has ever broken a Markdown writer or a Word reader.
import fc from 'fast-check';
import type { Block, List, Run } from './rich-text.ts';

const words = fc.constantFrom(
	'práctica',
	'SNE',
	'número',
	'3',
	'الممارسة الجيدة',
	'שלום',
	'👩🏽‍🏫',
	'🇲🇽',
	'e\u0301',
	'日本',
	'\u00a0',
	'\u00ad',
	'\u200b'
);
const traps = fc.constantFrom(
	'-',
	'- ',
	'* ',
	'+ ',
	'• ',
	'1. ',
	'2) ',
	'2021. ',
	'# ',
	'*',
	'**',
	'***',
	'****',
	'_',
	'\\',
	'\\\\',
	'[',
	']',
	'](',
	'(',
	')',
	'<b>',
	'&amp;',
	'&',
	'`',
	'|',
	'>',
	'~',
	'!',
	'.',
	'\n',
	'\n\n',
	' ',
	'  ',
	'\t'
);
const text = fc
	.array(fc.oneof(words, words, traps, fc.string({ maxLength: 6, unit: 'grapheme' })), { minLength: 1, maxLength: 6 })
	.map((parts) => parts.join(''));
const href = fc.constantFrom(
	'https://example.org/',
	'http://example.org/a_(b)?c=*d*',
	'https://example.org/(((',
	'mailto:red@example.org',
	'https://example.org/ñ\\x'
);
const mark = fc.constantFrom(true as const, undefined);

const run: fc.Arbitrary<Run> = fc.record({ text, bold: mark, italic: mark, href: fc.option(href, { nil: undefined, freq: 4 }) });

/** Paragraphs and nested lists of such runs. Not in normal form: empty parts, unmerged runs and blank edges occur. */
export function richTextOf(run: fc.Arbitrary<Run>): fc.Arbitrary<Block[]> {
	const runs = fc.array(run, { maxLength: 4 });
	const { blocks } = fc.letrec<{ blocks: Block[]; list: List; paragraph: Block }>((tie) => ({
		blocks: fc.array(fc.oneof({ depthSize: 'small' }, tie('paragraph'), tie('list')), { maxLength: 4 }),
		paragraph: fc.record({ kind: fc.constant('paragraph' as const), runs }),
		list: fc.record({
			kind: fc.constant('list' as const),
			ordered: fc.boolean(),
			start: fc.constantFrom(1, 1, 2, 7, 2021),
			items: fc.array(fc.record({ runs, blocks: tie('blocks') }), { minLength: 1, maxLength: 3 })
		})
	}));
	return blocks;
}

export const richText = richTextOf(run);
