/** A ledger and when this computer first heard of it, in milliseconds. */
export interface LedgerSeen {
	readonly ledger: number;
	readonly at: number;
}

/** Ledgers over which the pace is taken: long enough to be calm, short enough to follow a network that changes its pace. */
const WINDOW = 20;
/** A pause this many times longer than the pace is no pace: the tab slept, or the network stood still. */
const BREAK = 5;

/** Remembers one more ledger; the same one again, or an older one, changes nothing unless the chain began anew. */
export function seen(
	past: readonly LedgerSeen[],
	ledger: number,
	at: number
): readonly LedgerSeen[] {
	const last = past.at(-1);
	if (last === undefined || last.ledger - ledger > WINDOW) return [{ ledger, at }];
	if (ledger <= last.ledger) return past;
	const pace = cadence(past);
	const steps = ledger - last.ledger;
	if (pace !== undefined && at - last.at > steps * pace * BREAK) return [{ ledger, at }];
	return [...past, { ledger, at }].slice(-WINDOW);
}

/** Milliseconds from one ledger to the next as observed, never assumed; `undefined` before the second one. */
export function cadence(past: readonly LedgerSeen[]): number | undefined {
	const first = past[0];
	const last = past.at(-1);
	if (first === undefined || last === undefined || last.ledger <= first.ledger) return undefined;
	return (last.at - first.at) / (last.ledger - first.ledger);
}

/** Seconds that so many ledgers take at this pace. */
export const secondsFor = (ledgers: number, pace: number | undefined): number | undefined =>
	pace === undefined ? undefined : Math.round((ledgers * pace) / 1_000);
