import type { AuctionData } from '#lib/blend/auction.ts';
import type { Usdc } from '#lib/math/amount.ts';
import type { FillMarket } from './fill-market.ts';

/** Most USDC a fill of an auction may spend, and what sets that bound. */
export interface SpendLimit {
	readonly limit: Usdc;
	readonly by:
		/** The vault's balance, its cap per fill, or the delegation. */
		| { readonly kind: 'means' }
		| { readonly kind: 'pool-cap' }
		| { readonly kind: 'asset-cap'; readonly asset: string };
}

/** The caps that count are those of the pool and of the assets in the auction's own bid and lot, USDC among them. */
export function spendLimit(
	{ spendLimit: means, caps }: FillMarket,
	auction: AuctionData
): SpendLimit {
	const limits: SpendLimit[] = [{ limit: means, by: { kind: 'means' } }];
	if (caps.pool !== undefined) limits.push({ limit: caps.pool, by: { kind: 'pool-cap' } });
	for (const asset of new Set([...auction.bid.keys(), ...auction.lot.keys()])) {
		const limit = caps.assets.get(asset);
		if (limit !== undefined) limits.push({ limit, by: { kind: 'asset-cap', asset } });
	}
	return limits.reduce((least, one) => (one.limit < least.limit ? one : least));
}
