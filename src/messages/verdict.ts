// How the rule explains itself: a sentence or two per criterion and for the class, around the official words.
import { defineMessages } from './define.ts';

export const verdictMessages = defineMessages({
	es: {
		quote: (text: string) => `“${text}”`,
		outcome: {
			supported: (name: string) => `${name}: cumple.`,
			commitment: (name: string) => `${name}: cumple, con apoyo en un compromiso con fecha y responsable.`,
			belowThreshold: (name: string) => `${name}: no cumple todavía.`,
			withoutInformation: (name: string) => `${name}: no cumple todavía, porque falta información para juzgarlo.`,
			split: (name: string) => `${name}: el panel está dividido.`
		},
		asks: (quote: string) => `El criterio dice: ${quote}`,
		levels: (levels: string) => `Niveles: ${levels}.`,
		median: (median: string, threshold: number) => `Mediana: ${median}; se cumple desde ${threshold}.`,
		noMedian: (threshold: number) => `No hay mediana en número; se cumple desde ${threshold}.`,
		divergent: (names: string) => `Todavía no hay propuesta: el panel está dividido en ${names} y debe deliberar.`,
		proposed: (name: string) => `Se propone: ${name}.`,
		allMet: 'Cumple todos los criterios.',
		missing: (names: string) => `Falta: ${names}.`,
		wayForward: 'No es un rechazo: cada criterio dice qué falta para volver a presentarla.',
		conditional: 'La clasificación queda condicionada a que se cumpla el compromiso.',
		/** Why a sheet is refused, after the place in it. */
		refusals: {
			shape: 'no está escrito como debe',
			otherEdition: 'esta instalación no tiene esa edición',
			panelTooSmall: 'faltan personas evaluadoras',
			assessorRepeated: 'la misma persona está dos veces',
			criterionMissing: 'falta el juicio de este criterio',
			levelMissing: 'falta el nivel',
			reasonMissing: 'falta la razón',
			evidenceMissing: 'falta la evidencia en que se apoya el nivel',
			evidenceUnfit: 'este criterio necesita un documento o un indicador, no solo un pasaje',
			commitmentIncomplete: 'el compromiso necesita responsable y fecha'
		}
	},
	en: {
		quote: (text: string) => `“${text}”`,
		outcome: {
			supported: (name: string) => `${name}: met.`,
			commitment: (name: string) => `${name}: met, resting in part on a commitment with date and owner.`,
			belowThreshold: (name: string) => `${name}: not met yet.`,
			withoutInformation: (name: string) => `${name}: not met yet, because there is too little information to judge it.`,
			split: (name: string) => `${name}: the panel is divided.`
		},
		asks: (quote: string) => `The criterion says: ${quote}`,
		levels: (levels: string) => `Levels: ${levels}.`,
		median: (median: string, threshold: number) => `Median: ${median}; met from ${threshold} on.`,
		noMedian: (threshold: number) => `There is no median in numbers; met from ${threshold} on.`,
		divergent: (names: string) => `There is no proposal yet: the panel is divided on ${names} and must deliberate.`,
		proposed: (name: string) => `Proposed: ${name}.`,
		allMet: 'It meets all the criteria.',
		missing: (names: string) => `Missing: ${names}.`,
		wayForward: 'This is no rejection: each criterion says what is missing before it is handed in again.',
		conditional: 'The label is conditional on the commitment being kept.',
		/** Why a sheet is refused, after the place in it. */
		refusals: {
			shape: 'is not spelled as it must be',
			otherEdition: 'this installation does not hold that edition',
			panelTooSmall: 'there are too few assessors',
			assessorRepeated: 'the same person stands twice',
			criterionMissing: 'the judgement of this criterion is missing',
			levelMissing: 'the level is missing',
			reasonMissing: 'the reason is missing',
			evidenceMissing: 'the evidence the level rests on is missing',
			evidenceUnfit: 'this criterion needs a document or an indicator, not a passage alone',
			commitmentIncomplete: 'the commitment needs an owner and a date'
		}
	},
	pt: {
		quote: (text: string) => `“${text}”`,
		outcome: {
			supported: (name: string) => `${name}: cumpre.`,
			commitment: (name: string) => `${name}: cumpre, com apoio em um compromisso com data e responsável.`,
			belowThreshold: (name: string) => `${name}: ainda não cumpre.`,
			withoutInformation: (name: string) => `${name}: ainda não cumpre, porque falta informação para julgá-lo.`,
			split: (name: string) => `${name}: o painel está dividido.`
		},
		asks: (quote: string) => `O critério diz: ${quote}`,
		levels: (levels: string) => `Níveis: ${levels}.`,
		median: (median: string, threshold: number) => `Mediana: ${median}; cumpre-se a partir de ${threshold}.`,
		noMedian: (threshold: number) => `Não há mediana em número; cumpre-se a partir de ${threshold}.`,
		divergent: (names: string) => `Ainda não há proposta: o painel está dividido em ${names} e deve deliberar.`,
		proposed: (name: string) => `Propõe-se: ${name}.`,
		allMet: 'Cumpre todos os critérios.',
		missing: (names: string) => `Falta: ${names}.`,
		wayForward: 'Não é uma rejeição: cada critério diz o que falta para apresentá-la de novo.',
		conditional: 'A classificação fica condicionada ao cumprimento do compromisso.',
		/** Why a sheet is refused, after the place in it. */
		refusals: {
			shape: 'não está escrito como deve',
			otherEdition: 'esta instalação não tem essa edição',
			panelTooSmall: 'faltam pessoas avaliadoras',
			assessorRepeated: 'a mesma pessoa aparece duas vezes',
			criterionMissing: 'falta o juízo deste critério',
			levelMissing: 'falta o nível',
			reasonMissing: 'falta a razão',
			evidenceMissing: 'falta a evidência em que o nível se apoia',
			evidenceUnfit: 'este critério precisa de um documento ou um indicador, não só de uma passagem',
			commitmentIncomplete: 'o compromisso precisa de responsável e data'
		}
	},
	fr: {
		quote: (text: string) => `« ${text} »`,
		outcome: {
			supported: (name: string) => `${name} : rempli.`,
			commitment: (name: string) => `${name} : rempli, en partie grâce à un engagement daté avec un responsable.`,
			belowThreshold: (name: string) => `${name} : pas encore rempli.`,
			withoutInformation: (name: string) => `${name} : pas encore rempli, faute d’informations pour en juger.`,
			split: (name: string) => `${name} : le jury est partagé.`
		},
		asks: (quote: string) => `Le critère dit : ${quote}`,
		levels: (levels: string) => `Niveaux : ${levels}.`,
		median: (median: string, threshold: number) => `Médiane : ${median} ; rempli à partir de ${threshold}.`,
		noMedian: (threshold: number) => `Il n’y a pas de médiane chiffrée ; rempli à partir de ${threshold}.`,
		divergent: (names: string) => `Pas encore de proposition : le jury est partagé sur ${names} et doit délibérer.`,
		proposed: (name: string) => `Proposition : ${name}.`,
		allMet: 'Elle remplit tous les critères.',
		missing: (names: string) => `Il manque : ${names}.`,
		wayForward: 'Ce n’est pas un rejet : chaque critère dit ce qui manque pour la présenter à nouveau.',
		conditional: 'Le label est conditionné au respect de l’engagement.',
		/** Why a sheet is refused, after the place in it. */
		refusals: {
			shape: 'n’est pas écrit comme il se doit',
			otherEdition: 'cette installation n’a pas cette édition',
			panelTooSmall: 'il manque des évaluatrices ou évaluateurs',
			assessorRepeated: 'la même personne figure deux fois',
			criterionMissing: 'le jugement de ce critère manque',
			levelMissing: 'le niveau manque',
			reasonMissing: 'la raison manque',
			evidenceMissing: 'la preuve sur laquelle repose le niveau manque',
			evidenceUnfit: 'ce critère demande un document ou un indicateur, pas seulement un passage',
			commitmentIncomplete: 'l’engagement demande une personne responsable et une date'
		}
	}
});
