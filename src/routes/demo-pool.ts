import { contendersFor, sentBy, type OwnKeeper } from '#lib/state/contenders.ts';
import type { DemoNetwork } from '#lib/state/demo.svelte.ts';
import type { PoolSource } from '#lib/state/pool-watch.svelte.ts';
import type { Site } from '#lib/state/site.svelte.ts';

/** The pool of the network inside the page, whichever network is chosen. `own`: this tab's keeper, if it works there. */
export function demoPool(
	site: Site,
	demo: DemoNetwork,
	own: () => OwnKeeper | undefined
): PoolSource {
	return {
		get network() {
			if (site.networks.kind !== 'ready') return undefined;
			return site.networks.file.networks.find(({ kind }) => kind === 'embedded')?.deployed;
		},
		get ledger() {
			return demo.state.phase.kind === 'running' ? demo.state.ledger : undefined;
		},
		get ownAddresses() {
			const keeper = own();
			const session = keeper?.report.session?.address;
			return keeper === undefined
				? []
				: [keeper.operator, ...(session === undefined ? [] : [session])];
		},
		transport: () => demo.transport(),
		contenders: (user) => contendersFor(user, demo.state.house, own()),
		sent: () => sentBy(demo.state.house, own())
	};
}
