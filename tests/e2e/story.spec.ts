import { expect, type Page } from '@playwright/test';
import { becomeKeeper, crash, deposit, goTo, startDemo } from './support/journey.ts';
import { test } from './support/site-test.ts';
import { Troubles } from './support/troubles.ts';

test.describe.configure({ timeout: 600_000 });

const PATIENCE_MS = 240_000;

/** The vault earned something, and at least a part of it has vested. */
async function expectRise(page: Page): Promise<void> {
	const main = page.getByRole('main');
	await expect(main).toContainText(/Vested, in the price\s*\+[\d,]+\.\d\d USDC/, {
		timeout: PATIENCE_MS
	});
	await expect(main.locator('dl').first()).not.toContainText(/1\.000\s?000/);
}

test('from no wallet to a depositor and a live keeper, through a fall of the price, to a higher share price', async ({
	context,
	page,
	host
}) => {
	const troubles = new Troubles(context, [host.url]);
	await page.goto(`${host.url}?seed=1`);
	await startDemo(page);
	await goTo(page, 'Vault');
	await deposit(page, '1000');
	await goTo(page, 'Keeper');
	await becomeKeeper(page);
	await goTo(page, 'Lab');
	await crash(page, '25');
	await goTo(page, 'Vault');
	await expectRise(page);
	expect(troubles.list()).toEqual([]);
});
