import { expect, type Page } from '@playwright/test';
import { accountOn, rpcOf } from './support/chain.ts';
import { crash, goLive, mendUntil, signAndFinish } from './support/journey.ts';
import {
	attempts,
	keyOf,
	log,
	PATIENCE_MS,
	stateOf,
	visitAsKeeper,
	type KeeperVisit
} from './support/keeper-visit.ts';
import { loseStorage } from './support/lost-storage.ts';
import { spendFloat } from './support/session-money.ts';
import { test } from './support/site-test.ts';
import { command } from './support/world-command.ts';

test.describe.configure({ mode: 'serial', timeout: 240_000 });

/** One approval, and everything that can end it: each test mends what it broke, and the next one goes on from there. */
let visit: KeeperVisit;
let tab: Page;
let key: string;
let operator: string;

const patient = { timeout: PATIENCE_MS };
const main = () => tab.getByRole('main');

test.beforeAll(async ({ browser }) => {
	test.setTimeout(240_000);
	visit = await visitAsKeeper(browser, 12);
	tab = visit.keeper;
	key = await keyOf(tab);
	await expect(
		attempts(tab).filter({ hasText: 'co-signer' }).filter({ hasText: 'done' })
	).toBeVisible(patient);
	const [signer] = (await accountOn(rpcOf(visit.lab), key))?.signers ?? [];
	operator = signer ?? '';
});
test.afterAll(async () => {
	await visit.close();
});

/** There is work, the log says why it is left alone, ledger after ledger, and nothing is sent. */
async function expectIdle(code: string, sentence: string): Promise<void> {
	const before = visit.questions.sent.length;
	const line = log(tab).filter({ hasText: code }).first();
	await expect(line).toContainText(sentence, patient);
	await expect(line).toContainText(/Repeated ([4-9]|\d\d+) times/, patient);
	expect(visit.questions.sent).toHaveLength(before);
}

/** What was left alone is done: the key works again. */
async function expectWork(before: number): Promise<void> {
	await expect(stateOf(tab)).toHaveText('Live', patient);
	await expect.poll(() => visit.questions.sent.length, patient).toBeGreaterThan(before);
	await expect(attempts(tab).first()).toContainText(/done|won/, patient);
}

/** The form that `button` opens, filled in and signed. */
async function mendKey(button: string, fields: Readonly<Record<string, string>>): Promise<void> {
	await main().getByRole('button', { name: button, exact: true }).click();
	for (const [name, value] of Object.entries(fields)) {
		await main().getByRole('textbox', { name }).fill(value);
	}
	await main().getByRole('button', { name: 'Show me what I sign' }).click();
	await signAndFinish(tab);
}

test('out of XLM: it sends nothing and says what a fee needs, and goes on once it is topped up', async () => {
	await expect(log(tab).first()).toContainText('nobody needs a liquidation', patient);
	await spendFloat(tab, key, operator, 1_000n);
	await expect(main()).toContainText('≈ 0 fills left. Top up 5 XLM or sweep.', patient);
	await crash(visit.lab, '25');
	await expectIdle(
		'out_of_xlm',
		'The session key cannot pay the fee. Top it up, or stop and sweep.'
	);
	const before = visit.questions.sent.length;
	await mendKey('Top up', {});
	await expect(main()).not.toContainText('0 fills left', patient);
	await expectWork(before);
});

test('revoked in another tab: it sends nothing, its XLM is still shown, and it goes on once it is renewed', async () => {
	const { context, host, lab } = visit;
	const other = await context.newPage();
	await other.goto(host.page('keeper/'));
	await expect(stateOf(other)).toHaveText('Follows', patient);
	await other.getByRole('button', { name: 'Revoke key' }).click();
	await signAndFinish(other);
	await expect(other.getByRole('main')).toContainText('This key was revoked', patient);
	await other.close();
	await expect(main()).toContainText(
		'This key was revoked, so it can fill nothing. Renew it, or stop and sweep to take its XLM back.',
		patient
	);
	await expect(main()).toContainText(/\d+\.\d\d\sXLM free of \d+\.\d\d\sXLM/);
	await crash(lab, '10');
	await expectIdle(
		'no_delegation',
		'The key has no delegation on chain. Renew it, or stop and sweep.'
	);
	const before = visit.questions.sent.length;
	await mendKey('Renew', { 'Ends after, days': '1' });
	await expect(main()).not.toContainText('This key was revoked', patient);
	await expectWork(before);
});

test('expired: it sends nothing and says so, and goes on once it is renewed', async () => {
	const { lab } = visit;
	await command(lab, { kind: 'warp', seconds: 25 * 3_600 });
	await expect(main()).toContainText(
		'The delegation has expired, so the key can fill nothing. Renew it, or stop and sweep.',
		patient
	);
	await crash(lab, '25');
	await expectIdle('expired', 'The delegation has expired. Renew it, or stop and sweep.');
	const before = visit.questions.sent.length;
	await mendKey('Renew', {});
	await expect(main()).not.toContainText('so the key can fill nothing', patient);
	await expectWork(before);
});

test('storage wiped with a live delegation: the chain still shows it, the wallet takes its XLM back, and another key is approved', async () => {
	const { context, host, lab } = visit;
	await tab.close();
	await loseStorage(lab);
	tab = await context.newPage();
	await tab.goto(host.page('keeper/'));
	const keys = main().getByRole('region', { name: 'Your keys, from the chain' });
	await expect(keys).toContainText(
		'One live key is not in this browser: approved elsewhere, or lost with wiped storage.',
		patient
	);
	await expect(keys.getByRole('row').filter({ hasText: 'not in this browser' })).toContainText(
		'live'
	);
	const rpc = rpcOf(lab);
	const before = await accountOn(rpc, operator);
	const float = await accountOn(rpc, key);
	await keys.getByRole('button', { name: /^Take back the XLM of / }).click();
	await signAndFinish(tab);
	expect(await accountOn(rpc, key)).toBeUndefined();
	const after = await accountOn(rpc, operator);
	const back = (after?.balance ?? 0n) - (before?.balance ?? 0n);
	expect(back).toBeGreaterThan((float?.balance ?? 0n) - 1_000_000n);
	await keys
		.getByRole('button', { name: /^Revoke / })
		.first()
		.click();
	await signAndFinish(tab);
	await expect(keys).toContainText('The chain lists no key of yours.', patient);

	const show = tab.getByRole('button', { name: 'Show me what I sign' });
	await mendUntil(tab, show);
	await show.click();
	await signAndFinish(tab);
	await goLive(tab);
	expect(await keyOf(tab)).not.toBe(key);
});
