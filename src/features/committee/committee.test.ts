// Panels that deliberate in writing, and sessions of the committee with their act: who reads what, what may change, what is frozen.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { declareInterest, saveJudgement } from '#features/assessments/handlers/judging.server.ts';
import { assignAssessors } from '#features/assessments/handlers/review.server.ts';
import { confirmVerdict, disclose } from '#features/assessments/handlers/verdict.server.ts';
import type { Ctx } from '#platform/ctx.ts';
import { openZip } from '#platform/documents/zip.server.ts';
import { wallClockAt } from '#platform/zones.ts';
import { idOf, Round, refused, unchanged } from '../../../test/round.ts';
import { exportAct } from './handlers/act.server.ts';
import { deliberate, readDeliberation } from './handlers/deliberation.server.ts';
import {
	changeSession,
	closeSession,
	conveneSession,
	listChoices,
	listSessions,
	readSession,
	recordSession
} from './handlers/sessions.server.ts';
import { SessionInput, SessionNotes } from './schema.ts';

let round: Round;
const hour = 3600 * 1000;
const zone = 'America/Bogota';

beforeAll(async () => {
	round = await Round.open();
});
afterAll(() => round.test.remove());

/** A panel that is split on one criterion and sees each other's reasons. @returns code of the practice */
async function split(): Promise<string> {
	const code = await round.judged('2222', '2212');
	await disclose(round.secretariat, code);
	return code;
}

const note = (text: string, criterion: string | null = null) => ({ text, criterion });

describe('deliberation in writing', () => {
	it('shows places and the secretariat, never a name, in the order of time', async () => {
		const code = await split();
		await deliberate(round.a, code, note('La encuesta no mide el cambio.', 'results'));
		await deliberate(round.secretariat, code, note('Faltan dos días.'));
		await deliberate(round.b, code, note('De acuerdo con usted.'));
		const { notes, ownSeat } = await readDeliberation(round.a, code);
		expect(notes.map(({ text, criterion }) => [text, criterion])).toEqual([
			['La encuesta no mide el cambio.', 'results'],
			['Faltan dos días.', null],
			['De acuerdo con usted.', null]
		]);
		const other = 3 - (ownSeat ?? 0);
		expect(notes.map(({ seat, isOwn }) => [seat, isOwn])).toEqual([
			[ownSeat, true],
			[null, false],
			[other, false]
		]);
		for (const reader of [round.a, round.b, round.secretariat]) {
			const seen = JSON.stringify(await readDeliberation(reader, code));
			for (const person of [round.a, round.b, round.secretariat]) expect(seen).not.toContain(idOf(person));
			expect(seen).not.toContain('Evaluador');
		}
		const told = await round.toldTo(round.b);
		expect(told.at(-1)).toEqual({ kind: 'deliberationNote', detail: { practice: code } });
	});

	it('a third assessor reads and writes nothing before she has handed in; afterwards she keeps a number of her own', async () => {
		const code = await split();
		await deliberate(round.a, code, note('No lea esto todavía.'));
		await assignAssessors(round.secretariat, code, [idOf(round.third)]);
		expect(await readDeliberation(round.third, code)).toEqual({ notes: [], ownSeat: 3, canWrite: false });
		await expect(deliberate(round.third, code, note('Opino a ciegas.'))).rejects.toEqual(refused('notDisclosed'));
		await round.judge(round.third, code, '2222');
		expect((await readDeliberation(round.third, code)).notes).toHaveLength(1);
		await deliberate(round.third, code, note('Ya leí.'));
		expect((await readDeliberation(round.a, code)).notes.at(-1)).toMatchObject({ seat: 3, isOwn: false });
	});

	it('an excused person keeps her number and reads no further', async () => {
		const code = await split();
		await deliberate(round.a, code, note('Antes de excusarme.'));
		const seat = (await readDeliberation(round.a, code)).ownSeat;
		await declareInterest(round.a, code, { interest: 'declared', note: 'Apareció un vínculo.' });
		expect(await readDeliberation(round.a, code)).toMatchObject({ notes: [], canWrite: false });
		await expect(deliberate(round.a, code, note('Otra cosa.'))).rejects.toEqual(refused('notAssigned'));
		expect((await readDeliberation(round.b, code)).notes).toMatchObject([{ seat, text: 'Antes de excusarme.' }]);
	});

	it('is closed before disclosure and after the verdict, and to everybody else', async () => {
		const code = await round.judged('2222', '2222');
		await expect(deliberate(round.a, code, note('Antes.'))).rejects.toEqual(refused('wrongState'));
		expect(await readDeliberation(round.secretariat, code)).toMatchObject({ notes: [], canWrite: false });
		for (const stranger of [round.author, round.third]) {
			await expect(readDeliberation(stranger, code)).rejects.toEqual(refused('notFound'));
			await expect(deliberate(stranger, code, note('Hola.'))).rejects.toMatchObject({ name: 'Problem' });
		}
		await disclose(round.secretariat, code);
		await expect(deliberate(round.a, code, note('De otro criterio.', 'beauty'))).rejects.toEqual(refused('notFound'));
		await confirmVerdict(round.secretariat, code, unchanged);
		await expect(deliberate(round.a, code, note('Después.'))).rejects.toEqual(refused('wrongState'));
	});
});

