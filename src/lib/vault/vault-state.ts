import type { Shares, Usdc } from '#lib/math/amount.ts';

/** What the vault owes and owns, at one time. Equals nectar-vault's `get_state`. */
export interface VaultState {
	/** USDC the vault knows of. */
	readonly booked: Usdc;
	/** Rewards owed to operators. */
	readonly owed: Usdc;
	/** Profit not vested yet. */
	readonly unvested: Usdc;
	/** What depositors own: min(booked, balance) − owed − unvested, at least 0. */
	readonly totalAssets: Usdc;
	readonly totalShares: Shares;
}

/** The vault's tunables, as `get_params` returns them. Amounts in USDC; bps of 10,000. */
export interface VaultParams {
	readonly cooldownSecs: number;
	readonly depositCap: Usdc;
	readonly edgeShareBps: number;
	readonly feeBps: number;
	readonly fillCapBps: number;
	readonly maxPriceAgeSecs: number;
	readonly maxSlippageBps: number;
	readonly minMarginBps: number;
	readonly minProfit: Usdc;
	readonly profitUnlockSecs: number;
}

/** An allowlisted way to trade `token` against USDC, in both directions. */
export interface Route {
	readonly id: number;
	readonly token: string;
	/** Contract id of the venue. */
	readonly venue: string;
	/** Path and pool ids for the venue, hex. */
	readonly data: string;
	/** Upper bound of the bytes of events of one leg. */
	readonly eventBytes: number;
}

/** Names a route for part of what must be bought or sold of `token`; the weights of one token sum to 10,000. */
export interface Swap {
	readonly token: string;
	readonly route: number;
	readonly weightBps: number;
}

/** What a keeper sends: an auction and routes, never amounts. */
export interface Order {
	readonly pool: string;
	/** Blend's number of the auction kind. */
	readonly auctionType: number;
	readonly user: string;
	/** 1–100, of what remains of the auction. */
	readonly percent: number;
	readonly swaps: readonly Swap[];
	/** The vault's own floors come on top. */
	readonly minProfit: Usdc;
}

/** What a fill did, as the vault measured it. */
export interface FillReceipt {
	/** Ledgers since the auction's start ledger. */
	readonly age: number;
	/** Oracle value of the lot − that of the bid. */
	readonly edge: Usdc;
	/** The operator's share of the profit. */
	readonly fee: Usdc;
	readonly profit: Usdc;
	/** USDC paid to venues for bids + USDC repaid. */
	readonly spent: Usdc;
}
