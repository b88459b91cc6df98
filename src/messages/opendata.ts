// Words of the open data: the page that explains them, feeds, citations, what other sites may show.
import { defineMessages } from './define.ts';

export const openMessages = defineMessages({
	es: {
		inventedVerdict: 'dictamen inventado',
		sets: { class: 'Dictamen', theme: 'Tema' },
		cite: {
			title: 'Citar y compartir',
			hint: 'En el estilo APA. La dirección no cambia y la clave no se usa para otra práctica.',
			formats: 'Para un gestor de referencias:',
			linkedData: 'Datos enlazados (JSON-LD)',
			card: 'Mostrar esta práctica en otro sitio',
			code: 'Código HTML de la tarjeta',
			cardHint: 'La tarjeta se actualiza sola: si el dictamen cambia, cambia también.',
			number: (code: string, version: number) => `${code}, versión ${version}`,
			dayGlue: ' de '
		},
		feeds: {
			practices: { title: 'Prácticas nuevas', subtitle: 'Las prácticas publicadas más recientemente' },
			verdicts: {
				title: 'Dictámenes nuevos',
				subtitle: 'Los dictámenes publicados más recientemente',
				allMet: 'Cumple todos los criterios.',
				unmet: (criteria: string) => `Todavía no cumple: ${criteria}.`
			},
			search: {
				title: (text: string) => (text === '' ? 'Catálogo' : `“${text}” en el catálogo`),
				subtitle: 'Lo más reciente que responde a esta búsqueda'
			}
		},
		page: {
			title: 'Datos abiertos',
			lead: 'Todo lo que el catálogo muestra en público puede leerse, descargarse y cosecharse sin cuenta, en formatos comunes.',
			dataset: (network: string) => `Catálogo de buenas prácticas de integración económica · ${network}`,
			count: (count: string, day: string) => `${count} prácticas publicadas. Último cambio: ${day}.`,
			what: 'Qué contiene',
			whatText:
				'Cada práctica publicada con su texto, su dictamen con las razones por criterio, sus instituciones, lugares, fechas, temas y grupos, y la lista de su evidencia pública.',
			whatNot:
				'No contiene datos de contacto, evidencia reservada, ubicaciones reservadas ni nombres de quienes evalúan. Lo inventado para mostrar el producto va marcado como inventado.',
			bulk: 'Descargar todo',
			bulkText: 'Se escriben en el momento de la descarga, con la fecha en el nombre. Cada práctica dice su licencia.',
			file: 'Archivo',
			content: 'Contenido',
			ndjson: 'Un documento JSON por línea, con todo lo público; otra instancia de Acervo puede importarlo',
			csv: 'Una fila por práctica, para hojas de cálculo',
			ways: 'Direcciones',
			address: 'Dirección',
			use: 'Para qué sirve',
			oai: 'Cosechar con OAI-PMH 2.0 (oai_dc), por conjuntos y por fecha; las prácticas retiradas figuran como borradas',
			api: 'Consultar con programas: búsqueda, filtros y registros en JSON',
			apiDocument: 'La descripción de la API para programas (OpenAPI 3.1)',
			schema: 'El esquema JSON de cada documento de práctica',
			atomNew: 'Seguir las prácticas nuevas (Atom)',
			atomVerdicts: 'Seguir los dictámenes nuevos (Atom)',
			atomSearch: 'Seguir cualquier búsqueda: los mismos filtros que el catálogo',
			sitemap: 'Todas las páginas, para buscadores',
			perPractice: 'De cada práctica',
			linkedData: 'Datos enlazados de schema.org',
			citation: 'Cita en CSL-JSON, RIS, BibTeX o texto',
			badge: 'Sello y tarjeta en SVG, para mostrar en otro sitio',
			document: 'Documento completo en JSON, Word o PDF',
			licence: 'Licencia',
			licenceText:
				'Cada práctica tiene la licencia que eligió quien la documenta; está en la práctica y en todos los formatos. Donde no se indica ninguna, pida permiso a la institución antes de reutilizar el texto.',
			often: 'Cada cuánto cambia',
			oftenText:
				'Lo que se publica se ve de inmediato en todas estas direcciones. La clave de una práctica nunca cambia de significado. Una práctica retirada responde 410 y desaparece de los archivos; OAI-PMH la anuncia como borrada.',
			examples: 'Ejemplos',
			exampleHarvest: 'Las primeras cien prácticas cambiadas desde un día',
			exampleBulk: 'Descargar todo, comprimido',
			exampleSearch: 'Buscar con un filtro'
		}
	},
	en: {
		inventedVerdict: 'invented verdict',
		sets: { class: 'Verdict', theme: 'Theme' },
		cite: {
			title: 'Cite and share',
			hint: 'In APA style. The address does not change, and the code is never used for another practice.',
			formats: 'For a reference manager:',
			linkedData: 'Linked data (JSON-LD)',
			card: 'Show this practice on another site',
			code: 'HTML code of the card',
			cardHint: 'The card keeps itself up to date: when the verdict changes, it changes too.',
			number: (code: string, version: number) => `${code}, version ${version}`,
			dayGlue: ' '
		},
		feeds: {
			practices: { title: 'New practices', subtitle: 'The practices published last' },
			verdicts: {
				title: 'New verdicts',
				subtitle: 'The verdicts published last',
				allMet: 'Meets all criteria.',
				unmet: (criteria: string) => `Not met yet: ${criteria}.`
			},
			search: {
				title: (text: string) => (text === '' ? 'Catalogue' : `“${text}” in the catalogue`),
				subtitle: 'The newest that answers this search'
			}
		},
		page: {
			title: 'Open data',
			lead: 'Everything the catalogue shows in public can be read, downloaded and harvested without an account, in common formats.',
			dataset: (network: string) => `Catalogue of good practices of economic integration · ${network}`,
			count: (count: string, day: string) => `${count} published practices. Last change: ${day}.`,
			what: 'What it holds',
			whatText:
				'Every published practice with its text, its verdict with the reasons by criterion, its institutions, places, dates, themes and groups, and the list of its public evidence.',
			whatNot:
				'It holds no contact details, no restricted evidence, no reserved locations and no names of assessors. What was invented to show the product is marked as invented.',
			bulk: 'Download everything',
			bulkText: 'The files are written as you download them, with the date in their name. Every practice says its licence.',
			file: 'File',
			content: 'Content',
			ndjson: 'One JSON document a line with everything public; another instance of Acervo can import it',
			csv: 'One row per practice, for spreadsheets',
			ways: 'Addresses',
			address: 'Address',
			use: 'What it is for',
			oai: 'Harvest by OAI-PMH 2.0 (oai_dc), by set and by date; retired practices are listed as deleted',
			api: 'Ask with programs: search, filters and records in JSON',
			apiDocument: 'The description of the API for programs (OpenAPI 3.1)',
			schema: 'The JSON Schema of each practice document',
			atomNew: 'Follow new practices (Atom)',
			atomVerdicts: 'Follow new verdicts (Atom)',
			atomSearch: 'Follow any search: the same filters as the catalogue',
			sitemap: 'All pages, for search engines',
			perPractice: 'Of each practice',
			linkedData: 'Linked data of schema.org',
			citation: 'Citation as CSL-JSON, RIS, BibTeX or text',
			badge: 'Seal and card as SVG, to be shown on another site',
			document: 'The whole document as JSON, Word or PDF',
			licence: 'Licence',
			licenceText:
				'Every practice has the licence chosen by whoever documents it; it stands in the practice and in all formats. Where none is named, ask the institution before you reuse the text.',
			often: 'How often it changes',
			oftenText:
				'What is published is seen at once at all these addresses. The code of a practice never changes its meaning. A retired practice answers 410 and disappears from the files; OAI-PMH announces it as deleted.',
			examples: 'Examples',
			exampleHarvest: 'The first hundred practices changed since a day',
			exampleBulk: 'Download everything, compressed',
			exampleSearch: 'Search with a filter'
		}
	},
	pt: {
		inventedVerdict: 'parecer inventado',
		sets: { class: 'Parecer', theme: 'Tema' },
		cite: {
			title: 'Citar e compartilhar',
			hint: 'No estilo APA. O endereço não muda e o código não é usado para outra prática.',
			formats: 'Para um gerenciador de referências:',
			linkedData: 'Dados ligados (JSON-LD)',
			card: 'Mostrar esta prática em outro site',
			code: 'Código HTML do cartão',
			cardHint: 'O cartão se atualiza sozinho: se o parecer muda, ele também muda.',
			number: (code: string, version: number) => `${code}, versão ${version}`,
			dayGlue: ' de '
		},
		feeds: {
			practices: { title: 'Práticas novas', subtitle: 'As práticas publicadas mais recentemente' },
			verdicts: {
				title: 'Pareceres novos',
				subtitle: 'Os pareceres publicados mais recentemente',
				allMet: 'Cumpre todos os critérios.',
				unmet: (criteria: string) => `Ainda não cumpre: ${criteria}.`
			},
			search: {
				title: (text: string) => (text === '' ? 'Catálogo' : `“${text}” no catálogo`),
				subtitle: 'O mais recente que responde a esta busca'
			}
		},
		page: {
			title: 'Dados abertos',
			lead: 'Tudo o que o catálogo mostra em público pode ser lido, baixado e colhido sem conta, em formatos comuns.',
			dataset: (network: string) => `Catálogo de boas práticas de integração econômica · ${network}`,
			count: (count: string, day: string) => `${count} práticas publicadas. Última mudança: ${day}.`,
			what: 'O que contém',
			whatText:
				'Cada prática publicada com seu texto, seu parecer com as razões por critério, suas instituições, lugares, datas, temas e grupos, e a lista de sua evidência pública.',
			whatNot:
				'Não contém dados de contato, evidência reservada, localizações reservadas nem nomes de quem avalia. O que foi inventado para mostrar o produto está marcado como inventado.',
			bulk: 'Baixar tudo',
			bulkText: 'Os arquivos são escritos no momento de baixar, com a data no nome. Cada prática diz sua licença.',
			file: 'Arquivo',
			content: 'Conteúdo',
			ndjson: 'Um documento JSON por linha, com tudo o que é público; outra instância do Acervo pode importá-lo',
			csv: 'Uma linha por prática, para planilhas',
			ways: 'Endereços',
			address: 'Endereço',
			use: 'Para que serve',
			oai: 'Colher com OAI-PMH 2.0 (oai_dc), por conjuntos e por data; as práticas retiradas aparecem como apagadas',
			api: 'Consultar com programas: busca, filtros e registros em JSON',
			apiDocument: 'A descrição da API para programas (OpenAPI 3.1)',
			schema: 'O esquema JSON de cada documento de prática',
			atomNew: 'Seguir as práticas novas (Atom)',
			atomVerdicts: 'Seguir os pareceres novos (Atom)',
			atomSearch: 'Seguir qualquer busca: os mesmos filtros do catálogo',
			sitemap: 'Todas as páginas, para buscadores',
			perPractice: 'De cada prática',
			linkedData: 'Dados ligados de schema.org',
			citation: 'Citação em CSL-JSON, RIS, BibTeX ou texto',
			badge: 'Selo e cartão em SVG, para mostrar em outro site',
			document: 'Documento completo em JSON, Word ou PDF',
			licence: 'Licença',
			licenceText:
				'Cada prática tem a licença escolhida por quem a documenta; está na prática e em todos os formatos. Onde nenhuma é indicada, peça permissão à instituição antes de reutilizar o texto.',
			often: 'Com que frequência muda',
			oftenText:
				'O que se publica aparece de imediato em todos estes endereços. O código de uma prática nunca muda de significado. Uma prática retirada responde 410 e desaparece dos arquivos; o OAI-PMH a anuncia como apagada.',
			examples: 'Exemplos',
			exampleHarvest: 'As primeiras cem práticas mudadas desde um dia',
			exampleBulk: 'Baixar tudo, comprimido',
			exampleSearch: 'Buscar com um filtro'
		}
	},
	fr: {
		inventedVerdict: 'avis inventé',
		sets: { class: 'Avis', theme: 'Thème' },
		cite: {
			title: 'Citer et partager',
			hint: 'Dans le style APA. L’adresse ne change pas et le code ne sert jamais à une autre pratique.',
			formats: 'Pour un logiciel de références :',
			linkedData: 'Données liées (JSON-LD)',
			card: 'Afficher cette pratique sur un autre site',
			code: 'Code HTML de la carte',
			cardHint: 'La carte se met à jour d’elle-même : si l’avis change, elle change aussi.',
			number: (code: string, version: number) => `${code}, version ${version}`,
			dayGlue: ' '
		},
		feeds: {
			practices: { title: 'Nouvelles pratiques', subtitle: 'Les pratiques publiées le plus récemment' },
			verdicts: {
				title: 'Nouveaux avis',
				subtitle: 'Les avis publiés le plus récemment',
				allMet: 'Remplit tous les critères.',
				unmet: (criteria: string) => `Pas encore rempli : ${criteria}.`
			},
			search: {
				title: (text: string) => (text === '' ? 'Catalogue' : `« ${text} » dans le catalogue`),
				subtitle: 'Le plus récent qui répond à cette recherche'
			}
		},
		page: {
			title: 'Données ouvertes',
			lead: 'Tout ce que le catalogue montre en public peut être lu, téléchargé et moissonné sans compte, dans des formats courants.',
			dataset: (network: string) => `Catalogue de bonnes pratiques d’intégration économique · ${network}`,
			count: (count: string, day: string) => `${count} pratiques publiées. Dernier changement : ${day}.`,
			what: 'Ce qu’il contient',
			whatText:
				'Chaque pratique publiée avec son texte, son avis et les raisons par critère, ses institutions, lieux, dates, thèmes et groupes, et la liste de ses preuves publiques.',
			whatNot:
				'Il ne contient ni coordonnées, ni preuves réservées, ni lieux réservés, ni noms des personnes qui évaluent. Ce qui a été inventé pour montrer le produit est marqué comme inventé.',
			bulk: 'Tout télécharger',
			bulkText: 'Les fichiers sont écrits au moment du téléchargement, avec la date dans leur nom. Chaque pratique dit sa licence.',
			file: 'Fichier',
			content: 'Contenu',
			ndjson: 'Un document JSON par ligne avec tout ce qui est public ; une autre instance d’Acervo peut l’importer',
			csv: 'Une ligne par pratique, pour les tableurs',
			ways: 'Adresses',
			address: 'Adresse',
			use: 'À quoi elle sert',
			oai: 'Moissonner par OAI-PMH 2.0 (oai_dc), par ensemble et par date ; les pratiques retirées y figurent comme supprimées',
			api: 'Interroger par programme : recherche, filtres et notices en JSON',
			apiDocument: 'La description de l’API pour les programmes (OpenAPI 3.1)',
			schema: 'Le schéma JSON de chaque document de pratique',
			atomNew: 'Suivre les nouvelles pratiques (Atom)',
			atomVerdicts: 'Suivre les nouveaux avis (Atom)',
			atomSearch: 'Suivre n’importe quelle recherche : les mêmes filtres que le catalogue',
			sitemap: 'Toutes les pages, pour les moteurs de recherche',
			perPractice: 'De chaque pratique',
			linkedData: 'Données liées de schema.org',
			citation: 'Citation en CSL-JSON, RIS, BibTeX ou texte',
			badge: 'Sceau et carte en SVG, à montrer sur un autre site',
			document: 'Document complet en JSON, Word ou PDF',
			licence: 'Licence',
			licenceText:
				'Chaque pratique a la licence choisie par qui la documente ; elle figure dans la pratique et dans tous les formats. Où aucune n’est indiquée, demandez l’autorisation à l’institution avant de réutiliser le texte.',
			often: 'Fréquence des changements',
			oftenText:
				'Ce qui est publié se voit aussitôt à toutes ces adresses. Le code d’une pratique ne change jamais de sens. Une pratique retirée répond 410 et disparaît des fichiers ; OAI-PMH l’annonce comme supprimée.',
			examples: 'Exemples',
			exampleHarvest: 'Les cent premières pratiques changées depuis un jour',
			exampleBulk: 'Tout télécharger, compressé',
			exampleSearch: 'Chercher avec un filtre'
		}
	}
});
