// What other programs make of a scoring sheet: LibreOffice saves it again, Python fills it in, and the answers are found all the same.
import { execFileSync, spawnSync } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Assignment } from '#features/assessments/handlers/judging.server.ts';
import { getEdition } from '#features/methodology/rules/edition.ts';
import { loadEditions } from '#features/methodology/store.server.ts';
import { readDocument } from '#platform/documents/format.server.ts';
import { practiceContent } from '../../../test/factories.ts';
import { fillDocument, fillWorkbook } from '../../../test/filled-sheets.ts';
import { temporaryFolder } from '../../../test/temporary.ts';
import { readSheets } from './rules/reading.ts';
import type { BroughtSheet } from './schema.ts';
import { cedulaToWord } from './writing/cedula.server.ts';
import type { OpenAssignment } from './writing/scoring-rows.ts';
import { scoringWorkbook } from './writing/workbook.server.ts';

const root = join(import.meta.dirname, '../../..');
const edition = getEdition(loadEditions(root), 'redlac-2021/1');
const hasLibreOffice = spawnSync('soffice', ['--version']).error === undefined;
/** Debian's own, where the packages of apt-get stand; a `python3` earlier in the path may not know them. */
const pythonWith = (module: string) =>
	['/usr/bin/python3', 'python3'].find((program) => spawnSync(program, ['-c', `import ${module}`]).status === 0);
const minute = 60_000;

const content = practiceContent({
	// The author's words look like names of lines, and are none.
	fields: {
		title: 'sheet.token',
		description: '- uno\n- **dos**\n\nTexto.',
		problem: '[judgement.impact.level]',
		results: 'x '.repeat(20_000)
	},
	attachments: [
		{
			id: '6f1c1ad5-3f52-4bde-8a0b-0d8f7c1d0001',
			key: 'results',
			name: 'Encuestas 2022.pdf',
			mediaType: 'application/pdf',
			bytes: 9,
			sha256: 'a'.repeat(64),
			visibility: 'network',
			screened: false,
			isInvented: false
		}
	]
});
const identity = {
	token: '6f1c1ad5-3f52-4bde-8a0b-0d8f7c1d0002',
	code: 'AC-0007',
	versionNumber: 3,
	edition: edition.id,
	judgements: Object.fromEntries(edition.criteria.map(({ key }, index) => [key, index])),
	definition: 'AbC-_012xyz9'
};
const stored = { level: '1', reason: 'Antes:\n- a\n- b', evidence: ['text: un pasaje'], questions: { systematised: 'partly' }, version: 2 };
const open: OpenAssignment = {
	assignment: { edition, own: { results: stored }, definitionCheck: {}, comments: [] } as unknown as Assignment,
	content,
	identity
};
const answers = {
	'judgement.impact.level': '2',
	'judgement.impact.reason': 'Razón “entera” – con ñ & <signos>\n\n1. uno\n2. dos',
	'judgement.impact.indicators': '64 respuestas; encuesta, 2022\n40 % más',
	'question.results.systematised': 'Sí',
	'judgement.results.files': 'Encuestas 2022.pdf',
	'definition.answer.tested': 'No está claro',
	'comment.passage.3': 'Texto.',
	'comment.text.3': '¿Cuál?'
};

