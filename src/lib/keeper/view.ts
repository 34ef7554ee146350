import type { PoolConfig, Reserves } from '#lib/blend/reserve.ts';
import type { Price, Shares, Stroops, Usdc } from '#lib/math/amount.ts';
import type { Delegation } from '#lib/session/delegation.ts';
import type { Pause } from '#lib/vault/pause.ts';
import type { Books } from '#lib/vault/total-assets.ts';
import type { Route, VaultParams } from '#lib/vault/vault-state.ts';
import type { VestingBucket } from '#lib/vault/vesting.ts';
import type { Pairs } from '#lib/venues/pair.ts';
import type { FillCaps } from './fill-market.ts';

export interface OraclePrice {
	readonly value: Price;
	/** Unix seconds; an always fresh price is as old as the ledger that reads it. */
	readonly at: number | 'always-fresh';
}

export interface PoolView {
	readonly contract: string;
	/** Takes over debts that no collateral stands behind. */
	readonly backstop: string;
	readonly config: PoolConfig;
	/** As stored: not yet accrued to the ledger's close time. */
	readonly reserves: Reserves;
	readonly oracleDecimals: number;
	/** Without an entry there is no price. */
	readonly prices: ReadonlyMap<string, OraclePrice>;
}

export interface VaultView {
	readonly contract: string;
	readonly usdc: string;
	readonly open: boolean;
	readonly poolAllowed: boolean;
	readonly params: VaultParams;
	readonly books: Books;
	readonly vesting: readonly VestingBucket[];
	readonly balance: Usdc;
	readonly totalShares: Shares;
	readonly routes: readonly Route[];
	readonly caps: FillCaps;
	/** Also those that are over. */
	readonly pauses: readonly Pause[];
	/** Decimals of the allowlisted tokens; USDC belongs to them with 7. */
	readonly assets: ReadonlyMap<string, number>;
}

export interface SessionAccount {
	/** The last used sequence number. */
	readonly sequence: bigint;
	/** Reserve included. */
	readonly balance: Stroops;
	/** Signers, trustlines, offers: each holds back one base reserve. */
	readonly subentries: number;
	/** The operator is a signer: he can merge the account without the key. */
	readonly coSigned: boolean;
}

/** The keeper's own means. */
export interface SessionView {
	readonly operator: string;
	readonly session: string;
	/** `undefined` = the session account does not exist. */
	readonly account: SessionAccount | undefined;
	/** `undefined` = the operator is not registered. */
	readonly operatorEpoch: number | undefined;
	readonly delegation: Delegation | undefined;
}

/** Facts of one ledger that are the same for everybody. */
export interface MarketView {
	readonly ledger: number;
	/** Unix seconds. */
	readonly closedAt: number;
	readonly pool: PoolView;
	readonly vault: VaultView;
	readonly pairs: Pairs;
	/** Contract id of XLM, in which fees are paid. */
	readonly native: string;
}

/** Facts of one ledger: a decision uses nothing else. */
export interface LedgerView extends MarketView {
	readonly session: SessionView;
	/** Inclusion bid of the next transaction. */
	readonly bid: Stroops;
}