/** What a session is convened for, in an hour. */
function convocation(practices: string[], more: Partial<SessionInput> = {}): SessionInput {
	const heldAt = wallClockAt(new Date(round.test.app.now().getTime() + hour), zone);
	return SessionInput.parse({ title: 'Sesión inventada', heldAt, timeZone: zone, quorum: 2, practices, ...more });
}

const present = (...people: Ctx[]) => Object.fromEntries(people.map((who) => [idOf(who), { attendance: 'present' as const, note: '' }]));
const notes = (given: Partial<SessionNotes>) => SessionNotes.parse(given);
const versionOf = async (session: string) => (await readSession(round.secretariat, session)).session.version;

describe('a session', () => {
	it('is convened with the panels of its practices, who are told when', async () => {
		const code = await split();
		const { code: session } = await conveneSession(round.secretariat, convocation([code], { members: [idOf(round.third)] }));
		const { act } = await readSession(round.secretariat, session);
		expect(act.members.map(({ name }) => name)).toEqual(['Evaluador Segundo', 'Evaluadora Primera', 'Evaluadora Tercera']);
		expect(act.items).toMatchObject([{ code, outcome: 'divergent', class: null, absent: [] }]);
		for (const member of [round.a, round.b, round.third]) {
			expect((await round.toldTo(member)).at(-1)).toMatchObject({ kind: 'sessionCalled', detail: { session, day: act.heldAt } });
			expect((await listSessions(member)).map((row) => row.code)).toContain(session);
		}
		await expect(readSession(round.author, session)).rejects.toEqual(refused('notFound'));
	});

	it('speaks only of practices that deliberate or wait for a decision', async () => {
		const early = await round.assigned();
		const ready = await round.judged('2222', '2222');
		const codes = (await listChoices(round.secretariat)).practices.map((row) => row.code);
		expect(codes).toContain(ready);
		expect(codes).not.toContain(early);
		await expect(conveneSession(round.secretariat, convocation([early]))).rejects.toMatchObject({ fields: [{ path: 'practices' }] });
		await expect(conveneSession(round.secretariat, convocation([], { members: [idOf(round.author)] }))).rejects.toMatchObject({
			fields: [{ path: 'members' }]
		});
		const skipped = convocation([], { heldAt: '2027-03-14T02:30', timeZone: 'America/New_York' });
		await expect(conveneSession(round.secretariat, skipped)).rejects.toMatchObject({ fields: [{ path: 'heldAt' }] });
		await expect(conveneSession(round.a, convocation([]))).rejects.toEqual(refused('notAllowed'));
	});

	it('shows levels to whoever may see them, and to nobody with whom they stand', async () => {
		const code = await split();
		const { code: session } = await conveneSession(round.secretariat, convocation([code], { members: [idOf(round.third)] }));
		const levelsFor = async (who: Ctx) =>
			(await readSession(who, session)).act.items[0]?.criteria?.find(({ key }) => key === 'results')?.levels;
		expect([await levelsFor(round.secretariat), await levelsFor(round.a)]).toEqual([
			['1', '2'],
			['1', '2']
		]);
		// Somebody of another panel may still become the third assessor of this one.
		expect(await levelsFor(round.third)).toBeUndefined();
		await assignAssessors(round.secretariat, code, [idOf(round.third)]);
		expect(await levelsFor(round.third)).toBeUndefined();
		expect(await levelsFor(round.secretariat)).toBeUndefined();
		await round.judge(round.third, code, '2212');
		expect(await levelsFor(round.third)).toEqual(['1', '1', '2']);
	});

	it('lists whoever has an interest as absent from that item alone', async () => {
		const partial = await round.join('Evaluadora Implementadora', ['assessor']);
		await round.test.app.db
			.insertInto('personInstitution')
			.values({ personId: idOf(partial), institutionId: round.implementer })
			.execute();
		const code = await split();
		const { code: session } = await conveneSession(round.secretariat, convocation([code], { members: [idOf(partial)] }));
		await recordSession(round.secretariat, session, await versionOf(session), notes({ attendance: present(round.a, round.b, partial) }));
		const { act } = await readSession(round.secretariat, session);
		expect(act).toMatchObject({ present: 3, items: [{ absent: ['Evaluadora Implementadora'], taking: 2 }] });
		await confirmVerdictOf(code);
		expect((await readSession(partial, session)).act.items[0]?.criteria).toBeNull();
	});

	/** Ends the split of a practice and confirms. */
	async function confirmVerdictOf(code: string): Promise<void> {
		await saveJudgement(
			round.a,
			code,
			'results',
			1,
			round.atLevels('2212').results ?? { level: null, reason: '', evidence: [], questions: {} }
		);
		await confirmVerdict(round.secretariat, code, unchanged);
	}

	it('asks for no more people than are invited', async () => {
		const code = await split();
		const convening = conveneSession(round.secretariat, convocation([code], { quorum: 3 }));
		await expect(convening).rejects.toMatchObject({ fields: [{ path: 'quorum', message: 'quorumTooLarge' }] });
	});

	it('is closed once it was held with its quorum, and then its act changes no more', async () => {
		const code = await split();
		const { code: session } = await conveneSession(round.secretariat, convocation([code], { quorum: 2 }));
		await expect(closeSession(round.secretariat, session, 1)).rejects.toEqual(refused('sessionNotHeld'));
		round.test.pass(2 * hour);
		await expect(closeSession(round.secretariat, session, 1)).rejects.toEqual(refused('quorumMissing'));
		const attendance = { ...present(round.a), [idOf(round.b)]: { attendance: 'excused' as const, note: 'Enfermedad.' } };
		await recordSession(round.secretariat, session, 1, notes({ attendance }));
		await expect(closeSession(round.secretariat, session, 2)).rejects.toEqual(refused('quorumMissing'));
		const resolutions = { [code]: 'Se asigna una tercera persona.' };
		await recordSession(round.secretariat, session, 2, notes({ attendance: present(round.b), resolutions, minutes: 'Sin incidentes.' }));
		await expect(recordSession(round.secretariat, session, 2, notes({}))).rejects.toEqual(refused('versionConflict'));
		await expect(closeSession(round.a, session, 3)).rejects.toEqual(refused('notAllowed'));
		await closeSession(round.secretariat, session, 3);
		const before = (await readSession(round.secretariat, session)).act;
		expect(before).toMatchObject({ present: 2, items: [{ outcome: 'divergent', resolution: 'Se asigna una tercera persona.' }] });
		await confirmVerdictOf(code);
		expect((await readSession(round.secretariat, session)).act).toEqual(before);
		for (const act of [
			() => recordSession(round.secretariat, session, 4, notes({ minutes: 'Otra historia.' })),
			() => changeSession(round.secretariat, session, 4, convocation([code])),
			() => closeSession(round.secretariat, session, 4)
		])
			await expect(act()).rejects.toEqual(refused('sessionClosed'));
	});

	it('keeps what was written down when it is convened anew', async () => {
		const [code, other] = [await split(), await split()];
		const { code: session } = await conveneSession(round.secretariat, convocation([code]));
		const resolutions = { [code]: 'Falta leer el anexo.' };
		await recordSession(round.secretariat, session, 1, notes({ attendance: present(round.a), resolutions }));
		await expect(changeSession(round.secretariat, session, 2, convocation([other]))).rejects.toEqual(refused('inUse'));
		await changeSession(round.secretariat, session, 2, convocation([other, code], { place: 'Sala inventada' }));
		const { act } = await readSession(round.secretariat, session);
		expect(act.items.map((item) => [item.code, item.resolution])).toEqual([
			[other, ''],
			[code, 'Falta leer el anexo.']
		]);
		expect(act.members.find(({ name }) => name === 'Evaluadora Primera')?.attendance).toBe('present');
	});
});

