// Words of the spreadsheets that leave the house: names of sheets, headings of columns, values of cells.
import { defineMessages } from './define.ts';

export const sheetMessages = defineMessages({
	es: {
		sheets: {
			practices: 'Prácticas',
			form: 'Formato',
			details: 'Datos',
			verdict: 'Dictamen',
			evidence: 'Evidencia',
			assessments: 'Evaluaciones',
			continuation: 'Continuación'
		},
		files: { catalogue: 'catalogo', assessments: 'evaluaciones' },
		/** Columns of the table of practices that are no field of the form. */
		columns: {
			declaredClass: 'Se presenta como',
			code: 'Clave',
			version: 'Versión',
			class: 'Dictamen',
			label: 'Estado de la etiqueta',
			validUntil: 'Vigente hasta',
			confirmedAt: 'Fecha del dictamen',
			publishedAt: 'Fecha de publicación',
			isInvented: 'Inventado para mostrar',
			institutionNames: 'Instituciones reconocidas',
			year: 'Año de inicio',
			language: 'Idioma del texto',
			url: 'Dirección',
			abstract: 'Resumen',
			kind: 'Tipo de acción',
			start: 'Inicio',
			end: 'Término',
			ongoing: 'Sigue en marcha',
			places: 'Lugares',
			placeDetail: 'Detalle del lugar',
			groups: 'Grupos',
			themes: 'Temas',
			conditions: 'Condiciones que requiere',
			people: 'Personas alcanzadas',
			peopleNote: 'Nota sobre las personas alcanzadas',
			cost: 'Rango de costo',
			costNote: 'Nota sobre el costo',
			licence: 'Licencia'
		},
		criterion: (name: string) => `Criterio: ${name}`,
		form: { field: 'Campo', text: 'Texto' },
		details: { detail: 'Dato', value: 'Valor', key: 'Clave del dato' },
		verdict: { criterion: 'Criterio', state: 'Resultado', levels: 'Niveles', reason: 'Razón' },
		evidence: { supports: 'Respalda', file: 'Archivo', mediaType: 'Tipo', bytes: 'Bytes', isInvented: 'Inventado para mostrar' },
		assessments: {
			code: 'Clave',
			title: 'Título',
			state: 'Estado de la práctica',
			version: 'Versión evaluada',
			assessor: 'Persona evaluadora',
			institutions: 'Sus instituciones',
			interest: 'Declaración de interés',
			criterion: 'Criterio',
			first: 'Nivel inicial',
			firstReason: 'Razón inicial',
			final: 'Nivel final',
			finalReason: 'Razón final',
			assignedAt: 'Asignada',
			submittedAt: 'Entregada',
			excusedAt: 'Excusa',
			disclosedAt: 'Niveles a la vista'
		},
		continuation: { number: 'Número', text: 'Texto que sigue' },
		interest: { none: 'sin interés', tie: 'con vínculo', declared: 'con interés' },
		yes: 'sí',
		reserved: 'ubicación reservada',
		download: {
			title: 'Descargar esta lista',
			short: 'Hoja de cálculo',
			own: 'Descargar como hoja de cálculo',
			xlsx: 'Hoja de cálculo (XLSX)',
			csv: 'Valores separados por comas (CSV)',
			booklet: 'Cuadernillo para imprimir (PDF)'
		},
		downloadAssessments: 'Descargar las evaluaciones'
	},
	en: {
		sheets: {
			practices: 'Practices',
			form: 'Form',
			details: 'Details',
			verdict: 'Verdict',
			evidence: 'Evidence',
			assessments: 'Assessments',
			continuation: 'Continuation'
		},
		files: { catalogue: 'catalogue', assessments: 'assessments' },
		columns: {
			declaredClass: 'Presented as',
			code: 'Code',
			version: 'Version',
			class: 'Verdict',
			label: 'State of the label',
			validUntil: 'Valid until',
			confirmedAt: 'Date of the verdict',
			publishedAt: 'Date of publication',
			isInvented: 'Invented to show',
			institutionNames: 'Recognised institutions',
			year: 'Year of beginning',
			language: 'Language of the text',
			url: 'Address',
			abstract: 'Abstract',
			kind: 'Kind of action',
			start: 'Start',
			end: 'End',
			ongoing: 'Still going on',
			places: 'Places',
			placeDetail: 'Detail of the place',
			groups: 'Groups',
			themes: 'Themes',
			conditions: 'Required conditions',
			people: 'People reached',
			peopleNote: 'Note on the people reached',
			cost: 'Cost range',
			costNote: 'Note on the cost',
			licence: 'Licence'
		},
		criterion: (name: string) => `Criterion: ${name}`,
		form: { field: 'Field', text: 'Text' },
		details: { detail: 'Detail', value: 'Value', key: 'Key of the detail' },
		verdict: { criterion: 'Criterion', state: 'Result', levels: 'Levels', reason: 'Reason' },
		evidence: { supports: 'Supports', file: 'File', mediaType: 'Type', bytes: 'Bytes', isInvented: 'Invented to show' },
		assessments: {
			code: 'Code',
			title: 'Title',
			state: 'State of the practice',
			version: 'Assessed version',
			assessor: 'Assessor',
			institutions: 'Their institutions',
			interest: 'Declaration of interest',
			criterion: 'Criterion',
			first: 'First level',
			firstReason: 'First reason',
			final: 'Final level',
			finalReason: 'Final reason',
			assignedAt: 'Assigned',
			submittedAt: 'Handed in',
			excusedAt: 'Excused',
			disclosedAt: 'Levels disclosed'
		},
		continuation: { number: 'Number', text: 'Text that follows' },
		interest: { none: 'no interest', tie: 'tie declared', declared: 'interest declared' },
		yes: 'yes',
		reserved: 'location reserved',
		download: {
			title: 'Download this list',
			short: 'Spreadsheet',
			own: 'Download as a spreadsheet',
			xlsx: 'Spreadsheet (XLSX)',
			csv: 'Comma-separated values (CSV)',
			booklet: 'Booklet to print (PDF)'
		},
		downloadAssessments: 'Download the assessments'
	},
	pt: {
		sheets: { practices: 'Práticas', form: 'Formulário' },
		download: {
			title: 'Baixar esta lista',
			short: 'Planilha',
			own: 'Baixar como planilha',
			xlsx: 'Planilha (XLSX)',
			csv: 'Valores separados por vírgulas (CSV)',
			booklet: 'Caderno para imprimir (PDF)'
		}
	},
	fr: {
		sheets: { practices: 'Pratiques', form: 'Formulaire' },
		download: {
			title: 'Télécharger cette liste',
			short: 'Feuille de calcul',
			own: 'Télécharger comme feuille de calcul',
			xlsx: 'Feuille de calcul (XLSX)',
			csv: 'Valeurs séparées par des virgules (CSV)',
			booklet: 'Cahier à imprimer (PDF)'
		}
	}
});

export type SheetWords = ReturnType<typeof sheetMessages>;
