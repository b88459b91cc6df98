// The people and institutions of the journeys, made by the operator's command line as on a real first day.
import { expect } from '@playwright/test';
import type { TestServer } from '../server.ts';

export const password = 'una frase de prueba larga';

export const cast = {
	secretariat: {
		name: 'Sofía Secretaría',
		email: 'secretaria@example.org',
		role: 'secretariat',
		institution: 'Secretaría de la red (inventada)'
	},
	author: { name: 'Ana Autora', email: 'autora@example.org', role: 'author', institution: 'Servicio Nacional de Empleo (SNE)' },
	assessorA: { name: 'Elena Observadora', email: 'evaluadora@example.org', role: 'assessor', institution: 'Observatorio A (inventado)' },
	assessorB: { name: 'Elías Universitario', email: 'evaluador@example.org', role: 'assessor', institution: 'Universidad B (inventada)' },
	assessorC: { name: 'Carla Central', email: 'evalua-c@example.org', role: 'assessor', institution: 'Centro C (inventado)' },
	assessorD: { name: 'Darío Organizador', email: 'evalua-d@example.org', role: 'assessor', institution: 'Organización D (inventada)' },
	/** Of the same institution as the first one. */
	assessorE: { name: 'Estela Observadora', email: 'evalua-e@example.org', role: 'assessor', institution: 'Observatorio A (inventado)' }
} as const;
export type Member = keyof typeof cast;

/** Creates an account by command line. */
export async function createAccount(server: TestServer, member: Member): Promise<void> {
	const { name, email, role, institution } = cast[member];
	const created = await server.acervo(
		['user', 'create', '--email', email, '--name', name, '--role', role, '--institution', institution, '--password-stdin'],
		password
	);
	expect(created.code, created.stderr).toBe(0);
}

/** Makes an API key for an account by command line. */
export async function createKey(server: TestServer, member: Member): Promise<string> {
	const created = await server.acervo(['key', 'create', '--email', cast[member].email, '--json']);
	expect(created.code, created.stderr).toBe(0);
	return (JSON.parse(created.stdout) as { key: string }).key;
}

/** What the reference exemplar's panel judges: levels 2, 2, 1, 2, the last one resting on a dated commitment. */
export const exemplarLevels = { replicability: '2', impact: '2', results: '1', sustainability: '2' } as const;
