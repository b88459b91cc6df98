// Words of observations on passages: what the secretariat writes when it gives a practice back, and where its author reads them.
import { defineMessages } from './define.ts';

export const observationMessages = defineMessages({
	es: {
		text: (place: string) => `Observación: ${place}`,
		quote: 'Pasaje del que habla',
		quoteHint: 'Si habla de un pasaje, cópielo tal como aparece en el texto.',
		more: 'Más observaciones en este campo',
		wrong: { quotes: 'Un pasaje citado no está en el texto de su campo. Cópielo tal como aparece.' },
		here: 'El pasaje en su texto',
		gone: 'El pasaje citado ya no aparece en el texto.',
		earlier: 'Observaciones anteriores',
		ofVersion: (number: number) => `Sobre la versión ${number}`,
		ofDraft: 'Sobre el borrador'
	},
	en: {
		text: (place: string) => `Observation: ${place}`,
		quote: 'The passage it speaks of',
		quoteHint: 'If you speak of a passage, copy it just as it stands in the text.',
		more: 'More observations on this field',
		wrong: { quotes: 'A quoted passage does not stand in the text of its field. Copy it just as it stands.' },
		here: 'The passage in your text',
		gone: 'The quoted passage is no longer in the text.',
		earlier: 'Earlier observations',
		ofVersion: (number: number) => `On version ${number}`,
		ofDraft: 'On the draft'
	},
	pt: {
		text: (place: string) => `Observação: ${place}`,
		quote: 'O trecho de que fala',
		quoteHint: 'Se fala de um trecho, copie-o tal como aparece no texto.',
		more: 'Mais observações neste campo',
		wrong: { quotes: 'Um trecho citado não está no texto do seu campo. Copie-o tal como aparece.' },
		here: 'O trecho no seu texto',
		gone: 'O trecho citado já não aparece no texto.',
		earlier: 'Observações anteriores',
		ofVersion: (number: number) => `Sobre a versão ${number}`,
		ofDraft: 'Sobre o rascunho'
	},
	fr: {
		text: (place: string) => `Observation : ${place}`,
		quote: 'Le passage dont elle parle',
		quoteHint: 'Si vous parlez d’un passage, copiez-le tel quel du texte.',
		more: 'Autres observations sur ce champ',
		wrong: { quotes: 'Un passage cité ne figure pas dans le texte de son champ. Copiez-le tel quel.' },
		here: 'Le passage dans votre texte',
		gone: 'Le passage cité ne figure plus dans le texte.',
		earlier: 'Observations précédentes',
		ofVersion: (number: number) => `Sur la version ${number}`,
		ofDraft: 'Sur le brouillon'
	}
});
