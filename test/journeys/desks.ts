// Browsers of several people on one server, each on a desk of its own, and what must hold of every page they see.
import AxeBuilder from '@axe-core/playwright';
import { type Browser, type BrowserContext, expect, type Page } from '@playwright/test';
import type { TestServer } from '../server.ts';
import { cast, type Member, password } from './cast.ts';

const withoutScripts = new WeakSet<Page>();

export interface DeskOptions {
	/** CSS pixels. */
	width?: number;
	javaScriptEnabled?: boolean;
}

/** Opens desks and closes them all at the end. */
export class Desks {
	private readonly contexts: BrowserContext[] = [];

	/** A browser of one's own, as on another desk. */
	async open(browser: Browser, server: TestServer, { width = 1280, javaScriptEnabled = true }: DeskOptions = {}): Promise<Page> {
		const viewport = { width, height: 900 };
		const context = await browser.newContext({ javaScriptEnabled, viewport, baseURL: server.origin, locale: 'es-MX' });
		this.contexts.push(context);
		const page = await context.newPage();
		if (!javaScriptEnabled) withoutScripts.add(page);
		return page;
	}

	/** The same, with somebody of the cast signed in. */
	async signedIn(browser: Browser, server: TestServer, member: Member, options?: DeskOptions): Promise<Page> {
		const page = await this.open(browser, server, options);
		await page.goto('/entrar');
		await page.getByLabel('Correo electrónico').fill(cast[member].email);
		await page.getByLabel('Contraseña').first().fill(password);
		await page.getByRole('button', { name: 'Entrar' }).click();
		await expect(page).toHaveURL(/\/trabajo/);
		return page;
	}

	async close(): Promise<void> {
		await Promise.all(this.contexts.map((context) => context.close()));
	}
}

/** axe finds nothing, and nothing scrolls sideways. It looks by script, so only where scripts run; the pages are the same without. */
export async function accessible(page: Page): Promise<void> {
	if (withoutScripts.has(page)) return;
	const wide = await page.locator('html').evaluate((html) => html.scrollWidth - html.clientWidth);
	expect(wide, `${page.url()} scrolls sideways`).toBeLessThanOrEqual(0);
	const { violations } = await new AxeBuilder({ page }).analyze();
	expect(
		violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`),
		page.url()
	).toEqual([]);
}
