import type { BrowserContext } from '@playwright/test';
import { SANDBOX_PASSPHRASE } from '#lib/sandbox/config.ts';
import { FreighterDouble, installFreighter } from './freighter.ts';
import { openHost, type HostKind, type SiteHost } from './hosts.ts';
import { networksWithLocal } from './networks-file.ts';
import { RpcProxy } from './rpc-proxy.ts';
import { worldNetwork, type Means, type WorldNetwork } from './world-network.ts';

/** The built site, a seeded world behind HTTP with a server that can misbehave in front of it, and Freighter. */
export interface KeeperScene {
	readonly host: SiteHost;
	readonly network: WorldNetwork;
	/** What the page speaks to. */
	readonly proxy: RpcProxy;
	readonly wallet: FreighterDouble;
	close(): Promise<void>;
}

interface Options {
	/** Where the page stands. On any but an origin of its own no key for a network outside the page is made. */
	readonly kind?: HostKind;
	/** Of the wallet's account. Without: it does not exist. */
	readonly means?: Means;
	readonly seed?: string;
	readonly ledgerMs?: number;
}

export async function openKeeperScene(
	context: BrowserContext,
	{ kind = 'sub-domain', means, ...world }: Options = {}
): Promise<KeeperScene> {
	const network = await worldNetwork(world);
	const proxy = await RpcProxy.open(network.url);
	const wallet = new FreighterDouble(SANDBOX_PASSPHRASE);
	if (means !== undefined) await network.endow(wallet.keypair, means);
	await installFreighter(context, wallet);
	const entry = { rpc: [proxy.url], friendbot: network.friendbot };
	const host = await openHost(kind, networksWithLocal(entry));
	return {
		...{ host, network, proxy, wallet },
		async close() {
			await host.close();
			await proxy.close();
			await network.close();
		}
	};
}
