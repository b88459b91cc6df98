// Words of the pages about institutions.
import { defineMessages } from './define.ts';

export const institutionMessages = defineMessages({
	es: {
		title: 'Instituciones',
		lead: 'Cada institución tiene un registro con todas las formas en que se escribe su nombre.',
		search: 'Buscar por nombre, sigla u otra forma de escribirla',
		find: 'Buscar',
		all: 'Ver todas',
		add: 'Agregar una institución',
		count: (count: number) => (count === 1 ? '1 institución' : `${count} instituciones`),
		atMost: 'Se muestran las primeras 200. Busque por nombre para encontrar las demás.',
		columns: { name: 'Nombre', aliases: 'También se escribe', country: 'País', level: 'Nivel' },
		emptyTitle: 'Todavía no hay instituciones',
		emptyText: 'Agregue la primera: así se reconoce cuando alguien la nombra en una práctica.',
		noneTitle: 'Ninguna coincide',
		noneText: 'Pruebe con el inicio de una palabra o con la sigla.',
		nobody: '—',
		fields: {
			name: 'Nombre completo',
			aliases: 'Otras formas de escribir el nombre',
			aliasesHint: 'Una por línea: siglas, nombres anteriores, traducciones.',
			country: 'País',
			level: 'Nivel',
			parent: 'Forma parte de',
			parentHint: 'Por ejemplo, la oficina estatal de un servicio nacional. Cuenta para evitar conflictos de interés.',
			noAnswer: 'Sin indicar'
		},
		levels: { municipal: 'Municipal', state: 'Estatal', national: 'Nacional', regional: 'Regional', international: 'Internacional' },
		wrong: {
			name: 'Escriba el nombre, en 300 caracteres como máximo.',
			nameTaken: (name: string) => `“${name}” ya es el nombre o alias de otra institución.`,
			aliases: 'Escriba una forma por línea, de 300 caracteres como máximo, y no más de 60.',
			country: 'Elija un país de la lista.',
			level: 'Elija un nivel de la lista.',
			parent: 'Elija otra: una institución no puede formar parte de sí misma ni de las que dependen de ella.'
		},
		saved: 'Los cambios se guardaron',
		added: 'La institución se agregó',
		readOnly: 'Solo la secretaría técnica cambia estos datos.',
		conflict: 'Esta institución cambió mientras tanto. Revise los datos y guarde de nuevo.'
	},
	en: {
		title: 'Institutions',
		lead: 'Each institution has one record with every way in which its name is written.',
		search: 'Search by name, acronym or another spelling',
		find: 'Search',
		all: 'See all',
		add: 'Add an institution',
		count: (count: number) => (count === 1 ? '1 institution' : `${count} institutions`),
		atMost: 'The first 200 are shown. Search by name to find the others.',
		columns: { name: 'Name', aliases: 'Also written', country: 'Country', level: 'Level' },
		emptyTitle: 'There are no institutions yet',
		emptyText: 'Add the first one: then it is recognised when somebody names it in a practice.',
		noneTitle: 'None matches',
		noneText: 'Try the beginning of a word, or the acronym.',
		nobody: '—',
		fields: {
			name: 'Full name',
			aliases: 'Other ways of writing the name',
			aliasesHint: 'One per line: acronyms, earlier names, translations.',
			country: 'Country',
			level: 'Level',
			parent: 'Part of',
			parentHint: 'Such as the state office of a national service. It counts for avoiding conflicts of interest.',
			noAnswer: 'Not said'
		},
		levels: { municipal: 'Municipal', state: 'State', national: 'National', regional: 'Regional', international: 'International' },
		wrong: {
			name: 'Write the name, in 300 characters at most.',
			nameTaken: (name: string) => `“${name}” is the name or alias of another institution already.`,
			aliases: 'Write one per line, of 300 characters at most, and no more than 60.',
			country: 'Choose a country from the list.',
			level: 'Choose a level from the list.',
			parent: 'Choose another: an institution cannot be part of itself or of those that depend on it.'
		},
		saved: 'The changes were saved',
		added: 'The institution was added',
		readOnly: 'Only the technical secretariat changes these data.',
		conflict: 'This institution changed meanwhile. Check the data and save again.'
	},
	pt: {
		title: 'Instituições',
		find: 'Buscar',
		add: 'Adicionar uma instituição',
		columns: { name: 'Nome', aliases: 'Também se escreve', country: 'País', level: 'Nível' },
		levels: { municipal: 'Municipal', state: 'Estadual', national: 'Nacional', regional: 'Regional', international: 'Internacional' }
	},
	fr: {
		title: 'Institutions',
		find: 'Chercher',
		add: 'Ajouter une institution',
		columns: { name: 'Nom', aliases: 'S’écrit aussi', country: 'Pays', level: 'Niveau' },
		levels: {
			municipal: 'Municipal',
			state: 'De l’État fédéré',
			national: 'National',
			regional: 'Régional',
			international: 'International'
		}
	}
});
