// Words of accounts: signing in, set-up, invitations, the account's own page, and the secretariat's pages about people.
import { defineMessages } from './define.ts';

export const peopleMessages = defineMessages({
	es: {
		roles: { author: 'Documenta prácticas', assessor: 'Evalúa prácticas', secretariat: 'Secretaría técnica' },
		roleHints: {
			author: 'Escribe, adjunta y envía.',
			assessor: 'Juzga los criterios de las prácticas que se le asignan.',
			secretariat: 'Revisa requisitos, asigna, confirma, publica y administra cuentas.'
		},
		fields: {
			name: 'Nombre completo',
			email: 'Correo electrónico',
			password: 'Contraseña',
			newPassword: 'Contraseña nueva',
			currentPassword: 'Contraseña actual',
			passwordHint: 'Al menos 10 caracteres. Una frase de varias palabras es fácil de recordar.',
			roles: '¿Qué hará en Acervo?',
			institutions: 'Instituciones a las que pertenece',
			institutionsHint: 'Nadie evalúa prácticas de su propia institución.'
		},
		wrong: {
			name: 'Escriba el nombre, en 200 caracteres como máximo.',
			email: 'Escriba un correo completo, como nombre@ejemplo.org.',
			emailTaken: 'Ya hay una cuenta con ese correo. Escriba otro.',
			password: 'Escriba la contraseña.',
			newPassword: 'Elija una contraseña de 10 a 128 caracteres.',
			currentPassword: 'La contraseña actual no coincide. Escríbala de nuevo.',
			networkName: 'Escriba el nombre de la red, en 200 caracteres como máximo.',
			roles: 'Elija por lo menos una función.',
			institutions: 'Elija las instituciones de la lista.',
			keyName: 'Escriba un nombre para la clave, en 100 caracteres como máximo.',
			heir: 'Elija a la persona que recibirá las prácticas.',
			codes: 'Elija por lo menos una práctica.'
		},
		signIn: {
			title: 'Entrar',
			lead: 'Con la cuenta que le abrió la secretaría técnica de su red.',
			button: 'Entrar',
			shared: 'Otras personas usan este equipo',
			sharedHint: 'La sesión termina al cerrar el navegador. Al salir se borra lo guardado en el equipo.',
			forgotten: 'Olvidé mi contraseña',
			noAccount: '¿Todavía no tiene cuenta? Pida una invitación a la secretaría técnica de su red.'
		},
		resume: {
			title: 'Su sesión terminó',
			lead: 'Lo que escribió está aquí y no se ha perdido. Entre de nuevo para guardarlo.',
			ready: 'Ya entró. Falta guardar',
			readyLead: 'Este es el texto que había escrito. Continúe para guardarlo.',
			written: 'Lo que escribió',
			button: 'Continuar y guardar',
			file: 'Elija de nuevo el archivo',
			fileHint: (name: string) => `Antes eligió “${name}”. El navegador no permite conservar archivos.`
		},
		forgotten: {
			title: 'Si olvidó su contraseña',
			lead: 'La secretaría técnica de su red le entrega un enlace para elegir otra contraseña.',
			steps: {
				ask: 'Escriba o llame a la secretaría técnica de su red desde el medio de siempre.',
				make: 'Una persona de la secretaría crea el enlace en la página de su cuenta y se lo entrega.',
				use: 'El enlace sirve una sola vez y vence a los 14 días.'
			},
			operator: 'Si usted es la única persona de la secretaría, quien administra el servidor puede abrir otra cuenta de secretaría.',
			back: 'Volver a entrar'
		},
		setUp: {
			title: 'Configurar Acervo',
			lead: 'Esta página se usa una sola vez. Aquí nace la primera cuenta, la de la secretaría técnica.',
			networkName: 'Nombre de la red',
			networkNameHint: 'Aparece en todas las páginas. Se puede escribir completo.',
			example: 'Cargar la práctica de ejemplo',
			exampleHint: 'Es la del documento oficial. Lo que añadimos para mostrarla lleva la marca de inventado.',
			button: 'Crear la cuenta y empezar'
		},
		invitation: {
			title: 'Abrir su cuenta',
			lead: (name: string) => `Le damos la bienvenida, ${name}. Elija una contraseña para entrar.`,
			button: 'Abrir mi cuenta',
			once: 'Este enlace sirve una sola vez. Abrir esta página no lo gasta; oprimir el botón, sí.'
		},
		reset: {
			title: 'Elegir otra contraseña',
			lead: (name: string) => `${name}: la contraseña anterior dejará de servir y sus sesiones abiertas se cerrarán.`,
			button: 'Guardar y entrar'
		},
		account: {
			title: 'Mi cuenta',
			yourData: 'Sus datos',
			none: 'Ninguna',
			askSecretariat: 'Si algún dato está mal, avise a la secretaría técnica.',
			changePassword: 'Cambiar la contraseña',
			changePasswordHint: 'Al cambiarla se cierran sus sesiones en otros equipos.',
			changed: 'La contraseña cambió',
			changedText: 'Sus sesiones en otros equipos se cerraron. En este equipo sigue dentro.',
			keys: 'Claves para programas',
			keysLead: 'Con una clave, un programa entra a la interfaz de datos (API) con los permisos de su cuenta.',
			keyName: 'Nombre de la clave',
			keyNameHint: 'Para reconocerla después, por ejemplo “Portal de la secretaría”.',
			createKey: 'Crear una clave',
			created: 'Clave creada',
			createdText: 'Cópiela ahora: no se volverá a mostrar.',
			keyValue: 'La clave',
			keysCaption: 'Sus claves',
			noKeys: 'Todavía no tiene claves.',
			columns: { name: 'Nombre', since: 'Creada', state: 'Estado', act: 'Acción' },
			working: 'Sirve',
			revoked: (date: string) => `Anulada el ${date}`,
			revoke: 'Anular',
			revokeNamed: (name: string) => `Anular la clave “${name}”`
		},
		people: {
			title: 'Personas',
			lead: 'Quiénes tienen cuenta en esta red y qué pueden hacer.',
			search: 'Buscar por nombre, correo o institución',
			find: 'Buscar',
			all: 'Ver a todas',
			invite: 'Invitar a una persona',
			count: (count: number) => (count === 1 ? '1 persona' : `${count} personas`),
			columns: { name: 'Nombre', roles: 'Funciones', institutions: 'Instituciones', state: 'Estado' },
			active: 'Activa',
			deactivated: 'Desactivada',
			noneTitle: 'Nadie coincide',
			noneText: 'Pruebe con menos letras, o vea a todas las personas.'
		},
		invite: {
			title: 'Invitar a una persona',
			lead: 'Al guardar obtiene un enlace para entregar a la persona.',
			button: 'Crear la invitación',
			done: 'Invitación creada',
			doneText: (name: string) =>
				`Copie el enlace y entrégueselo a ${name}. Sirve una sola vez, vence a los 14 días y no se volverá a mostrar.`,
			mailed: 'También se le envía por correo.',
			link: 'Enlace de invitación',
			another: 'Invitar a otra persona',
			noInstitutions: 'Todavía no hay instituciones en la lista.',
			addInstitution: 'Agregar una institución'
		},
		person: {
			edit: 'Datos y funciones',
			saved: 'Los cambios se guardaron',
			savedText: 'Si la persona tenía una sesión abierta, deberá entrar de nuevo.',
			email: 'El correo no se cambia aquí: identifica a la cuenta.',
			reset: 'Contraseña',
			resetText: 'Si olvidó su contraseña o no abrió la invitación, cree un enlace. El anterior deja de servir.',
			resetButton: 'Crear un enlace',
			resetDone: 'Enlace creado',
			resetLink: 'Enlace para elegir contraseña',
			practices: 'Prácticas que documenta',
			noPractices: 'No documenta ninguna práctica.',
			handOver: 'Entregar sus prácticas a otra persona',
			deactivate: 'Desactivar la cuenta',
			deactivateText: 'La persona ya no podrá entrar. Lo que hizo se conserva y la cuenta se puede reactivar.',
			reactivate: 'Reactivar la cuenta',
			isDeactivated: 'Esta cuenta está desactivada.',
			conflict: 'Esta cuenta cambió mientras tanto. Revise los datos y guarde de nuevo.'
		},
		confirm: {
			deactivateTitle: (name: string) => `¿Desactivar la cuenta de ${name}?`,
			deactivateText: 'Sus sesiones se cierran de inmediato y sus claves dejan de servir. Nada se borra.',
			reactivateTitle: (name: string) => `¿Reactivar la cuenta de ${name}?`,
			reactivateText: 'Podrá entrar otra vez con su contraseña y sus mismas funciones.',
			deactivate: 'Sí, desactivar',
			reactivate: 'Sí, reactivar',
			no: 'No, volver'
		},
		handOver: {
			title: (name: string) => `Entregar las prácticas de ${name}`,
			lead: 'Quien las reciba podrá escribir en ellas y enviarlas.',
			codes: 'Prácticas que se entregan',
			heir: 'Persona que las recibe',
			button: 'Entregar',
			noneTitle: 'No hay prácticas que entregar',
			noneText: 'Esta persona no documenta ninguna práctica.',
			untitled: 'Sin título'
		}
	},
	en: {
		roles: { author: 'Documents practices', assessor: 'Assesses practices', secretariat: 'Technical secretariat' },
		roleHints: {
			author: 'Writes, attaches and sends.',
			assessor: 'Judges the criteria of the practices assigned to them.',
			secretariat: 'Checks requirements, assigns, confirms, publishes and looks after accounts.'
		},
		fields: {
			name: 'Full name',
			email: 'E-mail',
			password: 'Password',
			newPassword: 'New password',
			currentPassword: 'Current password',
			passwordHint: 'At least 10 characters. A phrase of several words is easy to remember.',
			roles: 'What will this person do in Acervo?',
			institutions: 'Institutions they belong to',
			institutionsHint: 'Nobody assesses practices of their own institution.'
		},
		wrong: {
			name: 'Write the name, in 200 characters at most.',
			email: 'Write a complete e-mail, such as name@example.org.',
			emailTaken: 'There is an account with that e-mail already. Write another one.',
			password: 'Write the password.',
			newPassword: 'Choose a password of 10 to 128 characters.',
			currentPassword: 'The current password does not match. Write it again.',
			networkName: 'Write the name of the network, in 200 characters at most.',
			roles: 'Choose one role at least.',
			institutions: 'Choose the institutions from the list.',
			keyName: 'Write a name for the key, in 100 characters at most.',
			heir: 'Choose the person who receives the practices.',
			codes: 'Choose one practice at least.'
		},
		signIn: {
			title: 'Sign in',
			lead: 'With the account that the technical secretariat of your network opened for you.',
			button: 'Sign in',
			shared: 'Other people use this computer',
			sharedHint: 'The session ends when the browser is closed. Signing out erases what was kept on the computer.',
			forgotten: 'I forgot my password',
			noAccount: 'No account yet? Ask the technical secretariat of your network for an invitation.'
		},
		resume: {
			title: 'Your session ended',
			lead: 'What you wrote is here and has not been lost. Sign in again to save it.',
			ready: 'You are in. It still has to be saved',
			readyLead: 'This is the text you had written. Continue to save it.',
			written: 'What you wrote',
			button: 'Continue and save',
			file: 'Choose the file again',
			fileHint: (name: string) => `You had chosen “${name}”. The browser does not let us keep files.`
		},
		forgotten: {
			title: 'If you forgot your password',
			lead: 'The technical secretariat of your network gives you a link to choose another password.',
			steps: {
				ask: 'Write to or call the technical secretariat of your network the way you always do.',
				make: 'Somebody of the secretariat makes the link on the page of your account and gives it to you.',
				use: 'The link works once and expires after 14 days.'
			},
			operator: 'If you are the only person of the secretariat, whoever runs the server can open another secretariat account.',
			back: 'Back to signing in'
		},
		setUp: {
			title: 'Set up Acervo',
			lead: 'This page is used only once. It creates the first account, the technical secretariat’s.',
			networkName: 'Name of the network',
			networkNameHint: 'It stands on every page. It may be written in full.',
			example: 'Load the example practice',
			exampleHint: 'It is the one of the official document. What we added to show it is marked as invented.',
			button: 'Create the account and begin'
		},
		invitation: {
			title: 'Open your account',
			lead: (name: string) => `Welcome, ${name}. Choose a password to sign in with.`,
			button: 'Open my account',
			once: 'This link works once. It is not used until you press the button.'
		},
		reset: {
			title: 'Choose another password',
			lead: (name: string) => `${name}: the earlier password will stop working and your open sessions will be closed.`,
			button: 'Save and sign in'
		},
		account: {
			title: 'My account',
			yourData: 'Your data',
			none: 'None',
			askSecretariat: 'If anything is wrong, tell the technical secretariat.',
			changePassword: 'Change the password',
			changePasswordHint: 'Changing it closes your sessions on other computers.',
			changed: 'The password has changed',
			changedText: 'Your sessions on other computers were closed. On this one you are still signed in.',
			keys: 'Keys for programs',
			keysLead: 'With a key, a program uses the data interface (API) with the permissions of your account.',
			keyName: 'Name of the key',
			keyNameHint: 'To recognise it later, such as “Secretariat portal”.',
			createKey: 'Create a key',
			created: 'Key created',
			createdText: 'Copy it now: it will not be shown again.',
			keyValue: 'The key',
			keysCaption: 'Your keys',
			noKeys: 'You have no keys yet.',
			columns: { name: 'Name', since: 'Created', state: 'State', act: 'Action' },
			working: 'Works',
			revoked: (date: string) => `Revoked on ${date}`,
			revoke: 'Revoke',
			revokeNamed: (name: string) => `Revoke the key “${name}”`
		},
		people: {
			title: 'People',
			lead: 'Who has an account in this network and what they may do.',
			search: 'Search by name, e-mail or institution',
			find: 'Search',
			all: 'See everybody',
			invite: 'Invite somebody',
			count: (count: number) => (count === 1 ? '1 person' : `${count} people`),
			columns: { name: 'Name', roles: 'Roles', institutions: 'Institutions', state: 'State' },
			active: 'Active',
			deactivated: 'Deactivated',
			noneTitle: 'Nobody matches',
			noneText: 'Try fewer letters, or see everybody.'
		},
		invite: {
			title: 'Invite somebody',
			lead: 'Saving gives you a link to hand to the person.',
			button: 'Create the invitation',
			done: 'Invitation created',
			doneText: (name: string) => `Copy the link and give it to ${name}. It works once, expires after 14 days and will not be shown again.`,
			mailed: 'It goes to them by mail as well.',
			link: 'Invitation link',
			another: 'Invite somebody else',
			noInstitutions: 'There are no institutions on the list yet.',
			addInstitution: 'Add an institution'
		},
		person: {
			edit: 'Data and roles',
			saved: 'The changes were saved',
			savedText: 'If the person had a session open, they have to sign in again.',
			email: 'The e-mail is not changed here: it identifies the account.',
			reset: 'Password',
			resetText: 'If they forgot the password or did not open the invitation, make a link. The earlier one stops working.',
			resetButton: 'Make a link',
			resetDone: 'Link made',
			resetLink: 'Link to choose a password',
			practices: 'Practices they document',
			noPractices: 'They document no practice.',
			handOver: 'Hand their practices over to somebody else',
			deactivate: 'Deactivate the account',
			deactivateText: 'The person can no longer sign in. What they did is kept, and the account can be reactivated.',
			reactivate: 'Reactivate the account',
			isDeactivated: 'This account is deactivated.',
			conflict: 'This account changed meanwhile. Check the data and save again.'
		},
		confirm: {
			deactivateTitle: (name: string) => `Deactivate the account of ${name}?`,
			deactivateText: 'Their sessions close at once and their keys stop working. Nothing is erased.',
			reactivateTitle: (name: string) => `Reactivate the account of ${name}?`,
			reactivateText: 'They can sign in again with their password and the same roles.',
			deactivate: 'Yes, deactivate',
			reactivate: 'Yes, reactivate',
			no: 'No, go back'
		},
		handOver: {
			title: (name: string) => `Hand over the practices of ${name}`,
			lead: 'Whoever receives them may write in them and send them.',
			codes: 'Practices to hand over',
			heir: 'Person who receives them',
			button: 'Hand over',
			noneTitle: 'There are no practices to hand over',
			noneText: 'This person documents no practice.',
			untitled: 'Untitled'
		}
	},
	pt: {
		roles: { author: 'Documenta práticas', assessor: 'Avalia práticas', secretariat: 'Secretaria técnica' },
		fields: {
			name: 'Nome completo',
			email: 'E-mail',
			password: 'Senha',
			newPassword: 'Nova senha',
			currentPassword: 'Senha atual',
			passwordHint: 'Pelo menos 10 caracteres. Uma frase de várias palavras é fácil de lembrar.'
		},
		wrong: {
			name: 'Escreva o nome, com no máximo 200 caracteres.',
			email: 'Escreva um e-mail completo, como nome@exemplo.org.',
			password: 'Escreva a senha.',
			newPassword: 'Escolha uma senha de 10 a 128 caracteres.',
			currentPassword: 'A senha atual não confere. Escreva-a de novo.',
			networkName: 'Escreva o nome da rede, com no máximo 200 caracteres.'
		},
		signIn: {
			title: 'Entrar',
			lead: 'Com a conta que a secretaria técnica da sua rede abriu para você.',
			button: 'Entrar',
			shared: 'Outras pessoas usam este computador',
			sharedHint: 'A sessão termina ao fechar o navegador. Ao sair, apaga-se o que ficou no computador.',
			forgotten: 'Esqueci minha senha',
			noAccount: 'Ainda não tem conta? Peça um convite à secretaria técnica da sua rede.'
		},
		resume: {
			title: 'Sua sessão terminou',
			lead: 'O que você escreveu está aqui e não se perdeu. Entre de novo para salvar.',
			ready: 'Você entrou. Falta salvar',
			readyLead: 'Este é o texto que você tinha escrito. Continue para salvar.',
			written: 'O que você escreveu',
			button: 'Continuar e salvar',
			file: 'Escolha o arquivo de novo',
			fileHint: (name: string) => `Antes você escolheu “${name}”. O navegador não permite guardar arquivos.`
		},
		forgotten: {
			title: 'Se você esqueceu sua senha',
			lead: 'A secretaria técnica da sua rede entrega um link para escolher outra senha.',
			steps: {
				ask: 'Escreva ou ligue para a secretaria técnica da sua rede pelo meio de sempre.',
				make: 'Uma pessoa da secretaria cria o link na página da sua conta e o entrega a você.',
				use: 'O link serve uma única vez e vence em 14 dias.'
			},
			operator: 'Se você é a única pessoa da secretaria, quem administra o servidor pode abrir outra conta de secretaria.',
			back: 'Voltar a entrar'
		},
		setUp: {
			title: 'Configurar o Acervo',
			lead: 'Esta página é usada uma única vez. Aqui nasce a primeira conta, a da secretaria técnica.',
			networkName: 'Nome da rede',
			networkNameHint: 'Aparece em todas as páginas. Pode ser escrito por extenso.',
			example: 'Carregar a prática de exemplo',
			exampleHint: 'É a do documento oficial. O que acrescentamos para mostrá-la leva a marca de inventado.',
			button: 'Criar a conta e começar'
		},
		invitation: {
			title: 'Abrir sua conta',
			lead: (name: string) => `Boas-vindas, ${name}. Escolha uma senha para entrar.`,
			button: 'Abrir minha conta',
			once: 'Este link serve uma única vez. Ele só é usado quando você aperta o botão.'
		},
		reset: {
			title: 'Escolher outra senha',
			lead: (name: string) => `${name}: a senha anterior deixará de servir e suas sessões abertas serão encerradas.`,
			button: 'Salvar e entrar'
		},
		account: { title: 'Minha conta' },
		people: { title: 'Pessoas' },
		invite: { title: 'Convidar uma pessoa' }
	},
	fr: {
		roles: { author: 'Documente des pratiques', assessor: 'Évalue des pratiques', secretariat: 'Secrétariat technique' },
		fields: {
			name: 'Nom complet',
			email: 'Courriel',
			password: 'Mot de passe',
			newPassword: 'Nouveau mot de passe',
			currentPassword: 'Mot de passe actuel',
			passwordHint: 'Au moins 10 caractères. Une phrase de plusieurs mots est facile à retenir.'
		},
		wrong: {
			name: 'Écrivez le nom, en 200 caractères au plus.',
			email: 'Écrivez un courriel complet, comme nom@exemple.org.',
			password: 'Écrivez le mot de passe.',
			newPassword: 'Choisissez un mot de passe de 10 à 128 caractères.',
			currentPassword: 'Le mot de passe actuel ne correspond pas. Écrivez-le de nouveau.',
			networkName: 'Écrivez le nom du réseau, en 200 caractères au plus.'
		},
		signIn: {
			title: 'Se connecter',
			lead: 'Avec le compte que le secrétariat technique de votre réseau vous a ouvert.',
			button: 'Se connecter',
			shared: 'D’autres personnes utilisent cet ordinateur',
			sharedHint: 'La session prend fin à la fermeture du navigateur. La déconnexion efface ce qui est gardé sur l’ordinateur.',
			forgotten: 'J’ai oublié mon mot de passe',
			noAccount: 'Pas encore de compte ? Demandez une invitation au secrétariat technique de votre réseau.'
		},
		resume: {
			title: 'Votre session a pris fin',
			lead: 'Ce que vous avez écrit est ici et n’est pas perdu. Connectez-vous de nouveau pour l’enregistrer.',
			ready: 'Connexion rétablie. Il reste à enregistrer',
			readyLead: 'Voici le texte que vous aviez écrit. Continuez pour l’enregistrer.',
			written: 'Ce que vous avez écrit',
			button: 'Continuer et enregistrer',
			file: 'Choisissez de nouveau le fichier',
			fileHint: (name: string) => `Vous aviez choisi « ${name} ». Le navigateur ne permet pas de garder les fichiers.`
		},
		forgotten: {
			title: 'Si vous avez oublié votre mot de passe',
			lead: 'Le secrétariat technique de votre réseau vous remet un lien pour choisir un autre mot de passe.',
			steps: {
				ask: 'Écrivez ou téléphonez au secrétariat technique de votre réseau comme d’habitude.',
				make: 'Une personne du secrétariat crée le lien sur la page de votre compte et vous le remet.',
				use: 'Le lien sert une seule fois et expire au bout de 14 jours.'
			},
			operator: 'Si vous êtes la seule personne du secrétariat, qui administre le serveur peut ouvrir un autre compte de secrétariat.',
			back: 'Retour à la connexion'
		},
		setUp: {
			title: 'Configurer Acervo',
			lead: 'Cette page ne sert qu’une fois. Elle crée le premier compte, celui du secrétariat technique.',
			networkName: 'Nom du réseau',
			networkNameHint: 'Il figure sur toutes les pages. Il peut être écrit en entier.',
			example: 'Charger la pratique d’exemple',
			exampleHint: 'C’est celle du document officiel. Ce que nous avons ajouté pour la montrer est marqué comme inventé.',
			button: 'Créer le compte et commencer'
		},
		invitation: {
			title: 'Ouvrir votre compte',
			lead: (name: string) => `Bienvenue, ${name}. Choisissez un mot de passe pour vous connecter.`,
			button: 'Ouvrir mon compte',
			once: 'Ce lien sert une seule fois. Il n’est utilisé que lorsque vous appuyez sur le bouton.'
		},
		reset: {
			title: 'Choisir un autre mot de passe',
			lead: (name: string) => `${name} : l’ancien mot de passe ne servira plus et vos sessions ouvertes seront fermées.`,
			button: 'Enregistrer et se connecter'
		},
		account: { title: 'Mon compte' },
		people: { title: 'Personnes' },
		invite: { title: 'Inviter une personne' }
	}
});
