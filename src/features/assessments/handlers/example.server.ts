// The edition's worked example as a published practice: its text is real and quoted, everything else invented and marked.

import { publishEntry } from '#features/catalogue/handlers/catalogue.server.ts';
import { insertAttachment } from '#features/evidence/store.server.ts';
import { addInstitution } from '#features/institutions/handlers.server.ts';
import { fold } from '#features/institutions/rules.ts';
import { findInstitutionByAlias } from '#features/institutions/store.server.ts';
import { grantLabel } from '#features/labels/handlers/label.server.ts';
import { currentEdition, findExample } from '#features/methodology/handlers.server.ts';
import type { CriterionKey, Edition, Example } from '#features/methodology/schema.ts';
import { readContent } from '#features/practices/handlers.server.ts';
import { emptyLayers } from '#features/practices/schema.ts';
import { insertPractice, insertVersion, lockPractice, moveState, replaceInstitutions } from '#features/practices/store.server.ts';
import { change } from '#platform/change.server.ts';
import { type Ctx, hasRole } from '#platform/ctx.ts';
import { isoDayOf } from '#platform/moments.ts';
import { Problem } from '#platform/problem.ts';
import { explainProposal, proposeVerdict, validUntil } from '../rules/verdict.ts';
import type { ScoreSheet, VerdictWording } from '../schema.ts';
import { insertVerdict } from '../store/verdicts.server.ts';

/** Publishes the example of the current edition. @throws Problem notAllowed; notFound when the edition has none */
export async function loadExample(ctx: Ctx): Promise<{ code: string }> {
	if (ctx.actor.kind !== 'operator' && !hasRole(ctx.actor, 'secretariat')) throw new Problem('notAllowed');
	const edition = await currentEdition(ctx.app);
	const example = findExample(ctx.app, edition.id);
	if (!example) throw new Problem('notFound');
	const institutionIds = await findInstitutions(ctx, example);
	const files = await Promise.all(example.invented.evidence.map((piece) => storeFile(ctx, piece)));
	const proposal = proposeVerdict(sheetOf(example), edition);
	if (!proposal.class || !proposal.unmet) throw new Error('the example of the edition has no verdict');
	const { class: proposed, unmet } = proposal;
	return change(ctx, 'example.load', async (tx, about) => {
		const { practice, invented } = example;
		const { id, code } = await insertPractice(
			tx,
			{
				edition: edition.id,
				language: practice.language,
				declaredClass: practice.declaredClass,
				ownerId: null,
				isExample: true,
				isInvented: false
			},
			{ ...practice.fields, ...emptyLayers, ...invented.layers },
			null
		);
		await replaceInstitutions(tx, id, institutionIds);
		const now = ctx.app.now();
		for (const file of files)
			await insertAttachment(tx, { ...file, practiceId: id, createdAt: now, screenedAt: file.visibility === 'public' ? now : null });
		const row = await lockPractice(tx, code);
		const version = await insertVersion(tx, id, await readContent(tx, row), null, now);
		const verdict = {
			class: proposed,
			conditional: proposal.conditional,
			confirmedAt: now,
			validUntil: validUntil(proposed, proposal.conditional, isoDayOf(now), edition)
		};
		const verdictId = await insertVerdict(tx, {
			...verdict,
			practiceId: id,
			versionId: version.id,
			edition: edition.id,
			proposal,
			unmet,
			wording: wordingOf(example, edition, proposal),
			departure: null,
			confirmedBy: null,
			isInvented: true
		});
		await moveState(tx, row, 'publish', 'published', now);
		await grantLabel(ctx, tx, id, { id: verdictId, ...verdict });
		await publishEntry(tx, ctx, { practiceId: id, versionId: version.id });
		about({ kind: 'practice', id: code, detail: { example: true } });
		return { code };
	});
}

async function findInstitutions(ctx: Ctx, { practice }: Example): Promise<string[]> {
	const ids: string[] = [];
	for (const institution of practice.institutions) {
		const known = await findInstitutionByAlias(ctx.app.db, fold(institution.name));
		ids.push(known?.id ?? (await addInstitution(ctx, { ...institution, parentId: null })));
	}
	return ids;
}

async function storeFile(ctx: Ctx, { field, name, text, visibility }: Example['invented']['evidence'][number]) {
	const bytes = new TextEncoder().encode(text);
	return {
		key: field,
		name,
		mediaType: name.endsWith('.csv') ? 'text/csv' : 'text/plain',
		bytes: bytes.byteLength,
		sha256: await ctx.app.files.put(bytes),
		visibility,
		isInvented: true,
		uploadedBy: null
	};
}

function sheetOf({ edition, invented }: Example): ScoreSheet {
	return { edition, panel: invented.panel.map(({ assessor, criteria }) => ({ assessor, criteria })) };
}

/** What the rule says of each criterion, and below it the reasons that the invented panel gave. */
function wordingOf({ invented }: Example, edition: Edition, proposal: Parameters<typeof explainProposal>[0]): VerdictWording {
	const explained = explainProposal(proposal, edition, 'es').criteria;
	const reasons = (key: CriterionKey) => invented.panel.map(({ criteria }) => criteria[key]?.reason ?? '');
	return Object.fromEntries(edition.criteria.map(({ key }) => [key, [explained[key], ...reasons(key)].join('\n\n')]));
}
