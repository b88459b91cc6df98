// A map as data: one outline per place, in steps of its own grid.

export interface MapShape {
	/** ISO 3166-1 alpha-2 of a country, ISO 3166-2 of a state. */
	code: string;
	/** The `d` of an SVG path; a dot for a place too small to be seen. */
	path: string;
	/** Where a number stands. */
	at: readonly [x: number, y: number];
	/** Whether a number fits in. */
	hasRoom: boolean;
}

export interface MapDrawing {
	width: number;
	height: number;
	shapes: readonly MapShape[];
}
