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

/** `dry`: decides, simulates, and signs nothing. */
export type KeeperMode = 'dry' | 'live';

/** How a worker reaches the chain. Told once, before it starts: a blob worker knows no addresses of its own. */
export type ChainLink =
	/** Endpoints in the order of preference; the next one takes over. */
	| { readonly kind: 'rpc'; readonly urls: readonly string[] }
	/** To the network embedded in a page. Transferred. */
	| { readonly kind: 'port'; readonly port: MessagePort };

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

/** The key in use, or the one that is to replace it: made by `rotate`, in use once the chain knows it. */
export type KeyRole = 'current' | 'next';

export type StartError =
	| KeyError
	/** No key of this operator is in this browser: approve first. */
	| { readonly kind: 'no-key' }
	/** The vault or the session could not be read: nothing was started. */
	| { readonly kind: 'chain'; readonly detail: string }
	/** Another tab leads; this one follows. */
	| { readonly kind: 'follower' };

/** What a worker publishes: whole and immutable; `seq` only rises. At most four a second. */
export interface KeeperReport {
	readonly seq: number;
	/** `leader`: this browser's keeper of that operator runs in this tab; `follower`: in another one, which told all this. */
	readonly role: 'leader' | 'follower';
	readonly operator: string;
	/** Unix milliseconds: since when it leads in that tab. */
	readonly since: number;
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
	/** Before everything else, once. */
	connect(link: ChainLink): Promise<void>;
	/** An answer means that the worker is not stuck. */
	ping(): Promise<void>;
	/** Makes the key of this operator on this network, or finds it; stored and read back before its address is told. */
	prepareKey(
		identity: KeeperIdentity,
		role: KeyRole
	): Promise<Result<{ readonly address: string }, KeyError>>;
	/** The key there is, if any; makes none. */
	findKey(
		identity: KeeperIdentity
	): Promise<Result<{ readonly address: string } | undefined, KeyError>>;
	/** `follower`: another tab leads. This one shows its reports, and takes over, in its mode, when that tab closes. */
	start(config: KeeperStart): Promise<Result<null, StartError>>;
	/** Follows the tab that leads, if one does, as after `start`; starts nothing otherwise. */
	watch(identity: KeeperIdentity): Promise<boolean>;
	/** Takes effect once what is on its way has ended. */
	setMode(mode: KeeperMode): Promise<void>;
	/** Ends the loop; what is on its way is followed to its end first. */
	stop(): Promise<void>;
	/**
	 * Revokes the own delegation, then merges the account into the operator's. In this order: the merge ends the fee payer.
	 * Works whether or not it was started.
	 */
	stopAndSweep(identity: KeeperIdentity): Promise<Result<null, SweepError>>;
	/** One callback per worker life. */
	subscribe(report: (report: KeeperReport) => void): Promise<void>;
}

/** In place of an answer: the worker has died, or does not answer any more. Nothing is lost: the journal knows what was sent. */
export interface Crashed {
	readonly kind: 'crashed';
	readonly detail: string;
}

export type SweepError =
	| KeyError
	| { readonly kind: 'no-key' }
	/** Another tab leads: it alone may. */
	| { readonly kind: 'follower' }
	/** Nothing was lost: say what, and try again. */
	| { readonly kind: 'failed'; readonly step: 'revoke' | 'merge'; readonly detail: string };
