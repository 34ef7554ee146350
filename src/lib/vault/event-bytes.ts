/** Most bytes of events an order may be expected to emit; beyond it the vault answers TooManyLegs (2147). */
export const EVENT_BYTES_MAX = 16_000;

const FIXED = 620 + 236;
const PER_BID = 556;
const PER_LOT = 568;
/** The pool tells each debt that is left without collateral. */
const PER_BAD_DEBT = 180;

/** What a fill's events take at most: fixed part and receipt, per bid, lot and bad debt, and one route's bound per swap leg. */
export function eventBytes(
	bids: number,
	lots: number,
	badDebts: number,
	legs: readonly number[]
): number {
	const told = PER_BID * bids + PER_LOT * lots + PER_BAD_DEBT * badDebts;
	return FIXED + told + legs.reduce((sum, bytes) => sum + bytes, 0);
}
