import { contendersFor, sentBy, type OwnKeeper } from '#lib/state/contenders.ts';
import type { DemoNetwork } from '#lib/state/demo.svelte.ts';
import type { KeeperState } from '#lib/state/keeper.svelte.ts';
import type { PoolSource } from '#lib/state/pool-watch.svelte.ts';
import type { Site } from '#lib/state/site.svelte.ts';

/** The pool of the network inside the page, whichever network is chosen. */
export function demoPool(site: Site, demo: DemoNetwork, keeper: KeeperState): PoolSource {
	/** This tab's keeper, or the one of the tab that leads, if it works there. */
	const own = (): OwnKeeper | undefined => {
		const { operator, report } = keeper;
		const isThere = site.choice?.kind === 'embedded';
		return isThere && operator !== undefined && report !== undefined
			? { operator, report }
			: undefined;
	};
	return {
		get network() {
			if (site.networks.kind !== 'ready') return undefined;
			return site.networks.file.networks.find(({ kind }) => kind === 'embedded')?.deployed;
		},
		get ledger() {
			return demo.state.phase.kind === 'running' ? demo.state.ledger : undefined;
		},
		get ownAddresses() {
			const found = own();
			const session = found?.report.session?.address;
			return found === undefined
				? []
				: [found.operator, ...(session === undefined ? [] : [session])];
		},
		transport: () => demo.transport(),
		contenders: (user) => contendersFor(user, demo.state.house, own()),
		sent: () => sentBy(demo.state.house, own())
	};
}
