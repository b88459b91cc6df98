// Lists of an OpenDocument text as they count: nested, interrupted, taken up again.

import type { ListPlace } from '../read-document.ts';
import type { Attributes } from '../xml.server.ts';
import type { OdtStyles } from './odt-styles.ts';

const deepestLevel = 8;

/** The last number of each level; one such count per list, or for all lists of a style that continue each other. */
type Counts = number[];
/** `style`: '' where only the paragraphs name one. */
type OpenItem = { style: string; counts: Counts; isBegun: boolean; start?: number };
type OpenList = { style: string; level: number; counts: Counts; item: OpenItem | null };

/** Is told of lists, items and paragraphs in the order of the document. */
export class OdtLists {
	private readonly styles: OdtStyles;
	/** Those of the body, and over them those of the cells and boxes that are open. */
	private readonly open: OpenList[][] = [[]];
	private readonly byId = new Map<string, { style: string; counts: Counts }>();
	private readonly byStyle = new Map<string, Counts>();

	constructor(styles: OdtStyles) {
		this.styles = styles;
	}

	/** A cell or box begins, where no list of around goes on. */
	enter(): void {
		this.open.push([]);
	}

	leave(): void {
		if (this.open.length > 1) this.open.pop();
	}

	/** A list in an item counts with the one around it when both have one style. */
	startList(attributes: Attributes): void {
		const outer = this.here().at(-1);
		const style = attributes['style-name'] ?? outer?.style ?? '';
		const counts = outer?.style === style ? outer.counts : this.countsOf(attributes, style);
		if (attributes.id) this.byId.set(attributes.id, { style, counts });
		this.byStyle.set(style, counts);
		this.here().push({ style, level: outer ? Math.min(outer.level + 1, deepestLevel) : 0, counts, item: null });
	}

	/** A list goes on counting where it says so: with the list it names, or with the last one of its style. */
	private countsOf(attributes: Attributes, style: string): Counts {
		const named = this.byId.get(attributes['continue-list'] ?? '');
		if (named?.style === style) return named.counts;
		const continues = attributes['continue-list'] !== undefined || attributes['continue-numbering'] === 'true';
		return (continues && this.byStyle.get(style)) || [];
	}

	/** An item that stands for itself, without a list around it; `endList` ends it. */
	startNumbered(attributes: Attributes): void {
		const style = attributes['style-name'] ?? '';
		const id = attributes['list-id'] ?? '';
		const counts = this.byId.get(id)?.counts ?? [];
		if (id !== '') this.byId.set(id, { style, counts });
		const level = Math.min(Math.max(Number(attributes.level ?? 1) - 1, 0) || 0, deepestLevel);
		this.here().push({ style, level, counts, item: null });
		this.startItem(attributes);
	}

	endList(): void {
		this.here().pop();
	}

	/** An item may be one of another style than its list, and counts with that. */
	startItem(attributes: Attributes): void {
		const list = this.here().at(-1);
		if (!list) return;
		const style = attributes['style-override'] ?? list.style;
		const counts = style === list.style ? list.counts : (this.byStyle.get(style) ?? []);
		this.byStyle.set(style, counts);
		const start = attributes['start-value'];
		list.item = { style, counts, isBegun: false, ...(start !== undefined && { start: Number(start) || 0 }) };
	}

	/** Text at the head of a list, without bullet or number. */
	startHeader(): void {
		const list = this.here().at(-1);
		if (list) list.item = { style: list.style, counts: list.counts, isBegun: true };
	}

	endItem(): void {
		const list = this.here().at(-1);
		if (list) list.item = null;
	}

	get isInItem(): boolean {
		return Boolean(this.here().at(-1)?.item);
	}

	/** Place of a paragraph in the open item; none where the style of the list shows neither bullet nor number. */
	place(paragraphStyle: string | undefined): ListPlace | undefined {
		const list = this.here().at(-1);
		if (!list?.item) return undefined;
		const { item, level } = list;
		if (item.isBegun) return { level, kind: 'continuation', number: 0 };
		item.isBegun = true;
		const format = this.styles.listLevel(item.style || this.styles.inherited('paragraph', paragraphStyle, 'listStyle'), level);
		if (format && !format.kind) return undefined;
		const { counts } = item;
		const previous = counts[level];
		counts.length = Math.min(counts.length, level + 1);
		counts[level] = item.start ?? (previous === undefined ? (format?.start ?? 1) : previous + 1);
		return { level, kind: format?.kind ?? 'bullet', number: counts[level] };
	}

	private here(): OpenList[] {
		return this.open.at(-1) ?? [];
	}
}
