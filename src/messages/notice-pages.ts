// Words of the page of notices, of the choice what comes by mail, and of the count in the frame of the workspace.
import type { NoticeWish } from '#features/people/schema.ts';
import { defineMessages } from './define.ts';

export type NoticePageWords = {
	title: string;
	lead: string;
	choose: string;
	outbox: string;
	list: string;
	todo: string;
	unread: string;
	read: (when: string) => string;
	markRead: string;
	/** Says which one, for whoever hears the button only. */
	markOne: (title: string) => string;
	markAll: string;
	markedOne: string;
	markedAll: string;
	emptyTitle: string;
	emptyText: string;
	newer: string;
	older: string;
	wish: { title: string; label: string; options: Record<NoticeWish, string>; hint: string; save: string; saved: string; wrong: string };
};

export const noticePageMessages = defineMessages<NoticePageWords>({
	es: {
		title: 'Avisos',
		lead: 'Lo que debe saber y lo que espera de usted. Los que no ha leído van primero.',
		choose: 'Elegir qué llega por correo',
		outbox: 'Buzón de salida',
		list: 'Avisos, primero los que no ha leído',
		todo: 'Por hacer',
		unread: 'Sin leer',
		read: (when) => `Leído: ${when}`,
		markRead: 'Marcar como leído',
		markOne: (title) => `Marcar como leído: ${title}`,
		markAll: 'Marcar todos como leídos',
		markedOne: 'El aviso quedó como leído.',
		markedAll: 'Todos los avisos quedaron como leídos.',
		emptyTitle: 'No tiene avisos',
		emptyText: 'Aquí aparecerá lo que ocurra con sus prácticas y evaluaciones.',
		newer: 'Más recientes',
		older: 'Anteriores',
		wish: {
			title: 'Avisos por correo',
			label: '¿Qué desea recibir por correo?',
			options: { all: 'Todos los avisos', todo: 'Solo lo que debo hacer', none: 'Nada' },
			hint: 'Los avisos están siempre en Acervo, también los que no llegan por correo.',
			save: 'Guardar',
			saved: 'Su elección quedó guardada.',
			wrong: 'Elija qué desea recibir.'
		}
	},
	en: {
		title: 'Notices',
		lead: 'What you should know and what waits for you. Those you have not read come first.',
		choose: 'Choose what comes by mail',
		outbox: 'Outbox',
		list: 'Notices, those you have not read first',
		todo: 'To do',
		unread: 'Not read',
		read: (when) => `Read: ${when}`,
		markRead: 'Mark as read',
		markOne: (title) => `Mark as read: ${title}`,
		markAll: 'Mark all as read',
		markedOne: 'The notice is marked as read.',
		markedAll: 'All notices are marked as read.',
		emptyTitle: 'You have no notices',
		emptyText: 'What happens to your practices and assessments will appear here.',
		newer: 'Newer',
		older: 'Older',
		wish: {
			title: 'Notices by mail',
			label: 'What do you wish to get by mail?',
			options: { all: 'All notices', todo: 'Only what I must do', none: 'Nothing' },
			hint: 'Notices are always in Acervo, those that do not come by mail too.',
			save: 'Save',
			saved: 'Your choice is saved.',
			wrong: 'Choose what you wish to get.'
		}
	},
	pt: {
		title: 'Avisos',
		lead: 'O que deve saber e o que espera por você. Os que não leu vêm primeiro.',
		choose: 'Escolher o que chega por e-mail',
		outbox: 'Caixa de saída',
		list: 'Avisos, primeiro os que não leu',
		todo: 'Por fazer',
		unread: 'Não lido',
		read: (when) => `Lido: ${when}`,
		markRead: 'Marcar como lido',
		markOne: (title) => `Marcar como lido: ${title}`,
		markAll: 'Marcar todos como lidos',
		markedOne: 'O aviso ficou como lido.',
		markedAll: 'Todos os avisos ficaram como lidos.',
		emptyTitle: 'Você não tem avisos',
		emptyText: 'Aqui aparecerá o que acontecer com suas práticas e avaliações.',
		newer: 'Mais recentes',
		older: 'Anteriores',
		wish: {
			title: 'Avisos por e-mail',
			label: 'O que deseja receber por e-mail?',
			options: { all: 'Todos os avisos', todo: 'Só o que devo fazer', none: 'Nada' },
			hint: 'Os avisos estão sempre no Acervo, também os que não chegam por e-mail.',
			save: 'Salvar',
			saved: 'Sua escolha foi salva.',
			wrong: 'Escolha o que deseja receber.'
		}
	},
	fr: {
		title: 'Avis',
		lead: 'Ce qu’il faut savoir et ce qui vous attend. Les avis non lus viennent d’abord.',
		choose: 'Choisir ce qui arrive par courriel',
		outbox: 'Boîte d’envoi',
		list: 'Avis, les non lus d’abord',
		todo: 'À faire',
		unread: 'Non lu',
		read: (when) => `Lu : ${when}`,
		markRead: 'Marquer comme lu',
		markOne: (title) => `Marquer comme lu : ${title}`,
		markAll: 'Tout marquer comme lu',
		markedOne: 'L’avis est marqué comme lu.',
		markedAll: 'Tous les avis sont marqués comme lus.',
		emptyTitle: 'Vous n’avez pas d’avis',
		emptyText: 'Ce qui arrive à vos pratiques et évaluations apparaîtra ici.',
		newer: 'Plus récents',
		older: 'Plus anciens',
		wish: {
			title: 'Avis par courriel',
			label: 'Que souhaitez-vous recevoir par courriel ?',
			options: { all: 'Tous les avis', todo: 'Seulement ce que je dois faire', none: 'Rien' },
			hint: 'Les avis sont toujours dans Acervo, même ceux qui n’arrivent pas par courriel.',
			save: 'Enregistrer',
			saved: 'Votre choix est enregistré.',
			wrong: 'Choisissez ce que vous souhaitez recevoir.'
		}
	}
});
