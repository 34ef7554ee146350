import { auctionAge, type AuctionData } from '#lib/blend/auction.ts';
import type { Usdc } from '#lib/math/amount.ts';
import { err, ok, type Result } from '#lib/result.ts';
import { EVENT_BYTES_MAX, eventBytes } from '#lib/vault/event-bytes.ts';
import { fillEconomics, type FillEconomics, type FillLegs } from '#lib/vault/fill-economics.ts';
import type { Swap } from '#lib/vault/vault-state.ts';
import { chooseSwaps } from './choose-swaps.ts';
import { payBids, routesOf, sellLots, type LegObstacle } from './execute-legs.ts';
import type { FillMarket } from './fill-market.ts';
import { fillNeeds, type FillNeeds } from './fill-needs.ts';
import { spendLimit, type SpendLimit } from './spend-limit.ts';

/** Why the vault would refuse a fill before its profit is known. */
export type FillObstacle =
	| { readonly kind: 'not-started' }
	| { readonly kind: 'empty-lot' }
	| { readonly kind: 'unknown-reserve' }
	/** Not allowlisted, or its oracle price is missing or stale. */
	| { readonly kind: 'no-price'; readonly asset: string }
	| LegObstacle
	| { readonly kind: 'too-many-legs'; readonly eventBytes: number }
	| ({ readonly kind: 'over-spend-limit'; readonly spent: Usdc } & SpendLimit);

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
 * The whole of nectar-vault's `fill` for an auction of type 0, by its arithmetic, over the best route per token unless `swaps` are
 * given. Pure: the same facts give the same numbers as the contract in that ledger.
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
	const bytes = neededEventBytes(market, needs, percent, named);
	if (bytes > EVENT_BYTES_MAX) return err({ kind: 'too-many-legs', eventBytes: bytes });
	const legs = executeLegs(market, needs, named, spendLimit(market, auction));
	if (!legs.ok) return legs;
	const { usdc: cash, prices, params } = market;
	const economics = fillEconomics(legs.value, cash, prices, params, orderMinProfit);
	if (economics === undefined) return err({ kind: 'no-price', asset: cash });
	return ok({ age: needs.age, percent, swaps: named, needs, legs: legs.value, economics });
}

/**
 * What a fill's events would take: a token on both sides counts its routes twice, and a whole fill may leave every debt that the
 * pool's limit admits beside the lots without collateral.
 */
function neededEventBytes(
	market: FillMarket,
	needs: FillNeeds,
	percent: number,
	swaps: readonly Swap[]
): number {
	const legs = [...needs.bid, ...needs.lot]
		.filter(({ asset }) => asset !== market.usdc)
		.flatMap(({ asset }) => routesOf(market, swaps, asset))
		.map(({ route }) => route.eventBytes);
	const badDebts = percent === 100 ? Math.max(market.maxPositions - needs.lot.length, 0) : 0;
	return eventBytes(needs.bid.length, needs.lot.length, badDebts, legs);
}

/** Buys every bid, then sells every lot, each leg at the reserves the ones before left. */
function executeLegs(
	market: FillMarket,
	needs: FillNeeds,
	swaps: readonly Swap[],
	limit: SpendLimit
): Result<FillLegs, FillObstacle> {
	const paid = payBids(market, needs.bid, swaps);
	if (!paid.ok) return paid;
	const { legs: bid, spent } = paid.value;
	if (spent > limit.limit) return err({ kind: 'over-spend-limit', spent, ...limit });
	const lot = sellLots(market, needs.lot, swaps, paid.value);
	return lot.ok ? ok({ bid, lot: lot.value }) : lot;
}
