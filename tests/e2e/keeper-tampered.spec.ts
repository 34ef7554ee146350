import { expect, test, type BrowserContext, type Page } from '@playwright/test';
import { approve, beforeApproval, goLive } from './support/journey.ts';
import { openKeeperScene, type KeeperScene } from './support/keeper-scene.ts';
import { LIES } from './support/lies.ts';

/*
 * A node that lies about what it simulated, in six ways, one after the other: to the operator who approves a key, and to
 * the key that fills. Nothing of it is signed, a sentence says why, and with an honest node it goes on.
 */

test.describe.configure({ mode: 'serial', timeout: 300_000 });

const PATIENCE_MS = 120_000;

let context: BrowserContext;
let scene: KeeperScene;
let page: Page;
test.beforeAll(async ({ browser }) => {
	context = await browser.newContext();
	scene = await openKeeperScene(context, { means: { xlm: 200 }, ledgerMs: 1_000 });
	await scene.network.house(false);
	scene.wallet.allowed.add(scene.host.hostname);
	page = await context.newPage();
});
test.afterAll(async () => {
	await context.close();
	await scene.close();
});

test('the operator’s approval, tampered with in any of six ways, is caught before the wallet is asked', async () => {
	const { proxy, wallet, host } = scene;
	const main = page.getByRole('main');
	await page.goto(host.page('keeper/'));
	await beforeApproval(page);
	const before = [wallet.shown.length, proxy.sent.length];
	for (const lie of LIES) {
		proxy.behaviour = { kind: 'lying', lie };
		await page.getByRole('button', { name: 'Show me what I sign' }).click();
		await expect(main).toContainText(
			'The node proposed a transaction that is not what you asked for',
			{ timeout: PATIENCE_MS }
		);
		await expect(main).toContainText('Nothing was signed. Choose another node in Settings');
		expect(proxy.liesTold, lie).toBeGreaterThan(0);
		await main.getByRole('button', { name: 'Close' }).click();
	}
	expect([wallet.shown.length, proxy.sent.length]).toEqual(before);
	proxy.behaviour = { kind: 'faithful' };
	await approve(page);
	expect(wallet.shown).toHaveLength((before[0] ?? 0) + 1);
});

test('fills, tampered with in any of six ways, are not signed, and the log says why', async () => {
	const { proxy } = scene;
	const main = page.getByRole('main');
	const fills = () => proxy.sent.filter(({ what }) => what === 'fill');
	for (const lie of LIES) {
		proxy.behaviour = { kind: 'lying', lie, about: 'fill' };
		if (lie === LIES[0]) await goLive(page);
		// that it was asked a second time means that it did not like the first answer
		await expect
			.poll(() => proxy.liesTold, { timeout: PATIENCE_MS, message: lie })
			.toBeGreaterThan(1);
		console.log(lie, await main.locator('.log--why').allInnerTexts());
	}
	expect(fills()).toEqual([]);
	proxy.behaviour = { kind: 'faithful' };
	await expect.poll(() => fills().length, { timeout: PATIENCE_MS }).toBe(1);
	await expect(main).toContainText(/Filled .*\. Vault \+/, { timeout: PATIENCE_MS });
});
