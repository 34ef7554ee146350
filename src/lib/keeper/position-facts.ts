import { healthFactor, isLiquidatable } from '#lib/blend/health-factor.ts';
import { positionHealth } from '#lib/blend/position-health.ts';
import type { Prices, Reserves } from '#lib/blend/reserve.ts';
import { mulDiv } from '#lib/math/mul-div.ts';
import { SCALE_7, tenTo } from '#lib/math/scale.ts';
import type { Book } from './book.ts';

/** An account of a pool with debt, as of one ledger. */
export interface PositionFact {
	readonly user: string;
	/** 7 decimals; `undefined` = a leg has no price, so nobody knows. */
	readonly factor: bigint | undefined;
	/** Strictly more debt than collateral, after factors. */
	readonly isLiquidatable: boolean;
	/** Start ledger of its open auction. */
	readonly auctionFrom: number | undefined;
}

/** Everybody with debt. A position without debt has no factor and is left out. */
export function positionFacts(
	book: Book,
	reserves: Reserves,
	prices: Prices
): readonly PositionFact[] {
	const facts: PositionFact[] = [];
	for (const [user, { positions, auction }] of book) {
		const auctionFrom = auction?.startLedger;
		const health = positionHealth(positions, reserves, prices);
		if (health.kind !== 'priced') {
			facts.push({ user, factor: undefined, isLiquidatable: false, auctionFrom });
			continue;
		}
		const factor = healthFactor(health, prices.decimals);
		if (factor.kind === 'no-debt') continue;
		facts.push({
			user,
			factor: mulDiv(factor.value, SCALE_7, tenTo(prices.decimals), 'floor'),
			isLiquidatable: isLiquidatable(health),
			auctionFrom
		});
	}
	return facts;
}

/** Lowest factor first; what nobody can value at the end. */
export function byFactor(a: PositionFact, b: PositionFact): number {
	if (a.factor === undefined || b.factor === undefined) {
		return Number(a.factor === undefined) - Number(b.factor === undefined);
	}
	return a.factor < b.factor ? -1 : a.factor > b.factor ? 1 : 0;
}
