// An edition of a methodology, as its files in methodologies/<id>/ spell it: form, criteria, rubric, thresholds, vocabularies.
// Nothing about one network's criteria stands in code; this schema is all the code knows.
import { z } from 'zod';
import { Locale, Localised } from '#platform/locale.ts';

/** A text copied word for word from the source; other languages are translations and are shown as such. */
export const OfficialText = Localised;

export const fieldKeys = [
	'institutions',
	'title',
	'description',
	'problem',
	'replicability',
	'impact',
	'results',
	'sustainability'
] as const;
/** The record of the product: a practice has these, an edition names them and asks for all or for some. */
export const FieldKey = z.enum(fieldKeys);
export type FieldKey = z.infer<typeof FieldKey>;
/** What every edition asks for: without them nobody could say what a practice is. */
const fieldsAlwaysAsked: readonly FieldKey[] = ['institutions', 'title', 'description', 'problem'];

/** Key of a criterion; which there are, and in which order, only the edition says. */
export const CriterionKey = z
	.string()
	.max(40)
	.regex(/^[a-z][A-Za-z0-9]*(-[a-z0-9]+)*$/);
export type CriterionKey = z.infer<typeof CriterionKey>;
/** Fewer would be no rubric, more than the seal can draw apart. */
export const criteriaBounds = { least: 2, most: 8 } as const;

export const PracticeClass = z.enum(['good', 'promising', 'unclassified']);
export type PracticeClass = z.infer<typeof PracticeClass>;
export const DeclaredClass = z.enum(['good', 'promising']);
export type DeclaredClass = z.infer<typeof DeclaredClass>;

/** Levels of the rubric; `unknown` (sin información) and `notYet` (no evaluable todavía) count below the threshold. */
export const Level = z.enum(['0', '1', '2', '3', 'unknown', 'notYet']);
export type Level = z.infer<typeof Level>;

/** Keys of everything a methodology names itself: `labour-inclusion`, `CC-BY-4.0`. */
const Key = z.string().regex(/^[A-Za-z0-9]+([-.][A-Za-z0-9]+)*$/);

export const Field = z.object({
	key: FieldKey,
	/** Official label of the form. */
	name: OfficialText,
	/** Official instruction printed under the label, or null. */
	prompt: OfficialText.nullable(),
	/** Other labels under which the field is recognised in a document, any language. */
	aliases: z.array(z.string()),
	/** `line`: one short paragraph; `text`: paragraphs and lists. */
	kind: z.enum(['line', 'text']),
	/** Help of ours shown beside the field. */
	help: Localised,
	maxLength: z.number().int().positive()
});
export type Field = z.infer<typeof Field>;

/** A guiding question, answered with a click; it prepares a judgement and decides nothing. */
export const Question = z.object({
	key: Key,
	text: Localised,
	/** `official`: stands on the source's own words; `strength`: optional, from international practice. */
	origin: z.enum(['official', 'strength']),
	/** The words of the source that an official question stands on, as printed. */
	quote: z.string().nullable()
});
export type Question = z.infer<typeof Question>;

/** What a level means for one criterion, with an example of ours; the level's name is the edition's (`levels`). */
export const Anchor = z.object({ text: Localised, example: Localised });
export type Anchor = z.infer<typeof Anchor>;

/** A list whose keys are all different. */
const listOf = <T extends z.ZodType<{ key: string }>>(item: T) =>
	z.array(item).superRefine((items, check) => {
		const keys = items.map((one) => one.key);
		const repeated = keys.find((key, at) => keys.indexOf(key) !== at);
		if (repeated) check.addIssue({ code: 'custom', message: `the key "${repeated}" stands twice` });
	});

/** What a live hint may say of a criterion's text; a criterion without words for one is not looked at for it. */
export const CriterionHint = z.enum(['withoutExpected', 'withoutNumber', 'onlyWeak']);
export type CriterionHint = z.infer<typeof CriterionHint>;

/** A category of why a criterion is unmet: chosen beside the verdict, counted in the figures of a call. */
export const UnmetReason = z.object({ key: Key, name: Localised });
export type UnmetReason = z.infer<typeof UnmetReason>;

