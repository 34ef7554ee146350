import { oracleValue, type OracleValue, type Price } from '#lib/math/amount.ts';
import { mulDiv } from '#lib/math/mul-div.ts';
import { tenTo } from '#lib/math/scale.ts';
import { effectiveCollateralFloor, effectiveDebtCeil, owedCeil, suppliedFloor } from './convert.ts';
import type { Positions, Prices, Reserve, Reserves } from './reserve.ts';

/** A position's values in the oracle's base asset and decimals. `base` is after factors, `raw` before. */
export interface Health {
	readonly kind: 'priced';
	readonly collateralBase: OracleValue;
	readonly collateralRaw: OracleValue;
	readonly liabilityBase: OracleValue;
	readonly liabilityRaw: OracleValue;
}

/** A leg whose value nobody knows: the whole position is unknown, never worth 0. */
export type Unpriced =
	| { readonly kind: 'unpriced'; readonly asset: string }
	| { readonly kind: 'unknown-reserve'; readonly index: number }
	/** A debt whose liability factor is 0: the pool would divide by it. */
	| { readonly kind: 'not-borrowable'; readonly asset: string };

export type PositionHealth = Health | Unpriced;

export const isUnpriced = (judged: Unpriced | { readonly kind: string }): judged is Unpriced =>
	judged.kind === 'unpriced' ||
	judged.kind === 'unknown-reserve' ||
	judged.kind === 'not-borrowable';

/**
 * What the pool computes for a position (blend-v2.md §5.2), from reserves already accrued to the ledger's close time. Each leg of
 * collateral rounds down, each leg of debt up; `supply` does not count.
 */
export function positionHealth(
	positions: Positions,
	reserves: Reserves,
	prices: Prices
): PositionHealth {
	let collateralBase = 0n;
	let collateralRaw = 0n;
	let liabilityBase = 0n;
	let liabilityRaw = 0n;
	for (const [index, b] of positions.collateral) {
		const leg = pricedLeg(reserves, prices, index);
		if (leg.kind !== 'priced') return leg;
		const { config, data } = leg.reserve;
		const supplied = suppliedFloor(b, data.bRate);
		const one = tenTo(config.decimals);
		const effective = effectiveCollateralFloor(supplied, config.cFactor);
		collateralBase += mulDiv(leg.price, effective, one, 'floor');
		collateralRaw += mulDiv(leg.price, supplied, one, 'floor');
	}
	for (const [index, d] of positions.liabilities) {
		const leg = pricedLeg(reserves, prices, index);
		if (leg.kind !== 'priced') return leg;
		const { asset, config, data } = leg.reserve;
		if (config.lFactor === 0) return { kind: 'not-borrowable', asset };
		const owed = owedCeil(d, data.dRate);
		const one = tenTo(config.decimals);
		const effective = effectiveDebtCeil(owed, config.lFactor);
		liabilityBase += mulDiv(leg.price, effective, one, 'ceil');
		liabilityRaw += mulDiv(leg.price, owed, one, 'ceil');
	}
	return {
		kind: 'priced',
		collateralBase: oracleValue(collateralBase),
		collateralRaw: oracleValue(collateralRaw),
		liabilityBase: oracleValue(liabilityBase),
		liabilityRaw: oracleValue(liabilityRaw)
	};
}

type Leg = { readonly kind: 'priced'; readonly reserve: Reserve; readonly price: Price } | Unpriced;

function pricedLeg(reserves: Reserves, prices: Prices, index: number): Leg {
	const reserve = reserves[index];
	if (reserve === undefined) return { kind: 'unknown-reserve', index };
	const price = prices.of.get(reserve.asset);
	return price === undefined || price <= 0n
		? { kind: 'unpriced', asset: reserve.asset }
		: { kind: 'priced', reserve, price };
}
