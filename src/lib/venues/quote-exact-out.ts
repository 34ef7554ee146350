import { mulDiv } from '#lib/math/mul-div.ts';
import { facing, type Pair } from './pair.ts';

/**
 * What a swap takes that pays out exactly `amountOut`; `undefined` = the venue cannot: the amount is not positive or not below the
 * reserve. Rounded up, plus one unit, against the trader. Equals lab-amm's `quote_exact_out` and a Soroswap pair.
 */
export function quoteExactOut(pair: Pair, tokenIn: string, amountOut: bigint): bigint | undefined {
	const side = facing(pair, tokenIn);
	if (side === undefined || amountOut <= 0n || amountOut >= side.reserveOut) return undefined;
	const divisor = (side.reserveOut - amountOut) * 997n;
	return mulDiv(side.reserveIn * amountOut, 1000n, divisor, 'ceil') + 1n;
}
