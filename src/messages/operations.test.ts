import { expect, test } from 'vitest';
import { operations } from '#app/api.operations.server.ts';
import { locales } from '#platform/locale.ts';
import { contractMessages } from './contract.ts';
import { operationSummary } from './operations.ts';

test('what everybody may call is explained in every language, the rest in Spanish', () => {
	for (const operation of operations) {
		for (const locale of operation.policy === 'public' ? locales : (['es'] as const))
			expect(operationSummary(operation, locale).locale, `${operation.id} in ${locale}`).toBe(locale);
	}
});

test('every group of operations says what it is for', () => {
	for (const { id, tag } of operations)
		for (const locale of locales) expect(contractMessages(locale).tags, `${id} in ${locale}`).toHaveProperty(tag);
});
