// What each notice says: a title, and a sentence made of codes, titles and days. Never who judged, nor where they work.
import type { NoticeFacts, NoticeKind } from '#features/notices/schema.ts';
import { defineMessages } from './define.ts';

type NoticeWords = {
	/** Short; the subject of a mail begins with it. */
	title: string;
	text: (facts: NoticeFacts) => string;
};
type EveryKind = Record<NoticeKind, NoticeWords>;

const es = {
	practiceSent: { title: 'Llegó una práctica', text: ({ practice }) => `${practice} espera la revisión de requisitos.` },
	practiceReturned: {
		title: 'Su práctica vuelve con observaciones',
		text: ({ practice }) => `La secretaría le devuelve ${practice}. Lea las observaciones, corrija y envíe de nuevo.`
	},
	practiceWithdrawn: { title: 'Se retiró una práctica', text: ({ practice }) => `${practice} se retiró del proceso.` },
	authorisationAnswered: {
		title: 'Una institución autorizó la publicación',
		text: ({ practice }) => `Llegó la respuesta de una institución que implementa ${practice}.`
	},
	authorisationRefused: {
		title: 'Una institución no autorizó la publicación',
		text: ({ practice }) => `Una institución que implementa ${practice} no autorizó que se publique. Lea su respuesta.`
	},
	correctionAccepted: {
		title: 'Se aceptó su corrección',
		text: ({ practice }) => `La corrección de ${practice} ya está en la página pública. La clasificación se conserva.`
	},
	assigned: {
		title: 'Tiene una práctica por evaluar',
		text: ({ practice, day }) =>
			`Se le asignó ${practice}.${day ? ` Entregue a más tardar el ${day}.` : ''} Antes de leerla, declare si tiene algún interés.`
	},
	standIn: {
		title: 'Se le pide suplir una evaluación',
		text: ({ practice, day }) =>
			`Falta una evaluación de ${practice} y se le pide hacerla.${day ? ` Entregue a más tardar el ${day}.` : ''}`
	},
	assessmentDue: {
		title: 'Se acerca la fecha de su evaluación',
		text: ({ practice, day }) => `Su evaluación de ${practice} se entrega a más tardar el ${day}.`
	},
	assessmentOverdue: {
		title: 'Su evaluación está atrasada',
		text: ({ practice, day }) => `Su evaluación de ${practice} debía entregarse el ${day}. Si ya no puede hacerla, avise con una excusa.`
	},
	panelOverdue: {
		title: 'Hay evaluaciones atrasadas',
		text: ({ practice }) => `Venció el plazo y faltan evaluaciones de ${practice}. Puede pedir una suplencia.`
	},
	excused: { title: 'Hay una excusa', text: ({ practice }) => `Una persona se excusó de evaluar ${practice}. Revise si el panel alcanza.` },
	tieToDecide: {
		title: 'Hay un vínculo por resolver',
		text: ({ practice }) => `Una persona declaró un vínculo con quien financia ${practice}. Decida si puede evaluarla.`
	},
	tieAccepted: {
		title: 'Puede evaluar la práctica',
		text: ({ practice }) => `La secretaría leyó su declaración sobre ${practice} y puede usted evaluarla. El contenido ya está abierto.`
	},
	released: {
		title: 'Ya no evalúa una práctica',
		text: ({ practice }) => `La secretaría le excusó de evaluar ${practice}. No necesita hacer nada más.`
	},
	panelEnded: {
		title: 'Una práctica ya no se evalúa',
		text: ({ practice }) => `${practice} se retiró o se devolvió. Lo que usted escribió queda guardado; no necesita hacer nada más.`
	},
	panelComplete: { title: 'El panel entregó', text: ({ practice }) => `Están todas las evaluaciones de ${practice}.` },
	deliberationOpened: {
		title: 'Empieza una deliberación',
		text: ({ practice }) => `Las evaluaciones de ${practice} difieren. Lea las razones de las demás personas y dé sus niveles finales.`
	},
	deliberationNote: {
		title: 'Hay un mensaje en la deliberación',
		text: ({ practice }) => `Alguien escribió en la deliberación de ${practice}.`
	},
	thirdAssessor: {
		title: 'Habrá una tercera evaluación',
		text: ({ practice }) => `El panel de ${practice} sigue dividido. Otra persona la evaluará también.`
	},
	sessionCalled: { title: 'Se le convoca a una sesión', text: ({ session, day }) => `La sesión ${session} será el ${day}.` },
	verdictToRead: {
		title: 'Lea el dictamen de su práctica',
		text: ({ practice, day }) =>
			`El dictamen de ${practice} está escrito. Puede leerlo y responder${day ? ` hasta el ${day}` : ''}, antes de que se publique.`
	},
	verdictAnswered: { title: 'Respondieron un dictamen', text: ({ practice }) => `Quien documenta ${practice} respondió al dictamen.` },
	verdictPublished: { title: 'Se publicó un dictamen', text: ({ practice }) => `El dictamen de ${practice} es público.` },
	reconsiderationRequested: {
		title: 'Piden una reconsideración',
		text: ({ practice }) => `Se pidió reconsiderar el dictamen de ${practice}. Asigne a dos personas que no la hayan evaluado.`
	},
	reconsiderationDue: {
		title: 'Se acerca la fecha de una reconsideración',
		text: ({ practice, day }) => `La reconsideración de ${practice} debe resolverse a más tardar el ${day}.`
	},
	labelExpiring: {
		title: 'Una clasificación está por vencer',
		text: ({ practice, days, day }) =>
			`La clasificación de ${practice} vence ${days === 1 ? 'en un día' : `en ${days} días`}${day ? `, el ${day}` : ''}. Puede enviar una versión al día para que se evalúe.`
	},
	labelLapsed: {
		title: 'Una clasificación venció',
		text: ({ practice }) => `La clasificación de ${practice} ya no está vigente. Su página lo dice.`
	},
	labelSuspended: {
		title: 'Una clasificación quedó suspendida',
		text: ({ practice }) => `La clasificación de ${practice} está suspendida mientras se examina un reporte de daño o riesgo.`
	},
	labelLifted: {
		title: 'Terminó la suspensión de una clasificación',
		text: ({ practice }) => `La clasificación de ${practice} ya no está suspendida.`
	},
	harmReported: {
		title: 'Llegó un reporte de daño o riesgo',
		text: ({ practice }) => `Alguien reportó un daño o un riesgo${practice ? ` en ${practice}` : ''}. Léalo hoy.`
	},
	planStepOverdue: {
		title: 'Un paso de su plan está atrasado',
		text: ({ practice, day }) => `Un paso del plan de ${practice} estaba previsto para el ${day}. Hágalo, o cambie su fecha.`
	},
	planStepDue: {
		title: 'Se acerca la fecha de un paso de su plan',
		text: ({ practice, day }) => `Un paso del plan de ${practice} está previsto para el ${day}.`
	},
	captureRemarked: {
		title: 'Quien documenta pide correcciones',
		text: ({ practice }) => `Quien documenta ${practice} revisó lo capturado y escribió qué corregir.`
	},
	planComplete: {
		title: 'Su plan está completo',
		text: ({ practice }) => `Todos los pasos del plan de ${practice} están hechos. Actualice el texto y envíela de nuevo.`
	},
	planDone: { title: 'Un plan está completo', text: ({ practice }) => `Todos los pasos del plan de ${practice} están hechos.` },
	callOpened: { title: 'Se abrió una convocatoria', text: ({ call, day }) => `${call} recibe prácticas${day ? ` hasta el ${day}` : ''}.` },
	callClosing: {
		title: 'Una convocatoria está por cerrar',
		text: ({ call, day }) => `${call} recibe prácticas hasta el ${day}. Lo que no se envíe queda como borrador.`
	},
	callMoved: {
		title: 'Cambió el cierre de una convocatoria',
		text: ({ call, day }) => `${call} recibe prácticas${day ? ` hasta el ${day}` : ''}. Lea ahí el día y la hora exactos.`
	},
	messageReceived: {
		title: 'Le escribieron sobre una práctica',
		text: ({ practice, days }) =>
			`Alguien escribió sobre ${practice}. Lea el mensaje y responda por correo; se borra solo a los ${days} días.`
	},
	contactBounced: {
		title: 'Un correo no llegó',
		text: ({ count }) =>
			`${count === 1 ? 'Un correo no pudo entregarse' : `${count} correos no pudieron entregarse`}. Revise las direcciones o avise por otro medio.`
	}
} satisfies EveryKind;

