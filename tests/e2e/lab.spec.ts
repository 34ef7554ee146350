import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { test } from './support/site-test.ts';
import { Troubles } from './support/troubles.ts';

/** Moves the focus on, key by key, until it is there: what a visitor without a mouse does. */
async function tabTo(page: Page, name: string | RegExp): Promise<void> {
	const wanted = page.getByRole('button', { name });
	await expect(wanted).toBeVisible();
	for (let presses = 0; presses < 80; presses += 1) {
		if (await wanted.evaluate((element) => element === document.activeElement)) return;
		await page.keyboard.press('Tab');
	}
	throw new Error(`no ${String(name)} within 80 presses of Tab`);
}

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name });

test('the lab shows a first fill within 60 s of opening, by keyboard alone and without a wallet', async ({
	context,
	page,
	host
}) => {
	test.setTimeout(150_000);
	const troubles = new Troubles(context, [host.url]);
	const opened = Date.now();
	await page.goto(host.page('lab/'), { waitUntil: 'networkidle' });
	await tabTo(page, 'Start the network');
	await page.keyboard.press('Enter');
	await expect(heading(page, 'Positions by health factor')).toBeVisible({ timeout: 60_000 });
	await expect(heading(page, 'Last race')).toBeVisible({ timeout: 60_000 });
	expect(Date.now() - opened).toBeLessThan(60_000);

	const race = page.getByRole('img', {
		name: /^Auction curve over 400 ledgers.*filled at \d+ by /
	});
	await expect(race).toBeVisible();
	await page.getByText('Show this race as a table').click();
	await expect(page.getByRole('row', { name: /won, \+[\d.]+ USDC/ })).toBeVisible();
	await expect(page.getByText('To the vault, 90 %')).toBeVisible();
	await expect(page.getByText('When all has vested')).toBeVisible();

	// a fall by a quarter, by keyboard: positions turn liquidatable, and an auction opens
	await tabTo(page, '−25 %');
	await page.keyboard.press('Enter');
	await expect(page.getByText(/can be auctioned|auction open/).first()).toBeVisible();
	await expect(heading(page, /^Auction of /)).toBeVisible({ timeout: 20_000 });
	await tabTo(page, 'Pause');
	await page.keyboard.press('Enter');
	await expect(page.getByRole('button', { name: 'Go on' })).toBeVisible();

	for (const colorScheme of ['light', 'dark'] as const) {
		await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
		const { violations } = await new AxeBuilder({ page }).analyze();
		expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
	}
	await page.setViewportSize({ width: 360, height: 740 });
	const wide = await page.evaluate(
		() => document.documentElement.scrollWidth - document.documentElement.clientWidth
	);
	expect(wide).toBeLessThanOrEqual(0);

	// the same race is the picture of the start page
	await page.getByRole('link', { name: 'Home' }).first().click();
	await expect(heading(page, /^One auction, /)).toBeVisible();
	await expect(heading(page, 'What the winning call did')).toBeVisible();
	expect(troubles.list()).toEqual([]);
});

test('amounts of a new borrower that cannot be read say what is wrong, and nothing is sent', async ({
	page,
	host
}) => {
	test.setTimeout(120_000);
	await page.goto(host.page('lab/'), { waitUntil: 'networkidle' });
	await page.getByRole('button', { name: 'Start the network' }).click();
	const collateral = page.getByLabel('Collateral, XLM');
	await expect(collateral).toBeVisible({ timeout: 60_000 });
	for (const [typed, said] of [
		['-0', 'without a sign'],
		['1e5', 'without an exponent'],
		['1,5', 'no commas'],
		['1.12345678', 'has 7 decimals']
	] as const) {
		await collateral.fill(typed);
		await expect(page.getByText(said)).toBeVisible();
		await expect(page.getByText('One amount cannot be read yet.')).toBeVisible();
		await expect(collateral).toHaveValue(typed);
	}
});
