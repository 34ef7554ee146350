import { shares, type Shares } from '#lib/math/amount.ts';

/** Shares an account cannot transfer or redeem before `unlockAt` (unix seconds). */
export interface Tranche {
	readonly lockedShares: Shares;
	readonly unlockAt: number;
}

/** A tranche as a depositor sees it. */
export interface TrancheView {
	readonly locked: Shares;
	readonly unlocked: Shares;
	/** Seconds until all is unlocked; 0 when nothing is locked. */
	readonly secondsLeft: number;
}

/** balance − what is locked before `unlockAt`. Equals nectar-vault's `unlocked_shares`. */
export function trancheView(
	tranche: Tranche | undefined,
	balance: Shares,
	now: number
): TrancheView {
	const isLocked = tranche !== undefined && now < tranche.unlockAt && tranche.lockedShares > 0n;
	if (!isLocked) return { locked: shares(0n), unlocked: balance, secondsLeft: 0 };
	const locked = tranche.lockedShares < balance ? tranche.lockedShares : balance;
	return {
		locked: shares(locked),
		unlocked: shares(balance - locked),
		secondsLeft: tranche.unlockAt - now
	};
}
