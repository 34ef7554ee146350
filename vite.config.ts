import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vitest/config';
import { packedSandbox } from './scripts/wasm/packed-sandbox.ts';

const RUNTIME = { name: 'runtime', test: /node_modules\/(svelte|@sveltejs\/kit|esm-env|clsx)\// };

export default defineConfig({
	plugins: [sveltekit(), packedSandbox()],
	// One chunk for what every page runs on: many small ones compress worse.
	environments: {
		client: { build: { rolldownOptions: { output: { codeSplitting: { groups: [RUNTIME] } } } } }
	},
	worker: { format: 'es', rolldownOptions: { output: { codeSplitting: false } } }, // a blob worker cannot load chunks
	test: {
		// Files share a process, and with it the machine code of the sandbox: tests leave nothing behind. Those with a document stand alone.
		projects: [
			{
				extends: true,
				test: {
					name: 'core',
					isolate: false,
					environment: 'node',
					include: ['src/**/*.test.ts'],
					exclude: ['src/**/*.svelte.test.ts'],
					testTimeout: 60_000
				}
			},
			{
				extends: true,
				resolve: { conditions: ['browser'] }, // else runes compile for the server and effects never run
				test: { name: 'state', environment: 'happy-dom', include: ['src/**/*.svelte.test.ts'] }
			},
			{
				extends: true,
				test: {
					name: 'tooling',
					isolate: false,
					environment: 'node',
					include: ['scripts/**/*.test.ts', 'tests/architecture/**/*.test.ts'],
					testTimeout: 60_000
				}
			},
			{
				extends: true,
				test: {
					name: 'sandbox',
					isolate: false,
					environment: 'node',
					include: ['tests/integration/**/*.test.ts'],
					testTimeout: 180_000,
					hookTimeout: 300_000
				}
			},
			{
				extends: true,
				test: {
					name: 'blend', // downloads a crate: not for machines without Rust
					isolate: false,
					environment: 'node',
					include: ['tests/blend/**/*.test.ts'],
					testTimeout: 180_000
				}
			}
		]
	}
});
