import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { staticHost, type StaticHost } from './static-host.ts';

const CID = 'bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi';

/** Everything that a visitor's console or network panel would show in red, and every request to a foreign place. */
function troubles(page: Page, home: string): string[] {
	const found: string[] = [];
	page.on('console', (message) => {
		if (['error', 'warning'].includes(message.type())) found.push(message.text());
	});
	page.on('pageerror', (error) => found.push(error.message));
	page.on('requestfailed', (request) => found.push(`failed: ${request.url()}`));
	page.on('response', (response) => {
		if (response.status() >= 400) found.push(`${response.status()}: ${response.url()}`);
	});
	page.on('request', (request) => {
		if (!request.url().startsWith(home)) found.push(`outside: ${request.url()}`);
	});
	return found;
}

for (const prefix of ['/', `/ipfs/${CID}/`]) {
	test.describe(`the built page under ${prefix}`, () => {
		let host: StaticHost;
		test.beforeAll(async () => {
			host = await staticHost(prefix);
		});
		test.afterAll(async () => {
			await host.close();
		});

		test('starts without an error and asks for nothing outside its folder', async ({ page }) => {
			const found = troubles(page, host.url);
			await page.goto(host.url, { waitUntil: 'networkidle' });
			await expect(page.getByRole('heading', { level: 1 })).toContainText('Lending pools');
			await expect(page).toHaveTitle('Nectar: liquidations without servers');
			expect(found).toEqual([]);
		});

		test('runs its script under the content security policy', async ({ page }) => {
			await page.goto(host.url, { waitUntil: 'networkidle' });
			const html = page.locator('html');
			await page.getByRole('button', { name: 'Switch between light and dark' }).click();
			await expect(html).toHaveAttribute('data-theme', 'dark');
			await page.reload();
			await expect(html).toHaveAttribute('data-theme', 'dark');
		});

		test('ships every wasm of the manifest as it was built', async ({ page }) => {
			await page.goto(host.url);
			const wrong = await page.evaluate(async () => {
				const manifest = (await (await fetch('./wasm/manifest.json')).json()) as {
					files: Record<string, { sha256: string }>;
				};
				const checks = Object.entries(manifest.files).map(async ([name, { sha256 }]) => {
					const wasm = await (await fetch(`./wasm/${name}.wasm`)).arrayBuffer();
					const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', wasm));
					const hex = [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
					await WebAssembly.compile(wasm);
					return { name, same: hex === sha256 };
				});
				const results = await Promise.all(checks);
				return { count: results.length, wrong: results.filter(({ same }) => !same) };
			});
			expect(wrong.wrong).toEqual([]);
			expect(wrong.count).toBeGreaterThan(0);
		});
	});
}

test.describe('the built page', () => {
	let host: StaticHost;
	test.beforeAll(async () => {
		host = await staticHost('/');
	});
	test.afterAll(async () => {
		await host.close();
	});

	test('carries a policy that forbids foreign and inline script', async ({ request }) => {
		const html = await (await request.get(host.url)).text();
		const policy = /http-equiv="content-security-policy" content="([^"]+)"/.exec(html)?.[1] ?? '';
		const directives = new Map(
			policy.split(';').map((part) => {
				const [name = '', ...values] = part.trim().split(' ');
				return [name, values];
			})
		);
		expect(directives.get('default-src')).toEqual(["'none'"]);
		expect(directives.get('worker-src')).toEqual(['blob:']);
		expect(directives.get('require-trusted-types-for')).toEqual(["'script'"]);
		const scripts = directives.get('script-src') ?? [];
		expect(scripts).toContain("'self'");
		expect(scripts.filter((source) => /unsafe-(inline|eval)'/.test(source))).toEqual([
			"'wasm-unsafe-eval'"
		]);
	});

	test('is text before any script runs', async ({ browser }) => {
		const context = await browser.newContext({ javaScriptEnabled: false });
		const page = await context.newPage();
		await page.goto(host.url);
		await expect(page.getByText('The first confirmed transaction wins.')).toBeVisible();
		await context.close();
	});

	for (const colorScheme of ['light', 'dark'] as const) {
		test(`has no accessibility violation in ${colorScheme}`, async ({ page }) => {
			await page.emulateMedia({ colorScheme });
			await page.goto(host.url, { waitUntil: 'networkidle' });
			const { violations } = await new AxeBuilder({ page }).analyze();
			expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
		});
	}

	test('does not scroll sideways at 320 pixels', async ({ page }) => {
		await page.setViewportSize({ width: 320, height: 640 });
		await page.goto(host.url, { waitUntil: 'networkidle' });
		const overflow = await page.evaluate(() => {
			const { scrollWidth, clientWidth } = document.documentElement;
			return scrollWidth - clientWidth;
		});
		expect(overflow).toBeLessThanOrEqual(0);
	});
});
