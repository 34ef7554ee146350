import { expect, type Page } from '@playwright/test';
import type { SiteHost } from './hosts.ts';
import { crash, goLive, goTo, mendUntil, pressSign, reviewApproval, startDemo } from './journey.ts';

/** Looks at the page in a state, by its name, and leaves it as it was. */
export type Look = (state: string) => Promise<void>;

const PATIENCE = { timeout: 120_000 };
const AMOUNT = '1000';

/**
 * One visit on one network inside the page, through every state that pages have only while it runs: the pictures and the
 * accessibility of those states are judged by the same journey.
 */
export async function walkLiveStates(page: Page, host: SiteHost, look: Look): Promise<void> {
	const heading = (name: string | RegExp) => page.getByRole('heading', { name });
	await page.goto(`${host.url}?seed=1`, { waitUntil: 'networkidle' });
	await startDemo(page);
	await goTo(page, 'Lab');
	await expect(heading('Last race')).toBeVisible(PATIENCE);
	await look('lab-raced');
	await page.getByRole('banner').getByRole('link', { name: 'Nectar' }).click();
	await expect(heading(/^One auction, /)).toBeVisible(PATIENCE);
	await look('home-raced');
	await deposited(page, look);
	await kept(page, look);
	await page.getByRole('contentinfo').getByRole('link', { name: 'Settings' }).click();
	await expect(heading('Network')).toBeVisible();
	await look('settings-running');
}

/** The vault: what is missing, the review, the wallet's window, the way of a transaction, what is owned then. */
async function deposited(page: Page, look: Look): Promise<void> {
	await goTo(page, 'Vault');
	await page.getByRole('textbox', { name: 'Amount' }).fill(AMOUNT);
	await expect(page.getByRole('main').locator('.checks').getByRole('button').first()).toBeVisible(
		PATIENCE
	);
	await look('vault-to-mend');
	const deposit = page.getByRole('main').locator('button[type="submit"]', { hasText: /^Deposit/ });
	await mendUntil(page, deposit);
	await deposit.click();
	await expect(page.getByRole('heading', { name: 'What you will sign' })).toBeVisible(PATIENCE);
	await look('vault-review');
	await pressSign(page);
	const dialog = page.getByRole('dialog', { name: 'Demo wallet: sign this?' });
	await expect(dialog).toBeVisible();
	await look('demo-wallet');
	await dialog.getByRole('button', { name: 'Sign', exact: true }).click();
	await expect(page.getByRole('button', { name: 'Done', exact: true })).toBeVisible(PATIENCE);
	await look('vault-credited');
	await page.getByRole('button', { name: 'Done', exact: true }).click();
	await page.getByRole('textbox', { name: 'Amount' }).fill('1e5');
	await expect(page.getByRole('main')).toContainText(/\d shares, \d/, PATIENCE);
	await look('vault-position');
}

/** The keeper: the form, the review of its one approval, a dry run, and live with rows in its log. */
async function kept(page: Page, look: Look): Promise<void> {
	await goTo(page, 'Keeper');
	await expect(page.getByRole('textbox', { name: 'Name of your keeper' })).toBeVisible(PATIENCE);
	await look('keeper-form');
	await reviewApproval(page);
	await expect(page.getByRole('heading', { name: 'What you will sign' })).toBeVisible(PATIENCE);
	await look('keeper-review');
	await pressSign(page);
	await page.getByRole('dialog').getByRole('button', { name: 'Sign', exact: true }).click();
	await page.getByRole('button', { name: 'Done', exact: true }).click(PATIENCE);
	await goLive(page);
	await goTo(page, 'Lab');
	await crash(page, '25');
	await expect(page.getByRole('heading', { name: /^Auction of / })).toBeVisible(PATIENCE);
	await look('lab-auction');
	await goTo(page, 'Keeper');
	await expect(page.locator('.log li').first()).toBeVisible(PATIENCE);
	await look('keeper-live');
}
