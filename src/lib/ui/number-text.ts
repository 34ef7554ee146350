import { formatFixed } from '#lib/math/format-decimal.ts';

/** What stands for a value that nobody knows. Never 0. */
export const UNKNOWN = '—';

const MINUS = '\u2212';
const THIN = '\u2009';

/** An amount with exactly `places` decimals, grouped: `60,214.38`. Cuts towards zero; −0 does not exist. */
export function amountText(raw: bigint, decimals: number, places: number): string {
	return grouped(formatFixed(raw, decimals, places), places);
}

/** The same with its sign always before it: a gain or a loss. Zero has none. */
export function signedText(raw: bigint, decimals: number, places: number): string {
	const text = amountText(raw, decimals, places);
	return raw > 0n && /[1-9]/.test(text) ? `+${text}` : text;
}

/** USDC per share (12 decimals) with a thin gap in the fraction: `1.002 985`. */
export function sharePriceText(price: bigint): string {
	const [whole = '0', fraction = ''] = amountText(price, 12, 6).split('.');
	return `${whole}.${fraction.slice(0, 3)}${THIN}${fraction.slice(3)}`;
}

/** A ledger, an age, a number of things. */
export function countText(count: number | bigint): string {
	return new Intl.NumberFormat('en-US').format(count).replace('-', MINUS);
}

/** Account, contract or hash as people compare them: `GBQX…7T2K`. */
export function shortText(id: string): string {
	return id.length <= 12 ? id : `${id.slice(0, 4)}…${id.slice(-4)}`;
}

/** `Intl` reads decimal strings exactly, so no amount passes through a float. */
function grouped(decimal: string, places: number): string {
	return new Intl.NumberFormat('en-US', {
		minimumFractionDigits: places,
		maximumFractionDigits: places
	})
		.format(decimal as Intl.StringNumericLiteral)
		.replace('-', MINUS);
}
