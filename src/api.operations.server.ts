// Every operation of the API, by feature.
import { assessmentOperations } from '#features/assessments/api.server.ts';
import { catalogueOperations } from '#features/catalogue/api.server.ts';
import { evidenceOperations } from '#features/evidence/api.server.ts';
import { exchangeOperations } from '#features/exchange/api.server.ts';
import { institutionOperations } from '#features/institutions/api.server.ts';
import { journalOperations } from '#features/journal/api.server.ts';
import { methodologyOperations } from '#features/methodology/api.server.ts';
import { practiceOperations } from '#features/practices/api.server.ts';
import type { AnyOperation } from '#platform/http/api.ts';

// `/practices/mine` must be asked before `/practices/{code}`.
export const operations: AnyOperation[] = [
	...practiceOperations,
	...assessmentOperations,
	...exchangeOperations,
	...evidenceOperations,
	...institutionOperations,
	...journalOperations,
	...methodologyOperations,
	...catalogueOperations
];
