import { mulDiv } from '#lib/math/mul-div.ts';
import { SCALE_7, tenTo } from '#lib/math/scale.ts';
import type { Health } from './position-health.ts';

/** Effective collateral ÷ effective liabilities; without liabilities there is no factor, and not an infinite one. */
export type HealthFactor =
	{ readonly kind: 'no-debt' } | { readonly kind: 'ratio'; readonly value: bigint };

/** ⌊collateral·10^D/liabilities⌋, in the oracle's D decimals. */
export function healthFactor(health: Health, oracleDecimals: number): HealthFactor {
	if (health.liabilityBase === 0n) return { kind: 'no-debt' };
	const one = tenTo(oracleDecimals);
	return {
		kind: 'ratio',
		value: mulDiv(health.collateralBase, one, health.liabilityBase, 'floor')
	};
}

/** Strictly more liabilities than collateral: a position at exactly 1 is safe. */
export const isLiquidatable = (health: Health): boolean =>
	health.liabilityBase > health.collateralBase;

/** No debt, or a factor above ⌈m·10^D/1e7⌉; `m` has 7 decimals. */
export function isOver(health: Health, oracleDecimals: number, m: bigint): boolean {
	const factor = healthFactor(health, oracleDecimals);
	if (factor.kind === 'no-debt') return true;
	return factor.value > mulDiv(tenTo(oracleDecimals), m, SCALE_7, 'ceil');
}

/** Debt, and a factor below ⌊m·10^D/1e7⌋; `m` has 7 decimals. */
export function isUnder(health: Health, oracleDecimals: number, m: bigint): boolean {
	const factor = healthFactor(health, oracleDecimals);
	if (factor.kind === 'no-debt') return false;
	return factor.value < mulDiv(tenTo(oracleDecimals), m, SCALE_7, 'floor');
}
