// Words of the figures: how far assessors agree, and what the network's procedure yields.
import { defineMessages } from './define.ts';

export const figuresMessages = defineMessages({
	es: {
		title: 'Cifras',
		lead: 'Cómo trabaja el procedimiento: cuánto coinciden quienes evalúan, cuánto tarda cada paso y por qué falta lo que falta. Nunca hay cifras de una persona ni de una sola práctica.',
		leadAll:
			'Incluye lo que todavía no es público: convocatorias sin terminar y prácticas sin publicar. Las cifras públicas solo cuentan convocatorias terminadas y prácticas publicadas.',
		network: 'Toda la red',
		ofCall: (code: string) => `Convocatoria ${code}`,
		choose: 'Cifras por convocatoria',
		ended: (day: string) => `terminó el ${day}`,
		notEnded: 'sin terminar; todavía no es pública',
		noCalls: 'Todavía no termina ninguna convocatoria.',
		empty: { title: 'Todavía no hay cifras', text: 'Aparecen cuando termina una convocatoria o se publica una práctica.' },
		emptyCall: 'A esta convocatoria no se envió ninguna práctica.',
		csv: 'Descargar esta tabla (CSV)',
		chartOf: (title: string) => `Gráfica: ${title}. Los datos están en la tabla que sigue.`,
		criterion: 'Criterio',
		practices: 'Prácticas',
		share: 'Parte',
		none: '—',
		notCalculable: 'no calculable',
		from: (practices: number) => `se muestra desde ${practices} prácticas`,
		partOf: (part: number, whole: number) => `${part} de ${whole}`,
		tables: {
			acuerdo: {
				title: 'Cuánto coinciden quienes evalúan',
				lead: (from: number) =>
					`Primeros niveles, antes de que nadie viera los de otra persona. Se muestra desde ${from} prácticas con dos niveles o más; n es el número de niveles comparables. La línea de la gráfica es el intervalo de 95 %.`,
				low: '95 %: desde',
				high: '95 %: hasta',
				exact: 'Mismo nivel',
				withinOne: 'A un nivel o menos'
			},
			niveles: {
				title: 'Primeros niveles que se dieron',
				lead: 'Cuántas veces se dio cada nivel, de todas las prácticas juntas. Los dos últimos no tienen lugar en la escala y no cuentan en el acuerdo.'
			},
			autoevaluacion: {
				title: 'Autoevaluación y panel',
				lead: 'El nivel que se dio quien documentó la práctica, comparado con la mediana del panel. Se muestra desde cinco autoevaluaciones.',
				same: 'Igual',
				above: 'Más alto',
				below: 'Más bajo',
				notComparable: 'No comparable',
				sameOf: (part: number, whole: number) => `igual en ${part} de ${whole}`
			},
			clases: {
				title: 'Dictámenes por clase',
				lead: (judged: number) => `Según el dictamen más reciente de cada práctica. Prácticas dictaminadas: ${judged}.`,
				class: 'Clase'
			},
			motivos: {
				title: 'Por qué un criterio no se cumple todavía',
				lead: 'Prácticas en cuyo dictamen el criterio no se cumple, por motivo. Un dictamen puede nombrar varios.',
				reason: 'Motivo',
				count: 'Prácticas con este motivo',
				unmet: 'Prácticas que no lo cumplen'
			},
			requisitos: {
				title: 'Requisitos que faltaron',
				lead: 'Envíos revisados en los que faltó cada requisito.',
				requirement: 'Requisito',
				unmet: 'Envíos sin él',
				checked: 'Envíos revisados'
			},
			recorrido: {
				title: 'Qué pasó con las prácticas',
				lead: 'Una práctica puede contarse en varias filas. La parte es sobre las enviadas.',
				step: 'Paso',
				sent: 'Enviadas',
				underWay: 'En camino, sin dictamen todavía',
				returned: 'Devueltas con observaciones alguna vez',
				judged: 'Dictaminadas',
				published: 'Publicadas',
				withdrawn: 'Retiradas por quien las documenta',
				reconsidered: 'Con reconsideración solicitada',
				changed: 'Con dictamen cambiado por ella'
			},
			dias: {
				title: 'Días en cada paso',
				lead: 'Mediana de las prácticas que ya dejaron ese estado, hasta su primera publicación. Si volvieron a él, se suman sus días.',
				state: 'Estado',
				days: 'Días (mediana)',
				toVerdict: 'Del primer envío al dictamen',
				daysOf: (days: string) => `${days} días`
			},
			vigencia: {
				title: 'Vigencia de las clasificaciones',
				lead: (lapsed: number, standing: number, share: string) =>
					`Vencidas: ${lapsed} de ${standing} (${share}). No se cuentan las que otra sustituyó ni las de prácticas retiradas.`,
				state: 'Estado',
				labels: 'Clasificaciones'
			}
		},
		how: {
			title: 'Cómo se calcula',
			alpha:
				'α de Krippendorff es 1 menos el desacuerdo observado entre el que daría el azar: 1 es acuerdo completo; 0, lo que daría el azar; menos de 0, peor. Se usa la métrica ordinal: la distancia entre dos niveles es cuántos de los niveles dados caen entre ellos. Si todos los niveles son iguales no se puede calcular, y se dice así.',
			shares:
				'α puede ser bajo aunque casi siempre se coincida, porque entonces el azar también coincide. Por eso siempre está al lado la parte de pares con el mismo nivel y la de pares a un nivel o menos. Cada par de niveles de una práctica cuenta una vez.',
			interval:
				'El intervalo de 95 % sale de sortear 2,000 veces las mismas prácticas con reemplazo. El sorteo se repite igual: los mismos niveles dan el mismo intervalo.',
			counted:
				'Cuentan los primeros niveles de las prácticas con dictamen, una vez por práctica. No cuentan quienes se excusaron, los niveles finales después de deliberar ni las reconsideraciones. Los ejemplos de referencia no cuentan en ninguna cifra.',
			source: 'Fuente: Krippendorff, K. (2011), Computing Krippendorff’s Alpha-Reliability, University of Pennsylvania.'
		},
		agreement: {
			alphaBy: {
				nominal: 'α de Krippendorff, nominal',
				ordinal: 'α de Krippendorff, ordinal',
				interval: 'α de Krippendorff, de intervalo',
				ratio: 'α de Krippendorff, de razón'
			},
			notCalculable: 'no calculable',
			interval: 'Intervalo de 95 %',
			between: (low: string, high: string) => `${low} a ${high}`,
			exact: 'Coincidencia exacta',
			withinOne: 'Diferencia de 1 o menos',
			n: 'Valores comparables (n)',
			units: 'Unidades con dos valores o más',
			pairableOf: (pairable: string, units: string) => `${pairable} de ${units}`,
			given: (value: string) => `Veces que se dio «${value}»`
		},
		refusedRatings: {
			empty: 'el archivo está vacío.',
			noText: 'no es un archivo de texto. Guarde la hoja como CSV.',
			noUnits: 'solo tiene encabezado. Falta al menos una fila con una unidad.',
			fewAssessors: 'se necesita la columna de la unidad y al menos dos de personas evaluadoras.',
			assessorMissing: (place: string) => `falta el nombre de la columna en ${place}.`,
			assessorRepeated: (value: string) => `la columna «${value}» aparece dos veces.`,
			unitMissing: (place: string) => `falta el nombre de la unidad en ${place}.`,
			unitRepeated: (place: string, value: string) => `la unidad «${value}» se repite en ${place}.`,
			tooManyCells: (place: string) => `hay un valor en ${place}, fuera de las columnas con nombre.`,
			noNumber: (place: string, value: string) =>
				`«${value}», en ${place}, no es un número. Deje la celda en blanco si falta el valor; los textos solo sirven con --metric nominal.`,
			negative: (place: string, value: string) => `«${value}», en ${place}, es negativo; --metric ratio necesita valores desde cero.`,
			malformed: (place: string) => `hay unas comillas sin cerrar a partir de ${place}.`,
			tooLarge: (ratings: number, ratioValues: number) =>
				`es demasiado grande: puede tener hasta ${ratings} valores y, con --metric ratio, hasta ${ratioValues} distintos.`
		}
	},
	en: {
		title: 'Figures',
		lead: 'How the procedure works: how far assessors agree, how long each step takes, and why what is missing is missing. There is never a figure of one person or of a single practice.',
		leadAll:
			'With what is not public yet: calls that are not ended and practices that are not published. The public figures count ended calls and published practices only.',
		network: 'The whole network',
		ofCall: (code: string) => `Call ${code}`,
		choose: 'Figures by call',
		ended: (day: string) => `ended on ${day}`,
		notEnded: 'not ended; not public yet',
		noCalls: 'No call has ended yet.',
		empty: { title: 'There are no figures yet', text: 'They appear when a call ends or a practice is published.' },
		emptyCall: 'No practice was sent to this call.',
		csv: 'Download this table (CSV)',
		chartOf: (title: string) => `Chart: ${title}. The data stand in the table that follows.`,
		criterion: 'Criterion',
		practices: 'Practices',
		share: 'Share',
		none: '—',
		notCalculable: 'cannot be calculated',
		from: (practices: number) => `shown from ${practices} practices on`,
		partOf: (part: number, whole: number) => `${part} of ${whole}`,
		tables: {
			acuerdo: {
				title: 'How far assessors agree',
				lead: (from: number) =>
					`First levels, before anybody saw another’s. Shown from ${from} practices with two levels or more; n is the number of comparable levels. The line of the chart is the 95% interval.`,
				low: '95%: from',
				high: '95%: to',
				exact: 'Same level',
				withinOne: 'One level apart at most'
			},
			niveles: {
				title: 'First levels that were given',
				lead: 'How often each level was given, all practices together. The last two are no place on the scale and do not count in the agreement.'
			},
			autoevaluacion: {
				title: 'Self-assessment and panel',
				lead: 'The level that the author gave her own practice against the median of the panel. Shown from five self-assessments on.',
				same: 'Same',
				above: 'Higher',
				below: 'Lower',
				notComparable: 'Not comparable',
				sameOf: (part: number, whole: number) => `same in ${part} of ${whole}`
			},
			clases: {
				title: 'Verdicts by class',
				lead: (judged: number) => `By the latest verdict of each practice. Practices with a verdict: ${judged}.`,
				class: 'Class'
			},
			motivos: {
				title: 'Why a criterion is not met yet',
				lead: 'Practices whose verdict holds the criterion unmet, by reason. A verdict may name several.',
				reason: 'Reason',
				count: 'Practices with this reason',
				unmet: 'Practices that do not meet it'
			},
			requisitos: {
				title: 'Requirements that were missing',
				lead: 'Sendings that were checked and lacked each requirement.',
				requirement: 'Requirement',
				unmet: 'Sendings without it',
				checked: 'Sendings checked'
			},
			recorrido: {
				title: 'What became of the practices',
				lead: 'A practice may be counted in several rows. The share is of those sent.',
				step: 'Step',
				sent: 'Sent',
				underWay: 'Under way, without a verdict yet',
				returned: 'Returned with observations at some time',
				judged: 'With a verdict',
				published: 'Published',
				withdrawn: 'Withdrawn by their authors',
				reconsidered: 'With a reconsideration requested',
				changed: 'With a verdict changed by it'
			},
			dias: {
				title: 'Days in each step',
				lead: 'Median of the practices that have left that state, up to their first publication. Where they came back to it, their days are added up.',
				state: 'State',
				days: 'Days (median)',
				toVerdict: 'From the first sending to the verdict',
				daysOf: (days: string) => `${days} days`
			},
			vigencia: {
				title: 'Labels',
				lead: (lapsed: number, standing: number, share: string) =>
					`Expired: ${lapsed} of ${standing} (${share}). Labels replaced by another one and those of retired practices are not counted.`,
				state: 'State',
				labels: 'Labels'
			}
		},
		how: {
			title: 'How it is calculated',
			alpha:
				'Krippendorff’s α is 1 minus the observed disagreement divided by the one that chance would give: 1 is complete agreement; 0, what chance would give; below 0, worse. The metric is ordinal: the distance between two levels is how many of the levels given lie between them. When all levels are the same it cannot be calculated, and that is said.',
			shares:
				'α may be low although people nearly always agree, because chance would agree then, too. That is why the share of pairs with the same level and that of pairs one level apart at most always stand beside it. Every pair of levels of a practice counts once.',
			interval:
				'The 95% interval comes from drawing the same practices 2,000 times with replacement. The draw can be repeated: the same levels give the same interval.',
			counted:
				'What counts are the first levels of practices with a verdict, once per practice. Whoever was excused, the final levels after deliberation and reconsiderations do not count. Reference examples count in no figure.',
			source: 'Source: Krippendorff, K. (2011), Computing Krippendorff’s Alpha-Reliability, University of Pennsylvania.'
		},
		agreement: {
			alphaBy: {
				nominal: "Krippendorff's α, nominal",
				ordinal: "Krippendorff's α, ordinal",
				interval: "Krippendorff's α, interval",
				ratio: "Krippendorff's α, ratio"
			},
			notCalculable: 'cannot be calculated',
			interval: '95% interval',
			between: (low: string, high: string) => `${low} to ${high}`,
			exact: 'Exact agreement',
			withinOne: 'At most 1 apart',
			n: 'Pairable values (n)',
			units: 'Units with two values or more',
			pairableOf: (pairable: string, units: string) => `${pairable} of ${units}`,
			given: (value: string) => `Times “${value}” was given`
		},
		refusedRatings: {
			empty: 'the file is empty.',
			noText: 'this is no text file. Save the sheet as CSV.',
			noUnits: 'there is only a header. At least one row with a unit is missing.',
			fewAssessors: 'it takes the column of the unit and at least two of assessors.',
			assessorMissing: (place: string) => `the column has no name in ${place}.`,
			assessorRepeated: (value: string) => `the column "${value}" stands twice.`,
			unitMissing: (place: string) => `the unit has no name in ${place}.`,
			unitRepeated: (place: string, value: string) => `the unit "${value}" stands again in ${place}.`,
			tooManyCells: (place: string) => `there is a value in ${place}, outside the named columns.`,
			noNumber: (place: string, value: string) =>
				`"${value}", in ${place}, is no number. Leave the cell blank when a value is missing; texts work only with --metric nominal.`,
			negative: (place: string, value: string) => `"${value}", in ${place}, is negative; --metric ratio takes values from zero on.`,
			malformed: (place: string) => `a quotation mark that is not closed begins at ${place}.`,
			tooLarge: (ratings: number, ratioValues: number) =>
				`this is too large: it may hold up to ${ratings} values and, with --metric ratio, up to ${ratioValues} different ones.`
		}
	},
	pt: {
		title: 'Números',
		lead: 'Como funciona o procedimento: quanto coincidem as pessoas que avaliam, quanto demora cada passo e por que falta o que falta. Nunca há números de uma pessoa nem de uma única prática.',
		leadAll:
			'Inclui o que ainda não é público: convocatórias não encerradas e práticas não publicadas. Os números públicos só contam convocatórias encerradas e práticas publicadas.',
		network: 'Toda a rede',
		ofCall: (code: string) => `Convocatória ${code}`,
		choose: 'Números por convocatória',
		ended: (day: string) => `encerrada em ${day}`,
		notEnded: 'não encerrada; ainda não é pública',
		noCalls: 'Nenhuma convocatória foi encerrada ainda.',
		empty: { title: 'Ainda não há números', text: 'Aparecem quando uma convocatória é encerrada ou uma prática é publicada.' },
		emptyCall: 'Nenhuma prática foi enviada a esta convocatória.',
		csv: 'Baixar esta tabela (CSV)',
		chartOf: (title: string) => `Gráfico: ${title}. Os dados estão na tabela a seguir.`,
		criterion: 'Critério',
		practices: 'Práticas',
		share: 'Parte',
		notCalculable: 'não calculável',
		from: (practices: number) => `mostra-se a partir de ${practices} práticas`,
		partOf: (part: number, whole: number) => `${part} de ${whole}`,
		tables: {
			acuerdo: {
				title: 'Quanto coincidem as pessoas que avaliam',
				lead: (from: number) =>
					`Primeiros níveis, antes que alguém visse os de outra pessoa. Mostra-se a partir de ${from} práticas com dois níveis ou mais; n é o número de níveis comparáveis. A linha do gráfico é o intervalo de 95%.`,
				low: '95%: de',
				high: '95%: até',
				exact: 'Mesmo nível',
				withinOne: 'A um nível ou menos'
			},
			niveles: {
				title: 'Primeiros níveis dados',
				lead: 'Quantas vezes se deu cada nível, de todas as práticas juntas. Os dois últimos não têm lugar na escala e não contam no acordo.'
			},
			autoevaluacion: {
				title: 'Autoavaliação e painel',
				lead: 'O nível que se deu quem documentou a prática, comparado com a mediana do painel. Mostra-se a partir de cinco autoavaliações.',
				same: 'Igual',
				above: 'Mais alto',
				below: 'Mais baixo',
				notComparable: 'Não comparável',
				sameOf: (part: number, whole: number) => `igual em ${part} de ${whole}`
			},
			clases: {
				title: 'Pareceres por classe',
				lead: (judged: number) => `Segundo o parecer mais recente de cada prática. Práticas com parecer: ${judged}.`,
				class: 'Classe'
			},
			motivos: {
				title: 'Por que um critério ainda não se cumpre',
				lead: 'Práticas em cujo parecer o critério não se cumpre, por motivo. Um parecer pode citar vários.',
				reason: 'Motivo',
				count: 'Práticas com este motivo',
				unmet: 'Práticas que não o cumprem'
			},
			requisitos: {
				title: 'Requisitos que faltaram',
				lead: 'Envios verificados em que faltou cada requisito.',
				requirement: 'Requisito',
				unmet: 'Envios sem ele',
				checked: 'Envios verificados'
			},
			recorrido: {
				title: 'O que aconteceu com as práticas',
				lead: 'Uma prática pode ser contada em várias linhas. A parte é sobre as enviadas.',
				step: 'Passo',
				sent: 'Enviadas',
				underWay: 'A caminho, ainda sem parecer',
				returned: 'Devolvidas com observações alguma vez',
				judged: 'Com parecer',
				published: 'Publicadas',
				withdrawn: 'Retiradas por quem as documenta',
				reconsidered: 'Com reconsideração solicitada',
				changed: 'Com parecer mudado por ela'
			},
			dias: {
				title: 'Dias em cada passo',
				lead: 'Mediana das práticas que já deixaram esse estado, até a primeira publicação. Se voltaram a ele, seus dias são somados.',
				state: 'Estado',
				days: 'Dias (mediana)',
				toVerdict: 'Do primeiro envio ao parecer',
				daysOf: (days: string) => `${days} dias`
			},
			vigencia: {
				title: 'Vigência das classificações',
				lead: (lapsed: number, standing: number, share: string) =>
					`Vencidas: ${lapsed} de ${standing} (${share}). Não se contam as que outra substituiu nem as de práticas retiradas.`,
				state: 'Estado',
				labels: 'Classificações'
			}
		},
		how: {
			title: 'Como se calcula',
			alpha:
				'O α de Krippendorff é 1 menos o desacordo observado dividido pelo que o acaso daria: 1 é acordo completo; 0, o que o acaso daria; menos de 0, pior. Usa-se a métrica ordinal: a distância entre dois níveis é quantos dos níveis dados ficam entre eles. Se todos os níveis são iguais não se pode calcular, e assim se diz.',
			shares:
				'O α pode ser baixo mesmo quando quase sempre se coincide, porque então o acaso também coincide. Por isso estão sempre ao lado a parte de pares com o mesmo nível e a de pares a um nível ou menos. Cada par de níveis de uma prática conta uma vez.',
			interval:
				'O intervalo de 95% resulta de sortear 2.000 vezes as mesmas práticas com reposição. O sorteio se repete igual: os mesmos níveis dão o mesmo intervalo.',
			counted:
				'Contam os primeiros níveis das práticas com parecer, uma vez por prática. Não contam quem se escusou, os níveis finais depois de deliberar nem as reconsiderações. Os exemplos de referência não contam em nenhum número.',
			source: 'Fonte: Krippendorff, K. (2011), Computing Krippendorff’s Alpha-Reliability, University of Pennsylvania.'
		},
		agreement: {
			alphaBy: {
				nominal: 'α de Krippendorff, nominal',
				ordinal: 'α de Krippendorff, ordinal',
				interval: 'α de Krippendorff, de intervalo',
				ratio: 'α de Krippendorff, de razão'
			},
			notCalculable: 'não calculável',
			interval: 'Intervalo de 95%',
			between: (low: string, high: string) => `${low} a ${high}`,
			exact: 'Coincidência exata',
			withinOne: 'Diferença de 1 ou menos',
			n: 'Valores comparáveis (n)',
			units: 'Unidades com dois valores ou mais',
			pairableOf: (pairable: string, units: string) => `${pairable} de ${units}`,
			given: (value: string) => `Vezes em que se deu “${value}”`
		},
		refusedRatings: {
			empty: 'o arquivo está vazio.',
			noText: 'não é um arquivo de texto. Salve a planilha como CSV.',
			noUnits: 'só tem cabeçalho. Falta ao menos uma linha com uma unidade.',
			fewAssessors: 'são necessárias a coluna da unidade e ao menos duas de pessoas avaliadoras.',
			assessorMissing: (place: string) => `falta o nome da coluna em ${place}.`,
			assessorRepeated: (value: string) => `a coluna “${value}” aparece duas vezes.`,
			unitMissing: (place: string) => `falta o nome da unidade em ${place}.`,
			unitRepeated: (place: string, value: string) => `a unidade “${value}” se repete em ${place}.`,
			tooManyCells: (place: string) => `há um valor em ${place}, fora das colunas com nome.`,
			noNumber: (place: string, value: string) =>
				`“${value}”, em ${place}, não é um número. Deixe a célula em branco se falta o valor; textos só servem com --metric nominal.`,
			negative: (place: string, value: string) =>
				`“${value}”, em ${place}, é negativo; --metric ratio precisa de valores a partir de zero.`,
			malformed: (place: string) => `há aspas sem fechar a partir de ${place}.`,
			tooLarge: (ratings: number, ratioValues: number) =>
				`é grande demais: pode ter até ${ratings} valores e, com --metric ratio, até ${ratioValues} diferentes.`
		}
	},
	fr: {
		title: 'Chiffres',
		lead: 'Comment fonctionne la procédure : à quel point les évaluations s’accordent, combien dure chaque étape et pourquoi manque ce qui manque. Il n’y a jamais de chiffre sur une personne ni sur une seule pratique.',
		leadAll:
			'Comprend ce qui n’est pas encore public : appels non terminés et pratiques non publiées. Les chiffres publics ne comptent que les appels terminés et les pratiques publiées.',
		network: 'Tout le réseau',
		ofCall: (code: string) => `Appel ${code}`,
		choose: 'Chiffres par appel',
		ended: (day: string) => `terminé le ${day}`,
		notEnded: 'non terminé ; pas encore public',
		noCalls: 'Aucun appel n’est encore terminé.',
		empty: { title: 'Il n’y a pas encore de chiffres', text: 'Ils apparaissent quand un appel se termine ou qu’une pratique est publiée.' },
		emptyCall: 'Aucune pratique n’a été envoyée à cet appel.',
		csv: 'Télécharger ce tableau (CSV)',
		chartOf: (title: string) => `Graphique : ${title}. Les données sont dans le tableau qui suit.`,
		criterion: 'Critère',
		practices: 'Pratiques',
		share: 'Part',
		notCalculable: 'non calculable',
		from: (practices: number) => `affiché à partir de ${practices} pratiques`,
		partOf: (part: number, whole: number) => `${part} sur ${whole}`,
		tables: {
			acuerdo: {
				title: 'À quel point les évaluations s’accordent',
				lead: (from: number) =>
					`Premiers niveaux, avant que quiconque ait vu ceux d’une autre personne. Affiché à partir de ${from} pratiques ayant deux niveaux ou plus ; n est le nombre de niveaux comparables. La ligne du graphique est l’intervalle à 95 %.`,
				low: '95 % : de',
				high: '95 % : à',
				exact: 'Même niveau',
				withinOne: 'Un niveau d’écart au plus'
			},
			niveles: {
				title: 'Premiers niveaux donnés',
				lead: 'Nombre de fois où chaque niveau a été donné, toutes pratiques confondues. Les deux derniers n’ont pas de place sur l’échelle et ne comptent pas dans l’accord.'
			},
			autoevaluacion: {
				title: 'Autoévaluation et panel',
				lead: 'Le niveau que s’est donné la personne qui a documenté la pratique, comparé à la médiane du panel. Affiché à partir de cinq autoévaluations.',
				same: 'Égal',
				above: 'Plus haut',
				below: 'Plus bas',
				notComparable: 'Non comparable',
				sameOf: (part: number, whole: number) => `égal dans ${part} sur ${whole}`
			},
			clases: {
				title: 'Avis par classe',
				lead: (judged: number) => `Selon l’avis le plus récent sur chaque pratique. Pratiques ayant un avis : ${judged}.`,
				class: 'Classe'
			},
			motivos: {
				title: 'Pourquoi un critère n’est pas encore rempli',
				lead: 'Pratiques dont l’avis tient le critère pour non rempli, par motif. Un avis peut en nommer plusieurs.',
				reason: 'Motif',
				count: 'Pratiques avec ce motif',
				unmet: 'Pratiques qui ne le remplissent pas'
			},
			requisitos: {
				title: 'Conditions manquantes',
				lead: 'Envois vérifiés auxquels manquait chaque condition.',
				requirement: 'Condition',
				unmet: 'Envois sans elle',
				checked: 'Envois vérifiés'
			},
			recorrido: {
				title: 'Ce que sont devenues les pratiques',
				lead: 'Une pratique peut être comptée dans plusieurs lignes. La part se rapporte aux pratiques envoyées.',
				step: 'Étape',
				sent: 'Envoyées',
				underWay: 'En chemin, encore sans avis',
				returned: 'Renvoyées au moins une fois avec des observations',
				judged: 'Avec avis',
				published: 'Publiées',
				withdrawn: 'Retirées par leurs auteurs',
				reconsidered: 'Avec réexamen demandé',
				changed: 'Avec avis modifié par celui-ci'
			},
			dias: {
				title: 'Jours à chaque étape',
				lead: 'Médiane des pratiques qui ont déjà quitté cet état, jusqu’à leur première publication. Si elles y sont revenues, leurs jours s’additionnent.',
				state: 'État',
				days: 'Jours (médiane)',
				toVerdict: 'Du premier envoi à l’avis',
				daysOf: (days: string) => `${days} jours`
			},
			vigencia: {
				title: 'Validité des classifications',
				lead: (lapsed: number, standing: number, share: string) =>
					`Expirées : ${lapsed} sur ${standing} (${share}). Ne sont pas comptées celles qu’une autre a remplacées ni celles des pratiques retirées.`,
				state: 'État',
				labels: 'Classifications'
			}
		},
		how: {
			title: 'Comment c’est calculé',
			alpha:
				'L’α de Krippendorff est 1 moins le désaccord observé divisé par celui que donnerait le hasard : 1 est un accord complet ; 0, ce que donnerait le hasard ; moins de 0, pire. La métrique est ordinale : la distance entre deux niveaux est le nombre de niveaux donnés qui se trouvent entre eux. Si tous les niveaux sont égaux, il n’est pas calculable, et cela est dit.',
			shares:
				'α peut être bas même quand on s’accorde presque toujours, parce qu’alors le hasard s’accorde aussi. C’est pourquoi la part de paires de même niveau et celle de paires à un niveau d’écart au plus figurent toujours à côté. Chaque paire de niveaux d’une pratique compte une fois.',
			interval:
				'L’intervalle à 95 % vient de 2 000 tirages avec remise des mêmes pratiques. Le tirage est reproductible : les mêmes niveaux donnent le même intervalle.',
			counted:
				'Comptent les premiers niveaux des pratiques ayant un avis, une fois par pratique. Ne comptent ni les personnes récusées, ni les niveaux finaux après délibération, ni les réexamens. Les exemples de référence ne comptent dans aucun chiffre.',
			source: 'Source : Krippendorff, K. (2011), Computing Krippendorff’s Alpha-Reliability, University of Pennsylvania.'
		},
		agreement: {
			alphaBy: {
				nominal: 'α de Krippendorff, nominal',
				ordinal: 'α de Krippendorff, ordinal',
				interval: 'α de Krippendorff, d’intervalle',
				ratio: 'α de Krippendorff, de rapport'
			},
			notCalculable: 'non calculable',
			interval: 'Intervalle à 95 %',
			between: (low: string, high: string) => `${low} à ${high}`,
			exact: 'Accord exact',
			withinOne: 'Écart de 1 au plus',
			n: 'Valeurs comparables (n)',
			units: 'Unités ayant deux valeurs ou plus',
			pairableOf: (pairable: string, units: string) => `${pairable} sur ${units}`,
			given: (value: string) => `Nombre de fois où « ${value} » a été donné`
		},
		refusedRatings: {
			empty: 'le fichier est vide.',
			noText: 'ce n’est pas un fichier texte. Enregistrez la feuille en CSV.',
			noUnits: 'il n’y a qu’un en-tête. Il manque au moins une ligne avec une unité.',
			fewAssessors: 'il faut la colonne de l’unité et au moins deux colonnes d’évaluation.',
			assessorMissing: (place: string) => `la colonne n’a pas de nom en ${place}.`,
			assessorRepeated: (value: string) => `la colonne « ${value} » apparaît deux fois.`,
			unitMissing: (place: string) => `l’unité n’a pas de nom en ${place}.`,
			unitRepeated: (place: string, value: string) => `l’unité « ${value} » se répète en ${place}.`,
			tooManyCells: (place: string) => `il y a une valeur en ${place}, hors des colonnes nommées.`,
			noNumber: (place: string, value: string) =>
				`« ${value} », en ${place}, n’est pas un nombre. Laissez la cellule vide si la valeur manque ; les textes ne vont qu’avec --metric nominal.`,
			negative: (place: string, value: string) =>
				`« ${value} », en ${place}, est négatif ; --metric ratio demande des valeurs à partir de zéro.`,
			malformed: (place: string) => `des guillemets ouverts en ${place} ne sont pas fermés.`,
			tooLarge: (ratings: number, ratioValues: number) =>
				`il est trop grand : il peut avoir jusqu’à ${ratings} valeurs et, avec --metric ratio, jusqu’à ${ratioValues} différentes.`
		}
	}
});

export type FiguresWords = ReturnType<typeof figuresMessages>;
