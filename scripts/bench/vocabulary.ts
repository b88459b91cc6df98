// Invented texts for measuring, in Spanish above all: thousands of words in families (capacitar, capacitación, capacitadora), so that stems
// and accents matter, whose frequencies fall as in real texts. The same seed always gives the same text.
import type { Locale } from '#platform/locale.ts';

/** Words of the field, roughly the most frequent first. */
const fieldWords = `personas migrantes empleo refugiadas mujeres trabajo programa capacitación atención empresas integración acompañamiento
derechos talleres información comunidad instituciones jóvenes proceso población servicios protección formación económica vinculación
laboral acceso organizaciones seguimiento resultados apoyo familias municipio documentos participantes necesidades alianzas ahorro
emprendimiento negocios desarrollo ciudad gobierno país metodología redes recursos espacios asesoría contratación habilidades oficio
vivienda salud educación cuentas remesas mentoría crédito banca cooperativa mercado producción ferias artesanía cocina construcción
turismo cuidados niñas idioma español certificación competencias experiencia trámites permiso residencia asilo retorno frontera albergue
sensibilización discriminación igualdad autonomía confianza diagnóstico evaluación indicadores encuesta entrevistas evidencia impacto
sostenibilidad presupuesto donantes equipo coordinación convenio protocolo guía manual plataforma digital teléfono internet vacantes
bolsa entrevista currículum salario jornada seguridad sindicato cámara universidad escuela maestras facilitadoras voluntariado
psicosocial jurídica interpretación transporte alimentos guardería horarios liderazgo comercio local tecnología`.split(/\s+/);

const stems =
	`acompañ acord adapt administr agrup alcanz aliment ampli anim apoy aprovech articul asesor asoci avanz ayud calific canaliz capacit capt
certific cocin colabor comerci compr comunic conect consolid consult contrat coordin cosech cultiv declar deriv diagnostic diseñ document
dur educ elabor emple encuest enseñ entreg equip escuch evalu explic facilit fortific gener gestion grab hosped identific implement impuls
inform inici instal integr inventari invit laborator legaliz lider llam logr mejor motiv naveg negoci observ ocup oper orden organiz orient
pact particip pas planific prepar prest present prob program public reclut recopil recuper registr regul replic report respald revis sembr
seleccion simul solicit sum tard termin tramit transform transport us valid verific viaj vincul visit`.split(/\s+/);
const prefixes = ['', 're', 'des', 'inter', 'auto', 'pre'];
const endings =
	'ar ación aciones ado ada ados adas ando amiento amientos ador adora adores adoras ante antes ativo ativa able ables aron aría'.split(
		' '
	);

const otherStems: Record<Exclude<Locale, 'es'>, string[]> = {
	en: 'accept adapt adjust arrang assess assign attend call connect consult craft creat develop direct document employ engag enroll explain fund guid harvest help host hous inform integrat invest invit learn lend listen market mentor monitor negotiat offer organis pack paint plan plant present prevent protect publish record recruit refer register repair report return review save select settl shelter support teach train translat transport trust visit work'.split(
		' '
	),
	pt: 'abrig acolh acompanh adapt ajud apoi aprend articul atend avali busc cadastr capacit contrat coorden cultiv document elabor empreg encaminh ensin entreg escut explic facilit fortalec gest identific inform inici integr invest lider mape melhor negoci observ orient organiz particip plant prepar prest public recrut registr regulariz resgat tradu transport valid visit'.split(
		' '
	),
	fr: 'accompagn accueill adapt aid apport appren articul assist associ cherch collect conseill consult coordonn cultiv document donn élabor embauch encadr enseign évalu explor facilit financ form gagn héberg identifi inform intégr invit lanc mesur motiv négoci observ orient organis particip partag prépar protég publi recrut rédig renforc repér respect soutien trait transport trouv valid visit'.split(
		' '
	)
};
const otherEndings: Record<Exclude<Locale, 'es'>, string[]> = {
	en: ['', 'ed', 'ing', 'ation', 'ations', 'er', 'ers', 'ment', 'able', 'ive'],
	pt: ['ar', 'ação', 'ações', 'ado', 'ada', 'ados', 'ando', 'amento', 'ador', 'adora', 'ável'],
	fr: ['er', 'ation', 'ations', 'é', 'ée', 'és', 'ant', 'ement', 'ements', 'eur', 'able']
};
const smallWords: Record<Locale, string[]> = {
	es: 'de la que el en y a los se del las por con una para su al lo como más'.split(' '),
	en: 'the of and to in a is that for with on as are by this'.split(' '),
	pt: 'de a o que e do da em um para com uma os no se na por mais'.split(' '),
	fr: 'de la le et les des en un du une que est pour dans par sur au'.split(' ')
};

