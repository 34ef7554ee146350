import { Keypair } from '@stellar/stellar-sdk';
import { expect, test, type Page } from '@playwright/test';
import { LIES } from '../fixtures/lies.ts';
import { grant, openDepositorScene, openVault, type DepositorScene } from './support/depositor.ts';
import { deposit, mendUntil, sign, signAndFinish } from './support/journey.ts';

/*
 * A depositor with Freighter, and everything that can go wrong between the page and the wallet. In each case nothing is
 * sent, a sentence says what to do, and doing it works.
 */

test.describe.configure({ timeout: 240_000 });

let scene: DepositorScene;
test.beforeEach(async ({ context }) => {
	scene = await openDepositorScene(context, { xlm: 100, usdc: 500 });
	grant(scene);
});
test.afterEach(async () => {
	await scene.close();
});

const main = (page: Page) => page.getByRole('main');
const submit = (page: Page) => main(page).locator('button[type="submit"]');

/** Everything up to the sheet that shows what will be signed. */
async function review(page: Page): Promise<void> {
	await openVault(page, scene);
	await page.getByRole('textbox', { name: 'Amount' }).fill('25');
	await mendUntil(page, submit(page));
	await submit(page).click();
	await expect(page.getByRole('heading', { name: 'What you will sign' })).toBeVisible();
}

function expectNothingSent(): void {
	expect(scene.proxy.asked).not.toContain('sendTransaction');
}

test('what is reviewed is what the wallet shows, and it is deposited', async ({ page }) => {
	await review(page);
	await signAndFinish(page);
	const [shown] = scene.wallet.shown;
	expect(shown?.hostname).toBe(scene.host.hostname);
	expect(shown?.transaction.operations).toHaveLength(1);
	await expect(main(page)).toContainText('25.00');
	expect(scene.wallet.shown).toHaveLength(1);
});

test('from an account that does not exist: test XLM, trustline, test USDC, and the deposit', async ({
	page
}) => {
	scene.wallet.keypair = Keypair.random();
	scene.wallet.allowed.clear();
	await openVault(page, scene);
	const pressed = await deposit(page, '100');
	expect(pressed).toEqual(
		expect.arrayContaining(['Connect', 'Get test XLM', 'Add it', 'Get test USDC'])
	);
	await expect(main(page)).toContainText('100.00');
});

test('the wallet declines', async ({ page }) => {
	await review(page);
	scene.wallet.next = 'decline';
	await sign(page);
	await expect(main(page)).toContainText('You closed Freighter. Nothing was sent.');
	expectNothingSent();
	await main(page).getByRole('button', { name: 'Try again' }).click();
	await signAndFinish(page);
});

test('the wallet is locked', async ({ page }) => {
	await review(page);
	scene.wallet.locked = true;
	await sign(page);
	await expect(main(page)).toContainText('Freighter is locked. Unlock it, then try again.');
	expectNothingSent();
	scene.wallet.locked = false;
	await main(page).getByRole('button', { name: 'Try again' }).click();
	await signAndFinish(page);
});

test('the wallet is on the wrong network', async ({ page }) => {
	await review(page);
	const right = scene.wallet.passphrase;
	scene.wallet.passphrase = 'Test SDF Network ; September 2015';
	await sign(page);
	await expect(main(page)).toContainText('Freighter is on another network: “Test SDF Network');
	expectNothingSent();
	scene.wallet.passphrase = right;
	await main(page).getByRole('button', { name: 'Try again' }).click();
	await signAndFinish(page);
});

test('the wallet signs with another account', async ({ page }) => {
	await review(page);
	scene.wallet.next = 'other-account';
	await sign(page);
	await expect(main(page)).toContainText(/Freighter uses .* this was made for/);
	expectNothingSent();
});

test('the wallet hands back another transaction', async ({ page }) => {
	await review(page);
	scene.wallet.next = 'other-transaction';
	await sign(page);
	await expect(main(page)).toContainText('The wallet did not sign what it was given');
	expectNothingSent();
});

test('the wallet returns an empty answer: it was updated under the page', async ({ page }) => {
	await review(page);
	scene.wallet.next = 'empty';
	await sign(page);
	await expect(main(page)).toContainText('Freighter answered with nothing.');
	await expect(main(page)).toContainText('Reload this page');
	expectNothingSent();
});

test('the wallet never answers: the person gives up and tries again', async ({ page }) => {
	await review(page);
	scene.wallet.next = 'never';
	await sign(page);
	await main(page).getByRole('button', { name: 'Cancel' }).click();
	await expect(main(page)).toContainText('You stopped waiting for Freighter. Nothing was sent.');
	expectNothingSent();
});

test('the extension is gone from the page', async ({ page }) => {
	await review(page);
	scene.wallet.dead = true;
	await sign(page);
	await expect(main(page)).toContainText(/Reload this page|reload this page/);
	expectNothingSent();
});

test('a node that tampers with the deposit, in any of six ways, is caught before anything is signed', async ({
	page
}) => {
	await openVault(page, scene);
	await page.getByRole('textbox', { name: 'Amount' }).fill('25');
	await mendUntil(page, submit(page));
	for (const lie of LIES) {
		scene.proxy.behaviour = { kind: 'lying', lie };
		await submit(page).click();
		await expect(main(page)).toContainText(
			'The node proposed a transaction that is not what you asked for',
			{ timeout: 60_000 }
		);
		await expect(main(page)).toContainText('Nothing was signed.');
		expect(scene.proxy.liesTold, lie).toBeGreaterThan(0);
		await main(page).getByRole('button', { name: 'Close' }).click();
	}
	expect(scene.wallet.shown).toEqual([]);
	expectNothingSent();
	scene.proxy.behaviour = { kind: 'faithful' };
	await submit(page).click();
	await signAndFinish(page);
});

for (const amount of ['-0', '1e5', '1.00000001', '12345678901234567890', '1,5']) {
	test(`an amount of ${amount} is refused with a sentence, and never rounded`, async ({ page }) => {
		await openVault(page, scene);
		const field = page.getByRole('textbox', { name: 'Amount' });
		await field.fill(amount);
		await expect(field).toHaveAttribute('aria-invalid', 'true');
		await expect(submit(page)).toHaveAttribute('aria-disabled', 'true');
		await expect(field).toHaveValue(amount);
		await expect(page.locator('.field__bad')).not.toBeEmpty();
		await submit(page).focus(); // aria-disabled only: it can be reached and pressed
		await page.keyboard.press('Enter');
		expect(scene.proxy.asked).not.toContain('sendTransaction');
		expect(scene.wallet.shown).toEqual([]);
	});
}

test('a page that is closed after the signature picks up the transaction when it comes back', async ({
	context,
	page
}) => {
	await review(page);
	await sign(page);
	await expect(main(page)).toContainText('You can close this page', { timeout: 60_000 });
	await page.close();
	const again = await context.newPage();
	await openVault(again, scene);
	await again.getByRole('button', { name: 'Done', exact: true }).click({ timeout: 120_000 });
	expect(scene.wallet.shown).toHaveLength(1);
});
