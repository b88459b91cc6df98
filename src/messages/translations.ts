// Words of translations: the list of languages, the editor side by side, and the marks that readers see.
import type { TextStatus, TranslationStatus } from '#features/translations/schema.ts';
import { defineMessages } from './define.ts';

type TranslationWords = {
	title: string;
	lead: string;
	caption: string;
	columns: { language: string; progress: string; state: string };
	/** How many texts of all are translated. */
	progress: (done: number, of: number) => string;
	checkedBy: (reviewed: number, machine: number) => string;
	outdatedCount: (count: number) => string;
	none: string;
	saved: string;
	isPublic: (day: string) => string;
	hasChanges: string;
	open: (language: string) => string;
	editor: {
		title: (language: string) => string;
		lead: (from: string, to: string) => string;
		original: string;
		translation: (name: string) => string;
		keepsMarks: string;
		status: string;
		statuses: Record<TextStatus, string>;
		states: Record<TranslationStatus, string>;
		outdated: string;
		save: string;
		saveText: (name: string) => string;
		/** A note of a layer, under the layer's name. */
		notes: Record<'places.detail' | 'conditions.other' | 'reach.note' | 'cost.note', string>;
		readOnly: string;
		nothing: string;
	};
	publish: {
		title: string;
		text: string;
		button: string;
		again: string;
		withdraw: string;
		notYet: string;
		first: string;
	};
	did: Record<'guardada' | 'publicada' | 'retirada', string>;
	conflict: string;
	wrong: { texts: string };
	/** On the public page. */
	reader: {
		marks: Record<TextStatus, string>;
		/** Some texts are translated, the others are read in the language they were written in. */
		lead: (from: string, isWhole: boolean) => string;
		machine: string;
		outdated: string;
		original: string;
		originalOf: (from: string) => string;
		untranslated: (from: string) => string;
	};
};

