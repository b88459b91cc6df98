// The command line as a person types it: real processes, their output, their exit codes.
import { execFileSync, spawn } from 'node:child_process';
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { main, openTerminal, type Terminal } from '../../test/command-line.ts';
import { insertPerson } from '../../test/factories.ts';

let terminal: Terminal;
let folder: string;
beforeAll(async () => {
	terminal = await openTerminal();
	({ folder } = terminal);
});
afterAll(() => terminal?.close());

const acervo = (...given: Parameters<Terminal['acervo']>) => terminal.acervo(...given);
const json = async (args: string[], options = {}) => JSON.parse((await acervo([...args, '--json'], options)).stdout);

describe('asked wrongly', () => {
	const cases: [string[], string][] = [
		[[], 'Falta la orden.'],
		[['tejer'], 'No existe la orden «tejer».'],
		[['user', 'tejer'], 'No existe la orden «user tejer».'],
		[['backup'], 'Falta un argumento.'],
		[['backup', 'a', 'b'], 'Sobra «b».'],
		[['backup', 'a', '--color'], 'No existe la opción --color.'],
		[['user', 'create', '--email'], 'La opción --email necesita un valor.'],
		[
			['export', 'AC-0001', '--format', 'odt', '--output', 'x'],
			'--format no puede ser «odt»; puede ser: docx, pdf, xlsx, csv, json, zip, verdict.'
		],
		[['export', '--format', 'csv', '--output', 'x'], 'Falta un argumento.'],
		[['export', 'AC-0001', '--format', 'comparison', '--output', 'x'], '--format no puede ser «comparison»'],
		[['export', 'AC-0001', '--all', '--format', 'csv', '--output', 'x'], 'Sobra «AC-0001».'],
		[['export', '--all', '--format', 'docx', '--output', 'x'], '--format no puede ser «docx»; puede ser: xlsx, csv, ndjson, pdf.'],
		[['doctor', '--json=1'], 'La opción --json no lleva valor.'],
		[['user', 'create', '--role', 'author'], 'Falta la opción --email.'],
		[
			['user', 'create', '--email', 'a@example.org', '--role', 'jefa'],
			'--role no puede ser «jefa»; puede ser: author, assessor, secretariat.'
		],
		[['user', 'create', '--email', 'nadie', '--role', 'author'], '--email no puede ser «nadie»']
	];

	it('it explains itself, with exit code 2 and no stack', async () => {
		const results = await Promise.all(cases.map(([args]) => acervo(args)));
		for (const [at, { code, stdout, stderr }] of results.entries()) {
			expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
			expect(stderr).toContain(cases[at]?.[1]);
			expect(stderr).not.toMatch(/\n\s+at /);
		}
	});

	it('a wrong setting too', async () => {
		const { code, stderr } = await acervo(['doctor'], { env: { PORT: 'tres' } });
		expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining('PORT must be a number') });
	});
});

describe('help', () => {
	it('speaks Spanish, or the language asked for or of the terminal, for everything and for each command', async () => {
		expect(await acervo(['--help'])).toMatchObject({ code: 0, stderr: '', stdout: expect.stringContaining('Órdenes:') });
		expect((await acervo(['--help'], { env: { LANG: 'en_GB.UTF-8' } })).stdout).toContain('Commands:');
		expect((await acervo(['--lang', 'en', 'user', 'create', '--help'])).stdout).toContain('Usage: acervo user create --email E');
	});
});

