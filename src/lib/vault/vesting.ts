import { usdc, type Usdc } from '#lib/math/amount.ts';
import { mulDiv } from '#lib/math/mul-div.ts';

/** A profit that vests linearly from `start` to `end` (unix seconds). */
export interface VestingBucket {
	readonly amount: Usdc;
	readonly start: number;
	readonly end: number;
}

/**
 * What has not vested at `now`: per live bucket ⌈amount·(end − now)/(end − start)⌉, so that depositors never own a part too early.
 * Equals `unvested` of nectar-vault's `get_state`.
 */
export function unvestedCeil(buckets: readonly VestingBucket[], now: number): Usdc {
	return usdc(buckets.reduce((sum, bucket) => sum + unvestedOf(bucket, now), 0n));
}

function unvestedOf({ amount, start, end }: VestingBucket, now: number): bigint {
	if (now >= end) return 0n;
	if (now <= start) return amount;
	return mulDiv(amount, BigInt(end - now), BigInt(end - start), 'ceil');
}
