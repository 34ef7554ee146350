import type { HealthFactor } from '#lib/blend/health-factor.ts';
import { formatFixed } from '#lib/math/format-decimal.ts';
import { amountText, countText, signedText } from '../number-text.ts';

/* Amounts of USDC and XLM, 7 decimals both, as the console prints them. A unit never parts from its number. */

const NBSP = '\u00a0';

/** “1,240.00”, “−8.11”. */
export const plainAmount = (raw: bigint, places = 2): string => amountText(raw, 7, places);
/** “+4.09”, “−0.0008”; zero has no sign. */
export const signedAmount = (raw: bigint, places = 2): string => signedText(raw, 7, places);
export const usdcAmount = (raw: bigint, places = 2): string =>
	`${plainAmount(raw, places)}${NBSP}USDC`;
/** Fees may be a few stroops: an amount that would read as 0 is written out. */
export const feeAmount = (raw: bigint, places = 4): string => {
	const short = plainAmount(raw, places);
	return raw === 0n || /[1-9]/.test(short) ? short : plainAmount(raw, 7);
};
export const xlmAmount = (raw: bigint, places = 4): string => `${feeAmount(raw, places)}${NBSP}XLM`;
/** “12 ledgers”, “1 ledger”. */
export const counted = (count: number, one: string): string =>
	`${countText(count)} ${one}${count === 1 ? '' : 's'}`;

/** A health factor to two decimals, cut: never rounded up to safety. */
export const healthText = (health: HealthFactor, decimals: number): string =>
	health.kind === 'no-debt' ? 'no debt' : formatFixed(health.value, decimals, 2);

/** What there is beside what is asked for. */
export const compared = (have: bigint, need: bigint): string =>
	`have ${plainAmount(have)}, need ${usdcAmount(need)}`;
