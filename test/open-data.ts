// What tests of the open data share: texts that try to break out of a format, a practice made of them, and programs nobody here wrote.
import { execFileSync, spawnSync } from 'node:child_process';
import type { PracticeDescription } from '#features/opendata/schema.ts';

/** Each tries to end what it stands in, to be run, to turn the line around, or to be no character at all. */
export const hostileTexts = [
	'</script><script>alert(1)</script>',
	'"><img src=x onerror=alert(1)>',
	'javascript:/*--></title></style></textarea>\'/*"/*`*/ onload=alert(1)//',
	']]><!-- --><![CDATA[x',
	'&lt;b&gt; &amp; &#0; %0d%0a',
	"=cmd|' /C calc'!A0",
	'\u202etxet desrever\u202c الممارسة',
	'uno\u0001dos\u000btres\u001b[31m\ufffe\u0085',
	'TY  - BOOK\r\nER  - \r\n@book{x,',
	'{\\input{/etc/passwd}} $x_1^2$ 100 % ~ #1',
	'👩🏽‍🏫 número 日本'
] as const;

/** They as one line of text, as a title may be. */
export const hostileText = hostileTexts.join(' ');

/** A practice of which every text is hostile. */
export function hostilePractice(change: Partial<PracticeDescription> = {}): PracticeDescription {
	const named = (key: string) => ({ key, name: hostileText });
	return {
		code: 'AC-0042',
		url: 'https://acervo.example.org/practicas/AC-0042',
		language: 'es',
		title: hostileText,
		abstract: `${hostileText}\ud800\u0000`,
		authors: [hostileText, 'Secretaría de Trabajo, Jalisco', 'Red'],
		publisher: { origin: 'https://acervo.example.org', network: `Red ${hostileText}` },
		versionNumber: 2,
		publishedAt: '2026-11-03T12:00:00.000Z',
		updatedAt: '2026-11-04T12:00:00.000Z',
		class: { key: 'promising', name: 'Práctica prometedora' },
		marks: [hostileText],
		themes: [named('labour-inclusion')],
		groups: [named('host')],
		places: [{ code: 'MX', name: hostileText }],
		dates: { start: '2024-03', end: null },
		licence: { name: 'CC BY 4.0', url: 'https://creativecommons.org/licenses/by/4.0/' },
		...change
	};
}

/** Debian's own, where the packages of apt-get stand; a `python3` earlier in the path may not know them. */
export function pythonWith(module: string): string | undefined {
	return ['/usr/bin/python3', 'python3'].find((program) => spawnSync(program, ['-c', `import ${module}`]).status === 0);
}

/** Whether a program is there. @param args with which it says so and ends well */
export function hasProgram(program: string, args: string[]): boolean {
	return spawnSync(program, args).status === 0;
}

const minute = 60_000;

/** Runs a program to its end. @throws Error with what it complained of */
export function runProgram(program: string, args: string[], input?: string | Buffer): string {
	return execFileSync(program, args, {
		...(input !== undefined && { input }),
		encoding: 'utf8',
		stdio: 'pipe',
		timeout: minute,
		maxBuffer: 256 * 1024 * 1024,
		env: { ...process.env, NO_PROXY: '127.0.0.1', no_proxy: '127.0.0.1' }
	});
}