describe('accounts', () => {
	it('are made by invitation or with a password, in institutions that are added once', async () => {
		const args = ['--institution', 'Casa Inventada', '--institution', 'Red Inventada'];
		const invited = await json(['user', 'create', '--email', 'Ana@Example.org', '--role', 'author', '--role', 'assessor', ...args], {
			env: { ACERVO_ORIGIN: 'https://acervo.example.org/' }
		});
		expect(invited).toMatchObject({ email: 'ana@example.org', roles: ['author', 'assessor'] });
		expect(invited.link).toMatch(/^https:\/\/acervo\.example\.org\/invitacion\/[\w-]{27}$/);
		const made = await acervo(
			['user', 'create', '--email', 'eva@example.org', '--role', 'secretariat', '--password-stdin', '--institution', 'casa inventada'],
			{
				input: 'una clave larga\n'
			}
		);
		expect(made).toMatchObject({ code: 0, stdout: 'Cuenta creada para eva@example.org.\n' });
		expect(await terminal.scratch.db.selectFrom('institution').select('name').orderBy('name').execute()).toEqual([
			{ name: 'Casa Inventada' },
			{ name: 'Red Inventada' }
		]);
		expect(
			await terminal.scratch.db.selectFrom('journal').select(['act', 'actorId', 'door']).where('act', '=', 'person.create').execute()
		).toEqual([{ act: 'person.create', actorId: 'operator', door: 'cli' }]);
	});

	it('are refused in words', async () => {
		expect(await acervo(['user', 'create', '--email', 'eva@example.org', '--role', 'author'])).toMatchObject({
			code: 1,
			stdout: '',
			stderr: 'Ya hay una cuenta con ese correo.\n'
		});
		const short = await acervo(['user', 'create', '--email', 'ivo@example.org', '--role', 'author', '--password-stdin'], {
			input: 'corta\n'
		});
		expect(short).toMatchObject({ code: 1, stderr: 'La contraseña debe tener entre 10 y 128 caracteres.\n' });
		expect(await acervo(['key', 'create', '--email', 'nadie@example.org'])).toMatchObject({
			code: 1,
			stderr: expect.stringContaining('No hay una cuenta')
		});
		expect((await json(['key', 'create', '--email', 'eva@example.org'])).key).toMatch(/^acervo-[\w-]{27}$/);
	});
});

