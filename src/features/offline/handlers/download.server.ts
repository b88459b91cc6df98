// Taking one's work home: a sheet or a document for one assignment, a workbook for all that wait.
import { type Assignment, listAssignments, readAssignment } from '#features/assessments/handlers/judging.server.ts';
import { assignmentStep } from '#features/assessments/rules/verdict.ts';
import { xlsxMediaType } from '#features/exchange/writing/xlsx.server.ts';
import { offlineMessages } from '#messages/offline.ts';
import type { Ctx } from '#platform/ctx.ts';
import type { Download } from '#platform/http/download.ts';
import { begun } from '#platform/http/streams.ts';
import { Problem } from '#platform/problem.ts';
import type { SheetFormat } from '../schema.ts';
import type { OpenAssignment } from '../writing/scoring-rows.ts';
import { scoringWorkbook } from '../writing/workbook.server.ts';
import { definitionMark } from './work.server.ts';

const wordMediaType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** The sheet of one assignment. @throws Problem notFound when it is not one's own, interestNotDeclared as long as its content is closed */
export async function downloadSheet(ctx: Ctx, code: string, format: SheetFormat): Promise<Download> {
	const open = asOpen(await readAssignment(ctx, code));
	if (!open) throw new Problem('interestNotDeclared');
	const { sheet } = offlineMessages(ctx.locale);
	if (format === 'docx') {
		// What writes Word takes some megabytes: it comes with the first document.
		const { cedulaToWord } = await import('../writing/cedula.server.ts');
		const bytes = await cedulaToWord(open, ctx.locale);
		return { bytes, mediaType: wordMediaType, fileName: `${sheet.cedulaName(code)}.docx` };
	}
	return {
		stream: await begun(scoringWorkbook([open], ctx.locale)),
		mediaType: xlsxMediaType,
		fileName: `${sheet.fileName(code)}.xlsx`
	};
}

/** One workbook with a sheet for each assignment that waits for judgements. @throws Problem notFound when there is none */
export async function downloadOpenSheets(ctx: Ctx): Promise<Download> {
	const codes = await listOpenCodes(ctx);
	const open: OpenAssignment[] = [];
	for (const code of codes) {
		const each = asOpen(await readAssignment(ctx, code));
		if (each) open.push(each);
	}
	if (open.length === 0) throw new Problem('notFound');
	return {
		stream: await begun(scoringWorkbook(open, ctx.locale)),
		mediaType: xlsxMediaType,
		fileName: `${offlineMessages(ctx.locale).sheet.allName}.xlsx`
	};
}

/** Practices whose sheets may be taken home, those that are due first before the others. @throws Problem signInRequired */
export async function listOpenCodes(ctx: Ctx): Promise<string[]> {
	const waiting = (await listAssignments(ctx)).filter((row) => ['judge', 'handIn'].includes(assignmentStep(row)));
	return waiting.map(({ code }) => code);
}

function asOpen(assignment: Assignment): OpenAssignment | undefined {
	const { id, code, content, versionNumber, edition, own, definitionCheck } = assignment;
	if (!content) return undefined;
	const judgements = Object.fromEntries(edition.criteria.map(({ key }) => [key, own[key]?.version ?? 0]));
	const definition = definitionMark(definitionCheck);
	return { assignment, content, identity: { token: id, code, versionNumber, edition: edition.id, judgements, definition } };
}
