import { address, vec } from '#lib/chain/scval.ts';
import { fillIntent, orderValue } from '#lib/chain/vault-calls.ts';
import { ripeAuction } from '../auction.ts';
import { signed, type Cases } from '../call.ts';
import type { World } from '../world.ts';

const MOST_ORDERS = 6;

export const batcher = (world: World): Promise<string> =>
	world.create('fill-batcher', 'batcher', []);

export const FILL_BATCHER: Cases = {
	/** As many orders as it takes: one fills the deepest auction, for the others somebody was faster. */
	fill_many: async (world) => {
		const contract = await batcher(world);
		const { order } = await ripeAuction(world);
		const [keeper] = world.cast.keepers;
		if (keeper === undefined) throw new Error('expected a keeper');
		const { vault } = world.scene.network;
		const { operator, session } = keeper;
		const fill = fillIntent(vault, operator.address, session.address, order);
		if (fill.kind !== 'invoke') throw new Error('expected a call');
		const orders = new Array<typeof order>(MOST_ORDERS).fill(order);
		return signed(
			session,
			contract,
			'fill_many',
			[
				address(operator.address),
				address(session.address),
				address(vault),
				vec(orders.map(orderValue))
			],
			orders.map(() => fill.call)
		);
	}
};
