import type { Sighting } from './feed.ts';
import type { ReadError } from './ports.ts';

export type Phase =
	| { readonly kind: 'stopped' }
	/** Reads the past: who has ever been in the pool. */
	| { readonly kind: 'starting' }
	| { readonly kind: 'scanning' }
	/** A transaction of ours is queued. */
	| { readonly kind: 'acting'; readonly hash: string }
	| { readonly kind: 'backing-off'; readonly because: ReadError }
	| { readonly kind: 'crashed'; readonly message: string };

/** What a keeper publishes. Immutable; `seq` only rises. */
export interface Snapshot {
	readonly seq: number;
	readonly phase: Phase;
	/** 0 before the first answer. */
	readonly ledger: number;
	/** Unix seconds. */
	readonly closedAt: number;
	readonly accounts: readonly Sighting[];
}

export const INITIAL: Snapshot = {
	seq: 0,
	phase: { kind: 'stopped' },
	ledger: 0,
	closedAt: 0,
	accounts: []
};
