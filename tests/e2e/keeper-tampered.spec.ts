import { expect, test, type BrowserContext, type Page } from '@playwright/test';
import { LIES, type Lie } from '../fixtures/lies.ts';
import { goLive, reviewApproval, signAndFinish } from './support/journey.ts';
import { openKeeperScene, type KeeperScene } from './support/keeper-scene.ts';

/*
 * A node that lies about what it simulated, in six ways, one after the other: to the operator who approves a key, and to
 * the key that fills. Nothing of it is signed, a sentence says why, and with an honest node it goes on.
 */

test.describe.configure({ mode: 'serial', timeout: 300_000 });

const PATIENCE = { timeout: 120_000 };
const OTHER_CALL = 'the node simulated a call with another authorisation';
const TOO_DEAR = /resource fee \d+ over the cap/;
const REASONS: Readonly<Record<Lie, string | RegExp>> = {
	contract: OTHER_CALL,
	function: OTHER_CALL,
	argument: OTHER_CALL,
	'auth tree': OTHER_CALL,
	fee: TOO_DEAR,
	resources: TOO_DEAR
};

let context: BrowserContext;
let scene: KeeperScene;
let page: Page;
test.beforeAll(async ({ browser }) => {
	test.setTimeout(300_000);
	context = await browser.newContext();
	scene = await openKeeperScene(context, { means: { xlm: 200 }, ledgerMs: 1_000 });
	await scene.network.house(false);
	await scene.network.command({ kind: 'step', ledgers: 20 }); // the auction that is open pays by now
	scene.wallet.allowed.add(scene.host.hostname);
	page = await context.newPage();
	page.setDefaultTimeout(PATIENCE.timeout);
});
test.afterAll(async () => {
	await context.close();
	await scene.close();
});

test('the operator’s approval, tampered with in any of six ways, is caught before the wallet is asked', async () => {
	const { proxy, wallet, host } = scene;
	const main = page.getByRole('main');
	await page.goto(host.page('keeper/'));
	await reviewApproval(page);
	await expect(page.getByRole('heading', { name: 'What you will sign' })).toBeVisible();
	await main.getByRole('button', { name: 'Not now' }).click();
	const before = [wallet.shown.length, proxy.sent.length];
	for (const lie of LIES) {
		proxy.behaviour = { kind: 'lying', lie };
		await page.getByRole('button', { name: 'Show me what I sign' }).click();
		await expect(main).toContainText(
			'The node proposed a transaction that is not what you asked for',
			PATIENCE
		);
		await expect(main).toContainText('Nothing was signed. Choose another node in Settings');
		expect(proxy.liesTold, lie).toBeGreaterThan(0);
		await main.getByRole('button', { name: 'Close' }).click();
	}
	expect([wallet.shown.length, proxy.sent.length]).toEqual(before);
	proxy.behaviour = { kind: 'faithful' };
	await page.getByRole('button', { name: 'Show me what I sign' }).click();
	await signAndFinish(page);
	expect(wallet.shown).toHaveLength((before[0] ?? 0) + 1);
});

test('fills, tampered with in any of six ways, are not signed, and the log says why', async () => {
	const { proxy } = scene;
	const log = page.locator('[aria-labelledby="why-log"] ol');
	const fills = () => proxy.sent.filter(({ what }) => what === 'fill');
	for (const lie of LIES) {
		proxy.behaviour = { kind: 'lying', lie, about: 'fill' };
		if (lie === LIES[0]) await goLive(page);
		await expect.poll(() => proxy.liesTold, { ...PATIENCE, message: lie }).toBeGreaterThan(0);
		await expect(log).toContainText(REASONS[lie], PATIENCE);
	}
	// asked again in a later ledger: the answer before was not taken
	await expect.poll(() => proxy.liesTold, PATIENCE).toBeGreaterThan(1);
	expect(fills()).toEqual([]);
	proxy.behaviour = { kind: 'faithful' };
	await expect(log).toContainText(/Filled .*\. Vault \+/, PATIENCE);
	expect(fills()).toHaveLength(1);
});