export const translationMessages = defineMessages<TranslationWords>({
	es: {
		title: 'Traducciones',
		lead: 'Cada texto de la práctica puede leerse en otro idioma. Lo que no está traducido se muestra en el original.',
		caption: 'Idiomas a los que se puede traducir',
		columns: { language: 'Idioma', progress: 'Avance', state: 'Para el público' },
		progress: (done, of) => `${done} de ${of} textos traducidos`,
		checkedBy: (reviewed, machine) => `revisados por una persona: ${reviewed}; automáticos sin revisar: ${machine}`,
		outdatedCount: (count) =>
			count === 1 ? 'El original de 1 texto cambió desde que se tradujo' : `El original de ${count} textos cambió desde que se tradujeron`,
		none: 'Sin empezar',
		saved: 'Guardada, sin publicar',
		isPublic: (day) => `Publicada el ${day}`,
		hasChanges: 'hay cambios sin publicar',
		open: (language) => `Traducir al ${language}`,
		editor: {
			title: (language) => `Traducción: ${language}`,
			lead: (from, to) =>
				`A la izquierda está el original (${from}); a la derecha, su traducción (${to}). Puede guardar texto por texto. Nada es público hasta que usted publique la traducción.`,
			original: 'Original',
			translation: (name) => `Traducción de “${name}”`,
			keepsMarks: 'Conserve las listas, las negritas y los enlaces como están escritos en el original.',
			status: '¿Quién la hizo?',
			statuses: { reviewed: 'La escribió o la revisó una persona', machine: 'La hizo una máquina y falta revisarla' },
			states: { original: 'Sin traducir', reviewed: 'Revisada', machine: 'Automática, sin revisar' },
			outdated: 'El original cambió desde que se guardó esta traducción. Revísela y guárdela de nuevo.',
			save: 'Guardar',
			saveText: (name) => `Guardar la traducción de “${name}”`,
			notes: {
				'places.detail': 'Detalle del lugar',
				'conditions.other': 'Otras condiciones',
				'reach.note': 'Nota sobre el alcance',
				'cost.note': 'Nota sobre el costo'
			},
			readOnly: 'Esta práctica ya no se traduce.',
			nothing: 'La práctica todavía no tiene textos que traducir.'
		},
		publish: {
			title: 'Publicar la traducción',
			text: 'Se publican de una vez todos los textos traducidos. Los demás se muestran en el original. Los textos automáticos llevan una marca que lo dice.',
			button: 'Publicar la traducción',
			again: 'Publicar los cambios',
			withdraw: 'Dejar de mostrarla',
			notYet: 'Podrá publicarla cuando la práctica esté en el catálogo.',
			first: 'Guarde al menos un texto para poder publicarla.'
		},
		did: {
			guardada: 'La traducción se guardó.',
			publicada: 'La traducción ya es pública.',
			retirada: 'La traducción ya no se muestra. Los textos siguen aquí.'
		},
		conflict: 'Se guardó otro texto mientras usted escribía. Compare los dos; lo demás ya está guardado.',
		wrong: { texts: 'Un texto es demasiado largo. Acórtelo y guarde de nuevo.' },
		reader: {
			marks: { reviewed: 'traducción revisada', machine: 'traducción automática' },
			lead: (from, isWhole) =>
				isWhole
					? `Esta práctica se escribió en ${from}. Usted lee una traducción.`
					: `Esta práctica se escribió en ${from}. Usted lee en parte una traducción y en parte el original.`,
			machine: 'Los textos marcados como traducción automática no los ha revisado nadie todavía.',
			outdated: 'el original cambió después',
			original: 'ver original',
			originalOf: (from) => `Ver el original en ${from}`,
			untranslated: (from) => `Esta práctica está escrita en ${from} y aún no está traducida.`
		}
	},
	en: {
		title: 'Translations',
		lead: 'Every text of the practice can be read in another language. What is not translated is shown in the original.',
		caption: 'Languages it can be translated into',
		columns: { language: 'Language', progress: 'Progress', state: 'For the public' },
		progress: (done, of) => `${done} of ${of} texts translated`,
		checkedBy: (reviewed, machine) => `reviewed by a person: ${reviewed}; by a machine and not reviewed: ${machine}`,
		outdatedCount: (count) =>
			count === 1
				? 'The original of 1 text has changed since its translation'
				: `The original of ${count} texts has changed since their translation`,
		none: 'Not begun',
		saved: 'Saved, not published',
		isPublic: (day) => `Published on ${day}`,
		hasChanges: 'there are unpublished changes',
		open: (language) => `Translate into ${language}`,
		editor: {
			title: (language) => `Translation: ${language}`,
			lead: (from, to) =>
				`On the left is the original (${from}); on the right its translation (${to}). You can save text by text. Nothing is public until you publish the translation.`,
			original: 'Original',
			translation: (name) => `Translation of “${name}”`,
			keepsMarks: 'Keep lists, bold type and links as they are written in the original.',
			status: 'Who made it?',
			statuses: { reviewed: 'A person wrote or reviewed it', machine: 'A machine made it and nobody has reviewed it' },
			states: { original: 'Not translated', reviewed: 'Reviewed', machine: 'By a machine, not reviewed' },
			outdated: 'The original has changed since this translation was saved. Check it and save it again.',
			save: 'Save',
			saveText: (name) => `Save the translation of “${name}”`,
			notes: {
				'places.detail': 'Detail of the place',
				'conditions.other': 'Other conditions',
				'reach.note': 'Note on the reach',
				'cost.note': 'Note on the cost'
			},
			readOnly: 'This practice is not translated any more.',
			nothing: 'The practice has no texts to translate yet.'
		},
		publish: {
			title: 'Publish the translation',
			text: 'All translated texts are published at once. The others are shown in the original. Texts made by a machine carry a mark that says so.',
			button: 'Publish the translation',
			again: 'Publish the changes',
			withdraw: 'Show it no more',
			notYet: 'You can publish it once the practice is in the catalogue.',
			first: 'Save at least one text to be able to publish it.'
		},
		did: {
			guardada: 'The translation was saved.',
			publicada: 'The translation is public now.',
			retirada: 'The translation is shown no more. The texts are still here.'
		},
		conflict: 'Another text was saved while you were writing. Compare both; everything else has been saved.',
		wrong: { texts: 'A text is too long. Shorten it and save again.' },
		reader: {
			marks: { reviewed: 'reviewed translation', machine: 'machine translation' },
			lead: (from, isWhole) =>
				isWhole
					? `This practice was written in ${from}. You are reading a translation.`
					: `This practice was written in ${from}. You are reading partly a translation and partly the original.`,
			machine: 'Texts marked as machine translation have not been reviewed by anybody yet.',
			outdated: 'the original has changed since',
			original: 'see original',
			originalOf: (from) => `See the original in ${from}`,
			untranslated: (from) => `This practice is written in ${from} and has not been translated yet.`
		}
	},
	pt: {
		title: 'Traduções',
		lead: 'Cada texto da prática pode ser lido em outro idioma. O que não está traduzido é mostrado no original.',
		caption: 'Idiomas para os quais se pode traduzir',
		columns: { language: 'Idioma', progress: 'Andamento', state: 'Para o público' },
		progress: (done, of) => `${done} de ${of} textos traduzidos`,
		checkedBy: (reviewed, machine) => `revisados por uma pessoa: ${reviewed}; automáticos sem revisão: ${machine}`,
		outdatedCount: (count) =>
			count === 1 ? 'O original de 1 texto mudou desde a tradução' : `O original de ${count} textos mudou desde a tradução`,
		none: 'Não iniciada',
		saved: 'Salva, sem publicar',
		isPublic: (day) => `Publicada em ${day}`,
		hasChanges: 'há mudanças sem publicar',
		open: (language) => `Traduzir: ${language}`,
		editor: {
			title: (language) => `Tradução: ${language}`,
			lead: (from, to) =>
				`À esquerda está o original (${from}); à direita, a tradução (${to}). Você pode salvar texto por texto. Nada é público até que você publique a tradução.`,
			original: 'Original',
			translation: (name) => `Tradução de “${name}”`,
			keepsMarks: 'Mantenha as listas, os negritos e os links como estão escritos no original.',
			status: 'Quem fez?',
			statuses: { reviewed: 'Uma pessoa escreveu ou revisou', machine: 'Uma máquina fez e falta revisar' },
			states: { original: 'Sem tradução', reviewed: 'Revisada', machine: 'Automática, sem revisão' },
			outdated: 'O original mudou desde que esta tradução foi salva. Revise e salve de novo.',
			save: 'Salvar',
			saveText: (name) => `Salvar a tradução de “${name}”`,
			notes: {
				'places.detail': 'Detalhe do lugar',
				'conditions.other': 'Outras condições',
				'reach.note': 'Nota sobre o alcance',
				'cost.note': 'Nota sobre o custo'
			},
			readOnly: 'Esta prática já não se traduz.',
			nothing: 'A prática ainda não tem textos para traduzir.'
		},
		publish: {
			title: 'Publicar a tradução',
			text: 'Todos os textos traduzidos são publicados de uma vez. Os demais são mostrados no original. Os textos automáticos levam uma marca que o diz.',
			button: 'Publicar a tradução',
			again: 'Publicar as mudanças',
			withdraw: 'Deixar de mostrar',
			notYet: 'Você poderá publicar quando a prática estiver no catálogo.',
			first: 'Salve pelo menos um texto para poder publicar.'
		},
		did: {
			guardada: 'A tradução foi salva.',
			publicada: 'A tradução já é pública.',
			retirada: 'A tradução já não é mostrada. Os textos continuam aqui.'
		},
		conflict: 'Outro texto foi salvo enquanto você escrevia. Compare os dois; o restante já está salvo.',
		wrong: { texts: 'Um texto é longo demais. Encurte e salve de novo.' },
		reader: {
			marks: { reviewed: 'tradução revisada', machine: 'tradução automática' },
			lead: (from, isWhole) =>
				isWhole
					? `Esta prática foi escrita em ${from}. Você lê uma tradução.`
					: `Esta prática foi escrita em ${from}. Você lê em parte uma tradução e em parte o original.`,
			machine: 'Os textos marcados como tradução automática ainda não foram revisados por ninguém.',
			outdated: 'o original mudou depois',
			original: 'ver original',
			originalOf: (from) => `Ver o original em ${from}`,
			untranslated: (from) => `Esta prática está escrita em ${from} e ainda não foi traduzida.`
		}
	},
	fr: {
		title: 'Traductions',
		lead: 'Chaque texte de la pratique peut être lu dans une autre langue. Ce qui n’est pas traduit est montré dans l’original.',
		caption: 'Langues vers lesquelles on peut traduire',
		columns: { language: 'Langue', progress: 'Avancement', state: 'Pour le public' },
		progress: (done, of) => `${done} textes traduits sur ${of}`,
		checkedBy: (reviewed, machine) => `relus par une personne : ${reviewed} ; automatiques non relus : ${machine}`,
		outdatedCount: (count) =>
			count === 1 ? 'L’original de 1 texte a changé depuis sa traduction' : `L’original de ${count} textes a changé depuis leur traduction`,
		none: 'Pas commencée',
		saved: 'Enregistrée, non publiée',
		isPublic: (day) => `Publiée le ${day}`,
		hasChanges: 'il y a des changements non publiés',
		open: (language) => `Traduire : ${language}`,
		editor: {
			title: (language) => `Traduction : ${language}`,
			lead: (from, to) =>
				`À gauche se trouve l’original (${from}) ; à droite, sa traduction (${to}). Vous pouvez enregistrer texte par texte. Rien n’est public tant que vous ne publiez pas la traduction.`,
			original: 'Original',
			translation: (name) => `Traduction de « ${name} »`,
			keepsMarks: 'Gardez les listes, le gras et les liens comme ils sont écrits dans l’original.',
			status: 'Qui l’a faite ?',
			statuses: { reviewed: 'Une personne l’a écrite ou relue', machine: 'Une machine l’a faite et personne ne l’a relue' },
			states: { original: 'Non traduit', reviewed: 'Relue', machine: 'Automatique, non relue' },
			outdated: 'L’original a changé depuis que cette traduction a été enregistrée. Relisez-la et enregistrez-la de nouveau.',
			save: 'Enregistrer',
			saveText: (name) => `Enregistrer la traduction de « ${name} »`,
			notes: {
				'places.detail': 'Détail du lieu',
				'conditions.other': 'Autres conditions',
				'reach.note': 'Note sur la portée',
				'cost.note': 'Note sur le coût'
			},
			readOnly: 'Cette pratique ne se traduit plus.',
			nothing: 'La pratique n’a pas encore de textes à traduire.'
		},
		publish: {
			title: 'Publier la traduction',
			text: 'Tous les textes traduits sont publiés d’un coup. Les autres sont montrés dans l’original. Les textes automatiques portent une marque qui le dit.',
			button: 'Publier la traduction',
			again: 'Publier les changements',
			withdraw: 'Ne plus la montrer',
			notYet: 'Vous pourrez la publier quand la pratique sera au catalogue.',
			first: 'Enregistrez au moins un texte pour pouvoir la publier.'
		},
		did: {
			guardada: 'La traduction a été enregistrée.',
			publicada: 'La traduction est maintenant publique.',
			retirada: 'La traduction n’est plus montrée. Les textes sont toujours ici.'
		},
		conflict: 'Un autre texte a été enregistré pendant que vous écriviez. Comparez les deux ; le reste est déjà enregistré.',
		wrong: { texts: 'Un texte est trop long. Raccourcissez-le et enregistrez de nouveau.' },
		reader: {
			marks: { reviewed: 'traduction relue', machine: 'traduction automatique' },
			lead: (from, isWhole) =>
				isWhole
					? `Cette pratique a été écrite en ${from}. Vous lisez une traduction.`
					: `Cette pratique a été écrite en ${from}. Vous lisez en partie une traduction et en partie l’original.`,
			machine: 'Les textes marqués comme traduction automatique n’ont encore été relus par personne.',
			outdated: 'l’original a changé depuis',
			original: 'voir l’original',
			originalOf: (from) => `Voir l’original en ${from}`,
			untranslated: (from) => `Cette pratique est écrite en ${from} et n’est pas encore traduite.`
		}
	}
});