export const Criterion = z.object({
	key: CriterionKey,
	name: OfficialText,
	/** The field of the form it is mainly read from: shown beside the rubric, with the evidence attached to it. */
	field: FieldKey,
	/** Whether the answers to the edition's dimensions are read with it. */
	readsDimensions: z.boolean().default(false),
	definition: OfficialText,
	questions: z.array(Question),
	anchors: z.record(Level, Anchor),
	/** One strong and one weak example of ours, shown beside the field. */
	examples: z.object({ strong: Localised, weak: Localised }),
	/** What a level from `threshold` on must rest on: a passage of the text may serve, or it takes a document or an indicator. */
	evidence: z.enum(['passage', 'document']),
	/** Whether a dated commitment with an owner may support it (and makes the label conditional). */
	allowsCommitment: z.boolean(),
	/** Shown when a level from `threshold` on rests on nothing but what `signals.weak` names, or on a commitment alone. */
	warning: Localised.nullable(),
	/**
	 * Beginnings of words, any language, without regard to accents and case, that live hints look for in the draft:
	 * `expected`: one of them shows that the heart of the criterion is spoken of; `weak`: what does not carry a judgement alone.
	 */
	signals: z.object({ expected: z.array(z.string().min(3)), weak: z.array(z.string().min(3)) }),
	/**
	 * Words of the live hints that this criterion gives: `withoutExpected`: nothing of `signals.expected` is named;
	 * `withoutNumber`: no number stands in the text; `onlyWeak`: something of `signals.weak` is named and nothing expected.
	 */
	hints: z.partialRecord(CriterionHint, z.object({ lead: Localised, text: Localised })).default({}),
	/** Why it may be unmet, in categories. */
	reasons: listOf(UnmetReason).min(1)
});
export type Criterion = z.infer<typeof Criterion>;

/** A word of a closed vocabulary; `code` is its spelling in an outside standard, `aliases` are found by a search and never shown. */
export const Term = z.object({
	key: Key,
	name: Localised,
	note: Localised.optional(),
	code: z.string().optional(),
	aliases: z.array(z.string()).default([])
});
export type Term = z.infer<typeof Term>;

export const Requirement = z.object({ key: Key, text: Localised, help: Localised });
export type Requirement = z.infer<typeof Requirement>;

/** The kinds of action of the product's record; an edition names those it knows. */
export const PracticeKind = z.enum(['strategy', 'model', 'procedure']);

export const Vocabulary = z.object({
	kinds: listOf(Term.extend({ key: PracticeKind })),
	groups: listOf(Term),
	themes: listOf(Term),
	conditions: listOf(Term),
	costRanges: listOf(Term),
	licences: listOf(Term)
});
export type Vocabulary = z.infer<typeof Vocabulary>;
export const VocabularyKey = Vocabulary.keyof();
export type VocabularyKey = z.infer<typeof VocabularyKey>;

/** What a key of the edition before is called now; null where the new edition has no place for it. Keys that stayed are left out. */
const Renamed = z.record(Key, Key.nullable()).default({});

/** How answers given in the edition before are read in the new one. */
export const AnswersMigration = z.object({
	fields: z.partialRecord(FieldKey, FieldKey.nullable()).default({}),
	terms: z.partialRecord(VocabularyKey, Renamed).default({}),
	dimensions: Renamed,
	dimensionStates: Renamed,
	criteria: z.record(CriterionKey, CriterionKey.nullable()).default({}),
	/** By the criterion as it was called in the edition before. */
	questions: z.record(CriterionKey, Renamed).default({})
});
export type AnswersMigration = z.infer<typeof AnswersMigration>;

export const EditionId = z.string().regex(/^[a-z0-9-]+\/\d+$/);

export const Edition = z.object({
	/** `redlac-2021/1` */
	id: EditionId,
	name: Localised,
	/** For readers: what this edition is. */
	note: Localised,
	/** The edition that this one replaces: what changed and why, for those who decide; for readers; and for the answers given in it. */
	succeeds: z.object({ edition: EditionId, change: Localised, note: Localised, answers: AnswersMigration }).nullable(),
	source: z.object({ title: z.string(), body: z.string(), date: z.iso.date() }),
	/** Titles of the printed form: the line above the definitions, the line above the criteria, the title and the heading of the table. */
	form: z.object({
		header: OfficialText,
		criteriaIntroduction: OfficialText,
		title: OfficialText,
		heading: z.object({ good: OfficialText, promising: OfficialText }),
		headingAliases: z.object({ good: z.array(z.string()), promising: z.array(z.string()) })
	}),
	definition: OfficialText,
	rule: OfficialText,
	/** Every other line printed on the official form: neither a value nor unplaced when a document repeats it. */
	boilerplate: z.array(z.string()),
	classes: z.record(PracticeClass, z.object({ name: Localised, explanation: Localised })),
	/** In the order they are asked. */
	fields: listOf(Field).superRefine((fields, check) => {
		for (const key of fieldsAlwaysAsked) {
			if (!fields.some((field) => field.key === key)) check.addIssue({ code: 'custom', message: `the field "${key}" is missing` });
		}
	}),
	/** Names of the levels, the same for every criterion. */
	levels: z.record(Level, z.object({ name: Localised })),
	criteria: listOf(Criterion).min(criteriaBounds.least).max(criteriaBounds.most),
	/** Sides of a practice that are answered one by one with a state and a reason; none is allowed. */
	dimensions: listOf(Term).max(12),
	dimensionStates: listOf(Term.extend({ asksReason: z.boolean().default(true) })),
	/** Short check of the definition, answered yes / no / unclear; it informs and does not decide. */
	definitionChecks: listOf(Term),
	requirements: listOf(Requirement),
	/** A criterion is met from this median level on. */
	threshold: z.number().min(0).max(3),
	/** How many criteria may be unmet for a practice to be promising. */
	promisingUnmet: z.number().int().min(0),
	panelMinimum: z.number().int().min(1),
	validityMonths: z.object({ current: z.number().int().positive(), conditional: z.number().int().positive() }),
	/** Days before the end of a label on which its author and the secretariat are reminded, the earliest first. */
	reminderDays: z.array(z.number().int().positive()),
	/** Who judges again and by when: how many new assessors, and the days from the request that the network aims at. */
	reconsideration: z.object({ assessors: z.number().int().min(1), goalDays: z.number().int().positive() }),
	/** Working days in which the author may answer the wording of a verdict before it is published. */
	answerWorkingDays: z.number().int().positive(),
	/** Agreement between assessors is published from this number of practices on; below it says nothing. */
	agreementFrom: z.number().int().min(2),
	vocabulary: Vocabulary
});
export type Edition = z.infer<typeof Edition>;

