import { usdc, type Usdc } from '#lib/math/amount.ts';
import { err, ok, type Result } from '#lib/result.ts';
import type { BidLeg, LotLeg } from '#lib/vault/fill-economics.ts';
import type { Route, Swap } from '#lib/vault/vault-state.ts';
import type { Pairs } from '#lib/venues/pair.ts';
import { buyExactOut, sellExactIn, type Trade } from '#lib/venues/trade.ts';
import type { FillMarket } from './fill-market.ts';
import type { AssetAmount } from './fill-needs.ts';
import { staysUnsold } from './stays-unsold.ts';

/** Why a leg cannot be traded. */
export type LegObstacle =
	/** A debt that must be bought and for which the order names no route. */
	| { readonly kind: 'route-missing'; readonly asset: string }
	| { readonly kind: 'route-refuses'; readonly asset: string; readonly reason: string };

/** Bids paid for, and the pairs after it. */
export interface PaidBids {
	readonly legs: readonly BidLeg[];
	readonly spent: Usdc;
	readonly pairs: Pairs;
}

/** Buys each bid that is not USDC, leg after leg, as the vault does before it submits. */
export function payBids(
	market: FillMarket,
	bid: readonly AssetAmount[],
	swaps: readonly Swap[]
): Result<PaidBids, LegObstacle> {
	let { pairs } = market;
	let spent = 0n;
	const legs: BidLeg[] = [];
	for (const { asset, amount } of bid) {
		let cost: bigint = amount;
		if (asset !== market.usdc) {
			const routes = routesOf(market, swaps, asset);
			if (routes.length === 0) return err({ kind: 'route-missing', asset });
			const bought = buyExactOut(pairs, routes.map(venueLeg), asset, amount);
			if (bought.kind === 'refused') return err(refusal(asset, bought));
			cost = bought.amountIn;
			pairs = bought.pairs;
		}
		legs.push({ asset, amount, cost: usdc(cost) });
		spent += cost;
	}
	return ok({ legs, spent: usdc(spent), pairs });
}

/**
 * Sells each lot the order names a route for, at the pairs the purchases left. The others stay in the vault, for nothing, and so does
 * a lot of next to nothing whose route is there for the debt.
 */
export function sellLots(
	market: FillMarket,
	lot: readonly AssetAmount[],
	swaps: readonly Swap[],
	paid: PaidBids
): Result<readonly LotLeg[], LegObstacle> {
	let { pairs } = paid;
	const legs: LotLeg[] = [];
	for (const need of lot) {
		const { asset, amount } = need;
		let proceeds: bigint = asset === market.usdc ? amount : 0n;
		const kept = asset === market.usdc || staysUnsold(market, need, paid.legs);
		const routes = kept ? [] : routesOf(market, swaps, asset);
		if (routes.length > 0) {
			const sold = sellExactIn(pairs, routes.map(venueLeg), asset, amount);
			if (sold.kind === 'refused') return err(refusal(asset, sold));
			proceeds = sold.amountOut;
			pairs = sold.pairs;
		}
		legs.push({ asset, amount, proceeds: usdc(proceeds) });
	}
	return ok(legs);
}

interface NamedRoute {
	readonly route: Route;
	readonly weightBps: number;
}

/** The routes that swaps name for a token, in their order. */
export function routesOf(
	market: FillMarket,
	swaps: readonly Swap[],
	token: string
): readonly NamedRoute[] {
	return swaps
		.filter((swap) => swap.token === token)
		.flatMap(({ route: id, weightBps }) => {
			const route = market.routes.find((known) => known.id === id);
			return route === undefined ? [] : [{ route, weightBps }];
		});
}

const venueLeg = ({ route, weightBps }: NamedRoute) => ({ venue: route.venue, weightBps });

const refusal = (asset: string, { reason }: Extract<Trade, { kind: 'refused' }>): LegObstacle => ({
	kind: 'route-refuses',
	asset,
	reason
});
