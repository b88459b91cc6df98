// Fills the demonstration: invented people act out the life of invented practices through the same handlers as everybody.

import { loadExample } from '#features/assessments/handlers/example.server.ts';
import { answerVerdict, readVerdict } from '#features/assessments/handlers/hearing.server.ts';
import { declareInterest, handInAssessment, saveJudgement } from '#features/assessments/handlers/judging.server.ts';
import { assignAssessors, checkRequirement, returnPractice, startRequirements } from '#features/assessments/handlers/review.server.ts';
import { confirmVerdict, disclose, publishPractice } from '#features/assessments/handlers/verdict.server.ts';
import { createCall } from '#features/calls/handlers.server.ts';
import { addAttachment } from '#features/evidence/handlers.server.ts';
import { addInstitution } from '#features/institutions/handlers.server.ts';
import { currentEdition } from '#features/methodology/handlers.server.ts';
import type { CriterionKey } from '#features/methodology/schema.ts';
import { createPerson, readInstance, renewSetupSecret, setUp } from '#features/people/handlers.server.ts';
import type { PersonRole } from '#features/people/schema.ts';
import { createPractice, submitPractice } from '#features/practices/handlers.server.ts';
import type { Actor, App, Ctx } from '#platform/ctx.ts';
import { timeZone } from '#platform/formatters.ts';
import { wallClockAt } from '#platform/zones.ts';
import { type DemoPractice, demoInstitutions, demoPractices } from './practices.ts';

/** One password for every invented account; the instance is marked as a demonstration on every page. */
export const demoPassword = 'demostracion-acervo';

export const demoAccounts: { email: string; name: string; roles: PersonRole[]; institution: keyof typeof demoInstitutions | null }[] = [
	{ email: 'secretaria@demo.example', name: 'Sofía Secretaría (inventada)', roles: ['secretariat'], institution: null },
	{ email: 'autora@demo.example', name: 'Ana Autora (inventada)', roles: ['author'], institution: 'valle' },
	{ email: 'autor@demo.example', name: 'Abel Autor (inventado)', roles: ['author'], institution: 'radios' },
	{ email: 'cajas@demo.example', name: 'Carla Cajas (inventada)', roles: ['author'], institution: 'cajas' },
	{ email: 'evaluadora@demo.example', name: 'Elena Evaluadora (inventada)', roles: ['assessor'], institution: 'observatorio' },
	{ email: 'evaluador@demo.example', name: 'Elías Evaluador (inventado)', roles: ['assessor'], institution: 'universidad' }
];

type Cast = Record<string, Actor & { kind: 'person' }>;

/** Fills an empty demonstration; does nothing when it was filled before. */
export async function fillDemo(app: App): Promise<void> {
	const operator: Ctx = { app, actor: { kind: 'operator' }, door: 'server', locale: 'es' };
	// A folder that began as a real instance is never filled.
	if (!(await readInstance(app)).isDemo) return;
	const secret = await renewSetupSecret(operator);
	if (!secret) return;
	const institutionIds = new Map<string, string>();
	for (const [key, institution] of Object.entries(demoInstitutions)) {
		institutionIds.set(key, await addInstitution(operator, { ...institution, aliases: [...institution.aliases], parentId: null }));
	}
	const cast: Cast = {};
	for (const { email, name, roles, institution } of demoAccounts) {
		const ids = institution ? [institutionIds.get(institution) ?? ''] : [];
		const id = roles.includes('secretariat')
			? await setUp(operator, secret, {
					networkName: 'Red de demostración (inventada)',
					name,
					email,
					password: demoPassword,
					loadExample: true
				})
			: await createPerson(operator, { name, email, roles, institutionIds: ids }, demoPassword);
		cast[email] = { kind: 'person', id, name, roles, institutionIds: ids };
	}
	await loadExample(operator);
	const call = await openCall({ ...operator, actor: cast['secretaria@demo.example'] ?? operator.actor }, cast);
	for (const practice of demoPractices) await actOut(app, cast, institutionIds, practice, call);
}

/** An invented call that is open for a month. @returns its code */
async function openCall(secretariat: Ctx, cast: Cast): Promise<string> {
	const { app } = secretariat;
	const dayIn = (days: number) => wallClockAt(new Date(app.now().getTime() + days * 24 * 3600 * 1000), timeZone).slice(0, 10);
	const { code } = await createCall(secretariat, {
		title: 'Empleo e ingresos en comunidades de acogida (inventada)',
		introduction:
			'Buscamos prácticas que **ya funcionaron al menos una vez** y que otra oficina podría repetir.\n\nEsta convocatoria es inventada: muestra cómo se ve una.',
		edition: (await currentEdition(app)).id,
		themes: [],
		timeZone,
		opensAt: `${dayIn(-10)}T09:00`,
		closesAt: `${dayIn(30)}T23:59`,
		assessBy: `${dayIn(60)}T23:59`,
		assessors: Object.values(cast).flatMap(({ id, roles }) => (roles.includes('assessor') ? [id] : []))
	});
	return code;
}

