// The build of the pages. The server, the API and the command line run from src/ as they stand.
import adapter from '@sveltejs/adapter-node';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';

export default defineConfig({
	plugins: [
		sveltekit({
			adapter: adapter({ out: 'build', precompress: true, envPrefix: 'ACERVO_KIT_' }),
			// Every script of a page is a file of its own (src/enhance); a page carries no inline script, so no nonce is needed.
			csp: {
				mode: 'auto',
				directives: {
					'default-src': ['none'],
					'script-src': ['self'],
					'style-src': ['self'],
					'img-src': ['self', 'data:'],
					'font-src': ['self'],
					'connect-src': ['self'],
					'form-action': ['self'],
					'base-uri': ['none'],
					'frame-ancestors': ['none'],
					'manifest-src': ['self']
				}
			},
			// The page that carries a text over the end of a session answers under other addresses than its own.
			paths: { relative: false },
			inlineStyleThreshold: 0
		})
	]
});