/** Answer to a guiding question. */
export const Answer = z.enum(['yes', 'partly', 'no']);
export type Answer = z.infer<typeof Answer>;

/** What a judgement rests on: a passage of the practice's text, a file attached to it, or an indicator with a value. */
export const EvidenceReference = z
	.string()
	.max(500)
	.regex(/^(text|file|indicator):\s*\S/);
export type EvidenceReference = z.infer<typeof EvidenceReference>;

/** Somebody promises something by a day; incomplete while it is being written. */
export const Commitment = z.object({ owner: z.string().max(300), due: z.iso.date().nullable() });
export type Commitment = z.infer<typeof Commitment>;

/** One assessor's judgement of one criterion; `level` is null as long as none was chosen. */
export const Judgement = z.object({
	level: Level.nullable(),
	reason: z.string().max(10_000).default(''),
	evidence: z.array(EvidenceReference).max(60).default([]),
	questions: z.record(z.string().max(60), Answer).default({}),
	commitment: Commitment.nullish()
});
export type Judgement = z.infer<typeof Judgement>;

/**
 * The worked example of an edition: a real text, copied word for word with its source, and around it what this product
 * adds to show how a practice is assessed. Everything under `invented` is shown as invented wherever it appears.
 */
export const Example = z.object({
	edition: EditionId,
	source: z.object({ title: z.string(), body: z.string(), date: z.iso.date(), note: Localised }),
	practice: z.object({
		declaredClass: DeclaredClass.nullable(),
		language: Locale,
		fields: z.record(FieldKey, z.string()),
		/** Institutions the text names, with the spellings it uses. */
		institutions: z.array(
			z.object({
				name: z.string(),
				aliases: z.array(z.string()),
				country: z.string().length(2),
				level: z.enum(['municipal', 'state', 'national', 'regional', 'international'])
			})
		)
	}),
	invented: z.object({
		note: Localised,
		layers: z.object({
			kind: Key,
			places: z.object({ codes: z.array(z.string()), detail: z.string(), reserved: z.boolean() }),
			groups: z.array(Key),
			themes: z.array(Key),
			conditions: z.object({ keys: z.array(Key), other: z.string() }),
			dimensions: z.record(Key, z.object({ state: Key, reason: z.string() }))
		}),
		evidence: z.array(
			z.object({
				reference: EvidenceReference,
				field: FieldKey,
				name: z.string(),
				text: z.string(),
				visibility: z.enum(['public', 'network', 'assessors']),
				isInvented: z.literal(true)
			})
		),
		panel: z.array(
			z.object({
				assessor: z.string(),
				institution: z.string(),
				definitionCheck: z.record(Key, z.object({ answer: z.enum(['yes', 'no', 'unclear']), note: z.string() })),
				criteria: z.record(CriterionKey, Judgement),
				isInvented: z.literal(true)
			})
		),
		/** What the rule must propose for this panel. */
		outcome: z.object({ class: PracticeClass, unmet: z.array(CriterionKey), conditional: z.boolean() })
	})
});
export type Example = z.infer<typeof Example>;

/**
 * A practice to be judged for practice's sake, with the levels that its authors hold right and why. Its text is that of the edition's worked
 * example, with or without the evidence invented for it, or one of its own, which is invented and shown as such.
 */
export const Exercise = z.object({
	/** Place in the list. */
	order: z.number().int(),
	title: Localised,
	note: Localised,
	source: z.discriminatedUnion('from', [
		z.object({ from: z.literal('example'), evidence: z.boolean() }),
		z.object({
			from: z.literal('own'),
			language: Locale,
			isInvented: z.literal(true),
			fields: z.partialRecord(FieldKey, z.string()),
			dimensions: z.record(Key, z.object({ state: Key, reason: z.string() })),
			/** Files, given by their text. */
			evidence: z.array(z.object({ field: FieldKey, name: z.string().regex(/^\S+$/), text: z.string() }))
		})
	]),
	reference: z.record(CriterionKey, z.object({ level: Level, reason: Localised }))
});
export type Exercise = z.infer<typeof Exercise>;