/** Questions of `npm run bench` ask for these, so each keeps its place among the others, counted from the most frequent. */
const placed = { 20: 'capacitación', 90: 'vinculación', 160: 'ahorro', 400: 'remesa', 900: 'mentoría', 2500: 'artesanía' };

const vocabularies: Record<Locale, string[]> = {
	es: spanishWords(),
	en: family(otherStems.en, otherEndings.en),
	pt: family(otherStems.pt, otherEndings.pt),
	fr: family(otherStems.fr, otherEndings.fr)
};

/** Share of words that say nothing, and of words that the text has used before: a text returns to what it speaks of. */
const smallShare = 0.4;
const againShare = 0.25;
/** Frequencies fall with the rank, as Zipf and Mandelbrot found: 1 / (rank + bend). */
const bend = 2.7;

export interface Writer {
	/** Words in a row, without signs. */
	words(length: number): string;
	/** Sentences of some ten words. */
	sentences(length: number): string;
	/** A whole number below `limit`. */
	below(limit: number): number;
	/** A number from 0 to 1. */
	chance(): number;
	/** One of a list; the earlier ones more often: the n-th about 1/n as often as the first. */
	common<T>(list: readonly T[]): T;
}

/** A source of invented texts. @param seed any whole number */
export function writer(seed: number, language: Locale = 'es'): Writer {
	const chance = randomNumbers(seed);
	const below = (limit: number) => Math.floor(chance() * limit);
	const used: string[] = [];
	const ranked = (count: number) => Math.floor(bend * (((count + bend) / bend) ** chance() - 1));
	const word = (): string => {
		if (chance() < smallShare) return smallWords[language][below(smallWords[language].length)] ?? '';
		if (used.length > 0 && chance() < againShare) return used[below(used.length)] ?? '';
		const vocabulary = vocabularies[language];
		const fresh = vocabulary[ranked(vocabulary.length)] ?? '';
		used.push(fresh);
		return fresh;
	};
	const words = (length: number) => Array.from({ length }, word).join(' ');
	const sentences = (length: number) => {
		const lines: string[] = [];
		for (let left = length; left > 0; ) {
			const line = words(Math.min(left, 6 + below(9)));
			left -= line.split(' ').length;
			lines.push(`${line.charAt(0).toUpperCase()}${line.slice(1)}.`);
		}
		return lines.join(' ');
	};
	return { words, sentences, below, chance, common: (list) => list[ranked(list.length)] as (typeof list)[number] };
}

function spanishWords(): string[] {
	const placedWords = new Set(Object.values(placed));
	const derived = prefixes.flatMap((prefix) =>
		family(
			stems.map((stem) => prefix + stem),
			endings
		)
	);
	const words = [...new Set([...fieldWords, ...derived])].filter((word) => !placedWords.has(word));
	return Object.entries(placed).reduce((list, [place, word]) => list.toSpliced(Number(place), 0, word), words);
}

function family(roots: readonly string[], ends: readonly string[]): string[] {
	return shuffled([...new Set(roots.flatMap((root) => ends.map((end) => root + end)))]);
}

/** Numbers from 0 to 1 by the generator mulberry32. */
function randomNumbers(seed: number): () => number {
	let state = Math.imul(seed + 1, 0x9e3779b1);
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

function shuffled(list: readonly string[]): string[] {
	const next = randomNumbers(0);
	return list
		.map((item) => ({ item, at: next() }))
		.toSorted((a, b) => a.at - b.at)
		.map(({ item }) => item);
}
