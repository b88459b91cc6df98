// What may follow a state of a practice, written down here once more, from the domain page and not from the code, for every test that
// acts at random.
import type { PracticeState } from '#features/practices/schema.ts';

/**
 * `published` follows wherever a revision of a published text can be given up, `retired` wherever one stands in public; `draft` follows a
 * verdict without label.
 */
export const practiceFollows: Record<string, string[]> = {
	draft: ['submitted', 'withdrawn', 'published', 'retired'],
	submitted: ['requirements', 'withdrawn', 'published', 'retired'],
	requirements: ['assessment', 'returned', 'withdrawn', 'published', 'retired'],
	assessment: ['deliberation', 'decided', 'returned', 'withdrawn', 'published', 'retired'],
	deliberation: ['decided', 'withdrawn', 'published', 'retired'],
	decided: ['published', 'draft', 'assessment', 'archived', 'retired'],
	published: ['draft', 'assessment', 'retired'],
	returned: ['submitted', 'withdrawn', 'published', 'retired'],
	withdrawn: ['draft', 'archived'],
	retired: ['archived'],
	archived: []
} satisfies Record<PracticeState, PracticeState[]>;
