import type { Shares, Usdc } from '#lib/math/amount.ts';

/** Where in history an event stands. */
export interface EventPlace {
	/** Its position, and so unique; later events have greater ones, compared as text. */
	readonly id: string;
	/** Of its transaction. */
	readonly hash: string;
	readonly ledger: number;
	/** Unix seconds at which that ledger closed. */
	readonly at: number;
}

/** A fill by the vault. */
export interface VaultFill extends EventPlace {
	readonly kind: 'fill';
	readonly pool: string;
	/** Whose auction it was. */
	readonly user: string;
	readonly operator: string;
	readonly session: string;
	/** Blend's number of the auction kind. */
	readonly auctionType: number;
	/** Of what was left of the auction. */
	readonly percent: number;
	/** Start ledger of the auction. */
	readonly startLedger: number;
	/** Asset → amount repaid. */
	readonly bid: ReadonlyMap<string, bigint>;
	/** Asset → amount received from the pool. */
	readonly lot: ReadonlyMap<string, bigint>;
	readonly spent: Usdc;
	readonly profit: Usdc;
	/** The operator's part of the profit. */
	readonly fee: Usdc;
}

/** USDC for shares, or back. */
export interface VaultMove extends EventPlace {
	readonly kind: 'deposit' | 'withdrawal';
	/** Whose shares they became, or were. */
	readonly account: string;
	readonly assets: Usdc;
	readonly shares: Shares;
}

/** What the vault tells of itself. A deposit is told together with a `mint`, a withdrawal with a `burn`. */
export type VaultEvent =
	| VaultFill
	| VaultMove
	| (EventPlace & { readonly kind: 'seed'; readonly assets: Usdc })
	| (EventPlace & {
			readonly kind: 'mint' | 'burn';
			readonly account: string;
			readonly shares: Shares;
	  })
	| (EventPlace & {
			readonly kind: 'transfer';
			readonly from: string;
			readonly to: string;
			readonly shares: Shares;
	  })
	/** Vests to the depositors, and is no fill's: a surplus, a leftover sold, a fee of a draw, a cured debt. */
	| (EventPlace & { readonly kind: 'profit'; readonly assets: Usdc })
	/** USDC gone without a call of the vault's own, or a draw that its stake did not cover. */
	| (EventPlace & { readonly kind: 'loss'; readonly assets: Usdc })
	| (EventPlace & { readonly kind: 'claim'; readonly operator: string; readonly assets: Usdc })
	| (EventPlace & { readonly kind: 'params'; readonly profitUnlockSecs: number });