const en: EveryKind = {
	practiceSent: { title: 'A practice came in', text: ({ practice }) => `${practice} waits for the check of requirements.` },
	practiceReturned: {
		title: 'Your practice comes back with observations',
		text: ({ practice }) => `The secretariat returns ${practice} to you. Read the observations, mend it and send it again.`
	},
	practiceWithdrawn: { title: 'A practice was withdrawn', text: ({ practice }) => `${practice} left the process.` },
	authorisationAnswered: {
		title: 'An institution authorised publication',
		text: ({ practice }) => `An institution that implements ${practice} has answered.`
	},
	authorisationRefused: {
		title: 'An institution refused publication',
		text: ({ practice }) => `An institution that implements ${practice} does not authorise its publication. Read its answer.`
	},
	correctionAccepted: {
		title: 'Your correction was accepted',
		text: ({ practice }) => `The correction of ${practice} is on its public page. The classification stays.`
	},
	assigned: {
		title: 'You have a practice to assess',
		text: ({ practice, day }) =>
			`${practice} was assigned to you.${day ? ` Hand in by ${day}.` : ''} Before you read it, declare whether you have an interest.`
	},
	standIn: {
		title: 'You are asked to stand in',
		text: ({ practice, day }) => `An assessment of ${practice} is missing and you are asked to make it.${day ? ` Hand in by ${day}.` : ''}`
	},
	assessmentDue: {
		title: 'Your assessment is due soon',
		text: ({ practice, day }) => `Your assessment of ${practice} is due by ${day}.`
	},
	assessmentOverdue: {
		title: 'Your assessment is late',
		text: ({ practice, day }) => `Your assessment of ${practice} was due on ${day}. If you can no longer make it, please excuse yourself.`
	},
	panelOverdue: {
		title: 'Assessments are late',
		text: ({ practice }) => `The time is over and assessments of ${practice} are missing. You may ask for a stand-in.`
	},
	excused: {
		title: 'Somebody excused themselves',
		text: ({ practice }) => `Somebody will not assess ${practice}. See whether the panel is large enough.`
	},
	tieToDecide: {
		title: 'A tie waits for your decision',
		text: ({ practice }) => `Somebody declared a tie to whoever funds ${practice}. Decide whether they may assess it.`
	},
	tieAccepted: {
		title: 'You may assess the practice',
		text: ({ practice }) => `The secretariat read your declaration on ${practice}, and you may assess it. Its content is open now.`
	},
	released: {
		title: 'You no longer assess a practice',
		text: ({ practice }) => `The secretariat excused you from assessing ${practice}. There is nothing more to do.`
	},
	panelEnded: {
		title: 'A practice is no longer assessed',
		text: ({ practice }) => `${practice} was withdrawn or returned. What you wrote is kept; there is nothing more to do.`
	},
	panelComplete: { title: 'The panel has handed in', text: ({ practice }) => `All assessments of ${practice} are in.` },
	deliberationOpened: {
		title: 'A deliberation begins',
		text: ({ practice }) => `The assessments of ${practice} differ. Read the reasons of the others and give your final levels.`
	},
	deliberationNote: {
		title: 'A message in the deliberation',
		text: ({ practice }) => `Somebody wrote in the deliberation of ${practice}.`
	},
	thirdAssessor: {
		title: 'There will be a third assessment',
		text: ({ practice }) => `The panel of ${practice} is still split. One more person will assess it.`
	},
	sessionCalled: { title: 'You are called to a session', text: ({ session, day }) => `The session ${session} is on ${day}.` },
	verdictToRead: {
		title: 'Read the verdict on your practice',
		text: ({ practice, day }) =>
			`The verdict on ${practice} is written. You may read and answer it${day ? ` until ${day}` : ''}, before it is published.`
	},
	verdictAnswered: { title: 'A verdict was answered', text: ({ practice }) => `The author of ${practice} answered the verdict.` },
	verdictPublished: { title: 'A verdict was published', text: ({ practice }) => `The verdict on ${practice} is public.` },
	reconsiderationRequested: {
		title: 'A reconsideration is asked for',
		text: ({ practice }) => `Somebody asks to reconsider the verdict on ${practice}. Assign two people who have not assessed it.`
	},
	reconsiderationDue: {
		title: 'A reconsideration is due soon',
		text: ({ practice, day }) => `The reconsideration of ${practice} must be settled by ${day}.`
	},
	labelExpiring: {
		title: 'A classification is about to lapse',
		text: ({ practice, days, day }) =>
			`The classification of ${practice} lapses in ${days === 1 ? 'one day' : `${days} days`}${day ? `, on ${day}` : ''}. You may send an up-to-date version to be assessed.`
	},
	labelLapsed: {
		title: 'A classification lapsed',
		text: ({ practice }) => `The classification of ${practice} is no longer current. Its page says so.`
	},
	labelSuspended: {
		title: 'A classification is suspended',
		text: ({ practice }) => `The classification of ${practice} is suspended while a report is looked into.`
	},
	labelLifted: { title: 'A suspension ended', text: ({ practice }) => `The classification of ${practice} is no longer suspended.` },
	harmReported: {
		title: 'A harm or a risk was reported',
		text: ({ practice }) => `Somebody reported a harm or a risk${practice ? ` in ${practice}` : ''}. Read it today.`
	},
	planStepOverdue: {
		title: 'A step of your plan is overdue',
		text: ({ practice, day }) => `A step of the plan of ${practice} was due on ${day}. Do it, or change its date.`
	},
	planStepDue: {
		title: 'A step of your plan is due soon',
		text: ({ practice, day }) => `A step of the plan of ${practice} is set for ${day}.`
	},
	captureRemarked: {
		title: 'The author asks for corrections',
		text: ({ practice }) => `The author of ${practice} reviewed what was captured and wrote what to mend.`
	},
	planComplete: {
		title: 'Your plan is complete',
		text: ({ practice }) => `All steps of the plan of ${practice} are done. Update the text and send it again.`
	},
	planDone: { title: 'A plan is complete', text: ({ practice }) => `All steps of the plan of ${practice} are done.` },
	callOpened: { title: 'A call has opened', text: ({ call, day }) => `${call} takes practices${day ? ` until ${day}` : ''}.` },
	callClosing: {
		title: 'A call is about to close',
		text: ({ call, day }) => `${call} takes practices until ${day}. What is not sent stays a draft.`
	},
	callMoved: {
		title: 'The end of a call has moved',
		text: ({ call, day }) => `${call} takes practices${day ? ` until ${day}` : ''}. Its page gives the exact day and hour.`
	},
	messageReceived: {
		title: 'Somebody wrote about a practice',
		text: ({ practice, days }) =>
			`Somebody wrote about ${practice}. Read the message and answer by mail; it is deleted by itself after ${days} days.`
	},
	contactBounced: {
		title: 'A mail did not arrive',
		text: ({ count }) =>
			`${count === 1 ? 'One mail could not be delivered' : `${count} mails could not be delivered`}. Check the addresses or reach people by other means.`
	}
};

