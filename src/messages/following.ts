// Words of following a search: the three ways, the searches of an account, and the mails.
import type { Alert, MailAlert, News } from '#features/following/schema.ts';
import { defineMessages } from './define.ts';

type FollowingWords = {
	/** A search without a word or a filter. */
	everything: string;
	alerts: Record<Alert, string>;
	/** The page that explains the ways. */
	follow: {
		title: string;
		lead: (words: string, total: number) => string;
		back: string;
		atom: { title: string; text: string; link: string };
		account: { title: string; text: string; link: string };
		mail: {
			title: string;
			text: string;
			email: string;
			emailHint: string;
			alert: string;
			button: string;
			privacy: string;
			none: string;
		};
		asked: { title: string; text: string; again: string };
	};
	confirm: {
		title: string;
		text: (words: string, alert: MailAlert) => string;
		button: string;
		done: string;
		doneText: string;
	};
	stop: { title: string; text: (words: string) => string; button: string; done: string; doneText: string };
	own: {
		title: string;
		lead: string;
		none: string;
		noneText: string;
		search: string;
		caption: string;
		newTitle: string;
		newLead: (words: string) => string;
		name: string;
		nameHint: string;
		alert: string;
		alertHint: string;
		save: string;
		open: string;
		change: string;
		changeOf: (name: string) => string;
		remove: string;
		conflict: string;
		did: Record<'guardada' | 'cambiada' | 'borrada', string>;
	};
	wrong: { email: string; alert: string; name: string };
	mail: {
		confirmSubject: (network: string) => string;
		confirmText: (network: string, words: string, alert: MailAlert) => string;
		confirmUse: (days: number) => string;
		alertSubject: (count: number, words: string) => string;
		alertText: (words: string) => string;
		news: Record<News, string>;
		more: (count: number) => string;
		whole: string;
		stop: string;
	};
};

/** At the beginning of a sentence, whatever it begins with. */
const begun = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);

