// Words of bringing files in: uploading, what became of each, comparing with what is known, assigning by hand, added labels.
import { defineMessages } from './define.ts';

const count = (number: number, one: string, many: string) => (number === 1 ? `1 ${one}` : `${number} ${many}`);

export const importMessages = defineMessages({
	es: {
		upload: {
			files: 'Archivos',
			hint: (file: string, all: string) =>
				`Word, OpenDocument, PDF con texto, Excel, página web o texto. Puede elegir uno o doscientos: ${file} como máximo cada uno y ${all} entre todos.`,
			text: 'Un archivo con el formato, o una carpeta entera de ellos. De cada uno leemos los ocho campos y usted los revisa.',
			button: 'Subir y leer',
			earlier: 'Ver los archivos que ya subió',
			tooMuch: 'Los archivos juntos pesan más de {limit}. Súbalos en dos partes.'
		},
		list: {
			title: 'Archivos subidos',
			lead: 'Cada vez que sube archivos, aquí queda qué pasó con cada uno.',
			none: 'Todavía no ha subido archivos',
			noneText: 'Suba un formato de Word o una carpeta entera. Cada práctica se vuelve un borrador.',
			when: 'Cuándo',
			files: 'Archivos',
			result: 'Resultado',
			reading: (left: number) => `Se leen: faltan ${left}`,
			made: (number: number) => count(number, 'archivo con borrador', 'archivos con borrador'),
			asking: (number: number) => count(number, 'le pregunta algo', 'le preguntan algo'),
			andMore: (name: string, more: number) => (more === 0 ? name : `${name} y ${more} más`)
		},
		batch: {
			title: (number: number) => (number === 1 ? '1 archivo subido' : `${number} archivos subidos`),
			progress: (done: number, of: number) => `Leídos ${done} de ${of}`,
			leave: 'Puede cerrar esta página. La lectura sigue en el servidor y aquí encontrará el resultado.',
			refresh: 'Actualizar',
			done: 'Todos los archivos están leídos.',
			views: { label: 'Ver', all: 'Todos', asking: 'Le preguntan algo', made: 'Con borrador' },
			empty: 'Ningún archivo en esta lista',
			emptyText: 'Elija otra lista arriba.',
			states: {
				waiting: 'Espera su turno',
				reading: 'Se está leyendo',
				created: 'Borrador abierto',
				held: 'Tal vez ya existe',
				known: 'Ya estaba',
				refused: 'No se pudo importar',
				dismissed: 'Sin borrador'
			},
			known: 'Este mismo archivo ya se había subido. Su borrador:',
			dismissed: 'Usted decidió no crear un borrador.',
			doubts: (number: number) => count(number, 'campo por revisar', 'campos por revisar'),
			unplaced: (number: number) => count(number, 'texto sin lugar', 'textos sin lugar'),
			empties: (number: number) => count(number, 'campo vacío', 'campos vacíos'),
			clean: 'Sin dudas',
			noTitle: 'Sin título',
			resembles: 'Se parece a',
			compare: 'Comparar y decidir',
			compareOf: (title: string) => `Comparar y decidir: ${title}`,
			map: 'Asignar a mano',
			retry: 'Leerlo de nuevo',
			again: 'Crear otro borrador',
			original: 'Descargar el archivo',
			forFile: (name: string) => `: ${name}`,
			acts: {
				creado: 'Se abrió el borrador.',
				descartado: 'No se creó un borrador de ese archivo.',
				otra: 'El archivo espera su turno para leerse otra vez.'
			}
		},
		reasons: {
			sameText: 'el texto coincide',
			sameTitle: 'el título coincide',
			alike: 'título y texto se parecen',
			otherLanguage: 'misma institución, mismos nombres y cifras; tal vez en otro idioma'
		},
		seems: {
			emptyForm: 'Es el formato, pero está en blanco.',
			anotherForm: 'Parece un formato de otro tipo.',
			article: 'Parece un artículo o una nota.',
			guidelines: 'Parece un reglamento o una guía.',
			callForPractices: 'Parece una convocatoria.',
			programming: 'Parece un texto sobre programación.',
			survey: 'Parece una encuesta.',
			chat: 'Parece una conversación.',
			unknown: ''
		},
		compare: {
			title: '¿Es la misma práctica?',
			lead: (name: string) => `“${name}” se parece a una práctica que ya está aquí. Compare y decida. No se pierde nada.`,
			incoming: 'En su archivo',
			field: 'Campo',
			similarity: (reason: string, percent: number) => `${reason} (${percent} %)`,
			isPublic: 'En el catálogo',
			isDraft: 'Borrador',
			empty: 'Sin texto',
			open: 'Abrir',
			create: 'Es otra: crear el borrador',
			dismiss: 'Es la misma: no crear nada',
			gone: 'La práctica a la que se parecía ya no está a su alcance. Decida si crea el borrador.'
		},
		map: {
			title: 'Asignar a mano',
			lead: 'El archivo no trae el formato. Diga a qué campo pertenece cada texto; lo que no asigne se conserva sin lugar.',
			joined: 'Si elige el mismo campo varias veces, los textos se juntan en este orden.',
			to: 'Va en',
			toOf: (label: string) => `Va en, para “${label}”`,
			nowhere: 'Sin lugar todavía',
			noLabel: 'Sin etiqueta',
			empty: '(vacío)',
			remember: 'Recordar estas etiquetas',
			rememberHint: 'Desde ahora, los archivos que las traigan se leerán solos. Puede quitarlas en “Etiquetas del formato”.',
			button: 'Crear el borrador'
		},
		origin: {
			title: 'De dónde viene este texto',
			from: (file: string, place: string) => (place === '' ? `De “${file}”.` : `De “${file}”: ${place}.`),
			sure: 'La etiqueta es la del formato.',
			likely: 'La etiqueta se parece a la del formato.',
			unsure: 'La etiqueta se parece poco a la del formato: revise que el texto sea de este campo.',
			original: 'Ver el archivo original',
			review: 'Revise',
			asks: '¿Es esta institución? Su texto dice “{piece}”',
			places: (names: string) => `Su texto nombra: ${names}. Márquelos solo si la práctica ocurre ahí.`
		},
		labels: {
			title: 'Etiquetas del formato',
			lead: 'Otros nombres con los que se reconocen los ocho campos al leer un archivo. Se agregan al asignar a mano, o aquí.',
			none: 'Todavía no hay etiquetas agregadas',
			noneText: 'Al asignar a mano un archivo puede pedir que se recuerden sus etiquetas.',
			caption: 'Etiquetas agregadas',
			label: 'Etiqueta',
			field: 'Campo',
			act: 'Acción',
			remove: 'Quitar',
			removed: 'Se quitó la etiqueta. Lo que ya se leyó no cambia.',
			saved: 'Se agregó la etiqueta.',
			add: 'Agregar una etiqueta',
			hint: 'Como aparece en los archivos, sin los dos puntos',
			button: 'Agregar',
			link: 'Otros nombres de los campos, para leer archivos',
			wrong: { alias: 'Escriba la etiqueta con por lo menos tres letras; no puede ser la de otro campo.', key: 'Elija el campo.' }
		}
	},
	en: {
		upload: {
			files: 'Files',
			hint: (file: string, all: string) =>
				`Word, OpenDocument, PDF with text, Excel, web page or text. Choose one or two hundred: ${file} each at most, and ${all} together.`,
			text: 'A file that holds the form, or a whole folder of them. We read the eight fields of each and you check them.',
			button: 'Upload and read',
			earlier: 'See the files you uploaded before',
			tooMuch: 'Together the files are larger than {limit}. Upload them in two parts.'
		},
		list: {
			title: 'Uploaded files',
			lead: 'Each time you upload files, what became of each of them stays here.',
			none: 'You have not uploaded any files yet',
			noneText: 'Upload a Word form or a whole folder. Each practice becomes a draft.',
			when: 'When',
			files: 'Files',
			result: 'Result',
			reading: (left: number) => `Being read: ${left} left`,
			made: (number: number) => count(number, 'file with a draft', 'files with a draft'),
			asking: (number: number) => count(number, 'asks you something', 'ask you something'),
			andMore: (name: string, more: number) => (more === 0 ? name : `${name} and ${more} more`)
		},
		batch: {
			title: (number: number) => (number === 1 ? '1 uploaded file' : `${number} uploaded files`),
			progress: (done: number, of: number) => `${done} of ${of} read`,
			leave: 'You may close this page. The server goes on reading and you will find the result here.',
			refresh: 'Refresh',
			done: 'All files have been read.',
			views: { label: 'Show', all: 'All', asking: 'Asking you something', made: 'With a draft' },
			empty: 'No file in this list',
			emptyText: 'Choose another list above.',
			states: {
				waiting: 'Waiting its turn',
				reading: 'Being read',
				created: 'Draft opened',
				held: 'May exist already',
				known: 'Known already',
				refused: 'Could not be imported',
				dismissed: 'No draft'
			},
			known: 'This very file was uploaded before. Its draft:',
			dismissed: 'You decided not to make a draft.',
			doubts: (number: number) => count(number, 'field to check', 'fields to check'),
			unplaced: (number: number) => count(number, 'text without a place', 'texts without a place'),
			empties: (number: number) => count(number, 'empty field', 'empty fields'),
			clean: 'No doubts',
			noTitle: 'No title',
			resembles: 'Resembles',
			compare: 'Compare and decide',
			compareOf: (title: string) => `Compare and decide: ${title}`,
			map: 'Assign by hand',
			retry: 'Read it again',
			again: 'Make another draft',
			original: 'Download the file',
			forFile: (name: string) => `: ${name}`,
			acts: {
				creado: 'The draft was opened.',
				descartado: 'No draft was made of that file.',
				otra: 'The file waits its turn to be read again.'
			}
		},
		reasons: {
			sameText: 'the text is the same',
			sameTitle: 'the title is the same',
			alike: 'title and text are alike',
			otherLanguage: 'same institution, same names and figures; perhaps in another language'
		},
		seems: {
			emptyForm: 'It is the form, but it is blank.',
			anotherForm: 'It seems to be a form of another kind.',
			article: 'It seems to be an article or a news item.',
			guidelines: 'It seems to be a set of rules or a guide.',
			callForPractices: 'It seems to be a call for practices.',
			programming: 'It seems to be a text about programming.',
			survey: 'It seems to be a survey.',
			chat: 'It seems to be a conversation.',
			unknown: ''
		},
		compare: {
			title: 'Is it the same practice?',
			lead: (name: string) => `“${name}” resembles a practice that is here already. Compare and decide. Nothing gets lost.`,
			incoming: 'In your file',
			field: 'Field',
			similarity: (reason: string, percent: number) => `${reason} (${percent} %)`,
			isPublic: 'In the catalogue',
			isDraft: 'Draft',
			empty: 'No text',
			open: 'Open',
			create: 'It is another one: make the draft',
			dismiss: 'It is the same: make nothing',
			gone: 'The practice it resembled is no longer within your reach. Decide whether to make the draft.'
		},
		map: {
			title: 'Assign by hand',
			lead: 'The file does not hold the form. Say which field each text belongs to; what you do not assign is kept without a place.',
			joined: 'If you choose the same field several times, the texts are joined in this order.',
			to: 'Goes to',
			toOf: (label: string) => `Goes to, for “${label}”`,
			nowhere: 'No place yet',
			noLabel: 'No label',
			empty: '(empty)',
			remember: 'Remember these labels',
			rememberHint: 'From now on files that carry them will be read by themselves. You can remove them under “Labels of the form”.',
			button: 'Make the draft'
		},
		origin: {
			title: 'Where this text comes from',
			from: (file: string, place: string) => (place === '' ? `From “${file}”.` : `From “${file}”: ${place}.`),
			sure: 'The label is that of the form.',
			likely: 'The label resembles that of the form.',
			unsure: 'The label hardly resembles that of the form: check that the text belongs to this field.',
			original: 'See the original file',
			review: 'Check',
			asks: 'Is it this institution? Your text says “{piece}”',
			places: (names: string) => `Your text names: ${names}. Tick them only if the practice takes place there.`
		},
		labels: {
			title: 'Labels of the form',
			lead: 'Other names under which the eight fields are recognised when a file is read. They are added when assigning by hand, or here.',
			none: 'No labels have been added yet',
			noneText: 'When you assign a file by hand you may ask that its labels be remembered.',
			caption: 'Added labels',
			label: 'Label',
			field: 'Field',
			act: 'Action',
			remove: 'Remove',
			removed: 'The label was removed. What was read before does not change.',
			saved: 'The label was added.',
			add: 'Add a label',
			hint: 'As it stands in the files, without the colon',
			button: 'Add',
			link: 'Other names of the fields, for reading files',
			wrong: { alias: 'Write the label with at least three letters; it may not be that of another field.', key: 'Choose the field.' }
		}
	},
	pt: {
		list: { title: 'Arquivos enviados' },
		compare: { title: 'É a mesma prática?' },
		map: { title: 'Atribuir à mão' },
		labels: { title: 'Etiquetas do formulário' }
	},
	fr: {
		list: { title: 'Fichiers déposés' },
		compare: { title: 'Est-ce la même pratique ?' },
		map: { title: 'Attribuer à la main' },
		labels: { title: 'Étiquettes du formulaire' }
	}
});
