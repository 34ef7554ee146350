/** How far a price may be ahead of the ledger's clock: oracles stamp the end of a round. Seconds. */
const MAX_LEAD_SECS = 60;

/**
 * Whether the vault would accept a price stamped `at` in a ledger closing at `now` (unix seconds). Its own rule, stricter than the
 * pool's. Equals nectar-vault's refusal PriceStale (2153).
 */
export const isFreshForVault = (at: number, now: number, maxPriceAgeSecs: number): boolean =>
	now <= at + maxPriceAgeSecs && at <= now + MAX_LEAD_SECS;
