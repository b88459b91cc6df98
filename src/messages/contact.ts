// Words of writing to the people who document a practice: the form of the reader, and the messages as they read them.
import { defineMessages } from './define.ts';

export const contactMessages = defineMessages({
	es: {
		link: 'Escribir a quien la documenta',
		title: 'Escribir a quien documenta la práctica',
		lead: 'Su mensaje llega a las personas que documentan esta práctica. Si ya no hay quien lo reciba, llega a la secretaría técnica.',
		privacy: (days: number) =>
			`Su nombre, su correo y su mensaje los lee solo quien puede responderle. No se publican ni se usan para otra cosa, y se borran a los ${days} días o antes. No escriba datos de personas en movilidad.`,
		purpose: 'Para qué escribe',
		purposes: {
			ask: 'Preguntar sobre la práctica',
			adapt: 'Replicarla o adaptarla',
			collaborate: 'Colaborar',
			study: 'Estudiarla o citarla',
			correct: 'Señalar un error',
			other: 'Otra cosa'
		},
		name: 'Su nombre',
		email: 'Su correo',
		emailHint: 'Para que puedan responderle.',
		text: 'Su mensaje',
		website: 'Deje este campo vacío',
		send: 'Enviar',
		harm: 'Si la práctica causa un daño o un riesgo, no lo escriba aquí:',
		harmLink: 'repórtelo',
		sent: 'Su mensaje se envió',
		sentText: 'Si le responden, será por correo.',
		back: 'Volver a la práctica',
		wrong: {
			purpose: 'Elija para qué escribe',
			name: 'Escriba su nombre, de 120 letras como máximo',
			email: 'Escriba un correo, como nombre@ejemplo.org',
			text: 'Escriba un mensaje de 4 000 letras como máximo'
		},
		inbox: {
			title: 'Mensajes',
			lead: (days: number) =>
				`Lo que escribieron quienes leen sus prácticas. Cada mensaje se borra solo a los ${days} días; bórrelo antes si ya respondió.`,
			none: 'No hay mensajes',
			noneText: 'Cuando alguien escriba desde la página de una práctica, lo verá aquí.',
			forSecretariat: 'Nadie que la documente puede recibirlo: responda la secretaría.',
			received: (day: string) => `Llegó el ${day}`,
			until: (day: string) => `se borra el ${day}`,
			answer: 'Responder por correo',
			answerHint: 'Al responder, la otra persona verá el correo desde el que usted escribe.',
			remove: 'Borrar',
			removeOf: (name: string) => `el mensaje de ${name}`,
			removed: 'El mensaje se borró.'
		}
	},
	en: {
		link: 'Write to the people who document it',
		title: 'Write to the people who document the practice',
		lead: 'Your message goes to the people who document this practice. Where nobody is left to receive it, it goes to the secretariat.',
		privacy: (days: number) =>
			`Your name, address and message are read only by whoever can answer you. They are not published nor used for anything else, and are deleted after ${days} days or sooner. Write no data of people on the move.`,
		purpose: 'What you write for',
		purposes: {
			ask: 'To ask about the practice',
			adapt: 'To replicate or adapt it',
			collaborate: 'To work together',
			study: 'To study or cite it',
			correct: 'To point at a mistake',
			other: 'Something else'
		},
		name: 'Your name',
		email: 'Your e-mail',
		emailHint: 'So that they can answer you.',
		text: 'Your message',
		website: 'Leave this field empty',
		send: 'Send',
		harm: 'If the practice causes a harm or a risk, do not write it here:',
		harmLink: 'report it',
		sent: 'Your message was sent',
		sentText: 'If they answer, it will be by mail.',
		back: 'Back to the practice',
		wrong: {
			purpose: 'Choose what you write for',
			name: 'Write your name, 120 characters at most',
			email: 'Write an e-mail address, such as name@example.org',
			text: 'Write a message of 4,000 characters at most'
		},
		inbox: {
			title: 'Messages',
			lead: (days: number) =>
				`What readers of your practices wrote. Each message is deleted by itself after ${days} days; delete it sooner once you have answered.`,
			none: 'There are no messages',
			noneText: 'When somebody writes from the page of a practice, you will see it here.',
			forSecretariat: 'Nobody who documents it can receive it: the secretariat answers.',
			received: (day: string) => `Received on ${day}`,
			until: (day: string) => `deleted on ${day}`,
			answer: 'Answer by mail',
			answerHint: 'When you answer, the other person sees the address you write from.',
			remove: 'Delete',
			removeOf: (name: string) => `the message of ${name}`,
			removed: 'The message was deleted.'
		}
	},
	pt: {
		link: 'Escrever a quem a documenta',
		title: 'Escrever a quem documenta a prática',
		lead: 'Sua mensagem chega às pessoas que documentam esta prática. Se já não há quem a receba, chega à secretaria técnica.',
		privacy: (days: number) =>
			`Seu nome, seu e-mail e sua mensagem são lidos só por quem pode responder. Não são publicados nem usados para outra coisa, e se apagam após ${days} dias ou antes. Não escreva dados de pessoas em mobilidade.`,
		purpose: 'Para que escreve',
		purposes: {
			ask: 'Perguntar sobre a prática',
			adapt: 'Replicá-la ou adaptá-la',
			collaborate: 'Colaborar',
			study: 'Estudá-la ou citá-la',
			correct: 'Apontar um erro',
			other: 'Outra coisa'
		},
		name: 'Seu nome',
		email: 'Seu e-mail',
		emailHint: 'Para que possam responder.',
		text: 'Sua mensagem',
		website: 'Deixe este campo vazio',
		send: 'Enviar',
		harm: 'Se a prática causa um dano ou um risco, não o escreva aqui:',
		harmLink: 'relate-o',
		sent: 'Sua mensagem foi enviada',
		sentText: 'Se responderem, será por e-mail.',
		back: 'Voltar à prática',
		wrong: {
			purpose: 'Escolha para que escreve',
			name: 'Escreva seu nome, de até 120 letras',
			email: 'Escreva um e-mail, como nome@exemplo.org',
			text: 'Escreva uma mensagem de até 4.000 letras'
		},
		inbox: {
			title: 'Mensagens',
			lead: (days: number) =>
				`O que escreveram quem lê suas práticas. Cada mensagem se apaga sozinha após ${days} dias; apague-a antes se já respondeu.`,
			none: 'Não há mensagens',
			noneText: 'Quando alguém escrever da página de uma prática, você verá aqui.',
			forSecretariat: 'Ninguém que a documente pode recebê-la: responda a secretaria.',
			received: (day: string) => `Chegou em ${day}`,
			until: (day: string) => `apaga-se em ${day}`,
			answer: 'Responder por e-mail',
			answerHint: 'Ao responder, a outra pessoa verá o e-mail do qual você escreve.',
			remove: 'Apagar',
			removeOf: (name: string) => `a mensagem de ${name}`,
			removed: 'A mensagem foi apagada.'
		}
	},
	fr: {
		link: 'Écrire aux personnes qui la documentent',
		title: 'Écrire aux personnes qui documentent la pratique',
		lead: 'Votre message parvient aux personnes qui documentent cette pratique. Si plus personne ne peut le recevoir, il parvient au secrétariat technique.',
		privacy: (days: number) =>
			`Votre nom, votre courriel et votre message ne sont lus que par qui peut vous répondre. Ils ne sont ni publiés ni utilisés autrement, et sont effacés après ${days} jours ou plus tôt. N’écrivez aucune donnée de personnes en mobilité.`,
		purpose: 'Pourquoi vous écrivez',
		purposes: {
			ask: 'Poser une question sur la pratique',
			adapt: 'La reproduire ou l’adapter',
			collaborate: 'Collaborer',
			study: 'L’étudier ou la citer',
			correct: 'Signaler une erreur',
			other: 'Autre chose'
		},
		name: 'Votre nom',
		email: 'Votre courriel',
		emailHint: 'Pour qu’on puisse vous répondre.',
		text: 'Votre message',
		website: 'Laissez ce champ vide',
		send: 'Envoyer',
		harm: 'Si la pratique cause un dommage ou un risque, ne l’écrivez pas ici :',
		harmLink: 'signalez-le',
		sent: 'Votre message est envoyé',
		sentText: 'Si l’on vous répond, ce sera par courriel.',
		back: 'Revenir à la pratique',
		wrong: {
			purpose: 'Choisissez pourquoi vous écrivez',
			name: 'Écrivez votre nom, 120 caractères au plus',
			email: 'Écrivez un courriel, comme nom@exemple.org',
			text: 'Écrivez un message de 4 000 caractères au plus'
		},
		inbox: {
			title: 'Messages',
			lead: (days: number) =>
				`Ce qu’ont écrit les personnes qui lisent vos pratiques. Chaque message s’efface de lui-même après ${days} jours ; effacez-le plus tôt si vous avez répondu.`,
			none: 'Il n’y a pas de messages',
			noneText: 'Quand quelqu’un écrira depuis la page d’une pratique, vous le verrez ici.',
			forSecretariat: 'Personne parmi ceux qui la documentent ne peut le recevoir : au secrétariat de répondre.',
			received: (day: string) => `Reçu le ${day}`,
			until: (day: string) => `effacé le ${day}`,
			answer: 'Répondre par courriel',
			answerHint: 'En répondant, l’autre personne verra l’adresse depuis laquelle vous écrivez.',
			remove: 'Effacer',
			removeOf: (name: string) => `le message de ${name}`,
			removed: 'Le message est effacé.'
		}
	}
});
