// Secret links through the API: make and take back with an account, look at and answer with the secret alone.
import { z } from 'zod';
import { PracticeCode, PracticeContent } from '#features/practices/schema.ts';
import { operation } from '#platform/http/api.ts';
import {
	answerAuthorisation,
	answerConfirmation,
	lookAtPracticeLink,
	makeAuthorisationLink,
	makeConfirmationLink,
	type OpenedLink,
	readLinks,
	revokeLink
} from './handlers.server.ts';
import { Authorisation, AuthorisationStatus, Confirmation, LinkPath, LinkSummary } from './schema.ts';

const ByCode = z.object({ code: PracticeCode });
const BySecret = z.object({ secret: z.string().max(100) });
const MadeLink = z.object({ id: z.uuid(), secret: z.string() });
const moment = z.iso.datetime();
const LinkAnswer = LinkSummary.extend({ createdAt: moment, expiresAt: moment, answeredAt: moment.nullable() });
const OpenedAnswer = z.object({
	code: PracticeCode,
	institution: z.string().nullable(),
	versionNumber: z.number().int().nullable(),
	content: PracticeContent,
	expiresAt: moment
});

const opened = ({ code, institution, versionNumber, content, expiresAt }: OpenedLink) => ({
	code,
	institution,
	versionNumber,
	content,
	expiresAt
});

export const authorisationOperations = [
	operation({
		method: 'get',
		path: '/practices/{code}/links',
		id: 'listPracticeLinks',
		summary: 'Secret links of a practice and where each institution’s authorisation stands',
		tag: 'documenting',
		policy: 'signedIn',
		params: ByCode,
		answer: z.object({
			links: z.array(LinkAnswer),
			authorisations: z.array(AuthorisationStatus.extend({ link: LinkAnswer.nullable() }))
		}),
		run: async (ctx, { params }) => {
			const { links, authorisations } = await readLinks(ctx, params.code);
			return { json: { links, authorisations } };
		}
	}),
	operation({
		method: 'post',
		path: '/practices/{code}/links/authorise',
		id: 'makeAuthorisationLink',
		summary: 'Make the link with which an implementing institution authorises publication; the secret is told once',
		tag: 'documenting',
		policy: 'signedIn',
		params: ByCode,
		body: z.object({ institutionId: z.uuid() }),
		answer: MadeLink,
		run: async (ctx, { params, body }) => ({ status: 201, json: await makeAuthorisationLink(ctx, params.code, body.institutionId) })
	}),
	operation({
		method: 'post',
		path: '/practices/{code}/links/confirm',
		id: 'makeConfirmationLink',
		summary: 'Make the link with which an author reviews a captured draft; the secret is told once',
		tag: 'documenting',
		policy: 'secretariat',
		params: ByCode,
		answer: MadeLink,
		run: async (ctx, { params }) => ({ status: 201, json: await makeConfirmationLink(ctx, params.code) })
	}),
	operation({
		method: 'delete',
		path: '/practices/{code}/links/{id}',
		id: 'revokePracticeLink',
		summary: 'Take back a link that was not answered',
		tag: 'documenting',
		policy: 'signedIn',
		params: LinkPath,
		answer: 'empty',
		run: async (ctx, { params }) => {
			await revokeLink(ctx, params.code, params.id);
			return { status: 204, json: null };
		}
	}),
	operation({
		method: 'get',
		path: '/authorisations/{secret}',
		id: 'lookAtAuthorisation',
		summary: 'What an institution is asked to authorise; looking does not use the link',
		tag: 'documenting',
		policy: 'link',
		params: BySecret,
		answer: OpenedAnswer,
		run: async (ctx, { params }) => ({ json: opened(await lookAtPracticeLink(ctx, params.secret, 'authorise')) })
	}),
	operation({
		method: 'post',
		path: '/authorisations/{secret}',
		id: 'answerAuthorisation',
		summary: 'Answer for an institution, once',
		tag: 'documenting',
		policy: 'link',
		params: BySecret,
		body: Authorisation,
		answer: ByCode,
		run: async (ctx, { params, body }) => ({ json: await answerAuthorisation(ctx, params.secret, body) })
	}),
	operation({
		method: 'get',
		path: '/confirmations/{secret}',
		id: 'lookAtConfirmation',
		summary: 'A captured draft as its author is asked to confirm it; looking does not use the link',
		tag: 'documenting',
		policy: 'link',
		params: BySecret,
		answer: OpenedAnswer,
		run: async (ctx, { params }) => ({ json: opened(await lookAtPracticeLink(ctx, params.secret, 'confirm')) })
	}),
	operation({
		method: 'post',
		path: '/confirmations/{secret}',
		id: 'answerConfirmation',
		summary: 'Have a captured draft sent in your name, or give it back with remarks, once',
		tag: 'documenting',
		policy: 'link',
		params: BySecret,
		body: Confirmation,
		answer: ByCode.extend({ version: z.number().int().nullable() }),
		run: async (ctx, { params, body }) => ({ json: await answerConfirmation(ctx, params.secret, body) })
	})
];