export const followingMessages = defineMessages<FollowingWords>({
	es: {
		everything: 'todo el catálogo',
		alerts: { none: 'Sin avisos', weekly: 'Una vez por semana', daily: 'Una vez al día' },
		follow: {
			title: 'Seguir esta búsqueda',
			lead: (words, total) =>
				`${begun(words)}: ${total === 1 ? '1 práctica' : `${total} prácticas`} por ahora. Elija cómo enterarse de lo nuevo.`,
			back: 'Volver a la búsqueda',
			atom: {
				title: 'Con un lector de noticias',
				text: 'Agregue esta dirección (Atom) a su lector. No se le pide ningún dato.',
				link: 'Dirección para el lector'
			},
			account: {
				title: 'Con su cuenta',
				text: 'Guarde la búsqueda en su espacio de trabajo, con avisos por correo o sin ellos.',
				link: 'Guardar la búsqueda'
			},
			mail: {
				title: 'Por correo, sin cuenta',
				text: 'Le escribimos solo cuando hay una práctica nueva o cuando cambia su clasificación.',
				email: 'Su correo electrónico',
				emailHint: 'Le enviaremos un enlace para confirmar.',
				alert: '¿Cada cuánto?',
				button: 'Pedir el enlace',
				privacy: 'Usamos su correo para nada más. Cada mensaje trae un enlace para dejar de recibirlos, y entonces su correo se borra.',
				none: 'Esta instancia no envía correos. Use una de las otras dos maneras.'
			},
			asked: {
				title: 'Revise su correo',
				text: 'Si la dirección es correcta, en unos minutos llegará un mensaje con un enlace para confirmar. Si ya sigue esta búsqueda, no llegará nada nuevo. Sin confirmar, la solicitud se borra a los 7 días.',
				again: 'Ir al catálogo'
			}
		},
		confirm: {
			title: 'Confirmar',
			text: (words, alert) =>
				`${alert === 'daily' ? 'Como máximo una vez al día' : 'Como máximo una vez por semana'} recibirá lo nuevo de: ${words}.`,
			button: 'Sí, quiero recibirlo',
			done: 'Listo',
			doneText: 'Desde ahora recibirá un correo cuando haya algo nuevo. Cada uno trae un enlace para dejar de recibirlos.'
		},
		stop: {
			title: 'Dejar de recibir correos',
			text: (words) => `Ya no le escribiremos sobre: ${words}. Su correo se borra.`,
			button: 'Dejar de recibirlos',
			done: 'Ya no recibirá estos correos',
			doneText: 'Su dirección se borró.'
		},
		own: {
			title: 'Mis búsquedas',
			lead: 'Búsquedas del catálogo que guardó, con los avisos que eligió.',
			none: 'Todavía no guarda ninguna búsqueda',
			noneText: 'Busque en el catálogo y elija “Guardar búsqueda”.',
			search: 'Ir al catálogo',
			caption: 'Búsquedas guardadas',
			newTitle: 'Guardar la búsqueda',
			newLead: (words) => `Se guarda: ${words}.`,
			name: 'Nombre',
			nameHint: 'Para reconocerla en su lista y en los correos.',
			alert: 'Avisos por correo',
			alertHint: 'Solo cuando hay una práctica nueva o cambia su clasificación.',
			save: 'Guardar',
			open: 'Abrir',
			change: 'Cambiar',
			changeOf: (name) => `Cambiar: ${name}`,
			remove: 'Borrar',
			conflict: 'Esta búsqueda cambió en otra ventana. Revise cómo quedó y guarde de nuevo.',
			did: { guardada: 'La búsqueda se guardó.', cambiada: 'La búsqueda cambió.', borrada: 'La búsqueda se borró.' }
		},
		wrong: {
			email: 'Escriba una dirección de correo completa.',
			alert: 'Elija cada cuánto.',
			name: 'Escriba un nombre de hasta 200 letras.'
		},
		mail: {
			confirmSubject: (network) => `Confirme que quiere recibir novedades de ${network}`,
			confirmText: (network, words, alert) =>
				`Alguien pidió que ${network} escriba a esta dirección, ${alert === 'daily' ? 'como máximo una vez al día' : 'como máximo una vez por semana'}, lo nuevo de esta búsqueda: ${words}. Si fue usted, confírmelo con este enlace:`,
			confirmUse: (days) => `Si no fue usted, no haga nada: no le escribiremos, y la solicitud se borra a los ${days} días.`,
			alertSubject: (count, words) => (count === 1 ? `1 novedad: ${words}` : `${count} novedades: ${words}`),
			alertText: (words) => `Hay novedades en su búsqueda: ${words}.`,
			news: { published: 'Publicada', label: 'Cambió su clasificación' },
			more: (count) => (count === 1 ? 'Y 1 más:' : `Y ${count} más:`),
			whole: 'Su búsqueda:',
			stop: 'Dejar de recibir estos correos:'
		}
	},
	en: {
		everything: 'the whole catalogue',
		alerts: { none: 'No alerts', weekly: 'Once a week', daily: 'Once a day' },
		follow: {
			title: 'Follow this search',
			lead: (words, total) =>
				`${begun(words)}: ${total === 1 ? '1 practice' : `${total} practices`} for now. Choose how to hear of what is new.`,
			back: 'Back to the search',
			atom: {
				title: 'With a news reader',
				text: 'Add this address (Atom) to your reader. Nothing is asked of you.',
				link: 'Address for the reader'
			},
			account: {
				title: 'With your account',
				text: 'Keep the search in your workspace, with alerts by mail or without.',
				link: 'Save the search'
			},
			mail: {
				title: 'By mail, without an account',
				text: 'We write only when there is a new practice or the label of one changes.',
				email: 'Your e-mail address',
				emailHint: 'We will send you a link to confirm.',
				alert: 'How often?',
				button: 'Ask for the link',
				privacy: 'We use your address for nothing else. Every mail has a link to stop, and then your address is erased.',
				none: 'This instance sends no mail. Use one of the other two ways.'
			},
			asked: {
				title: 'Look into your mail',
				text: 'If the address is right, a mail with a link to confirm arrives in a few minutes. If you follow this search already, nothing new arrives. Unconfirmed, the request is erased after 7 days.',
				again: 'Go to the catalogue'
			}
		},
		confirm: {
			title: 'Confirm',
			text: (words, alert) =>
				`${alert === 'daily' ? 'At most once a day' : 'At most once a week'} you will get what is new about: ${words}.`,
			button: 'Yes, I want it',
			done: 'Done',
			doneText: 'From now on you get a mail when there is something new. Each has a link to stop.'
		},
		stop: {
			title: 'Stop the mails',
			text: (words) => `We will write no more about: ${words}. Your address is erased.`,
			button: 'Stop them',
			done: 'You will get these mails no more',
			doneText: 'Your address was erased.'
		},
		own: {
			title: 'My searches',
			lead: 'Searches of the catalogue that you kept, with the alerts you chose.',
			none: 'You keep no search yet',
			noneText: 'Search the catalogue and choose “Save search”.',
			search: 'Go to the catalogue',
			caption: 'Kept searches',
			newTitle: 'Save the search',
			newLead: (words) => `What is kept: ${words}.`,
			name: 'Name',
			nameHint: 'To recognise it in your list and in the mails.',
			alert: 'Alerts by mail',
			alertHint: 'Only when there is a new practice or the label of one changes.',
			save: 'Save',
			open: 'Open',
			change: 'Change',
			changeOf: (name) => `Change: ${name}`,
			remove: 'Delete',
			conflict: 'This search was changed in another window. See what it is now and save again.',
			did: { guardada: 'The search was saved.', cambiada: 'The search was changed.', borrada: 'The search was deleted.' }
		},
		wrong: { email: 'Write a whole e-mail address.', alert: 'Choose how often.', name: 'Write a name of up to 200 letters.' },
		mail: {
			confirmSubject: (network) => `Confirm that you want news of ${network}`,
			confirmText: (network, words, alert) =>
				`Somebody asked ${network} to write to this address, ${alert === 'daily' ? 'at most once a day' : 'at most once a week'}, what is new about this search: ${words}. If it was you, confirm with this link:`,
			confirmUse: (days) => `If it was not you, do nothing: we will not write, and the request is erased after ${days} days.`,
			alertSubject: (count, words) =>
				count === 1 ? `1 practice is new or changed: ${words}` : `${count} practices are new or changed: ${words}`,
			alertText: (words) => `There is news about your search: ${words}.`,
			news: { published: 'Published', label: 'Its label changed' },
			more: (count) => `And ${count} more:`,
			whole: 'Your search:',
			stop: 'Stop these mails:'
		}
	},
	pt: {
		everything: 'todo o catálogo',
		alerts: { none: 'Sem avisos', weekly: 'Uma vez por semana', daily: 'Uma vez por dia' },
		follow: {
			title: 'Seguir esta busca',
			lead: (words, total) =>
				`${begun(words)}: ${total === 1 ? '1 prática' : `${total} práticas`} por enquanto. Escolha como saber das novidades.`,
			back: 'Voltar à busca',
			atom: {
				title: 'Com um leitor de notícias',
				text: 'Adicione este endereço (Atom) ao seu leitor. Nenhum dado é pedido.',
				link: 'Endereço para o leitor'
			},
			account: {
				title: 'Com sua conta',
				text: 'Salve a busca no seu espaço de trabalho, com avisos por e-mail ou sem eles.',
				link: 'Salvar a busca'
			},
			mail: {
				title: 'Por e-mail, sem conta',
				text: 'Escrevemos só quando há uma prática nova ou quando muda a classificação de uma.',
				email: 'Seu e-mail',
				emailHint: 'Enviaremos um link para confirmar.',
				alert: 'Com que frequência?',
				button: 'Pedir o link',
				privacy:
					'Não usamos seu e-mail para mais nada. Cada mensagem traz um link para deixar de recebê-las, e então seu e-mail é apagado.',
				none: 'Esta instância não envia e-mails. Use uma das outras duas maneiras.'
			},
			asked: {
				title: 'Veja seu e-mail',
				text: 'Se o endereço estiver certo, em alguns minutos chegará uma mensagem com um link para confirmar. Se você já segue esta busca, nada novo chegará. Sem confirmação, o pedido é apagado em 7 dias.',
				again: 'Ir ao catálogo'
			}
		},
		confirm: {
			title: 'Confirmar',
			text: (words, alert) =>
				`${alert === 'daily' ? 'No máximo uma vez por dia' : 'No máximo uma vez por semana'} você receberá as novidades de: ${words}.`,
			button: 'Sim, quero receber',
			done: 'Pronto',
			doneText: 'A partir de agora você receberá um e-mail quando houver novidades. Cada um traz um link para deixar de recebê-los.'
		},
		stop: {
			title: 'Deixar de receber e-mails',
			text: (words) => `Não escreveremos mais sobre: ${words}. Seu e-mail é apagado.`,
			button: 'Deixar de recebê-los',
			done: 'Você não receberá mais estes e-mails',
			doneText: 'Seu endereço foi apagado.'
		},
		own: {
			title: 'Minhas buscas',
			lead: 'Buscas do catálogo que você salvou, com os avisos que escolheu.',
			none: 'Você ainda não salvou nenhuma busca',
			noneText: 'Busque no catálogo e escolha “Salvar busca”.',
			search: 'Ir ao catálogo',
			caption: 'Buscas salvas',
			newTitle: 'Salvar a busca',
			newLead: (words) => `O que se salva: ${words}.`,
			name: 'Nome',
			nameHint: 'Para reconhecê-la na sua lista e nos e-mails.',
			alert: 'Avisos por e-mail',
			alertHint: 'Só quando há uma prática nova ou muda a classificação de uma.',
			save: 'Salvar',
			open: 'Abrir',
			change: 'Mudar',
			changeOf: (name) => `Mudar: ${name}`,
			remove: 'Apagar',
			conflict: 'Esta busca mudou em outra janela. Veja como ficou e salve de novo.',
			did: { guardada: 'A busca foi salva.', cambiada: 'A busca mudou.', borrada: 'A busca foi apagada.' }
		},
		wrong: { email: 'Escreva um endereço de e-mail completo.', alert: 'Escolha a frequência.', name: 'Escreva um nome de até 200 letras.' },
		mail: {
			confirmSubject: (network) => `Confirme que quer receber novidades de ${network}`,
			confirmText: (network, words, alert) =>
				`Alguém pediu que ${network} escreva a este endereço, ${alert === 'daily' ? 'no máximo uma vez por dia' : 'no máximo uma vez por semana'}, as novidades desta busca: ${words}. Se foi você, confirme com este link:`,
			confirmUse: (days) => `Se não foi você, não faça nada: não escreveremos, e o pedido é apagado em ${days} dias.`,
			alertSubject: (count, words) => (count === 1 ? `1 novidade: ${words}` : `${count} novidades: ${words}`),
			alertText: (words) => `Há novidades na sua busca: ${words}.`,
			news: { published: 'Publicada', label: 'Mudou sua classificação' },
			more: (count) => `E mais ${count}:`,
			whole: 'Sua busca:',
			stop: 'Deixar de receber estes e-mails:'
		}
	},
	fr: {
		everything: 'tout le catalogue',
		alerts: { none: 'Sans alerte', weekly: 'Une fois par semaine', daily: 'Une fois par jour' },
		follow: {
			title: 'Suivre cette recherche',
			lead: (words, total) =>
				`${begun(words)} : ${total === 1 ? '1 pratique' : `${total} pratiques`} pour l’instant. Choisissez comment être au courant des nouveautés.`,
			back: 'Retour à la recherche',
			atom: {
				title: 'Avec un lecteur de flux',
				text: 'Ajoutez cette adresse (Atom) à votre lecteur. Aucune donnée ne vous est demandée.',
				link: 'Adresse pour le lecteur'
			},
			account: {
				title: 'Avec votre compte',
				text: 'Gardez la recherche dans votre espace de travail, avec ou sans alertes par courriel.',
				link: 'Enregistrer la recherche'
			},
			mail: {
				title: 'Par courriel, sans compte',
				text: 'Nous écrivons seulement quand il y a une nouvelle pratique ou que le classement de l’une d’elles change.',
				email: 'Votre adresse électronique',
				emailHint: 'Nous vous enverrons un lien pour confirmer.',
				alert: 'À quelle fréquence ?',
				button: 'Demander le lien',
				privacy:
					'Votre adresse ne sert à rien d’autre. Chaque message porte un lien pour ne plus en recevoir, et votre adresse est alors effacée.',
				none: 'Cette instance n’envoie pas de courriel. Utilisez l’une des deux autres façons.'
			},
			asked: {
				title: 'Consultez votre messagerie',
				text: 'Si l’adresse est exacte, un message avec un lien de confirmation arrivera dans quelques minutes. Si vous suivez déjà cette recherche, rien de nouveau n’arrivera. Sans confirmation, la demande est effacée au bout de 7 jours.',
				again: 'Aller au catalogue'
			}
		},
		confirm: {
			title: 'Confirmer',
			text: (words, alert) =>
				`${alert === 'daily' ? 'Au plus une fois par jour' : 'Au plus une fois par semaine'}, vous recevrez les nouveautés de : ${words}.`,
			button: 'Oui, je le souhaite',
			done: 'C’est fait',
			doneText: 'Désormais vous recevrez un courriel quand il y aura du nouveau. Chacun porte un lien pour ne plus en recevoir.'
		},
		stop: {
			title: 'Ne plus recevoir de courriels',
			text: (words) => `Nous n’écrirons plus sur : ${words}. Votre adresse est effacée.`,
			button: 'Ne plus les recevoir',
			done: 'Vous ne recevrez plus ces courriels',
			doneText: 'Votre adresse a été effacée.'
		},
		own: {
			title: 'Mes recherches',
			lead: 'Les recherches du catalogue que vous gardez, avec les alertes choisies.',
			none: 'Vous ne gardez encore aucune recherche',
			noneText: 'Cherchez dans le catalogue et choisissez « Enregistrer la recherche ».',
			search: 'Aller au catalogue',
			caption: 'Recherches enregistrées',
			newTitle: 'Enregistrer la recherche',
			newLead: (words) => `Ce qui est gardé : ${words}.`,
			name: 'Nom',
			nameHint: 'Pour la reconnaître dans votre liste et dans les courriels.',
			alert: 'Alertes par courriel',
			alertHint: 'Seulement quand il y a une nouvelle pratique ou que le classement de l’une d’elles change.',
			save: 'Enregistrer',
			open: 'Ouvrir',
			change: 'Modifier',
			changeOf: (name) => `Modifier : ${name}`,
			remove: 'Supprimer',
			conflict: 'Cette recherche a changé dans une autre fenêtre. Voyez ce qu’elle est devenue et enregistrez de nouveau.',
			did: {
				guardada: 'La recherche a été enregistrée.',
				cambiada: 'La recherche a été modifiée.',
				borrada: 'La recherche a été supprimée.'
			}
		},
		wrong: {
			email: 'Écrivez une adresse électronique complète.',
			alert: 'Choisissez la fréquence.',
			name: 'Écrivez un nom de 200 lettres au plus.'
		},
		mail: {
			confirmSubject: (network) => `Confirmez que vous voulez des nouvelles de ${network}`,
			confirmText: (network, words, alert) =>
				`Quelqu’un a demandé que ${network} écrive à cette adresse, ${alert === 'daily' ? 'au plus une fois par jour' : 'au plus une fois par semaine'}, les nouveautés de cette recherche : ${words}. Si c’est vous, confirmez avec ce lien :`,
			confirmUse: (days) =>
				`Si ce n’est pas vous, ne faites rien : nous n’écrirons pas, et la demande est effacée au bout de ${days} jours.`,
			alertSubject: (count, words) => (count === 1 ? `1 nouveauté : ${words}` : `${count} nouveautés : ${words}`),
			alertText: (words) => `Il y a du nouveau dans votre recherche : ${words}.`,
			news: { published: 'Publiée', label: 'Son classement a changé' },
			more: (count) => `Et ${count} de plus :`,
			whole: 'Votre recherche :',
			stop: 'Ne plus recevoir ces courriels :'
		}
	}
});
