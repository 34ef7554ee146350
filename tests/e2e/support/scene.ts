import type { Keypair } from '@stellar/stellar-sdk';
import type { BrowserContext } from '@playwright/test';
import { SANDBOX_PASSPHRASE } from '#lib/sandbox/config.ts';
import { FreighterDouble, installFreighter } from './freighter.ts';
import { openHost, type HostKind, type SiteHost } from './hosts.ts';
import { networksWithLocal } from './networks-file.ts';
import { RpcProxy } from './rpc-proxy.ts';

/** A network behind HTTP that one test alone uses. */
export interface Ground {
	/** With a slash at its end. */
	readonly url: string;
	readonly friendbot: string;
	/** Gives an account of the wallet XLM, and USDC with its trustline if asked for. */
	endow(keypair: Keypair, means: Means): Promise<void>;
	close(): Promise<void>;
}

/** Whole units. */
export interface Means {
	readonly xlm: number;
	readonly usdc?: number;
}

/** The built site, a network with a server that can misbehave in front of it, and Freighter. */
export interface Scene<Network extends Ground> {
	readonly host: SiteHost;
	readonly network: Network;
	/** What the page speaks to. */
	readonly proxy: RpcProxy;
	readonly wallet: FreighterDouble;
	close(): Promise<void>;
}

/** With `means` the wallet's account exists. Closing the scene closes its network. */
export async function openScene<Network extends Ground>(
	context: BrowserContext,
	network: Network,
	kind: HostKind,
	means: Means | undefined
): Promise<Scene<Network>> {
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
