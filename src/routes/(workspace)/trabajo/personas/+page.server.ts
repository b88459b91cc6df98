// The accounts of the network, for the secretariat.
import { listPeople } from '#features/people/handlers.server.ts';
import { matchesPerson } from '#features/people/rules.ts';
import type { Policy } from '#platform/policy.ts';
import type { PageServerLoad } from './$types';

export const _policy: Policy = 'secretariat';

export const load: PageServerLoad = async ({ locals, url }) => {
	const sought = url.searchParams.get('q')?.trim() ?? '';
	const people = await listPeople(locals.ctx);
	return { sought, people: people.filter((person) => matchesPerson(person, sought)) };
};
