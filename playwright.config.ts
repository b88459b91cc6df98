// Journeys: what people do, in a real browser, against a real server on a database of its own.
import { defineConfig } from '@playwright/test';
import { findBrowser } from './test/browser.ts';

const { executablePath, args } = await findBrowser();

export default defineConfig({
	testDir: 'test/journeys',
	testMatch: '*.spec.ts',
	timeout: 180_000,
	expect: { timeout: 10_000 },
	workers: 2,
	fullyParallel: false,
	forbidOnly: true,
	reporter: [['list'], ['json', { outputFile: 'test-results/journeys.json' }]],
	outputDir: 'test-results/journeys',
	use: {
		locale: 'es-MX',
		launchOptions: { executablePath, args },
		screenshot: 'only-on-failure',
		trace: 'off'
	}
});
