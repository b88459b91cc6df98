// What the components promise to who cannot see them: labels tied to controls, errors in the same words twice, words beside shapes.
import type { Component } from 'svelte';
import { render } from 'svelte/server';
import { describe, expect, it } from 'vitest';
import { commonMessages } from '#messages/common.ts';
import AutosaveState from './AutosaveState.svelte';
import Checkboxes from './Checkboxes.svelte';
import CriteriaList from './CriteriaList.svelte';
import DefinitionList from './DefinitionList.svelte';
import Diff from './Diff.svelte';
import Enhance from './Enhance.svelte';
import ErrorSummary from './ErrorSummary.svelte';
import Header from './Header.svelte';
import Pagination from './Pagination.svelte';
import Radios from './Radios.svelte';
import Seal from './Seal.svelte';
import SessionWarning from './SessionWarning.svelte';
import TaskList from './TaskList.svelte';
import TextArea from './TextArea.svelte';
import TextInput from './TextInput.svelte';

const words = commonMessages('es');

function html<Props extends Record<string, unknown>>(component: Component<Props>, props: Props): string {
	return render(component as Component<Record<string, unknown>>, { props }).body.replaceAll(/<!--.*?-->/g, '');
}

describe('a field', () => {
	it('ties label, hint and error to its control', () => {
		const field = html(TextInput, { name: 'email', label: 'Correo', hint: 'Para avisarle', error: 'Escriba su correo' });
		expect(field).toContain('<label for="email">Correo</label>');
		expect(field).toContain('aria-describedby="email-hint email-error"');
		expect(field).toContain('aria-invalid="true"');
		expect(field).toContain('<p class="field-error" id="email-error">Escriba su correo</p>');
	});

	it('says optional in words, with a space before it, and never with an asterisk', () => {
		const field = html(TextInput, { name: 'phone', label: 'Teléfono', optional: words.optional });
		expect(field).toMatch(/Teléfono <span class="optional">\(opcional\)<\/span>/);
		expect(field).not.toContain('*');
		expect(field).not.toContain('aria-describedby');
	});

	it('keeps what was typed, as text', () => {
		expect(html(TextArea, { name: 'value', label: 'Texto', value: '</textarea><b>5 < 6' })).toContain(
			'&lt;/textarea>&lt;b>5 &lt; 6</textarea>'
		);
	});

	it('lets the error summary lead to the first choice of a group', () => {
		const options = ['a', 'b'].map((value) => ({ value, label: value }));
		const radios = html(Radios, { name: 'kind', label: 'Tipo', error: 'Elija el tipo', options, value: 'b' });
		expect(radios).toMatch(/<input type="radio" name="kind" id="kind" value="a"\s*\/>/);
		expect(radios).toMatch(/id="kind-1" value="b" checked/);
		expect(radios).toContain('role="radiogroup"');
		const summary = html(ErrorSummary, { title: words.errorSummary, errors: [{ field: 'kind', message: 'Elija el tipo' }] });
		expect(summary).toContain('<a href="#kind">Elija el tipo</a>');
		expect(radios).toContain('>Elija el tipo<');
	});

	it('keeps the id of a choice when the others change, unless a refusal leads to it', () => {
		const boxes = (values: string[], error?: string) =>
			html(Checkboxes, { name: 'themes', label: 'Temas', error, options: values.map((value) => ({ value, label: value })), values: [] });
		expect(boxes(['a', 'b'])).toContain('id="themes-b"');
		expect(boxes(['b', 'a'])).toContain('id="themes-b"');
		expect(boxes(['b', 'a'], 'Elija un tema')).toContain('id="themes" value="b"');
	});

	it('ticks what was ticked', () => {
		const options = ['a', 'b', 'c'].map((value) => ({ value, label: value }));
		const boxes = html(Checkboxes, { name: 'themes', label: 'Temas', options, values: ['a', 'c'] });
		expect([...boxes.matchAll(/value="(\w)" checked/g)].map((match) => match[1])).toEqual(['a', 'c']);
	});
});

