// A browser without a screen: keeps cookies, posts forms with the right origin, and follows nothing by itself.
import { DomUtils, parseDocument } from 'htmlparser2';

type Element = NonNullable<ReturnType<typeof DomUtils.findOne>>;

export interface Visit {
	status: number;
	/** Where a redirect leads, without the origin. */
	location: string | null;
	headers: Headers;
	html: string;
}

export class Visitor {
	readonly #origin: string;
	readonly #cookies = new Map<string, string>();

	constructor(origin: string) {
		this.#origin = origin;
	}

	get(path: string): Promise<Visit> {
		return this.#ask(path, {});
	}

	/** @param fields of the form, in order; a name may stand several times */
	post(path: string, fields: Record<string, string> | [string, string][], headers: Record<string, string> = {}): Promise<Visit> {
		return this.#ask(path, { method: 'POST', body: new URLSearchParams(fields), headers: { origin: this.#origin, ...headers } });
	}

	/** As if the session had ended, or the browser had been closed. */
	forgetCookies(): void {
		this.#cookies.clear();
	}

	hasCookie(name: string): boolean {
		return this.#cookies.has(name);
	}

	async #ask(path: string, init: RequestInit): Promise<Visit> {
		const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
		const headers = { accept: 'text/html', ...(init.headers as Record<string, string>), ...(cookie ? { cookie } : {}) };
		const response = await fetch(new URL(path, this.#origin), { ...init, headers, redirect: 'manual' });
		for (const set of response.headers.getSetCookie()) this.#keep(set);
		const location = response.headers.get('location');
		return {
			status: response.status,
			location: location?.replace(this.#origin, '') ?? null,
			headers: response.headers,
			html: await response.text()
		};
	}

	#keep(setCookie: string): void {
		const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(setCookie) ?? [];
		if (/max-age=0/i.test(setCookie)) this.#cookies.delete(name);
		else this.#cookies.set(name, value);
	}
}

/** The hidden fields of the first form that posts to `action` (`''`: to its own page), as a browser would send them untouched. */
export function fieldsOf(html: string, action: string): [string, string][] {
	const isWanted = ({ name, attribs }: Element) => name === 'form' && (attribs.action ?? '') === action;
	const form = DomUtils.findOne(isWanted, parseDocument(html).children);
	if (!form) throw new Error(`no form posts to ${action || 'its own page'}`);
	return DomUtils.getElementsByTagName('input', form)
		.filter(({ attribs }) => attribs.type === 'hidden' && attribs.name)
		.map(({ attribs: { name = '', value = '' } }) => [name, value]);
}

/** Text of a page without its tags. */
export function textOf(html: string): string {
	return DomUtils.textContent(parseDocument(html)).replaceAll(/\s+/g, ' ');
}

/** Text of the page at an address. */
export async function textAt(visitor: Visitor, address: string): Promise<string> {
	return textOf((await visitor.get(address)).html);
}
