import { expect, type BrowserContext, type Page } from '@playwright/test';
import { confirm } from '#lib/chain/submit.ts';
import { rpcOf } from './support/chain.ts';
import { goTo, sign } from './support/journey.ts';
import { test } from './support/site-test.ts';
import { Troubles } from './support/troubles.ts';

/** A machine that also compiles may take its time; the page itself promises a first fill within a minute. */
const PATIENCE_MS = 60_000;
test.setTimeout(240_000);

/** The network's ledger as the header shows it, once it runs. */
async function ledgerOf(page: Page): Promise<number> {
	const banner = page.getByRole('banner');
	await expect(banner).toContainText(/ledger\s*[\d,]+/, { timeout: PATIENCE_MS });
	const text = /ledger\s*([\d,]+)/.exec((await banner.textContent()) ?? '')?.[1] ?? '';
	return Number(text.replaceAll(',', ''));
}

async function startInLab(page: Page): Promise<void> {
	await page.getByRole('button', { name: 'Start the network' }).click();
	await ledgerOf(page);
}

/** Until it is well past the ledger with which every new world begins. */
const growOld = (page: Page) =>
	expect.poll(() => ledgerOf(page), { timeout: PATIENCE_MS }).toBeGreaterThan(1_290);

/** Stops the clock, and waits for the ledger at which it stands. */
async function pause(page: Page): Promise<number> {
	await page.getByRole('button', { name: 'Pause', exact: true }).click();
	await expect(page.getByRole('button', { name: 'Go on', exact: true })).toBeVisible();
	let before = -1;
	await expect
		.poll(async () => {
			const now = await ledgerOf(page);
			const same = now === before;
			before = now;
			return same;
		})
		.toBe(true);
	return before;
}

/** Requests for the network's wasm, as they are made by whichever page or worker. */
function wasmRequests(context: BrowserContext): string[] {
	const found: string[] = [];
	context.on('request', (request) => {
		if (request.url().includes('sandbox.wasm')) found.push(request.url());
	});
	return found;
}

test('nothing of the network is loaded before it is started, and the first fill comes within a minute', async ({
	page,
	context,
	host
}) => {
	const troubles = new Troubles(context, [host.url]);
	const wasm = wasmRequests(context);
	await page.goto(host.page('lab/?seed=2'), { waitUntil: 'networkidle' });
	expect(wasm).toEqual([]);
	await startInLab(page);
	expect(wasm).toEqual([expect.stringMatching(/\/wasm\/sandbox\.wasm\.gz$/)]);
	await expect(page.getByRole('main')).toContainText(/won/, { timeout: PATIENCE_MS });
	expect(troubles.list()).toEqual([]);
});

test('a reload finds the network as it was left', async ({ page, host }) => {
	await page.goto(host.page('lab/?seed=3'), { waitUntil: 'networkidle' });
	await startInLab(page);
	await growOld(page);
	const left = await pause(page);
	await page.reload();
	expect(await ledgerOf(page)).toBe(left);
	await page.getByRole('button', { name: 'Go on', exact: true }).click();
	await expect.poll(() => ledgerOf(page), { timeout: PATIENCE_MS }).toBeGreaterThan(left + 2);
});

test('a second tab shows the same network and takes it over when the first is closed', async ({
	page,
	context,
	host
}) => {
	const wasm = wasmRequests(context);
	await page.goto(host.page('lab/?seed=4'), { waitUntil: 'networkidle' });
	await startInLab(page);
	await growOld(page);
	const left = await pause(page);
	const second = await context.newPage();
	await second.goto(host.page('lab/'));
	expect(await ledgerOf(second)).toBe(left);
	expect(wasm).toHaveLength(1);
	await page.close();
	const goOn = second.getByRole('button', { name: 'Go on', exact: true });
	// what is pressed while the successor still takes over can be too early: it is pressed again
	await expect(async () => {
		if (await goOn.isVisible()) await goOn.click();
		await expect.poll(() => ledgerOf(second), { timeout: 5_000 }).toBeGreaterThan(left + 2);
	}).toPass({ timeout: PATIENCE_MS });
	expect(wasm).toHaveLength(2);
});

test('when the tab that runs the network is killed, a transaction that waits in it lands from the next tab', async ({
	page,
	context,
	host
}) => {
	await page.goto(host.page('lab/?seed=6'), { waitUntil: 'networkidle' });
	await startInLab(page);
	await growOld(page);
	const next = await context.newPage();
	await next.goto(host.page('lab/'));
	await ledgerOf(next);
	await goTo(page, 'Vault');
	const main = page.getByRole('main');
	const trust = main.getByRole('button', { name: 'Add it' });
	await expect(async () => {
		for (const name of ['Connect', 'Get test XLM']) {
			const fix = main.getByRole('button', { name });
			if (await fix.isVisible()) await fix.click({ timeout: 1_000 });
		}
		await expect(trust).toBeVisible({ timeout: 2_000 });
	}).toPass({ timeout: PATIENCE_MS });
	const left = await pause(next);
	await trust.click();
	await sign(page);
	await expect(main).toContainText('Sent, not confirmed', { timeout: PATIENCE_MS });
	const hash = (await main.locator('.sheet__head [title]').getAttribute('title')) ?? '';
	await kill(page);
	await next.getByRole('button', { name: 'Go on', exact: true }).click({ timeout: PATIENCE_MS });
	await expect.poll(() => ledgerOf(next), { timeout: PATIENCE_MS }).toBeGreaterThan(left);
	// whoever sent it is gone, and no page of the next tab has sent it again
	const fate = await confirm(rpcOf(next), hash, new AbortController().signal);
	expect(fate).toMatchObject({ ok: true, value: { kind: 'succeeded' } });
	await goTo(next, 'Vault');
	await next.getByRole('button', { name: 'Done', exact: true }).click({ timeout: PATIENCE_MS });
	await expect(next.getByRole('main')).toContainText('Get test USDC', { timeout: PATIENCE_MS });
});

/** At once, as a browser that runs out of memory does it: nothing of the page has a last word. */
async function kill(page: Page): Promise<void> {
	const session = await page.context().newCDPSession(page);
	const crashed = page.waitForEvent('crash');
	void session.send('Page.crash').catch(() => undefined); // nobody is left to answer
	await crashed;
}

test('when the worker of the network dies another one goes on where it was', async ({
	page,
	host
}) => {
	await page.goto(host.page('lab/?seed=5'), { waitUntil: 'networkidle' });
	await startInLab(page);
	await growOld(page);
	const left = await pause(page);
	const [worker] = page.workers();
	await worker?.evaluate(() => {
		setTimeout(() => {
			throw new Error('killed by a test');
		});
	});
	await expect.poll(() => page.workers()[0] !== worker, { timeout: PATIENCE_MS }).toBe(true);
	await page.getByRole('button', { name: 'Go on', exact: true }).click({ timeout: PATIENCE_MS });
	await expect.poll(() => ledgerOf(page), { timeout: PATIENCE_MS }).toBeGreaterThan(left);
});
