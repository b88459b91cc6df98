// What each failure of the one list says to a person: what happened and what to do next.
import type { Locale } from '#platform/locale.ts';
import type { ProblemCode } from '#platform/problem.ts';
import { defineMessages } from './define.ts';

type ProblemWords = Record<ProblemCode, string>;

const es: ProblemWords = {
	signInRequired: 'Necesita entrar con su cuenta para continuar.',
	wrongCredentials: 'El correo o la contraseña no coinciden. Revíselos e intente de nuevo.',
	notAllowed: 'Su cuenta no tiene permiso para hacer esto. Si lo necesita, pídalo a la secretaría técnica.',
	accountDeactivated: 'Esta cuenta está desactivada. Escriba a la secretaría técnica si debe volver a usarla.',
	tooManyAttempts: 'Hubo demasiados intentos. Espere unos minutos y vuelva a intentarlo.',
	tooManyCalls: 'Llegaron demasiadas solicitudes en poco tiempo. Espere los segundos que indica Retry-After.',
	linkUsedOrExpired: 'Este enlace ya se usó o venció. Pida uno nuevo a la secretaría técnica.',
	lastSecretariat: 'No se puede: quedaría la red sin ninguna cuenta de secretaría técnica. Nombre antes a otra persona.',
	emailTaken: 'Ya hay una cuenta con ese correo.',
	setupDone: 'Esta instancia ya está configurada. Entre con su cuenta.',
	conflictOfInterest: 'No es posible: esta persona pertenece a una institución que documenta o implementa la práctica.',
	notFound: 'No encontramos lo que busca. Tal vez la dirección está incompleta o no tiene acceso.',
	gone: 'Esta práctica fue retirada del catálogo.',
	invalidInput: 'Hay respuestas que corregir.',
	bodyTooSlow: 'Lo que envió tardó demasiado en llegar. Revise su conexión y vuelva a intentarlo.',
	bodyTooLarge: 'Lo que envió es demasiado grande. Los textos de una página pueden ocupar 1 MB y un archivo 20 MB como máximo.',
	unsupportedMedia: 'Este tipo de contenido no se acepta aquí.',
	badRequest: 'No pudimos leer lo que se envió.',
	versionConflict: 'Aquí se guardó otro cambio después de que usted abrió la página. Compare lo guardado con lo suyo y elija.',
	versionRequired: 'Falta indicar sobre qué versión se hace el cambio (If-Match).',
	idempotencyMismatch: 'Esa clave de repetición ya se usó con otro contenido.',
	concurrentChange: 'Alguien más estaba cambiando lo mismo. Intente de nuevo.',
	wrongState: 'Este paso no corresponde al momento en que está la práctica. Actualice la página para ver su estado.',
	incomplete: 'Todavía faltan respuestas para poder enviar.',
	noVerdict: 'No se puede publicar: la práctica todavía no tiene un dictamen confirmado.',
	notImpartial: 'Quien documenta o evalúa una práctica no puede confirmar su dictamen. Pídalo a otra persona de la secretaría técnica.',
	authorNotHeard: 'La autora o el autor aún no responde a la redacción del dictamen y su plazo sigue abierto.',
	agreesWithOutcome: 'Sus niveles finales coinciden con el resultado. La nota es para quien difiere de él.',
	sessionClosed: 'Esta sesión está cerrada y su acta ya no cambia.',
	sessionNotHeld: 'La sesión todavía no ocurre. Podrá cerrarla a partir de su fecha y hora.',
	quorumMissing: 'No hay quórum: faltan integrantes presentes para cerrar la sesión.',
	alreadyReconsidered: 'Este dictamen ya se reconsideró, o se está reconsiderando.',
	reconsiderationClosed: 'Ya pasó el plazo para pedir que este dictamen se reconsidere.',
	assessedBefore: 'No es posible: esta persona ya evaluó el dictamen que se reconsidera. Elija a otra.',
	tieUndecided: 'Usted declaró un vínculo con quien financia la práctica. La secretaría aún no decide.',
	callClosed: 'La convocatoria no recibe prácticas en este momento.',
	callOtherEdition:
		'La convocatoria evalúa con otra edición de la metodología y esta práctica ya se envió con la suya. Envíela fuera de esa convocatoria.',
	notInPool: 'Esta persona no está en la lista de personas evaluadoras de la convocatoria. Agréguela primero a la convocatoria.',
	unclassifiedPrivate: 'Una práctica sin clasificación por ahora es privada, salvo que su autora o autor pida publicarla.',
	notDisclosed: 'Las evaluaciones se muestran cuando todas estén entregadas.',
	panelTooSmall: 'Se necesitan por lo menos dos personas evaluadoras.',
	panelNotImpartial:
		'Alguien del panel pertenece ahora a una institución que documenta o implementa la práctica. Excuse a esa persona y, si hace falta, asigne a otra.',
	panelKnown: 'No es posible: esta persona es de la secretaría técnica y ya puede leer los juicios del panel. Elija a otra.',
	divergent: 'El panel está dividido en algún criterio. Debe deliberar antes de que haya dictamen.',
	interestNotDeclared: 'Antes de abrir el contenido, declare si tiene algún interés en esta práctica.',
	alreadyAssigned: 'Esta persona ya evalúa la práctica.',
	notAssigned: 'Esta práctica no está asignada a su cuenta.',
	judgementIncomplete: 'Falta completar algún juicio antes de entregar.',
	finalIncomplete:
		'Un juicio final va completo: elija un nivel y, si se cumple, escriba la razón y su evidencia. Sigue guardado el anterior.',
	requirementsUnmet: 'Falta revisar o cumplir algún requisito.',
	departureNeedsReason: 'Para apartarse de la propuesta escriba el motivo.',
	inUse: 'No se puede: todavía está en uso.',
	nameTaken: 'Ya existe una institución con ese nombre o alias.',
	pieceChanged: 'No se puede deshacer: alguien cambió ese campo después. Quite el texto desde la sección.',
	aliasTaken: 'Esa etiqueta ya es de otro campo del formato.',
	importSettled: 'Este archivo ya tiene su resultado. Actualice la página para verlo.',
	nothingMapped: 'Elija por lo menos un campo para alguno de los textos.',
	nothingImported: 'Ningún archivo se convirtió en borrador. Vea el motivo de cada uno.',
	tooManyFiles: 'Son demasiados archivos a la vez. Suba 500 como máximo; luego puede subir más.',
	noMailServer: 'Esta instancia no envía correos. Siga la búsqueda con su lector de noticias o con una cuenta.',
	fileEmpty: 'El archivo está vacío.',
	fileTooLarge: 'El archivo es demasiado grande: el límite es de 20 MB.',
	fileEncrypted: 'El archivo está protegido con contraseña. Quítele la protección en Word y vuelva a subirlo.',
	fileDamaged: 'El archivo está dañado o incompleto. Ábralo en su equipo, guárdelo de nuevo y vuelva a subirlo.',
	fileTypeUnknown:
		'No reconocemos este tipo de archivo. Suba un Word (.docx), un OpenDocument (.odt), una página web (.html), un PDF con texto, un Excel (.xlsx) o un texto (.txt, .md).',
	fileNotAccepted:
		'Este tipo de archivo no se puede adjuntar. Sirven PDF, Word, Excel, PowerPoint, OpenDocument, imágenes (PNG, JPG, WebP) y texto (TXT, CSV).',
	fileOldWord: 'Es un Word de formato antiguo (.doc). Ábralo y guárdelo como .docx; luego súbalo.',
	fileOldSheet: 'Es una hoja de cálculo de formato antiguo (.xls) o binario (.xlsb). Ábrala y guárdela como .xlsx; luego súbala.',
	fileRichText: 'Es un archivo de texto enriquecido (.rtf). Ábralo y guárdelo como .docx; luego súbalo.',
	fileScanned:
		'El PDF es una imagen escaneada, sin texto que leer. Suba el Word del que salió, o un PDF hecho con reconocimiento de texto (OCR).',
	fileDynamicForm:
		'Es un formulario dinámico de Adobe (XFA), que no puede leerse aquí. Ábralo en Adobe Reader, imprímalo como PDF y suba esa copia.',
	otherFormatVersion:
		'El documento es de otra versión del formato. Esta instancia lee acervo-practice/1: pida que lo exporten en esa versión.',
	keyTwice: 'En el documento hay una clave escrita dos veces en el mismo lugar y no se sabe cuál vale. Corríjalo y vuelva a subirlo.',
	editionUnknown:
		'El documento sigue una edición de la metodología que esta instancia no tiene. Pida a la secretaría técnica que la instale.',
	fileNoForm: 'El archivo se leyó, pero no contiene el formato para documentar buenas prácticas.',
	fileNoSheet: 'El archivo se leyó, pero no es una hoja de evaluación ni una cédula de este sitio.',
	fileUnsafe: 'El archivo tiene un contenido que no es seguro abrir, por eso no se leyó.',
	fileTooSlow: 'El archivo tardó demasiado en leerse y se detuvo. Pruebe con una copia más sencilla.',
	quotaReached: 'Esta práctica ya llegó al límite de archivos.',
	notABackup: 'El archivo no es un respaldo de Acervo. No se cambió nada.',
	backupDamaged: 'El respaldo está incompleto o alterado. No se cambió nada.',
	backupOlder:
		'El respaldo es de una versión anterior del programa. Restáurelo con esa versión; al arrancar esta, se actualiza solo. No se cambió nada.',
	backupNewer: 'El respaldo es de una versión posterior del programa. Instale esa versión y restáurelo con ella. No se cambió nada.',
	backupOtherProgram:
		'El respaldo se hizo con otra versión del programa. Restáurelo con esa versión y actualice después. No se cambió nada.',
	instanceNotEmpty: 'Esta instancia ya tiene datos. Para sustituirlos por los del respaldo, agregue --replace. No se cambió nada.',
	serverRunning: 'Hay un servidor en marcha con estos datos. Deténgalo primero. No se cambió nada.',
	overloaded: 'El servicio está muy ocupado. Espere un momento e intente de nuevo; lo que escribió sigue aquí.',
	unavailable: 'El servicio se está restableciendo. Espere unos segundos e intente de nuevo; lo que escribió sigue aquí.',
	internal: 'Algo falló de nuestro lado. Lo que escribió sigue aquí; intente de nuevo en un momento.'
};

