// Tests of modules and of the real app on a real PostgreSQL. Apart from vite.config.ts, whose plugins keep the runner from ending.
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

export default defineConfig({
	plugins: [svelte()],
	test: {
		include: ['src/**/*.test.ts', 'test/**/*.test.ts', 'scripts/**/*.test.ts'],
		exclude: ['test/journeys/**', 'node_modules/**'],
		globalSetup: 'test/global-setup.ts',
		testTimeout: 30_000,
		hookTimeout: 60_000
	}
});
