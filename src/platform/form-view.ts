// What a page shows of a form: as it was typed when it was refused, as it is stored otherwise; and why it was refused.
import type { Refused } from './forms.server.ts';
import type { ProblemCode } from './problem.ts';

export interface FormView {
	isRefused: boolean;
	/** Lines of the error summary, in the order of the refusal. */
	errors: { field?: string; message: string }[];
	/** Why this field was refused, in the summary's words. */
	error(field: string): string | undefined;
	/** What was typed, or the stored value where nothing was refused. */
	text(field: string, stored?: string | null): string;
	list(field: string, stored?: string[]): string[];
	/** Whether a checkbox was ticked. */
	isOn(field: string, stored?: boolean): boolean;
}

/**
 * @param form what the page's form action returned, if anything
 * @param fieldWords one sentence per field that says what it needs, whatever was wrong with it; also names the fields of the page
 * @param problemWords the sentences of the list of failures, for what concerns no field
 */
export function formView(form: unknown, fieldWords: Partial<Record<string, string>>, problemWords: Record<ProblemCode, string>): FormView {
	const refused = isRefusal(form) ? form : undefined;
	const byField = new Map<string, string>();
	for (const { path } of refused?.fields ?? []) {
		const field = path.split('.')[0] ?? path;
		const words = fieldWords[field];
		if (words !== undefined) byField.set(field, words);
	}
	const errors = [...byField].map(([field, message]): FormView['errors'][number] => ({ field, message }));
	if (refused && errors.length === 0) errors.push({ message: problemWords[refused.problem] });
	const typed = (field: string) => refused?.values[field];
	return {
		isRefused: refused !== undefined,
		errors,
		error: (field) => byField.get(field),
		text: (field, stored) => (refused ? asText(typed(field)) : (stored ?? '')),
		list: (field, stored = []) => (refused ? asList(typed(field)) : stored),
		isOn: (field, stored = false) => (refused ? typed(field) === true : stored)
	};
}

/** What is shown of one form among several alike on a page. */
export interface FormAmong extends Pick<FormView, 'text' | 'error'> {
	/** Id of a control: the field's own name in the form that was refused, because the summary leads there. */
	id(field: string): string;
}

/** One form among several alike on a page: what was typed and refused shows only where it was. @param key the hidden field that tells them apart */
export function formAmong(view: FormView, key: string, value: string): FormAmong {
	const isThis = view.text(key) === value;
	return {
		id: (field) => (isThis ? field : `${field}-${value}`),
		text: (field, stored) => (isThis ? view.text(field, stored) : (stored ?? '')),
		error: (field) => (isThis ? view.error(field) : undefined)
	};
}

function isRefusal(form: unknown): form is Refused {
	return typeof form === 'object' && form !== null && 'problem' in form && 'values' in form;
}

const asText = (value: unknown) => (typeof value === 'string' ? value : '');
const asList = (value: unknown) => (Array.isArray(value) ? value.map(asText) : []);
