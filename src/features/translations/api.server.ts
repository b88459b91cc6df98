// Translations through the API: read them, save a text, take in several. Publishing is the catalogue's.
import { z } from 'zod';
import { PracticeCode } from '#features/practices/schema.ts';
import { type AnyOperation, operation } from '#platform/http/api.ts';
import { Locale } from '#platform/locale.ts';
import { Problem } from '#platform/problem.ts';
import { listTranslations, readPublicTranslation, readTranslation, saveText, type Translation, takeInTexts } from './handlers.server.ts';
import { PublishedText, TextInput, TextKey, TextsInput, TranslatedSection, TranslationPath, TranslationProgress } from './schema.ts';

const moment = z.iso.datetime();
const Overview = z.object({
	language: Locale,
	progress: TranslationProgress,
	publishedAt: moment.nullable(),
	hasChanges: z.boolean(),
	version: z.number().int()
});

const overview = ({ language, progress, publishedAt, hasChanges, version }: Omit<Translation, 'sections'>) => {
	return { language, progress, publishedAt, hasChanges, version };
};

export const translationOperations: AnyOperation[] = [
	operation({
		method: 'get',
		path: '/practices/{code}/translations',
		id: 'listTranslations',
		summary: 'How far the translations of a practice are',
		tag: 'translating',
		policy: 'signedIn',
		params: z.object({ code: PracticeCode }),
		answer: z.object({ from: Locale, translations: z.array(Overview) }),
		async run(ctx, { params }) {
			const { from, translations } = await listTranslations(ctx, params.code);
			return { json: { from, translations: translations.map(overview) } };
		}
	}),
	operation({
		method: 'get',
		path: '/practices/{code}/translations/{language}',
		id: 'readTranslation',
		summary: 'A translation, text by text beside the original',
		tag: 'translating',
		policy: 'signedIn',
		params: TranslationPath,
		answer: Overview.extend({ from: Locale, texts: z.array(TranslatedSection.extend({ updatedAt: moment.nullable() })) }),
		async run(ctx, { params }) {
			const translation = await readTranslation(ctx, params.code, params.language);
			const { from, sections, version } = translation;
			return { json: { ...overview(translation), from, texts: sections }, version };
		}
	}),
	operation({
		method: 'put',
		path: '/practices/{code}/translations/{language}/{key}',
		id: 'saveTranslatedText',
		summary: 'Save the translation of one text; If-Match is the version of this text, "0" for the first',
		tag: 'translating',
		policy: 'signedIn',
		params: TranslationPath.extend({ key: TextKey }),
		body: TextInput,
		versioned: true,
		answer: z.object({ version: z.number().int(), savedAt: moment }),
		async run(ctx, { params, body, version }) {
			if (version === undefined) throw new Problem('versionRequired');
			const saved = await saveText(ctx, params.code, params.language, { ...body, key: params.key, version });
			return { json: saved, version: saved.version };
		}
	}),
	operation({
		method: 'post',
		path: '/practices/{code}/translations/{language}',
		id: 'takeInTranslatedTexts',
		summary: 'Take in several translated texts; those that have a translation already are left alone',
		tag: 'translating',
		policy: 'signedIn',
		params: TranslationPath,
		body: TextsInput,
		answer: z.object({ taken: z.array(TextKey), left: z.array(TextKey) }),
		run: async (ctx, { params, body }) => ({ json: await takeInTexts(ctx, params.code, params.language, body) })
	}),
	operation({
		method: 'get',
		path: '/practices/{code}/translated/{language}',
		id: 'readPublicTranslation',
		summary: 'The translated texts of a published practice, with how far each can be trusted',
		tag: 'catalogue',
		policy: 'public',
		params: TranslationPath,
		answer: z.object({ language: Locale, texts: z.record(z.string(), PublishedText) }),
		async run(ctx, { params }) {
			const translation = await readPublicTranslation(ctx, params.code, params.language);
			if (!translation) throw new Problem('notFound');
			return { json: translation };
		}
	})
];