const pt: EveryKind = {
	practiceSent: { title: 'Chegou uma prática', text: ({ practice }) => `${practice} espera a revisão dos requisitos.` },
	practiceReturned: {
		title: 'Sua prática volta com observações',
		text: ({ practice }) => `A secretaria devolve ${practice}. Leia as observações, corrija e envie de novo.`
	},
	practiceWithdrawn: { title: 'Uma prática foi retirada', text: ({ practice }) => `${practice} saiu do processo.` },
	authorisationAnswered: {
		title: 'Uma instituição autorizou a publicação',
		text: ({ practice }) => `Chegou a resposta de uma instituição que implementa ${practice}.`
	},
	authorisationRefused: {
		title: 'Uma instituição não autorizou a publicação',
		text: ({ practice }) => `Uma instituição que implementa ${practice} não autorizou a publicação. Leia a resposta.`
	},
	correctionAccepted: {
		title: 'Sua correção foi aceita',
		text: ({ practice }) => `A correção de ${practice} já está na página pública. A classificação se mantém.`
	},
	assigned: {
		title: 'Há uma prática para avaliar',
		text: ({ practice, day }) =>
			`${practice} foi atribuída a você.${day ? ` Entregue até ${day}.` : ''} Antes de ler, declare se tem algum interesse.`
	},
	standIn: {
		title: 'Pede-se que substitua uma avaliação',
		text: ({ practice, day }) => `Falta uma avaliação de ${practice} e pede-se que você a faça.${day ? ` Entregue até ${day}.` : ''}`
	},
	assessmentDue: {
		title: 'Sua avaliação vence em breve',
		text: ({ practice, day }) => `Sua avaliação de ${practice} deve ser entregue até ${day}.`
	},
	assessmentOverdue: {
		title: 'Sua avaliação está atrasada',
		text: ({ practice, day }) => `Sua avaliação de ${practice} devia ser entregue em ${day}. Se já não puder fazê-la, apresente uma escusa.`
	},
	panelOverdue: {
		title: 'Há avaliações atrasadas',
		text: ({ practice }) => `O prazo venceu e faltam avaliações de ${practice}. É possível pedir uma substituição.`
	},
	excused: { title: 'Há uma escusa', text: ({ practice }) => `Uma pessoa não avaliará ${practice}. Veja se o painel é suficiente.` },
	tieToDecide: {
		title: 'Há um vínculo a resolver',
		text: ({ practice }) => `Uma pessoa declarou um vínculo com quem financia ${practice}. Decida se pode avaliá-la.`
	},
	tieAccepted: {
		title: 'Pode avaliar a prática',
		text: ({ practice }) => `A secretaria leu sua declaração sobre ${practice} e você pode avaliá-la. O conteúdo já está aberto.`
	},
	released: {
		title: 'Você não avalia mais uma prática',
		text: ({ practice }) => `A secretaria dispensou você de avaliar ${practice}. Não precisa fazer mais nada.`
	},
	panelEnded: {
		title: 'Uma prática já não é avaliada',
		text: ({ practice }) => `${practice} foi retirada ou devolvida. O que você escreveu fica guardado; não precisa fazer mais nada.`
	},
	panelComplete: { title: 'O painel entregou', text: ({ practice }) => `Todas as avaliações de ${practice} chegaram.` },
	deliberationOpened: {
		title: 'Começa uma deliberação',
		text: ({ practice }) => `As avaliações de ${practice} diferem. Leia as razões das outras pessoas e dê seus níveis finais.`
	},
	deliberationNote: { title: 'Há uma mensagem na deliberação', text: ({ practice }) => `Alguém escreveu na deliberação de ${practice}.` },
	thirdAssessor: {
		title: 'Haverá uma terceira avaliação',
		text: ({ practice }) => `O painel de ${practice} continua dividido. Mais uma pessoa a avaliará.`
	},
	sessionCalled: { title: 'Convocação para uma sessão', text: ({ session, day }) => `A sessão ${session} será em ${day}.` },
	verdictToRead: {
		title: 'Leia o parecer sobre sua prática',
		text: ({ practice, day }) =>
			`O parecer sobre ${practice} está escrito. Você pode ler e responder${day ? ` até ${day}` : ''}, antes da publicação.`
	},
	verdictAnswered: { title: 'Um parecer foi respondido', text: ({ practice }) => `Quem documenta ${practice} respondeu ao parecer.` },
	verdictPublished: { title: 'Um parecer foi publicado', text: ({ practice }) => `O parecer sobre ${practice} é público.` },
	reconsiderationRequested: {
		title: 'Pede-se uma reconsideração',
		text: ({ practice }) => `Pediu-se reconsiderar o parecer sobre ${practice}. Atribua a duas pessoas que não a tenham avaliado.`
	},
	reconsiderationDue: {
		title: 'Uma reconsideração vence em breve',
		text: ({ practice, day }) => `A reconsideração de ${practice} deve ser resolvida até ${day}.`
	},
	labelExpiring: {
		title: 'Uma classificação está para vencer',
		text: ({ practice, days, day }) =>
			`A classificação de ${practice} vence em ${days === 1 ? 'um dia' : `${days} dias`}${day ? `, em ${day}` : ''}. É possível enviar uma versão atual para avaliação.`
	},
	labelLapsed: {
		title: 'Uma classificação venceu',
		text: ({ practice }) => `A classificação de ${practice} já não está vigente. Sua página o diz.`
	},
	labelSuspended: {
		title: 'Uma classificação foi suspensa',
		text: ({ practice }) => `A classificação de ${practice} está suspensa enquanto se examina um aviso.`
	},
	labelLifted: { title: 'Terminou uma suspensão', text: ({ practice }) => `A classificação de ${practice} já não está suspensa.` },
	harmReported: {
		title: 'Chegou um relato de dano ou risco',
		text: ({ practice }) => `Alguém avisou de um dano ou um risco${practice ? ` em ${practice}` : ''}. Leia hoje.`
	},
	planStepOverdue: {
		title: 'Um passo do seu plano está atrasado',
		text: ({ practice, day }) => `Um passo do plano de ${practice} estava previsto para ${day}. Faça-o, ou mude a data.`
	},
	planStepDue: {
		title: 'Um passo do seu plano vence em breve',
		text: ({ practice, day }) => `Um passo do plano de ${practice} está previsto para ${day}.`
	},
	captureRemarked: {
		title: 'Quem documenta pede correções',
		text: ({ practice }) => `Quem documenta ${practice} revisou o registrado e escreveu o que corrigir.`
	},
	planComplete: {
		title: 'Seu plano está completo',
		text: ({ practice }) => `Todos os passos do plano de ${practice} estão feitos. Atualize o texto e envie-a de novo.`
	},
	planDone: { title: 'Um plano está completo', text: ({ practice }) => `Todos os passos do plano de ${practice} estão feitos.` },
	callOpened: { title: 'Abriu uma convocatória', text: ({ call, day }) => `${call} recebe práticas${day ? ` até ${day}` : ''}.` },
	callClosing: {
		title: 'Uma convocatória está para fechar',
		text: ({ call, day }) => `${call} recebe práticas até ${day}. O que não for enviado fica como rascunho.`
	},
	callMoved: {
		title: 'Mudou o encerramento de uma convocatória',
		text: ({ call, day }) => `${call} recebe práticas${day ? ` até ${day}` : ''}. A página traz o dia e a hora exatos.`
	},
	messageReceived: {
		title: 'Escreveram sobre uma prática',
		text: ({ practice, days }) =>
			`Alguém escreveu sobre ${practice}. Leia a mensagem e responda por e-mail; ela se apaga sozinha após ${days} dias.`
	},
	contactBounced: {
		title: 'Um e-mail não chegou',
		text: ({ count }) =>
			`${count === 1 ? 'Um e-mail não pôde ser entregue' : `${count} e-mails não puderam ser entregues`}. Confira os endereços ou avise por outro meio.`
	}
};

