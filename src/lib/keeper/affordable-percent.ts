import type { AuctionData } from '#lib/blend/auction.ts';
import { usdc } from '#lib/math/amount.ts';
import type { FillMarket } from './fill-market.ts';
import { fillOutlook } from './fill-outlook.ts';

/**
 * The largest percent of what remains whose cost stays within `market.spendLimit`, or `undefined` if not even 1 does. Cost grows with
 * the percent, so halving the interval finds it. Other obstacles do not count here: they show in the outlook.
 */
export function affordablePercent(
	market: FillMarket,
	auction: AuctionData,
	ledger: number
): number | undefined {
	const fits = (percent: number): boolean => {
		const outlook = fillOutlook(market, auction, percent, ledger, usdc(0n));
		return outlook.ok || outlook.error.kind !== 'over-spend-limit';
	};
	if (fits(100)) return 100;
	let most = 0;
	let tooMuch = 100;
	while (tooMuch - most > 1) {
		const middle = Math.floor((most + tooMuch) / 2);
		if (fits(middle)) most = middle;
		else tooMuch = middle;
	}
	return most === 0 ? undefined : most;
}
