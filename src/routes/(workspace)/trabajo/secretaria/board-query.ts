// How the address of the board says what it is narrowed to; the page and its downloads read it alike.
import { BoardQuery } from '#features/assessments/schema.ts';

/** Parameter of the address for each part of the query. */
export const boardParameters = {
	q: 'q',
	call: 'convocatoria',
	state: 'estado',
	waitsFor: 'espera',
	assessor: 'evaluadora',
	overdue: 'atrasadas'
} as const satisfies Record<keyof BoardQuery, string>;

/** The query of an address; a part that makes no sense is left out. */
export function readBoardQuery(parameters: URLSearchParams): BoardQuery {
	const { shape } = BoardQuery;
	const text = (key: keyof BoardQuery) => parameters.get(boardParameters[key]) || undefined;
	return {
		q: shape.q.catch('').parse(text('q')),
		call: shape.call.catch(undefined).parse(text('call')),
		state: shape.state.catch(undefined).parse(text('state')),
		waitsFor: shape.waitsFor.catch(undefined).parse(text('waitsFor')),
		assessor: shape.assessor.catch(undefined).parse(text('assessor')),
		overdue: text('overdue') !== undefined
	};
}

/** The address's parameters of a query: `?convocatoria=CV-0001`, or nothing. */
export function boardSearch(query: Partial<BoardQuery>): string {
	const parameters = new URLSearchParams();
	for (const [key, name] of Object.entries(boardParameters) as [keyof BoardQuery, string][]) {
		const value = query[key];
		if (value) parameters.set(name, value === true ? 'si' : value);
	}
	const search = parameters.toString();
	return search && `?${search}`;
}
