// Words of documents that leave and enter the house: the exported form and the doubts of the importer.
import { defineMessages } from './define.ts';

export const exchangeMessages = defineMessages({
	es: {
		version: 'versión',
		verdictOn: 'dictamen del',
		conditional: 'condicionada',
		validUntil: 'vigente hasta el',
		invented: 'ejemplo inventado',
		noVerdict: 'Sin dictamen',
		met: 'cumple',
		unmet: 'no cumple todavía',
		notAssessed: 'sin evaluar',
		why: 'Por qué cumple',
		missing: 'Qué falta para ser buena práctica',
		reasons: 'Razones del dictamen',
		levels: 'Niveles',
		evidence: 'Evidencia',
		sealAlt: (met: number, all: number) => `Cumple ${met} de ${all} criterios`,
		inventedEvidence: 'evidencia inventada',
		conditions: 'Condiciones que requiere',
		warnings: {
			labelUncertain: 'La etiqueta no es exactamente la del formato. Revise que el texto esté en su campo.',
			rowWithoutLabel: 'Una fila sin etiqueta se unió al campo de arriba. Revise que le corresponda.',
			fieldRepeated: 'El campo aparece más de una vez; se unieron sus textos.',
			fieldTooLong: 'El texto es más largo de lo que cabe en el campo; quedó sin ubicar.',
			fieldEmpty: 'El campo está en el documento, pero vacío.',
			fieldMissing: 'El campo no aparece en el documento.'
		}
	},
	en: {
		version: 'version',
		verdictOn: 'verdict of',
		conditional: 'conditional',
		validUntil: 'valid until',
		invented: 'invented example',
		noVerdict: 'No verdict',
		met: 'met',
		unmet: 'not met yet',
		notAssessed: 'not assessed',
		why: 'Why it is met',
		missing: 'What is missing to be a good practice',
		reasons: 'Reasons of the verdict',
		levels: 'Levels',
		evidence: 'Evidence',
		sealAlt: (met: number, all: number) => `Meets ${met} of ${all} criteria`,
		inventedEvidence: 'invented evidence',
		conditions: 'Required conditions',
		warnings: {
			labelUncertain: 'The label is not exactly that of the form. Check that the text is in its field.',
			rowWithoutLabel: 'A row without a label was joined to the field above. Check that it belongs there.',
			fieldRepeated: 'The field occurs more than once; its texts were joined.',
			fieldTooLong: 'The text is longer than the field takes; it was left unplaced.',
			fieldEmpty: 'The field is in the document, but empty.',
			fieldMissing: 'The field is not in the document.'
		}
	}
});