const en: ProblemWords = {
	signInRequired: 'You need to sign in to continue.',
	wrongCredentials: 'The e-mail or the password does not match. Check both and try again.',
	notAllowed: 'Your account may not do this. If you need it, ask the technical secretariat.',
	accountDeactivated: 'This account is deactivated. Write to the technical secretariat if you need it again.',
	tooManyAttempts: 'There were too many attempts. Wait a few minutes and try again.',
	tooManyCalls: 'Too many requests came in a short time. Wait as many seconds as Retry-After says.',
	linkUsedOrExpired: 'This link was used already or has expired. Ask the technical secretariat for a new one.',
	lastSecretariat: 'Not possible: the network would be left without any secretariat account. Name somebody else first.',
	emailTaken: 'There is an account with that e-mail already.',
	setupDone: 'This instance is set up already. Sign in with your account.',
	conflictOfInterest: 'Not possible: this person belongs to an institution that documents or implements the practice.',
	notFound: 'We did not find what you are looking for. The address may be incomplete, or you may not have access.',
	gone: 'This practice was withdrawn from the catalogue.',
	invalidInput: 'Some answers need correcting.',
	bodyTooSlow: 'What you sent took too long to arrive. Check your connection and try again.',
	bodyTooLarge: 'What you sent is too large. The texts of a page may take 1 MB and a file 20 MB at most.',
	unsupportedMedia: 'This type of content is not accepted here.',
	badRequest: 'We could not read what was sent.',
	versionConflict: 'Another change was saved here after you opened the page. Compare what is saved with yours and choose.',
	versionRequired: 'Say which version the change is based on (If-Match).',
	idempotencyMismatch: 'That idempotency key was used with other content.',
	concurrentChange: 'Somebody else was changing the same thing. Try again.',
	wrongState: 'This step does not fit the state the practice is in. Reload the page to see it.',
	incomplete: 'Some answers are still missing before it can be sent.',
	noVerdict: 'It cannot be published: the practice has no confirmed verdict yet.',
	notImpartial: 'Whoever documents or assesses a practice may not confirm its verdict. Ask another person of the secretariat.',
	authorNotHeard: 'The author has not answered the wording of the verdict yet, and the time for it is still running.',
	agreesWithOutcome: 'Your final levels agree with the outcome. The note is for whoever differs from it.',
	sessionClosed: 'This session is closed and its act changes no more.',
	sessionNotHeld: 'The session has not been held yet. It can be closed from its day and hour on.',
	quorumMissing: 'There is no quorum: too few members are present to close the session.',
	alreadyReconsidered: 'This verdict was reconsidered already, or is being reconsidered.',
	reconsiderationClosed: 'The time to ask for a reconsideration of this verdict has passed.',
	assessedBefore: 'Not possible: this person assessed the verdict that is being reconsidered. Choose another.',
	tieUndecided: 'You declared a tie to whoever funds the practice. The secretariat has not decided yet.',
	callClosed: 'The call takes no practices at this moment.',
	callOtherEdition:
		'The call judges by another edition of the methodology, and this practice was already sent with its own. Send it outside that call.',
	notInPool: 'This person is not among the assessors of the call. Add them to the call first.',
	unclassifiedPrivate: 'A practice that is not classified for now stays private unless its author asks to publish it.',
	notDisclosed: 'Assessments are shown once all of them are in.',
	panelTooSmall: 'At least two assessors are needed.',
	panelNotImpartial:
		'Somebody of the panel belongs by now to an institution that documents or implements the practice. Excuse that person and, if needed, assign another.',
	panelKnown: 'Not possible: this person is of the secretariat and can read the panel’s judgements already. Choose another.',
	divergent: 'The panel is split on a criterion. It has to deliberate before there is a verdict.',
	interestNotDeclared: 'Before the content opens, declare whether you have any interest in this practice.',
	alreadyAssigned: 'This person assesses the practice already.',
	notAssigned: 'This practice is not assigned to your account.',
	judgementIncomplete: 'A judgement is incomplete; finish it before handing in.',
	finalIncomplete:
		'A final judgement is whole: choose a level and, where the criterion is met, write the reason and its evidence. The one before is still stored.',
	requirementsUnmet: 'A requirement is unchecked or unmet.',
	departureNeedsReason: 'To depart from the proposal, write the reason.',
	inUse: 'Not possible: it is still in use.',
	nameTaken: 'There is an institution with that name or alias already.',
	pieceChanged: 'This cannot be undone: somebody changed that field afterwards. Take the text out in its section.',
	aliasTaken: 'That label belongs to another field of the form already.',
	importSettled: 'This file has its result already. Reload the page to see it.',
	nothingMapped: 'Choose a field for at least one of the texts.',
	nothingImported: 'No file became a draft. See the reason of each.',
	tooManyFiles: 'These are too many files at once. Upload 500 at most; you can upload more afterwards.',
	noMailServer: 'This instance sends no mail. Follow the search with a news reader or an account.',
	fileEmpty: 'The file is empty.',
	fileTooLarge: 'The file is too large: the limit is 20 MB.',
	fileEncrypted: 'The file is protected with a password. Remove the protection in Word and upload it again.',
	fileDamaged: 'The file is damaged or cut off. Open it on your computer, save it again and upload that.',
	fileTypeUnknown:
		'We do not recognise this type of file. Upload a Word file (.docx), an OpenDocument text (.odt), a web page (.html), a PDF with text, an Excel file (.xlsx) or a text (.txt, .md).',
	fileNotAccepted:
		'This kind of file cannot be attached. PDF, Word, Excel, PowerPoint, OpenDocument, pictures (PNG, JPG, WebP) and text (TXT, CSV) are fine.',
	fileOldWord: 'This is a Word file of the old format (.doc). Open it, save it as .docx and upload that.',
	fileOldSheet: 'This is a spreadsheet of the old (.xls) or binary (.xlsb) format. Open it, save it as .xlsx and upload that.',
	fileRichText: 'This is a rich text file (.rtf). Open it, save it as .docx and upload that.',
	fileScanned:
		'The PDF is a scanned image with no text to read. Upload the Word file it came from, or a PDF made with text recognition (OCR).',
	fileDynamicForm:
		'This is an Adobe dynamic form (XFA), which cannot be read here. Open it in Adobe Reader, print it to PDF and upload that copy.',
	otherFormatVersion:
		'The document has another version of the format. This instance reads acervo-practice/1: ask for an export in that version.',
	keyTwice: 'In the document a key stands twice in the same place, and nobody knows which one counts. Correct it and upload it again.',
	editionUnknown:
		'The document follows an edition of the methodology that this instance does not have. Ask the technical secretariat to install it.',
	fileNoForm: 'The file was read, but it does not contain the form for documenting good practices.',
	fileNoSheet: 'The file was read, but it is no scoring sheet of this site.',
	fileUnsafe: 'The file holds content that is not safe to open, so it was not read.',
	fileTooSlow: 'Reading the file took too long and was stopped. Try a simpler copy.',
	quotaReached: 'This practice has reached its limit of files.',
	notABackup: 'The file is not a backup of Acervo. Nothing was changed.',
	backupDamaged: 'The backup is incomplete or was altered. Nothing was changed.',
	backupOlder:
		'The backup is of an earlier version of the program. Restore it with that version; starting this one then brings it up to date. Nothing was changed.',
	backupNewer: 'The backup is of a later version of the program. Install that version and restore with it. Nothing was changed.',
	backupOtherProgram:
		'The backup was made by another version of the program. Restore it with that version, then upgrade. Nothing was changed.',
	instanceNotEmpty: 'This instance holds data already. To replace them with those of the backup, add --replace. Nothing was changed.',
	serverRunning: 'A server is running on these data. Stop it first. Nothing was changed.',
	overloaded: 'The service is very busy. Wait a moment and try again; what you wrote is still here.',
	unavailable: 'The service is recovering. Wait a few seconds and try again; what you wrote is still here.',
	internal: 'Something failed on our side. What you wrote is still here; try again in a moment.'
};

export const problemMessages = defineMessages({ es, en });

/** The words of a reason that was kept with something; one that this program no longer knows is said generally. */
export function reasonWords(reason: string, locale: Locale): string {
	const words: Partial<Record<string, string>> = problemMessages(locale);
	return words[reason] ?? problemMessages(locale).internal;
}