describe('the act', () => {
	it('is a draft until the session is closed, names who came and not who chose which level, as Word and as PDF', async () => {
		const code = await round.judged('2212', '2212');
		await confirmVerdict(round.secretariat, code, unchanged);
		const other = await split();
		const { code: session } = await conveneSession(round.secretariat, convocation([other], { members: [idOf(round.third)] }));
		round.test.pass(2 * hour);
		const resolutions = { [other]: 'Se asigna a la tercera persona.\nVuelve en dos semanas.' };
		await recordSession(
			round.secretariat,
			session,
			1,
			notes({ attendance: present(round.a, round.b, round.third), resolutions, minutes: 'Orden <b>simple</b>.' })
		);
		expect(await textOf(session)).toContain('Borrador');
		await closeSession(round.secretariat, session, 2);
		const text = await textOf(session);
		expect(text).not.toContain('Borrador');
		for (const words of [
			'Evaluadora Primera',
			'Se asigna a la tercera persona.',
			'Orden &lt;b&gt;simple',
			'Hay quórum: 3 presentes',
			other,
			'dividido',
			'Afirmado'
		])
			expect(text).toContain(words);
		const pdf = await exportAct(round.a, session, 'pdf');
		expect(Buffer.from(pdf.bytes).toString('latin1')).toMatch(/^%PDF/);
		await expect(exportAct(round.author, session, 'docx')).rejects.toEqual(refused('notFound'));
		// She was there and may not read the levels yet: her copy of the act has none.
		expect(await textOf(session, round.third)).not.toContain('Afirmado');
	});

	async function textOf(session: string, who: Ctx = round.secretariat): Promise<string> {
		const { bytes } = await exportAct(who, session, 'docx');
		return Buffer.from(openZip(Buffer.from(bytes)).read('word/document.xml') ?? []).toString();
	}
});