describe('documents', () => {
	const form = [
		'Buena práctica',
		'',
		'Institución que la implementa:',
		'Casa Inventada',
		'',
		'Título o tema de la buena práctica:',
		'Un título inventado',
		'',
		'Descripción de la buena práctica:',
		'Una descripción inventada.',
		'',
		'Impacto positivo:',
		'Un impacto inventado.'
	].join('\n');

	it('become drafts, each by itself; what could not be read is named and makes the exit code 1', async () => {
		const [good, empty, none, inside] = ['forma.txt', 'vacio.txt', 'no-existe.txt', 'carpeta'].map((name) => path.join(folder, name)) as [
			string,
			string,
			string,
			string
		];
		await writeFile(good, form);
		await writeFile(empty, '');
		await mkdir(inside);
		const { code, stdout } = await acervo(['import', empty, good, none, inside, '--json']);
		const { practices, failures } = JSON.parse(stdout);
		expect(code).toBe(1);
		expect(practices).toMatchObject([{ code: 'AC-0001', file: good, fields: { title: 'Un título inventado' } }]);
		expect(Object.keys(practices[0]).slice(0, 6)).toEqual(['code', 'file', 'declaredClass', 'fields', 'unplaced', 'warnings']);
		expect(failures).toEqual([
			{ file: empty, reason: 'El archivo está vacío.' },
			{ file: none, reason: `No existe ${none}.` }
		]);
		expect(await json(['import', good, '--dry-run'])).toMatchObject({ practices: [{ code: null }], failures: [] });
		expect(await terminal.scratch.db.selectFrom('practice').select(['code', 'ownerId']).execute()).toEqual([
			{ code: 'AC-0001', ownerId: null }
		]);
	});

	it('come from whole folders, with progress; what is known is passed over, and other forms by a map of their labels', async () => {
		const inside = path.join(folder, 'todas');
		await mkdir(path.join(inside, 'adentro'), { recursive: true });
		const other = 'Nombre de la mascota: Una mascota inventada\n\nMeriendas: Muchas meriendas inventadas.\n';
		await writeFile(path.join(inside, 'conocida.txt'), form);
		await writeFile(path.join(inside, 'adentro', 'otra.txt'), other);
		await writeFile(path.join(inside, '.oculta.txt'), form);
		await writeFile(path.join(inside, '~$abierta.docx'), 'x');
		await symlink(path.join(folder, 'forma.txt'), path.join(inside, 'enlace.txt'));
		const map = path.join(folder, 'mapa.json');
		await writeFile(map, JSON.stringify({ 'Nombre de la mascota': 'title' }));
		const first = await acervo(['import', inside, '--json']);
		const report = JSON.parse(first.stdout);
		expect(report.practices).toMatchObject([
			{ code: 'AC-0001', warnings: expect.arrayContaining([{ code: 'alreadyImported', detail: 'AC-0001' }]) }
		]);
		expect(report.failures).toMatchObject([
			{
				file: path.join(inside, 'adentro', 'otra.txt'),
				reason: expect.stringContaining('formato'),
				pairs: expect.arrayContaining([['Meriendas', 'Muchas meriendas inventadas.']])
			}
		]);
		expect({ code: first.code, stderr: first.stderr }).toMatchObject({ code: 1, stderr: expect.stringContaining('2/2  ') });
		expect(await json(['import', inside, '--map', map, '--dry-run'])).toMatchObject({
			practices: expect.arrayContaining([expect.objectContaining({ fields: expect.objectContaining({ title: 'Una mascota inventada' }) })]),
			failures: []
		});
		expect(await acervo(['import', inside, '--map', path.join(inside, 'conocida.txt')])).toMatchObject({
			code: 1,
			stderr: expect.stringContaining('no dice qué campo')
		});
		expect(await acervo(['import', path.join(folder, 'carpeta')])).toMatchObject({
			code: 1,
			stderr: expect.stringContaining('No hay archivos en')
		});
	});

	it('go out as the file asked for', async () => {
		const file = path.join(folder, 'salida.json');
		expect(await json(['export', 'AC-0001', '--format', 'json', '--output', file])).toMatchObject({
			code: 'AC-0001',
			file,
			format: 'json'
		});
		expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({
			source: { code: 'AC-0001' },
			fields: { title: 'Un título inventado' }
		});
		expect((await json(['import', file, '--dry-run'])).practices[0].fields.title).toBe('Un título inventado');
		expect(await acervo(['export', 'AC-0001', '--format', 'docx', '--output', folder])).toMatchObject({
			code: 1,
			stderr: expect.stringContaining('es una carpeta')
		});
		const word = path.join(folder, 'salida.docx');
		await acervo(['export', 'AC-0001', '--format', 'docx', '--output', word]);
		expect((await json(['import', word, '--dry-run'])).practices[0].fields.title).toBe('Un título inventado');
		const sheet = path.join(folder, 'salida.xlsx');
		await acervo(['export', 'AC-0001', '--format', 'xlsx', '--output', sheet]);
		expect((await json(['import', sheet, '--dry-run'])).practices[0].fields.title).toBe('Un título inventado');
		const list = path.join(folder, 'catalogo.csv');
		expect(await json(['export', '--all', '--format', 'csv', '--output', list])).toMatchObject({ codes: [], file: list, format: 'csv' });
		expect(await readFile(list, 'utf8')).toMatch(/^\ufeffClave,/);
	});

	it('come as lines and leave as a bundle, each bad line named', async () => {
		const line = (code: string) =>
			JSON.stringify({
				format: 'acervo-practice/1',
				source: { instance: 'https://otra.example.org', code, exportedAt: '2026-01-02T03:04:05Z' },
				edition: 'redlac-2021/1',
				fields: { title: `Inventada ${code}` }
			});
		const file = path.join(folder, 'muchas.ndjson');
		await writeFile(file, [line('X-1'), '{"format":"acervo-practice/2"}', line('X-2')].join('\n'));
		const { code, stdout, stderr } = await acervo(['import', file]);
		expect({ code, stdout }).toEqual({ code: 1, stdout: expect.stringContaining('2 prácticas, 0 que ya estaban, 1 líneas') });
		expect(stderr).toContain(`${file}:2: `);
		const { practices } = await json(['import', file]);
		expect(practices).toMatchObject([
			{ line: 1, isKnown: true, title: 'Inventada X-1' },
			{ line: 3, isKnown: true }
		]);
		const bundle = path.join(folder, 'dos.zip');
		const codes = practices.map((practice: { code: string }) => practice.code);
		expect(await json(['export', ...codes, '--format', 'zip', '--output', bundle])).toMatchObject({ codes, mediaType: 'application/zip' });
		expect((await json(['import', bundle, '--dry-run'])).practices).toMatchObject([
			{ fields: { title: 'Inventada X-1' } },
			{ fields: { title: 'Inventada X-2' } }
		]);
	});

	it('are handed over and withdrawn, and what does not fit is refused', async () => {
		await insertPerson(terminal.scratch.db, 'heredera@example.org', ['author']);
		expect(await acervo(['handover', 'AC-0001', '--email', 'heredera@example.org'])).toMatchObject({ code: 0 });
		expect(await acervo(['retire', 'AC-0001'])).toMatchObject({ code: 1, stderr: expect.stringContaining('Este paso no corresponde') });
		expect(await json(['withdraw', 'AC-0001'])).toEqual({ code: 'AC-0001', state: 'withdrawn' });
		expect(await acervo(['withdraw', 'AC-0999'])).toMatchObject({ code: 1, stdout: '' });
		expect(await json(['search', 'título', 'inventado'])).toMatchObject({ items: [], total: 0 });
	});
});

