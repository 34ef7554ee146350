import { stroops, type Stroops } from '#lib/math/amount.ts';
import { feeStats, type Query } from './rpc-methods.ts';

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

export function bidQuery(cap: Stroops): Query<Stroops> {
	const base = feeStats();
	return {
		call: base.call,
		parse: (answer) => {
			const parsed = base.parse(answer);
			if (!parsed.ok) return parsed;
			const { p95, p99 } = parsed.value.sorobanInclusionFee;
			return { ok: true, value: bidFromStats(p95, p99, cap) };
		}
	};
}
