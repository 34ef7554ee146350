/* A bar from 1.0 to a health factor, in percent of a fixed scale: bars of different lists can be compared. */

/** 7 decimals. */
const LOWEST = 7_000_000n;
const HIGHEST = 18_000_000n;
const ONE = 10_000_000n;

export interface HfBar {
	readonly x: number;
	readonly width: number;
	/** The factor lies beyond this end of the scale. */
	readonly clipped: 'low' | 'high' | undefined;
}

/** Where a health factor of 7 decimals stands, 0–100; beyond the scale at its end. */
export function hfPlace(factor: bigint): number {
	const inside = factor < LOWEST ? LOWEST : factor > HIGHEST ? HIGHEST : factor;
	return Number(((inside - LOWEST) * 10_000n) / (HIGHEST - LOWEST)) / 100;
}

export const HF_ONE = hfPlace(ONE);

export function hfBar(factor: bigint): HfBar {
	const place = hfPlace(factor);
	return {
		x: Math.min(place, HF_ONE),
		width: Math.abs(place - HF_ONE),
		clipped: factor < LOWEST ? 'low' : factor > HIGHEST ? 'high' : undefined
	};
}
