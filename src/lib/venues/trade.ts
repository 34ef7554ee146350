import { applySwap } from './apply-swap.ts';
import { facing, otherToken, type Pair, type Pairs } from './pair.ts';
import { quoteExactIn } from './quote-exact-in.ts';
import { quoteExactOut } from './quote-exact-out.ts';
import { splitByWeight, type Weighted } from './split-by-weight.ts';

/** One leg of a trade: a venue that holds the pair, and the part of the amount it serves. */
export interface VenueLeg extends Weighted {
	/** Contract id of the venue. */
	readonly venue: string;
}

/** A trade over all its legs, and the pairs after it; or why a venue would refuse. */
export type Trade =
	| {
			readonly kind: 'traded';
			/** Paid in, smallest units of the token paid. */
			readonly amountIn: bigint;
			/** Received, smallest units of the token received. */
			readonly amountOut: bigint;
			readonly pairs: Pairs;
	  }
	| {
			readonly kind: 'refused';
			readonly reason:
				'bad-weights' | 'unknown-venue' | 'unknown-token' | 'no-liquidity' | 'zero-output';
			readonly venue: string | undefined;
	  };

/** Sells exactly `amountIn` of `tokenIn`, leg after leg, each at the reserves its predecessors left. */
export const sellExactIn = (
	pairs: Pairs,
	legs: readonly VenueLeg[],
	tokenIn: string,
	amountIn: bigint
): Trade =>
	overLegs(pairs, legs, amountIn, (pair, part) => {
		if (facing(pair, tokenIn) === undefined) return 'unknown-token';
		const out = quoteExactIn(pair, tokenIn, part);
		return out > 0n ? { tokenIn, amountIn: part, amountOut: out } : 'zero-output';
	});

/** Buys exactly `amountOut` of `tokenOut`, leg after leg, each at the reserves its predecessors left. */
export const buyExactOut = (
	pairs: Pairs,
	legs: readonly VenueLeg[],
	tokenOut: string,
	amountOut: bigint
): Trade =>
	overLegs(pairs, legs, amountOut, (pair, part) => {
		if (facing(pair, tokenOut) === undefined) return 'unknown-token';
		const tokenIn = otherToken(pair, tokenOut);
		const paid = quoteExactOut(pair, tokenIn, part);
		return paid === undefined ? 'no-liquidity' : { tokenIn, amountIn: paid, amountOut: part };
	});

interface LegSwap {
	readonly tokenIn: string;
	readonly amountIn: bigint;
	readonly amountOut: bigint;
}
type LegRefusal = 'unknown-token' | 'no-liquidity' | 'zero-output';

function overLegs(
	pairs: Pairs,
	legs: readonly VenueLeg[],
	amount: bigint,
	swap: (pair: Pair, part: bigint) => LegSwap | LegRefusal
): Trade {
	const parts = splitByWeight(amount, legs);
	if (parts === undefined) return { kind: 'refused', reason: 'bad-weights', venue: undefined };
	const after = new Map(pairs);
	let amountIn = 0n;
	let amountOut = 0n;
	for (const { leg, part } of parts) {
		if (part === 0n) continue;
		const pair = after.get(leg.venue);
		if (pair === undefined) return { kind: 'refused', reason: 'unknown-venue', venue: leg.venue };
		const done = swap(pair, part);
		if (typeof done === 'string') return { kind: 'refused', reason: done, venue: leg.venue };
		after.set(leg.venue, applySwap(pair, done.tokenIn, done.amountIn, done.amountOut));
		amountIn += done.amountIn;
		amountOut += done.amountOut;
	}
	return { kind: 'traded', amountIn, amountOut, pairs: after };
}