describe('backups', () => {
	it('are written once, read back, and refused in words', async () => {
		const file = path.join(folder, 'todo.acervo');
		expect(await json(['backup', file])).toMatchObject({ file, files: expect.any(Number), missing: [] });
		expect(await acervo(['backup', file])).toMatchObject({ code: 1, stderr: expect.stringContaining('ya existe') });
		expect(await acervo(['backup', folder])).toMatchObject({ code: 1, stderr: expect.stringContaining('es una carpeta') });
		const pipe = path.join(folder, 'tubería');
		execFileSync('mkfifo', [pipe]);
		expect(await acervo(['backup', pipe])).toMatchObject({ code: 1, stderr: expect.stringContaining('no es un archivo corriente') });
		expect(await acervo(['backup', path.join(folder, 'no', 'hay')])).toMatchObject({
			code: 1,
			stderr: expect.stringContaining('No existe la carpeta')
		});
		expect(await acervo(['restore', file])).toMatchObject({ code: 1, stderr: expect.stringContaining('--replace') });
		expect(await json(['restore', file, '--replace'])).toMatchObject({ files: expect.any(Number) });
		expect(await acervo(['restore', path.join(folder, 'forma.txt'), '--replace'])).toMatchObject({
			code: 1,
			stderr: 'El archivo no es un respaldo de Acervo. No se cambió nada.\n'
		});
	});
});

describe('the process', () => {
	it('examines a folder without creating anything in it', async () => {
		const empty = path.join(folder, 'nada');
		const { checks } = await json(['doctor'], { env: { DATABASE_URL: '', ACERVO_DATA: empty } });
		expect(checks).toContainEqual(expect.objectContaining({ check: 'database', what: 'notYet' }));
		await expect(symlink('x', path.join(empty, 'x'))).rejects.toMatchObject({ code: 'ENOENT' });
		expect(await json(['doctor'])).toMatchObject({
			checks: expect.arrayContaining([expect.objectContaining({ check: 'migrations', what: 'applied' })])
		});
		expect(await json(['migrate'])).toEqual({ applied: [] });
	});

	it('says when the database does not answer', async () => {
		const { code, stderr } = await acervo(['migrate'], { env: { DATABASE_URL: 'postgresql://x@127.0.0.1:1/x' } });
		expect({ code, stderr }).toMatchObject({ code: 1, stderr: expect.stringMatching(/^La base de datos no responde \(.*ECONNREFUSED/) });
	});

	it('finishes quietly when nobody reads its output any more', async () => {
		const child = spawn(process.execPath, [main, 'doctor'], { env: terminal.env, stdio: ['ignore', 'pipe', 'pipe'] });
		child.stdout.destroy();
		let complaints = '';
		child.stderr.on('data', (text) => {
			complaints += text;
		});
		expect(await new Promise((resolve) => child.once('close', resolve))).toBe(0);
		expect(complaints).toBe('');
	});

	it('ends on Ctrl-C with 130', async () => {
		const interrupted = (after: number) => {
			const args = ['user', 'create', '--email', 'x@example.org', '--role', 'author', '--password-stdin'];
			const child = spawn(process.execPath, [main, ...args], { env: terminal.env, stdio: ['pipe', 'ignore', 'ignore'] });
			setTimeout(() => child.kill('SIGINT'), after);
			return new Promise((resolve) => child.once('close', resolve));
		};
		// Before it has begun, Node itself ends it; how long that takes depends on the machine.
		for (const after of [1500, 5000]) if ((await interrupted(after)) === 130) return;
		expect(await interrupted(20_000)).toBe(130);
	});

	it('serves several at once on a folder that is still empty', async () => {
		const env = { DATABASE_URL: '', ACERVO_DATA: path.join(folder, 'nueva') };
		const results = await Promise.all(
			['a', 'b', 'c'].map((name) =>
				acervo(['user', 'create', '--email', `${name}@example.org`, '--role', 'author', '--institution', 'Casa'], { env })
			)
		);
		expect(results.map(({ code, stderr }) => ({ code, stderr }))).toEqual(Array(3).fill({ code: 0, stderr: '' }));
	});
});