const fr: EveryKind = {
	practiceSent: { title: 'Une pratique est arrivée', text: ({ practice }) => `${practice} attend l’examen des conditions.` },
	practiceReturned: {
		title: 'Votre pratique revient avec des observations',
		text: ({ practice }) => `Le secrétariat vous renvoie ${practice}. Lisez les observations, corrigez et envoyez à nouveau.`
	},
	practiceWithdrawn: { title: 'Une pratique a été retirée', text: ({ practice }) => `${practice} a quitté la procédure.` },
	authorisationAnswered: {
		title: 'Une institution a autorisé la publication',
		text: ({ practice }) => `Une institution qui met en œuvre ${practice} a répondu.`
	},
	authorisationRefused: {
		title: 'Une institution a refusé la publication',
		text: ({ practice }) => `Une institution qui met en œuvre ${practice} n’autorise pas sa publication. Lisez sa réponse.`
	},
	correctionAccepted: {
		title: 'Votre correction est acceptée',
		text: ({ practice }) => `La correction de ${practice} est sur sa page publique. Le classement demeure.`
	},
	assigned: {
		title: 'Une pratique vous attend',
		text: ({ practice, day }) =>
			`${practice} vous est confiée.${day ? ` À rendre au plus tard le ${day}.` : ''} Avant de la lire, déclarez si vous y avez un intérêt.`
	},
	standIn: {
		title: 'Une suppléance vous est demandée',
		text: ({ practice, day }) =>
			`Il manque une évaluation de ${practice} et l’on vous demande de la faire.${day ? ` À rendre au plus tard le ${day}.` : ''}`
	},
	assessmentDue: {
		title: 'Votre évaluation est attendue bientôt',
		text: ({ practice, day }) => `Votre évaluation de ${practice} est attendue au plus tard le ${day}.`
	},
	assessmentOverdue: {
		title: 'Votre évaluation est en retard',
		text: ({ practice, day }) =>
			`Votre évaluation de ${practice} était attendue le ${day}. Si vous ne pouvez plus la faire, dites-le par une excuse.`
	},
	panelOverdue: {
		title: 'Des évaluations sont en retard',
		text: ({ practice }) => `Le délai est passé et il manque des évaluations de ${practice}. Vous pouvez demander une suppléance.`
	},
	excused: {
		title: 'Une excuse est arrivée',
		text: ({ practice }) => `Une personne n’évaluera pas ${practice}. Voyez si le panel suffit.`
	},
	tieToDecide: {
		title: 'Un lien attend votre décision',
		text: ({ practice }) => `Une personne a déclaré un lien avec qui finance ${practice}. Décidez si elle peut l’évaluer.`
	},
	tieAccepted: {
		title: 'Vous pouvez évaluer la pratique',
		text: ({ practice }) => `Le secrétariat a lu votre déclaration sur ${practice} et vous pouvez l’évaluer. Le contenu est ouvert.`
	},
	released: {
		title: 'Vous n’évaluez plus une pratique',
		text: ({ practice }) => `Le secrétariat vous a dispensé d’évaluer ${practice}. Vous n’avez rien d’autre à faire.`
	},
	panelEnded: {
		title: 'Une pratique n’est plus évaluée',
		text: ({ practice }) => `${practice} a été retirée ou renvoyée. Ce que vous avez écrit est conservé ; vous n’avez rien d’autre à faire.`
	},
	panelComplete: { title: 'Le panel a rendu ses évaluations', text: ({ practice }) => `Toutes les évaluations de ${practice} sont là.` },
	deliberationOpened: {
		title: 'Une délibération commence',
		text: ({ practice }) => `Les évaluations de ${practice} diffèrent. Lisez les raisons des autres et donnez vos niveaux finaux.`
	},
	deliberationNote: {
		title: 'Un message dans la délibération',
		text: ({ practice }) => `Quelqu’un a écrit dans la délibération de ${practice}.`
	},
	thirdAssessor: {
		title: 'Il y aura une troisième évaluation',
		text: ({ practice }) => `Le panel de ${practice} reste partagé. Une autre personne l’évaluera aussi.`
	},
	sessionCalled: { title: 'Convocation à une séance', text: ({ session, day }) => `La séance ${session} aura lieu le ${day}.` },
	verdictToRead: {
		title: 'Lisez l’avis sur votre pratique',
		text: ({ practice, day }) =>
			`L’avis sur ${practice} est rédigé. Vous pouvez le lire et répondre${day ? ` jusqu’au ${day}` : ''}, avant sa publication.`
	},
	verdictAnswered: { title: 'Réponse à un avis', text: ({ practice }) => `Qui documente ${practice} a répondu à l’avis.` },
	verdictPublished: { title: 'Un avis est publié', text: ({ practice }) => `L’avis sur ${practice} est public.` },
	reconsiderationRequested: {
		title: 'Un réexamen est demandé',
		text: ({ practice }) => `On demande de réexaminer l’avis sur ${practice}. Confiez-le à deux personnes qui ne l’ont pas évaluée.`
	},
	reconsiderationDue: {
		title: 'Un réexamen est attendu bientôt',
		text: ({ practice, day }) => `Le réexamen de ${practice} doit être réglé au plus tard le ${day}.`
	},
	labelExpiring: {
		title: 'Un classement va expirer',
		text: ({ practice, days, day }) =>
			`Le classement de ${practice} expire dans ${days === 1 ? 'un jour' : `${days} jours`}${day ? `, le ${day}` : ''}. Vous pouvez envoyer une version à jour pour évaluation.`
	},
	labelLapsed: {
		title: 'Un classement a expiré',
		text: ({ practice }) => `Le classement de ${practice} n’est plus en vigueur. Sa page le dit.`
	},
	labelSuspended: {
		title: 'Un classement est suspendu',
		text: ({ practice }) => `Le classement de ${practice} est suspendu pendant l’examen d’un signalement.`
	},
	labelLifted: { title: 'Une suspension a pris fin', text: ({ practice }) => `Le classement de ${practice} n’est plus suspendu.` },
	harmReported: {
		title: 'Un dommage ou un risque est signalé',
		text: ({ practice }) => `Quelqu’un a signalé un dommage ou un risque${practice ? ` dans ${practice}` : ''}. À lire aujourd’hui.`
	},
	planStepOverdue: {
		title: 'Une étape de votre plan est en retard',
		text: ({ practice, day }) => `Une étape du plan de ${practice} était prévue pour le ${day}. Faites-la, ou changez sa date.`
	},
	planStepDue: {
		title: 'Une étape de votre plan approche',
		text: ({ practice, day }) => `Une étape du plan de ${practice} est prévue pour le ${day}.`
	},
	captureRemarked: {
		title: 'L’autrice ou l’auteur demande des corrections',
		text: ({ practice }) => `La personne qui documente ${practice} a relu la saisie et écrit quoi corriger.`
	},
	planComplete: {
		title: 'Votre plan est achevé',
		text: ({ practice }) => `Toutes les étapes du plan de ${practice} sont faites. Mettez le texte à jour et renvoyez-la.`
	},
	planDone: { title: 'Un plan est achevé', text: ({ practice }) => `Toutes les étapes du plan de ${practice} sont faites.` },
	callOpened: { title: 'Un appel est ouvert', text: ({ call, day }) => `${call} reçoit des pratiques${day ? ` jusqu’au ${day}` : ''}.` },
	callClosing: {
		title: 'Un appel va se clore',
		text: ({ call, day }) => `${call} reçoit des pratiques jusqu’au ${day}. Ce qui n’est pas envoyé reste un brouillon.`
	},
	callMoved: {
		title: 'La clôture d’un appel a changé',
		text: ({ call, day }) => `${call} reçoit des pratiques${day ? ` jusqu’au ${day}` : ''}. Sa page donne le jour et l’heure exacts.`
	},
	messageReceived: {
		title: 'Quelqu’un a écrit au sujet d’une pratique',
		text: ({ practice, days }) =>
			`Quelqu’un a écrit au sujet de ${practice}. Lisez le message et répondez par courriel ; il s’efface de lui-même après ${days} jours.`
	},
	contactBounced: {
		title: 'Un courriel n’est pas arrivé',
		text: ({ count }) =>
			`${count === 1 ? 'Un courriel n’a pas pu être remis' : `${count} courriels n’ont pas pu être remis`}. Vérifiez les adresses ou prévenez autrement.`
	}
};

/** What each kind says, in each language. */
export const noticeMessages = defineMessages<EveryKind>({ es, en, pt, fr });
