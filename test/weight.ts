// What a first visit of a page costs, measured in Chromium: bytes on the wire, everything included, and on a slow line what is seen when.
import type { Browser, Cookie } from '@playwright/test';

export interface Weight {
	/** Bytes on the wire, headers included. */
	bytes: number;
	/** Of them, scripts. */
	scriptBytes: number;
}

export interface Experience {
	/** ms until the main content is there and the page can be used. */
	usable: number;
	/** Largest contentful paint, in ms. */
	lcp: number;
	/** Cumulative layout shift, no unit. */
	cls: number;
	/** The slowest answer to a click, in ms; 0 where none took 16 ms. */
	inp: number;
}

interface Visit {
	cookies?: Cookie[];
	/** Something to press, to see how long the page takes to answer. */
	press?: string;
}

/** A browser that was never there. */
async function stranger(browser: Browser, { cookies = [] }: Visit) {
	const context = await browser.newContext({ locale: 'es-MX', viewport: { width: 360, height: 740 } });
	await context.addCookies(cookies);
	const page = await context.newPage();
	const session = await context.newCDPSession(page);
	await session.send('Network.enable');
	return { context, page, session };
}

/** Weighs the first visit of an address. */
export async function weigh(browser: Browser, url: string, visit: Visit = {}): Promise<Weight> {
	const { context, page, session } = await stranger(browser, visit);
	const kinds = new Map<string, string>();
	const weight: Weight = { bytes: 0, scriptBytes: 0 };
	session.on('Network.responseReceived', ({ requestId, type }) => kinds.set(requestId, type));
	session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
		weight.bytes += encodedDataLength;
		if (kinds.get(requestId) === 'Script') weight.scriptBytes += encodedDataLength;
	});
	await page.goto(url, { waitUntil: 'networkidle' });
	await context.close();
	return weight;
}

/** 400 kbit per second and 400 ms, as the budgets say. */
const slowLine = { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 };

/** Visits an address over a slow line. */
export async function experience(browser: Browser, url: string, visit: Visit = {}): Promise<Experience> {
	const { context, page, session } = await stranger(browser, visit);
	await session.send('Network.emulateNetworkConditions', slowLine);
	await page.addInitScript(() => {
		const seen = { lcp: 0, cls: 0, inp: 0 };
		Object.assign(window, { seen });
		new PerformanceObserver((list) => {
			seen.lcp = list.getEntries().at(-1)?.startTime ?? seen.lcp;
		}).observe({ type: 'largest-contentful-paint', buffered: true });
		new PerformanceObserver((list) => {
			for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[])
				if (!entry.hadRecentInput) seen.cls += entry.value;
		}).observe({ type: 'layout-shift', buffered: true });
		new PerformanceObserver((list) => {
			// Only what somebody did: a pointer that comes to rest on the page is none of it.
			for (const entry of list.getEntries() as (PerformanceEntry & { interactionId: number })[])
				if (entry.interactionId > 0) seen.inp = Math.max(seen.inp, entry.duration);
		}).observe({ type: 'event', durationThreshold: 16, buffered: true } as PerformanceObserverInit);
	});
	const began = performance.now();
	await page.goto(url, { waitUntil: 'domcontentloaded' });
	await page.locator('main h1').waitFor();
	const usable = performance.now() - began;
	await page.waitForLoadState('networkidle');
	if (visit.press) await page.locator(visit.press).first().click();
	await page.waitForTimeout(300);
	const seen = await page.evaluate(() => (window as unknown as { seen: Omit<Experience, 'usable'> }).seen);
	await context.close();
	return { usable, ...seen };
}
