import type { ScVal } from '@stellar/stellar-sdk/xdr';
import * as v from 'valibot';
import type { PoolRequest } from '#lib/blend/pool-request.ts';
import { setPriceFreshIntent } from '#lib/chain/market-calls.ts';
import { newAuctionIntent, submitIntent } from '#lib/chain/pool-calls.ts';
import { address, bytes, decode, i128, struct, u32, variant, vec } from '#lib/chain/scval.ts';
import type { Signer } from '#lib/chain/signer.ts';
import { transferIntent } from '#lib/chain/token-calls.ts';
import { blendAddresses } from '#lib/deployment/blend-addresses.ts';
import { SANDBOX_PLAN } from '#lib/deployment/plan.ts';
import { usdc } from '#lib/math/amount.ts';
import { I128_MAX } from '#lib/math/scale.ts';
import type { Order } from '#lib/vault/vault-state.ts';
import { firstOf } from '#lib/deployment/world/market.ts';
import { whole } from './amounts.ts';
import { open, signed, type Call } from './call.ts';
import { holder } from './holder.ts';
import { partiesOf, type World } from './world.ts';

/* A world over the real Blend whose vault fills auctions of bad debt (type 1) and of interest (type 2) too. */

/** What such fills deal with besides the pool. */
export interface Debts {
	readonly pool: string;
	readonly backstop: string;
	/** The backstop's LP token, and the exchange it is a share of. */
	readonly comet: string;
	/** Our adapter for it. */
	readonly venue: string;
	/** The vault's route over it. */
	readonly route: number;
	readonly routeData: Uint8Array;
}

export const BAD_DEBT = 1;
export const INTEREST = 2;
/** Most bytes of events of one leg over Comet: a sale emits 756, and two transfers of USDC, each of 248 at most. */
export const COMET_LEG_EVENT_BYTES = 1_252;
const MARGIN_BPS = 1_000;
/** Of the sandbox's plan, and a second. */
export const TIMELOCK_SECS = 61;
/** Ledgers in which half of an auction's bid falls away: what is sold then leaves half of the debt. */
const HALF_BID = 301;
/** Ledgers to an age at which the lot is whole and all but a fortieth of the bid is asked for: most legs, least profit. */
const BAD_DEBT_RIPE = 205;
const INTEREST_RIPE = 280;
const INTEREST_SECS = 3 * 86_400;

/** Adds the adapter and the route over it the way an open vault allows: announced, waited for, executed. */
export async function openDebts(world: World): Promise<Debts> {
	const { deployer, network, stage } = world.scene;
	const { backstop, comet, pool } = blendAddresses(
		stage.chain.passphrase,
		await partiesOf(world.scene)
	);
	const venue = await world.create('comet-venue', 'comet venue', []);
	// the rent of new code is its deployer's to pay, not that of the first who trades
	await world.perform(deployer, open(deployer, venue, 'bump').intent);
	const routeData = struct({
		path: vec([address(network.usdc.contract), address(comet)]),
		pools: vec([address(comet)])
	}).toXdr();
	await enact(world, [variant('AllowAsset', address(comet))]);
	const route = struct({
		data: bytes(routeData),
		event_bytes: u32(COMET_LEG_EVENT_BYTES),
		token: address(comet),
		venue: address(venue)
	});
	await enact(world, [variant('AddRoute', route)]);
	return { pool, backstop, comet, venue, route: network.venues.length, routeData };
}

/** The change that lets the vault fill auctions of that type. */
export const enablement = ({ backstop }: Debts, type: number): ScVal =>
	variant(
		'EnableType',
		u32(type),
		struct({
			backstop: address(backstop),
			cap: i128(I128_MAX),
			margin_bps: u32(MARGIN_BPS)
		})
	);

/** Announces a change and gives the call that executes it once the timelock is over. */
export async function announce(world: World, change: ScVal): Promise<Call> {
	const { deployer, network, stage } = world.scene;
	const { intent } = signed(deployer, network.vault, 'propose', [change]);
	const { returned } = await stage.perform('proposing', deployer, intent);
	const id = returned === undefined ? undefined : decode(v.number(), returned, 'its number');
	if (id?.ok !== true) throw new Error('propose returned no number');
	return signed(deployer, network.vault, 'execute', [u32(id.value)]);
}

/** Announces changes, waits out the timelock, and executes them. */
export async function enact(world: World, changes: readonly ScVal[]): Promise<void> {
	const executions: Call[] = [];
	for (const change of changes) executions.push(await announce(world, change));
	await world.scene.stage.warp(TIMELOCK_SECS);
	for (const { by, intent } of executions) await world.perform(by, intent);
}

/**
 * The auction of bad debt in each of the pool's assets, ripe, and the order that fills it: two borrowers whose collateral went
 * for half of their debts, USDC and EURC the one, XLM the other.
 */
