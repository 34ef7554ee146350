import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { Keypair } from '@stellar/stellar-sdk';
import { DONE, runDeploy } from '../fixtures/run-deploy.ts';
import { openHost } from './support/hosts.ts';
import { bareNetwork } from './support/local-network.ts';
import { networksWithLocal } from './support/networks-file.ts';
import { Troubles } from './support/troubles.ts';

test.describe.configure({ timeout: 300_000 });

/** Thirty-nine transactions, a ledger for most of them. */
const LEDGER_MS = 50;
const PATIENCE_MS = 60_000;

const cleanUp: (() => Promise<unknown>)[] = [];
test.afterEach(async () => {
	for (const undo of cleanUp.splice(0).reverse()) await undo();
});

test('the site runs on the entry that a deployment wrote, which was killed midway and started again', async ({
	context,
	page
}) => {
	const network = await bareNetwork({ ledgerMs: LEDGER_MS });
	cleanUp.push(() => network.close());
	const folder = await mkdtemp(join(tmpdir(), 'nectar-deploy-'));
	cleanUp.push(() => rm(folder, { recursive: true }));
	const file = join(folder, 'networks.json');
	const { url, friendbot } = network;
	const bare = networksWithLocal({ rpc: [url], friendbot, deployed: undefined });
	await writeFile(file, bare.get('networks.json') ?? '');
	const files = new Map(bare);
	const host = await openHost('sub-domain', files);
	cleanUp.push(() => host.close());
	const troubles = new Troubles(context, [host.url, network.url]);
	const main = page.getByRole('main');

	await page.goto(host.page('vault/'));
	await expect(main).toContainText('not deployed here', { timeout: PATIENCE_MS, ignoreCase: true });
	await expect(main).toContainText('npm run deploy -- --network local');

	const secret = Keypair.random().secret();
	const args = ['--network', 'local', '--file', file, '--yes'];
	const killed = await runDeploy(args, secret, { text: DONE, times: 5 });
	expect(killed.signal).toBe('SIGKILL');
	const finished = await runDeploy(args, secret);
	expect(finished.output).toContain('has the entry local');
	files.set('networks.json', await readFile(file, 'utf8'));

	await page.goto(host.page('vault/'));
	const price = main.locator('dl.tiles-inline dd').first();
	await expect(price).toHaveText(/^1\.000\s?000/, { timeout: PATIENCE_MS });
	await expect(page.getByRole('banner')).toContainText(/ledger\s*[\d,]+/);
	await expect(main).not.toContainText('not deployed here', { ignoreCase: true });
	await page.goto(host.page('keeper/'));
	await expect(main).toContainText('running 30', { timeout: PATIENCE_MS });
	await expect(main).not.toContainText('not deployed here', { ignoreCase: true });
	expect(troubles.list()).toEqual([]);
});
