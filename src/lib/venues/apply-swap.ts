import type { Pair } from './pair.ts';

/** The pair after a swap of `amountIn` of `tokenIn` against `amountOut` of the other token, as lab-amm books it. */
export function applySwap(pair: Pair, tokenIn: string, amountIn: bigint, amountOut: bigint): Pair {
	const aToB = tokenIn === pair.tokenA;
	return {
		...pair,
		reserveA: aToB ? pair.reserveA + amountIn : pair.reserveA - amountOut,
		reserveB: aToB ? pair.reserveB - amountOut : pair.reserveB + amountIn
	};
}
