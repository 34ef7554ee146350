/** Fixed point of bToken and dToken rates and of the share price. */
export const SCALE_12 = 1_000_000_000_000n;
/** Fixed point of factors, utilisation and interest modifiers; one USDC or XLM in its smallest units. */
export const SCALE_7 = 10_000_000n;
/** One, in basis points. */
export const BPS = 10_000n;
/** The greatest i128: what a contract could count at most. */
export const I128_MAX = 2n ** 127n - 1n;

const POWERS = Array.from({ length: 39 }, (_, exponent) => 10n ** BigInt(exponent));

/** 10^decimals for the 0–38 decimals that fit an i128. */
export function tenTo(decimals: number): bigint {
	const power = POWERS[decimals];
	if (power === undefined) throw new UnsupportedDecimalsError(decimals);
	return power;
}

/** More decimals than an i128 has digits, or not a whole number: always a bug in the caller. */
export class UnsupportedDecimalsError extends Error {
	override readonly name = 'UnsupportedDecimalsError';
	constructor(decimals: number) {
		super(`expected a whole number of decimals from 0 to 38; found ${decimals}`);
	}
}
