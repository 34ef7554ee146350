import { expect, type Locator, type Page } from '@playwright/test';
import { lastFall } from './lab-readings.ts';

/* What a visitor does, as steps. Every step ends when the page says that it is done. */

/** Generous: a machine that also compiles may take its time. */
const PATIENCE_MS = 120_000;

/** From the first page: the network in this tab runs. */
export async function startDemo(page: Page): Promise<void> {
	await page.getByRole('button', { name: 'Start the demo' }).first().click();
	await expect(page.getByRole('banner')).toContainText(/ledger\s*[\d,]+/, { timeout: PATIENCE_MS });
}

/** By a link of the navigation: the page stays the same document. */
export async function goTo(page: Page, name: 'Vault' | 'Keeper' | 'Lab' | 'Docs'): Promise<void> {
	await page.getByRole('navigation').getByRole('link', { name, exact: true }).first().click();
	await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
}

/** The transaction under review is signed, by whichever wallet it is, and lands in a ledger. */
export async function signAndFinish(page: Page): Promise<void> {
	await sign(page);
	await page.getByRole('button', { name: 'Done', exact: true }).click({ timeout: PATIENCE_MS });
}

export async function sign(page: Page): Promise<void> {
	if (!(await pressSign(page))) return;
	const dialog = page.getByRole('dialog', { name: 'Demo wallet: sign this?' });
	await dialog.getByRole('button', { name: 'Sign', exact: true }).click();
}

/** Hands the transaction under review to the wallet: `true` if that is the demo wallet, whose window opens in the page. */
export async function pressSign(page: Page): Promise<boolean> {
	const button = page.getByRole('button', { name: /^Sign (with the demo wallet|in Freighter)$/ });
	await expect(button).toBeVisible({ timeout: PATIENCE_MS });
	const isDemo = (await button.textContent())?.includes('demo') === true;
	await button.click();
	return isDemo;
}

/**
 * Mends what is missing before a signature, by the buttons of the list, until `ready` can be pressed: network, account,
 * trustline, test money, the text on risk. Gives the labels pressed.
 */
export async function mendUntil(page: Page, ready: Locator): Promise<readonly string[]> {
	const pressed: string[] = [];
	const fixes = page
		.getByRole('main')
		.locator('.checks')
		.getByRole('button')
		.and(page.locator(':not([aria-disabled="true"])'));
	const signing = page.getByRole('button', { name: /^Sign (with the demo wallet|in Freighter)$/ });
	const done = page.getByRole('button', { name: 'Done', exact: true });
	const read = page.getByRole('button', { name: 'I have read this' });
	const open = ready.and(page.locator(':not([aria-disabled="true"])'));
	await expect(async () => {
		if (await open.isVisible()) return;
		if (await read.isVisible()) await read.click();
		else if (await done.isVisible()) await done.click();
		else if (await signing.isVisible()) await sign(page);
		else if (await fixes.first().isVisible()) {
			const label = (await fixes.first().textContent()) ?? '';
			if (pressed.at(-1) !== label) pressed.push(label);
			await fixes.first().click({ timeout: 5_000 });
		}
		await expect(open).toBeVisible({ timeout: 1_000 });
	}).toPass({ timeout: PATIENCE_MS, intervals: [250] });
	return pressed;
}

const submit = (page: Page, verb: 'Deposit' | 'Withdraw') =>
	page.getByRole('main').locator('button[type="submit"]', { hasText: new RegExp(`^${verb}`) });

/** On the vault's page: everything that is missing, then a deposit of so much USDC. */
export async function deposit(page: Page, amount: string): Promise<readonly string[]> {
	await page.getByRole('textbox', { name: 'Amount' }).fill(amount);
	const pressed = await mendUntil(page, submit(page, 'Deposit'));
	await submit(page, 'Deposit').click();
	await signAndFinish(page);
	return pressed;
}

/** All shares that are free, to the last one. */
export async function withdrawAll(page: Page): Promise<void> {
	await page.getByRole('radio', { name: 'Withdraw' }).check();
	await page.getByRole('button', { name: 'Max' }).click();
	await mendUntil(page, submit(page, 'Withdraw'));
	await submit(page, 'Withdraw').click();
	await signAndFinish(page);
}

/** On the keeper's page: everything that is missing, one approval, and the keeper works live. */
export async function becomeKeeper(page: Page): Promise<void> {
	await approveKeeper(page);
	await goLive(page);
}

/** On the keeper's page: everything that is missing, and the one signature. */
export async function approveKeeper(page: Page): Promise<void> {
	await reviewApproval(page);
	await signAndFinish(page);
}

/** On the keeper's page: everything that is missing, up to the sheet that shows what will be signed. */
export async function reviewApproval(page: Page): Promise<void> {
	const show = page.getByRole('button', { name: 'Show me what I sign' });
	await mendUntil(page, show);
	// a page that came as a file forgets what is typed before it is alive; whoever could mend something found it so
	await page.getByRole('textbox', { name: 'Name of your keeper' }).fill('story-keeper');
	await show.click();
}

/** On the keeper's page, once a key is approved: through the dry run, or a stop, to live. */
export async function goLive(page: Page): Promise<void> {
	const start = page.getByRole('button', { name: 'Start the dry run' });
	const live = page.getByRole('button', { name: 'Go live' });
	const state = page.locator('#keeper-state');
	await expect(async () => {
		if (await start.isVisible()) await start.click({ timeout: 2_000 });
		else if (await live.isVisible()) await live.click({ timeout: 2_000 });
		await expect(state).toHaveClass(/live/, { timeout: 2_000 });
	}).toPass({ timeout: PATIENCE_MS });
}

/** On the keeper’s page, with a key: the keeper reads what there is, and begins nothing that it would have to sign. */
export async function startDry(page: Page): Promise<void> {
	await page.getByRole('button', { name: 'Start the dry run' }).click({ timeout: PATIENCE_MS });
	await expect(page.locator('#keeper-state')).toHaveText('Dry run', { timeout: PATIENCE_MS });
}

/** In the lab: the oracle’s price of XLM falls by so many percent. Gives the ledger in which the page saw it fall. */
export async function crash(page: Page, percent: '10' | '25' | '50'): Promise<number> {
	const before = await lastFall(page);
	await page
		.getByRole('button', { name: new RegExp(`^−${percent}`) })
		.click({ timeout: PATIENCE_MS });
	let fell: number | undefined;
	await expect(async () => {
		fell = await lastFall(page);
		expect(fell).toBeDefined();
		expect(fell).not.toBe(before);
	}).toPass({ timeout: PATIENCE_MS, intervals: [100] });
	return fell ?? 0;
}

/** In the lab: ledger time moves on by an hour, past every lock and vesting. */
export async function warpAnHour(page: Page): Promise<void> {
	await page.getByRole('button', { name: 'One hour' }).click();
}

/** On the keeper’s page: revoked, merged, the XLM back with the operator. */
export async function stopAndSweep(page: Page): Promise<void> {
	await page.getByRole('button', { name: 'Stop and sweep' }).click();
	const dialog = page.getByRole('dialog');
	if (await dialog.isVisible()) await dialog.getByRole('button', { name: /sweep/i }).click();
	await expect(page.getByRole('button', { name: 'Show me what I sign' })).toBeVisible({
		timeout: PATIENCE_MS
	});
}
