import { expect, type Page } from '@playwright/test';
import { rpcOf } from './support/chain.ts';
import { CID } from './support/hosts.ts';
import {
	becomeKeeper,
	crash,
	deposit,
	goTo,
	startDemo,
	stopAndSweep,
	warpAnHour,
	withdrawAll
} from './support/journey.ts';
import { expectSwept, keeperMoney, walletAddress } from './support/keeper-accounts.ts';
import {
	fillOfAuctionAfter,
	openingRaceOver,
	priceWhenVested,
	skipToTheRace
} from './support/lab-readings.ts';
import { test } from './support/site-test.ts';
import { Troubles } from './support/troubles.ts';
import { sharePrice } from './support/vault-readings.ts';

test.describe.configure({ timeout: 600_000 });

const PATIENCE_MS = 240_000;
const HOUSE = ['keeper-alpha', 'keeper-beta'];

/** In the lab: a crash, and the fill of an auction that it brought. Gives the share price that all profits before it come to. */
async function crashAndFill(page: Page): Promise<number> {
	await openingRaceOver(page);
	const price = await priceWhenVested(page);
	const fell = await crash(page, '25');
	await skipToTheRace(page, fell);
	const { winner } = await fillOfAuctionAfter(page, fell);
	expect(['this tab', ...HOUSE]).toContain(winner);
	return price;
}

for (const hostKind of ['plain', 'sub-domain'] as const) {
	test.describe(`on a ${hostKind} host`, () => {
		test.use({ hostKind });

		test('from no wallet to a depositor and a live keeper, through a fill, and back to nothing', async ({
			context,
			page,
			host
		}) => {
			const troubles = new Troubles(context, [host.url]);
			await page.goto(`${host.url}?seed=1`, { waitUntil: 'networkidle' });
			await startDemo(page);
			await goTo(page, 'Vault');
			await deposit(page, '1000');
			await goTo(page, 'Keeper');
			await becomeKeeper(page);
			await goTo(page, 'Lab');
			const before = await crashAndFill(page);
			await warpAnHour(page); // everything has vested, and no share is locked
			await goTo(page, 'Vault');
			await expect.poll(() => sharePrice(page), { timeout: PATIENCE_MS }).toBeGreaterThan(before);
			await withdrawAll(page);
			await expect(page.getByRole('main')).toContainText('You own no shares any more');
			await goTo(page, 'Keeper');
			const operator = await walletAddress(page);
			const rpc = rpcOf(page);
			const money = await keeperMoney(rpc, operator);
			await stopAndSweep(page);
			await expectSwept(rpc, operator, money);
			expect(troubles.list()).toEqual([]);
		});
	});
}

test.describe('behind a path gateway, where every site shares one storage', () => {
	test.use({ hostKind: 'path-gateway' });

	test('no key is made and the page says where to go, and a house keeper fills', async ({
		context,
		page,
		host
	}) => {
		const troubles = new Troubles(context, [host.url]);
		await page.goto(`${host.url}?seed=2`, { waitUntil: 'networkidle' });
		await startDemo(page);
		await goTo(page, 'Keeper');
		const main = page.getByRole('main');
		await expect(main).toContainText('Every site of this gateway shares one storage');
		await expect(main.locator(`a[href*="${CID}.ipfs."]`).first()).toBeVisible();
		const approve = page.getByRole('button', { name: 'Show me what I sign' });
		await expect(approve).toHaveAttribute('aria-disabled', 'true');
		await approve.focus();
		await page.keyboard.press('Enter');
		await expect(page.getByText('Sign with the demo wallet')).toBeHidden();
		await goTo(page, 'Lab');
		const { winner } = await fillOfAuctionAfter(page, 0);
		expect(HOUSE).toContain(winner);
		const databases = await page.evaluate(async () =>
			(await indexedDB.databases()).map(({ name }) => name)
		);
		expect(databases).not.toContain('nectar-keys');
		expect(troubles.list()).toEqual([]);
	});
});
