import { BID_FREE_AGE, LOT_WHOLE_AGE } from '#lib/blend/auction.ts';
import { curve as permilles } from '#lib/blend/scale-auction.ts';
import { underlying, usdc } from '#lib/math/amount.ts';
import { mulDiv } from '#lib/math/mul-div.ts';
import type { AuctionCurve, CurvePoint } from './auction-curve.ts';
import type { AssetAmount } from './fill-needs.ts';
import type { FillRecord } from './race.ts';

const STEP = 10;
const AGES = Array.from({ length: BID_FREE_AGE / STEP + 1 }, (_, index) => index * STEP);

/**
 * The curve that a fill lay on, from its event alone: what it was paid and what it paid, carried to the other ages by the auction's
 * rule. For drawings of what is over; markets have moved since.
 */
export function fillCurve(fill: FillRecord): AuctionCurve {
	const age = fill.ledger - fill.startLedger;
	const at = permilles(age);
	const proceeds = fill.spent + fill.profit;
	const lotAt = (then: number) => scaled(proceeds, permilles(then).lotPermille, at.lotPermille);
	const bidAt = (then: number) => scaled(fill.spent, permilles(then).bidPermille, at.bidPermille);
	const points = AGES.map((then): CurvePoint => ({
		age: then,
		lot: usdc(lotAt(then)),
		bid: usdc(bidAt(then))
	}));
	return {
		points,
		breakEven: firstAge((then) => lotAt(then) >= bidAt(then)),
		firstFill: age,
		firstProfit: fill.profit,
		bid: legs(fill.bid, at.bidPermille),
		lot: legs(fill.lot, at.lotPermille)
	};
}

/** What a share of a whole comes to at another share; of nothing nothing follows. */
const scaled = (amount: bigint, wanted: bigint, had: bigint): bigint =>
	had === 0n || amount <= 0n ? 0n : mulDiv(amount, wanted, had, 'floor');

const legs = (amounts: ReadonlyMap<string, bigint>, had: bigint): readonly AssetAmount[] =>
	[...amounts].map(([asset, amount]) => ({
		asset,
		amount: underlying(scaled(amount, 1_000n, had))
	}));

function firstAge(pays: (age: number) => boolean): number | undefined {
	for (let age = 1; age <= LOT_WHOLE_AGE * 2; age += 1) if (pays(age)) return age;
	return undefined;
}
