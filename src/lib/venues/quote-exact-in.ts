import { mulDiv } from '#lib/math/mul-div.ts';
import { facing, type Pair } from './pair.ts';

/**
 * What a swap of `amountIn` pays out; 0 = the venue would not trade. Fee 3/1000 rounded up, output rounded down: both against the
 * trader. Equals lab-amm's `quote_exact_in` and a Soroswap pair.
 */
export function quoteExactIn(pair: Pair, tokenIn: string, amountIn: bigint): bigint {
	const side = facing(pair, tokenIn);
	if (side === undefined || amountIn <= 0n || side.reserveIn <= 0n || side.reserveOut <= 0n)
		return 0n;
	const net = amountIn - mulDiv(amountIn, 3n, 1000n, 'ceil');
	return mulDiv(net, side.reserveOut, side.reserveIn + net, 'floor');
}
