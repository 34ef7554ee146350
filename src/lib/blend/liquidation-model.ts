import { bTokens, dTokens, type BTokens, type DTokens } from '#lib/math/amount.ts';
import { mulDiv } from '#lib/math/mul-div.ts';
import { tenTo } from '#lib/math/scale.ts';
import {
	healthFactor,
	isLiquidatable,
	isOver,
	isUnder,
	type HealthFactor
} from './health-factor.ts';
import { legPositions, type LiquidationLegs } from './liquidation-legs.ts';
import { positionHealth, type Health, type Unpriced } from './position-health.ts';
import type { Positions, Prices, Reserves } from './reserve.ts';

/** A user to liquidate, at one ledger: reserves accrued to its close time. */
export interface LiquidationCase {
	readonly positions: Positions;
	readonly reserves: Reserves;
	readonly prices: Prices;
	/** The pool's `max_positions`. */
	readonly maxPositions: number;
}

/** What `new_auction(0, …)` answers: an auction, or the pool's error code. `trap` = arithmetic without a code. */
export type LiquidationVerdict =
	| { readonly kind: 'ok' }
	| { readonly kind: 'refused'; readonly code: 1200 | 1208 | 1211 | 1213 | 1214 | 1221 | 1222 }
	| { readonly kind: 'trap' };

/** The auction one percent would create. */
export interface LiquidationModel {
	readonly kind: 'modelled';
	readonly verdict: LiquidationVerdict;
	/** Every position is auctioned whole (96–100 % of all positions). */
	readonly full: boolean;
	/** Health of what the user keeps once the auction is filled whole; of a full one, at 95 %. */
	readonly postHealth: HealthFactor;
	/** What the filler receives per debt taken, in the oracle's decimals; 1 = no discount. */
	readonly incentive: bigint;
	/** dTokens by asset. */
	readonly bid: ReadonlyMap<string, DTokens>;
	/** bTokens by asset. */
	readonly lot: ReadonlyMap<string, BTokens>;
}

/** Refused before any amount is known, whatever the percent. */
export interface LiquidationRefused {
	readonly kind: 'refused';
	readonly verdict: Exclude<LiquidationVerdict, { readonly kind: 'ok' }>;
}

/** What does not depend on the percent. */
export interface PreparedLiquidation {
	readonly kind: 'prepared';
	readonly target: LiquidationCase;
	readonly included: Positions;
	readonly chosen: Health;
	readonly whole: Health;
}

/** Closed band of the health factor after a partial liquidation, 7 decimals. */
const POST_HEALTH_MIN = 10_300_000n;
const POST_HEALTH_MAX = 11_500_000n;
const FULL_ABOVE = 95;

/** The pool's guards before it looks at the percent's effect, in its order (blend-v2.md §3.2). */
export function prepareLiquidation(
	target: LiquidationCase,
	legs: LiquidationLegs
): PreparedLiquidation | LiquidationRefused | Unpriced {
	if (legs.bid.length + legs.lot.length > target.maxPositions) return refusal(1208);
	const whole = positionHealth(target.positions, target.reserves, target.prices);
	if (whole.kind !== 'priced') return whole;
	if (!isLiquidatable(whole)) return refusal(1211);
	const included = legPositions(target.positions, target.reserves, legs);
	if (included.kind === 'refused') return refusal(included.code);
	const chosen = positionHealth(included, target.reserves, target.prices);
	if (chosen.kind !== 'priced') return chosen;
	if (chosen.collateralRaw === 0n || chosen.liabilityRaw === 0n || chosen.liabilityBase === 0n)
		return { kind: 'refused', verdict: { kind: 'trap' } };
	return { kind: 'prepared', target, included, chosen, whole };
}

/** `new_auction(0, user, legs, percent)` of a Blend pool, integer for integer (blend-v2.md §3.2). */
export function liquidationModel(
	target: LiquidationCase,
	legs: LiquidationLegs,
	percent: number
): LiquidationModel | LiquidationRefused | Unpriced {
	if (!Number.isInteger(percent) || percent < 1 || percent > 100) return refusal(1211);
	const prepared = prepareLiquidation(target, legs);
	return prepared.kind === 'prepared' ? liquidationAt(prepared, percent) : prepared;
}

