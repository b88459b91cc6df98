// Calibration exercises through the API; the reference is told once an exercise is handed in.
import { z } from 'zod';
import { CriterionKey, EditionId } from '#features/methodology/schema.ts';
import { operation } from '#platform/http/api.ts';
import { Problem } from '#platform/problem.ts';
import { beginAgain, handInExercise, listExercises, readExercise, saveExerciseJudgement } from './handlers.server.ts';
import { Comparison, ExerciseJudgement, ExerciseKey, ExerciseState, Judgements } from './schema.ts';

const ByKey = z.object({ exercise: ExerciseKey });
const Saved = z.object({ version: z.number().int() });
const moment = z.iso.datetime().nullable();

export const calibrationOperations = [
	operation({
		method: 'get',
		path: '/calibration',
		id: 'listExercises',
		summary: 'Calibration exercises, and where you stand with each',
		tag: 'calibration',
		policy: 'signedIn',
		answer: z.object({
			exercises: z.array(
				z.object({
					key: ExerciseKey,
					title: z.string(),
					note: z.string(),
					isInvented: z.boolean(),
					state: ExerciseState,
					finishedAt: moment
				})
			),
			calibrated: z.array(z.string()).nullable()
		}),
		run: async (ctx) => ({ json: await listExercises(ctx) })
	}),
	operation({
		method: 'get',
		path: '/calibration/{exercise}',
		id: 'readExercise',
		summary: 'An exercise with your answer; the reference once it is handed in',
		tag: 'calibration',
		policy: 'signedIn',
		params: ByKey,
		answer: z.object({
			key: ExerciseKey,
			title: z.string(),
			note: z.string(),
			isInvented: z.boolean(),
			edition: EditionId,
			text: z.object({
				language: z.string(),
				fields: z.record(z.string(), z.string()),
				dimensions: z.record(z.string(), z.object({ state: z.string().nullable(), reason: z.string() })),
				evidence: z.array(z.object({ field: z.string(), name: z.string(), text: z.string() }))
			}),
			criteria: Judgements,
			state: ExerciseState,
			finishedAt: moment,
			version: z.number().int(),
			unfinished: z.array(CriterionKey),
			comparison: z.array(Comparison).nullable()
		}),
		run: async (ctx, { params }) => {
			const { edition, updatedAt: _when, ...rest } = await readExercise(ctx, params.exercise);
			return { json: { ...rest, edition: edition.id }, version: rest.version };
		}
	}),
	operation({
		method: 'put',
		path: '/calibration/{exercise}/{criterion}',
		id: 'saveExerciseJudgement',
		summary: 'Save one judgement of an exercise; If-Match is the version of the whole answer, "0" for the first',
		tag: 'calibration',
		policy: 'signedIn',
		params: ByKey.extend({ criterion: CriterionKey }),
		body: ExerciseJudgement,
		versioned: true,
		answer: Saved,
		run: async (ctx, { params, body, version }) => {
			if (version === undefined) throw new Problem('versionRequired');
			const saved = await saveExerciseJudgement(ctx, params.exercise, params.criterion, version, body);
			return { json: saved, version: saved.version };
		}
	}),
	operation({
		method: 'post',
		path: '/calibration/{exercise}/hand-in',
		id: 'handInExercise',
		summary: 'Hand an exercise in and see the reference',
		tag: 'calibration',
		policy: 'signedIn',
		params: ByKey,
		answer: Saved,
		run: async (ctx, { params }) => ({ json: await handInExercise(ctx, params.exercise) })
	}),
	operation({
		method: 'post',
		path: '/calibration/{exercise}/again',
		id: 'beginExerciseAgain',
		summary: 'Begin a handed-in exercise again',
		tag: 'calibration',
		policy: 'signedIn',
		params: ByKey,
		answer: Saved,
		run: async (ctx, { params }) => ({ json: await beginAgain(ctx, params.exercise) })
	})
];
