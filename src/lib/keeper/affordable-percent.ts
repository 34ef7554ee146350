import { auctionAge, type AuctionData } from '#lib/blend/auction.ts';
import { chooseSwaps } from './choose-swaps.ts';
import { payBids } from './execute-legs.ts';
import type { FillMarket } from './fill-market.ts';
import { fillNeeds } from './fill-needs.ts';
import { spendLimit } from './spend-limit.ts';

/**
 * The largest percent of what remains whose debts can be bought on the venues and paid within the limits of the auction, or `undefined` if
 * not even 1 can. Cost grows with the percent, so halving the interval finds it. Other obstacles show in the outlook.
 */
export function affordablePercent(
	market: FillMarket,
	auction: AuctionData,
	ledger: number
): number | undefined {
	if (fits(market, auction, ledger, 100)) return 100;
	let most = 0;
	let tooMuch = 100;
	while (tooMuch - most > 1) {
		const middle = Math.floor((most + tooMuch) / 2);
		if (fits(market, auction, ledger, middle)) most = middle;
		else tooMuch = middle;
	}
	return most === 0 ? undefined : most;
}

/** Of the lots only those matter whose token is also to be bought: the order's routes serve both. */
function fits(market: FillMarket, auction: AuctionData, ledger: number, percent: number): boolean {
	if (auctionAge(auction, ledger) < 0) return true;
	const needs = fillNeeds(auction, percent, ledger, market.reserves);
	if (needs === undefined) return true;
	const bought = new Set(needs.bid.map(({ asset }) => asset));
	const lot = needs.lot.filter(({ asset }) => bought.has(asset));
	const paid = payBids(market, needs.bid, chooseSwaps(market, { ...needs, lot }));
	return paid.ok && paid.value.spent <= spendLimit(market, auction).limit;
}
