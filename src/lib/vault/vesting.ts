import { usdc, type Usdc } from '#lib/math/amount.ts';
import { mulDiv, type Rounding } from '#lib/math/mul-div.ts';

/** A profit that vests linearly from `start` to `end` (unix seconds). */
export interface VestingBucket {
	readonly amount: Usdc;
	readonly start: number;
	readonly end: number;
}

/** Buckets at the same time, at most; while fewer than `EXACT` of them end off the grid a profit ends to the second. */
const MAX_BUCKETS = 24;
const EXACT_BUCKETS = 11;
const GRID = 12;
/** A smaller profit ends on the grid always, so that no number of them takes a bucket from others. */
const MIN_EXACT = 10_000_000n;

/**
 * What has not vested at `now`: per live bucket ⌈amount·(end − now)/(end − start)⌉, so that depositors never own a part too early.
 * Equals `unvested` of nectar-vault's `get_state`.
 */
export function unvestedCeil(buckets: readonly VestingBucket[], now: number): Usdc {
	return usdc(buckets.reduce((sum, bucket) => sum + left(bucket, now, 'ceil'), 0n));
}

/**
 * The ring with a new profit that starts to vest now, and without what has vested. In a busy time, or below 1 USDC, its end is
 * rounded up to a twelfth of `unlockSecs`, so that profits share buckets; no other profit is moved. Equals nectar-vault's
 * `vesting::with_profit`.
 */
export function withProfit(
	buckets: readonly VestingBucket[],
	profit: Usdc,
	now: number,
	unlockSecs: number
): readonly VestingBucket[] {
	const live = buckets.filter((bucket) => bucket.end > now);
	if (profit === 0n) return live;
	const end = endFor(live, profit, now, unlockSecs);
	const joined = bucketToJoin(live, end);
	if (joined === undefined) return [...live, { amount: profit, start: now, end }];
	return live.map((bucket) => {
		if (bucket !== joined) return bucket;
		return { amount: usdc(left(bucket, now, 'floor') + profit), start: now, end: bucket.end };
	});
}

function endFor(
	live: readonly VestingBucket[],
	profit: Usdc,
	now: number,
	unlockSecs: number
): number {
	const end = now + unlockSecs;
	const step = Math.ceil(unlockSecs / GRID);
	const offGrid = live.filter((bucket) => bucket.end % step !== 0).length;
	return profit >= MIN_EXACT && offGrid < EXACT_BUCKETS ? end : Math.ceil(end / step) * step;
}

/** The bucket with this end; of a full ring without one the next that ends later, or else the last. */
function bucketToJoin(live: readonly VestingBucket[], end: number): VestingBucket | undefined {
	const same = live.find((bucket) => bucket.end === end);
	if (same !== undefined || live.length < MAX_BUCKETS) return same;
	const byEnd = live.toSorted((a, b) => a.end - b.end);
	return byEnd.find((bucket) => bucket.end > end) ?? byEnd.at(-1);
}

function left({ amount, start, end }: VestingBucket, now: number, rounding: Rounding): bigint {
	if (now >= end) return 0n;
	return mulDiv(amount, BigInt(end - now), BigInt(end - start), rounding);
}