export async function badDebt(world: World, debts: Debts): Promise<Order> {
	const { network } = world.scene;
	const [cash, xlm, eurc] = [network.usdc, network.native, firstOf(network.tokens, 'token')];
	const first = await fallen(world, xlm.contract, SANDBOX_PLAN.prices.XLM, {
		name: 'borrower of USDC and EURC',
		collateral: whole(9_200),
		debts: new Map([
			[cash.contract, whole(300)],
			[eurc.contract, whole(160)]
		])
	});
	const second = await fallen(world, eurc.contract, SANDBOX_PLAN.prices.EURC, {
		name: 'borrower of XLM',
		collateral: whole(1_000),
		debts: new Map([[xlm.contract, whole(4_000)]])
	});
	await world.wait(HALF_BID);
	for (const sold of [first, second]) await sold();
	return ripe(world, debts, 'badDebt', BAD_DEBT_RIPE);
}

interface Loan {
	readonly name: string;
	readonly collateral: bigint;
	readonly debts: ReadonlyMap<string, bigint>;
}

/** Somebody whose collateral loses nine tenths of its price, and the auction of all of it; gives the sale to somebody else. */
async function fallen(
	world: World,
	asset: string,
	price: bigint,
	{ name, collateral, debts }: Loan
): Promise<() => Promise<void>> {
	const { deployer } = world.scene;
	const { contract: pool, oracle } = firstOf(world.scene.network.pools, 'pool');
	const who = await holder(world, name);
	await borrow(world, who, { asset, amount: collateral }, debts);
	await world.perform(deployer, setPriceFreshIntent(oracle, asset, price / 10n));
	const bid = [...debts.keys()];
	await world.perform(
		deployer,
		newAuctionIntent({
			pool,
			auction: 'userLiquidation',
			user: who.address,
			bid,
			lot: [asset],
			percent: 100
		})
	);
	await world.perform(deployer, setPriceFreshIntent(oracle, asset, price));
	const requests: readonly PoolRequest[] = [
		{ kind: 'fillUserLiquidation', address: who.address, amount: 100n },
		...bid.map((owed): PoolRequest => {
			return { kind: 'repay', address: owed, amount: debts.get(owed) ?? 0n };
		}),
		{ kind: 'withdrawCollateral', address: asset, amount: 2n * collateral }
	];
	return () => world.perform(deployer, submitIntent(pool, deployer.address, requests));
}

async function borrow(
	world: World,
	who: Signer,
	collateral: { readonly asset: string; readonly amount: bigint },
	debts: ReadonlyMap<string, bigint>
): Promise<void> {
	const { deployer, network } = world.scene;
	const { asset, amount } = collateral;
	await world.perform(deployer, transferIntent(asset, deployer.address, who.address, amount));
	const requests: readonly PoolRequest[] = [
		{ kind: 'supplyCollateral', address: asset, amount },
		...[...debts].map(([owed, sum]): PoolRequest => {
			return { kind: 'borrow', address: owed, amount: sum };
		})
	];
	const { contract } = firstOf(network.pools, 'pool');
	await world.perform(who, submitIntent(contract, who.address, requests));
}

/** The auction of three days' interest in each of the pool's assets, of which most are lent, ripe, and the order that fills it. */
export async function interest(world: World, debts: Debts): Promise<Order> {
	const { network } = world.scene;
	const [cash, xlm, eurc] = [network.usdc, network.native, firstOf(network.tokens, 'token')];
	await borrow(
		world,
		await holder(world, 'large borrower'),
		{ asset: xlm.contract, amount: whole(20_000_000) },
		new Map([
			[cash.contract, whole(440_000)],
			[eurc.contract, whole(90_000)],
			[xlm.contract, whole(800_000)]
		])
	);
	await world.scene.stage.warp(INTEREST_SECS);
	return ripe(world, debts, 'interest', INTEREST_RIPE);
}

async function ripe(
	world: World,
	{ backstop, comet, pool, route }: Debts,
	auction: 'badDebt' | 'interest',
	age: number
): Promise<Order> {
	const { deployer, network } = world.scene;
	const { assets } = firstOf(network.pools, 'pool');
	const [bid, lot] = auction === 'badDebt' ? [assets, [comet]] : [[comet], assets];
	const opened = newAuctionIntent({ pool, auction, user: backstop, bid, lot, percent: 100 });
	await world.perform(deployer, opened);
	await world.wait(age);
	const venues = network.venues.map(({ tokens: [token] }, id) => ({ token, route: id }));
	return {
		pool,
		auctionType: auction === 'badDebt' ? BAD_DEBT : INTEREST,
		user: backstop,
		percent: 100,
		minProfit: usdc(0n),
		swaps: [...venues, { token: comet, route }].map((swap) => ({ ...swap, weightBps: 10_000 }))
	};
}
