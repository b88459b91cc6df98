// Words of the secret links: an institution's visto bueno, an author's confirmation, and the page where they are made.
import { defineMessages } from './define.ts';

export const authorisationMessages = defineMessages({
	es: {
		manage: {
			title: 'Autorizaciones y enlaces',
			lead: 'Cada institución que implementa la práctica autoriza que se publique: con un oficio adjunto o con un visto bueno por enlace, sin cuenta.',
			open: 'Ver autorizaciones y enlaces',
			make: (institution: string) => `Crear un enlace para ${institution}`,
			makeAgain: (institution: string) => `Crear otro enlace para ${institution}`,
			made: 'El enlace está listo',
			madeText: (days: number) =>
				`Cópielo ahora: no se vuelve a mostrar. Funciona ${days} días y se responde una sola vez. Quien lo recibe puede responder sin cuenta.`,
			link: 'Enlace secreto',
			letter: 'Texto para el correo',
			letterAuthorise: (title: string, institution: string, link: string, day: string) =>
				`Estimada persona responsable en ${institution}:\n\nLa práctica “${title}” nombra a su institución entre quienes la implementan. Antes de publicarla le pedimos su visto bueno. Puede leer el texto y responder aquí, sin cuenta, hasta el ${day}:\n\n${link}\n\nSi recibió este mensaje por error, no lo abra y avísenos.`,
			letterConfirm: (title: string, link: string, day: string) =>
				`Estimada persona autora:\n\nLa secretaría técnica capturó su práctica “${title}”. Revísela completa y confirme que se envíe, o díganos qué corregir. Puede hacerlo aquí, sin cuenta, hasta el ${day}:\n\n${link}\n\nSi recibió este mensaje por error, no lo abra y avísenos.`,
			noInstitutions: 'Primero indique qué instituciones implementan la práctica.',
			confirm: 'Confirmación de quien la documenta',
			confirmLead:
				'Si capturó este borrador por encargo, envíe un enlace a su autora o autor: lo revisa completo y confirma que se envíe, o hace observaciones.',
			confirmMake: 'Crear el enlace de confirmación',
			confirmMissing: 'Antes complete lo que falta:',
			revoke: 'Anular el enlace',
			revoked: 'El enlace se anuló. Ya no abre nada.',
			caption: 'Enlaces de esta práctica, del más reciente al más antiguo',
			columns: { what: 'Para qué', state: 'Estado', when: 'Cuándo', who: 'Respuesta' },
			none: 'Todavía no se ha creado ningún enlace.',
			purposes: { authorise: 'Visto bueno', confirm: 'Confirmación' }
		},
		states: {
			open: 'Sin responder',
			expired: 'Venció sin respuesta',
			revoked: 'Anulado',
			granted: 'Otorgado',
			refused: 'No otorgado'
		},
		confirmStates: { granted: 'Confirmada y enviada', refused: 'Con observaciones' },
		status: {
			title: 'Autorizaciones',
			letter: (name: string) => `Oficio adjunto: ${name}`,
			granted: (who: string, post: string, day: string) => `Visto bueno de ${who}, ${post}, el ${day}`,
			refused: (who: string, post: string, day: string) => `No autorizó: ${who}, ${post}, el ${day}`,
			waiting: (day: string) => `Enlace sin responder; vence el ${day}`,
			nothing: 'Sin autorización todavía',
			onVersion: (number: number) => `Dado sobre la versión ${number}`,
			onDraft: 'Dado sobre el borrador',
			outdated: 'El texto cambió después: pida otro visto bueno.'
		},
		until: (day: string) => `Puede responder hasta el ${day}. El enlace se usa una sola vez.`,
		signedBy: 'Su nombre',
		signedAs: 'Su cargo',
		authorise: {
			title: 'Visto bueno para publicar una práctica',
			lead: (institution: string) =>
				`Esta práctica nombra a ${institution} entre las instituciones que la implementan. Lea el texto y diga si autoriza que se publique.`,
			answer: '¿Su institución autoriza que se publique?',
			granted: 'Sí, autoriza',
			refused: 'No autoriza',
			note: 'Comentario',
			noteHint: 'Si no autoriza, diga por qué o qué habría que cambiar. Lo leen quien documenta y la secretaría técnica; no se publica.',
			send: 'Enviar la respuesta',
			done: 'Su respuesta quedó registrada',
			doneGranted: 'Gracias. La secretaría técnica verá el visto bueno de su institución junto a la práctica.',
			doneRefused: 'Gracias. Quien documenta y la secretaría técnica leerán su respuesta. La práctica no se publica sin resolverlo.'
		},
		confirm: {
			title: 'Revise su práctica antes de enviarla',
			lead: 'La secretaría técnica capturó esta práctica por usted. Léala completa. Si está bien, confirme y se envía en su nombre. Si algo debe cambiar, escríbalo.',
			remark: (field: string) => `Qué corregir en “${field}”`,
			remarkOpen: 'Hacer una observación',
			general: 'Qué corregir en general',
			answer: '¿Qué desea hacer?',
			granted: 'Está bien: que se envíe',
			refused: 'Hay que corregir antes',
			truthful: 'Puedo publicar este texto y no contiene datos personales de nadie.',
			licence: 'Se publicará con esta licencia',
			send: 'Enviar la respuesta',
			done: 'Su respuesta quedó registrada',
			doneGranted: (code: string) => `La práctica se envió en su nombre. Su clave es ${code}: con ella puede preguntar por su avance.`,
			doneRefused: 'La secretaría técnica leerá sus observaciones, corregirá y le enviará otro enlace.'
		},
		wrong: {
			answer: 'Elija una respuesta.',
			signedBy: 'Escriba su nombre, en 200 caracteres como máximo.',
			signedAs: 'Escriba su cargo, en 200 caracteres como máximo.',
			note: 'Diga por qué no autoriza, en 2000 caracteres como máximo.',
			truthful: 'Para enviarla, confirme que puede publicar el texto.',
			remarks: 'Escriba al menos una observación, de 4000 caracteres como máximo.'
		}
	},
	en: {
		manage: {
			title: 'Authorisations and links',
			lead: 'Each institution that implements the practice authorises its publication: with an attached letter, or by link without an account.',
			open: 'See authorisations and links',
			make: (institution: string) => `Make a link for ${institution}`,
			makeAgain: (institution: string) => `Make another link for ${institution}`,
			made: 'The link is ready',
			madeText: (days: number) =>
				`Copy it now: it is not shown again. It works for ${days} days and is answered once. Whoever receives it needs no account.`,
			link: 'Secret link',
			letter: 'Text for the mail',
			letterAuthorise: (title: string, institution: string, link: string, day: string) =>
				`To the person responsible at ${institution}:\n\nThe practice “${title}” names your institution among those that implement it. Before publishing it we ask for your approval. You can read the text and answer here, without an account, until ${day}:\n\n${link}\n\nIf you received this by mistake, do not open it and let us know.`,
			letterConfirm: (title: string, link: string, day: string) =>
				`Dear author:\n\nThe technical secretariat captured your practice “${title}”. Review all of it and confirm that it is sent, or tell us what to mend. You can do so here, without an account, until ${day}:\n\n${link}\n\nIf you received this by mistake, do not open it and let us know.`,
			noInstitutions: 'First say which institutions implement the practice.',
			confirm: 'Confirmation by its author',
			confirmLead:
				'If you captured this draft for somebody, send its author a link: they review all of it and confirm that it is sent, or make remarks.',
			confirmMake: 'Make the confirmation link',
			confirmMissing: 'First complete what is missing:',
			revoke: 'Take the link back',
			revoked: 'The link was taken back. It opens nothing any more.',
			caption: 'Links of this practice, newest first',
			columns: { what: 'What for', state: 'State', when: 'When', who: 'Answer' },
			none: 'No link has been made yet.',
			purposes: { authorise: 'Approval', confirm: 'Confirmation' }
		},
		states: { open: 'Not answered', expired: 'Ran out unanswered', revoked: 'Taken back', granted: 'Granted', refused: 'Not granted' },
		confirmStates: { granted: 'Confirmed and sent', refused: 'With remarks' },
		status: {
			title: 'Authorisations',
			letter: (name: string) => `Letter attached: ${name}`,
			granted: (who: string, post: string, day: string) => `Approved by ${who}, ${post}, on ${day}`,
			refused: (who: string, post: string, day: string) => `Not authorised: ${who}, ${post}, on ${day}`,
			waiting: (day: string) => `Link not answered; runs out on ${day}`,
			nothing: 'Not authorised yet',
			onVersion: (number: number) => `Given for version ${number}`,
			onDraft: 'Given for the draft',
			outdated: 'The text changed since: ask for another approval.'
		},
		until: (day: string) => `You can answer until ${day}. The link works once.`,
		signedBy: 'Your name',
		signedAs: 'Your post',
		authorise: {
			title: 'Approval to publish a practice',
			lead: (institution: string) =>
				`This practice names ${institution} among the institutions that implement it. Read the text and say whether it may be published.`,
			answer: 'Does your institution authorise publication?',
			granted: 'Yes, it does',
			refused: 'It does not',
			note: 'Comment',
			noteHint: 'If it does not, say why or what would have to change. The author and the secretariat read it; it is not published.',
			send: 'Send the answer',
			done: 'Your answer is recorded',
			doneGranted: 'Thank you. The secretariat will see your institution’s approval beside the practice.',
			doneRefused: 'Thank you. The author and the secretariat will read your answer. The practice is not published until this is settled.'
		},
		confirm: {
			title: 'Review your practice before it is sent',
			lead: 'The technical secretariat captured this practice for you. Read all of it. If it is right, confirm and it is sent in your name. If something must change, write it.',
			remark: (field: string) => `What to mend in “${field}”`,
			remarkOpen: 'Make a remark',
			general: 'What to mend in general',
			answer: 'What do you wish to do?',
			granted: 'It is right: send it',
			refused: 'Something must be mended first',
			truthful: 'I may publish this text, and nobody’s personal data is in it.',
			licence: 'It will be published under this licence',
			send: 'Send the answer',
			done: 'Your answer is recorded',
			doneGranted: (code: string) => `The practice was sent in your name. Its code is ${code}: with it you can ask how it is getting on.`,
			doneRefused: 'The secretariat will read your remarks, mend the text and send you another link.'
		},
		wrong: {
			answer: 'Choose an answer.',
			signedBy: 'Write your name, in 200 characters at most.',
			signedAs: 'Write your post, in 200 characters at most.',
			note: 'Say why it does not authorise, in 2000 characters at most.',
			truthful: 'To have it sent, confirm that you may publish the text.',
			remarks: 'Write at least one remark, of 4000 characters at most.'
		}
	},
	pt: {
		manage: {
			title: 'Autorizações e links',
			lead: 'Cada instituição que implementa a prática autoriza sua publicação: com um ofício anexado ou por link, sem conta.',
			open: 'Ver autorizações e links',
			make: (institution: string) => `Criar um link para ${institution}`,
			makeAgain: (institution: string) => `Criar outro link para ${institution}`,
			made: 'O link está pronto',
			madeText: (days: number) =>
				`Copie-o agora: não será mostrado de novo. Funciona por ${days} dias e é respondido uma só vez. Quem o recebe não precisa de conta.`,
			link: 'Link secreto',
			letter: 'Texto para o e-mail',
			letterAuthorise: (title: string, institution: string, link: string, day: string) =>
				`À pessoa responsável em ${institution}:\n\nA prática “${title}” nomeia sua instituição entre as que a implementam. Antes de publicá-la pedimos sua aprovação. Leia o texto e responda aqui, sem conta, até ${day}:\n\n${link}\n\nSe recebeu esta mensagem por engano, não a abra e avise-nos.`,
			letterConfirm: (title: string, link: string, day: string) =>
				`Prezada pessoa autora:\n\nA secretaria técnica registrou sua prática “${title}”. Revise-a inteira e confirme o envio, ou diga o que corrigir. Faça-o aqui, sem conta, até ${day}:\n\n${link}\n\nSe recebeu esta mensagem por engano, não a abra e avise-nos.`,
			noInstitutions: 'Primeiro indique quais instituições implementam a prática.',
			confirm: 'Confirmação de quem a documenta',
			confirmLead:
				'Se registrou este rascunho para outra pessoa, envie-lhe um link: ela o revisa inteiro e confirma o envio, ou faz observações.',
			confirmMake: 'Criar o link de confirmação',
			confirmMissing: 'Antes complete o que falta:',
			revoke: 'Anular o link',
			revoked: 'O link foi anulado. Já não abre nada.',
			caption: 'Links desta prática, do mais recente ao mais antigo',
			columns: { what: 'Para quê', state: 'Estado', when: 'Quando', who: 'Resposta' },
			none: 'Ainda não se criou nenhum link.',
			purposes: { authorise: 'Aprovação', confirm: 'Confirmação' }
		},
		states: { open: 'Sem resposta', expired: 'Venceu sem resposta', revoked: 'Anulado', granted: 'Concedida', refused: 'Não concedida' },
		confirmStates: { granted: 'Confirmada e enviada', refused: 'Com observações' },
		status: {
			title: 'Autorizações',
			letter: (name: string) => `Ofício anexado: ${name}`,
			granted: (who: string, post: string, day: string) => `Aprovação de ${who}, ${post}, em ${day}`,
			refused: (who: string, post: string, day: string) => `Não autorizou: ${who}, ${post}, em ${day}`,
			waiting: (day: string) => `Link sem resposta; vence em ${day}`,
			nothing: 'Ainda sem autorização',
			onVersion: (number: number) => `Dada sobre a versão ${number}`,
			onDraft: 'Dada sobre o rascunho',
			outdated: 'O texto mudou depois: peça outra aprovação.'
		},
		until: (day: string) => `Pode responder até ${day}. O link é usado uma só vez.`,
		signedBy: 'Seu nome',
		signedAs: 'Seu cargo',
		authorise: {
			title: 'Aprovação para publicar uma prática',
			lead: (institution: string) =>
				`Esta prática nomeia ${institution} entre as instituições que a implementam. Leia o texto e diga se autoriza a publicação.`,
			answer: 'Sua instituição autoriza a publicação?',
			granted: 'Sim, autoriza',
			refused: 'Não autoriza',
			note: 'Comentário',
			noteHint: 'Se não autoriza, diga por quê ou o que teria de mudar. Leem-no quem documenta e a secretaria; não é publicado.',
			send: 'Enviar a resposta',
			done: 'Sua resposta foi registrada',
			doneGranted: 'Obrigado. A secretaria verá a aprovação de sua instituição junto à prática.',
			doneRefused: 'Obrigado. Quem documenta e a secretaria lerão sua resposta. A prática não será publicada sem resolver isso.'
		},
		confirm: {
			title: 'Revise sua prática antes de enviá-la',
			lead: 'A secretaria técnica registrou esta prática por você. Leia-a inteira. Se está correta, confirme e será enviada em seu nome. Se algo deve mudar, escreva-o.',
			remark: (field: string) => `O que corrigir em “${field}”`,
			remarkOpen: 'Fazer uma observação',
			general: 'O que corrigir em geral',
			answer: 'O que deseja fazer?',
			granted: 'Está correta: que seja enviada',
			refused: 'É preciso corrigir antes',
			truthful: 'Posso publicar este texto e ele não contém dados pessoais de ninguém.',
			licence: 'Será publicada com esta licença',
			send: 'Enviar a resposta',
			done: 'Sua resposta foi registrada',
			doneGranted: (code: string) => `A prática foi enviada em seu nome. Seu código é ${code}: com ele pode perguntar pelo andamento.`,
			doneRefused: 'A secretaria lerá suas observações, corrigirá e lhe enviará outro link.'
		},
		wrong: {
			answer: 'Escolha uma resposta.',
			signedBy: 'Escreva seu nome, em no máximo 200 caracteres.',
			signedAs: 'Escreva seu cargo, em no máximo 200 caracteres.',
			note: 'Diga por que não autoriza, em no máximo 2000 caracteres.',
			truthful: 'Para enviá-la, confirme que pode publicar o texto.',
			remarks: 'Escreva ao menos uma observação, de no máximo 4000 caracteres.'
		}
	},
	fr: {
		manage: {
			title: 'Autorisations et liens',
			lead: 'Chaque institution qui met en œuvre la pratique autorise sa publication : par une lettre jointe, ou par un lien, sans compte.',
			open: 'Voir les autorisations et les liens',
			make: (institution: string) => `Créer un lien pour ${institution}`,
			makeAgain: (institution: string) => `Créer un autre lien pour ${institution}`,
			made: 'Le lien est prêt',
			madeText: (days: number) =>
				`Copiez-le maintenant : il ne sera plus affiché. Il fonctionne ${days} jours et ne sert qu’une fois. Aucun compte n’est nécessaire.`,
			link: 'Lien secret',
			letter: 'Texte pour le courriel',
			letterAuthorise: (title: string, institution: string, link: string, day: string) =>
				`À la personne responsable, ${institution} :\n\nLa pratique « ${title} » cite votre institution parmi celles qui la mettent en œuvre. Avant de la publier, nous vous demandons votre accord. Lisez le texte et répondez ici, sans compte, jusqu’au ${day} :\n\n${link}\n\nSi vous avez reçu ce message par erreur, ne l’ouvrez pas et prévenez-nous.`,
			letterConfirm: (title: string, link: string, day: string) =>
				`Chère autrice, cher auteur,\n\nLe secrétariat technique a saisi votre pratique « ${title} ». Relisez-la en entier et confirmez l’envoi, ou dites-nous quoi corriger. Ici, sans compte, jusqu’au ${day} :\n\n${link}\n\nSi vous avez reçu ce message par erreur, ne l’ouvrez pas et prévenez-nous.`,
			noInstitutions: 'Indiquez d’abord quelles institutions mettent en œuvre la pratique.',
			confirm: 'Confirmation par la personne qui la documente',
			confirmLead:
				'Si vous avez saisi ce brouillon pour quelqu’un, envoyez-lui un lien : cette personne relit tout et confirme l’envoi, ou fait des remarques.',
			confirmMake: 'Créer le lien de confirmation',
			confirmMissing: 'Complétez d’abord ce qui manque :',
			revoke: 'Annuler le lien',
			revoked: 'Le lien est annulé. Il n’ouvre plus rien.',
			caption: 'Liens de cette pratique, du plus récent au plus ancien',
			columns: { what: 'Pour quoi', state: 'État', when: 'Quand', who: 'Réponse' },
			none: 'Aucun lien n’a encore été créé.',
			purposes: { authorise: 'Accord', confirm: 'Confirmation' }
		},
		states: { open: 'Sans réponse', expired: 'Expiré sans réponse', revoked: 'Annulé', granted: 'Accordé', refused: 'Non accordé' },
		confirmStates: { granted: 'Confirmée et envoyée', refused: 'Avec remarques' },
		status: {
			title: 'Autorisations',
			letter: (name: string) => `Lettre jointe : ${name}`,
			granted: (who: string, post: string, day: string) => `Accord de ${who}, ${post}, le ${day}`,
			refused: (who: string, post: string, day: string) => `Non autorisée : ${who}, ${post}, le ${day}`,
			waiting: (day: string) => `Lien sans réponse ; expire le ${day}`,
			nothing: 'Pas encore d’autorisation',
			onVersion: (number: number) => `Donné pour la version ${number}`,
			onDraft: 'Donné pour le brouillon',
			outdated: 'Le texte a changé depuis : demandez un nouvel accord.'
		},
		until: (day: string) => `Vous pouvez répondre jusqu’au ${day}. Le lien ne sert qu’une fois.`,
		signedBy: 'Votre nom',
		signedAs: 'Votre fonction',
		authorise: {
			title: 'Accord pour publier une pratique',
			lead: (institution: string) =>
				`Cette pratique cite ${institution} parmi les institutions qui la mettent en œuvre. Lisez le texte et dites si sa publication est autorisée.`,
			answer: 'Votre institution autorise-t-elle la publication ?',
			granted: 'Oui',
			refused: 'Non',
			note: 'Commentaire',
			noteHint:
				'Si non, dites pourquoi ou ce qu’il faudrait changer. L’autrice ou l’auteur et le secrétariat le lisent ; ce n’est pas publié.',
			send: 'Envoyer la réponse',
			done: 'Votre réponse est enregistrée',
			doneGranted: 'Merci. Le secrétariat verra l’accord de votre institution à côté de la pratique.',
			doneRefused:
				'Merci. L’autrice ou l’auteur et le secrétariat liront votre réponse. La pratique n’est pas publiée tant que ce n’est pas réglé.'
		},
		confirm: {
			title: 'Relisez votre pratique avant l’envoi',
			lead: 'Le secrétariat technique a saisi cette pratique pour vous. Lisez tout. Si c’est juste, confirmez et elle part en votre nom. Si quelque chose doit changer, écrivez-le.',
			remark: (field: string) => `Que corriger dans « ${field} »`,
			remarkOpen: 'Faire une remarque',
			general: 'Que corriger en général',
			answer: 'Que souhaitez-vous faire ?',
			granted: 'C’est juste : envoyez-la',
			refused: 'Il faut d’abord corriger',
			truthful: 'Je peux publier ce texte et il ne contient les données personnelles de personne.',
			licence: 'Elle sera publiée sous cette licence',
			send: 'Envoyer la réponse',
			done: 'Votre réponse est enregistrée',
			doneGranted: (code: string) => `La pratique a été envoyée en votre nom. Son code est ${code} : il permet de demander où elle en est.`,
			doneRefused: 'Le secrétariat lira vos remarques, corrigera et vous enverra un autre lien.'
		},
		wrong: {
			answer: 'Choisissez une réponse.',
			signedBy: 'Écrivez votre nom, en 200 caractères au plus.',
			signedAs: 'Écrivez votre fonction, en 200 caractères au plus.',
			note: 'Dites pourquoi elle n’autorise pas, en 2000 caractères au plus.',
			truthful: 'Pour l’envoyer, confirmez que vous pouvez publier le texte.',
			remarks: 'Écrivez au moins une remarque, de 4000 caractères au plus.'
		}
	}
});
