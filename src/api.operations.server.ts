// Every operation of the API, by feature.
import { assessmentOperations } from '#features/assessments/api/case.server.ts';
import { commentOperations } from '#features/assessments/api/comments.server.ts';
import { hearingOperations } from '#features/assessments/api/hearing.server.ts';
import { revisionOperations } from '#features/assessments/api/revision.server.ts';
import { seatOperations } from '#features/assessments/api/seats.server.ts';
import { authorisationOperations } from '#features/authorisations/api.server.ts';
import { calibrationOperations } from '#features/calibration/api.server.ts';
import { callOperations } from '#features/calls/api.server.ts';
import { catalogueOperations } from '#features/catalogue/api.server.ts';
import { collectionOperations } from '#features/collections/api.server.ts';
import { committeeOperations } from '#features/committee/api.server.ts';
import { contactOperations } from '#features/contact/api.server.ts';
import { erasureOperations } from '#features/erasure/api.server.ts';
import { evidenceOperations } from '#features/evidence/api.server.ts';
import { exchangeOperations } from '#features/exchange/api.server.ts';
import { figuresOperations } from '#features/figures/api.server.ts';
import { followingOperations } from '#features/following/api.server.ts';
import { institutionOperations } from '#features/institutions/api.server.ts';
import { journalOperations } from '#features/journal/api.server.ts';
import { labelOperations } from '#features/labels/api.server.ts';
import { methodologyOperations } from '#features/methodology/api.server.ts';
import { noticeOperations } from '#features/notices/api.server.ts';
import { offlineOperations } from '#features/offline/api.server.ts';
import { openDataOperations } from '#features/opendata/api.server.ts';
import { peopleOperations } from '#features/people/api.server.ts';
import { planOperations } from '#features/plans/api.server.ts';
import { practiceOperations } from '#features/practices/api.server.ts';
import { selfAssessmentOperations } from '#features/selfassessment/api.server.ts';
import { thesaurusOperations } from '#features/thesaurus/api.server.ts';
import { translationOperations } from '#features/translations/api.server.ts';
import type { AnyOperation } from '#platform/http/api.ts';

// `/practices/mine` must be asked before `/practices/{code}`.
export const operations: AnyOperation[] = [
	...practiceOperations,
	...selfAssessmentOperations,
	...callOperations,
	...assessmentOperations,
	...commentOperations,
	...offlineOperations,
	...hearingOperations,
	...seatOperations,
	...revisionOperations,
	...labelOperations,
	...authorisationOperations,
	...planOperations,
	...translationOperations,
	...erasureOperations,
	...calibrationOperations,
	...committeeOperations,
	...exchangeOperations,
	...evidenceOperations,
	...figuresOperations,
	...followingOperations,
	...institutionOperations,
	...thesaurusOperations,
	...journalOperations,
	...noticeOperations,
	...peopleOperations,
	...methodologyOperations,
	...openDataOperations,
	...catalogueOperations,
	...collectionOperations,
	...contactOperations
];
