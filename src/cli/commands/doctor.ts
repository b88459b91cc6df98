// Says what is wrong with an installation, if anything.
import { type CliWords, cliMessages } from '#messages/cli.ts';
import { commonMessages } from '#messages/common.ts';
import { examine, type Finding } from '#platform/examination.server.ts';
import { createLog } from '#platform/log.server.ts';
import { command } from '../command.ts';
import { versionOf } from '../version.ts';

const marks = { good: '✓', warning: '!', bad: '✗' } as const;

export const doctor = command({
	args: [0, 0],
	options: {},
	async run({ config, locale, answer }) {
		const findings = await examine(
			config,
			versionOf(config.root),
			createLog('warn', (line) => process.stderr.write(line))
		);
		const words = cliMessages(locale).doctor;
		const size = commonMessages(locale).bytes;
		const said = findings.map((finding) => ({ finding, text: sentence(finding, words, size) }));
		const lines = said.map(({ finding: { check, state }, text }) => `${marks[state]} ${words[check]}: ${text}`);
		answer({ checks: said.map(({ finding, text }) => ({ ...finding, text })) }, lines.join('\n'));
		return findings.some(({ state }) => state === 'bad') ? 1 : 0;
	}
});

function sentence(finding: Finding, words: CliWords['doctor'], size: (bytes: number) => string): string {
	switch (finding.what) {
		case 'value':
			return finding.value;
		case 'space':
			return size(finding.bytes);
		case 'little':
			return words.little(size(finding.bytes));
		case 'unreachable':
			return words.unreachable(finding.message);
		case 'pending':
		case 'applied':
		case 'running':
			return words[finding.what](finding.count);
		case 'noMail':
			return words.noMail(finding.server, words.mailFailures[finding.why]);
		case 'files':
			return words.filesFound(finding.known, finding.missing.length, finding.orphans.length);
		default:
			return words[finding.what];
	}
}
