import { expect, test, type BrowserContext, type Page } from '@playwright/test';
import { goLive, reviewApproval, signAndFinish, startDry } from './support/journey.ts';
import { openKeeperScene, type KeeperScene } from './support/keeper-scene.ts';

/*
 * A live keeper whose tab, or worker, ends at the worst moments of a transaction. Whoever comes back finds what became of
 * it, in the ledger of the page; nothing happens twice, and nothing is lost. One world and one approval for all of them.
 */

test.describe.configure({ mode: 'serial', timeout: 300_000 });

const PATIENCE = { timeout: 120_000 };
const LEDGER_MS = 1_000;
/** A keeper's transaction may be applied in the three ledgers after the one it was made for. */
const TOO_LATE = 6;
/** From the start of an auction until it pays, in ledgers. */
const RIPE = 200;

let context: BrowserContext;
let scene: KeeperScene;
let page: Page;
test.beforeAll(async ({ browser }) => {
	test.setTimeout(300_000);
	context = await browser.newContext();
	scene = await openKeeperScene(context, { means: { xlm: 200 }, ledgerMs: LEDGER_MS });
	await scene.network.house(false);
	scene.wallet.allowed.add(scene.host.hostname);
	await visit();
	await reviewApproval(page);
	await signAndFinish(page);
});
test.afterAll(async () => {
	await context.close();
	await scene.close();
});

/** A new tab on the keeper's page, as somebody opens who comes back. */
async function visit(): Promise<void> {
	page = await context.newPage();
	page.setDefaultTimeout(PATIENCE.timeout);
	await page.goto(scene.host.page('keeper/'));
}

const sent = (what: string) => scene.proxy.sent.filter((one) => one.what === what);
const step = (ledgers: number) => scene.network.command({ kind: 'step', ledgers });
const pause = () => scene.network.command({ kind: 'pause' });
const goOn = () => scene.network.command({ kind: 'speed', ledgerMs: LEDGER_MS });

/** Attempts in the profit ledger of the page that read so. */
const attempts = (text: RegExp) =>
	page.locator('[aria-labelledby="profit"] tbody tr').filter({ hasText: text });
const CREATED = /done\s+new auction/;
const WON = /won\s+G/;
const EXPIRED = /expired\s+G/;

test('closed between journal and send, and back too late: it has expired, and the fill happens once', async () => {
	await step(RIPE / 10);
	const caught = scene.proxy.catchNext('fill', 'before');
	await goLive(page);
	await caught;
	await page.close();
	await step(TOO_LATE);
	await visit();
	const main = page.getByRole('main');
	await expect(main).toContainText('are shown as soon as the keeper starts', PATIENCE);
	await startDry(page);
	await expect(attempts(EXPIRED)).toHaveCount(1, PATIENCE);
	await expect(main).toContainText('It cost nothing and can no longer happen.');
	expect(sent('fill')).toEqual([]);
	await goLive(page);
	await expect(attempts(WON)).toHaveCount(1, PATIENCE);
	expect(sent('fill')).toHaveLength(1);
	await expect(attempts(EXPIRED)).toHaveCount(1);
});

test('closed between journal and send, and back in time: the same bytes are sent, and applied once', async () => {
	const caught = scene.proxy.catchNext('new_auction', 'before');
	await scene.network.crash(25);
	const { hash } = await caught;
	await pause();
	await page.close();
	await visit();
	await startDry(page);
	await expect(attempts(/on its way\s+new auction/)).toHaveCount(1, PATIENCE);
	await expect.poll(() => sent('new_auction').map((one) => one.hash), PATIENCE).toEqual([hash]);
	await goOn();
	await expect(attempts(CREATED)).toHaveCount(1, PATIENCE);
	expect(sent('new_auction')).toHaveLength(1);
});

test('closed between send and confirmation: the next visit finds it on the chain, and sends nothing', async () => {
	const caught = scene.proxy.catchNext('new_auction', 'answered');
	await goLive(page);
	await caught;
	await pause();
	await page.close();
	await goOn();
	const before = scene.proxy.sent.length;
	await visit();
	await startDry(page);
	await expect(attempts(CREATED)).toHaveCount(2, PATIENCE);
	expect(scene.proxy.sent).toHaveLength(before);
});

test('closed during a fill, which is applied while the tab is gone: its profit is in the ledger, and nothing is sent', async () => {
	await step(RIPE);
	const caught = scene.proxy.catchNext('fill', 'after');
	await goLive(page);
	const { hash } = await caught;
	await page.close();
	await step(TOO_LATE);
	await visit();
	await startDry(page);
	await expect(attempts(WON)).toHaveCount(2, PATIENCE);
	await expect(attempts(WON).first()).toHaveText(/\+\d+\.\d\d\s*\+\d+\.\d\d/); // vault and operator
	expect(scene.proxy.sent.filter((one) => one.hash === hash)).toHaveLength(1);
	expect(scene.proxy.sent.at(-1)?.hash).toBe(hash);
});

test('its worker killed while a fill is on its way: the page says so, and started again it goes on live', async () => {
	const before = sent('fill').length;
	const caught = scene.proxy.catchNext('fill', 'after');
	await goLive(page);
	const { hash } = await caught;
	const [worker] = page.workers();
	await worker?.evaluate(() => {
		setTimeout(() => {
			throw new Error('killed by a test');
		});
	});
	await expect(page.locator('#keeper-state')).toHaveText('Crashed', PATIENCE);
	const main = page.getByRole('main');
	await expect(main).toContainText('The keeper ended unexpectedly.');
	await expect(main).toContainText(
		'What was on its way is in its journal; start it again to go on.'
	);
	await main.getByRole('button', { name: 'Start it again' }).click();
	await expect(page.locator('#keeper-state')).toHaveClass(/live/, PATIENCE);
	await expect(attempts(WON)).toHaveCount(3, PATIENCE);
	// it may ask for the same once more, which the network knows already; never for another fill
	expect(
		new Set(
			sent('fill')
				.slice(before)
				.map((one) => one.hash)
		)
	).toEqual(new Set([hash]));
});
