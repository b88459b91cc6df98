// Who may open an attached file, and what its name may look like.

import { canRead } from '#features/practices/rules/life.ts';
import type { Visibility } from '#features/practices/schema.ts';
import type { Actor } from '#platform/ctx.ts';
import { type Attachment, type AttachmentType, attachmentTypes, maxNameLength } from './schema.ts';

/** What the rule needs to know about a file and its practice. */
export interface FileFacts {
	ownerId: string | null;
	/** It belongs to the version in the catalogue. */
	isPublished: boolean;
	visibility: Visibility;
	isScreened: boolean;
	isRemoved: boolean;
	/** The actor sits on a panel of some version, is not excused and declared to have no interest. */
	isImpartialAssessor: boolean;
}

/**
 * Whether somebody may open a file. Who documents, assesses or administers the practice sees every file, also one taken off later, because
 * a version that was sent may name it. Readers see what a person has screened, once it is published with its practice.
 */
export function mayOpen(actor: Actor, file: FileFacts): boolean {
	if (canRead(actor, file) || file.isImpartialAssessor) return true;
	if (!file.isPublished || !file.isScreened || file.isRemoved) return false;
	return file.visibility === 'public' || (file.visibility === 'network' && actor.kind === 'person');
}

/** Whether a file may be shown to a circle at all: a letter of authorisation, with its names and signatures, stays with those who check it. */
export function mayBeShownTo(visibility: Visibility, key: Attachment['key']): boolean {
	return visibility === 'assessors' || key !== 'consent';
}

/** From the closest circle to the widest. */
const circles = { assessors: 0, network: 1, public: 2 } as const satisfies Record<Visibility, number>;

/** Whether more people could see a file than before. */
export function isWider(before: Visibility, after: Visibility): boolean {
	return circles[after] > circles[before];
}

/**
 * A name that is safe to show, to store and to save under: no path, no control, invisible or text-direction signs, and an ending that says
 * what the file is.
 */
export function safeFileName(given: string, type: AttachmentType): string {
	const base = given.normalize('NFC').toWellFormed().split(/[/\\]/).at(-1) ?? '';
	const plain = base
		.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '')
		.replaceAll(/[<>:"|?*]/g, '_')
		.replaceAll(/\s+/g, ' ')
		// The end is looked for from where dots and blanks begin, once each: a name of nothing else must not be searched for minutes.
		.replace(/^[. ]+|(?<![. ])[. ]+$/g, '');
	const endings: readonly string[] = attachmentTypes[type];
	const own = /\.([^.]+)$/.exec(plain)?.[1] ?? '';
	const isHonest = endings.includes(own.toLowerCase());
	const ending = isHonest ? own : (endings[0] ?? '');
	const stem = (isHonest ? plain.slice(0, -own.length - 1) : plain).trim() || 'archivo';
	return `${[...stem].slice(0, maxNameLength - ending.length - 1).join('')}.${ending}`;
}
