import { BID_FREE_AGE, type AuctionData } from '#lib/blend/auction.ts';
import type { Usdc } from '#lib/math/amount.ts';
import { affordablePercent } from './affordable-percent.ts';
import type { FillMarket } from './fill-market.ts';
import { fillOutlook, type FillObstacle, type FillOutlook } from './fill-outlook.ts';

/** The first ledger in which a fill passes every floor, if nothing but the auction's age changes. */
export type EarliestFill =
	| { readonly kind: 'at'; readonly ledger: number; readonly outlook: FillOutlook }
	/** Not even with a free bid; with what stood in the way at the last age looked at. */
	| { readonly kind: 'never'; readonly last: FillOutlook | FillObstacle };

/**
 * Walks the ages from `fromLedger` up to the age from which nothing changes any more (400), each at the largest affordable percent.
 * The market is that of now: interest and prices move on, so the answer is computed again each ledger.
 */
export function earliestFill(
	market: FillMarket,
	auction: AuctionData,
	fromLedger: number,
	orderMinProfit: Usdc
): EarliestFill {
	const first = Math.max(fromLedger, auction.startLedger);
	const end = Math.max(first, auction.startLedger + BID_FREE_AGE);
	let last: FillOutlook | FillObstacle = { kind: 'not-started' };
	for (let ledger = first; ledger <= end; ledger++) {
		const percent = affordablePercent(market, auction, ledger) ?? 1;
		const outlook = fillOutlook(market, auction, percent, ledger, orderMinProfit);
		if (outlook.ok && outlook.value.economics.misses === undefined)
			return { kind: 'at', ledger, outlook: outlook.value };
		last = outlook.ok ? outlook.value : outlook.error;
	}
	return { kind: 'never', last };
}
