import { tenTo } from './scale.ts';

/**
 * Smallest units as a plain decimal number, exact: `12500000` with 7 decimals is `1.25`. Trailing zeros go; `parseDecimal` reads
 * the result of a non-negative amount back unchanged.
 */
export function formatDecimal(raw: bigint, decimals: number): string {
	const { sign, whole, fraction } = split(raw, decimals);
	const digits = fraction.replace(/0+$/, '');
	return digits === '' ? `${sign}${whole}` : `${sign}${whole}.${digits}`;
}

/** Smallest units with exactly `places` decimals. Cuts towards zero: never shows more, nor a larger loss, than there is. */
export function formatFixed(raw: bigint, decimals: number, places: number): string {
	const { sign, whole, fraction } = split(raw, decimals);
	const digits = fraction.slice(0, places).padEnd(places, '0');
	const isZero = /^0*$/.test(whole + digits);
	return `${isZero ? '' : sign}${whole}${places > 0 ? `.${digits}` : ''}`;
}

function split(raw: bigint, decimals: number) {
	const magnitude = raw < 0n ? -raw : raw;
	const one = tenTo(decimals);
	return {
		sign: raw < 0n ? '-' : '',
		whole: (magnitude / one).toString(),
		fraction: decimals === 0 ? '' : (magnitude % one).toString().padStart(decimals, '0')
	};
}
