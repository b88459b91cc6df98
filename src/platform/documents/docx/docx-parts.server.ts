// The side parts of a Word document: which styles are bold, how lists are numbered, where links lead.
import type { ListPlace } from '../read-document.ts';
import { safeHref } from '../rich-text.ts';
import { type Attributes, walkXml } from '../xml.server.ts';
import type { Archive } from '../zip.server.ts';

export type Numbered = { id: string; level: number };
/** `outline`: level in the document's outline from 0; 9 is running text. */
export type Style = { name: string; basedOn?: string; bold?: boolean; italic?: boolean; outline?: number; numbering?: Partial<Numbered> };
type Level = { format: string; start: number };
type Numbering = {
	abstract: Map<string, Map<number, Level>>;
	instances: Map<string, { abstractId: string; restarts: Map<number, number> }>;
};
export type Relation = { type: string; target: string; isExternal: boolean };

/** Word's on/off properties: present means on, unless its value says off. */
export function isOn(attributes: Attributes): boolean {
	return !['0', 'false', 'off', 'none'].includes(attributes.val ?? '1');
}

/** Links between parts, by id; an absent part has none. */
export function readRelations(archive: Archive, part: string): Map<string, Relation> {
	const slash = part.lastIndexOf('/') + 1;
	const relations = new Map<string, Relation>();
	const bytes = archive.read(`${part.slice(0, slash)}_rels/${part.slice(slash)}.rels`);
	if (!bytes) return relations;
	walkXml(bytes, {
		open(name, { Id, Type = '', Target = '', TargetMode }) {
			if (name === 'Relationship' && Id)
				relations.set(Id, { type: Type.slice(Type.lastIndexOf('/') + 1), target: Target, isExternal: TargetMode === 'External' });
		},
		close() {}
	});
	return relations;
}

/** Name in the archive of the part that another refers to. */
export function partName(from: string, target: string): string {
	const segments = target.startsWith('/') ? [] : from.split('/').slice(0, -1);
	for (const segment of target.split('/')) {
		if (segment === '..') segments.pop();
		else if (segment !== '' && segment !== '.') segments.push(segment);
	}
	return segments.join('/');
}

/** Addresses of outside links, by relation id. */
export function linkTargets(relations: Map<string, Relation>): Map<string, string> {
	const links = new Map<string, string>();
	for (const [id, { type, target, isExternal }] of relations) {
		const href = type === 'hyperlink' && isExternal ? safeHref(target) : null;
		if (href) links.set(id, href);
	}
	return links;
}

export function readStyles(bytes: Uint8Array | undefined): Map<string, Style> {
	const styles = new Map<string, Style>();
	let style: Style = { name: '' };
	if (!bytes) return styles;
	walkXml(bytes, {
		open(name, attributes) {
			if (name === 'w:style') {
				style = { name: attributes.styleId ?? '' };
				styles.set(attributes.styleId ?? '', style);
			} else if (name === 'w:name') style.name = attributes.val ?? style.name;
			else if (name === 'w:basedOn') style.basedOn = attributes.val;
			else if (name === 'w:b') style.bold = isOn(attributes);
			else if (name === 'w:i') style.italic = isOn(attributes);
			else if (name === 'w:outlineLvl') style.outline = Number(attributes.val);
			else if (name === 'w:numId') style.numbering = { ...style.numbering, id: attributes.val };
			else if (name === 'w:ilvl') style.numbering = { ...style.numbering, level: Number(attributes.val) || 0 };
		},
		close(name) {
			if (name === 'w:style') style = { name: '' };
		}
	});
	return styles;
}

/** A property of a style or of the one it is based on. */
export function inherited<K extends keyof Style>(styles: Map<string, Style>, id: string | undefined, key: K): Style[K] | undefined {
	let style = id === undefined ? undefined : styles.get(id);
	for (let depth = 0; style && depth < 20; depth++) {
		if (style[key] !== undefined) return style[key];
		style = style.basedOn === undefined ? undefined : styles.get(style.basedOn);
	}
	return undefined;
}

/** Gives each list paragraph its kind and number, counting as Word does. Call it in document order. */
export function listCounter(bytes: Uint8Array | undefined): (numbered: Numbered) => ListPlace | undefined {
	const { abstract, instances } = readNumbering(bytes);
	const counts = new Map<string, number[]>();
	const begun = new Set<string>();
	return ({ id, level }) => {
		const instance = instances.get(id);
		const format = instance && abstract.get(instance.abstractId)?.get(level);
		if (!instance || !format || format.format === 'none') return undefined;
		const counted = counts.get(instance.abstractId) ?? [];
		counts.set(instance.abstractId, counted);
		const restart = begun.has(`${id} ${level}`) ? undefined : instance.restarts.get(level);
		begun.add(`${id} ${level}`);
		const previous = restart === undefined ? counted[level] : undefined;
		counted.length = Math.min(counted.length, level + 1);
		counted[level] = previous === undefined ? (restart ?? format.start) : previous + 1;
		return { level, kind: format.format === 'bullet' ? 'bullet' : 'number', number: counted[level] };
	};
}

function readNumbering(bytes: Uint8Array | undefined): Numbering {
	const numbering: Numbering = { abstract: new Map(), instances: new Map() };
	let levels = new Map<number, Level>();
	let level: Level = { format: 'decimal', start: 1 };
	let instance = { abstractId: '', restarts: new Map<number, number>() };
	let overridden = 0;
	if (!bytes) return numbering;
	walkXml(bytes, {
		open(name, attributes) {
			if (name === 'w:abstractNum') {
				levels = new Map();
				numbering.abstract.set(attributes.abstractNumId ?? '', levels);
			} else if (name === 'w:lvl') {
				level = { format: 'decimal', start: 1 };
				levels.set(Number(attributes.ilvl), level);
			} else if (name === 'w:numFmt') level.format = attributes.val ?? level.format;
			else if (name === 'w:start') level.start = Number(attributes.val) || 0;
			else if (name === 'w:num') {
				instance = { abstractId: '', restarts: new Map() };
				numbering.instances.set(attributes.numId ?? '', instance);
				levels = new Map();
			} else if (name === 'w:abstractNumId') instance.abstractId = attributes.val ?? '';
			else if (name === 'w:lvlOverride') overridden = Number(attributes.ilvl);
			else if (name === 'w:startOverride') instance.restarts.set(overridden, Number(attributes.val) || 0);
		},
		close() {}
	});
	return numbering;
}
