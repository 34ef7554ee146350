import { expect, type Locator, type Page } from '@playwright/test';
import { archiveAll } from '../fixtures/archive.ts';
import { rpcOf } from './support/chain.ts';
import { keyOf } from './support/keeper-visit.ts';
import { Keyboard } from './support/keyboard.ts';
import { loseStorage } from './support/lost-storage.ts';
import { test } from './support/site-test.ts';

test.describe.configure({ timeout: 240_000 });
const patient = { timeout: 120_000 };

const OPEN = ':not([aria-disabled="true"])';
const signing = (page: Page) => page.getByRole('button', { name: 'Sign with the demo wallet' });
const done = (page: Page) => page.getByRole('button', { name: 'Done', exact: true });

/** What is shown is signed in the demo wallet's own window, and put away once it stands. */
async function sign(page: Page, keys: Keyboard): Promise<void> {
	await keys.pressIt(signing(page));
	await keys.pressIt(page.getByRole('dialog').getByRole('button', { name: 'Sign', exact: true }));
	await keys.pressIt(done(page));
}

/** Everything that the list of preconditions misses, by its own buttons. */
async function mend(page: Page, keys: Keyboard, ready: Locator): Promise<void> {
	const fix = page.getByRole('main').locator('.checks').getByRole('button').and(page.locator(OPEN));
	const open = ready.and(page.locator(OPEN));
	const read = page.getByRole('button', { name: 'I have read this' });
	for (let fixes = 0; fixes < 8; fixes += 1) {
		await expect(open.or(fix).or(signing(page)).first()).toBeVisible(patient);
		if (await open.isVisible()) return;
		const label = (await fix.first().textContent()) ?? '';
		await keys.pressIt(fix.first());
		await expect(
			read
				.or(signing(page))
				.or(open)
				.or(fix.filter({ hasNotText: label }))
				.first()
		).toBeVisible(patient);
		if (await read.isVisible()) await keys.pressIt(read);
		if (await signing(page).isVisible()) await sign(page, keys);
	}
	await expect(open).toBeVisible();
}

test('by keyboard alone: demo wallet, faucet, trustline, deposit, and everything withdrawn', async ({
	page,
	host
}) => {
	const keys = new Keyboard(page);
	const submit = page.getByRole('main').locator('button[type="submit"]');
	await page.goto(host.page('vault/?seed=6'), { waitUntil: 'networkidle' });
	await keys.press('button', /^Start the (demo )?network|^Start/);
	await expect(page.getByRole('banner')).toContainText(/ledger\s*[\d,]+/, patient);
	await keys.type('Amount', '250');
	await mend(page, keys, submit);
	await keys.pressIt(submit);
	await sign(page, keys);
	await expect(page.getByRole('main')).toContainText('250.00');
	await keys.follow('Lab');
	await keys.press('button', 'One hour');
	await keys.follow('Vault');
	await keys.choose('Action', 'Withdraw');
	await keys.press('button', /^Max/);
	await mend(page, keys, submit);
	await keys.pressIt(submit);
	await sign(page, keys);
	await expect(page.getByRole('main')).toContainText('You own no shares', patient);
});

/** The page as it is found first, up to the name of a keeper that is registered for the first time. */
async function begin(keys: Keyboard): Promise<void> {
	await keys.press('button', 'Start the demo network');
	await keys.type('Name of your keeper', 'keys-only');
}

/** From the list of what is missing to a key that stands on the chain, and its keeper on a dry run. */
async function approve(page: Page, keys: Keyboard): Promise<void> {
	const show = page.getByRole('button', { name: 'Show me what I sign' });
	await mend(page, keys, show);
	await keys.pressIt(show);
	await sign(page, keys);
	await expect(page.locator('#keeper-state')).toHaveText('Dry run', patient);
}

async function goLive(page: Page, keys: Keyboard): Promise<void> {
	await keys.pressIt(page.getByRole('button', { name: 'Go live' }).and(page.locator(OPEN)));
	await expect(page.locator('#keeper-state')).toHaveText('Live', patient);
}

test('by keyboard alone: a key is approved, the keeper starts, goes live, stops and is swept', async ({
	page,
	host
}) => {
	const keys = new Keyboard(page);
	const state = page.locator('#keeper-state');
	await page.goto(host.page('keeper/?seed=7'), { waitUntil: 'networkidle' });
	await begin(keys);
	await approve(page, keys);
	await goLive(page, keys);
	await keys.press('button', 'Stop');
	await expect(state).toHaveText('Stopped', patient);
	await keys.press('button', 'Stop and sweep');
	const show = page.getByRole('button', { name: 'Show me what I sign' });
	await expect(show).toBeVisible(patient);
	await keys.to(show);
});

test('by keyboard alone: a key is topped up, renewed, replaced by another and revoked', async ({
	page,
	host
}) => {
	const keys = new Keyboard(page);
	await page.goto(host.page('keeper/?seed=8'), { waitUntil: 'networkidle' });
	await begin(keys);
	await approve(page, keys);
	const first = await keyOf(page);
	for (const change of ['Top up', 'Renew', 'New key']) {
		await keys.pressIt(
			page.getByRole('button', { name: change, exact: true }).and(page.locator(OPEN))
		);
		await keys.press('button', 'Show me what I sign');
		await sign(page, keys);
	}
	await expect.poll(() => keyOf(page), patient).not.toBe(first);
	await keys.pressIt(page.getByRole('button', { name: 'Revoke key' }).and(page.locator(OPEN)));
	await sign(page, keys);
	await expect(page.getByRole('main')).toContainText('This key was revoked', patient);
});

