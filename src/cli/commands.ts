// Every command by its name, in the order of the help. The words of its help are in src/messages/cli.ts under the same name.
// Each is loaded when it is called, so that help and wrong usage need not wait for the whole program.
import type { CliWords } from '#messages/cli.ts';
import type { AnyCommand } from './command.ts';

export const commands = {
	start: async () => (await import('./commands/start.ts')).start,
	import: async () => (await import('./commands/import.ts')).importDocuments,
	export: async () => (await import('./commands/export.ts')).exportDocument,
	search: async () => (await import('./commands/search.ts')).search,
	verdict: async () => (await import('./commands/verdict.ts')).verdict,
	agreement: async () => (await import('./commands/agreement.ts')).measureAgreement,
	handover: async () => (await import('./commands/handover.ts')).handover,
	withdraw: async () => (await import('./commands/withdraw.ts')).withdraw,
	retire: async () => (await import('./commands/retire.ts')).retire,
	purge: async () => (await import('./commands/purge.ts')).purgeData,
	'user create': async () => (await import('./commands/user-create.ts')).createUser,
	'key create': async () => (await import('./commands/key-create.ts')).createKey,
	backup: async () => (await import('./commands/backup.ts')).backup,
	restore: async () => (await import('./commands/restore.ts')).restore,
	edition: async () => (await import('./commands/edition.ts')).edition,
	'thesaurus export': async () => (await import('./commands/thesaurus.ts')).exportThesaurus,
	'thesaurus import': async () => (await import('./commands/thesaurus.ts')).importThesaurusFile,
	duties: async () => (await import('./commands/duties.ts')).doDuties,
	migrate: async () => (await import('./commands/migrate.ts')).migrateDatabase,
	doctor: async () => (await import('./commands/doctor.ts')).doctor
} satisfies Record<keyof CliWords['command'], () => Promise<AnyCommand>>;

export type CommandName = keyof typeof commands;
