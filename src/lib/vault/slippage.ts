import { shares, usdc, type Shares, type Usdc } from '#lib/math/amount.ts';
import { mulDiv } from '#lib/math/mul-div.ts';
import { BPS } from '#lib/math/scale.ts';

/*
 * What a depositor accepts at worst. The share price moves between the preview and the ledger, by vesting above all; a result beyond
 * these bounds is refused by the vault, or before anything is signed.
 */

/** Least shares for a deposit. Floors, but never below one stroop: 0 would accept everything. */
export const leastSharesFloor = (expected: Shares, toleranceBps: number): Shares =>
	shares(lessFloor(expected, toleranceBps));

/** Least USDC for shares. Floors, but never below one stroop. */
export const leastUsdcFloor = (expected: Usdc, toleranceBps: number): Usdc =>
	usdc(lessFloor(expected, toleranceBps));

/** Most shares for an amount of USDC. Ceils, so that the expected number always fits. */
export const mostSharesCeil = (expected: Shares, toleranceBps: number): Shares =>
	shares(mulDiv(expected, BPS + BigInt(toleranceBps), BPS, 'ceil'));

function lessFloor(expected: bigint, toleranceBps: number): bigint {
	const least = mulDiv(expected, BPS - BigInt(toleranceBps), BPS, 'floor');
	return least > 0n ? least : 1n;
}
