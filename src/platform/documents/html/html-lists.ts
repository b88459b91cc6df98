// Lists of a web page as they count: nested, side by side, or cut into pieces by other lists.
import type { ListPlace } from '../read-document.ts';

const deepestLevel = 8;

/** `number`: that of the open item; `item`: whether one is open, and whether it has text already. */
type OpenList = { kind: 'bullet' | 'number'; level: number; start: number; next: number; number: number; item: 'none' | 'new' | 'begun' };
/** The last numbered item of a level. `isCut`: deeper items or text outside of the list came after it. */
type NumberedAbove = { start: number; next: number; isCut: boolean };

/** The lists of the page, or of one cell. Paragraphs and items are told to it in their order. */
export class HtmlLists {
	private readonly lists: OpenList[] = [];
	/** What stands above on each level, as deep as the last item; empty after running text. */
	private above: (NumberedAbove | null)[] = [];

	/** `level` where the page tells it otherwise than by nesting; levels count from 0. */
	open(kind: 'bullet' | 'number', start: number, level = this.lists.length): void {
		const depth = Math.min(level, deepestLevel);
		const above = this.above[depth];
		// LibreOffice ends a list where a deeper one or text without a number begins, and begins it again without going on counting.
		const next = kind === 'number' && above?.isCut && above.start === start ? above.next : start;
		this.lists.push({ kind, level: depth, start, next, number: next, item: 'none' });
	}

	close(): void {
		this.lists.pop();
	}

	/** An item outside of any list is one of a list that `open` was not told of. */
	startItem(value: number | undefined): void {
		const list = this.lists.at(-1);
		if (!list) return;
		list.number = value ?? list.next;
		list.next = list.number + 1;
		list.item = 'new';
	}

	endItem(): void {
		const list = this.lists.at(-1);
		if (list) list.item = 'none';
	}

	get isEmpty(): boolean {
		return this.lists.length === 0;
	}

	/** Whether the text to come stands in a list but in no item of it. */
	get isBetweenItems(): boolean {
		return this.lists.at(-1)?.item === 'none';
	}

	/** Place of a paragraph by the lists around it. */
	place(): ListPlace | undefined {
		const list = this.lists.at(-1);
		if (!list) return undefined;
		if (list.item === 'new') {
			list.item = 'begun';
			return this.addItem(list.level, list.kind, list.number, list.start);
		}
		return list.item === 'begun' || this.above.length > 0 ? { level: list.level, kind: 'continuation', number: 0 } : undefined;
	}

	/** Place of an item that the page marks by other means than a list. */
	addItem(level: number, kind: 'bullet' | 'number', number: number, start = number): ListPlace {
		const depth = Math.min(level, deepestLevel);
		for (const item of this.above.slice(0, depth)) if (item) item.isCut = true;
		while (this.above.length < depth) this.above.push(null);
		this.above.length = depth;
		this.above.push(kind === 'number' ? { start, next: number + 1, isCut: false } : null);
		return { level: depth, kind, number };
	}

	/** Place of a paragraph that continues the item above, at most as deep as that; none after running text. */
	continued(level: number): ListPlace | undefined {
		if (this.above.length === 0 || level < 0) return undefined;
		const item = this.above.at(-1);
		if (item) item.isCut = true;
		return { level: Math.min(level, this.above.length - 1), kind: 'continuation', number: 0 };
	}

	/** Running text or a table: what comes next continues no item. */
	end(): void {
		this.above = [];
	}
}
