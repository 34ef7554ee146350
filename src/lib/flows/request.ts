import type { Shares, Stroops, Usdc } from '#lib/math/amount.ts';
import type { Limits } from '#lib/session/delegation.ts';

/** What a new or renewed delegation says. */
export interface Grant {
	/** The session key's account. */
	readonly session: string;
	/** XLM that the operator's signature hands to it; 0 accepted. */
	readonly float: Stroops;
	/** Unix seconds, at most 30 days ahead. */
	readonly expiresAt: number;
	readonly limits: Limits;
}

/** Everything that this site asks a wallet to sign. One transaction each. */
export type FlowRequest =
	| { readonly kind: 'trustline' }
	/** Test USDC, on networks that have a faucet. */
	| { readonly kind: 'faucet'; readonly amount: Usdc }
	| { readonly kind: 'deposit'; readonly assets: Usdc; readonly minShares: Shares }
	/** An exact amount of USDC out. */
	| { readonly kind: 'withdraw'; readonly assets: Usdc; readonly maxShares: Shares }
	/** An exact number of shares, “all” above all. */
	| { readonly kind: 'redeem'; readonly shares: Shares; readonly minAssets: Usdc }
	/** The one approval: registers, stakes, creates and funds the session account, stores the delegation. */
	| {
			readonly kind: 'register';
			readonly name: string;
			readonly stake: Usdc;
			readonly grant: Grant;
	  }
	/** For an operator who is registered: another key, or the same one for longer. */
	| { readonly kind: 'grant'; readonly grant: Grant }
	| { readonly kind: 'rotate'; readonly old: string; readonly grant: Grant }
	| { readonly kind: 'revoke'; readonly session: string }
	| { readonly kind: 'revoke-all' }
	/** XLM from the operator to the session account. */
	| { readonly kind: 'top-up'; readonly session: string; readonly amount: Stroops }
	/** The operator as co-signer merges the session account into his own: the key is not needed. */
	| { readonly kind: 'merge-session'; readonly session: string }
	| { readonly kind: 'claim-rewards' }
	/** Archived entries of this account and of the vault, by their ledger keys (base64). */
	| { readonly kind: 'restore'; readonly keys: readonly string[] };

export type FlowKind = FlowRequest['kind'];
