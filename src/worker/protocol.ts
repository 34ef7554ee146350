import type { FeedItem } from '#lib/keeper/feed.ts';
import type { Snapshot } from '#lib/keeper/phase.ts';
import type { Network } from '#lib/networks.ts';
import type { Result } from '#lib/result.ts';

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

/** One attempt, won or lost, as the profit ledger keeps it. Integers; 7 decimals. Appended once, completed once. */
export interface LedgerRow {
	readonly hash: string;
	/** Unix seconds. */
	readonly at: number;
	readonly ledger: number;
	readonly pool: string;
	readonly user: string;
	readonly action:
		'create' | 'fill' | 'delete-auction' | 'bad-debt' | 'co-sign' | 'revoke' | 'sweep';
	/** `Outcome['kind']`, or `open` while it is not known. */
	readonly outcome: string;
	readonly percent: number | undefined;
	readonly spent: bigint | undefined;
	readonly profit: bigint | undefined;
	/** 90 %. */
	readonly vaultShare: bigint | undefined;
	/** 10 %. */
	readonly operatorShare: bigint | undefined;
	/** Stroops that the network charged. */
	readonly fee: bigint | undefined;
	/** USDC per XLM (7 decimals) by the pool's oracle when it was booked. */
	readonly xlmPrice: bigint | undefined;
	/** Endpoints that confirmed it. */
	readonly confirmations: number;
}

/** The session account and its delegation, as the worker last read them. */
export interface SessionState {
	readonly address: string;
	/** Stroops that can be spent on fees; `undefined` = the account does not exist. */
	readonly spendable: bigint | undefined;
	/** The operator can merge the account without the key. */
	readonly coSigned: boolean;
	readonly delegation:
		| { readonly kind: 'none' }
		| { readonly kind: 'revoked' }
		| { readonly kind: 'live' | 'expired'; readonly expiresAt: number; readonly fillsLeft: number };
	/** Average fee of this key's fills so far; `undefined` before the first one. */
	readonly feePerFill: bigint | undefined;
}

/** The tab did nothing for a while: frozen, asleep, discarded. */
export interface Gap {
	/** Unix milliseconds. */
	readonly from: number;
	readonly to: number;
	readonly missedLedgers: number;
}

/** A line of the why-not log. Equal ones in a row are one with a count. */
export interface LogLine {
	readonly seq: number;
	readonly item: FeedItem;
	readonly repeated: number;
}

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

export interface EndpointState {
	readonly url: string;
	readonly state: 'in-use' | 'standby' | 'resting';
	/** Why it rests. */
	readonly reason: string | undefined;
	readonly latencyMs: number | undefined;
	readonly latestLedger: number | undefined;
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