/** How far a practice goes that is shown on its way through the call; the others were sent outside any. */
const inCall: readonly DemoPractice['reaches'][] = ['submitted', 'assessment', 'deliberation'];

async function actOut(app: App, cast: Cast, institutionIds: Map<string, string>, practice: DemoPractice, call: string): Promise<void> {
	const as = (email: string): Ctx => ({ app, actor: cast[email] ?? { kind: 'anonymous' }, door: 'server', locale: 'es' });
	const author = as(
		demoAccounts.find(({ roles, institution }) => roles.includes('author') && institution === practice.institution)?.email ?? ''
	);
	const secretariat = as('secretaria@demo.example');
	const assessors = [as('evaluadora@demo.example'), as('evaluador@demo.example')];
	const institution = demoInstitutions[practice.institution as keyof typeof demoInstitutions];
	const { code } = await createPractice(author, {
		declaredClass: practice.declaredClass,
		language: 'es',
		isInvented: true,
		institutionIds: [institutionIds.get(practice.institution) ?? ''],
		fields: { ...practice.fields, institutions: `${institution.name}.` },
		layers: { ...practice.layers, consent: { truthful: true, licence: 'CC-BY-4.0', authorisations: [] } }
	});
	const reached = steps.indexOf(practice.reaches);
	if (reached === 0) return;
	const evidence = await addEvidence(author, code);
	await submitPractice(author, code, { call: inCall.includes(practice.reaches) ? call : null });
	if (practice.reaches === 'submitted') return;
	await startRequirements(secretariat, code);
	if (practice.reaches === 'returned') {
		await returnPractice(secretariat, code, [
			{ key: 'impact', text: '¿Cuántas personas participaron, en qué periodo y qué cambió para ellas?' },
			{ key: 'results', text: 'La satisfacción no mide el cambio. ¿Qué se podría contar antes y después?' }
		]);
		return;
	}
	for (const { key } of (await currentEdition(app)).requirements) await checkRequirement(secretariat, code, { key, met: true, reason: '' });
	const ids = assessors.map(({ actor }) => (actor.kind === 'person' ? actor.id : ''));
	await assignAssessors(secretariat, code, ids);
	for (const [seat, assessor] of assessors.entries()) {
		await declareInterest(assessor, code, { interest: 'none', note: '' });
		if (practice.levels.length > 0) await judge(assessor, code, practice, seat, evidence);
	}
	if (reached < steps.indexOf('deliberation')) return;
	await disclose(secretariat, code);
	if (reached < steps.indexOf('decided')) return;
	await confirmVerdict(secretariat, code, { departure: '', wording: {}, reasons: {} });
	if (practice.reaches !== 'published') return;
	const { version } = await readVerdict(author, code);
	await answerVerdict(author, code, version, { answer: '' });
	await publishPractice(secretariat, code, {});
}

const steps: DemoPractice['reaches'][] = ['draft', 'submitted', 'returned', 'assessment', 'deliberation', 'decided', 'published'];

async function addEvidence(author: Ctx, code: string): Promise<Map<CriterionKey, string>> {
	const evidence = new Map<CriterionKey, string>();
	const { criteria } = await currentEdition(author.app);
	for (const { key, name, field } of criteria) {
		const bytes = new TextEncoder().encode(`EVIDENCIA INVENTADA para la demostración.\n\nCriterio: ${name.es}\n`);
		const { id } = await addAttachment(author, code, {
			key: field,
			name: `evidencia inventada, ${name.es.toLowerCase()}.txt`,
			bytes,
			visibility: 'network'
		});
		evidence.set(key, id);
	}
	return evidence;
}

async function judge(
	assessor: Ctx,
	code: string,
	practice: DemoPractice,
	seat: number,
	evidence: Map<CriterionKey, string>
): Promise<void> {
	for (const [index, { key: criterion }] of (await currentEdition(assessor.app)).criteria.entries()) {
		await saveJudgement(assessor, code, criterion, 0, {
			level: practice.levels[index]?.[seat] ?? 'unknown',
			reason: practice.reasons[index]?.[seat] ?? '',
			evidence: [`file:${evidence.get(criterion) ?? ''}`],
			questions: {},
			commitment: null
		});
	}
	await handInAssessment(assessor, code);
}
