import type { Decision } from './decision.ts';
import type { Sighting } from './feed.ts';
import type { Trouble } from './ports.ts';

export type Phase =
	| { readonly kind: 'stopped' }
	/** Reads the past: who has ever been in the pool. */
	| { readonly kind: 'starting' }
	| { readonly kind: 'scanning' }
	/** A transaction of ours is queued. */
	| { readonly kind: 'acting'; readonly hash: string }
	| { readonly kind: 'backing-off'; readonly because: Trouble }
	| { readonly kind: 'crashed'; readonly message: string };

/** An account of the book in a snapshot. */
export interface AccountRow extends Sighting {
	/** What the keeper makes of it; `undefined` = it is safe, and there is nothing to decide. */
	readonly decision: Decision | undefined;
}

/** What a keeper publishes. Immutable; `seq` only rises. */
export interface Snapshot {
	readonly seq: number;
	readonly phase: Phase;
	/** 0 before the first answer. */
	readonly ledger: number;
	/** Unix seconds. */
	readonly closedAt: number;
	readonly accounts: readonly AccountRow[];
}

export const INITIAL: Snapshot = {
	seq: 0,
	phase: { kind: 'stopped' },
	ledger: 0,
	closedAt: 0,
	accounts: []
};
