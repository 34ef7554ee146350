import type { AuctionData } from '#lib/blend/auction.ts';
import { suppliedFloor } from '#lib/blend/convert.ts';
import { exactRepay } from '#lib/blend/exact-repay.ts';
import type { Reserves } from '#lib/blend/reserve.ts';
import { scaleAuction } from '#lib/blend/scale-auction.ts';
import { bTokens, dTokens, type Underlying } from '#lib/math/amount.ts';

/** Underlying of one asset that a fill repays or receives. */
export interface AssetAmount {
	readonly asset: string;
	readonly amount: Underlying;
}

/** What a fill of a user liquidation must repay and will receive. */
export interface FillNeeds {
	readonly age: number;
	readonly bid: readonly AssetAmount[];
	readonly lot: readonly AssetAmount[];
}

/**
 * A fill's amounts as nectar-vault derives them: bids as exact repayments (⌈⌉), lots as what a withdrawal of everything pays (⌊⌋),
 * in the order of the auction's maps. `undefined`: the auction names an asset outside the pool. Only from the start ledger on.
 */
export function fillNeeds(
	auction: AuctionData,
	percent: number,
	ledger: number,
	reserves: Reserves
): FillNeeds | undefined {
	const scaled = scaleAuction(auction, percent, ledger);
	const byAsset = new Map(reserves.map((reserve) => [reserve.asset, reserve.data]));
	const bid: AssetAmount[] = [];
	const lot: AssetAmount[] = [];
	for (const [asset, d] of scaled.bid) {
		const data = byAsset.get(asset);
		if (data === undefined) return undefined;
		bid.push({ asset, amount: exactRepay(dTokens(d), data.dRate) });
	}
	for (const [asset, b] of scaled.lot) {
		const data = byAsset.get(asset);
		if (data === undefined) return undefined;
		lot.push({ asset, amount: suppliedFloor(bTokens(b), data.bRate) });
	}
	return { age: scaled.age, bid, lot };
}
