import {
	bTokens,
	dTokens,
	underlying,
	type BTokens,
	type DTokens,
	type Rate12,
	type Underlying
} from '#lib/math/amount.ts';
import { mulDiv } from '#lib/math/mul-div.ts';
import { SCALE_12, SCALE_7 } from '#lib/math/scale.ts';

// blend-v2.md §5.1. Each rounding goes against the user and in favour of the pool.

/** ⌊b·bRate/1e12⌋: what bTokens are worth, and what a withdrawal pays. */
export const suppliedFloor = (b: BTokens, bRate: Rate12): Underlying =>
	underlying(mulDiv(b, bRate, SCALE_12, 'floor'));

/** ⌈d·dRate/1e12⌉: what dTokens owe, and exactly what repays them. */
export const owedCeil = (d: DTokens, dRate: Rate12): Underlying =>
	underlying(mulDiv(d, dRate, SCALE_12, 'ceil'));

/** ⌊x·1e12/bRate⌋: bTokens minted by a supply. */
export const bTokensFloor = (amount: Underlying, bRate: Rate12): BTokens =>
	bTokens(mulDiv(amount, SCALE_12, bRate, 'floor'));

/** ⌈x·1e12/bRate⌉: bTokens burned by a withdrawal. */
export const bTokensCeil = (amount: Underlying, bRate: Rate12): BTokens =>
	bTokens(mulDiv(amount, SCALE_12, bRate, 'ceil'));

/** ⌈x·1e12/dRate⌉: dTokens minted by a borrow. */
export const dTokensCeil = (amount: Underlying, dRate: Rate12): DTokens =>
	dTokens(mulDiv(amount, SCALE_12, dRate, 'ceil'));

/** ⌊x·1e12/dRate⌋: dTokens burned by a repayment. */
export const dTokensFloor = (amount: Underlying, dRate: Rate12): DTokens =>
	dTokens(mulDiv(amount, SCALE_12, dRate, 'floor'));

/** ⌊x·cFactor/1e7⌋: collateral after its factor, in underlying. */
export const effectiveCollateralFloor = (amount: Underlying, cFactor: number): Underlying =>
	underlying(mulDiv(amount, BigInt(cFactor), SCALE_7, 'floor'));

/** ⌈x·1e7/lFactor⌉: debt after its factor, in underlying. */
export const effectiveDebtCeil = (amount: Underlying, lFactor: number): Underlying =>
	underlying(mulDiv(amount, SCALE_7, BigInt(lFactor), 'ceil'));
