import AxeBuilder from '@axe-core/playwright';
import { expect } from '@playwright/test';
import { builtPages, test } from './support/site-test.ts';
import { overflow, setTextSize } from './support/text-size.ts';
import { Troubles } from './support/troubles.ts';

for (const path of builtPages()) {
	test.describe(`/${path}`, () => {
		test('asks for nothing but the site’s own files, and for no sandbox, before anything is started', async ({
			context,
			page,
			host
		}) => {
			const troubles = new Troubles(context, [host.url]);
			const asked: string[] = [];
			page.on('request', (request) => asked.push(request.url()));
			await page.goto(host.page(path), { waitUntil: 'networkidle' });
			await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
			expect(troubles.list()).toEqual([]);
			expect(asked.filter((url) => /wasm|worker/.test(url))).toEqual([]);
		});

		for (const colorScheme of ['light', 'dark'] as const) {
			test(`has no accessibility violation in ${colorScheme}`, async ({ page, host }) => {
				await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
				await page.goto(host.page(path), { waitUntil: 'networkidle' });
				const { violations } = await new AxeBuilder({ page }).analyze();
				expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
			});
		}

		test('does not scroll sideways at 360 pixels, nor with text twice as large', async ({
			page,
			host
		}) => {
			await page.setViewportSize({ width: 360, height: 740 });
			await page.goto(host.page(path), { waitUntil: 'networkidle' });
			expect(await overflow(page)).toBeLessThanOrEqual(0);
			await setTextSize(page, 200);
			expect(await overflow(page)).toBeLessThanOrEqual(0);
			await page.setViewportSize({ width: 1280, height: 800 });
			expect(await overflow(page)).toBeLessThanOrEqual(0);
		});

		test('is text before any script runs', async ({ browser, host }) => {
			const context = await browser.newContext({ javaScriptEnabled: false });
			const page = await context.newPage();
			await page.goto(host.page(path));
			await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
			await context.close();
		});
	});
}

for (const hostKind of ['path-gateway', 'sub-domain'] as const) {
	test.describe(`on a ${hostKind}`, () => {
		test.use({ hostKind });

		test('every page opens by its address, and by the links of the first', async ({
			context,
			page,
			host
		}) => {
			const troubles = new Troubles(context, [host.url]);
			for (const path of builtPages()) {
				await page.goto(host.page(path), { waitUntil: 'networkidle' });
				await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
			}
			await page.goto(host.url, { waitUntil: 'networkidle' });
			for (const name of ['Vault', 'Keeper', 'Lab', 'Docs']) {
				await page.getByRole('navigation').getByRole('link', { name, exact: true }).first().click();
				await expect(page).toHaveURL(host.page(`${name.toLowerCase()}/`));
			}
			expect(troubles.list()).toEqual([]);
		});
	});
}
