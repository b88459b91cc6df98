// A round of assessment acted out through the same handlers as everybody's: people with their roles, a practice sent, judged, decided.
import { expect } from 'vitest';
import { answerVerdict, readVerdict } from '#features/assessments/handlers/hearing.server.ts';
import { declareInterest, handInAssessment, saveJudgement } from '#features/assessments/handlers/judging.server.ts';
import { assignAssessors, checkRequirements, startRequirements } from '#features/assessments/handlers/review.server.ts';
import { Confirmation } from '#features/assessments/schema.ts';
import { addInstitution } from '#features/institutions/handlers.server.ts';
import { currentEdition } from '#features/methodology/handlers.server.ts';
import type { CriterionKey, Edition, Judgement } from '#features/methodology/schema.ts';
import { createPractice, submitPractice } from '#features/practices/handlers.server.ts';
import { emptyLayers } from '#features/practices/schema.ts';
import { findPractice } from '#features/practices/store.server.ts';
import type { Ctx, Role } from '#platform/ctx.ts';
import type { ProblemCode } from '#platform/problem.ts';
import { openTestApp, type TestApp } from './app.ts';
import { insertActor, type Person } from './factories.ts';

/** As the rule proposes, in its own words. */
export const unchanged = Confirmation.parse({});

export const idOf = (ctx: Ctx) => (ctx.actor as Person).id;
export const refused = (code: ProblemCode) => expect.objectContaining({ name: 'Problem', code });

/** The people of a round, and what they do one after the other. */
export class Round {
	readonly test: TestApp;
	readonly edition: Edition;
	/** Institution that implements every practice of the round. */
	readonly implementer: string;
	readonly author: Ctx;
	readonly secretariat: Ctx;
	readonly a: Ctx;
	readonly b: Ctx;
	readonly third: Ctx;

	private constructor(test: TestApp, edition: Edition, implementer: string, people: Ctx[]) {
		this.test = test;
		this.edition = edition;
		this.implementer = implementer;
		[this.author, this.secretariat, this.a, this.b, this.third] = people as [Ctx, Ctx, Ctx, Ctx, Ctx];
	}

	static async open(): Promise<Round> {
		const test = await openTestApp();
		const implementer = await addInstitution(test.ctx(), {
			name: 'Oficina inventada',
			aliases: [],
			country: null,
			level: null,
			parentId: null
		});
		const roles: [string, Role[]][] = [
			['Autora Inventada', ['author']],
			['Secretaria Inventada', ['secretariat']],
			['Evaluadora Primera', ['assessor']],
			['Evaluador Segundo', ['assessor']],
			['Evaluadora Tercera', ['assessor']]
		];
		const people: Ctx[] = [];
		for (const [name, role] of roles) people.push(await join(test, name, role));
		return new Round(test, await currentEdition(test.app), implementer, people);
	}

	/** Somebody else with an account. */
	join(name: string, roles: Role[]): Promise<Ctx> {
		return join(this.test, name, roles);
	}

	/** A whole practice as its author writes it. @returns its code */
	async draft(): Promise<string> {
		const fields = Object.fromEntries(this.edition.fields.map(({ key }) => [key, `Texto inventado de ${key}, con 12 personas.`]));
		const { code } = await createPractice(this.author, {
			fields,
			layers: {
				...emptyLayers,
				consent: { truthful: true, licence: 'CC-BY-4.0', authorisations: [] },
				contact: { name: 'Inventada', email: 'contacto@example.org', phone: '' }
			},
			institutionIds: [this.implementer],
			isInvented: true
		});
		return code;
	}

	/** A practice that has come to its assessors. @returns its code */
	async assigned(assessors: Ctx[] = [this.a, this.b]): Promise<string> {
		const code = await this.draft();
		await submitPractice(this.author, code);
		await this.assign(code, assessors);
		return code;
	}

	/** Takes a sent practice through the requirements to its assessors. */
	async assign(code: string, assessors: Ctx[] = [this.a, this.b]): Promise<void> {
		await startRequirements(this.secretariat, code);
		const checks = this.edition.requirements.map(({ key }) => ({ key, met: true, reason: '' }));
		await checkRequirements(this.secretariat, code, checks);
		await assignAssessors(this.secretariat, code, assessors.map(idOf));
	}

	/** Levels in the order of the criteria, `2212`, each with a reason and an indicator. */
	atLevels(levels: string): Record<CriterionKey, Judgement> {
		return Object.fromEntries(
			this.edition.criteria.map(({ key }, at) => [
				key,
				{
					level: levels[at] as Judgement['level'],
					reason: `Motivo inventado del nivel ${levels[at]}.`,
					evidence: ['indicator: 12 personas, registro inventado'],
					questions: {},
					commitment: null
				}
			])
		);
	}

	/** Somebody declares no interest, judges at these levels and hands in. */
	async judge(assessor: Ctx, code: string, levels: string): Promise<void> {
		await declareInterest(assessor, code, { interest: 'none', note: '' });
		for (const [key, judgement] of Object.entries(this.atLevels(levels))) await saveJudgement(assessor, code, key, 0, judgement);
		await handInAssessment(assessor, code);
	}

	/** A practice whose two assessors have handed in these levels. @returns its code */
	async judged(first: string, second: string): Promise<string> {
		const code = await this.assigned();
		await this.judge(this.a, code, first);
		await this.judge(this.b, code, second);
		return code;
	}

	/** The author reads the verdict and answers, or accepts with an empty answer. */
	async answer(code: string, answer = ''): Promise<void> {
		await answerVerdict(this.author, code, (await readVerdict(this.author, code)).version, { answer });
	}

	async stateOf(code: string) {
		return (await findPractice(this.test.app.db, code))?.state;
	}

	/** What somebody was told, oldest first. */
	async toldTo(who: Ctx): Promise<{ kind: string; detail: unknown }[]> {
		return this.test.app.db.selectFrom('notice').select(['kind', 'detail']).where('personId', '=', idOf(who)).orderBy('id').execute();
	}
}

async function join(test: TestApp, name: string, roles: Role[]): Promise<Ctx> {
	return test.ctx(await insertActor(test.app.db, name, roles));
}
