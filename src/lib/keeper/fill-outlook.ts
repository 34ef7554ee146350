import { auctionAge, type AuctionData } from '#lib/blend/auction.ts';
import { usdc, type Usdc } from '#lib/math/amount.ts';
import { err, ok, type Result } from '#lib/result.ts';
import { EVENT_BYTES_MAX, eventBytes } from '#lib/vault/event-bytes.ts';
import {
	fillEconomics,
	type BidLeg,
	type FillEconomics,
	type FillLegs,
	type LotLeg
} from '#lib/vault/fill-economics.ts';
import type { Route, Swap } from '#lib/vault/vault-state.ts';
import type { Pairs } from '#lib/venues/pair.ts';
import { buyExactOut, sellExactIn, type Trade } from '#lib/venues/trade.ts';
import { chooseSwaps } from './choose-swaps.ts';
import type { FillMarket } from './fill-market.ts';
import { fillNeeds, type FillNeeds } from './fill-needs.ts';

/** Why the vault would refuse a fill before its profit is known. */
export type FillObstacle =
	| { readonly kind: 'not-started' }
	| { readonly kind: 'empty-lot' }
	| { readonly kind: 'unknown-reserve' }
	/** Not allowlisted, or its oracle price is missing or stale. */
	| { readonly kind: 'no-price'; readonly asset: string }
	/** A debt that must be bought and no route does. */
	| { readonly kind: 'route-missing'; readonly asset: string }
	| { readonly kind: 'route-refuses'; readonly asset: string; readonly reason: string }
	| { readonly kind: 'too-many-legs'; readonly eventBytes: number }
	| { readonly kind: 'over-spend-limit'; readonly spent: Usdc; readonly limit: Usdc };

/** A fill in one ledger, computed as the vault would at the venues' reserves of now. */
export interface FillOutlook {
	readonly age: number;
	readonly percent: number;
	readonly swaps: readonly Swap[];
	readonly needs: FillNeeds;
	readonly legs: FillLegs;
	/** `economics.misses` tells whether the vault's floors let it pass. */
	readonly economics: FillEconomics;
}

/**
 * The whole of nectar-vault's `fill` for an auction of type 0, by its arithmetic, over the best route per token
 * unless `swaps` are given. Pure: the same facts give the same numbers as the contract in that ledger.
 */
export function fillOutlook(
	market: FillMarket,
	auction: AuctionData,
	percent: number,
	ledger: number,
	orderMinProfit: Usdc,
	swaps?: readonly Swap[]
): Result<FillOutlook, FillObstacle> {
	if (auctionAge(auction, ledger) < 0) return err({ kind: 'not-started' });
	const needs = fillNeeds(auction, percent, ledger, market.reserves);
	if (needs === undefined) return err({ kind: 'unknown-reserve' });
	if (needs.lot.length === 0) return err({ kind: 'empty-lot' });
	const unpriced = [market.usdc, ...[...needs.bid, ...needs.lot].map(({ asset }) => asset)].find(
		(asset) => !market.prices.has(asset)
	);
	if (unpriced !== undefined) return err({ kind: 'no-price', asset: unpriced });

	const named = swaps ?? chooseSwaps(market, needs);
	const bytes = neededEventBytes(market, needs, named);
	if (bytes > EVENT_BYTES_MAX) return err({ kind: 'too-many-legs', eventBytes: bytes });
	const legs = executeLegs(market, needs, named);
	if (!legs.ok) return legs;
	const { usdc: cash, prices, params } = market;
	const economics = fillEconomics(legs.value, cash, prices, params, orderMinProfit);
	if (economics === undefined) return err({ kind: 'no-price', asset: cash });
	return ok({ age: needs.age, percent, swaps: named, needs, legs: legs.value, economics });
}

/** What a fill's events would take: a token on both sides counts its routes twice. */
function neededEventBytes(market: FillMarket, needs: FillNeeds, swaps: readonly Swap[]): number {
	const legs = [...needs.bid, ...needs.lot]
		.filter(({ asset }) => asset !== market.usdc)
		.flatMap(({ asset }) => routesOf(market, swaps, asset))
		.map(({ route }) => route.eventBytes);
	return eventBytes(needs.bid.length, needs.lot.length, legs);
}

/** Buys every bid, then sells every lot, each leg at the reserves the ones before left. */
function executeLegs(
	market: FillMarket,
	needs: FillNeeds,
	swaps: readonly Swap[]
): Result<FillLegs, FillObstacle> {
	let pairs: Pairs = market.pairs;
	let spent = 0n;
	const bid: BidLeg[] = [];
	const lot: LotLeg[] = [];
	for (const { asset, amount } of needs.bid) {
		const cost = trade(asset, amount, buyExactOut);
		if (!cost.ok) return cost;
		if (cost.value === 'unnamed') return err({ kind: 'route-missing', asset });
		const paid = cost.value === 'cash' ? amount : cost.value.amountIn;
		bid.push({ asset, amount, cost: usdc(paid) });
		spent += paid;
	}
	if (spent > market.spendLimit)
		return err({ kind: 'over-spend-limit', spent: usdc(spent), limit: market.spendLimit });
	for (const { asset, amount } of needs.lot) {
		const sale = trade(asset, amount, sellExactIn);
		if (!sale.ok) return sale;
		const got =
			sale.value === 'cash' ? amount : sale.value === 'unnamed' ? 0n : sale.value.amountOut;
		lot.push({ asset, amount, proceeds: usdc(got) });
	}
	return ok({ bid, lot });

	function trade(
		asset: string,
		amount: bigint,
		over: typeof buyExactOut
	): Result<Extract<Trade, { kind: 'traded' }> | 'cash' | 'unnamed', FillObstacle> {
		if (asset === market.usdc) return ok('cash');
		const legs = routesOf(market, swaps, asset).map(({ route, swap }) => ({
			venue: route.venue,
			weightBps: swap.weightBps
		}));
		if (legs.length === 0) return ok('unnamed');
		const done = over(pairs, legs, asset, amount);
		if (done.kind === 'refused') return err({ kind: 'route-refuses', asset, reason: done.reason });
		pairs = done.pairs;
		return ok(done);
	}
}

function routesOf(
	market: FillMarket,
	swaps: readonly Swap[],
	asset: string
): readonly { readonly route: Route; readonly swap: Swap }[] {
	return swaps
		.filter((swap) => swap.token === asset)
		.flatMap((swap) => {
			const route = market.routes.find(({ id }) => id === swap.route);
			return route === undefined ? [] : [{ route, swap }];
		});
}
