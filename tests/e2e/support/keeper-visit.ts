import {
	expect,
	type Browser,
	type BrowserContext,
	type Locator,
	type Page
} from '@playwright/test';
import { openHost, type SiteHost } from './hosts.ts';
import { becomeKeeper } from './journey.ts';
import { KeeperQuestions } from './keeper-questions.ts';

/** Generous: a machine that also compiles may take its time. */
export const PATIENCE_MS = 120_000;

/** A browser with two tabs: one shows the lab and owns the network, the other one a keeper at work. */
export interface KeeperVisit {
	readonly host: SiteHost;
	readonly context: BrowserContext;
	readonly lab: Page;
	readonly keeper: Page;
	readonly questions: KeeperQuestions;
	close(): Promise<void>;
}

/** The network runs, nobody races but the visitor, and one approval has made a keeper that works live. */
export async function visitAsKeeper(browser: Browser, seed: number): Promise<KeeperVisit> {
	const host = await openHost('plain');
	const context = await browser.newContext({ colorScheme: 'light' });
	const questions = await KeeperQuestions.of(context);
	const lab = await context.newPage();
	await lab.goto(host.page(`lab/?seed=${seed}`), { waitUntil: 'networkidle' });
	await lab.getByRole('button', { name: 'Start the network' }).click();
	await sendRivalsHome(lab);
	const keeper = await context.newPage();
	await keeper.goto(host.page('keeper/'));
	await becomeKeeper(keeper);
	return {
		...{ host, context, lab, keeper, questions },
		close: async () => {
			await context.close();
			await host.close();
		}
	};
}

async function sendRivalsHome(lab: Page): Promise<void> {
	const house = lab.getByRole('checkbox', { name: /^keeper-/ });
	await expect(house.first()).toBeVisible({ timeout: PATIENCE_MS });
	for (const rival of await house.all()) {
		await rival.click();
		await expect(rival).not.toBeChecked();
	}
}

/** One or two words, and what they mean now. */
export const stateOf = (page: Page): Locator => page.locator('#keeper-state');

/** The ledger of attempts, a row each. */
export const attempts = (page: Page): Locator =>
	page.getByRole('region', { name: 'Profit ledger' }).getByRole('table').locator('tbody tr');

/** The reasons, newest first. */
export const log = (page: Page): Locator =>
	page.getByRole('region', { name: 'Why it did nothing' }).locator('ol li');

/** The address of the session key that the page shows. */
export async function keyOf(page: Page): Promise<string> {
	const address = await page
		.getByRole('region', { name: 'Session key' })
		.locator('.sheet__head [title]')
		.getAttribute('title');
	expect(address).toMatch(/^G[A-Z2-7]{55}$/);
	return address ?? '';
}
