// An address carries its language; the routes do not.
import type { Reroute } from '@sveltejs/kit/hooks';
import { splitLocale } from '#platform/locale.ts';

export const reroute: Reroute = ({ url }) => splitLocale(url.pathname).path;
