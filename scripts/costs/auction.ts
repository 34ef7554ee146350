import { ScMapEntry, ScVal } from '@stellar/stellar-sdk/xdr';
import { newAuctionIntent } from '#lib/chain/pool-calls.ts';
import { address, i128, struct, u32 } from '#lib/chain/scval.ts';
import { fillIntent } from '#lib/chain/vault-calls.ts';
import type { Order } from '#lib/vault/vault-state.ts';
import { usdc } from '#lib/math/amount.ts';
import { firstOf } from '#lib/deployment/world/market.ts';
import { whole } from './amounts.ts';
import { signed, type Call } from './call.ts';
import type { World } from './world.ts';

/** Ledgers from the creation of an auction to an age at which its lot is whole, and part of the debt stays behind. */
const RIPE = 210;
/** In the order of the pool's reserves: USDC, XLM, EURC. Debts and collateral in each; debts of 638 against 708 USD. */
const DEBTS = [whole(430), whole(1_000), whole(100)];
const COLLATERAL = [whole(100), whole(5_000), whole(100)];

export interface Auction {
	readonly pool: string;
	readonly user: string;
	/** Fills all of it, over a route for each token but USDC. */
	readonly order: Order;
}

/** A user whose position takes as many entries as the pool allows, three debts and three kinds of collateral. */
export async function deepInDebt(world: World): Promise<{ pool: string; user: string }> {
	const { network, deployer } = world.scene;
	const pool = firstOf(network.pools, 'pool').contract;
	const { address: user } = await world.person('debtor');
	const call = signed(deployer, pool, 'set_position', [
		address(user),
		positions(COLLATERAL, DEBTS)
	]);
	await world.perform(call.by, call.intent);
	await world.wait(1); // interest is charged from the next ledger on, which is more work
	return { pool, user };
}

/** `Positions` of a pool, by reserve. */
export const positions = (collateral: readonly bigint[], liabilities: readonly bigint[]): ScVal =>
	struct({
		collateral: byReserve(collateral),
		liabilities: byReserve(liabilities),
		supply: byReserve([])
	});

const byReserve = (amounts: readonly bigint[]): ScVal =>
	ScVal.scvMap(
		amounts.map((amount, index) => new ScMapEntry({ key: u32(index), val: i128(amount) }))
	);

/** The auction of all of it, in the ledger after its creation. */
export async function freshAuction(world: World): Promise<Auction> {
	const { pool, user } = await deepInDebt(world);
	await world.perform(world.scene.deployer, auctionOf(world, pool, user));
	const { network } = world.scene;
	return {
		pool,
		user,
		order: {
			pool,
			auctionType: 0,
			user,
			percent: 100,
			minProfit: usdc(0n),
			swaps: network.venues.map(({ tokens: [token] }, route) => ({
				token,
				route,
				weightBps: 10_000
			}))
		}
	};
}

export function auctionOf(world: World, pool: string, user: string) {
	const { assets } = firstOf(world.scene.network.pools, 'pool');
	return newAuctionIntent({
		pool,
		auction: 'userLiquidation',
		user,
		bid: assets,
		lot: assets,
		percent: 100
	});
}

/** What the first keeper sends to fill it. */
export function fillOf({ cast, scene }: World, order: Order): Call {
	const [keeper] = cast.keepers;
	if (keeper === undefined) throw new Error('expected a keeper');
	const { operator, session } = keeper;
	const { vault } = scene.network;
	return { by: session, intent: fillIntent(vault, operator.address, session.address, order) };
}

export async function ripeAuction(world: World): Promise<Auction> {
	const auction = await freshAuction(world);
	await world.wait(RIPE);
	return auction;
}
