// Institutions as authority records: one record each, with every spelling under which it is known.
import { z } from 'zod';

export const InstitutionLevel = z.enum(['municipal', 'state', 'national', 'regional', 'international']);
export type InstitutionLevel = z.infer<typeof InstitutionLevel>;

export const InstitutionName = z
	.string()
	.trim()
	.min(1)
	.max(300)
	.regex(/[\p{L}\p{N}]/u);

export const Institution = z.object({
	id: z.uuid(),
	name: InstitutionName,
	/** Other spellings and acronyms; the own name is not repeated here. */
	aliases: z.array(InstitutionName).max(60),
	/** ISO 3166-1 alpha-2. */
	country: z
		.string()
		.regex(/^[A-Z]{2}$/)
		.nullable(),
	level: InstitutionLevel.nullable(),
	/** The institution it belongs to: a state office of a national service. */
	parentId: z.uuid().nullable(),
	version: z.number().int()
});
export type Institution = z.infer<typeof Institution>;

export const InstitutionInput = z.object({
	name: InstitutionName,
	aliases: Institution.shape.aliases.default([]),
	country: Institution.shape.country.default(null),
	level: Institution.shape.level.default(null),
	parentId: Institution.shape.parentId.default(null)
});
export type InstitutionInput = z.infer<typeof InstitutionInput>;

/** What a reader may look for: the beginning of any word of a name or alias. */
export const InstitutionQuery = z.object({ q: z.string().trim().max(200).default('') });
export type InstitutionQuery = z.infer<typeof InstitutionQuery>;
