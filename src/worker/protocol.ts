import type { EndpointState } from '#lib/keeper/endpoint-state.ts';
import type { Gap } from '#lib/keeper/gap.ts';
import type { LedgerRow } from '#lib/keeper/ledger-row.ts';
import type { LogLine } from '#lib/keeper/log-line.ts';
import type { Snapshot } from '#lib/keeper/phase.ts';
import type { Network } from '#lib/networks.ts';
import type { Result } from '#lib/result.ts';
import type { SessionState } from '#lib/session/session-state.ts';

export type { EndpointState, Gap, LedgerRow, LogLine, SessionState };

/*
 * The whole contract between a page and its keeper worker. Plain data only: results, never exceptions. The worker takes
 * intents, never hashes to sign: what it may sign for is pinned by `KeeperScope` at its start.
 */

/** `dry`: decides, simulates, and sends nothing. */
export type KeeperMode = 'dry' | 'live';

/** Whom and what a worker works for. Fixed for its life. */
export interface KeeperIdentity {
	readonly network: Network;
	/** Index in `network.pools`. */
	readonly pool: number;
	readonly operator: string;
}

export interface KeeperStart extends KeeperIdentity {
	readonly mode: KeeperMode;
}

export type KeyError =
	/** Private window, full disk, blocked storage … */
	| { readonly kind: 'storage'; readonly detail: string }
	/** This browser's WebCrypto has no Ed25519. */
	| { readonly kind: 'no-ed25519' };

export type StartError =
	| KeyError
	/** No key of this operator is in this browser: approve first. */
	| { readonly kind: 'no-key' }
	/** Another tab leads; this one follows. */
	| { readonly kind: 'follower' };

/** What a worker publishes: whole and immutable; `seq` only rises. At most four a second. */
export interface KeeperReport {
	readonly seq: number;
	readonly mode: KeeperMode;
	readonly snapshot: Snapshot;
	readonly session: SessionState | undefined;
	/** Newest first, a few hundred. */
	readonly log: readonly LogLine[];
	/** Newest first, all there are in this browser. */
	readonly rows: readonly LedgerRow[];
	readonly gaps: readonly Gap[];
	readonly endpoints: readonly EndpointState[];
}

export interface KeeperApi {
	/** Makes the key of this operator on this network, or finds it; stored and read back before its address is told. */
	prepareKey(identity: KeeperIdentity): Promise<Result<{ readonly address: string }, KeyError>>;
	start(config: KeeperStart): Promise<Result<null, StartError>>;
	setMode(mode: KeeperMode): Promise<void>;
	/** Ends the loop; what is on its way is followed to its end first. */
	stop(): Promise<void>;
	/** Revokes the own delegation, then merges the account into the operator's. In this order: the merge ends the fee payer. */
	stopAndSweep(): Promise<Result<null, SweepError>>;
	/** One callback per worker life. */
	subscribe(report: (report: KeeperReport) => void): Promise<void>;
}

export type SweepError =
	| KeyError
	| { readonly kind: 'no-key' }
	/** Nothing was lost: say what, and try again. */
	| { readonly kind: 'failed'; readonly step: 'revoke' | 'merge'; readonly detail: string };
