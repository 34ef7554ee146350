import type { Route, Swap } from '#lib/vault/vault-state.ts';
import { buyExactOut, sellExactIn } from '#lib/venues/trade.ts';
import type { FillMarket } from './fill-market.ts';
import type { AssetAmount, FillNeeds } from './fill-needs.ts';
import { staysUnsold } from './stays-unsold.ts';

const WHOLE = 10_000;

/**
 * One route per token, the one that pays best: for a token to sell the highest proceeds, for one only to buy the lowest cost; equal
 * ones by id. A lot token that no route sells is not named: it stays in the vault and must not block the fill. A bid token that no
 * route offers is not named either, and then the fill is impossible. Of a token on both sides a lot that stays unsold has no say.
 */
export function chooseSwaps(market: FillMarket, needs: FillNeeds): readonly Swap[] {
	const lots = needs.lot.filter(
		(lot) => lot.asset !== market.usdc && !staysUnsold(market, lot, needs.bid)
	);
	const sold = new Set(lots.map(({ asset }) => asset));
	const bids = needs.bid.filter(({ asset }) => asset !== market.usdc && !sold.has(asset));
	return [
		...bids.flatMap((need) => best(market, need, cheapest)),
		...lots.flatMap((need) => best(market, need, dearest))
	];
}

type Score = (market: FillMarket, route: Route, need: AssetAmount) => bigint | undefined;

const cheapest: Score = (market, route, { asset, amount }) => {
	const trade = buyExactOut(market.pairs, [legOf(route)], asset, amount);
	return trade.kind === 'traded' ? -trade.amountIn : undefined;
};
const dearest: Score = (market, route, { asset, amount }) => {
	const trade = sellExactIn(market.pairs, [legOf(route)], asset, amount);
	return trade.kind === 'traded' && trade.amountOut > 0n ? trade.amountOut : undefined;
};
const legOf = (route: Route) => ({ venue: route.venue, weightBps: WHOLE });

function best(market: FillMarket, need: AssetAmount, score: Score): readonly Swap[] {
	let winner: { readonly route: number; readonly score: bigint } | undefined;
	for (const route of market.routes) {
		if (route.token !== need.asset) continue;
		const value = score(market, route, need);
		if (value === undefined) continue;
		if (winner === undefined || value > winner.score) winner = { route: route.id, score: value };
	}
	return winner === undefined ? [] : [{ token: need.asset, route: winner.route, weightBps: WHOLE }];
}
