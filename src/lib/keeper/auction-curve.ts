import { BID_FREE_AGE, LOT_WHOLE_AGE, type AuctionData } from '#lib/blend/auction.ts';
import { usdc, type Usdc } from '#lib/math/amount.ts';
import { ok, type Result } from '#lib/result.ts';
import { chooseSwaps } from './choose-swaps.ts';
import { earliestFill } from './earliest-fill.ts';
import { payBids, sellLots, type LegObstacle } from './execute-legs.ts';
import type { FillMarket } from './fill-market.ts';
import { fillNeeds, type AssetAmount } from './fill-needs.ts';

/** What a whole fill would bring and cost at one age, in USDC at the venues' quotes of now. */
export interface CurvePoint {
	readonly age: number;
	readonly lot: Usdc;
	readonly bid: Usdc;
}

/** An auction over its 400 ledgers, if nothing but its age changes. */
export interface AuctionCurve {
	/** Ages 0 to 400 in equal steps. */
	readonly points: readonly CurvePoint[];
	/** First age at which the lot is worth its bid; `undefined` = never. */
	readonly breakEven: number | undefined;
	/** First age from now on at which the vault would take a fill; `undefined` = never. */
	readonly firstFill: number | undefined;
	/** Profit of a fill at `firstFill`, before it is split. */
	readonly firstProfit: Usdc | undefined;
	/** Underlying to repay and to receive, each at its whole. */
	readonly bid: readonly AssetAmount[];
	readonly lot: readonly AssetAmount[];
}

export type CurveObstacle = LegObstacle | { readonly kind: 'unknown-reserve' };

const STEP = 10;
const AGES = Array.from({ length: BID_FREE_AGE / STEP + 1 }, (_, index) => index * STEP);

/**
 * The curve of an auction in a market: what `fillOutlook` would find at each age, without the limits on who may spend how much. The
 * largest lot meets the thinnest quotes, so the lot's line bends a little where a venue is shallow.
 */
export function auctionCurve(
	market: FillMarket,
	auction: AuctionData,
	ledger: number
): Result<AuctionCurve, CurveObstacle> {
	const points: CurvePoint[] = [];
	for (const age of AGES) {
		const point = pointAt(market, auction, age);
		if (!point.ok) return point;
		points.push(point.value);
	}
	const even = breakEven(market, auction);
	if (!even.ok) return even;
	const first = earliestFill(market, auction, ledger, usdc(0n));
	const at = first.kind === 'at' ? first : undefined;
	return ok({
		points,
		breakEven: even.value,
		firstFill: at && at.ledger - auction.startLedger,
		firstProfit: at?.outlook.economics.profit,
		bid: needsAt(market, auction, 0)?.bid ?? [],
		lot: needsAt(market, auction, LOT_WHOLE_AGE)?.lot ?? []
	});
}

const needsAt = (market: FillMarket, auction: AuctionData, age: number) =>
	fillNeeds(auction, 100, auction.startLedger + age, market.reserves);

function pointAt(
	market: FillMarket,
	auction: AuctionData,
	age: number
): Result<CurvePoint, CurveObstacle> {
	const needs = needsAt(market, auction, age);
	if (needs === undefined) return { ok: false, error: { kind: 'unknown-reserve' } };
	const swaps = chooseSwaps(market, needs);
	const paid = payBids(market, needs.bid, swaps);
	if (!paid.ok) return paid;
	const sold = sellLots(market, needs.lot, swaps, paid.value);
	if (!sold.ok) return sold;
	const lot = sold.value.reduce((sum, leg) => sum + leg.proceeds, 0n);
	return ok({ age, lot: usdc(lot), bid: paid.value.spent });
}

/** Halves the interval: the lot only rises with the age, the bid only falls. */
function breakEven(
	market: FillMarket,
	auction: AuctionData
): Result<number | undefined, CurveObstacle> {
	let loses = -1;
	let pays = BID_FREE_AGE;
	const last = pointAt(market, auction, pays);
	if (!last.ok) return last;
	if (last.value.lot < last.value.bid) return ok(undefined);
	while (pays - loses > 1) {
		const middle = Math.floor((loses + pays) / 2);
		const point = pointAt(market, auction, middle);
		if (!point.ok) return point;
		if (point.value.lot >= point.value.bid) pays = middle;
		else loses = middle;
	}
	return ok(pays);
}
