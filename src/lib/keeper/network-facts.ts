import type { AuctionKind } from '#lib/blend/auction.ts';
import type { Known } from '#lib/known.ts';
import type { SharePrice, Shares, Stroops, Usdc } from '#lib/math/amount.ts';
import type { Result } from '#lib/result.ts';
import type { Delegation } from '#lib/session/delegation.ts';
import type { Pause } from '#lib/vault/pause.ts';
import type { PriceSeries } from '#lib/vault/price-series.ts';
import type { Tranche } from '#lib/vault/tranche.ts';
import type { VaultEvent, VaultFill, VaultMove } from '#lib/vault/vault-event.ts';
import type { VaultParams, VaultState } from '#lib/vault/vault-state.ts';
import type { VestingBucket } from '#lib/vault/vesting.ts';

/*
 * What the pages show of a network and of an account, all of one ledger. Each part is read on its own: one that cannot be read costs
 * the others nothing, and is never a 0.
 */

/** A part of an answer; the error says why it is not known. */
export type Fact<T> = Result<T, string>;

/** What is known of one part of something that is known as a whole. */
export function factOf<T, U>(known: Known<T>, pick: (value: T) => Fact<U>): Known<U> {
	if (known.kind === 'loading' || known.kind === 'unavailable') return known;
	const part = pick(known.value);
	if (!part.ok) return { kind: 'unavailable', reason: part.error };
	return { ...known, value: part.value };
}

/** The value as it was read last; `undefined` while there is none. */
export const valueOf = <T>(known: Known<T>): T | undefined =>
	known.kind === 'known' || known.kind === 'stale' ? known.value : undefined;

/** An entry past its life: it exists, and must be restored before it is used. */
export interface ArchivedEntry {
	/** What it holds, in words: “the vault”, “your shares”. */
	readonly what: string;
	/** Base64 of its ledger key: what a `restore` request takes. */
	readonly key: string;
}

export interface VaultFacts {
	/** False until the seed opened it. */
	readonly open: boolean;
	readonly params: VaultParams;
	/** At the ledger's close. */
	readonly state: VaultState;
	readonly sharePrice: SharePrice;
	/** USDC on the vault's own balance. */
	readonly balance: Usdc;
	/** USDC out with bonded draws; 0 unless the admin has enabled them. */
	readonly drawn: Usdc;
	readonly vesting: readonly VestingBucket[];
	/** Those that run at the ledger's close. */
	readonly pauses: readonly Pause[];
	/** What may still be deposited. */
	readonly room: Usdc;
}

export interface OpenAuction {
	readonly pool: string;
	readonly user: string;
	readonly kind: AuctionKind;
	readonly startLedger: number;
}

export interface NetworkFacts {
	readonly ledger: number;
	/** Unix seconds. */
	readonly closedAt: number;
	readonly vault: Fact<VaultFacts>;
	/** Operators with at least one fill. */
	readonly keepers: Fact<number>;
	/** Oldest first. */
	readonly openAuctions: Fact<readonly OpenAuction[]>;
	/** `undefined`: none since `historySince`. */
	readonly lastFill: Fact<VaultFill | undefined>;
	/** First ledger of which the node still has events. */
	readonly historySince: Fact<number>;
	/** Of vault and registry. */
	readonly archived: readonly ArchivedEntry[];
}

export interface XlmFacts {
	/** Reserve included. */
	readonly balance: Stroops;
	/** What the network keeps back while the account stands. */
	readonly reserve: Stroops;
	/** What fees and payments can use. */
	readonly spendable: Stroops;
}

export type UsdcFacts =
	| { readonly kind: 'none' }
	| {
			readonly kind: 'trustline';
			/** What can be paid: without what offers hold back. */
			readonly available: Usdc;
			/** What may still come in. */
			readonly room: Usdc;
			/** The issuer lets it be used. */
			readonly authorised: boolean;
	  };

/** An operator as the registry has him. Statistics come from the vault alone. */
export interface OperatorFacts {
	readonly name: string;
	readonly epoch: number;
	readonly stake: Usdc;
	readonly fills: number;
	readonly profit: Usdc;
	readonly volume: Usdc;
}

/** A delegation of an operator, with the account of its session key. */
export interface SessionFacts {
	readonly address: string;
	readonly delegation: Delegation;
	/** `dead`: revoked by a later epoch. */
	readonly state: 'live' | 'expired' | 'dead';
	/** `undefined`: it does not exist. */
	readonly account:
		| {
				readonly xlm: XlmFacts;
				/** The operator is a signer who can merge it without the key. */
				readonly coSigned: boolean;
		  }
		| undefined;
}

export interface AccountFacts {
	readonly address: string;
	readonly ledger: number;
	/** Unix seconds. */
	readonly closedAt: number;
	/** `undefined`: the account does not exist. */
	readonly xlm: Fact<XlmFacts | undefined>;
	/** Accounts that may sign for it beside its own key. */
	readonly signers: Fact<readonly string[]>;
	readonly usdc: Fact<UsdcFacts>;
	/** 0 is a true zero: the account has none. */
	readonly shares: Fact<Shares>;
	/** As stored; `trancheView` says what is locked at a time. */
	readonly tranche: Fact<Tranche | undefined>;
	/** Owed to it as an operator. */
	readonly reward: Fact<Usdc>;
	/** `undefined`: not registered. */
	readonly operator: Fact<OperatorFacts | undefined>;
	/** Every delegation that the registry lists for it. */
	readonly sessions: Fact<readonly SessionFacts[]>;
	/** Of its own entries in vault and registry. */
	readonly archived: readonly ArchivedEntry[];
}

export interface VaultHistory {
	/** First ledger of which the node still has events. */
	readonly since: number;
	/** The ledger of the vault's seed; `undefined` = it opened before the history begins. */
	readonly opened: number | undefined;
	/** Newest first. */
	readonly fills: readonly VaultFill[];
	/** Deposits and withdrawals of all accounts, newest first. */
	readonly moves: readonly VaultMove[];
	/** Shares that changed hands without USDC, newest first. */
	readonly transfers: readonly ShareTransfer[];
	/** Rewards paid out to operators, newest first. */
	readonly claims: readonly RewardClaim[];
	/** The error says why no series follows from the events. */
	readonly prices: Fact<PriceSeries>;
	/** Events that could not be read, each with its reason. */
	readonly unreadable: readonly string[];
}

export type ShareTransfer = Extract<VaultEvent, { kind: 'transfer' }>;
export type RewardClaim = Extract<VaultEvent, { kind: 'claim' }>;
