import type { AuctionData } from '#lib/blend/auction.ts';
import type { PoolEvent } from '#lib/blend/pool-event.ts';
import type { Positions } from '#lib/blend/reserve.ts';
import type { Stroops } from '#lib/math/amount.ts';
import type { Result } from '#lib/result.ts';
import type { FillReceipt } from '#lib/vault/vault-state.ts';
import type { Action } from './action.ts';
import type { Refusal } from './refusal.ts';
import type { LedgerView } from './view.ts';

export type ReadError =
	| { readonly kind: 'unreachable'; readonly detail: string }
	| { readonly kind: 'rate-limited'; readonly retryAfterMs: number }
	| { readonly kind: 'malformed'; readonly detail: string }
	| { readonly kind: 'rpc-error'; readonly code: number; readonly message: string };

/** Why a keeper cannot go on for now. */
export type Trouble =
	| ReadError
	/** Look after look without a ledger newer than the last one `seen`. */
	| { readonly kind: 'stale'; readonly seen: number; readonly found: number };

/** What the keeper asks for each ledger. */
export interface FactsQuery {
	/** Where the last answer's events ended. */
	readonly cursor: string;
	/** Accounts whose position and auction are read again. */
	readonly users: readonly string[];
	/** Hash of a transaction whose fate is open. */
	readonly pending: string | undefined;
}

/** The account's state in the pool; `undefined` = no such entry. */
export interface UserFacts {
	readonly user: string;
	readonly positions: Positions | undefined;
	readonly auction: AuctionData | undefined;
}

/** Facts of one ledger, and what happened since the last question. */
export interface Facts {
	readonly view: LedgerView;
	readonly events: readonly PoolEvent[];
	readonly cursor: string;
	readonly users: readonly UserFacts[];
	readonly pending: TransactionFate | undefined;
	/** What could not be read and could be done without, events above all, each with its reason. */
	readonly unreadable: readonly string[];
}

/** What the chain knows of a transaction. */
export type TransactionFate =
	| { readonly kind: 'not-found'; readonly oldestLedger: number }
	| {
			readonly kind: 'succeeded';
			readonly ledger: number;
			readonly feeCharged: Stroops;
			/** Of a fill. */
			readonly receipt: FillReceipt | undefined;
	  }
	| {
			readonly kind: 'failed';
			readonly ledger: number;
			readonly feeCharged: Stroops;
			readonly refusal: Refusal;
	  };

/** What an endpoint still has of the past. */
export type Past = Pick<Facts, 'events' | 'cursor' | 'unreadable'>;

/** Reads the chain: nothing of it is taken from a cache. */
export interface LedgerReader {
	/** Every event the endpoint still has, for the first picture of who is there. */
	backfill(signal: AbortSignal): Promise<Result<Past, ReadError>>;
	/** All of `query` at one ledger, in one request as long as it fits. */
	facts(query: FactsQuery, signal: AbortSignal): Promise<Result<Facts, ReadError>>;
}

/** An action that was simulated with success, ready to be sent. */
export interface PreparedAction {
	readonly action: Action;
	readonly hash: string;
	/** Unsigned transaction, opaque to the keeper. */
	readonly envelope: string;
	/** Most it can cost. */
	readonly maxFee: Stroops;
	/** Its own number in the account's sequence. */
	readonly sequence: bigint;
	/** First ledger in which it is no longer valid. */
	readonly maxLedger: number;
	/** Unix seconds of ledger time: likewise. */
	readonly maxTime: number;
	/** What the vault answered in simulation, of a fill. */
	readonly receipt: FillReceipt | undefined;
}

export type ActError =
	| ReadError
	/** The chain would refuse it now, or did. */
	| { readonly kind: 'refused'; readonly refusal: Refusal }
	/** The queue did not take it; a later ledger may. */
	| { readonly kind: 'try-again-later' }
	/** What the endpoint proposed is not what was meant, or costs more than allowed. */
	| { readonly kind: 'unacceptable'; readonly detail: string }
	/** The intent could not be written down, so it was not sent: a closed tab would have forgotten it. */
	| { readonly kind: 'not-recorded'; readonly detail: string };

/** Turns actions into transactions of the session key. */
export interface Executor {
	prepare(
		action: Action,
		view: LedgerView,
		signal: AbortSignal
	): Promise<Result<PreparedAction, ActError>>;
	/** Success means queued, not applied. */
	send(prepared: PreparedAction, signal: AbortSignal): Promise<Result<null, ActError>>;
	/** Sends once more what was signed and written down. Signs nothing: the same bytes, which the chain takes once. */
	resend?(hash: string, signal: AbortSignal): Promise<void>;
}

/** Waits without holding the thread; ends early, without throwing, when the signal aborts. */
export interface Clock {
	sleep(ms: number, signal: AbortSignal): Promise<void>;
}
