import { describe, expect, test } from 'vitest';
import { ScMapEntry, ScVal } from '@stellar/stellar-sdk/xdr';
import { entriesOf } from '../../../tests/fixtures/entries.ts';
import { priceKey, readOracleDecimals, readPrice } from './oracle-entries.ts';
import {
	auctionKey,
	positionsKey,
	readAuction,
	readPoolConfig,
	readPositions,
	readReserves,
	reserveConfigKey,
	reserveDataKey
} from './pool-entries.ts';
import { address, bool, i128, struct, u32, u64, vec } from './scval.ts';
import { assetKey, readAssetDecimals, readVault } from './vault-entries.ts';
import { readPair } from './venue-entries.ts';

/* Whatever the arithmetic cannot take is refused where it comes in. */

const POOL = 'CAJJZSGMMM3PD7N33TAPHGBUGTB43OC73HVIK2L2G6BNGGGYOSSYBXBD';
const TOKEN = 'CCYQVA2ZTKD7X6DKWKJQL6AJIAIBR7ZAHCMB3JJDHWW5UF5N4EQFHCWL';
const USER = 'GDAWX4KV5EQLP5W44HE5AA5QN5QRBJOVQIAI5OXOH5FW2ENT5PXN33DE';
const map = (key: ScVal, val: ScVal): ScVal => ScVal.scvMap([new ScMapEntry({ key, val })]);
const empty = ScVal.scvMap([]);

const CONFIG = {
	...{ c_factor: 7_500_000, decimals: 7, index: 0, l_factor: 7_500_000, max_util: 9_500_000 },
	...{ r_base: 0, r_one: 0, r_two: 0, r_three: 0, reactivity: 0, util: 5_000_000 }
};
const DATA = {
	...{ b_rate: 10n ** 12n, b_supply: 1n, backstop_credit: 0n, d_rate: 10n ** 12n },
	...{ d_supply: 1n, ir_mod: 10n ** 7n }
};
type Changes = Readonly<Partial<Record<string, bigint | number>>>;
const values = <T extends bigint | number>(
	fields: Readonly<Record<string, T>>,
	encode: (value: T) => ScVal
) => Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, encode(value)]));
const reserve = (config: Changes, data: Changes) => {
	const numbers = { ...CONFIG, ...config } as Record<string, number>;
	const amounts = { ...DATA, ...data } as Record<string, bigint>;
	const entries = entriesOf([
		[
			reserveConfigKey(POOL, TOKEN),
			struct({ ...values(numbers, u32), enabled: bool(true), supply_cap: i128(1n) })
		],
		[reserveDataKey(POOL, TOKEN), struct({ ...values(amounts, i128), last_time: u64(1) })]
	]);
	return readReserves(entries, POOL, [TOKEN]).ok;
};

describe('a reserve', () => {
	test('within bounds is read', () => {
		expect(reserve({}, {})).toBe(true);
		expect(reserve({ l_factor: 0, c_factor: 0 }, { b_supply: 0n, d_supply: 0n })).toBe(true);
	});
	test.for(['decimals', 'c_factor', 'l_factor'])('with an impossible %s is not', (name) => {
		expect(reserve({ [name]: name === 'decimals' ? 39 : 10_000_001 }, {})).toBe(false);
	});
	test.for(Object.keys(DATA))('with a negative %s is not', (name) => {
		expect(reserve({}, { [name]: -1n })).toBe(false);
	});
});

test('a pool that gives the backstop more than everything is not read', () => {
	const config = (rate: number) =>
		readPoolConfig(
			entriesOf([], {
				[POOL]: {
					Config: struct({
						...{ bstop_rate: u32(rate), max_positions: u32(4), min_collateral: i128(0n) },
						...{ oracle: address(TOKEN), status: u32(0) }
					})
				}
			}),
			POOL
		).ok;
	expect([config(10_000_000), config(10_000_001)]).toEqual([true, false]);
});

test('negative balances are not read', () => {
	for (const side of ['collateral', 'liabilities', 'supply']) {
		const read = (amount: bigint) => {
			const held = { collateral: empty, liabilities: empty, supply: empty };
			const value = struct({ ...held, [side]: map(u32(0), i128(amount)) });
			return readPositions(entriesOf([[positionsKey(POOL, USER), value]]), POOL, USER).ok;
		};
		expect([read(1n), read(-1n)]).toEqual([true, false]);
	}
});

test('negative amounts of an auction are not read', () => {
	for (const side of ['bid', 'lot']) {
		const read = (amount: bigint) => {
			const sides = { bid: empty, lot: empty, [side]: map(address(TOKEN), i128(amount)) };
			const key = auctionKey(POOL, 'userLiquidation', USER);
			const entries = entriesOf([[key, struct({ ...sides, block: u32(1) })]]);
			return readAuction(entries, POOL, 'userLiquidation', USER).ok;
		};
		expect([read(1n), read(-1n)]).toEqual([true, false]);
	}
});

test('an oracle has at most 38 decimals, and no price below zero', () => {
	const decimals = (count: number) =>
		readOracleDecimals(entriesOf([], { [POOL]: { Decimals: u32(count) } }), POOL).ok;
	expect([decimals(38), decimals(39)]).toEqual([true, false]);
	const price = (value: bigint) => {
		const stored = { always_fresh: bool(true), price: i128(value), timestamp: u64(1) };
		return readPrice(entriesOf([[priceKey(POOL, TOKEN), struct(stored)]]), POOL, TOKEN).ok;
	};
	expect([price(0n), price(-1n)]).toEqual([true, false]);
});

test('an allowlisted asset has at most 38 decimals', () => {
	const read = (count: number) =>
		readAssetDecimals(entriesOf([[assetKey(POOL, TOKEN), u32(count)]]), POOL, TOKEN).ok;
	expect([read(38), read(39)]).toEqual([true, false]);
});

test('a pair without reserves is read, one with negative ones is not', () => {
	for (const side of ['reserve_a', 'reserve_b']) {
		const read = (amount: bigint) => {
			const reserves = { reserve_a: i128(1n), reserve_b: i128(1n), [side]: i128(amount) };
			const pair = struct({ ...reserves, token_a: address(TOKEN), token_b: address(POOL) });
			return readPair(entriesOf([], { [POOL]: { Pair: pair } }), POOL).ok;
		};
		expect([read(0n), read(-1n)]).toEqual([true, false]);
	}
});

test('a vesting that ends before it begins, or of a negative amount, is not read', () => {
	const U64 = ['cooldown_secs', 'max_price_age_secs', 'profit_unlock_secs'];
	const I128 = ['deposit_cap', 'min_profit'];
	const U32 = ['edge_share_bps', 'fee_bps', 'fill_cap_bps', 'max_slippage_bps', 'min_margin_bps'];
	const params = struct({
		...Object.fromEntries(U64.map((name) => [name, u64(1)])),
		...Object.fromEntries(I128.map((name) => [name, i128(1n)])),
		...Object.fromEntries(U32.map((name) => [name, u32(1)]))
	});
	const read = (amount: bigint, start: number, end: number) => {
		const bucket = struct({ amount: i128(amount), start: u64(start), end: u64(end) });
		const entries = entriesOf([], { [POOL]: { Params: params, Vesting: vec([bucket]) } });
		return readVault(entries, POOL, TOKEN).ok;
	};
	expect([read(1n, 5, 6), read(-1n, 5, 6), read(1n, 5, 5), read(1n, 6, 5)]).toEqual([
		...[true, false, false, false]
	]);
});
