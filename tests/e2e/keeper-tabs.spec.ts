import { expect, type Page } from '@playwright/test';
import { crash } from './support/journey.ts';
import {
	attempts,
	keyOf,
	log,
	PATIENCE_MS,
	stateOf,
	visitAsKeeper,
	type KeeperVisit
} from './support/keeper-visit.ts';
import { test } from './support/site-test.ts';
import { stopWorker } from './support/stopped-worker.ts';

test.describe.configure({ mode: 'serial', timeout: 240_000 });

/** This one is about the clock of the computer: it takes as long as it says. */
const FROZEN_MS = 8_000;

/** One approval, and what becomes of its keeper in the tabs of one browser: each test goes on where the one before it ended. */
let visit: KeeperVisit;
/** The keeper's tab that is open now. */
let tab: Page;

test.beforeAll(async ({ browser }) => {
	test.setTimeout(240_000);
	visit = await visitAsKeeper(browser, 11);
	tab = visit.keeper;
});
test.afterAll(async () => {
	await visit.close();
});

/** As many different ones as there are rows: what was sent again, in doubt whether it had arrived, was the same bytes. */
const expectBooked = () =>
	expect
		.poll(async () => (await attempts(tab).count()) - new Set(visit.questions.sent).size)
		.toBe(0);

test('a second tab follows read-only and says so, and works on live with the same key when the first is closed', async () => {
	const { context, host, lab } = visit;
	const key = await keyOf(tab);
	await expect(attempts(tab).filter({ hasText: 'co-signer' })).toBeVisible({
		timeout: PATIENCE_MS
	});
	const second = await context.newPage();
	await second.goto(host.page('keeper/'));
	await expect(stateOf(second)).toHaveText('Follows', { timeout: PATIENCE_MS });
	const main = second.getByRole('main');
	await expect(main).toContainText(
		'Another tab of this browser runs it, live. Go on there, or close it and this tab takes over.'
	);
	await expect(main.getByRole('button', { name: 'Stop', exact: true })).toHaveCount(0);
	await expect(main.getByRole('button', { name: /Go live|Back to dry run/ })).toHaveCount(0);
	await expect(main.getByRole('button', { name: 'Stop and sweep' })).toHaveAttribute(
		'aria-disabled',
		'true'
	);
	await expect(attempts(second)).toHaveCount(await attempts(tab).count());
	expect(await keyOf(second)).toBe(key);

	// its auction is open, and it waits for the age at which a fill pays
	await crash(lab, '25');
	await expect(attempts(second).filter({ hasText: 'new auction' }).first()).toBeVisible({
		timeout: PATIENCE_MS
	});
	await tab.close();
	tab = second;
	await expect(stateOf(tab)).toHaveText('Live', { timeout: PATIENCE_MS });
	await expect(main).toContainText('Leads in this tab since');
	expect(await keyOf(tab)).toBe(key);
	const fills = attempts(tab).filter({ hasText: /won/ });
	await expect(fills.first()).toBeVisible({ timeout: PATIENCE_MS });
	await expect(attempts(tab).filter({ hasText: 'co-signer' })).toHaveCount(1);
	await expectBooked();
});

test('frozen for 8 s: the gap is measured, shown, and the chain is read again before anything is sent', async () => {
	const { lab, questions } = visit;
	const resume = await stopWorker(tab, 'nectar-keeper');
	const asleep = questions.now;
	await crash(lab, '25');
	await expect(lab.getByText(/can be auctioned/).first()).toBeVisible({ timeout: PATIENCE_MS });
	await new Promise((resolve) => setTimeout(resolve, FROZEN_MS));
	expect(questions.since(asleep, tab)).toEqual([]);
	const before = await attempts(tab).count();
	await resume();

	const slept = log(tab).filter({ hasText: 'This tab slept' });
	await expect(slept).toHaveText(
		/slept (8|9|1\d)\ss and missed \d+ ledgers\. Synced again before acting\./,
		{
			timeout: PATIENCE_MS
		}
	);
	await expect(tab.getByRole('main').locator('dl').first()).toContainText(
		/This tab slept\s*(8|9|1\d)\ss\s*\d+ ledgers, synced again before acting/
	);
	const missed = /missed (\d+) ledgers/.exec((await slept.textContent()) ?? '')?.[1];
	expect(Number(missed)).toBeGreaterThan(4);

	// what waits is done now, and after a look at the chain
	await expect(attempts(tab)).not.toHaveCount(before, { timeout: PATIENCE_MS });
	const asked = questions.since(asleep, tab);
	expect(asked.indexOf('getLedgerEntries')).toBeLessThan(asked.indexOf('simulateTransaction'));
	expect(asked.indexOf('simulateTransaction')).toBeLessThan(asked.indexOf('sendTransaction'));
	await expectBooked();
	await expect(stateOf(tab)).toHaveText('Live');
});
