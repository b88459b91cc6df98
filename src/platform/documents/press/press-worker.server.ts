// Entry of the thread that prints and draws: Typst, resvg and the fonts live here, so that no document holds up the server.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parentPort } from 'node:worker_threads';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { Resvg } from '@resvg/resvg-js';
import { projectFile } from '../worker.server.ts';
import { coverageOf } from './font-coverage.ts';
import type { PressAnswer, PressJob } from './press.server.ts';

/** The faces that templates and drawings name. The last ones draw what the first do not, and serve as far as they are installed. */
const fontFiles = [
	'noto-sans/400Regular/NotoSans_400Regular.ttf',
	'noto-sans/400Regular_Italic/NotoSans_400Regular_Italic.ttf',
	'noto-sans/700Bold/NotoSans_700Bold.ttf',
	'noto-sans/700Bold_Italic/NotoSans_700Bold_Italic.ttf',
	'noto-serif/600SemiBold/NotoSerif_600SemiBold.ttf',
	'noto-sans-arabic/400Regular/NotoSansArabic_400Regular.ttf',
	'noto-sans-arabic/700Bold/NotoSansArabic_700Bold.ttf',
	'noto-sans-hebrew/400Regular/NotoSansHebrew_400Regular.ttf',
	'noto-sans-hebrew/700Bold/NotoSansHebrew_700Bold.ttf',
	'noto-emoji/400Regular/NotoEmoji_400Regular.ttf'
];

/** Compilations after which what was not used again is forgotten. */
const memory = 3;

const installed = fontFiles
	.map((file) => path.join(projectFile('node_modules/@expo-google-fonts'), file))
	.filter((file) => existsSync(file));
const fontBlobs = installed.map((file) => readFileSync(file));
const drawable = coverageOf(fontBlobs);
/** One per folder of templates: a compiler keeps the fonts and whatever did not change since the last document. */
const compilers = new Map<string, NodeCompiler>();

function compilerOf(mainFilePath: string): NodeCompiler {
	const workspace = path.dirname(mainFilePath);
	const compiler = compilers.get(workspace) ?? NodeCompiler.create({ workspace, fontArgs: [{ fontBlobs }] });
	compilers.set(workspace, compiler);
	return compiler;
}

/**
 * The document as PDF/UA-1. Should a text of rare signs break a rule of that standard after all, it is still a tagged PDF.
 * @throws Error when Typst refuses the template
 */
function print({ template, data }: Extract<PressJob, { template: string }>): Uint8Array {
	const mainFilePath = projectFile(template);
	const compiler = compilerOf(mainFilePath);
	const compiled = compiler.compile({ mainFilePath, inputs: { data: drawable(data) } });
	if (!compiled.result) throw new Error(`Typst: ${JSON.stringify(compiled.takeDiagnostics()?.shortDiagnostics ?? [])}`);
	try {
		return new Uint8Array(compiler.pdf(compiled.result, { pdfStandard: 'ua-1', pdfTags: true }));
	} catch {
		return new Uint8Array(compiler.pdf(compiled.result, { pdfTags: true }));
	} finally {
		compiler.evictCache(memory);
	}
}

/** The drawing as PNG, in its own size, with the same faces as documents and none of the machine's. */
function draw(svg: string): Uint8Array {
	const font = {
		fontFiles: installed,
		loadSystemFonts: false,
		defaultFontFamily: 'Noto Sans',
		sansSerifFamily: 'Noto Sans',
		serifFamily: 'Noto Serif'
	};
	return new Uint8Array(new Resvg(drawable(svg), { font }).render().asPng());
}

parentPort?.on('message', (job: PressJob) => {
	let answer: PressAnswer;
	try {
		answer = { bytes: 'svg' in job ? draw(job.svg) : print(job) };
	} catch (error) {
		answer = { refused: String(error).slice(0, 2_000) };
	}
	parentPort?.postMessage(answer, 'bytes' in answer ? [answer.bytes.buffer as ArrayBuffer] : []);
});
