import type { Usdc } from '#lib/math/amount.ts';
import type { Delegation } from './delegation.ts';

export type SessionUse =
	{ readonly kind: 'usable' } | { readonly kind: 'refused'; readonly reason: SessionRefusal };

export type SessionRefusal =
	'no-session' | 'revoked' | 'expired' | 'pool-not-allowed' | 'over-usdc-limit' | 'over-fill-limit';

/** The fill a delegation is asked for. `now` = the close time of the executing ledger, unix seconds. */
export interface SessionNeed {
	readonly operatorEpoch: number;
	readonly now: number;
	readonly pool: string;
	readonly usdcIn: Usdc;
}

/** Whether keeper-registry's `consume` would let the session fill, and else its reason. Checks in the contract's order. */
export function usable(delegation: Delegation | undefined, need: SessionNeed): SessionUse {
	if (delegation === undefined) return refused('no-session');
	const { limits } = delegation;
	if (delegation.epoch !== need.operatorEpoch) return refused('revoked');
	if (need.now >= delegation.expiresAt) return refused('expired');
	if (limits.pools.length > 0 && !limits.pools.includes(need.pool))
		return refused('pool-not-allowed');
	if (need.usdcIn > limits.maxUsdcPerFill) return refused('over-usdc-limit');
	return fillsLeft(delegation, need.now) > 0 ? { kind: 'usable' } : refused('over-fill-limit');
}

/** Fills the session may still do in the clock hour of `now`. */
export function fillsLeft(delegation: Delegation, now: number): number {
	const used = delegation.hour === Math.floor(now / 3600) ? delegation.fillsInHour : 0;
	return Math.max(delegation.limits.fillsPerHour - used, 0);
}

const refused = (reason: SessionRefusal): SessionUse => ({ kind: 'refused', reason });