let folder = '';
beforeAll(async () => {
	folder = await temporaryFolder();
	const workbook = Buffer.concat(await Array.fromAsync(scoringWorkbook([open], 'es')));
	const document = await cedulaToWord(open, 'es');
	await writeFile(join(folder, 'vacia.xlsx'), workbook);
	await writeFile(join(folder, 'vacia.docx'), document);
	await writeFile(join(folder, 'llena.xlsx'), fillWorkbook(workbook, answers));
	await writeFile(join(folder, 'llena.docx'), fillDocument(document, answers));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function sheetIn(...place: string[]): Promise<BroughtSheet | undefined> {
	const answer = await readDocument(await readFile(join(folder, ...place)));
	if (!answer.ok) throw new Error(answer.why);
	return readSheets(answer.document)[0];
}

/** As it was filled in; blank lines may go. */
function expectFilled(sheet: BroughtSheet | undefined): void {
	expect(sheet?.identity).toEqual(identity);
	const { impact, results } = sheet?.judgements ?? {};
	expect(impact).toMatchObject({ level: '2', indicators: answers['judgement.impact.indicators'] });
	expect(impact?.reason?.replace(/\n+/g, '\n')).toBe(answers['judgement.impact.reason'].replace(/\n+/g, '\n'));
	expect(results).toMatchObject({ reason: 'Antes:\n- a\n- b', passages: 'un pasaje', files: 'Encuestas 2022.pdf' });
	expect(results?.level).toMatch(/^1 · /);
	expect(results?.questions.systematised).toBe('Sí');
	expect(sheet?.definition.tested?.answer).toBe('No está claro');
	expect(sheet?.comments).toEqual([{ passage: 'Texto.', text: '¿Cuál?' }]);
}

it.each(['xlsx', 'docx'])('a filled sheet is read as %s', async (format) => expectFilled(await sheetIn(`llena.${format}`)));

describe.skipIf(!hasLibreOffice)('a sheet that LibreOffice saved again (needs soffice)', () => {
	it.each([
		['llena.xlsx', 'xlsx:Calc MS Excel 2007 XML', 'xlsx'],
		['llena.docx', 'docx', 'docx'],
		['llena.docx', 'odt', 'odt']
	])(
		'%s as %s',
		async (file, filter, format) => {
			const profile = pathToFileURL(join(folder, 'profile')).href;
			const into = join(folder, format);
			execFileSync(
				'soffice',
				[`-env:UserInstallation=${profile}`, '--headless', '--convert-to', filter, '--outdir', into, join(folder, file)],
				{ timeout: 4 * minute, killSignal: 'SIGKILL', stdio: 'ignore', env: { PATH: process.env.PATH, HOME: folder } }
			);
			expectFilled(await sheetIn(format, `llena.${format}`));
		},
		5 * minute
	);
});

const fillBook = `
import json, sys
from openpyxl import load_workbook
book = load_workbook(sys.argv[1])
sheet = book['AC-0007']
answers = json.loads(sys.argv[3])
for row in sheet.iter_rows(min_row=3):
	if row[0].value in answers:
		row[2].value = answers[row[0].value]
lists = [(v.type, str(v.sqref), v.formula1) for v in sheet.data_validations.dataValidation]
offered = [cell.value for cell in book[book.sheetnames[1]]['B'] if cell.value]
book.save(sys.argv[2])
print(json.dumps({'lists': len(lists), 'kinds': sorted(set(kind for kind, _, _ in lists)), 'hidden': book.worksheets[1].sheet_state, 'offered': offered, 'author': book.properties.creator}))
`;

const openpyxl = pythonWith('openpyxl');
describe.skipIf(openpyxl === undefined)('a workbook that openpyxl filled in (needs python3-openpyxl)', () => {
	it('offers lists, and is found with its numbers as numbers', async () => {
		const given = JSON.stringify({ ...answers, 'judgement.impact.level': 2, 'judgement.sustainability.due': '2027-03-31' });
		const args = ['-c', fillBook, join(folder, 'vacia.xlsx'), join(folder, 'python.xlsx'), given];
		const found = JSON.parse(execFileSync(openpyxl ?? '', args, { encoding: 'utf8', timeout: minute }));
		const questions = edition.criteria.reduce((sum, { questions: all }) => sum + all.length, 0);
		expect(found).toMatchObject({
			lists: questions + edition.criteria.length + edition.definitionChecks.length,
			kinds: ['list'],
			hidden: 'hidden'
		});
		expect(found.offered).toEqual(expect.arrayContaining([expect.stringMatching(/^3 · /)]));
		const sheet = await sheetIn('python.xlsx');
		expectFilled(sheet);
		expect(sheet?.judgements.sustainability?.due).toBe('2027-03-31');
	});
});

const fillWord = `
import json, re, sys
from docx import Document
document = Document(sys.argv[1])
answers = json.loads(sys.argv[3])
for table in document.tables:
	for row in table.rows:
		name = re.search(r'\\[([\\w.-]+)\\]', row.cells[0].text)
		if name and name.group(1) in answers:
			row.cells[1].text = answers[name.group(1)]
document.save(sys.argv[2])
print(json.dumps([document.core_properties.author, document.core_properties.last_modified_by]))
`;

const pythonDocx = pythonWith('docx');
describe.skipIf(pythonDocx === undefined)('a document that python-docx filled in (needs python3-docx)', () => {
	it('is found, and its properties name nobody', async () => {
		const args = ['-c', fillWord, join(folder, 'vacia.docx'), join(folder, 'python.docx'), JSON.stringify(answers)];
		const people = JSON.parse(execFileSync(pythonDocx ?? '', args, { encoding: 'utf8', timeout: minute }));
		expect(people).toEqual(['Acervo', 'Acervo']);
		expectFilled(await sheetIn('python.docx'));
	});
});
