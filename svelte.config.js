import { readFileSync } from 'node:fs';
import adapter from '@sveltejs/adapter-static';

const dev = process.argv.includes('dev'); // the dev server loads worker modules one by one
const { version } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));

/** @type {import('@sveltejs/kit').Config} */
export default {
	compilerOptions: {
		runes: ({ filename }) => (filename.includes('node_modules') ? undefined : true)
	},
	kit: {
		adapter: adapter({ strict: true }), // no fallback page: its URLs are absolute and break under /ipfs/<cid>/
		paths: { relative: true },
		version: { name: process.env.RELEASE ?? version }, // Kit's default is a timestamp: two builds would differ
		csp: {
			mode: 'hash',
			directives: {
				'default-src': ['none'],
				'script-src': ['self', 'wasm-unsafe-eval'],
				'style-src': ['self'],
				'style-src-attr': ['unsafe-inline'],
				'img-src': ['self', 'data:'],
				'font-src': ['self'],
				'connect-src': ['self', 'https:', 'http://localhost:*', 'http://127.0.0.1:*'],
				'worker-src': dev ? ['blob:', 'self'] : ['blob:'],
				'manifest-src': ['self'],
				'base-uri': ['none'],
				'form-action': ['none'],
				'object-src': ['none'],
				'require-trusted-types-for': ['script'],
				'trusted-types': ['svelte-trusted-html', 'nectar-worker']
			}
		}
	}
};
