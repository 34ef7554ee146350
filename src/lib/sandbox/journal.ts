/**
 * A snapshot and the requests accepted since then: together the present, whatever happens to the instance. Ledgers closed
 * by the clock are recorded as the request that closes as many, because a tick means something else after a restore.
 */
export interface Journal {
	readonly base: Uint8Array;
	readonly bodies: readonly string[];
	/** Characters held in `bodies`. */
	readonly size: number;
}

export const startJournal = (base: Uint8Array): Journal => ({ base, bodies: [], size: 0 });

export const append = (journal: Journal, body: string): Journal => ({
	base: journal.base,
	bodies: [...journal.bodies, body],
	size: journal.size + body.length
});

/** When a new snapshot is cheaper than what a recovery would have to repeat. */
export interface SnapshotPolicy {
	readonly maxRequests: number;
	readonly maxSize: number;
}

export const isDue = (journal: Journal, policy: SnapshotPolicy): boolean =>
	journal.bodies.length >= policy.maxRequests || journal.size >= policy.maxSize;
