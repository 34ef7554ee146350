import { defineConfig } from '@playwright/test';

/** Drives the system's Chromium (npm run chromium installs it) over `build/`; Playwright never downloads a browser. */
export default defineConfig({
	testDir: 'tests/e2e',
	forbidOnly: true,
	workers: 2,
	reporter: 'list',
	use: {
		colorScheme: 'light',
		launchOptions: {
			executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
			args: [
				'--no-sandbox',
				'--disable-gpu',
				'--disable-background-networking',
				'--host-resolver-rules=MAP *.ipfs.localhost 127.0.0.1' // an IPFS node on this computer serves each site so
			]
		}
	}
});
