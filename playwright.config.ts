import { defineConfig } from '@playwright/test';

/** The system Chromium (scripts/chromium.ts installs it); Playwright never downloads a browser. */
export default defineConfig({
	testDir: 'tests/e2e',
	forbidOnly: true,
	workers: 2,
	reporter: [['list']],
	webServer: {
		command: 'npm run preview -- --port 4173 --strictPort --host 127.0.0.1',
		port: 4173,
		reuseExistingServer: !process.env.CI
	},
	use: {
		baseURL: 'http://127.0.0.1:4173',
		launchOptions: {
			executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
			args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking']
		}
	}
});
