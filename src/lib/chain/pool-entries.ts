import * as v from 'valibot';
import { AUCTION_TYPE, type AuctionData, type AuctionKind } from '#lib/blend/auction.ts';
import type { PoolConfig, Positions, Reserve, Reserves } from '#lib/blend/reserve.ts';
import type { ReadError } from '#lib/keeper/ports.ts';
import { bTokens, dTokens, rate12, underlying } from '#lib/math/amount.ts';
import { err, ok, type Result } from '#lib/result.ts';
import { decimals, nonNegative, ratio7 } from './bounds.ts';
import { readOptional, readRequired, requireInstance } from './contract-entries.ts';
import type { Entries } from './ledger-entries.ts';
import { instanceKey, persistentKey, temporaryKey, type LedgerKey } from './ledger-keys.ts';
import { address, mapByIndex, mapOf, struct, symbol, u32, variant } from './scval.ts';

/* Storage of a Blend v2 pool (and of liquidation-lab, which has the same). */

const i128 = v.bigint();
const unsigned = v.number();

const poolConfig = v.pipe(
	v.object({
		bstop_rate: ratio7,
		max_positions: unsigned,
		min_collateral: i128,
		oracle: v.string(),
		status: unsigned
	}),
	v.transform((raw): PoolConfig => ({
		bstopRate: raw.bstop_rate,
		maxPositions: raw.max_positions,
		minCollateral: raw.min_collateral,
		oracle: raw.oracle,
		status: raw.status
	}))
);

const reserveConfig = v.pipe(
	v.object({
		c_factor: ratio7,
		decimals,
		enabled: v.boolean(),
		index: unsigned,
		l_factor: ratio7,
		max_util: unsigned,
		r_base: unsigned,
		r_one: unsigned,
		r_three: unsigned,
		r_two: unsigned,
		reactivity: unsigned,
		supply_cap: i128,
		util: unsigned
	}),
	v.transform((raw): Reserve['config'] => ({
		index: raw.index,
		decimals: raw.decimals,
		cFactor: raw.c_factor,
		lFactor: raw.l_factor,
		util: raw.util,
		maxUtil: raw.max_util,
		rBase: raw.r_base,
		rOne: raw.r_one,
		rTwo: raw.r_two,
		rThree: raw.r_three,
		reactivity: raw.reactivity,
		supplyCap: raw.supply_cap,
		enabled: raw.enabled
	}))
);

const reserveData = v.pipe(
	v.object({
		b_rate: nonNegative,
		b_supply: nonNegative,
		backstop_credit: nonNegative,
		d_rate: nonNegative,
		d_supply: nonNegative,
		ir_mod: nonNegative,
		last_time: v.bigint()
	}),
	v.transform((raw): Reserve['data'] => ({
		bRate: rate12(raw.b_rate),
		dRate: rate12(raw.d_rate),
		irMod: raw.ir_mod,
		bSupply: bTokens(raw.b_supply),
		dSupply: dTokens(raw.d_supply),
		backstopCredit: underlying(raw.backstop_credit),
		lastTime: Number(raw.last_time)
	}))
);

const balances = mapByIndex(nonNegative);
const positions = v.pipe(
	v.object({ collateral: balances, liabilities: balances, supply: balances }),
	v.transform((raw): Positions => ({
		collateral: branded(raw.collateral, bTokens),
		liabilities: branded(raw.liabilities, dTokens),
		supply: branded(raw.supply, bTokens)
	}))
);

export const auctionData = v.pipe(
	v.object({ bid: mapOf(nonNegative), block: unsigned, lot: mapOf(nonNegative) }),
	v.transform((raw): AuctionData => ({ bid: raw.bid, lot: raw.lot, startLedger: raw.block }))
);

function branded<T>(map: ReadonlyMap<number, bigint>, brand: (raw: bigint) => T) {
	return new Map([...map].map(([index, raw]) => [index, brand(raw)] as const));
}

export const reserveListKey = (pool: string): LedgerKey => persistentKey(pool, symbol('ResList'));
export const positionsKey = (pool: string, user: string): LedgerKey =>
	persistentKey(pool, variant('Positions', address(user)));
export const auctionKey = (pool: string, kind: AuctionKind, user: string): LedgerKey =>
	temporaryKey(
		pool,
		variant('Auction', struct({ auct_type: u32(AUCTION_TYPE[kind]), user: address(user) }))
	);
export const reserveConfigKey = (pool: string, asset: string) =>
	persistentKey(pool, variant('ResConfig', address(asset)));
export const reserveDataKey = (pool: string, asset: string) =>
	persistentKey(pool, variant('ResData', address(asset)));

/** Everything about a pool that does not belong to a user. */
export const poolKeys = (pool: string, assets: readonly string[]): readonly LedgerKey[] => [
	instanceKey(pool),
	...assets.flatMap((asset) => [reserveConfigKey(pool, asset), reserveDataKey(pool, asset)])
];

export function readPoolConfig(entries: Entries, pool: string): Result<PoolConfig, ReadError> {
	const instance = requireInstance(entries, pool, 'pool');
	return instance.ok ? instance.value.field('Config', poolConfig) : instance;
}

export function readPoolBackstop(entries: Entries, pool: string): Result<string, ReadError> {
	const instance = requireInstance(entries, pool, 'pool');
	return instance.ok ? instance.value.field('Backstop', v.string()) : instance;
}

export const readReserveList = (
	entries: Entries,
	pool: string
): Result<readonly string[], ReadError> =>
	readRequired(entries, reserveListKey(pool), v.array(v.string()), 'reserve list');

/** `assets` in the order of the reserve list; a reserve out of place would be a wrong valuation. */
export function readReserves(
	entries: Entries,
	pool: string,
	assets: readonly string[]
): Result<Reserves, ReadError> {
	const reserves: Reserve[] = [];
	for (const [index, asset] of assets.entries()) {
		const config = readRequired(
			entries,
			reserveConfigKey(pool, asset),
			reserveConfig,
			`reserve config of ${asset}`
		);
		if (!config.ok) return config;
		const data = readRequired(
			entries,
			reserveDataKey(pool, asset),
			reserveData,
			`reserve data of ${asset}`
		);
		if (!data.ok) return data;
		if (config.value.index !== index) {
			return err({
				kind: 'malformed',
				detail: `reserve ${asset}: expected index ${index}, found ${config.value.index}`
			});
		}
		reserves.push({ asset, config: config.value, data: data.value });
	}
	return ok(reserves);
}

/** Without an entry the user has never been in the pool. */
export const readPositions = (
	entries: Entries,
	pool: string,
	user: string
): Result<Positions | undefined, ReadError> =>
	readOptional(entries, positionsKey(pool, user), positions, `positions of ${user}`);

export const readAuction = (
	entries: Entries,
	pool: string,
	kind: AuctionKind,
	user: string
): Result<AuctionData | undefined, ReadError> =>
	readOptional(entries, auctionKey(pool, kind, user), auctionData, `auction of ${user}`);
