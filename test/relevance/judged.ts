// The relevance set as it lies beside this file: invented practices, and questions with their judged answers.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { PracticeClass, PracticeKind } from '#features/methodology/schema.ts';
import { Locale } from '#platform/locale.ts';

/** A practice that nobody ever carried out, by institutions that do not exist. */
export const JudgedPractice = z.object({
	slug: z.string(),
	language: Locale,
	title: z.string(),
	abstract: z.string(),
	description: z.string(),
	problem: z.string(),
	results: z.string().default(''),
	kind: PracticeKind,
	groups: z.array(z.string()),
	themes: z.array(z.string()),
	places: z.array(z.string()),
	detail: z.string().default(''),
	conditions: z.array(z.string()),
	conditionsOther: z.string().default(''),
	cost: z.string(),
	/** Year and month. */
	start: z.string(),
	institutions: z.array(z.string()),
	class: PracticeClass
});
export type JudgedPractice = z.infer<typeof JudgedPractice>;

/** A question somebody might type. What is `held` was set apart before the search was tuned, and is never tuned on. */
export const JudgedQuery = z.object({
	q: z.string(),
	/** What it tries. */
	asks: z.string(),
	part: z.enum(['tuning', 'held']),
	relevant: z.record(z.string(), z.number().int().min(1).max(3))
});
export type JudgedQuery = z.infer<typeof JudgedQuery>;

export function readPractices(): JudgedPractice[] {
	return z.array(JudgedPractice).parse(readJson('practices.json'));
}

export function readQueries(): JudgedQuery[] {
	return z.array(JudgedQuery).parse(readJson('queries.json'));
}

/** Questions about the practices that lie in ../shared/examples, by their ids in its manifest. */
export function readExampleQueries(): JudgedQuery[] {
	return z.array(JudgedQuery).parse(readJson('example-queries.json'));
}

function readJson(name: string): unknown {
	return JSON.parse(readFileSync(path.join(import.meta.dirname, name), 'utf8'));
}
