import { address, bytes, struct, u32, variant } from '#lib/chain/scval.ts';
import { fillOf, ripeAuction } from './auction.ts';
import { enact } from './debts.ts';
import { DEXES, issueMiddle, openDex, type DexName } from './dex.ts';
import { costliestLeg, type Leg } from './legs.ts';
import { measure, type Measured } from './measure.ts';
import type { World } from './world.ts';

/** A fill that trades one token over a DEX, and its leg there. */
export interface DexFill {
	readonly name: string;
	readonly cost: Measured;
	/** All routes it trades over. */
	readonly routes: readonly number[];
	readonly leg: Leg;
}

/** Most bytes of events of one leg over a DEX, whatever the length of the codes: what routes over its adapter carry. */
const EVENT_BYTES: Readonly<Record<DexName, { oneHop: number; twoHops: number }>> = {
	soroswap: { oneHop: 1_792, twoHops: 2_592 },
	aquarius: { oneHop: 2_220, twoHops: 3_472 }
};

/** The fill of the deepest auction over each DEX with one hop and with two. The world's beginning moves. */
export async function dexFills(world: World): Promise<readonly DexFill[]> {
	const { network } = world.scene;
	const routes = await openRoutes(world);
	const fills: DexFill[] = [];
	for (const [index, { name, venue, token, configured }] of routes.entries()) {
		world.reset();
		const route = network.venues.length + index;
		const { order } = await ripeAuction(world);
		const swaps = order.swaps.map((swap) => (swap.token === token ? { ...swap, route } : swap));
		const cost = await measure(world, fillOf(world, { ...order, swaps }));
		const measured = costliestLeg(cost.events, network.vault, venue);
		const all = swaps.map((swap) => swap.route);
		fills.push({ name, cost, routes: all, leg: { route, name, measured, configured } });
	}
	return fills;
}

/** Adds them the way an open vault allows: announced, waited for, executed. */
async function openRoutes(world: World) {
	world.reset();
	const middle = await issueMiddle(world);
	const routes = [];
	for (const dex of DEXES) {
		const { venue, token, oneHop, twoHops } = await openDex(world, dex, middle);
		const { oneHop: one, twoHops: two } = EVENT_BYTES[dex];
		routes.push(
			{ name: `${dex}, one hop`, venue, token, data: oneHop, configured: one },
			{ name: `${dex}, two hops`, venue, token, data: twoHops, configured: two }
		);
	}
	const changes = routes.map(({ venue, token, data, configured }) =>
		variant(
			'AddRoute',
			struct({
				data: bytes(data),
				event_bytes: u32(configured),
				token: address(token),
				venue: address(venue)
			})
		)
	);
	await enact(world, changes);
	world.keep();
	return routes;
}