/** The auction of one percent, 1–100. */
export function liquidationAt(prepared: PreparedLiquidation, percent: number): LiquidationModel {
	const { target, included, chosen, whole } = prepared;
	const decimals = target.prices.decimals;
	const one = tenTo(decimals);
	const allCollateral = chosen.collateralRaw === whole.collateralRaw;
	const allPositions = allCollateral && chosen.liabilityRaw === whole.liabilityRaw;
	const full = allPositions && percent > FULL_ABOVE;
	const part = mulDiv(BigInt(full ? FULL_ABOVE : percent), one, 100n, 'floor');
	const incentive = incentiveCeil(chosen, one);
	const debtTaken = mulDiv(chosen.liabilityRaw, part, one, 'floor');
	const estimate = mulDiv(debtTaken, incentive, one, 'floor');
	const wanted = mulDiv(estimate, one, chosen.collateralRaw, 'ceil');
	const lotPart = wanted > one ? one : wanted;
	const bid = shareCeil(included.liabilities, part, one);
	const lot = shareCeil(included.collateral, lotPart, one);
	const kept = keptHealth(target, bid, lot);
	const tooMuch = isOver(kept, decimals, POST_HEALTH_MAX);
	const verdict = ((): LiquidationVerdict => {
		if (wanted > one && !allCollateral) return refused(1211);
		if (full) return tooMuch && estimate < whole.collateralRaw ? refused(1213) : { kind: 'ok' };
		if (tooMuch) return refused(1213);
		return isUnder(kept, decimals, POST_HEALTH_MIN) ? refused(1214) : { kind: 'ok' };
	})();
	const everything = full && verdict.kind === 'ok';
	const { collateral, liabilities } = target.positions;
	return {
		kind: 'modelled',
		verdict,
		full,
		postHealth: healthFactor(kept, decimals),
		incentive,
		bid: byAsset(everything ? liabilities : bid, target.reserves, dTokens),
		lot: byAsset(everything ? collateral : lot, target.reserves, bTokens)
	};
}

/** 1 + half of what the mean factors leave between debt and collateral. */
function incentiveCeil(chosen: Health, one: bigint): bigint {
	const collateralFactor = mulDiv(chosen.collateralBase, one, chosen.collateralRaw, 'floor');
	const inverseDebtFactor = mulDiv(chosen.liabilityBase, one, chosen.liabilityRaw, 'floor');
	const margin = one - mulDiv(collateralFactor, one, inverseDebtFactor, 'ceil');
	return one + mulDiv(margin, one, 2n * one, 'ceil');
}

function shareCeil(
	legs: ReadonlyMap<number, bigint>,
	part: bigint,
	one: bigint
): ReadonlyMap<number, bigint> {
	return new Map([...legs].map(([index, amount]) => [index, mulDiv(amount, part, one, 'ceil')]));
}

function keptHealth(
	target: LiquidationCase,
	bid: ReadonlyMap<number, bigint>,
	lot: ReadonlyMap<number, bigint>
): Health {
	const { positions, reserves, prices } = target;
	const collateral = subtract(positions.collateral, lot, bTokens);
	const liabilities = subtract(positions.liabilities, bid, dTokens);
	const kept = positionHealth({ ...positions, collateral, liabilities }, reserves, prices);
	if (kept.kind !== 'priced') throw new LostPriceError();
	return kept;
}

function subtract<T extends bigint>(
	from: ReadonlyMap<number, T>,
	taken: ReadonlyMap<number, bigint>,
	brand: (raw: bigint) => T
): ReadonlyMap<number, T> {
	return new Map(
		[...from]
			.map(([index, amount]) => [index, brand(amount - (taken.get(index) ?? 0n))] as const)
			.filter(([, amount]) => amount > 0n)
	);
}

function byAsset<T>(
	legs: ReadonlyMap<number, bigint>,
	reserves: Reserves,
	brand: (raw: bigint) => T
): ReadonlyMap<string, T> {
	const named = new Map<string, T>();
	for (const [index, amount] of legs) {
		const reserve = reserves[index];
		if (reserve !== undefined) named.set(reserve.asset, brand(amount));
	}
	return named;
}

type RefusalCode = Extract<LiquidationVerdict, { readonly kind: 'refused' }>['code'];
const refused = (code: RefusalCode) => ({ kind: 'refused', code }) as const;
const refusal = (code: RefusalCode): LiquidationRefused => ({
	kind: 'refused',
	verdict: refused(code)
});

/** Part of a priced position turned out unpriced: a bug in this file. */
class LostPriceError extends Error {
	override readonly name = 'LostPriceError';
	constructor() {
		super('expected prices of legs that were priced before; found one without');
	}
}
