import type { BrowserContext, Page } from '@playwright/test';
import { SANDBOX_PASSPHRASE } from '#lib/sandbox/config.ts';
import { FreighterDouble, installFreighter } from './freighter.ts';
import { openHost, type HostKind, type SiteHost } from './hosts.ts';
import { deployedNetwork, endow, type LocalNetwork } from './local-network.ts';
import { networksWithLocal } from './networks-file.ts';
import { RpcProxy } from './rpc-proxy.ts';

/** The built site, a network of its own behind HTTP with a server that can misbehave in front, and Freighter. */
export interface Scene {
	readonly host: SiteHost;
	readonly network: LocalNetwork;
	readonly proxy: RpcProxy;
	readonly wallet: FreighterDouble;
	close(): Promise<void>;
}

interface Options {
	readonly kind?: HostKind;
	/** Without: the account does not exist. Whole units. */
	readonly means?: { readonly xlm: number; readonly usdc?: number };
}

export async function openScene(
	context: BrowserContext,
	{ kind = 'plain', means }: Options = {}
): Promise<Scene> {
	const network = await deployedNetwork();
	const proxy = await RpcProxy.open(network.url);
	const wallet = new FreighterDouble(SANDBOX_PASSPHRASE);
	if (means !== undefined) await endow(network, wallet.keypair, means);
	await installFreighter(context, wallet);
	const friendbot = `${network.url}friendbot`;
	const host = await openHost(kind, networksWithLocal({ rpc: [proxy.url], friendbot }));
	return {
		...{ host, network, proxy, wallet },
		async close() {
			await host.close();
			await proxy.close();
			await network.close();
		}
	};
}

/** Lets the site see the account, as a person has done once before. */
export function grant({ wallet, host }: Scene): void {
	wallet.allowed.add(host.hostname);
}

export async function openVault(page: Page, { host }: Scene): Promise<void> {
	await page.goto(host.page('vault/'));
}
