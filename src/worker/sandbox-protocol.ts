import type { Result } from '#lib/result.ts';

/*
 * The whole contract between a page and the embedded network: JSON-RPC text for everything a public network answers too,
 * and these commands for what only the owner of a network can do.
 */

export interface WorldOptions {
	/** A whole number as text, from `?seed=`. Without one, the world that this browser keeps goes on, or that of seed 1 begins. */
	readonly seed: string | undefined;
	/** Absolute URL of the folder with the wasm and its manifest, ending in a slash. */
	readonly files: string;
}

/** The seed of a world for which nobody chose one. */
export const DEFAULT_SEED = '1';

export type WorldPhase =
	| { readonly kind: 'off' }
	| {
			readonly kind: 'starting';
			readonly step: string;
			readonly done: number;
			readonly total: number;
	  }
	/** `owner`: the network runs in this tab; `follower`: in another one of this browser. */
	| { readonly kind: 'running'; readonly role: 'owner' | 'follower' }
	| { readonly kind: 'failed'; readonly reason: string };

export interface HouseKeeper {
	readonly name: string;
	readonly operator: string;
	readonly session: string;
	readonly on: boolean;
	/** What it makes of the ledger, in a sentence. */
	readonly doing: string;
	/** Ledger in which it means to fill each auction that it waits for. */
	readonly plans: readonly { readonly user: string; readonly ledger: number }[];
	/** Transactions that it sent, newest first, a few dozen, each with the ledger it saw then. */
	readonly sent: readonly { readonly hash: string; readonly ledger: number }[];
}

/** One line of the world's own story, for feeds. */
export interface WorldLine {
	readonly seq: number;
	readonly ledger: number;
	/** “oracle”, “keeper-alpha”, “lp” … */
	readonly who: string;
	readonly text: string;
}

export interface Person {
	readonly name: string;
	readonly role: 'lp' | 'borrower' | 'operator' | 'trader';
	readonly address: string;
}

/** Whole and immutable; `seq` only rises. */
export interface WorldState {
	readonly seq: number;
	readonly phase: WorldPhase;
	readonly ledger: number;
	/** Unix seconds of ledger time. */
	readonly closedAt: number;
	/** Milliseconds between two ledgers; `undefined` = paused. */
	readonly ledgerMs: number | undefined;
	readonly house: readonly HouseKeeper[];
	/** Whether somebody trades the venue back to the oracle. */
	readonly arbitrage: boolean;
	readonly people: readonly Person[];
	/** Newest first, a few hundred. */
	readonly lines: readonly WorldLine[];
}

export type WorldCommand =
	/** Price of a pool asset in USD, 7 decimals. */
	| { readonly kind: 'set-price'; readonly asset: string; readonly price: bigint }
	/** By so many hundredths of a percent; negative falls. */
	| { readonly kind: 'move-price'; readonly asset: string; readonly bps: number }
	/** XLM collateral and USDC debt, 7 decimals. */
	| { readonly kind: 'create-borrower'; readonly collateral: bigint; readonly debt: bigint }
	| { readonly kind: 'speed'; readonly ledgerMs: number }
	| { readonly kind: 'pause' }
	/** So many ledgers at once. */
	| { readonly kind: 'step'; readonly ledgers: number }
	/** Ledger time forward. */
	| { readonly kind: 'warp'; readonly seconds: number }
	| { readonly kind: 'house'; readonly name: string; readonly on: boolean }
	| { readonly kind: 'arbitrage'; readonly on: boolean }
	/** 10,000 XLM for an account that does not exist. */
	| { readonly kind: 'friendbot'; readonly address: string }
	/** A new world of that seed; everything else is forgotten. */
	| { readonly kind: 'reset'; readonly seed: string };

export type CommandError = { readonly kind: 'failed'; readonly detail: string };
export type CommandAnswer = Result<null, CommandError>;
