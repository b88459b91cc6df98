// What every question of a form shares, whatever control answers it.

/** The texts around a control. `id` is where an error summary links to; without one the name serves. */
export interface Question {
	name: string;
	id?: string;
	label: string;
	hint?: string;
	/** Why the answer was refused, in the words the summary uses. */
	error?: string;
	/** The word "(optional)" in the reader's language, only where an answer may be left out. */
	optional?: string;
}

/** What a form knows of its fields: what was typed or is stored, and why it was refused. */
export interface Answers {
	text(field: string, stored?: string | null): string;
	error(field: string): string | undefined;
}

/** The attributes that tie a control to its label, hint and error. */
export interface ControlAttributes {
	id: string;
	'aria-describedby': string | undefined;
	'aria-invalid': true | undefined;
}

/** One answer somebody can choose. */
export interface Choice {
	value: string;
	label: string;
	hint?: string;
	/** A short sign before the label, such as the number of a level. */
	mark?: string;
	/** How many results choosing it would give. */
	count?: number;
}

/** Ids of a control's hint and error, the hint first; undefined, so that no attribute is written, when it has neither. */
export function describedBy(id: string, texts: Pick<Question, 'hint' | 'error'>): string | undefined {
	const ids = [texts.hint && `${id}-hint`, texts.error && `${id}-error`].filter(Boolean);
	return ids.length > 0 ? ids.join(' ') : undefined;
}