it('an error summary takes the focus without a script, and is absent without errors', () => {
	expect(html(ErrorSummary, { title: 'x', errors: [{ message: 'y' }] })).toMatch(/tabindex="-1"[^>]* autofocus/);
	expect(html(ErrorSummary, { title: 'x', errors: [] }).trim()).toBe('');
});

it('the criteria stand in words beside their petal', () => {
	const list = html(CriteriaList, {
		items: [{ name: 'Resultados verificables', state: 'unmet' as const, verdict: 'no cumple todavía' }]
	});
	expect(list).toContain('class="hue-1 unmet"');
	expect(
		list
			.replaceAll(/<[^>]+>/g, '')
			.replaceAll(/\s+/g, ' ')
			.trim()
	).toBe('Resultados verificables: no cumple todavía');
});

it('the seal carries its words', () => {
	const petals = ['met', 'met', 'unmet', 'waiting'] as const;
	expect(html(Seal, { petals, size: 'tiny' as const, label: 'Práctica prometedora' })).toContain('aria-label="Práctica prometedora"');
});

it('a task is one link over the whole row, or says why it is not open yet', () => {
	const tasks = html(TaskList, {
		items: [
			{ href: '/a', name: 'Impacto positivo', state: 'En borrador', todo: true },
			{ name: 'Enviar', state: 'Cuando todo esté completo', todo: false }
		]
	});
	expect(tasks).toMatch(/<a href="\/a"><span class="name">Impacto positivo<\/span> <span class="state todo">En borrador<\/span><\/a>/);
	expect(tasks.match(/<a /g)).toHaveLength(1);
});

it('"Cambiar" says what it changes', () => {
	const list = html(DefinitionList, { rows: true, items: [{ term: 'Título', text: 'x', change: { href: '/c', label: 'Cambiar' } }] });
	expect(list).toContain('Cambiar<span class="unseen">: Título</span>');
});

it('a difference is marked and said', () => {
	const diff = html(Diff, {
		parts: [
			{ kind: 'removed' as const, text: 'muchas' },
			{ kind: 'added' as const, text: '210' }
		],
		added: 'añadido',
		removed: 'quitado'
	});
	expect(diff).toContain('<del><span class="unseen"> quitado: </span>muchas</del><ins><span class="unseen"> añadido: </span>210</ins>');
});

it('the header marks where we are; a single page of results has no pagination', () => {
	const items = [
		{ href: '/practicas', label: 'Catálogo', current: true },
		{ href: '/metodologia', label: 'Metodología' }
	];
	expect(html(Header, { product: 'Acervo', home: '/', navLabel: 'Principal', items }).match(/aria-current="page"/g)).toHaveLength(1);
	expect(html(Pagination, { label: 'Páginas' }).trim()).toBe('');
});

it('scripts are files with the version of the build', () => {
	expect(render(Enhance, { props: { scripts: ['copy'], version: '7' } }).head).toContain(
		'<script type="module" src="/enhance/copy.js?v=7"></script>'
	);
});

it('no component writes what the content policy refuses: inline style, inline script, handlers', () => {
	const all = [
		html(AutosaveState, {
			version: 3,
			state: '',
			conflictHref: '/c',
			signInHref: '/e',
			owner: 'p',
			local: false,
			timeZone: 'UTC',
			words: words.autosave
		}),
		html(SessionWarning, {
			expires: '2026-01-01T00:30:00Z',
			now: '2026-01-01T00:00:00Z',
			extendUrl: '/x',
			signInHref: '/e',
			words: words.session
		}),
		html(TextArea, { name: 'value', label: 'Texto', toolbar: words.richText })
	].join('');
	expect(all).not.toMatch(/ style=| on\w+=|<script/);
	expect(all).toContain('data-local="off"');
	expect(all).toContain('name="version" value="3"');
	expect(all).toContain('data-bold="Negrita"');
});
