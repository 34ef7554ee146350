import { mulDiv } from '#lib/math/mul-div.ts';
import { BPS } from '#lib/math/scale.ts';

const WHOLE_BPS = 10_000;

/** A venue and the part of an amount it serves. */
export interface Weighted {
	readonly weightBps: number;
}

/**
 * One part of `amount` per leg: floored by weight, and the last leg takes the rest. Parts may be 0, and then nobody trades them.
 * `undefined` unless the weights are positive and sum to 10,000. Equals the parts nectar-vault makes of an order's swaps.
 */
export function splitByWeight<Leg extends Weighted>(
	amount: bigint,
	legs: readonly Leg[]
): readonly { readonly leg: Leg; readonly part: bigint }[] | undefined {
	const total = legs.reduce((sum, leg) => sum + leg.weightBps, 0);
	if (total !== WHOLE_BPS || legs.some((leg) => leg.weightBps < 1)) return undefined;
	let given = 0n;
	return legs.map((leg, i) => {
		const isLast = i === legs.length - 1;
		const part = isLast ? amount - given : mulDiv(amount, BigInt(leg.weightBps), BPS, 'floor');
		given += part;
		return { leg, part };
	});
}
