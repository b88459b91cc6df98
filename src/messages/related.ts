// Words of related practices: which they are, and why.
import { defineMessages } from './define.ts';

export const relatedMessages = defineMessages({
	es: {
		title: 'Prácticas relacionadas',
		facets: {
			theme: 'tema',
			group: 'grupo',
			kind: 'tipo de acción',
			institution: 'institución',
			subdivision: 'lugar',
			country: 'país'
		},
		alike: 'textos parecidos',
		share: (what: string, shares: boolean) => (shares ? `Comparten ${what}` : `Tienen ${what}`),
		invented: 'ejemplo inventado',
		computed: 'Se calculan por lo que comparten; lo menos común pesa más.'
	},
	en: {
		title: 'Related practices',
		facets: {
			theme: 'theme',
			group: 'group',
			kind: 'kind of action',
			institution: 'institution',
			subdivision: 'place',
			country: 'country'
		},
		alike: 'similar texts',
		share: (what: string, shares: boolean) => (shares ? `They share ${what}` : `They have ${what}`),
		invented: 'invented example',
		computed: 'Computed from what they share; what is less common weighs more.'
	},
	pt: {
		title: 'Práticas relacionadas',
		facets: {
			theme: 'tema',
			group: 'grupo',
			kind: 'tipo de ação',
			institution: 'instituição',
			subdivision: 'lugar',
			country: 'país'
		},
		alike: 'textos parecidos',
		share: (what: string, shares: boolean) => (shares ? `Compartilham ${what}` : `Têm ${what}`),
		invented: 'exemplo inventado',
		computed: 'São calculadas pelo que compartilham; o menos comum pesa mais.'
	},
	fr: {
		title: 'Pratiques liées',
		facets: {
			theme: 'thème',
			group: 'groupe',
			kind: 'type d’action',
			institution: 'institution',
			subdivision: 'lieu',
			country: 'pays'
		},
		alike: 'textes semblables',
		share: (what: string, shares: boolean) => (shares ? `Elles partagent ${what}` : `Elles ont ${what}`),
		invented: 'exemple inventé',
		computed: 'Calculées d’après ce qu’elles partagent ; le moins courant pèse davantage.'
	}
});
