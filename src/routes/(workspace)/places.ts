// Where an account may go in the workspace: its own places, and behind one of them the secretariat's desk with places of its own.
import { isWrittenTo } from '#features/contact/rules.ts';
import { workspaceMessages } from '#messages/workspace.ts';
import type { Role } from '#platform/ctx.ts';
import type { Locale } from '#platform/locale.ts';

type Place = { path: string; label: string };

/** The places of an account, and those of the desk when it is of the secretariat and stands at one of them. @param path without language */
export function placesFor(account: { roles: Role[]; unread: number }, path: string, locale: Locale) {
	const t = workspaceMessages(locale);
	const desk: Place[] = account.roles.includes('secretariat')
		? [
				{ path: '/trabajo/secretaria', label: t.board },
				{ path: '/trabajo/convocatorias', label: t.calls },
				{ path: '/trabajo/sesiones', label: t.committee },
				{ path: '/trabajo/reportes', label: t.reports },
				{ path: '/trabajo/colecciones', label: t.collections },
				{ path: '/trabajo/personas', label: t.people },
				{ path: '/trabajo/cifras', label: t.figures },
				{ path: '/trabajo/metodologia', label: t.methodology },
				{ path: '/trabajo/etiquetas', label: t.labels },
				{ path: '/trabajo/tesauro', label: t.thesaurus },
				{ path: '/trabajo/buzon-de-salida', label: t.outbox },
				{ path: '/trabajo/bitacora', label: t.journal }
			]
		: [];
	const atDesk = standsAt(desk, path);
	const own: Place[] = [
		{ path: '/trabajo', label: t.work },
		{ path: '/trabajo/avisos', label: t.notices(account.unread) },
		...(isWrittenTo(account.roles) ? [{ path: '/trabajo/mensajes', label: t.messages }] : []),
		...(account.roles.includes('assessor') ? [{ path: '/trabajo/evaluaciones', label: t.assessments }] : []),
		...(desk.length > 0 ? [{ path: '/trabajo/secretaria', label: t.desk }] : []),
		// Assessors are members of the committee; the secretariat finds it on its desk.
		...(desk.length === 0 && account.roles.includes('assessor') ? [{ path: '/trabajo/sesiones', label: t.committee }] : []),
		{ path: '/trabajo/instituciones', label: t.institutions },
		{ path: '/trabajo/red', label: t.network },
		{ path: '/trabajo/busquedas', label: t.searches },
		{ path: '/trabajo/cuenta', label: t.account }
	];
	const here = atDesk ? '/trabajo/secretaria' : (standsAt(own.slice(1), path)?.path ?? '/trabajo');
	return {
		own: own.map((place) => ({ ...place, current: place.path === here })),
		desk: atDesk ? desk.map((place) => ({ ...place, current: place === atDesk })) : []
	};
}

function standsAt(places: readonly Place[], path: string): Place | undefined {
	return places.find((place) => path === place.path || path.startsWith(`${place.path}/`));
}
