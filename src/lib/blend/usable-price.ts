import { price, type Price } from '#lib/math/amount.ts';

/** A price the pool takes may be at most this old. Seconds. */
const MAX_AGE_SECS = 24 * 3600;

/**
 * The price a pool would use in a ledger closing at `now` (unix seconds); `undefined` where it refuses (1210): too old, zero or
 * negative. A position with such a leg is unpriced.
 */
export const usablePrice = (raw: bigint, at: number, now: number): Price | undefined =>
	raw > 0n && at + MAX_AGE_SECS >= now ? price(raw) : undefined;
