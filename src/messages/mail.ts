// What stands in the mails around the notices, and the secretariat's page of mails that wait or did not go.
import type { MailFailure, MailPurpose } from '#features/notices/schema.ts';
import { defineMessages } from './define.ts';

export type MailWords = {
	greeting: (name: string) => string;
	/** Subject of a mail with several notices. */
	several: (count: number, todo: number) => string;
	todo: string;
	choose: string;
	link: Record<
		'join' | 'reset',
		{ subject: (network: string) => string; text: (network: string) => string; use: (days: number) => string }
	>;
	ignore: string;
	outbox: {
		title: string;
		leadByHand: string;
		leadSending: string;
		emptyTitle: string;
		emptyText: string;
		to: string;
		subject: string;
		text: string;
		erased: string;
		purposes: Record<MailPurpose, string>;
		waiting: (when: string) => string;
		toHandOver: (when: string) => string;
		failed: (when: string) => string;
		attempts: (count: number) => string;
		failures: Record<MailFailure, string>;
		openMail: string;
		delivered: string;
		/** For a mail without a text. */
		dismiss: string;
		retry: string;
		saved: Record<'entregado' | 'reintento', string>;
		newer: string;
		older: string;
	};
};

export const mailMessages = defineMessages<MailWords>({
	es: {
		greeting: (name) => `Hola, ${name}:`,
		several: (count, todo) => (todo > 0 ? `Tiene ${count} avisos, ${todo} por hacer` : `Tiene ${count} avisos`),
		todo: 'Por hacer',
		choose: 'Usted elige qué avisos recibe por correo:',
		link: {
			join: {
				subject: (network) => `Su invitación a ${network}`,
				text: (network) => `La secretaría técnica de ${network} le abrió una cuenta en Acervo. Con este enlace elige su contraseña:`,
				use: (days) => `El enlace sirve una sola vez y vence a los ${days} días.`
			},
			reset: {
				subject: (network) => `Elija otra contraseña para ${network}`,
				text: (network) => `La secretaría técnica de ${network} le envía este enlace para elegir otra contraseña:`,
				use: (days) => `El enlace sirve una sola vez y vence a los ${days} días.`
			}
		},
		ignore: 'Si no esperaba este correo, no haga nada.',
		outbox: {
			title: 'Buzón de salida',
			leadByHand:
				'Este servidor no envía correos. Aquí está lo que habría enviado: cópielo o ábralo en su programa de correo, y márquelo como entregado.',
			leadSending: 'Los correos que esperan su turno y los que no pudieron entregarse. Los enviados ya no aparecen.',
			emptyTitle: 'No hay correos por enviar',
			emptyText: 'Cuando haya un aviso para alguien que desea recibirlo por correo, aparecerá aquí.',
			to: 'Para',
			subject: 'Asunto',
			text: 'Texto',
			erased: 'El texto se borró porque llevaba un enlace secreto. Haga un enlace nuevo en la página de la cuenta.',
			purposes: {
				notices: 'Avisos',
				join: 'Invitación',
				reset: 'Otra contraseña',
				alert: 'Novedades de una búsqueda',
				follow: 'Seguir una búsqueda'
			},
			waiting: (when) => `Espera. Siguiente intento: ${when}`,
			toHandOver: (when) => `Por entregar desde ${when}`,
			failed: (when) => `No se pudo entregar. Escrito: ${when}`,
			attempts: (count) => (count === 1 ? '1 intento' : `${count} intentos`),
			failures: {
				unreachable: 'El servidor de correo no responde.',
				insecure: 'El servidor de correo no ofrece una conexión segura.',
				credentials: 'El servidor de correo no acepta la cuenta o el remitente de Acervo.',
				address: 'La dirección no existe o no recibe correo.',
				later: 'El servidor pidió intentarlo más tarde.',
				refused: 'El servidor no aceptó el mensaje.'
			},
			openMail: 'Abrir en mi correo',
			delivered: 'Marcar como entregado',
			dismiss: 'Quitar de la lista',
			retry: 'Intentar de nuevo',
			saved: { entregado: 'El correo ya no está en el buzón.', reintento: 'El correo se intentará de nuevo ahora.' },
			newer: 'Más recientes',
			older: 'Anteriores'
		}
	},
	en: {
		greeting: (name) => `Hello, ${name},`,
		several: (count, todo) => (todo > 0 ? `You have ${count} notices, ${todo} to do` : `You have ${count} notices`),
		todo: 'To do',
		choose: 'You choose which notices you get by mail:',
		link: {
			join: {
				subject: (network) => `Your invitation to ${network}`,
				text: (network) =>
					`The technical secretariat of ${network} opened an account in Acervo for you. Choose your password with this link:`,
				use: (days) => `The link works once and for ${days} days.`
			},
			reset: {
				subject: (network) => `Choose another password for ${network}`,
				text: (network) => `The technical secretariat of ${network} sends you this link to choose another password:`,
				use: (days) => `The link works once and for ${days} days.`
			}
		},
		ignore: 'If you did not expect this mail, do nothing.',
		outbox: {
			title: 'Outbox',
			leadByHand:
				'This server sends no mail. Here is what it would have sent: copy it or open it in your mail program, and mark it as delivered.',
			leadSending: 'Mails that wait for their turn and mails that could not be delivered. Those sent are gone from here.',
			emptyTitle: 'No mails to send',
			emptyText: 'When there is a notice for somebody who wishes to get it by mail, it appears here.',
			to: 'To',
			subject: 'Subject',
			text: 'Text',
			erased: 'The text was erased because it held a secret link. Make a new link on the page of the account.',
			purposes: {
				notices: 'Notices',
				join: 'Invitation',
				reset: 'Another password',
				alert: 'News of a search',
				follow: 'Following a search'
			},
			waiting: (when) => `Waiting. Next attempt: ${when}`,
			toHandOver: (when) => `To hand over since ${when}`,
			failed: (when) => `Could not be delivered. Written: ${when}`,
			attempts: (count) => (count === 1 ? '1 attempt' : `${count} attempts`),
			failures: {
				unreachable: 'The mail server does not answer.',
				insecure: 'The mail server offers no secure connection.',
				credentials: 'The mail server does not accept the account or the sender of Acervo.',
				address: 'The address does not exist or takes no mail.',
				later: 'The server asked to try again later.',
				refused: 'The server did not accept the message.'
			},
			openMail: 'Open in my mail program',
			delivered: 'Mark as delivered',
			dismiss: 'Take off the list',
			retry: 'Try again',
			saved: { entregado: 'The mail is off the outbox.', reintento: 'The mail is tried again now.' },
			newer: 'Newer',
			older: 'Older'
		}
	},
	pt: {
		greeting: (name) => `Olá, ${name}:`,
		several: (count, todo) => (todo > 0 ? `Você tem ${count} avisos, ${todo} por fazer` : `Você tem ${count} avisos`),
		todo: 'Por fazer',
		choose: 'Você escolhe quais avisos recebe por e-mail:',
		link: {
			join: {
				subject: (network) => `Seu convite para ${network}`,
				text: (network) => `A secretaria técnica de ${network} abriu uma conta no Acervo para você. Escolha sua senha com este link:`,
				use: (days) => `O link serve uma só vez e vence em ${days} dias.`
			},
			reset: {
				subject: (network) => `Escolha outra senha para ${network}`,
				text: (network) => `A secretaria técnica de ${network} envia este link para escolher outra senha:`,
				use: (days) => `O link serve uma só vez e vence em ${days} dias.`
			}
		},
		ignore: 'Se não esperava este e-mail, não faça nada.',
		outbox: {
			title: 'Caixa de saída',
			leadByHand:
				'Este servidor não envia e-mails. Aqui está o que teria enviado: copie ou abra no seu programa de e-mail e marque como entregue.',
			leadSending: 'Os e-mails que esperam sua vez e os que não puderam ser entregues. Os enviados já não aparecem.',
			emptyTitle: 'Não há e-mails por enviar',
			emptyText: 'Quando houver um aviso para alguém que deseja recebê-lo por e-mail, aparecerá aqui.',
			to: 'Para',
			subject: 'Assunto',
			text: 'Texto',
			erased: 'O texto foi apagado porque tinha um link secreto. Faça um link novo na página da conta.',
			purposes: { notices: 'Avisos', join: 'Convite', reset: 'Outra senha', alert: 'Novidades de uma busca', follow: 'Seguir uma busca' },
			waiting: (when) => `Espera. Próxima tentativa: ${when}`,
			toHandOver: (when) => `Por entregar desde ${when}`,
			failed: (when) => `Não pôde ser entregue. Escrito: ${when}`,
			attempts: (count) => (count === 1 ? '1 tentativa' : `${count} tentativas`),
			failures: {
				unreachable: 'O servidor de e-mail não responde.',
				insecure: 'O servidor de e-mail não oferece uma conexão segura.',
				credentials: 'O servidor de e-mail não aceita a conta ou o remetente do Acervo.',
				address: 'O endereço não existe ou não recebe e-mail.',
				later: 'O servidor pediu para tentar mais tarde.',
				refused: 'O servidor não aceitou a mensagem.'
			},
			openMail: 'Abrir no meu e-mail',
			delivered: 'Marcar como entregue',
			dismiss: 'Tirar da lista',
			retry: 'Tentar de novo',
			saved: { entregado: 'O e-mail já não está na caixa.', reintento: 'O e-mail será tentado de novo agora.' },
			newer: 'Mais recentes',
			older: 'Anteriores'
		}
	},
	fr: {
		greeting: (name) => `Bonjour ${name},`,
		several: (count, todo) => (todo > 0 ? `Vous avez ${count} avis, dont ${todo} à traiter` : `Vous avez ${count} avis`),
		todo: 'À faire',
		choose: 'Vous choisissez les avis que vous recevez par courriel :',
		link: {
			join: {
				subject: (network) => `Votre invitation à ${network}`,
				text: (network) =>
					`Le secrétariat technique de ${network} vous a ouvert un compte dans Acervo. Choisissez votre mot de passe avec ce lien :`,
				use: (days) => `Le lien sert une seule fois et expire après ${days} jours.`
			},
			reset: {
				subject: (network) => `Choisissez un autre mot de passe pour ${network}`,
				text: (network) => `Le secrétariat technique de ${network} vous envoie ce lien pour choisir un autre mot de passe :`,
				use: (days) => `Le lien sert une seule fois et expire après ${days} jours.`
			}
		},
		ignore: 'Si vous n’attendiez pas ce courriel, ne faites rien.',
		outbox: {
			title: 'Boîte d’envoi',
			leadByHand:
				'Ce serveur n’envoie pas de courriel. Voici ce qu’il aurait envoyé : copiez-le ou ouvrez-le dans votre messagerie, puis marquez-le comme remis.',
			leadSending: 'Les courriels qui attendent leur tour et ceux qui n’ont pas pu être remis. Les courriels envoyés n’y sont plus.',
			emptyTitle: 'Aucun courriel à envoyer',
			emptyText: 'Quand il y aura un avis pour quelqu’un qui souhaite le recevoir par courriel, il apparaîtra ici.',
			to: 'À',
			subject: 'Objet',
			text: 'Texte',
			erased: 'Le texte a été effacé car il portait un lien secret. Faites un nouveau lien sur la page du compte.',
			purposes: {
				notices: 'Avis',
				join: 'Invitation',
				reset: 'Autre mot de passe',
				alert: 'Nouveautés d’une recherche',
				follow: 'Suivre une recherche'
			},
			waiting: (when) => `En attente. Prochain essai : ${when}`,
			toHandOver: (when) => `À remettre depuis ${when}`,
			failed: (when) => `N’a pas pu être remis. Écrit : ${when}`,
			attempts: (count) => (count === 1 ? '1 essai' : `${count} essais`),
			failures: {
				unreachable: 'Le serveur de courriel ne répond pas.',
				insecure: 'Le serveur de courriel n’offre pas de connexion sûre.',
				credentials: 'Le serveur de courriel n’accepte pas le compte ou l’expéditeur d’Acervo.',
				address: 'L’adresse n’existe pas ou ne reçoit pas de courriel.',
				later: 'Le serveur a demandé de réessayer plus tard.',
				refused: 'Le serveur n’a pas accepté le message.'
			},
			openMail: 'Ouvrir dans ma messagerie',
			delivered: 'Marquer comme remis',
			dismiss: 'Retirer de la liste',
			retry: 'Réessayer',
			saved: { entregado: 'Le courriel n’est plus dans la boîte.', reintento: 'Le courriel est réessayé maintenant.' },
			newer: 'Plus récents',
			older: 'Plus anciens'
		}
	}
});
