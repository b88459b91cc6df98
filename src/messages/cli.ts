// What the command line says: help, results and refusals.
import { defineMessages } from './define.ts';

export const cliMessages = defineMessages({
	es: {
		usage: 'Uso',
		arguments: 'Argumentos',
		options: 'Opciones',
		commands: 'Órdenes',
		intro:
			'Acervo: documentar, evaluar y publicar buenas prácticas. Trabaja sobre la carpeta de datos (ACERVO_DATA), con servidor en marcha o sin él.',
		moreHelp: 'Ayuda de una orden: acervo ORDEN --help. Los datos salen por la salida estándar; avisos y errores, por la de errores.',
		exitCodes: 'Códigos de salida: 0 bien, 1 no se pudo, 2 mal escrito.',
		global: {
			help: 'muestra esta ayuda',
			json: 'responde en JSON',
			lang: 'idioma de los mensajes: es, en',
			version: 'muestra la versión'
		},
		command: {
			start: { usage: 'start', summary: 'pone en marcha el servidor' },
			import: {
				usage: 'import ARCHIVO|CARPETA… [--dry-run] [--again] [--hold-duplicates] [--map ARCHIVO]',
				summary: 'convierte archivos del formato en borradores; los que ya estaban no se repiten'
			},
			export: {
				usage: 'export CLAVE…|--all --format FORMATO --output ARCHIVO',
				summary:
					'escribe una práctica como documento (docx, pdf, xlsx, csv, json, zip; verdict: su dictamen) o varias en un archivo (xlsx, csv, ndjson, pdf, zip; comparison: de dos a cuatro, lado a lado)'
			},
			search: { usage: 'search TEXTO', summary: 'busca en el catálogo publicado' },
			verdict: {
				usage: 'verdict HOJA.json',
				summary: 'dice qué dictamen resulta de los niveles de un panel, y por qué; o qué le falta a la hoja'
			},
			agreement: {
				usage: 'agreement ARCHIVO.csv --metric nominal|ordinal|interval|ratio [--seed N]',
				summary: 'calcula cuánto coinciden varias personas evaluadoras: una unidad por fila, una persona por columna'
			},
			withdraw: { usage: 'withdraw CLAVE', summary: 'retira una práctica antes de su dictamen' },
			retire: { usage: 'retire CLAVE', summary: 'retira del catálogo una práctica publicada' },
			handover: { usage: 'handover CLAVE --email CORREO', summary: 'entrega una práctica a otra cuenta' },
			purge: {
				usage: 'purge CLAVE --words ARCHIVO|--stdin [--reason MOTIVO] [--dry-run]',
				summary: 'quita datos personales de una práctica en todas partes: una forma exacta por línea; no se puede deshacer'
			},
			'user create': {
				usage: 'user create --email CORREO --role ROL… [--institution NOMBRE…] [--name NOMBRE] [--password-stdin]',
				summary: 'crea una cuenta e imprime su enlace de invitación'
			},
			'key create': { usage: 'key create --email CORREO [--name NOMBRE]', summary: 'crea una clave de API; se muestra una sola vez' },
			backup: { usage: 'backup ARCHIVO', summary: 'guarda base de datos y archivos en un solo archivo secreto' },
			restore: { usage: 'restore ARCHIVO', summary: 'repone un respaldo; sin servidor en marcha' },
			edition: {
				usage: 'edition [EDICIÓN] [--check]',
				summary: 'muestra las ediciones de methodologies/ o elige la de las prácticas nuevas; --check solo revisa sus archivos'
			},
			'thesaurus export': { usage: 'thesaurus export ARCHIVO.json', summary: 'escribe el tesauro de la búsqueda en un archivo' },
			'thesaurus import': { usage: 'thesaurus import ARCHIVO.json', summary: 'sustituye todo el tesauro por el del archivo' },
			duties: {
				usage: 'duties',
				summary: 'hace lo que toca por la fecha: avisos, vencimientos, correos, borrado de lo que ya no se guarda'
			},
			migrate: { usage: 'migrate', summary: 'actualiza la base de datos a esta versión del programa' },
			doctor: { usage: 'doctor', summary: 'revisa la instalación sin cambiar nada' }
		},
		option: {
			'dry-run': 'lee e informa sin crear nada',
			again: 'crea otro borrador aunque el mismo archivo ya se haya importado',
			'hold-duplicates': 'deja en espera lo que tal vez ya existe, en vez de crearlo',
			map: 'archivo JSON que dice qué campo es cada etiqueta de otro formato: {"Resumen": "description"}',
			format: 'de una práctica: docx, pdf, xlsx, csv, json o zip (con sus archivos); de varias: xlsx, csv, ndjson, pdf o zip',
			all: 'todas las prácticas publicadas',
			output: 'archivo que se escribe',
			email: 'correo de la cuenta',
			role: 'secretariat, author o assessor; se puede repetir',
			institution: 'institución de la persona; se puede repetir y se crea si no existe',
			name: 'nombre que se muestra',
			'password-stdin': 'lee la contraseña de la entrada estándar en vez de hacer una invitación',
			replace: 'sustituye lo que ya existe',
			limit: 'cuántos resultados como máximo (20)',
			words: 'archivo con las palabras que se quitan, una forma por línea',
			stdin: 'lee las palabras de la entrada estándar',
			reason: 'motivo: personServed, staff, thirdParty, safety, request u other',
			metric: 'cómo se miden las diferencias: nominal, ordinal, interval o ratio',
			seed: 'número entero con el que se sortea el intervalo (2021); el mismo da lo mismo'
		},
		wrong: {
			noCommand: 'Falta la orden.',
			unknownCommand: (name: string) => `No existe la orden «${name}».`,
			unknownOption: (name: string) => `No existe la opción ${name}.`,
			optionValue: (name: string) => `La opción ${name} necesita un valor.`,
			optionNoValue: (name: string) => `La opción ${name} no lleva valor.`,
			missingOption: (name: string) => `Falta la opción --${name}.`,
			badOption: (name: string, value: string, allowed: string) => `--${name} no puede ser «${value}»; puede ser: ${allowed}.`,
			noJson: (file: string) => `${file} no es JSON.`,
			missingArgument: 'Falta un argumento.',
			tooMany: (text: string) => `Sobra «${text}».`,
			seeHelp: (command: string) => `Ayuda: acervo ${command}--help`
		},
		failed: {
			madeBy: (program: string) => `Lo hizo la versión ${program}.`,
			noFile: (file: string) => `No existe ${file}.`,
			isFolder: (file: string) => `${file} es una carpeta, no un archivo.`,
			isNoFile: (file: string) => `${file} no es un archivo corriente; indique el nombre de uno.`,
			noFolder: (file: string) => `No existe la carpeta de ${file}.`,
			noFiles: (folder: string) => `No hay archivos en ${folder}.`,
			badMapping: (file: string) => `${file} no dice qué campo es cada etiqueta. Se espera {"Etiqueta": "campo"}.`,
			denied: (file: string) => `Este usuario no puede leer o escribir ${file}.`,
			full: 'No queda espacio en el disco.',
			exists: (file: string) => `${file} ya existe. Para sustituirlo agregue --replace.`,
			noDatabase: (message: string) => `La base de datos no responde (${message}). Revise con: acervo doctor`,
			noEdition: (id: string, known: string) => `No está la edición ${id}. Hay: ${known}.`,
			noPerson: (email: string) => `No hay una cuenta con el correo ${email}.`,
			password: 'La contraseña debe tener entre 10 y 128 caracteres.',
			interrupted: 'Interrumpido.',
			unexpected: (message: string) => `Falló algo inesperado: ${message}. Con ACERVO_LOG=debug se ve el detalle.`
		},
		done: {
			invited: (email: string, days: number) => `Cuenta creada para ${email}. Enlace de invitación, de un solo uso, válido ${days} días:`,
			created: (email: string) => `Cuenta creada para ${email}.`,
			key: (email: string) => `Clave de API de ${email}; guárdela, no se vuelve a mostrar:`,
			backup: (file: string, rows: number, files: number) =>
				`Respaldo completo en ${file}: ${rows} registros, ${files} archivos. Contiene secretos: guárdelo bien.`,
			missing: (sha256: string) => `Aviso: faltan o están dañados los bytes de un archivo adjunto (${sha256}).`,
			restored: (madeAt: string, rows: number, files: number) =>
				`Repuesto el respaldo del ${madeAt}: ${rows} registros, ${files} archivos.`,
			migrated: 'La base de datos está al día. Aplicado ahora:',
			upToDate: 'La base de datos ya estaba al día.',
			duties: 'Hecho lo que tocaba.',
			dutiesFailed: (names: string) => `Falló: ${names}. Se intenta de nuevo en la siguiente vuelta.`,
			imported: (code: string, file: string) => `${code}  ${file}`,
			wouldImport: (file: string) => `Se puede importar: ${file}`,
			alreadyImported: (code: string, file: string) => `${code}  ${file} (ya estaba; no se creó nada)`,
			held: (file: string) => `En espera: ${file} tal vez ya existe. No se creó nada.`,
			duplicate: (code: string, title: string, percent: number) => `  Se parece a ${code} (${percent} %): ${title}`,
			progress: (at: number, of: number, file: string) => `${at}/${of}  ${file}`,
			importSummary: (practices: number, failures: number) => `Prácticas: ${practices}. Archivos que no se pudieron importar: ${failures}.`,
			lines: (file: string, { created, known, refused }: { created: number; known: number; refused: number }) =>
				`${file}: ${created} prácticas, ${known} que ya estaban, ${refused} líneas que no se pudieron importar.`,
			unplaced: (count: number) => `  ${count} fragmentos sin lugar; se conservan junto al borrador.`,
			refused: (file: string, reason: string) => `${file}: ${reason}`,
			exported: (code: string, file: string) => `${code} en ${file}.`,
			catalogue: 'El catálogo',
			thesaurus: 'El tesauro',
			thesaurusIn: (concepts: number) =>
				concepts === 1 ? 'El tesauro tiene ahora 1 concepto.' : `El tesauro tiene ahora ${concepts} conceptos.`,
			found: (count: number) => (count === 1 ? '1 práctica' : `${count} prácticas`),
			nothingAsked: 'No hay palabras que buscar: se muestra todo.',
			withdrawn: (code: string) => `${code}: retirada.`,
			retired: (code: string) => `${code}: retirada del catálogo.`,
			handedOver: (code: string, email: string) => `${code} pertenece ahora a ${email}.`
		},
		doctor: {
			node: 'Node',
			program: 'Programa',
			dataFolder: 'Carpeta de datos',
			freeSpace: 'Espacio libre',
			database: 'Base de datos',
			collation: 'Orden de las palabras',
			migrations: 'Migraciones',
			files: 'Archivos adjuntos',
			server: 'Servidor',
			fonts: 'Tipografías',
			mail: 'Correo',
			notYet: 'todavía no existe; la crea la primera orden o «npm start»',
			open: 'otros usuarios pueden leerla; use chmod 700',
			notWritable: 'este usuario no puede escribir en ella',
			little: (size: string) => `quedan ${size}`,
			unreachable: (message: string) => `no responde: ${message}`,
			noIcu: 'sin ICU: las listas no se ordenan como en español',
			pending: (count: number) => `${count} por aplicar: acervo migrate`,
			newer: 'la base es más nueva que el programa',
			applied: (count: number) => `${count} aplicadas`,
			filesFound: (known: number, missing: number, orphans: number) => `${known} en uso, ${missing} faltan, ${orphans} sin dueño`,
			running: (count: number) => `en marcha (${count})`,
			stopped: 'detenido',
			noFonts: 'faltan: los PDF no se pueden hacer. Ejecute «npm ci»',
			outbox: 'sin servidor de correo: los mensajes esperan en el buzón de salida',
			noMail: (server: string, why: string) => `${server}: ${why}`,
			mailFailures: {
				unreachable: 'no responde',
				insecure: 'no ofrece una conexión segura',
				credentials: 'no acepta la cuenta',
				address: 'no acepta la dirección',
				later: 'pide intentarlo más tarde',
				refused: 'no acepta mensajes'
			},
			present: 'presentes',
			tooOld: 'se necesita Node 20.19 o posterior'
		}
	},
	en: {
		usage: 'Usage',
		arguments: 'Arguments',
		options: 'Options',
		commands: 'Commands',
		intro:
			'Acervo: document, assess and publish good practices. Works on the data folder (ACERVO_DATA), beside a running server or without one.',
		moreHelp: 'Help of a command: acervo COMMAND --help. Data go to standard output; notices and errors to standard error.',
		exitCodes: 'Exit codes: 0 done, 1 failed, 2 wrong usage.',
		global: {
			help: 'shows this help',
			json: 'answers in JSON',
			lang: 'language of the messages: es, en',
			version: 'shows the version'
		},
		command: {
			start: { usage: 'start', summary: 'starts the server' },
			import: {
				usage: 'import FILE|FOLDER… [--dry-run] [--again] [--hold-duplicates] [--map FILE]',
				summary: 'turns files of the form into drafts; those that are known are not repeated'
			},
			export: {
				usage: 'export CODE…|--all --format FORMAT --output FILE',
				summary:
					'writes a practice as a document (docx, pdf, xlsx, csv, json, zip; verdict) or several as one file (xlsx, csv, ndjson, pdf, zip; comparison: two to four, side by side)'
			},
			search: { usage: 'search TEXT', summary: 'searches the published catalogue' },
			verdict: {
				usage: 'verdict SHEET.json',
				summary: 'says which verdict a panel’s levels amount to, and why; or what the sheet lacks'
			},
			agreement: {
				usage: 'agreement FILE.csv --metric nominal|ordinal|interval|ratio [--seed N]',
				summary: 'computes how far several assessors agree: a unit per row, an assessor per column'
			},
			withdraw: { usage: 'withdraw CODE', summary: 'withdraws a practice before its verdict' },
			retire: { usage: 'retire CODE', summary: 'takes a published practice out of the catalogue' },
			handover: { usage: 'handover CODE --email E', summary: 'gives a practice to another account' },
			purge: {
				usage: 'purge CODE --words FILE|--stdin [--reason REASON] [--dry-run]',
				summary: 'takes personal data out of a practice everywhere: one exact spelling per line; it cannot be undone'
			},
			'user create': {
				usage: 'user create --email E --role ROLE… [--institution NAME…] [--name NAME] [--password-stdin]',
				summary: 'creates an account and prints its invitation link'
			},
			'key create': { usage: 'key create --email E [--name NAME]', summary: 'creates an API key; it is shown once' },
			backup: { usage: 'backup FILE', summary: 'keeps database and files in one secret file' },
			restore: { usage: 'restore FILE', summary: 'puts a backup back; not beside a running server' },
			edition: {
				usage: 'edition [EDITION] [--check]',
				summary: 'shows the editions in methodologies/ or chooses the one for new practices; --check only examines their files'
			},
			'thesaurus export': { usage: 'thesaurus export FILE.json', summary: 'writes the thesaurus of the search into a file' },
			'thesaurus import': { usage: 'thesaurus import FILE.json', summary: 'replaces the whole thesaurus by that of a file' },
			duties: { usage: 'duties', summary: 'does what is due by the clock: reminders, lapses, mails, removal of what is kept no longer' },
			migrate: { usage: 'migrate', summary: 'brings the database up to this version of the program' },
			doctor: { usage: 'doctor', summary: 'examines the installation and changes nothing' }
		},
		option: {
			'dry-run': 'reads and reports without creating anything',
			again: 'makes another draft although the same file was imported before',
			'hold-duplicates': 'lets wait what may exist already instead of creating it',
			map: 'JSON file that says which field each label of another form stands for: {"Summary": "description"}',
			format: 'of one practice: docx, pdf, xlsx, csv, json or zip (with its files); of several: xlsx, csv, ndjson, pdf or zip',
			all: 'all published practices',
			output: 'file to write',
			email: 'e-mail of the account',
			role: 'secretariat, author or assessor; may be repeated',
			institution: "the person's institution; may be repeated, and is created when unknown",
			name: 'name that is shown',
			'password-stdin': 'reads the password from standard input instead of making an invitation',
			replace: 'replaces what is there',
			limit: 'how many results at most (20)',
			words: 'file with the words to take out, one spelling a line',
			stdin: 'reads the words from standard input',
			reason: 'reason: personServed, staff, thirdParty, safety, request or other',
			metric: 'how differences are measured: nominal, ordinal, interval or ratio',
			seed: 'whole number from which the interval is drawn (2021); the same one gives the same'
		},
		wrong: {
			noCommand: 'The command is missing.',
			unknownCommand: (name: string) => `There is no command "${name}".`,
			unknownOption: (name: string) => `There is no option ${name}.`,
			optionValue: (name: string) => `The option ${name} needs a value.`,
			optionNoValue: (name: string) => `The option ${name} takes no value.`,
			missingOption: (name: string) => `The option --${name} is missing.`,
			badOption: (name: string, value: string, allowed: string) => `--${name} cannot be "${value}"; it can be: ${allowed}.`,
			noJson: (file: string) => `${file} is no JSON.`,
			missingArgument: 'An argument is missing.',
			tooMany: (text: string) => `"${text}" is too much.`,
			seeHelp: (command: string) => `Help: acervo ${command}--help`
		},
		failed: {
			madeBy: (program: string) => `It was made by version ${program}.`,
			noFile: (file: string) => `${file} does not exist.`,
			isFolder: (file: string) => `${file} is a folder, not a file.`,
			isNoFile: (file: string) => `${file} is no ordinary file; give the name of one.`,
			noFolder: (file: string) => `The folder of ${file} does not exist.`,
			noFiles: (folder: string) => `There are no files in ${folder}.`,
			badMapping: (file: string) => `${file} does not say which field each label is. Expected: {"Label": "field"}.`,
			denied: (file: string) => `This user cannot read or write ${file}.`,
			full: 'The disk is full.',
			exists: (file: string) => `${file} exists already. To replace it add --replace.`,
			noDatabase: (message: string) => `The database does not answer (${message}). Look with: acervo doctor`,
			noEdition: (id: string, known: string) => `There is no edition ${id}. There are: ${known}.`,
			noPerson: (email: string) => `There is no account with the e-mail ${email}.`,
			password: 'The password must have between 10 and 128 characters.',
			interrupted: 'Interrupted.',
			unexpected: (message: string) => `Something unexpected failed: ${message}. ACERVO_LOG=debug shows the details.`
		},
		done: {
			invited: (email: string, days: number) => `Account created for ${email}. Invitation link, for one use, valid ${days} days:`,
			created: (email: string) => `Account created for ${email}.`,
			key: (email: string) => `API key of ${email}; keep it, it is not shown again:`,
			backup: (file: string, rows: number, files: number) =>
				`Whole backup in ${file}: ${rows} rows, ${files} files. It holds secrets: keep it safe.`,
			missing: (sha256: string) => `Notice: the bytes of an attachment are missing or damaged (${sha256}).`,
			restored: (madeAt: string, rows: number, files: number) => `Put back the backup of ${madeAt}: ${rows} rows, ${files} files.`,
			migrated: 'The database is up to date. Applied now:',
			upToDate: 'The database was up to date already.',
			duties: 'Done what was due.',
			dutiesFailed: (names: string) => `Failed: ${names}. It is tried again in the next round.`,
			imported: (code: string, file: string) => `${code}  ${file}`,
			wouldImport: (file: string) => `Can be imported: ${file}`,
			alreadyImported: (code: string, file: string) => `${code}  ${file} (known already; nothing was created)`,
			held: (file: string) => `Waiting: ${file} may exist already. Nothing was created.`,
			duplicate: (code: string, title: string, percent: number) => `  Resembles ${code} (${percent} %): ${title}`,
			progress: (at: number, of: number, file: string) => `${at}/${of}  ${file}`,
			importSummary: (practices: number, failures: number) => `Practices: ${practices}. Files that could not be imported: ${failures}.`,
			lines: (file: string, { created, known, refused }: { created: number; known: number; refused: number }) =>
				`${file}: ${created} practices, ${known} known already, ${refused} lines that could not be imported.`,
			unplaced: (count: number) => `  ${count} passages without a place; they are kept beside the draft.`,
			refused: (file: string, reason: string) => `${file}: ${reason}`,
			exported: (code: string, file: string) => `${code} in ${file}.`,
			catalogue: 'The catalogue',
			thesaurus: 'The thesaurus',
			thesaurusIn: (concepts: number) =>
				concepts === 1 ? 'The thesaurus has 1 concept now.' : `The thesaurus has ${concepts} concepts now.`,
			found: (count: number) => (count === 1 ? '1 practice' : `${count} practices`),
			nothingAsked: 'There are no words to look for: everything is shown.',
			withdrawn: (code: string) => `${code}: withdrawn.`,
			retired: (code: string) => `${code}: taken out of the catalogue.`,
			handedOver: (code: string, email: string) => `${code} belongs to ${email} now.`
		},
		doctor: {
			node: 'Node',
			program: 'Program',
			dataFolder: 'Data folder',
			freeSpace: 'Free space',
			database: 'Database',
			collation: 'Order of words',
			migrations: 'Migrations',
			files: 'Attachments',
			server: 'Server',
			fonts: 'Fonts',
			mail: 'Mail',
			notYet: 'does not exist yet; the first command or "npm start" creates it',
			open: 'other users can read it; use chmod 700',
			notWritable: 'this user cannot write in it',
			little: (size: string) => `${size} left`,
			unreachable: (message: string) => `does not answer: ${message}`,
			noIcu: 'without ICU: lists are not in Spanish order',
			pending: (count: number) => `${count} to apply: acervo migrate`,
			newer: 'the database is newer than the program',
			applied: (count: number) => `${count} applied`,
			filesFound: (known: number, missing: number, orphans: number) => `${known} in use, ${missing} missing, ${orphans} without an owner`,
			running: (count: number) => `running (${count})`,
			stopped: 'stopped',
			noFonts: 'missing: PDF files cannot be made. Run "npm ci"',
			outbox: 'no mail server: mails wait in the outbox',
			noMail: (server: string, why: string) => `${server}: ${why}`,
			mailFailures: {
				unreachable: 'does not answer',
				insecure: 'offers no secure connection',
				credentials: 'does not accept the account',
				address: 'does not accept the address',
				later: 'asks to try again later',
				refused: 'does not accept messages'
			},
			present: 'present',
			tooOld: 'Node 20.19 or later is needed'
		}
	}
});

export type CliWords = ReturnType<typeof cliMessages>;
