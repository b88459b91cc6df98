// Types of programs that come without them, as far as tests use them.
declare module '@citation-js/core' {
	export class Cite {
		constructor(data: string | object, options?: { forceType?: string });
		data: Record<string, unknown>[];
	}
}
declare module '@citation-js/plugin-bibtex';
declare module '@citation-js/plugin-ris';
declare module 'jsonld' {
	interface Options {
		documentLoader(url: string): Promise<{ contextUrl: null; documentUrl: string; document: object }>;
		/** Fails where a term means nothing. */
		safe?: boolean;
	}
	const jsonld: {
		expand(data: object, options: Options): Promise<Record<string, unknown>[]>;
		toRDF(data: object, options: Options & { format: 'application/n-quads' }): Promise<string>;
	};
	export default jsonld;
}