test('by keyboard alone: a key lost with its browser’s storage is emptied and revoked, and another one ended with “Revoke all”', async ({
	page,
	host
}) => {
	const keys = new Keyboard(page);
	const list = page.getByRole('region', { name: 'Your keys, from the chain' });
	const inList = (name: RegExp) => list.getByRole('button', { name }).and(page.locator(OPEN));
	await page.goto(host.page('keeper/?seed=9'), { waitUntil: 'networkidle' });
	await begin(keys);
	await approve(page, keys);
	await goLive(page, keys);
	await expect(list).toContainText('stop and sweep takes it', patient);
	await page.goto(host.page('docs/'));
	await loseStorage(page);
	await page.goto(host.page('keeper/'), { waitUntil: 'networkidle' });
	const anew = new Keyboard(page);
	for (const end of [/^Take back the XLM of /, /^Revoke G/]) {
		await anew.pressIt(inList(end));
		await sign(page, anew);
		await expect(inList(end)).toHaveCount(0, patient);
	}
	await expect(list).toContainText('The chain lists no key of yours.');
	await approve(page, anew);
	await anew.pressIt(inList(/^Revoke all$/));
	await sign(page, anew);
	await expect(page.getByRole('main')).toContainText('This key was revoked', patient);
});

test('by keyboard alone: the rivals sent home, a fill, its reward claimed, and 90 days later the archive emptied', async ({
	page,
	host
}) => {
	const keys = new Keyboard(page);
	const archive = page.getByRole('region', { name: 'In the archive' });
	await page.goto(host.page('lab/?seed=10'), { waitUntil: 'networkidle' });
	await keys.press('button', 'Start the network');
	for (const rival of ['keeper-alpha', 'keeper-beta']) {
		await keys.toggle(new RegExp(`^${rival}`));
	}
	await keys.follow('Keeper');
	await keys.type('Name of your keeper', 'keys-only');
	await approve(page, keys);
	await goLive(page, keys);
	await keys.follow('Vault');
	await keys.press('button', 'Add a USDC trustline');
	await sign(page, keys);
	await keys.pressIt(page.getByRole('button', { name: /^Claim / }).and(page.locator(OPEN)));
	await sign(page, keys);
	await expect(page.getByRole('main')).toContainText('Nothing is owed to you now', patient);
	await archiveAll(rpcOf(page));
	await keys.pressIt(archive.getByRole('button', { name: 'Restore' }));
	await sign(page, keys);
	await expect(archive).toHaveCount(0, patient);
});

test('by keyboard alone: the price of another asset, a borrower more, the clock, and a new world', async ({
	page,
	host
}) => {
	const keys = new Keyboard(page);
	const main = page.getByRole('main');
	const slider = page.getByRole('slider', { name: 'EURC price' });
	await page.goto(host.page('lab/?seed=11'), { waitUntil: 'networkidle' });
	await keys.press('button', 'Start the network');
	await keys.choose('Price of', 'EURC');
	const before = (await slider.getAttribute('aria-valuetext')) ?? '';
	await keys.to(slider);
	await page.keyboard.press('ArrowLeft');
	await expect(slider).not.toHaveAttribute('aria-valuetext', before);
	await expect(main).toContainText(/EURC\s[\d.]+\s→\s[\d.]+\sUSD/, patient);
	await keys.choose('One ledger every', '0.1 s');
	await keys.type('Collateral, XLM', '30000');
	await keys.type('Debt, USDC', '1000');
	await page.keyboard.press('Enter');
	await expect(main).toContainText('borrower-7', patient);
	await keys.press('button', 'Pause');
	await keys.press('button', 'Step');
	await keys.press('button', 'Go on');
	await keys.press('button', 'Reset: a new world');
	await expect(main).not.toContainText('borrower-7', patient);
	await keys.to(page.getByRole('button', { name: 'Pause' }));
});

test('by keyboard alone: another network, an endpoint of one’s own and its end, the theme, a copy of the data, and a wipe thought better of', async ({
	page,
	host
}) => {
	const keys = new Keyboard(page);
	const own = page.getByRole('row').filter({ hasText: 'localhost:8999' });
	await page.goto(host.page('settings/'), { waitUntil: 'networkidle' });
	const loaded = page.waitForEvent('load');
	await keys.choose('Network', /this computer/i);
	await loaded;
	await page.waitForLoadState('networkidle');
	const anew = new Keyboard(page);
	await anew.type('Add an endpoint of your own', 'http://localhost:8999');
	await page.keyboard.press('Enter');
	await expect(own).toBeVisible();
	await anew.pressIt(own.getByRole('button', { name: /^Remove/ }));
	await expect(own).toHaveCount(0);
	await anew.choose('Theme', 'Dark');
	await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
	const saved = page.waitForEvent('download');
	await anew.press('button', 'Export');
	expect((await saved).suggestedFilename()).toBe('nectar.json');
	const wipe = page.getByRole('main').getByRole('button', { name: 'Wipe everything' }).first();
	await anew.pressIt(wipe);
	await anew.press('button', 'Keep it');
	await expect(wipe).toBeFocused();
});
