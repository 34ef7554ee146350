import { expect, test, type Page } from '@playwright/test';
import { shortText } from '#lib/ui/number-text.ts';
import { rpcAt } from './support/chain.ts';
import {
	approveKeeper,
	deposit,
	goLive,
	goTo,
	stopAndSweep,
	withdrawAll
} from './support/journey.ts';
import { expectSwept, keeperMoney } from './support/keeper-accounts.ts';
import { openKeeperScene, type KeeperScene } from './support/keeper-scene.ts';
import { Troubles } from './support/troubles.ts';
import { allVested, fillAfter, sharePrice } from './support/vault-readings.ts';
import type { WorldNetwork } from './support/world-network.ts';

test.describe.configure({ timeout: 600_000 });

const PATIENCE_MS = 240_000;
/** Ledgers of an auction in which nobody fills: what comes after them is seen at the network's own pace. */
const QUIET_LEDGERS = 150;
/** Longer than any profit vests and any share is locked. */
const LONG_SECS = 120;

let scene: KeeperScene;
test.beforeEach(async ({ context }) => {
	scene = await openKeeperScene(context, { kind: 'sub-domain' });
});
test.afterEach(async () => {
	await scene.close();
});

const hasAuction = ({ world }: WorldNetwork): boolean => world.house.some((one) => one.hasAuction);

/** On the vault's page, once the world's first auction is over and its profit has vested: the share price as it stays. */
async function quietPrice(page: Page): Promise<number> {
	const { network } = scene;
	await expect.poll(() => hasAuction(network), { timeout: PATIENCE_MS }).toBe(false);
	await network.command({ kind: 'warp', seconds: LONG_SECS });
	await allVested(page);
	return sharePrice(page);
}

/** Gives the ledger before the fall. */
async function crashToTheRace({ network }: KeeperScene): Promise<number> {
	const { ledger } = network.view();
	await network.crash(25);
	await expect.poll(() => hasAuction(network), { timeout: PATIENCE_MS }).toBe(true);
	await network.command({ kind: 'step', ledgers: QUIET_LEDGERS });
	return ledger;
}

test('with Freighter, against a network over HTTP: from an account that does not exist to a depositor and a live keeper, through a fill, and back', async ({
	context,
	page
}) => {
	const { host, network, proxy, wallet } = scene;
	const troubles = new Troubles(context, [host.url, proxy.url, network.url]);
	await page.goto(host.page('vault/'));
	const pressed = await deposit(page, '1000');
	expect(pressed).toEqual(
		expect.arrayContaining(['Connect', 'Get test XLM', 'Add it', 'Get test USDC'])
	);

	await goTo(page, 'Keeper');
	const asked = wallet.shown.length;
	await approveKeeper(page);
	expect(wallet.shown).toHaveLength(asked + 1);
	const approval = wallet.shown.at(-1);
	expect(approval?.hostname).toBe(host.hostname);
	expect(approval?.transaction.operations.map(({ type }) => type)).toEqual(['invokeHostFunction']);
	await goLive(page);

	await goTo(page, 'Vault');
	const price = await quietPrice(page);
	const before = await crashToTheRace(scene);
	const fill = await fillAfter(page, before);
	const keepers = [
		wallet.address,
		...network.world.house.map(({ party }) => party.operator.address)
	];
	expect(keepers.map(shortText)).toContain(fill.operator);
	await network.command({ kind: 'warp', seconds: LONG_SECS });
	await expect.poll(() => sharePrice(page), { timeout: PATIENCE_MS }).toBeGreaterThan(price);

	await withdrawAll(page);
	await expect(page.getByRole('main')).toContainText('You own no shares any more');
	await goTo(page, 'Keeper');
	const rpc = rpcAt(network.url);
	const money = await keeperMoney(rpc, wallet.address);
	const signed = wallet.shown.length;
	await stopAndSweep(page);
	await expectSwept(rpc, wallet.address, money);
	expect(wallet.shown).toHaveLength(signed);
	expect(troubles.list()).toEqual([]);
});
