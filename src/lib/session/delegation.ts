import type { Usdc } from '#lib/math/amount.ts';

/** What one session key may do. */
export interface Limits {
	/** Fills in one clock hour (unix seconds ÷ 3,600, floored). */
	readonly fillsPerHour: number;
	/** USDC one fill may spend, repayments included. */
	readonly maxUsdcPerFill: Usdc;
	/** Pools the session may fill in; empty = all. */
	readonly pools: readonly string[];
}

/** keeper-registry's record under (operator, session). Dead once the operator's own epoch is another. */
export interface Delegation {
	readonly epoch: number;
	/** Unix seconds; dead from this second on. */
	readonly expiresAt: number;
	/** Fills counted in `hour`. */
	readonly fillsInHour: number;
	/** Unix seconds ÷ 3,600, floored. */
	readonly hour: number;
	readonly limits: Limits;
}
