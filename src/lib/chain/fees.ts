import { stroops, type Stroops } from '#lib/math/amount.ts';
import { ok } from '#lib/result.ts';
import { feeStats, mapQuery, type Query } from './rpc-methods.ts';

/** The network's least bid for one operation. */
export const MIN_BID = stroops(100n);

/**
 * The first bid must already be the one we mean, as replacing it costs twenty times as much:
 * clamp(max(2 × p95, p99), minimum, cap) of what the last ledgers charged.
 */
export function bidFromStats(p95: bigint, p99: bigint, cap: Stroops): Stroops {
	const wanted = 2n * p95 > p99 ? 2n * p95 : p99;
	const atLeast = wanted < MIN_BID ? MIN_BID : wanted;
	return stroops(atLeast > cap ? cap : atLeast);
}

export const bidQuery = (cap: Stroops): Query<Stroops> =>
	mapQuery(feeStats(), ({ sorobanInclusionFee: { p95, p99 } }) => ok(bidFromStats(p95, p99, cap)));
