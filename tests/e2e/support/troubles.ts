import type { BrowserContext, Page } from '@playwright/test';

/** Everything that a visitor's console or network panel would show in red, and every request to a place not named. */
export class Troubles {
	readonly #found: string[] = [];
	readonly #allowed: readonly string[];

	/** `allowed`: beginnings of the URLs that may be asked. */
	constructor(context: BrowserContext, allowed: readonly string[]) {
		this.#allowed = allowed;
		context.on('page', (page) => {
			this.#watch(page);
		});
		for (const page of context.pages()) this.#watch(page);
		context.on('request', (request) => {
			const url = request.url();
			if (/^(blob|data):/.test(url) || this.#allowed.some((start) => url.startsWith(start))) return;
			this.#found.push(`outside: ${url}`);
		});
		context.on('requestfailed', (request) => {
			const reason = request.failure()?.errorText ?? 'failed';
			// a page that is left ends what it has begun
			if (reason !== 'net::ERR_ABORTED') this.#found.push(`${reason}: ${request.url()}`);
		});
		context.on('response', (response) => {
			if (response.status() >= 400) this.#found.push(`${response.status()}: ${response.url()}`);
		});
	}

	#watch(page: Page): void {
		page.on('console', (message) => {
			if (['error', 'warning'].includes(message.type())) {
				this.#found.push(`${message.type()}: ${message.text()}`);
			}
		});
		page.on('pageerror', (error) => {
			this.#found.push(`uncaught: ${error.message}`);
		});
		page.on('crash', () => {
			this.#found.push('the page crashed');
		});
	}

	/** What was found so far, but for lines that a test provokes. */
	list(except?: RegExp): readonly string[] {
		return this.#found.filter((line) => except === undefined || !except.test(line));
	}
}
