import { expect, type Page } from '@playwright/test';
import { openHost, type SiteHost } from './support/hosts.ts';
import { bareNetwork, type LocalNetwork } from './support/local-network.ts';
import { networksWithLocal } from './support/networks-file.ts';
import { RpcProxy, type Behaviour } from './support/rpc-proxy.ts';
import { test } from '@playwright/test';

/*
 * Two endpoints of one network, of which the first misbehaves. The header counts those that work and says why one rests.
 */

let network: LocalNetwork;
let first: RpcProxy;
let second: RpcProxy;
let host: SiteHost;
test.beforeEach(async () => {
	network = await bareNetwork();
	first = await RpcProxy.open(network.url);
	second = await RpcProxy.open(network.url);
	host = await openHost('plain', networksWithLocal({ rpc: [first.url, second.url] }));
});
test.afterEach(async () => {
	await host.close();
	await first.close();
	await second.close();
	await network.close();
});

const header = (page: Page) => page.getByRole('banner');
const faults: readonly (readonly [string, Behaviour, RegExp])[] = [
	['is dead', { kind: 'dead' }, /RPC 1\/2/],
	['limits requests (429)', { kind: 'limited' }, /RPC 1\/2/],
	['answers with a web page', { kind: 'html' }, /RPC 1\/2/]
];

for (const [name, behaviour, shown] of faults) {
	test(`an endpoint that ${name}: the next one takes over, visibly`, async ({ page }) => {
		first.behaviour = behaviour;
		await page.goto(host.page('vault/'));
		await expect(header(page)).toContainText(shown, { timeout: 30_000 });
		await expect(header(page)).toContainText(`127.0.0.1:${new URL(first.url).port}`);
		await expect(header(page)).toContainText(/ledger\s*[\d,]+/);
		expect(second.asked).toContain('getHealth');
	});
}

test('an endpoint that lags: the one that is up to date takes over, visibly', async ({ page }) => {
	first.behaviour = { kind: 'lagging', ledgers: 50 };
	await page.goto(host.page('vault/'));
	await expect(header(page)).toContainText(/RPC 1\/2/, { timeout: 60_000 });
	await expect(header(page)).toContainText(/behind/);
});

test('an endpoint of another network is not used', async ({ page }) => {
	const other = await bareNetwork({ passphrase: 'Another network' });
	const foreign = await openHost('plain', networksWithLocal({ rpc: [other.url, second.url] }));
	await page.goto(foreign.page('vault/'));
	await expect(header(page)).toContainText(/RPC 1\/2/, { timeout: 30_000 });
	await foreign.close();
	await other.close();
});

test('all endpoints dead: nothing is shown as 0, and a sentence says why', async ({ page }) => {
	first.behaviour = { kind: 'dead' };
	second.behaviour = { kind: 'dead' };
	await page.goto(host.page('vault/'));
	await expect(header(page)).toContainText(/RPC 0\/2/, { timeout: 30_000 });
	await expect(page.getByRole('main')).not.toContainText(/\b0(\.0+)? USDC/);
	first.behaviour = { kind: 'faithful' };
	await expect(header(page)).toContainText(/ledger\s*[\d,]+/, { timeout: 60_000 });
});
