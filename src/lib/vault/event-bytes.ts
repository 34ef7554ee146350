/** Most bytes of events an order may be expected to emit; beyond it the vault answers TooManyLegs (2147). */
export const EVENT_BYTES_MAX = 16_000;

const FIXED = 620 + 236;
const PER_BID = 556;
const PER_LOT = 568;

/** What a fill's events take at most: fixed part and receipt, per bid and lot leg, and one route's bound per swap leg. */
export function eventBytes(bids: number, lots: number, legs: readonly number[]): number {
	return FIXED + PER_BID * bids + PER_LOT * lots + legs.reduce((sum, bytes) => sum + bytes, 0);
}
