import * as v from 'valibot';
import type { ReadError } from '#lib/keeper/ports.ts';
import type { OraclePrice } from '#lib/keeper/view.ts';
import { price } from '#lib/math/amount.ts';
import { ok, type Result } from '#lib/result.ts';
import { decimals, nonNegative } from './bounds.ts';
import { readOptional, requireInstance } from './contract-entries.ts';
import type { Entries } from './ledger-entries.ts';
import { instanceKey, persistentKey, type LedgerKey } from './ledger-keys.ts';
import { address, variant } from './scval.ts';

/* Storage of mock-oracle: decimals in the instance, one `Price(Asset::Stellar(token))` entry per asset. */

const storedPrice = v.object({
	always_fresh: v.boolean(),
	price: nonNegative,
	timestamp: v.bigint()
});

export const priceKey = (oracle: string, asset: string): LedgerKey =>
	persistentKey(oracle, variant('Price', variant('Stellar', address(asset))));

export const oracleKeys = (oracle: string, assets: readonly string[]): readonly LedgerKey[] => [
	instanceKey(oracle),
	...assets.map((asset) => priceKey(oracle, asset))
];

export const readOracleDecimals = (entries: Entries, oracle: string): Result<number, ReadError> => {
	const instance = requireInstance(entries, oracle, 'oracle');
	return instance.ok ? instance.value.field('Decimals', decimals) : instance;
};

/** Without an entry there is no price, and an asset without a price is never valued. */
export function readPrice(
	entries: Entries,
	oracle: string,
	asset: string
): Result<OraclePrice | undefined, ReadError> {
	const stored = readOptional(
		entries,
		priceKey(oracle, asset),
		storedPrice,
		`oracle price of ${asset}`
	);
	if (!stored.ok || stored.value === undefined) return stored as Result<undefined, ReadError>;
	const { always_fresh, price: value, timestamp } = stored.value;
	return ok({ value: price(value), at: always_fresh ? 'always-fresh' : Number(timestamp) });
}
