// Styles of an OpenDocument text: which are bold, hidden, headings or text continued below an item, and how lists are numbered.
import type { Attributes } from '../xml.server.ts';

/** `isAutomatic`: made by direct formatting, without a name that a person has seen. `listStyle`: '' says expressly that it is no list. */
export type OdtStyle = {
	name: string;
	parent?: string;
	isAutomatic: boolean;
	bold?: boolean;
	italic?: boolean;
	isHidden?: boolean;
	listStyle?: string;
	outline?: number;
};
/** Without a kind the level shows neither bullet nor number. */
export type OdtListLevel = { kind?: 'bullet' | 'number'; start: number };
type Family = 'paragraph' | 'text';

const deepestParent = 20;

/** Collects styles while `walkXml` passes them; a part of the document hands its elements on. */
export class OdtStyles {
	private readonly styles = new Map<string, OdtStyle>();
	private readonly lists = new Map<string, Map<number, OdtListLevel>>();
	private style: OdtStyle | null = null;
	private list: Map<number, OdtListLevel> | null = null;

	open(name: string, attributes: Attributes, isAutomatic: boolean): void {
		if (name === 'style:style') this.startStyle(attributes, isAutomatic);
		else if (name === 'style:text-properties' && this.style) readTextProperties(this.style, attributes);
		else if (name === 'text:list-style') {
			this.list = new Map();
			this.lists.set(attributes.name ?? '', this.list);
		} else if (name.startsWith('text:list-level-style-')) this.list?.set(Number(attributes.level), listLevel(name, attributes));
	}

	close(name: string): void {
		if (name === 'style:style') this.style = null;
		else if (name === 'text:list-style') this.list = null;
	}

	private startStyle(attributes: Attributes, isAutomatic: boolean): void {
		const name = (attributes['display-name'] ?? attributes.name ?? '').replaceAll('_20_', ' ');
		const outline = Number(attributes['default-outline-level']);
		this.style = { name, isAutomatic, parent: attributes['parent-style-name'], listStyle: attributes['list-style-name'] };
		if (outline > 0) this.style.outline = outline;
		this.styles.set(`${attributes.family} ${attributes.name}`, this.style);
	}

	find(family: Family, name: string | undefined): OdtStyle | undefined {
		return name === undefined ? undefined : this.styles.get(`${family} ${name}`);
	}

	/** A property of a style or of the nearest one it is based on that has it. */
	inherited<K extends keyof OdtStyle>(family: Family, name: string | undefined, key: K): OdtStyle[K] | undefined {
		return this.lineage(family, name).find((style) => style[key] !== undefined)?.[key];
	}

	/** The name that a person sees for the style, that of the one below direct formatting. */
	visibleName(name: string | undefined): string {
		return this.lineage('paragraph', name).find((style) => !style.isAutomatic)?.name ?? name?.replaceAll('_20_', ' ') ?? '';
	}

	/** `level` from 0; `undefined` where the list style does not tell. */
	listLevel(style: string | undefined, level: number): OdtListLevel | undefined {
		return this.lists.get(style ?? '')?.get(level + 1);
	}

	private lineage(family: Family, name: string | undefined): OdtStyle[] {
		const line: OdtStyle[] = [];
		for (let style = this.find(family, name); style && line.length < deepestParent; style = this.find(family, style.parent))
			line.push(style);
		return line;
	}
}

function readTextProperties(style: OdtStyle, attributes: Attributes): void {
	const weight = attributes['font-weight'];
	const slope = attributes['font-style'];
	if (weight !== undefined) style.bold = weight === 'bold' || Number(weight) >= 600;
	if (slope !== undefined) style.italic = slope === 'italic' || slope === 'oblique';
	if (attributes.display !== undefined) style.isHidden = attributes.display === 'none';
}

function listLevel(name: string, attributes: Attributes): OdtListLevel {
	const start = Number(attributes['start-value'] ?? 1) || 0;
	if (name !== 'text:list-level-style-number') return { kind: 'bullet', start };
	return { start, ...(attributes['num-format'] && { kind: 'number' as const }) };
}
