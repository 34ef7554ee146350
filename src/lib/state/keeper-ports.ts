import { err, ok } from '#lib/result.ts';
import { keyRefusal } from './key-refusal.ts';
import type { DemoNetwork } from './demo.svelte.ts';
import type { KeeperStatePorts } from './keeper.svelte.ts';
import type { Site } from './site.svelte.ts';
import type { WalletState } from './wallet.svelte.ts';

/** What a keeper's state needs of the other states of a page. */
export const keeperPorts = (
	site: Pick<Site, 'choice' | 'network' | 'rpcUrls'>,
	demo: Pick<DemoNetwork, 'port'>,
	wallet: Pick<WalletState, 'address'>
): KeeperStatePorts => ({
	network: () => site.network,
	wallet: () => wallet.address,
	refusal: () => keyRefusal(site.choice?.kind === 'embedded'),
	chain: async () => {
		const { choice, rpcUrls } = site;
		if (choice === undefined) return err('no network is chosen');
		if (choice.kind === 'embedded') return ok({ kind: 'port', port: await demo.port() });
		return rpcUrls.length > 0
			? ok({ kind: 'rpc', urls: rpcUrls })
			: err(`${choice.title} has no RPC endpoint: add one in the settings`);
	}
});
