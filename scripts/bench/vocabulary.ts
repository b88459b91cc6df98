// Invented Spanish for measuring: thousands of plausible words whose frequencies fall as in real texts, so that a question finds from
// one in a hundred to almost half of the catalogue. The same seed always gives the same text.

const roots =
	'acompañ,acord,adapt,administr,agrup,alcanz,aliment,ampli,anim,apoy,aprend,articul,asesor,asoci,atend,aval,ayud,bord,busc,calific,canaliz,capit,certific,cocin,colabor,comerci,compr,comunic,conect,consolid,constru,consult,contrat,coordin,cosech,cre,cultiv,declar,deriv,desarroll,diagnostic,distribu,document,educ,elabor,emple,encuest,enseñ,entreg,equip,escuch,evalu,explic,facilit,fortalec,gestion,hosped,identific,impuls,inform,instal,integr,inventari,labor,legaliz,lider,llam,mejor,merc,motiv,naveg,negoci,observ,ocup,oper,organiz,pact,particip,plane,prest,prevent,produc,promov,proteg,public,reclut,recorr,recuper,registr,regul,report,respond,reun,segur,seleccion,sistem,solicit,sum,tej,tramit,transform,transport,valid,verific,viv'.split(
		','
	);
const beginnings = ['', 're', 'des', 'inter', 'pre', 'co', 'sub', 'auto', 'micro', 'tele'];
const endings = ['ación', 'ador', 'ero', 'ista', 'aje'];
/** Words that the questions of `npm run bench` ask for, with the place they take among the others, most frequent first. */
const placed = { 20: 'capacitación', 90: 'vinculación', 160: 'ahorro', 400: 'remesa', 900: 'mentoría', 2500: 'artesanía' };
const small = 'de la que el en y a los se del las por con una para su al lo como más'.split(' ');

const words = Object.entries(placed).reduce(
	(list, [place, word]) => list.toSpliced(Number(place), 0, word),
	shuffled(beginnings.flatMap((beginning) => roots.flatMap((root) => endings.map((ending) => beginning + root + ending))))
);

/** Frequencies fall with the square of the rank, from this rank on: flatter among the first words than natural text, which repeats itself. */
const bend = 800;
/** Share of words that say nothing. */
const smallShare = 0.4;

/** A source of invented texts. @param seed any whole number */
export function writer(seed: number): { text(length: number): string; below(limit: number): number } {
	const next = randomNumbers(seed);
	const below = (limit: number) => Math.floor(next() * limit);
	const word = () => {
		if (next() < smallShare) return small[below(small.length)] ?? '';
		// The inverse of the sum of 1 / (rank + bend)² up to a rank.
		const most = 1 / bend - 1 / (words.length + bend);
		return words[Math.floor(1 / (1 / bend - next() * most) - bend)] ?? '';
	};
	return { text: (length) => Array.from({ length }, word).join(' '), below };
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
