import type { DTokens, Rate12, Underlying } from '#lib/math/amount.ts';
import { owedCeil } from './convert.ts';

/**
 * ⌈d·dRate/1e12⌉ with the dRate of the executing ledger: burns exactly `d`, one unit less would leave a debt. Equals what
 * nectar-vault buys and repays for a bid.
 */
export const exactRepay = (d: DTokens, dRate: Rate12): Underlying => owedCeil(d, dRate);
